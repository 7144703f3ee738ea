"""The schemas for editors: each complete in itself, of one mind with the language, and current."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from acme import run
from builds import ROOT
from modelpact import bundles, load, pipeline
from modelpact.cli import schema
from modelpact.document import plain

SCHEMAS = pipeline.schemas(ROOT / "spec/language")
COMMITTED = ROOT / "spec/language/editor"


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        yield from [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        node = [*node.values()]
    if isinstance(node, list):
        for each in node:
            yield from references(each)


def test_those_beside_the_language_are_current() -> None:
    committed = {path.name: path.read_text("utf-8") for path in COMMITTED.iterdir()}
    made = {file.path: file.text for file in bundles.files(SCHEMAS)}
    assert committed == made, "run `modelpact schema -o spec/language/editor`"


@pytest.mark.parametrize("kind", schema.NAMES)
def test_a_bundle_needs_no_other_file(kind: str) -> None:
    made = bundles.bundle(SCHEMAS, kind)
    Draft202012Validator.check_schema(made)
    assert "$id" not in made  # editors would ask the network for what it refers to
    parts = {f"#/$defs/{name}" for name in made["$defs"]}
    asked = {"/".join(ref.split("/")[:3]) for ref in references(made)}
    assert asked == parts


def test_bundles_judge_as_the_language_does() -> None:
    judges = {kind: Draft202012Validator(bundles.bundle(SCHEMAS, kind)) for kind in bundles.PACTS}
    documents, _ = load.load(load.read(ROOT / "spec"))
    assert {document.kind for document in documents} == {*bundles.PACTS}
    for document in documents:
        judge, pact = judges[document.kind], plain(document.root)
        assert judge.is_valid(pact)
        assert not judge.is_valid({**pact, "titel": "x"})
        if "parameters" in pact:
            parts = {**pact["parameters"], "n": {"minimun": 1}}
            assert not judge.is_valid({**pact, "parameters": parts})


def test_the_command_lists_prints_and_writes(tmp_path: Path) -> None:
    listed = run("schema").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [*schema.NAMES]
    printed = run("schema", "model").stdout
    assert printed == (COMMITTED / "model.schema.json").read_text("utf-8")
    file = tmp_path / "below/pact.json"
    assert run("schema", "model", "-o", str(file)).exit_code == 0
    assert file.read_text("utf-8") == printed
    written = run("schema", "-o", str(tmp_path / "all"))
    assert len(written.stdout.splitlines()) == len([*(tmp_path / "all").iterdir()]) == 4
    refused = run("schema", "-o", str(file))
    assert refused.exit_code == 2 and "pact.json" in refused.stderr


def test_a_mistyped_name_is_told_what_there_is() -> None:
    asked = run("schema", "modle")
    assert asked.exit_code == 2 and "'changelog'" in asked.stderr


def test_the_catalogue_has_a_schema_too() -> None:
    catalogue = json.loads((ROOT / "generated/gravitex/catalog/catalog.json").read_text("utf-8"))
    judge = Draft202012Validator(json.loads(run("schema", "catalog").stdout))
    assert judge.is_valid(catalogue) and not judge.is_valid({**catalogue, "models": 1})
