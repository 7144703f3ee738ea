"""How a use is asked for with the official client, whatever its gateway looks like."""

from __future__ import annotations

import ast
import dataclasses
import inspect

import black
import pytest

from modelpact.samples.openai import KNOWN, sample
from pacts import catalog

BEARER = "auth: {header: Authorization, scheme: Bearer}\n"
MODEL = """
parameters:
  prompt: {type: string}
  input: {type: object, properties: {words: {type: string}}}
  n: {type: integer}
  seed: {type: integer}
  kind: {type: string, default: {server: image/webp}}
  form: {enum: [url, b64], default: {server: b64}}
uses: {draw: {title: Draw, images: 0, prompt: A kite, arguments: {n: 2, seed: 7%s}}}
layouts: {text: {prompt: %s}}
response: {format: kind, selector: form, forms: {url: url, b64: b64}, envelopes: [{name: one, images: /data}]}
"""


def written(
    prompt: str = "prompt",
    more: str = "",
    auth: str = BEARER,
    path: str = "/images/generations",
    method: str = "POST",
) -> str:
    """A sample for a model that wants its prompt there."""
    (provider,) = catalog(MODEL % (more, prompt), provider=auth).providers
    operation = dataclasses.replace(provider.operations[0], path=path, method=method)
    asked = dataclasses.replace(provider, operations=(operation,))
    (model,) = asked.models
    return sample(asked, model, model.uses[0], "kite")


def given(code: str, function: str) -> dict[str | None, str]:
    """The arguments of the one call of a function."""
    nodes = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))
    (call,) = (node for node in nodes if ast.unparse(node.func) == function)
    return {keyword.arg: ast.unparse(keyword.value) for keyword in call.keywords}


def test_what_the_client_does_not_know_goes_along() -> None:
    assert given(written(), "client.images.generate") == {
        "model": "'m-1'",
        "prompt": "'A kite'",
        "n": "2",
        "extra_body": "{'seed': 7}",
    }


@pytest.mark.parametrize(
    ("path", "prompt"), [("/images/generations", "input/words"), ("/images", "prompt")]
)
def test_where_the_client_would_send_something_else_the_body_is_sent_whole(
    path: str, prompt: str
) -> None:
    code = written(prompt, path=path)
    body = ast.literal_eval(given(code, "client.post")["body"])
    place = body["input"]["words"] if "/" in prompt else body["prompt"]
    assert (body["model"], place, body["n"], body["seed"]) == ("m-1", "A kite", 2, 7)
    assert f'"{path}"' in code


@pytest.mark.parametrize(
    ("auth", "headers"),
    [
        (BEARER, None),
        ("auth: {header: X-Key, scheme: ''}\n", "{'X-Key': key}"),
        ("auth: {header: Authorization, scheme: Key}\n", "{'Authorization': f'Key {key}'}"),
    ],
)
def test_the_key_is_shown_as_the_gateway_wants_it(auth: str, headers: str | None) -> None:
    code = written(auth=auth)
    assert given(code, "OpenAI").get("default_headers") == headers
    assert "ACME_API_KEY" in code


def test_links_are_printed_and_the_rest_is_saved() -> None:
    assert 'Path(f"kite-{number}.webp").write_bytes(' in written()
    linked = written(more=", form: url")
    assert "print(image.url)" in linked and "base64" not in linked


@pytest.mark.parametrize("auth", [BEARER, "auth: {header: X-Key, scheme: ''}\n"])
@pytest.mark.parametrize("more", ["", ", form: url"])
def test_samples_are_as_black_leaves_them(auth: str, more: str) -> None:
    for code in (written(auth=auth, more=more), written("input/words", auth=auth, more=more)):
        assert black.format_str(code, mode=black.Mode()) == f"{code}\n"


def test_a_call_that_is_no_post_cannot_be_shown() -> None:
    assert written(method="PUT") == ""


def test_the_client_knows_what_is_handed_to_it() -> None:
    images = pytest.importorskip("openai.resources.images")
    assert set(inspect.signature(images.Images.generate).parameters) >= KNOWN
