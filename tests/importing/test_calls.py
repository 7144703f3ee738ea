"""Documents whose calls are anything but one JSON body: carried, sound at once, and of one mind with jsonschema."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import documents
import pytest

from acme import run
from modelpact import importing
from modelpact.cli import made
from modelpact.document import plain
from modelpact.load import load

# what jsonschema judges otherwise, each by a loss that the import lists
DIFFERENT = {
    "forms.yaml": {
        r"imageSource /image/\d+": "/components/schemas/Edit/properties/image[]/items/format",
        r"imageSource /mask": "/components/schemas/Edit/properties/mask/format",
        r"\w+ /(fidelity|mask)": "/paths/~1pictures~1generations/post/requestBody/content/application~1json/schema",
        r"\w+ /(size|glaze|meta)": "/paths/~1pictures~1edits/post/requestBody/content/multipart~1form-data/schema",
        r"imageSource /picture": "/paths/~1pictures~1cutout/post/requestBody/content/multipart~1form-data/schema/properties/picture/format",
    },
    "jobs.yaml": {
        r"imageSource /image_url": "/components/schemas/Slow/properties/image_url/format",
        r"jsonschema passes/\d+/after.*": "/components/schemas/Pass/properties/after",
    },
    "engines.json": {
        r"jsonschema edge": "/components/schemas/Pictures/allOf/0/properties/edge/oneOf",
        r"jsonschema (mood|preset)": "/components/schemas/Pictures/allOf/0/properties/mood/nullable",
    },
}


def files(name: str, kind: str) -> dict[str, Any]:
    """What an import says of its provider, or of its families or models by id."""
    found = documents.imported(name)
    read = (plain(f.root) for f in load(importing.sources(found.files))[0] if f.kind == kind)
    return {data[kind]: data for data in read}


@pytest.mark.parametrize("name", documents.CALLS)
def test_each_model_is_found_and_each_loss_is_listed(name: str) -> None:
    found = documents.imported(name)
    assert documents.models(found).keys() == documents.CALLS[name].keys()
    page = made.losses_page(name, found.losses).text
    assert page == (documents.FOLDER / f"{Path(name).stem}.losses.md").read_text()


@pytest.mark.parametrize("name", documents.CALLS)
def test_the_command_writes_pacts_that_lint_and_render(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("import", "openapi", str(documents.path(name))).exit_code == 0
    linted = run("lint", "--strict")
    assert linted.exit_code == 0, linted.output
    assert run("generate", "--target", "python-client").exit_code == 0


def _compare(name: str, number: int, seed: int) -> None:
    documents.compare(documents.Calls(name), name, DIFFERENT[name], number, seed)


@pytest.mark.parametrize("name", documents.CALLS)
def test_agrees_with_jsonschema(name: str) -> None:
    _compare(name, 400, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", documents.CALLS)
def test_agrees_with_jsonschema_at_length(name: str) -> None:
    _compare(name, 5000, seed=2)


def test_one_model_has_two_operations() -> None:
    (provider,) = files("forms.yaml", "provider").values()
    assert provider["operations"]["edit-picture"] == {
        "method": "POST",
        "path": "/pictures/edits",
        "content_type": "multipart/form-data",
        "array_names": "brackets",
    }
    assert provider["headers"] == {"X-Pottery-Version": "2026-01"}
    assert provider["auth"]["header"] == "X-Pottery-Key"
    family = files("forms.yaml", "family")[files("forms.yaml", "model")["clay-2"]["family"]]
    assert family["operation"] == {"text": "make-picture", "images": "edit-picture"}
    assert family["images"] == {"sources": ["data-uri"]}
    effects = [(rule["when"], *[*rule.items()][-1]) for rule in family["rules"]]
    without, with_ = {"image": {"present": False}}, {"image": {"present": True}}
    assert (without, "ignored", ["mask", "fidelity"]) in effects
    assert (with_, "ignored", ["size", "glaze", "meta"]) in effects
    assert (with_, "then", {"prompt": {"maxLength": 20}}) in effects


def test_a_path_stands_for_a_model_and_a_job_is_asked_for_again() -> None:
    (provider,) = files("jobs.yaml", "provider").values()
    assert provider["operations"] == {
        "generate": {"method": "POST", "path": "/v1/{model}"},
        "job": {"method": "GET", "path": "/v1/jobs/{id}/status"},
        "result": {"method": "GET", "path": "/v1/jobs/{id}"},
    }
    (family,) = files("jobs.yaml", "family").values()
    assert family["response"]["poll"] == {
        "operation": "job",
        "id": "/job_id",
        "answer": "result",
        "status": "/state",
        "done": ["COMPLETED"],
        "failed": ["FAILED", "Content Moderated"],
        "pending": ["IN_QUEUE", "IN_PROGRESS"],
        "reason": "/error",
    }
    assert family["response"]["envelopes"] == [{"name": "done", "images": "/output"}]


def test_the_model_in_the_path_keeps_its_slash_and_the_answer_is_the_picture() -> None:
    (provider,) = files("engines.json", "provider").values()
    (operation,) = provider["operations"].values()
    assert operation == {"method": "POST", "path": "/v2/{+model}/{quality}/pictures"}
    (family,) = files("engines.json", "family").values()
    assert family["response"] == {"format": "output_format", "binary": ["png", "webp"]}
    assert {"words", "quality"} == {*family["required"]}
