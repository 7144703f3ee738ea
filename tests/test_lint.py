"""``lint`` as people and programs call it: formats, exit codes, ages and comments."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from acme import edit, lay, run
from modelpact.cli.lint import FORMATS

ERROR = ("maximum: 2", "maximum: 2, default: {server: 3}")
WARNING = ("maximum: 2", "maximum: 2, advised: {maximum: 2, because: B.}")
NOTE = ("title: Brush One", "title: Brush One\nsource: {read: 2026-01-01}")
BROKEN = ("maximum: 2", "maximun: 2")
COMMENT = "  # modelpact: ignore {} until 2027-03-01: the vendor has not answered\n  n: {{"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "spec/acme/models/brush-1.yaml"


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize(
    ("change", "words", "code"),
    [
        (None, [], 0),
        (None, ["--strict", "--as-of", "2030-01-01"], 0),
        (ERROR, [], 1),
        (WARNING, [], 0),
        (WARNING, ["--strict"], 1),
        (NOTE, [], 0),
        (NOTE, ["--strict", "--as-of", "2030-01-01"], 0),
        (BROKEN, [], 1),
    ],
)
def test_exit_code(
    model: Path, change: tuple[str, str] | None, words: list[str], code: int, format: str
) -> None:
    if change:
        edit(model, *change)
    assert run("lint", "--format", format, *words).exit_code == code


@pytest.mark.parametrize("format", FORMATS)
def test_what_cannot_be_read_is_no_finding(model: Path, format: str) -> None:
    assert run("lint", "--spec", "nowhere", "--format", format).exit_code == 2
    model.unlink()
    model.symlink_to("nowhere.yaml")
    assert run("lint", "--format", format).exit_code == 2


@pytest.mark.parametrize(
    "words", [["--as-of", "2026-02-30"], ["--older-than", "-1"], ["--format", "xml"]]
)
def test_what_makes_no_sense_is_refused(model: Path, words: list[str]) -> None:
    assert run("lint", *words).exit_code == 2


def test_age_is_told_by_the_day_that_is_named(model: Path) -> None:
    edit(model, *NOTE)
    assert run("lint").stdout == ""
    assert "W001 note: " in run("lint", "--as-of", "2026-12-31").stdout
    assert run("lint", "--as-of", "2026-12-31", "--older-than", "400").stdout == ""


def test_each_format_tells_the_same(model: Path) -> None:
    edit(model, *WARNING)
    edit(model, *NOTE)
    told = {name: run("lint", "--as-of", "2026-12-31", "--format", name).stdout for name in FORMATS}
    at = [("W001", 5, 16), ("W011", 9, 3)]
    found = json.loads(told["json"])
    assert [(p["code"], p["line"], p["column"]) for p in found["problems"]] == at
    assert (found["errors"], found["warnings"], found["notes"], found["suppressed"]) == (
        0,
        1,
        1,
        [],
    )
    results = json.loads(told["sarif"])["runs"][0]["results"]
    regions = [result["locations"][0]["physicalLocation"]["region"] for result in results]
    assert [
        (result["ruleId"], region["startLine"], region["startColumn"])
        for result, region in zip(results, regions, strict=True)
    ] == at
    lines = told["github"].splitlines()
    assert lines[0].startswith("::notice file=spec/acme/models/brush-1.yaml,line=5,col=16,")
    assert (
        lines[1].startswith("::warning file=spec/acme/models/brush-1.yaml,line=9,col=3,")
        and len(lines) == 2
    )
    root = ElementTree.fromstring(told["junit"])
    names = [case.get("name") for case in root.iter("testcase")]
    assert names == ["modelpact lint", "W001 5:16", "W011 9:3", "modelpact lint"]
    assert root.get("failures") == "0"
    strict = ElementTree.fromstring(run("lint", "--strict", "--format", "junit").stdout)
    assert strict.get("failures") == "1"


@pytest.mark.parametrize(("change", "code"), [(ERROR, "C001"), (WARNING, "W011")])
def test_a_comment_passes_over_in_lint_and_generate_alike(
    model: Path, change: tuple[str, str], code: str
) -> None:
    edit(model, *change)
    edit(model, "  n: {", COMMENT.format(code))
    result = run("lint", "--strict")
    assert (
        result.exit_code == 0 and result.stdout == "" and "1 ignored by comments" in result.stderr
    )
    assert run("generate", "--target", "catalog").exit_code == 0
    (passed,) = json.loads(run("lint", "--format", "json").stdout)["suppressed"]
    assert passed["code"] == code and passed["reason"] == "the vendor has not answered"
    assert passed["until"] == "2027-03-01"
    (result_,) = json.loads(run("lint", "--format", "sarif").stdout)["runs"][0]["results"]
    assert result_["suppressions"][0]["justification"].startswith("the vendor has not answered")
    assert run("lint", "--format", "github").stdout == ""


def test_what_wants_care_waits_until_all_files_fit_together(model: Path) -> None:
    edit(model, "family: brush", "family: brsh")
    told = json.loads(run("lint", "--format", "json").stdout)["problems"]
    assert [problem["code"] for problem in told] == ["R001"]


def test_a_comment_counts_in_a_file_that_is_wrong_elsewhere(model: Path) -> None:
    edit(model, "maximum: 2", "maximum: 2, default: {server: 3}, maximun: 2")
    edit(model, "  n: {", COMMENT.format("C001"))
    told = json.loads(run("lint", "--format", "json").stdout)["problems"]
    assert [problem["code"] for problem in told] == ["S003"]


def test_a_broken_pact_is_not_passed_over(model: Path) -> None:
    edit(model, *BROKEN)
    edit(model, "  n: {", COMMENT.format("S003"))
    result = run("lint")
    assert result.exit_code == 1 and "S003" in result.stdout
    assert run("generate").exit_code == 2
