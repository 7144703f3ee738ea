"""The TypeScript client: what it takes from the catalogue, without a compiler."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

import samples
from modelpact import ir
from modelpact.render import renderer
from modelpact.targets.typescript_client import TARGET
from nasty import NASTY

RENDER = renderer([Path(__file__).parents[2] / "templates"])
LAYOUTS = (
    ir.Layout(images="none", places=(ir.Place(path=("prompt",), argument="prompt"),)),
    ir.Layout(
        images="many",
        places=(
            ir.Place(path=("role",), constant=ir.Json('"user"')),
            ir.Place(path=("prompt",), argument="prompt"),
            ir.Place(path=("images", "-"), argument="image"),
        ),
    ),
)


def made(*models: ir.Model, **rest: Any) -> dict[str, str]:
    return {
        file.path: file.text for file in TARGET.files(samples.provider(*models, **rest), RENDER)
    }


def model(*found: ir.Member, **rest: Any) -> ir.Model:
    """A model whose members are all arguments."""
    names = [member.name for member in found]
    arguments = tuple(ir.Argument(name=name, path=(name,)) for name in names)
    return samples.model(*found, **{"arguments": arguments, **rest})


def types(*found: ir.Member, **rest: Any) -> str:
    return made(model(*found, **rest))["esm/models.d.ts"]


def type_of(value: ir.Value) -> str:
    """The type of the one argument ``x``, on one line."""
    code = types(ir.Member(name="x", value=value))
    found = re.search(r"^  x\?:\s(.*?);$", code, re.M | re.S)
    assert found, code
    return re.sub(r"^\| ", "", re.sub(r"\s+", " ", found[1]).strip())


def settings(*models: ir.Model, **rest: Any) -> str:
    return made(*models, **rest)["esm/provider.js"]


# --- types ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (samples.integer(0, 9), "number"),
        (samples.integer(numeric_text=True), "number | `${number}`"),
        (samples.number(), "number"),
        (samples.boolean(), "boolean"),
        (samples.string(), "string"),
        (samples.image(), "ImageInput"),
        (samples.array(samples.image()), "readonly ImageInput[]"),
        (samples.value(), "unknown"),
        (samples.value(ir.Null(), ir.String()), "null | string"),
        (samples.value(enum=("a", "b")), '"a" | "b"'),
        (samples.value(ir.Integer(), ir.String(), enum=(1, "one", None, True)), '1 | "one" | null | true'),
        (samples.value(enum=("a",), tolerated=(ir.Tolerated(value="b", because=""),)), '"a" | "b"'),
        (samples.integer(tolerated=(ir.Tolerated(value="max", because=""),)), 'number | "max"'),
        (samples.integer(tolerated=(ir.Tolerated(value=-1, because=""),)), "number"),
        (samples.string(tolerated=(ir.Tolerated(value="x", because=""),)), "string"),
        (samples.dimensions("x"), "`${number}x${number}`"),
        (samples.dimensions("*", words=("2K",), tolerated_separators=("x",)), '"2K" | `${number}*${number}` | `${number}x${number}`'),
        (samples.dimensions("`${"), "`${number}\\x60\\x24{${number}`"),
        (samples.array(), "readonly unknown[]"),
        (samples.array(samples.string()), "readonly string[]"),
        (samples.array(samples.array(samples.number())), "readonly M1XItem[]"),
        (samples.array(samples.value(enum=("a", "b"))), "readonly M1XItem[]"),
        (samples.obj(), "Record<string, unknown>"),
        (samples.obj(a=samples.string()), "M1X"),
        (samples.value(enum=("a", "b"), disposition=ir.Forced(value="b")), '"b"'),
        (samples.value(enum=("a", "b"), disposition=ir.Advisory(value="b")), '"a" | "b"'),
        (samples.string(disposition=ir.Ignored()), "string"),
        (samples.string(disposition=ir.Unverified()), "string"),
    ],
)  # fmt: skip
def test_type(value: ir.Value, code: str) -> None:
    assert type_of(value) == code


def test_what_is_rejected_is_not_there() -> None:
    value = samples.string(disposition=ir.Rejected())
    inner = samples.obj(kept=samples.string(), gone=value)
    found = (ir.Member(name="x", value=value), ir.Member(name="y", value=inner))
    code = types(*found)
    assert "x?" not in code and "gone" not in code and "kept?: string" in code
    # What a caller passes all the same is refused by the check, with the reason.
    assert '{ name: "x", path: ["x"] }' in settings(model(*found))


def test_what_must_be_there_is_not_optional() -> None:
    text, client = samples.string(), ir.Default(value=ir.Json('"a"'), whose="client")
    required = ir.Member(name="x", value=text, required=True)
    assert "  x: string;" in types(required)
    sent = dataclasses.replace(required, value=samples.string(default=client))
    assert "  x?: string;" in types(sent)
    assert 'defaults: [{ path: ["x"], value: \'"a"\' }]' in settings(model(sent))
    inline = (ir.Argument(name="n", path=("p", "n")),)
    for needed in (True, False):
        holder = ir.Member(name="p", value=samples.obj(n_=text), required=needed)
        assert ("  n: string;" in types(holder, arguments=inline)) is needed


def test_prompt_and_image_follow_the_layouts() -> None:
    prompt = ir.Member(name="prompt", value=samples.string())
    images = ir.Member(name="images", value=samples.array(samples.image("base64")))
    own: dict[str, Any] = {"arguments": ()}
    plain = types(prompt, layouts=LAYOUTS[:1], **own)
    assert "  prompt: string;" in plain and "image?" not in plain
    both = types(prompt, images, layouts=LAYOUTS, **own)
    assert "  image?: ImageInput | readonly ImageInput[];" in both
    only = types(prompt, images, layouts=LAYOUTS, images=ir.Images(minimum=1, maximum=1), **own)
    assert "  image: ImageInput;" in only
    none = types(prompt, images, layouts=LAYOUTS, images=ir.Images(maximum=0), **own)
    assert "image?" not in none
    code = settings(samples.model(prompt, images, layouts=LAYOUTS))
    assert '{ path: ["role"], constant: \'"user"\' },' in code
    assert '{ path: ["images", -1], argument: "image" },' in code
    assert 'sources: ["base64"]' in code


def test_an_argument_gives_way_to_what_has_that_name_already() -> None:
    found = [ir.Member(name=name, value=samples.integer()) for name in ("extraBody", "prompt", "x")]
    code = types(*found, layouts=LAYOUTS[:1])
    assert code.count("extraBody?") == 1 and "  prompt: string;" in code
    assert "  prompt?: number;" in types(*found)


def test_names_never_collide() -> None:
    ids = ("model", "gpt-2-0", "gpt-20", "client", "image input", "record")
    code = made(
        *(model(samples.members(a=samples.obj(b=samples.string()))[0], id=id) for id in ids)
    )
    names = re.findall(r"^export (?:interface|type) (\w+)", code["esm/models.d.ts"], re.M)
    assert len(names) == len(set(names)) == 2 * len(ids) + 3
    assert "ModelParams" in names and "ModelParams_2" in names


@pytest.mark.parametrize(("id", "name"), [("acme", "Acme"), ("my-gate", "MyGate"), ("client", "ClientClient"), ("image-input", "ImageInputClient")])  # fmt: skip
def test_provider_gives_the_names(id: str, name: str) -> None:
    code = made(model(), id=id)
    assert f"class {name} extends Client" in code["esm/index.js"]
    assert f"ClientError as {name}Error" in code["esm/index.d.ts"]
    assert f'keyVariable: "{id.upper().replace("-", "_")}_API_KEY"' in code["esm/provider.js"]
    assert json.loads(code["package.json"])["name"] == id


def test_the_key_comes_from_the_variable_that_the_pact_names() -> None:
    auth = ir.Auth(header="X-Key", scheme="", environment="OTHER_KEY")
    code = settings(model(), auth=auth)
    for line in ('keyVariable: "OTHER_KEY"', 'header: "X-Key"', 'scheme: ""'):
        assert line in code


def test_deprecated_is_said() -> None:
    old = ir.Lifecycle(status="deprecated")
    assert " * @deprecated\n */\nexport interface M1Params" in types(lifecycle=old)
    assert "/** @deprecated */\n  x?: string;" in types(
        ir.Member(name="x", value=samples.string(deprecated=True))
    )


# --- the rest of the package ---------------------------------------------------------------------


def test_models_share_answers() -> None:
    envelope = ir.Envelope(name="w", images="/data/data", code="/code", success=200)
    response = ir.Response(forms=(("url", "link"),), envelopes=(envelope,))
    two = (model(id="a", response=response), model(id="b", response=response))
    code = settings(*two, model(id="c"))
    assert re.findall(r"answer: (\d)", code) == ["1", "1", "0"]
    assert code.count('members: ["link"]') == 1


def test_both_systems_have_the_same_files() -> None:
    found = made(model())
    esm = {path.removeprefix("esm/") for path in found if path.startswith("esm/")}
    cjs = {path.removeprefix("cjs/") for path in found if path.startswith("cjs/")}
    assert cjs - {"package.json"} == esm
    for path in esm:
        same = found[f"cjs/{path}"] == found[f"esm/{path}"]
        assert same is path.endswith(".d.ts"), path


def test_a_rule_is_checked_and_no_loss() -> None:
    rule = samples.rule(ir.Required(samples.paths("x")))
    ruled = model(rules=[rule])
    assert list(TARGET.losses(samples.provider(ruled))) == []
    assert '"some-rule"' in made(ruled)["esm/checks/index.js"]


def test_an_example_of_each_use_is_in_the_readme() -> None:
    use = ir.Use(
        name="draw",
        title="Draw *it*",
        images=0,
        prompt='"Hi"',
        arguments=ir.Json('{"x":1,"y z":[2]}'),
    )
    prompt = ir.Member(name="prompt", value=samples.string())
    text = made(
        samples.model(
            prompt,
            layouts=LAYOUTS[:1],
            uses=(use,),
            arguments=(ir.Argument(name="x", path=("x",)),),
        )
    )["README.md"]
    assert "##### Draw \\*it\\*" in text
    assert 'prompt: \'"Hi"\',\n  x: 1,\n  extraBody: { "y z": [2] },\n});' in text


# --- hostile texts -------------------------------------------------------------------------------


def hostile(text: str) -> ir.Model:
    value = samples.value(ir.String(), enum=(text, "x"), description=text)
    found = ir.Member(name="x", value=value)
    return model(found, title=text, description=text)


CODE = re.compile(r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'", re.S)


def shape(code: str) -> str:
    """The code without comments and texts, and without how it is broken into lines."""
    bare = CODE.sub(lambda m: "" if m[0].startswith("/*") else "''", code)
    return re.sub(r",(?=[)\]}])", "", re.sub(r"[\s|]+", "", bare))


@pytest.mark.parametrize("text", NASTY)
def test_no_text_of_a_spec_changes_the_shape(text: str) -> None:
    plain, found = made(hostile("word")), made(hostile(text), title=text)
    for path, code in found.items():
        # The checks name constants for what is in them.
        if not path.endswith((".js", ".ts")) or "/checks/" in path:
            continue
        assert code.isascii()
        assert shape(code) == shape(plain[path]), path


def test_names_of_a_spec_are_quoted() -> None:
    found = [
        ir.Member(name=name, value=samples.integer())
        for name in ("__proto__", "constructor", "a-b", '\'""')
    ]
    code = types(*found)
    assert "  __proto__?: number;\n  constructor?: number;\n" in code
    assert '  "a-b"?: number;' in code
    assert "  '\\'\"\"'?: number;" in code
    # Pairs, since an object's own member of that name would be no member.
    assert '{ name: "__proto__", path: ["__proto__"] },' in settings(model(*found))
