"""``modelpact diff`` and ``modelpact replay``: what they print, and what they exit with."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from markdown_it.token import Token

from acme import edit, lay, run
from modelpact.cli.diff import annotated, lines, markdown
from modelpact.diff import ARTEFACTS, Change
from modelpact.diff.replay import request
from modelpact.errors import Position
from nasty import COMMONMARK, NASTY, content, shape


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two equal folders of pacts: old and spec."""
    lay(tmp_path)
    (tmp_path / "spec").rename(tmp_path / "old")
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def lowered(folder: Path) -> Path:
    """As ``folder``, with a bound lowered in spec."""
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximum: 1")
    return folder


def test_nothing_changed(folder: Path) -> None:
    for format, wanted in (
        ("text", "nothing changed\n"),
        ("markdown", "Nothing changed.\n"),
        ("github", ""),
    ):
        result = run("diff", "old", "--format", format)
        assert (result.exit_code, result.stdout, result.stderr) == (0, wanted, "")
    steps = dict.fromkeys(("client", "validators", "docs", "schema"), "none")
    assert json.loads(run("diff", "old", "--format", "json").stdout) == {
        "changes": [],
        "semver": steps,
    }


def test_a_breaking_change_exits_1_and_comes_with_a_request(lowered: Path) -> None:
    result = run("diff", "old", "spec")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "brush-1",
        "  breaking  /n: maximum is 1, was 2",
        '            accept -> reject: {"model": "brush-1", "prompt": "A lighthouse at dusk, watercolour", "n": 2}',
        "",
        "1 breaking, 0 risky, 0 safe",
        "version steps: client major, validators major, docs minor, schema major "
        "(before 1.0: minor for major, patch for minor)",
    ]
    assert run("diff", "spec", "old").exit_code == 0


def test_patches_are_patches_before_a_first_version_too(folder: Path) -> None:
    edit(folder / "spec/acme/models/brush-1.yaml", "The first.", "The very first.")
    told = run("diff", "old").stdout.splitlines()[-1]
    assert told.startswith("version steps: ") and "patch" in told and "1.0" not in told


def test_of_several_providers_each_is_named(lowered: Path) -> None:
    alone = run("diff", "old", "--format", "markdown").stdout
    for where in ("old", "spec"):
        shutil.copytree(where + "/acme", where + "/abel")
        edit(Path(where, "abel/provider.yaml"), "provider: acme", "provider: abel")
    edit(Path("spec/abel/provider.yaml"), "https://", "https://new.")
    heads = [line for line in run("diff", "old").stdout.splitlines() if line[:1].strip()]
    assert heads[:-2] == ["abel: brush-1", "acme: brush-1", "abel"]
    page = run("diff", "old", "--format", "markdown").stdout
    heads = [line for line in page.splitlines() if line[:1] == "#"]
    assert heads == ["## `abel`", "### `brush-1`", "### The gateway", "## `acme`", "### `brush-1`"]
    assert alone.split("\n", 1)[1] in page and "## `acme`" not in alone
    entries = run("changelog", "old", "--date", "2026-02-28", "--print").stdout.splitlines()
    assert [line for line in entries if line[:1] == "#"] == ["# abel", "# acme"]


def test_json_holds_to_its_contract(lowered: Path) -> None:
    found = json.loads(run("diff", "old", "--format", "json").stdout)
    (change,) = found["changes"]
    assert change["class"] == "breaking"
    assert (change["model"], change["pointer"]) == ("brush-1", "/n")
    assert change["summary"] == "maximum is 1, was 2"
    assert change["witness"] == {
        "model": "brush-1",
        "prompt": "A lighthouse at dusk, watercolour",
        "n": 2,
    }
    assert (change["old_verdict"], change["new_verdict"]) == ("accept", "reject")
    assert found["semver"] == change["semver"]


def test_an_annotation_is_at_the_line_of_the_fact(lowered: Path) -> None:
    (line,) = run("diff", "old", "--format", "github").stdout.splitlines()
    assert line.startswith(
        "::error file=spec/acme/models/brush-1.yaml,line=8,col=3,title=breaking::"
    )
    assert "accept -> reject" in line


@pytest.mark.parametrize(
    ("old", "told"),
    [("nowhere", "nowhere"), ("HEAD:spec", "HEAD:spec"), ("old/acme/provider.yaml", "")],
)
def test_what_cannot_be_compared_exits_2(folder: Path, old: str, told: str) -> None:
    for command in (["diff", old], ["replay", old, "spec", "-"]):
        result = run(*command, stdin="")
        assert result.exit_code == 2 and result.stdout == ""
        assert "Error: " in result.stderr and told in result.stderr


def test_pacts_with_errors_are_not_compared(folder: Path) -> None:
    edit(folder / "spec/acme/models/brush-1.yaml", "maximum: 2", "maximum: much")
    result = run("diff", "old")
    assert result.exit_code == 2 and result.stdout == ""
    assert "spec/acme/models/brush-1.yaml:8" in result.stderr
    assert "spec cannot be compared" in result.stderr


def change(text: str) -> Change:
    """A change that has a text wherever one can be."""
    return Change(
        level="risky",
        provider="acme",
        model=f"m{text}",
        pointer=f"/{text}",
        summary=f"enum lost {text}",
        witness=json.dumps({"model": text}),
        old_verdict="accept",
        new_verdict="warn",
        steps=dict.fromkeys(ARTEFACTS, "minor"),
        position=Position(f"acme/{text}.yaml", 3, 5),
    )


@pytest.mark.parametrize("text", NASTY)
def test_hostile_texts_break_no_page(text: str) -> None:
    def page(word: str) -> list[Token]:
        return COMMONMARK.parse("\n".join(markdown([change(word)])))

    assert shape(page(text)) == shape(page("harmless"))
    assert not content(page(text), "html_block", "html_inline")


@pytest.mark.parametrize("text", NASTY)
def test_hostile_texts_break_no_line(text: str) -> None:
    (line,) = annotated([change(text)], "spec/")
    assert "\n" not in line and "\r" not in line
    head, rest = line[len("::warning ") :].split("::", 1)
    assert line.startswith("::warning file=") and head.endswith(",line=3,col=5,title=risky")
    assert head.count("=") - text.count("=") == 4 and head.count(",") == 3
    assert rest.startswith("m")
    printed = list(lines([change(text)]))
    assert len(printed) == len(list(lines([change("harmless")])))
    assert all(each.isprintable() for each in printed)


# --- replay --------------------------------------------------------------------------------------

TAKEN = {"model": "brush-1", "prompt": "a cat", "n": 2}
LINES = [
    json.dumps(TAKEN),
    "",
    "{nope",
    json.dumps({"id": 7, "model": "brush-1", "payload": {**TAKEN, "prompt": "x" * 999}}),
    json.dumps({"request": {"model": "brush-1", "prompt": "a dog"}}),
    '{"model": "brush-1", "prompt": "a cat", "n": NaN}',
    "[1]",
]


def test_replay_counts_what_changes(lowered: Path) -> None:
    (lowered / "asked.jsonl").write_text("\n".join(LINES))
    result = run("replay", "old", "spec", "asked.jsonl", "--format", "json")
    assert result.exit_code == 1
    (change,) = (found := json.loads(result.stdout)).pop("changes")
    assert found == {
        "requests": 4,
        "refused": 2,
        "unreadable": {"count": 2, "lines": [3, 6]},
        "verdicts": [{"old_verdict": "accept", "new_verdict": "reject", "count": 2}],
    }
    assert change == {
        "model": "brush-1",
        "pointer": "/n",
        "code": "maximum",
        "old_verdict": "accept",
        "new_verdict": "reject",
        "count": 2,
        "line": 1,
        "sample": TAKEN,
    }


def test_replay_says_so_in_words(lowered: Path) -> None:
    result = run("replay", "old", "spec", "-", stdin="\n".join(LINES))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "brush-1: accept -> reject, /n maximum: 2 requests",
        f"    line 1: {json.dumps(TAKEN)}",
        "4 requests, 2 with another verdict: 2 accept -> reject",
        "no JSON: 2 lines (3, 6)",
    ]


def test_replay_exits_0_where_nothing_gets_worse(lowered: Path) -> None:
    result = run("replay", "spec", "old", "-", stdin=json.dumps(TAKEN))
    assert result.exit_code == 0 and "reject -> accept, /n maximum: 1 request\n" in result.stdout
    assert run("replay", "old", "old", "-", stdin=json.dumps(TAKEN)).stdout == (
        "1 request, 0 with another verdict\n"
    )


@pytest.mark.parametrize("lines", ["", "\n\n", "no JSON\n"])
def test_replay_of_nothing_is_no_comparison(lowered: Path, lines: str) -> None:
    result = run("replay", "old", "spec", "-", stdin=lines)
    assert result.exit_code == 2
    assert "nothing was compared: there is no request" in result.stderr


def test_replay_cuts_long_texts_and_bounds_what_it_keeps(lowered: Path) -> None:
    strange = ({**TAKEN, f"member {number}": "x" * 5000} for number in range(1200))
    edit(lowered / "spec/acme/models/brush-1.yaml", "model: brush-1", "model: brush-2")
    others = "\n".join(json.dumps({**TAKEN, "model": f"{n} brush"}) for n in range(3))
    assert run("replay", "old", "spec", "-", stdin=others).exit_code == 0
    asked = "\n".join(map(json.dumps, strange))
    found = json.loads(run("replay", "spec", "old", "-", "--format", "json", stdin=asked).stdout)
    assert found["requests"] == 1200
    assert len(found["changes"]) <= 1001
    assert len(json.dumps(found)) < 1_000_000


@pytest.mark.parametrize(
    ("record", "wanted"),
    [
        ({"model": "a", "n": 1}, {"model": "a", "n": 1}),
        ({"payload": {"n": 1}}, {"n": 1}),
        ({"model": "a", "request": {"model": "b"}}, {"model": "b"}),
        ({"model": "a", "body": {"n": 1}}, {"model": "a", "body": {"n": 1}}),
        ({"payload": {"n": 1}, "body": {"model": "b"}}, {"model": "b"}),
        ({"payload": "text"}, {"payload": "text"}),
        ([1], [1]),
    ],
)
def test_a_record_holds_its_request(record: Any, wanted: Any) -> None:
    assert request(record) == wanted
