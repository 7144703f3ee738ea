"""What is written of a catalogue is read back, and a file that nobody wrote is never taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

import foundry
from builds import LANGUAGE, SPECS
from golden_tree import GOLDEN, cases
from inventions import invented
from modelpact import catalogs, ir, load, pipeline, sides
from modelpact.files import json_file
from modelpact.validate.quick import catalog_acceptor
from pacts import MODEL, catalog, source

SCHEMAS = pipeline.schemas(LANGUAGE)


def assert_read_back(provider: ir.Provider, folder: Path) -> None:
    file = folder / f"{provider.id}.json"
    file.write_text(json_file("", catalogs.catalog(provider)).text, encoding="utf-8")
    side = sides.read(str(file), language=LANGUAGE)
    assert side.problems == ()
    (found,) = side.catalog.providers
    assert found == provider
    assert repr(found) == repr(provider)  # 1, 1.0 and True are equal, and not the same
    assert catalog_acceptor(SCHEMAS)(catalogs.catalog(provider)), "jsonschema was asked"


@pytest.mark.parametrize(
    "spec", [*SPECS.values(), foundry.SPEC, *(GOLDEN / case / "spec" for case in cases())]
)
def test_pacts_are_read_back_from_their_catalogue(spec: Path, tmp_path: Path) -> None:
    found = sides.read(str(spec), language=LANGUAGE).catalog.providers
    assert found
    for provider in found:
        assert_read_back(provider, tmp_path)


@pytest.mark.parametrize("number", range(6))
def test_an_invention_is_read_back(number: int, tmp_path: Path) -> None:
    (provider,) = invented(f"read back {number}", tmp_path).catalog.providers
    assert_read_back(provider, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(100))
def test_many_inventions_are_read_back(number: int, tmp_path: Path) -> None:
    (provider,) = invented(f"read back {number}", tmp_path).catalog.providers
    assert_read_back(provider, tmp_path)


@pytest.mark.parametrize(
    "value",
    [
        '{"type": ["string", "array", "null"], "items": %s}',
        '{"type": ["string", "object"], "properties": {"a": %s}}',
    ],
)
def test_the_deepest_pact_is_read_back(value: str, tmp_path: Path) -> None:
    parameter, text = "{}", ""
    while True:
        further = f"parameters: {{deep: {parameter}}}\n"
        if load.load([source("acme/models/m-1.yaml", MODEL + further)])[1]:
            break
        text, parameter = further, value % parameter
    assert text.count("type") > 20
    assert_read_back(catalog(text).providers[0], tmp_path)
