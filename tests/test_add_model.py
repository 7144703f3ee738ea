"""Adding a model is one file, and changing one number is seen."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builds import ROOT, SPECS, Provider, build
from modelpact.cli import main

TARGETS = ("catalog", "python-validators", "jsonschema", "markdown")
OLD, NEW = "doubao-seedream-4-5-251128", "doubao-seedream-9-1-300101"


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    folder = tmp_path / "spec"
    shutil.copytree(SPECS["gravitex"], folder, ignore=shutil.ignore_patterns("language"))
    return folder


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, list(words))
    assert "Traceback" not in result.output, result.output
    return result


def add_a_copy(spec: Path) -> None:
    """Copy a model's file under another id, with another range."""
    models = spec / "gravitex" / "models"
    text = (models / f"{OLD}.yaml").read_text(encoding="utf-8")
    assert text.count(f"model: {OLD}") == 1 and "\nparameters:\n" in text
    text = text.replace(f"model: {OLD}", f"model: {NEW}").replace("Seedream 4.5", "Seedream 9.1")
    text = text.replace("\nparameters:\n", "\nparameters:\n  seed: {maximum: 4242}\n", 1)
    (models / f"{NEW}.yaml").write_text(text, encoding="utf-8")


def test_a_copied_file_is_a_model_in_every_target(spec: Path) -> None:
    before = build(spec).files
    add_a_copy(spec)
    result = build(spec)
    gravitex = Provider("gravitex", result)
    new = set(gravitex.files) - {file.path for file in before}
    assert new >= {
        f"gravitex/python-validators/{NEW.replace('-', '_')}.py",
        f"gravitex/jsonschema/{NEW}.schema.json",
        f"gravitex/jsonschema/{NEW}.strict.schema.json",
        f"gravitex/markdown/{NEW}.md",
    }
    catalogue = json.loads(gravitex.files["gravitex/catalog/catalog.json"])
    family = next(f for f in catalogue["families"] if f["id"] == "doubao-seedream")
    added = next(model for model in family["models"] if model["id"] == NEW)
    assert "4242" in json.dumps(added)
    assert NEW in gravitex.files["gravitex/markdown/index.md"]
    assert "4242" in gravitex.files[f"gravitex/markdown/{NEW}.md"]
    good, bad = (
        {"model": NEW, "prompt": "x", "size": "2048x2048", "seed": n} for n in (4242, 4243)
    )
    for validator in (gravitex.alone[NEW], gravitex.bundle):
        assert validator.check(good) == []
        (issue,) = validator.check(bad)
        assert (issue.pointer, issue.code) == ("/seed", "maximum")
    assert gravitex.bundle.is_valid({**bad, "model": OLD})
    for stem in (NEW, "gravitex"):
        seen = json.dumps(gravitex.schema(stem))
        assert "4242" in seen and NEW in seen


def test_what_was_there_changes_only_where_models_are_listed(spec: Path) -> None:
    before = {file.path: file.text for file in build(spec).files}
    add_a_copy(spec)
    after = {file.path: file.text for file in build(spec).files}
    changed = {path for path, text in before.items() if after[path] != text}
    listing = {
        "gravitex/catalog/catalog.json",
        *(
            f"gravitex/jsonschema/gravitex{form}.schema.json"
            for form in ("", ".strict", ".draft-07", ".strict.draft-07")
        ),
        "gravitex/markdown/index.md",
        "gravitex/python-validators/gravitex.py",
    }
    assert listing <= changed
    # A name that only other models know says who: there the list of models may show as well.
    here = {path for path in changed - listing if path.split("/")[1] in TARGETS}
    for path in here:
        assert path.startswith("gravitex/python-validators/"), path
        rows = [
            (old, new)
            for old, new in zip(before[path].split("\n"), after[path].split("\n"), strict=True)
            if old != new
        ]
        assert all("doubao-seed" in old and "doubao-seed" in new for old, new in rows), rows


def test_one_number_makes_the_check_fail_and_name_the_files(spec: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    only = [word for target in TARGETS for word in ("--target", target)]
    words = ("generate", "--spec", str(spec), "--out", out, *only)
    assert run(*words).exit_code == 0
    assert run(*words, "--check").exit_code == 0
    model = spec / "gravitex" / "families" / "gpt-image.yaml"
    text = model.read_text(encoding="utf-8")
    assert text.count("maximum: 10\n") >= 1
    model.write_text(text.replace("maximum: 10\n", "maximum: 11\n", 1), encoding="utf-8")
    told = run(*words, "--check")
    assert told.exit_code == 1
    for file in (
        "gravitex/catalog/catalog.json",
        "gravitex/jsonschema/gpt-image-2.schema.json",
        "gravitex/markdown/gpt-image-2.md",
        "gravitex/python-validators/gpt_image_2.py",
        "gravitex/python-validators/gravitex.py",
    ):
        assert file in told.output
    assert "qwen_image_edit.py" not in told.output
    assert "modelpact generate" in told.output
    assert run(*words).exit_code == 0 and run(*words, "--check").exit_code == 0


def test_a_file_is_named_for_its_model() -> None:
    """So that a copied and renamed file is all there is to do."""
    models = ROOT / "spec" / "gravitex" / "models"
    for path in models.glob("*.yaml"):
        assert f"\nmodel: {path.stem}\n" in path.read_text(encoding="utf-8")
