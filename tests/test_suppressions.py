"""Comments that pass findings over: found where YAML has comments and nowhere else, and heeded by every command."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pacts
import test_check
from builds import LANGUAGE, TEMPLATES
from modelpact import check, load, pipeline
from modelpact.check import suppressions, upkeep
from modelpact.document import plain

MARK = "# modelpact: ignore C001 until 2026-03-01: why"
WRONG = "parameters:\n  n: {type: integer, maximum: 4, default: {server: 5}}"
IGNORED = f"parameters:\n  {MARK}\n  n: {{type: integer, maximum: 4, default: {{server: 5}}}}"

# --- where comments are ---------------------------------------------------------------------------

TEXTS = st.lists(
    st.sampled_from(["a", MARK, f"b {MARK}", "'", '"', "|", "x: y", "\\", "\u2028", "大", ""]),
    min_size=1,
    max_size=3,
)


def double(lines: list[str]) -> str:
    return '"' + "\\n".join(x.replace("\\", "\\\\").replace('"', '\\"') for x in lines) + '"'


def single(lines: list[str]) -> str:
    """With line breaks inside, which fold into spaces."""
    return "'" + "\n\n  ".join(line.replace("'", "''") for line in lines) + "'"


def block(sign: str) -> object:
    def write(lines: list[str]) -> str:
        return sign + "\n" + "\n".join("  " + line for line in ("s", *lines, "e"))

    return write


STYLES = {
    "double": double,
    "single": single,
    "literal": block("|-"),
    "folded": block(">-"),
    "keeping": block("|+"),
    "plain": lambda lines: "p#q",
    "flow": lambda lines: "[1, {k: " + double(lines) + "}]",
}


@given(
    st.lists(
        st.tuples(TEXTS, st.sampled_from(sorted(STYLES)), st.booleans(), st.booleans()),
        min_size=1,
        max_size=5,
    )
)
@settings(max_examples=150, deadline=None)
def test_a_comment_is_found_where_it_is_none_of_a_text(
    entries: list[tuple[list[str], str, bool, bool]],
) -> None:
    rows: list[str] = []
    wanted: list[tuple[int, int]] = []
    for number, (texts, style, above, behind) in enumerate(entries):
        if above:
            rows.append(MARK)
            wanted.append((len(rows), len(rows) + 1))
        written = STYLES[style](texts).split("\n")  # type: ignore[operator]
        written[0] = f"k{number}: {written[0]}"
        # behind the sign of a block, else behind the end of a text
        at = 0 if style in ("literal", "folded", "keeping") else -1
        if behind:
            written[at] += " " + MARK
        rows += written
        if behind:
            line = len(rows) - len(written) + 1 if at == 0 else len(rows)
            wanted.append((line, line))
    text = "\n".join(rows) + "\n"
    (document,), problems = load.load([pacts.source("acme/provider.yaml", text)])
    assert not problems, problems
    found = [(comment.position.line, comment.about) for comment in document.comments]
    assert found == wanted, text
    assert all(comment.text == MARK for comment in document.comments)
    # and what is left of them is all text
    values = str(plain(document.root))
    assert values.count("modelpact") == text.count("modelpact") - len(wanted)


def test_a_comment_alone_is_about_the_next_line_that_says_something() -> None:
    text = f"a: 1\n{MARK}\n\n# another\n  {MARK}\nb: 2\n{MARK}"
    (document,), _ = load.load([pacts.source("acme/provider.yaml", text)])
    assert [comment.about for comment in document.comments] == [6, 6, 7]


# --- what they do ---------------------------------------------------------------------------------


def test_a_finding_is_passed_over_in_its_line_or_below_the_comment() -> None:
    assert pacts.cared_for(WRONG) == [("C001", "m-1.yaml", 6)]
    assert pacts.cared_for(IGNORED) == []
    assert pacts.cared_for(f"{WRONG} {MARK}") == []
    both = f"{WRONG}  {MARK.replace('C001', 'W005 , C001')}"
    assert pacts.cared_for(both) == [("W022", "m-1.yaml", 6)]
    twice = f"{IGNORED}  {MARK}"
    assert pacts.cared_for(twice) == []


def test_a_comment_in_another_line_or_about_another_code_does_nothing() -> None:
    found = pacts.cared_for(f"{WRONG}\n{MARK}")
    assert found == [("C001", "m-1.yaml", 6), ("W022", "m-1.yaml", 7)]
    found = pacts.cared_for(f"{WRONG} {MARK.replace('C001', 'C002')}")
    assert found == [("C001", "m-1.yaml", 6), ("W022", "m-1.yaml", 6)]


@pytest.mark.parametrize("code", sorted(check.FIXED))
def test_what_could_not_be_generated_is_not_passed_over(code: str) -> None:
    wrong = {
        "C007": "",
        "C009": "parameters: {'': {type: string}}",
        "C010": "parameters: {p: {pattern: '(a+)+'}}",
        "C013": "uses: {draw: {arguments: {nothing: 1}}}",
    }[code]
    comment = MARK.replace("C001", code)
    found = [code for code, _, _ in pacts.cared_for(f"{wrong} {comment}")]
    assert found == [code, "W021"][code == "C007" :]


def test_the_day_is_only_looked_at_where_one_is_given() -> None:
    assert pacts.cared_for(IGNORED, as_of="2026-03-01") == []
    # still passed over: no verdict changes overnight
    assert pacts.cared_for(IGNORED, as_of="2026-03-02") == [("W023", "m-1.yaml", 6)]


def test_a_comment_about_age_is_unused_only_where_ages_are_judged() -> None:
    text = f"source: {{read: 2026-02-01}}  {MARK.replace('C001', 'W001')}"
    assert pacts.cared_for(text) == []
    assert pacts.cared_for(text, as_of="2026-02-02") == [("W022", "m-1.yaml", 5)]
    assert pacts.cared_for(text.replace("2026-03", "2029-03"), as_of="2027-01-01") == []


@pytest.mark.slow
def test_every_other_finding_can_be_passed_over_and_then_generated(tmp_path: Path) -> None:
    wrong = {code: text for code, text, _ in test_check.WRONG if code not in check.FIXED}
    for code, text in wrong.items():
        folder = tmp_path / "spec" / "acme"
        (folder / "models").mkdir(parents=True, exist_ok=True)
        (folder / "families").mkdir(exist_ok=True)
        rows = (pacts.MODEL + text).split("\n")
        (found,) = pacts.findings(text, other=test_check.OTHER)
        rows.insert(found[2] - 1, MARK.replace("C001", code))
        (folder / "provider.yaml").write_text(pacts.PROVIDER)
        (folder / "families" / "fam.yaml").write_text(pacts.FAMILY)
        (folder / "models" / "m-1.yaml").write_text("\n".join(rows))
        (folder / "models" / "m-2.yaml").write_text(test_check.OTHER)
        result = pipeline.build(tmp_path / "spec", language=LANGUAGE, templates=TEMPLATES)
        assert result.problems == () and result.files, (code, text)
        assert [each.problem.code for each in result.suppressed] == [code]
        linted = pipeline.understand(tmp_path / "spec", language=LANGUAGE, care=upkeep.Asked())
        assert linted.suppressed == result.suppressed
        (passed,) = result.suppressed
        assert (passed.reason, passed.until) == ("why", "2026-03-01") and passed.problem.excerpt


@pytest.mark.parametrize(
    ("code", "told"),
    [("c017", "; did you mean C017?"), ("w012", "; did you mean W012?"), ("S003", "")],
)
def test_a_code_that_is_mistyped_is_told_with_the_nearest(code: str, told: str) -> None:
    source = pacts.source("acme/models/m-1.yaml", f"{pacts.MODEL}{MARK.replace('C001', code)}\n")
    (document,), _ = load.load([source])
    (found,) = suppressions.findings([document], (), None)
    assert found.message == f"{code} is no code that can be ignored{told}"


def test_what_makes_a_file_no_pact_is_not_passed_over() -> None:
    model = f"paramters: {{}} {MARK.replace('C001', 'S003')}"
    (document,), _ = load.load([pacts.source("acme/models/m-1.yaml", pacts.MODEL + model)])
    found = suppressions.findings([document], (), datetime.date(2026, 1, 1))
    assert [problem.code for problem in found] == ["W021"]
