"""Documents of three producers: imported, sound at once, and of one mind with jsonschema but for what is listed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import documents
import pytest

import javascript
from acme import run
from modelpact.cli import made

PRODUCERS = Path(__file__).parent / "producers"
MODELS = {
    "fastapi.json": {"studio-small", "studio-large", "studio-large-preview"},
    "typespec.yaml": {"stoneware-1", "porcelain-2"},
    "zod.json": {"brushwork-fast", "brushwork-fine", "brushwork-fine-2"},
}
# what jsonschema judges otherwise, each by a loss that the import lists
DIFFERENT = {
    "fastapi.json": {
        r"imageSource /image_url": "/components/schemas/Large/properties/image_url/anyOf/0/format",
        r"jsonschema tags/.*": "/components/schemas/Large/properties/tags/additionalProperties",
    },
    "typespec.yaml": {
        r"imageSource /reference_images/\d+": "/components/schemas/Porcelain/properties/reference_images/items/format",
        r"jsonschema layers/\d+/children.*": "/components/schemas/Layer/properties/children/items",
        r"jsonschema mood": "/components/schemas/Request/properties/mood/nullable",
        r"jsonschema frame/border": "/components/schemas/Frame/properties/border/nullable",
    },
    "zod.json": {
        r"imageSource /edits/\d+/image": "/components/schemas/Fast/properties/edits/items/oneOf/0/properties/image/format",
        r"jsonschema ": "/paths/~1v1~1images~1generations/post/requestBody/content/application~1json/schema",
    },
}


@pytest.mark.parametrize("name", documents.NAMES)
def test_each_model_is_found_and_each_loss_is_listed(name: str) -> None:
    found = documents.imported(name)
    assert {*documents.models(found)} == MODELS[name]
    page = made.losses_page(name, found.losses).text
    assert page == (documents.FOLDER / f"{Path(name).stem}.losses.md").read_text()


@pytest.mark.parametrize("name", documents.NAMES)
def test_the_command_writes_pacts_that_lint_and_render(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("import", "openapi", str(documents.path(name)), "--provider", "them")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "spec/them/import.losses.md").exists()
    linted = run("lint", "--strict")
    assert linted.exit_code == 0, linted.output
    assert {*run("models").stdout.split()} == MODELS[name]
    assert (
        run("generate", "--target", "python-validators", "--target", "python-client").exit_code == 0
    )


def _compare(name: str, number: int, seed: int) -> None:
    documents.compare(documents.Schemas(name), name, DIFFERENT[name], number, seed)


@pytest.mark.parametrize("name", documents.NAMES)
def test_agrees_with_jsonschema(name: str) -> None:
    _compare(name, 500, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("name", documents.NAMES)
def test_agrees_with_jsonschema_at_length(name: str) -> None:
    _compare(name, 5000, seed=2)


@pytest.mark.slow
def test_fastapi_makes_the_same_document() -> None:
    pytest.importorskip("fastapi", reason="needs FastAPI: pip install -e '.[test-all]'")
    done = subprocess.run(
        [sys.executable, PRODUCERS / "fastapi_studio.py"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout) == documents.read("fastapi.json")


@pytest.mark.slow
def test_zod_to_openapi_makes_the_same_document() -> None:
    _packages()
    assert json.loads(javascript.run(PRODUCERS / "zod.mjs")) == documents.read("zod.json")


@pytest.mark.slow
def test_typespec_makes_the_same_document(tmp_path: Path) -> None:
    _packages()
    compiler = PRODUCERS / "node_modules/@typespec/compiler/cmd/tsp.js"
    javascript.run(compiler, "compile", PRODUCERS / "main.tsp", "--output-dir", tmp_path)
    made_ = (tmp_path / "openapi.yaml").read_text()
    assert made_ == documents.path("typespec.yaml").read_text()


def _packages() -> None:
    if not (PRODUCERS / "node_modules").exists():
        javascript.missing("what `npm ci` installs in tests/importing/producers")
