"""``probe report --write``: what a record confirms stands in the pacts afterwards, and nothing else is another."""

from __future__ import annotations

import difflib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

import mocked
from modelpact import cli, load
from modelpact.cli import evidenced
from modelpact.probe import evidence
from pacts import ROOT

MODEL = "qwen-image-edit-plus"
FAMILY, OWN = "gravitex/families/tongyi-qianwen.yaml", f"gravitex/models/{MODEL}.yaml"
HOST = "api.gateway.example"
NEW = f"{{document: Probe of {HOST}, section: {MODEL}, certainty: observed, read: 2026-01-31}}"


def probe(*given: str, key: str = "", code: int = 0) -> Result:
    result = CliRunner(env={"PROBE_KEY": key}).invoke(cli.main, ["probe", *given])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, and the record of a gateway that does all that the pact says."""
    folder = tmp_path_factory.mktemp("probe")
    plan, record = str(folder / "plan.jsonl"), str(folder / "mock.jsonl")
    spec = ["--spec", str(ROOT / "spec"), "--image-url", "https://example.com/a.png"]
    probe("plan", MODEL, *spec, "-o", plan)
    with mocked.serving() as mock:
        to = ["--base-url", mock.base_url, "-o", record, "--key-env", "PROBE_KEY"]
        probe("run", plan, *to, key=mock.key)
    rows = [json.loads(line) for line in Path(record).read_text().splitlines()]
    for row in rows:
        row["headers"].pop("x-modelpact-issues", None)
        row |= {"base_url": f"https://{HOST}/v1", "date": "2026-01-31"}
    kept(folder / "record.jsonl", rows)
    return folder


def kept(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(path)


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "spec" / "gravitex", tmp_path / "spec" / "gravitex")
    return tmp_path / "spec"


def write(answered: Path, spec: Path, record: str = "", code: int = 0) -> str:
    record = record or str(answered / "record.jsonl")
    plan = str(answered / "plan.jsonl")
    return probe("report", plan, record, "--write", "--spec", str(spec), code=code).output


def texts(spec: Path) -> dict[str, str]:
    return {
        path.relative_to(spec).as_posix(): path.read_bytes().decode()
        for path in spec.rglob("*.yaml")
    }


def edited(spec: Path, file: str, change: Callable[[str], str]) -> None:
    text = (spec / file).read_text()
    assert change(text) != text
    (spec / file).write_bytes(change(text).encode())


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_evidence_is_written_where_the_fact_stands(answered: Path, spec: Path, ends: str) -> None:
    for path in spec.rglob("*.yaml"):
        path.write_bytes(path.read_text().rstrip("\n").replace("\n", ends).encode())
    before = texts(spec)
    told = write(answered, spec)
    after = texts(spec)
    assert {path for path in after if after[path] != before[path]} == {FAMILY, OWN}
    assert f"      n: {{maximum: 6, evidence: {NEW}}}{ends}" in after[OWN]  # in braces
    assert f"upstream{ends}" in before[FAMILY]
    assert f"    evidence: {NEW}{ends}" in after[FAMILY]  # in the place of less sure evidence
    assert "default: {server: url, certainty: observed}" in after[FAMILY]
    assert "left  /response_format: is stated already: docs.gravitex.ai" in told
    for path in (FAMILY, OWN):
        old, new = before[path].split(ends), after[path].split(ends)
        for _, first, last, start, stop in difflib.SequenceMatcher(None, old, new).get_opcodes():
            if old[first:last] != new[start:stop]:
                assert all("observed" in line for line in new[start:stop])
        assert "\n" not in after[path].replace(ends, "")
        assert not after[path].endswith("\n")
    write(answered, spec)
    assert texts(spec) == after


def test_a_fact_without_evidence_and_one_that_is_contradicted(answered: Path, spec: Path) -> None:
    rows = [json.loads(line) for line in (answered / "record.jsonl").read_text().splitlines()]
    plan = [json.loads(line) for line in (answered / "plan.jsonl").read_text().splitlines()]
    wrong = next(
        row["request"]
        for row in plan
        if row.get("expect") == "refused"
        and any("/parameters/n the max" in s for s in row["shows"])
    )
    accepted = next(row for row in rows if row["outcome"] == "accepted")
    rows = [{**accepted, "request": wrong} if r["request"] == wrong else r for r in rows]
    told = write(answered, spec, kept(spec.parent / "wrong.jsonl", rows), code=1)
    assert "left  /parameters/n: contradicted: /parameters/n: 7, the maximum 6, is refused" in told
    assert "n: {maximum: 6}\n" in (spec / OWN).read_text()
    assert NEW in (spec / OWN).read_text()


def test_what_was_not_asked_gets_none(answered: Path, spec: Path) -> None:
    told = write(answered, spec)
    assert "left  /input: not asked: " in told
    rows = (answered / "record.jsonl").read_text().splitlines(keepends=True)
    half = spec.parent / "half.jsonl"
    half.write_text("".join(rows[:4]))
    assert "not answered: " in write(answered, spec, str(half))


def test_what_cannot_be_written_is_told_with_its_place(answered: Path, spec: Path) -> None:
    tips = "evidence: {section: Size Selection Tips"
    edited(spec, FAMILY, lambda text: text.replace(tips, tips.replace("{", "&tips {")))
    edited(spec, FAMILY, lambda text: text.replace("evidence: upstream", "evidence: *tips"))
    lines = (spec / FAMILY).read_text().splitlines()
    where = f"{FAMILY}:{lines.index('      size:') + 2}:9"
    told = write(answered, spec)
    assert re.search(f"left  /parameters/size: .*{where}: an alias repeats it elsewhere", told)
    text = (spec / FAMILY).read_text()
    assert tips.replace("{", "&tips {") in text
    assert NEW in text


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (
            lambda row: row["headers"].update({"x-modelpact-issues": ""}),
            "the mock gateway answered",
        ),
        (lambda row: row.update(base_url=f"https://{row['request']}.example"), "several gateways"),
    ],
)
def test_records_that_show_nothing(
    answered: Path, spec: Path, change: Callable[[dict[str, Any]], None], why: str
) -> None:
    rows = [json.loads(line) for line in (answered / "record.jsonl").read_text().splitlines()]
    for row in rows:
        change(row)
    before = texts(spec)
    assert why in write(answered, spec, kept(spec.parent / "record.jsonl", rows), code=2)
    assert texts(spec) == before


def test_pacts_that_are_others_than_those_of_the_plan(answered: Path, spec: Path) -> None:
    edited(spec, OWN, lambda text: text.replace("n: {maximum: 6}", "n: {maximum: 5}"))
    before = texts(spec)
    assert f"the facts of {MODEL} changed since" in write(answered, spec, code=2)
    assert texts(spec) == before


def test_a_comment_may_have_come_since(answered: Path, spec: Path) -> None:
    edited(spec, OWN, lambda text: text.replace("n: {maximum: 6}", "n: {maximum: 6}  # or 7?"))
    write(answered, spec)
    assert f"n: {{maximum: 6, evidence: {NEW}}}  # or 7?\n" in (spec / OWN).read_text()


def test_a_file_that_changes_meanwhile_is_left(spec: Path) -> None:
    read = [load.SourceFile(OWN, "gravitex", "model", b"as it was read")]
    before = (spec / OWN).read_bytes()
    with pytest.raises(click.ClickException, match="changed while"):
        evidenced._replace(spec / OWN, OWN, read, b"new")
    assert (spec / OWN).read_bytes() == before


@pytest.mark.parametrize(
    ("about", "owner"),
    [
        ("", "the response"),
        ("/modelpact_probe", "the body"),
        ("/a/modelpact_probe", "/a"),
        ("/n", "/n"),
        ("no-image-input-2", "the images"),
        ("image-count-total", "the images"),
        ("image-count-odd", "image-count-odd"),
    ],
)
def test_what_has_the_evidence_of_a_fact(about: str, owner: str) -> None:
    assert evidence._owner(about) == owner
