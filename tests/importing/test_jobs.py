"""Answers that have a place for pictures and may come before them: imported as jobs, or told."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from acme import run
from builds import Provider, build
from mocked import serving
from modelpact.targets import python_validators

TEXT = {"type": "string"}
LIST = {"type": "array", "items": {"properties": {"url": {"type": "string", "format": "uri"}}}}
WORDS = ["queued", "running", "succeeded", "failed"]
JOB = "/v1/jobs/{job_id}"


def shaped(**members: Any) -> dict[str, Any]:
    """An answer with an id."""
    return {"type": "object", "properties": {"id": TEXT, **members}}


def job(words: list[str], **members: Any) -> dict[str, Any]:
    return shaped(status={"enum": words} if words else TEXT, **(members or {"images": LIST}))


def document(first: dict[str, Any], shown: dict[str, Any]) -> dict[str, Any]:
    """A gateway with answers by status to a request, and with answers by path to questions."""

    def answered(answers: dict[str, Any]) -> dict[str, Any]:
        return {
            status: {"description": "x", "content": {"application/json": {"schema": schema}}}
            for status, schema in answers.items()
        }

    members = {"model": {"enum": ["ink-1"]}, "prompt": TEXT}
    body = {"type": "object", "properties": members, "required": [*members]}
    begun = {
        "operationId": "draw",
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": answered(first),
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Inkwell", "version": "1"},
        "servers": [{"url": "https://inkwell.test"}],
        "paths": {
            "/v1/images": {"post": begun},
            **{path: {"get": {"responses": answered({"200": it})}} for path, it in shown.items()},
        },
    }


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.split(".")[0] == "inkwell"]:
        del sys.modules[name]


def imported(first: dict[str, Any], shown: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """What comes back as the import writes it, and what it tells as lost."""
    Path("api.json").write_text(json.dumps(document(first, shown)))
    done = run("import", "openapi", "api.json", "--format", "json")
    assert done.exit_code == 0, done.stderr
    linted = run("lint", "--strict")
    assert linted.exit_code == 0, linted.output
    family = yaml.safe_load(Path("spec/inkwell/families/draw.yaml").read_text())
    losses = json.loads(done.stdout)["losses"]
    assert {loss["pointer"] for loss in losses} <= {"/paths/~1v1~1images/post/responses"}
    return family["response"], [loss["reason"] for loss in losses]


@pytest.mark.parametrize("path", [JOB, "/v1/images/{id}"])
@pytest.mark.parametrize(
    "schema",
    [
        job(WORDS, images={**LIST, "type": ["array", "null"]}, error=TEXT),
        {**job(WORDS), "required": ["id", "status"]},
        {"oneOf": [job(["queued"], error=TEXT), job(["succeeded"])]},
    ],
    ids=["nullable", "optional", "one-of"],
)
def test_a_picture_comes_where_a_job_is_one_schema(
    schema: Any, path: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    response, lost = imported({"202": schema}, {path: schema})
    assert not lost and response["envelopes"] == [{"name": "plain", "images": "/images"}]
    assert run("generate", "--target", "python-client").exit_code == 0
    made = Provider("inkwell", build(folder / "spec", targets=[python_validators.TARGET]))
    monkeypatch.syspath_prepend(str(folder / "generated/inkwell/python-client"))
    inkwell = importlib.import_module("inkwell")
    with serving(provider=made.known, validator=made.bundle) as mock:
        client = inkwell.Inkwell(api_key=mock.key, base_url=mock.base_url)
        (image,) = client.images.generate(model="ink-1", prompt="a fox", poll_interval=0.01)
        assert image.to_bytes().startswith(b"\x89PNG")


def test_the_pictures_of_a_job_may_be_asked_for_elsewhere() -> None:
    shown = {f"{JOB}/status": job(WORDS, error=TEXT), JOB: shaped(images=LIST)}
    response, lost = imported({"200": job(WORDS)}, shown)
    assert not lost and response["poll"]["answer"] == "result"


def test_a_job_with_a_link_needs_no_path() -> None:
    response, lost = imported({"200": job(WORDS, images=LIST, polling_url=TEXT)}, {})
    assert not lost and response["poll"]["link"] == "/polling_url"


def test_an_answer_that_waits_for_nothing_is_no_job() -> None:
    answer = job(["succeeded", "failed"])
    response, lost = imported({"200": answer}, {JOB: answer})
    assert not lost and "poll" not in response


@pytest.mark.parametrize(
    ("first", "shown", "mend"),
    [
        ({"200": job([])}, {"/v1/images/{id}": job([])}, "operation: NAME, id: /id"),
        ({"200": job(["drying", "done"])}, {"/v1/images/{id}": job(["drying", "done"])}, "done: [done]"),
        ({"200": job(WORDS)}, {}, "operation: NAME, id: /id"),
        ({"200": job(WORDS)}, {JOB: job(WORDS, output=LIST)}, f'job: {{method: GET, path: "{JOB}"}}'),
        ({"200": job(WORDS)}, {JOB: job(["running", "done"])}, "done: [done]"),
        ({"200": shaped(images=LIST), "202": job(WORDS, error=TEXT)}, {JOB: job(WORDS)}, "operation: job"),
    ],
    ids=["no-words", "new-words", "no-get", "other-place", "other-words", "two-answers"],
)  # fmt: skip
def test_what_may_be_a_job_is_told(first: Any, shown: Any, mend: str) -> None:
    response, (lost,) = imported(first, shown)
    assert "poll" not in response and response["envelopes"][0]["images"] == "/images"
    assert lost.startswith("the pictures may come later") and mend.replace("job_id", "id") in lost
