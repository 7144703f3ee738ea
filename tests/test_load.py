"""What a spec folder and its files are read as, and what is refused."""

from __future__ import annotations

import json
import math
import os
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from modelpact.document import place, plain
from modelpact.errors import Problem
from modelpact.load import CODES, MAX_BYTES, MAX_PROBLEMS, SourceFile, build, load, read
from modelpact.load.words import HELP, WORDS

DATA = Path(__file__).parent / "data"
HOSTILE = [json.loads(line) for line in (DATA / "hostile.jsonl").read_text("utf-8").splitlines()]


def source(text: str | bytes) -> SourceFile:
    data = text.encode() if isinstance(text, str) else text
    return SourceFile("p/models/m.yaml", "p", "model", data)


def data_of(text: str | bytes) -> Any:
    """Load a file that must be good."""
    documents, problems = load([source(text)])
    assert problems == ()
    return plain(documents[0].root)


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    return load([source(text)])[1]


def told(text: str | bytes) -> list[tuple[int, int, str]]:
    """Return line, column and code of every problem."""
    return [(p.position.line, p.position.column, p.code) for p in problems_of(text)]


# --- scalars ------------------------------------------------------------------------------------

SCALARS: list[tuple[str, Any]] = [
    *((text, text) for text in ("16:9", "1:1", "21:9", "1:1.5", "190:20:30", "-1:30", "+16:9")),
    *(
        (text, text)
        for text in (
            "off",
            "no",
            "yes",
            "on",
            "y",
            "n",
            "NO",
            "Off",
            "tRUE",
            "nULL",
            "none",
            "None",
        )
    ),
    *(
        (text, text)
        for text in ("012", "-012", "00", "0012.5", "01e3", "0b11", "0o8", "0xg", "1_000", "1,5")
    ),
    *(
        (text, text)
        for text in (
            "2026-11-22",
            "2001-12-14t21:59:43.10-05:00",
            "1.2.3",
            "1e",
            ".",
            "+",
            "..5",
        )
    ),
    *(
        (text, text)
        for text in ("2K", "inf", "nan", ".Infinity", "-.nan", "=", "0x", "0o", "-0x1", "1e3.5")
    ),
    *((text, None) for text in ("~", "null", "Null", "NULL", "")),
    *((text, True) for text in ("true", "True", "TRUE")),
    *((text, False) for text in ("false", "False", "FALSE")),
    ("0", 0),
    ("-0", 0),
    ("+7", 7),
    ("-12", -12),
    ("9007199254740991", 2**53 - 1),
    ("-9007199254740991", -(2**53) + 1),
    ("0o17", 15),
    ("0xFf", 255),
    ("0x1FFFFFFFFFFFFF", 2**53 - 1),
    (".5", 0.5),
    ("-.5", -0.5),
    ("5.", 5.0),
    ("1e3", 1000.0),
    ("1E-3", 0.001),
    ("3.10", 3.1),
    ("+0.25", 0.25),
    ("1e300", 1e300),
    ("0e5", 0.0),
    ('"5"', "5"),
    ("'true'", "true"),
    ('""', ""),
    ("'<<'", "<<"),
]


@pytest.mark.parametrize(("text", "value"), SCALARS)
def test_scalars_mean_what_yaml_1_2_core_says(text: str, value: Any) -> None:
    found = data_of(f"a: {text}\n")["a"]
    assert (type(found), found) == (type(value), value)


def test_negative_zero_is_zero() -> None:
    assert math.copysign(1, data_of("a: -0.0")["a"]) == 1


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (".inf", "L030", ".inf is not a number that JSON has"),
        ("-.INF", "L030", "-.INF is not a number that JSON has"),
        (".NaN", "L030", ".NaN is not a number that JSON has"),
        ("1e400", "L030", "the number 1e400 is too large to hold"),
        ("-1e400", "L030", "the number -1e400 is too large to hold"),
        ("1e-400", "L030", "the number 1e-400 is too small to hold"),
        (
            "9007199254740992",
            "L031",
            "the number 9007199254740992 is larger than every target can write exactly",
        ),
        (
            "-9007199254740992",
            "L031",
            "the number -9007199254740992 is larger than every target can write exactly",
        ),
        (
            "0x20000000000000",
            "L031",
            "the number 0x20000000000000 is larger than every target can write exactly",
        ),
        (
            "9007199254740993.0",
            "L031",
            "the number 9007199254740993.0 is larger than every target can write exactly",
        ),
        (
            "9" * 5000,
            "L031",
            f"the number {'9' * 37}... is larger than every target can write exactly",
        ),
    ],
)
def test_numbers_that_no_target_can_write(text: str, code: str, message: str) -> None:
    (problem,) = problems_of(f"a: {text}\nb: 1\n")
    assert (str(problem.position), problem.code, problem.message) == (
        "p/models/m.yaml:1:4",
        code,
        message,
    )
    assert problem.help


PLAIN = re.compile(r"[A-Za-z0-9.+_~:-]+")
EXPONENT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)[eE][-+]?[0-9]+")
LEADING_ZERO = re.compile(r"[-+]?0[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?")


def ruamel_value(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(f"%YAML 1.2\n---\na: {text}\n")["a"]


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        st.from_regex(r"[-+]?[0-9]{1,4}(\.[0-9]{0,3})?([eE][-+]?[0-9]{1,2})?", fullmatch=True),
        st.from_regex(r"[0-9]{1,3}:[0-9]{1,2}(:[0-9]{2})?(\.[0-9])?", fullmatch=True),
        st.from_regex(r"0[xob][0-9a-fA-F]{1,6}", fullmatch=True),
        st.from_regex(r"(?i:true|false|null|yes|no|on|off|y|n|\.inf|\.nan|~)", fullmatch=True),
        st.text("0123456789abefinxyNT.+-_:~", min_size=1, max_size=8),
    )
)
def test_scalars_agree_with_another_reader(text: str) -> None:
    if not PLAIN.fullmatch(text) or text.endswith(":") or text.strip("-") == "":
        return
    try:
        other = ruamel_value(text)
    except (YAMLError, ValueError, KeyError, IndexError, TypeError):
        return
    # the known differences
    if LEADING_ZERO.fullmatch(text):
        other = text  # ruamel drops a leading zero, and 012 would be 12
    elif re.fullmatch(r"[-+]?0b.*|[-+]0[xo].*|.*_.*", text):
        other = text  # 1.2 core has no binary numbers, no sign before 0x and 0o, and no separators
    elif EXPONENT.fullmatch(text):
        other = float(text)  # ruamel reads 1e3 as text, 1.2 core as a number
    documents, problems = load([source(f"a: {text}\n")])
    if problems:
        assert [p.code for p in problems] in (["L030"], ["L031"])
        assert not isinstance(other, str)
    else:
        found = plain(documents[0].root)["a"]
        assert (type(found), found) == (type(other), other)


@settings(max_examples=150, deadline=None)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-1000, 1000)
        | st.text(st.characters(codec="utf-8"), max_size=12),
        lambda inner: st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc:-#'\" é", max_size=5), inner),
        max_leaves=12,
    )
)
def test_json_is_read_as_json(value: Any) -> None:
    text = json.dumps({"a": value}, ensure_ascii=True)
    documents, problems = load([source(text)])
    if any(p.code in ("L007", "L010") for p in problems):  # controls, and surrogate pairs
        assert re.search(r"\\u(00[01789]|d[89ab])|\\[bfr]|\\u0000", text)
    else:
        assert problems == ()
        assert plain(documents[0].root) == {"a": value}


# --- the hostile corpus -------------------------------------------------------------------------

# rows of the corpus that the loader hands on as they are: the schemas refuse them
LATER = {"yaml-null-01", "yaml-null-02", "yaml-null-03"}


@pytest.mark.parametrize(
    "row", [row for row in HOSTILE if row["kind"] == "yaml"], ids=lambda row: row["id"]
)
def test_hostile_yaml(row: dict[str, Any], tmp_path: Path) -> None:
    text = row["value"]
    if "expand" in row:
        part = row["expand"]
        text = part["pre"] + part["unit"] * part["n"] + part["post"]
    folder = tmp_path / "p" / "models"
    folder.mkdir(parents=True)
    (folder / "m.yaml").write_text(text, "utf-8", newline="")
    documents, problems = load(file for file in read(tmp_path) if file.path.endswith("m.yaml"))
    if row["verdict"] == "text" or row["id"] in LATER:
        assert problems == ()
        (document,) = documents
        wanted = {
            "yaml-sexagesimal-04": {"enum": ["1:1", "3:2"], "default": "1:1"},
            "yaml-sexagesimal-06": {"enum": ["2:3", "3:2"], "default": "2:3"},
            "yaml-sexagesimal-09": {"16:9": "wide", "4:3": "classic"},
            "yaml-norway-02": {"enum": ["NO", "maybe"]},
            "yaml-norway-05": {"enum": ["yes", "maybe"]},
            "yaml-norway-07": {"on": {"type": "string"}},
            "yaml-number-04": {"default": 1000.0},
            "yaml-number-05": {"default": 3.1},
            "yaml-number-08": {"default": 0.5},
            "yaml-number-09": {"default": 0},
            "yaml-doc-02": {"default": "4:3"},
        }.get(row["id"], {"description": None})
        assert plain(document.root) == wanted
    else:
        assert row["verdict"] in ("reject", "bounded")
        assert problems
        for problem in problems:
            assert problem.code in CODES
            assert problem.help
            assert "Error" not in problem.message


# --- structure ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a: 1\nb: 2\na: 3\n", [(3, 1, "L020")]),
        ('a: 1\n"a": 3\n', [(2, 1, "L020")]),
        ("é: 1\ne\u0301: 2\n", [(2, 1, "L020")]),
        ("a: {b: 1, b: 2}\n", [(1, 11, "L020")]),
        ("a: &a {b: 1}\nc:\n  <<: *a\n  d: 1\n", [(3, 3, "L021")]),
        ("a: !x 1\nb: !!str 2\nc: ! 3\nd: !<tag:x> [1]\n", [(n, 4, "L022") for n in (1, 2, 3, 4)]),
        ("!!map {a: 1}\n", [(1, 1, "L022")]),
        ("? !!str a\n: 1\n", [(1, 3, "L022")]),
        ("a: !q!x 1\n", [(1, 4, "L022")]),
        (
            "1: a\ntrue: b\n~: c\nnull: d\n.5: e\n.inf: f\n",
            [(n, 1, "L023") for n in range(1, 7)],
        ),
        ("{? : g}\n", [(1, 4, "L023")]),
        ("? [a]\n: 1\n", [(1, 3, "L024")]),
        ("{a: 1}: 2\n", [(1, 1, "L024")]),
        ("a: {{ b }}\n", [(1, 5, "L024")]),
        ("a: &a x\n*a : 1\n", [(2, 1, "L024")]),
        ("a\u200bb: 1\n", [(1, 1, "L025")]),
        ('"a\\u202eb": 1\n', [(1, 1, "L025")]),
        ("a\u2066: 1\n\ufeffb: 2\n", [(1, 1, "L025"), (2, 1, "L025")]),
        ("\U000e0041: 1\n\u3164: 2\n", [(1, 1, "L025"), (2, 1, "L025")]),
        ("a: *b\n", [(1, 4, "L026")]),
        ("a: [*b, 1]\nb: &b 1\n", [(1, 5, "L026")]),
        ("a: &a [*a]\n", [(1, 8, "L027")]),
        ("a: &a {b: {c: *a}}\n", [(1, 15, "L027")]),
        ("a: 1\n---\nb: 2\n", [(2, 1, "L013")]),
        ("a: 1\n---\n", [(2, 1, "L013")]),
        ("a: 1\n...\n---\nb: 2\n---\nc: 3\n", [(3, 1, "L013")]),
        ("%TAG ! tag:x,2000:\n---\na: 1\n", [(1, 1, "L012")]),
        ("%FOO\n---\na: 1\n", [(1, 5, "L012")]),
        ("%YAML 1.3\n---\na: 1\n", [(1, 1, "L012")]),
        ("", [(1, 1, "L014")]),
        ("# nothing\n\n", [(1, 1, "L014")]),
        ("---\n", [(1, 1, "L014")]),
        ("\ufeff", [(1, 1, "L014")]),
        ("~\n", [(1, 1, "L015")]),
        ("text\n", [(1, 1, "L015")]),
        ('""\n', [(1, 1, "L015")]),
        ("[1, 2]\n", [(1, 1, "L015")]),
        ("- a: 1\n", [(1, 1, "L015")]),
    ],
)
def test_refused_with_a_place(text: str, wanted: list[tuple[int, int, str]]) -> None:
    assert told(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("%YAML 1.2\n---\na: 1\n", {"a": 1}),
        ("%YAML 1.1\n---\na: yes\n", {"a": "yes"}),
        ("---\na: 1\n...\n", {"a": 1}),
        ("\ufeffa: 1\n", {"a": 1}),
        ("a: 1\r\nb: |\r\n  x\r\n  y\r\n", {"a": 1, "b": "x\ny\n"}),
        (
            "a: &a {b: [1]}\nc: *a\nd: [*a, *a]\n",
            {"a": {"b": [1]}, "c": {"b": [1]}, "d": [{"b": [1]}, {"b": [1]}]},
        ),
        ("&k a: 1\nb: *k\n", {"a": 1, "b": "a"}),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"a": 1, "b": 2, "c": 2}),
        ("? a\n: 1\n", {"a": 1}),
        ('"1": a\n"~": b\n', {"1": "a", "~": "b"}),
        ("16:9: wide\non: x\n2K: y\n", {"16:9": "wide", "on": "x", "2K": "y"}),
        ('{"a":1,"b":[]}', {"a": 1, "b": []}),
        ("a: x\u200b\u202ey\n", {"a": "x\u200b\u202ey"}),
        ('a: "b\u2028c"\nd: e\u2029f\n', {"a": "b\u2028c", "d": "e\u2029f"}),
        ("a: |\n  b\u2028 c\n", {"a": "b\u2028 c\n"}),
        ("k\u2028: 1\n", {"k\u2028": 1}),
        ('a: "\\u2028\\t\\n\\U0001F600"\n', {"a": "\u2028\t\n\U0001f600"}),
        ("a: b:c\nd: e#f\ng: -h\n", {"a": "b:c", "d": "e#f", "g": "-h"}),
    ],
)
def test_let_pass(text: str, wanted: dict[str, Any]) -> None:
    assert data_of(text) == wanted


def test_a_separator_is_no_line_for_positions() -> None:
    documents, _ = load([source('a: "b\u2028c"\nd: 1\n')])
    root = documents[0].root
    assert str(root.keys["d"]) == "p/models/m.yaml:2:1"
    assert documents[0].lines == ('a: "b\u2028c"', "d: 1", "")


def test_positions_of_nodes_and_keys() -> None:
    (document,), _ = load([source("a: 1\nb:\n  - x\n  - {c: 'é', d: y}\n")])
    assert str(place(document.root, ["b", 1, "d"])) == "p/models/m.yaml:4:17"
    assert str(place(document.root, ["b", 1, "d"], key=True)) == "p/models/m.yaml:4:14"
    assert str(place(document.root, ["b"], key=True)) == "p/models/m.yaml:2:1"
    assert str(place(document.root, ["b", 0])) == "p/models/m.yaml:3:5"


def test_recoverable_faults_leave_the_rest() -> None:
    text = "a: 1\na: 2\nb: !t 5\nc: .inf\n1: x\nd: [*no, 2]\n<<: {x: 1}\ne: '\x01'\nf: ok\n"
    documents, problems = load([source(text)])
    assert plain(documents[0].root) == {"a": 1, "b": 5, "d": [2], "e": "\ufffd", "f": "ok"}
    assert [p.code for p in problems] == ["L020", "L022", "L030", "L023", "L026", "L021", "L007"]


def test_problems_before_a_syntax_error_are_told() -> None:
    assert told("a: 1\na: 2\nb: [\n") == [(2, 1, "L020"), (3, 5, "L010")]


@pytest.mark.parametrize(
    ("text", "wanted", "message"),
    [
        ("a: b: c\n", (1, 5), "a colon that cannot begin a value here"),
        ("a: 1\nb\nc: 2\n", (2, 1), "a line that is not a key: its colon is missing"),
        ("a: 1\n  b: 2\n", (2, 4), "a colon that cannot begin a value here"),
        ("a:\n    b: 1\n  c: 2\n", (3, 3), "'c' where a key of the mapping from line 1 is wanted"),
        ("a: 'x' y\n", (1, 8), "'y' where a key of the mapping from line 1 is wanted"),
        ("a: [1, 2\nb: 3\n", (2, 2), "the list that opens in line 1 is not closed before ':'"),
        (
            "a: [1, 2\n",
            (1, 9),
            "the list that opens in line 1 is not closed before the end of the file",
        ),
        (
            "a: {b: 1\n",
            (1, 9),
            "the mapping that opens in line 1 is not closed before the end of the file",
        ),
        ("a: 1\nb: 'x\n", (2, 4), "the quote that opens here is not closed"),
        ("a: @x\n", (1, 4), "'@' cannot begin a text"),
        ("a: `x`\n", (1, 4), "'`' cannot begin a text"),
        ('a: "\\q"\n', (1, 5), "a backslash that means nothing before what follows"),
        ('a: "\\ud800"\n', (1, 7), "an escape that is no character"),
        ("a: - b\n", (1, 4), "an item of a list that cannot begin here"),
        ("a: |x\n  b\n", (1, 5), "'x' behind the mark of a block text"),
        ("a: * b\n", (1, 4), "an anchor or alias without a name"),
    ],
)
def test_syntax_errors_in_our_words(text: str, wanted: tuple[int, int], message: str) -> None:
    problem = problems_of(text)[-1]
    assert (problem.position.line, problem.position.column, problem.message) == (*wanted, message)
    assert problem.code == "L010"
    assert problem.help
    assert problem.excerpt == text.splitlines()[wanted[0] - 1]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"\t[]{}&*:-?!%|>'\"\\#,@` \nab1~\x00é\u2028", "\n  ", "a: ", "<<: "])
    )
)
def test_any_text_is_a_document_or_a_problem_in_our_words(parts: list[str]) -> None:
    documents, problems = load([source("a: 1\n" + "".join(parts))])
    assert documents or problems
    for problem in problems:
        assert problem.code in CODES
        assert problem.help
        assert not any(theirs in problem.message for theirs in WORDS)
        assert 1 <= problem.position.column <= len(problem.excerpt) + 1


# --- tabs, controls, encodings ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a:\n\tb: 1\n", [(2, 1, "L011")]),
        ("a: x\n\tb: y\n", [(2, 1, "L011")]),
        ("a:\n  \tb: 1\n", [(2, 3, "L011")]),
        ("a: [\n\t1,\n\t2]\n", [(2, 1, "L011"), (3, 1, "L011")]),
        ("a: x\n  \ty\n", [(2, 3, "L011")]),
        ("a: |\n  b\n\tc: 1\n", [(3, 1, "L011")]),
    ],
)
def test_tabs_do_not_indent(text: str, wanted: list[tuple[int, int, str]]) -> None:
    assert told(text) == wanted


def test_tabs_are_text_inside_of_texts() -> None:
    text = 'a:\tb\tc\nd: |\n  x\n  \te\nf: "g\n  \th"\ni: 1 #\tx\n'
    assert data_of(text) == {"a": "b\tc", "d": "x\n\te\n", "f": "g h", "i": 1}


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("a: 'x\x1b'", 6),
        ("a: x\x7f", 5),
        ("a\x00: 1", 2),
        ("a: 1 # \x07", 8),
        ("a: \x85x", 4),
        ("a: \uffff", 4),
    ],
)
def test_control_characters(text: str, column: int) -> None:
    (problem,) = problems_of(text + "\nb: 1\n")
    assert (problem.position.line, problem.position.column, problem.code) == (1, column, "L007")
    assert problem.excerpt.isprintable()
    assert "\ufffd" in problem.excerpt


@pytest.mark.parametrize("escape", ["\\0", "\\x1b", "\\r", "\\N", "\\x7f", "\\u0085", "\\a", "\\v"])
def test_control_characters_from_escapes(escape: str) -> None:
    assert told(f'a: "x{escape}"\n"k{escape}": 1\n') == [(1, 4, "L007"), (2, 1, "L007")]


def test_bytes_that_are_no_utf_8() -> None:
    (problem,) = problems_of(b"a: 1\nb: \xc3\xa9\xff\n")
    assert str(problem.position) == "p/models/m.yaml:2:5"
    assert (problem.code, problem.message) == ("L006", "the byte 0xFF is not UTF-8")
    assert problem.excerpt == "b: é\ufffd"
    assert told("a: 1\n".encode("utf-16")) == [(1, 1, "L006")]
    assert told(b"a: \xed\xa0\x80\n") == [(1, 4, "L006")]  # a surrogate


# --- bounds -------------------------------------------------------------------------------------


def nested(depth: int) -> str:
    return "a: " + "[" * depth + "]" * depth


def test_depth_is_bounded() -> None:
    assert told(nested(49)) == []
    assert told(nested(50)) == [(1, 53, "L040")]


def test_depth_counts_aliases_written_out() -> None:
    def chained(links: int) -> str:
        first = f"a0: &a0 {'[' * 20}{']' * 20}\n"
        return first + "".join(
            f"a{n}: &a{n} {'[' * 10}*a{n - 1}{']' * 10}\n" for n in range(1, links + 1)
        )

    assert told(chained(2)) == []
    assert told(chained(3)) == [(4, 19, "L040")]


def test_depth_of_an_alias_counts_beside_a_deeper_sibling() -> None:
    deep = f"a: &a {'[' * 40}{']' * 40}\n"
    assert told(f"{deep}b: {'[' * 9}[[]], *a{']' * 9}\n") == []
    assert told(f"{deep}b: {'[' * 10}[[]], *a{']' * 10}\n") == [(2, 20, "L040")]


def test_nodes_are_bounded_with_aliases_written_out() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 40)
    )
    (problem,) = problems_of(bomb)
    assert problem.code == "L041"
    assert problem.position.line == 6
    assert problem.message == "more than 100,000 keys and values, counted with aliases written out"


def test_nodes_are_bounded_exactly() -> None:
    items = build.MAX_NODES - 3  # the mapping, its key, the list
    assert told(f"a: [{'b,' * items}]") == []
    assert told(f"a: [{'b,' * (items + 1)}]") == [(1, 5 + 2 * items, "L041")]


def test_size_is_bounded_before_parsing() -> None:
    head = "a: '"
    fits = head + "x" * (MAX_BYTES - len(head) - 1) + "'"
    assert len(fits) == MAX_BYTES
    assert told(fits) == []
    assert told(fits + "\n") == [(1, 1, "L005")]


@pytest.mark.parametrize(
    "unit",
    [
        "[",
        "{",
        "{a: ",
        "- ",
        "? ",
        "&a ",
        "*a ",
        "!a ",
        "'",
        '"',
        "\n",
        "#",
        "a: 1\n",
        "a: ",
        "\t\n",
        "%",
        "--- \n",
        "é",
    ],
)
def test_bombs_end_in_a_few_problems(unit: str) -> None:
    text = unit * (MAX_BYTES // len(unit.encode()))
    documents, problems = load([source(text)])
    assert not documents
    assert 1 <= len(problems) <= MAX_PROBLEMS + 1
    assert all(len(problem.message) < 200 for problem in problems)


def test_the_first_problems_of_a_file_are_told() -> None:
    problems = problems_of("a: 1\n" * 500)
    assert len(problems) == MAX_PROBLEMS + 1
    assert problems[-1].code == "L043"
    assert problems[-1].message == "more problems from here on: the first 100 are told"
    assert problems[-1].position.line == MAX_PROBLEMS + 2


# --- exact texts --------------------------------------------------------------------------------


def test_problems_in_full() -> None:
    text = "size: 1\nsize: 2\nx:\n  <<: {a: 1}\n  y: !include z\n16: a\n"
    where = "p/models/m.yaml"
    assert [
        (f"{p.position}: {p.code} {p.message}", p.help, p.excerpt) for p in problems_of(text)
    ] == [
        (
            f"{where}:2:1: L020 the key 'size' is written twice: here and in line 1",
            "Keep one of the two.",
            "size: 2",
        ),
        (
            f"{where}:4:3: L021 the merge key << is not part of YAML 1.2",
            "Write the keys out, or put them into the family or provider that all inherit.",
            "  <<: {a: 1}",
        ),
        (
            f"{where}:5:6: L022 the tag !include, where pacts have none",
            "Remove the tag: quotes make a text, and nothing else needs one.",
            "  y: !include z",
        ),
        (f"{where}:6:1: L023 the key 16 is a number and not a text", 'Quote it: "16".', "16: a"),
    ]
    (twice,) = problems_of("é: 1\ne\u0301: 2\n")
    assert twice.message.endswith(
        "is written twice: here and in line 1, with other code points for the same letters"
    )


def test_every_code_has_a_page_and_a_mend() -> None:
    assert set(HELP) | {"L023"} == set(CODES)
    assert {words.code for words in WORDS.values()} <= set(CODES)


def test_without_libyaml_one_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "CParser", None)
    documents, problems = load([source("a: 1\n")])
    assert documents == ()
    assert [(str(p.position), p.code, p.message) for p in problems] == [
        (".:1:1", "L009", "PyYAML has no libyaml")
    ]


# --- the folder ---------------------------------------------------------------------------------


def write(root: Path, *paths: str) -> None:
    for path in paths:
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a: 1\n", "utf-8")


def folder_problems(root: Path) -> list[tuple[str, str, str]]:
    return [(p.position.path, p.code, p.message) for p in load(read(root))[1]]


def test_a_folder_is_read_sorted_and_by_kind(tmp_path: Path) -> None:
    write(
        tmp_path,
        *("b/provider.yml", "a/provider.yaml", "a/families/f.yaml", "a/families/e.yml"),
        *(
            "a/models/z.yaml",
            "a/models/deep/er/m.yaml",
            "a/README.md",
            "README.md",
            "a/models/notes.txt",
        ),
        *(
            "a/.hidden.yaml",
            ".git/x.yaml",
            "a/.cache/x.yaml",
            "language/x.yaml",
            "a/models/.m.yaml",
        ),
    )
    found = [(file.path, file.provider, file.kind) for file in read(tmp_path)]
    assert found == [
        ("a/families/e.yml", "a", "family"),
        ("a/families/f.yaml", "a", "family"),
        ("a/models/deep/er/m.yaml", "a", "model"),
        ("a/models/z.yaml", "a", "model"),
        ("a/provider.yaml", "a", "provider"),
        ("b/provider.yml", "b", "provider"),
    ]
    documents, problems = load(read(tmp_path))
    assert problems == ()
    assert [(d.path, d.provider, d.kind) for d in documents] == found


def test_what_nothing_reads_is_told(tmp_path: Path) -> None:
    write(
        tmp_path,
        *(
            "a/provider.yaml",
            "a/provider.yml",
            "a/model.yaml",
            "a/families/deep/f.yaml",
            "a/other/m.yml",
        ),
        *("a/models/M.YAML", "top.yaml"),
    )
    strays = [
        "a/families/deep/f.yaml",
        "a/model.yaml",
        "a/models/M.YAML",
        "a/other/m.yml",
        "a/provider.yml",
        "top.yaml",
    ]
    assert folder_problems(tmp_path) == [
        (path, "L002", "nothing reads this file") for path in strays
    ]


def test_a_provider_needs_its_file(tmp_path: Path) -> None:
    write(tmp_path, "a/models/m.yaml")
    (tmp_path / "b").mkdir()
    assert folder_problems(tmp_path) == [
        (f"{name}/provider.yaml", "L003", f"the provider folder {name} has no provider.yaml")
        for name in ("a", "b")
    ]


def test_an_empty_or_missing_folder(tmp_path: Path) -> None:
    assert folder_problems(tmp_path) == [(".", "L004", "the spec folder holds no provider")]
    ((path, code, message),) = folder_problems(tmp_path / "none")
    assert (path, code) == (".", "L001")
    assert message == "cannot be read: there is nothing at that place, or it is a link to nothing"
    write(tmp_path, "file")
    assert folder_problems(tmp_path / "file") == [
        (".", "L001", "cannot be read: it is a file and not a folder")
    ]


def test_what_cannot_be_read_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    spec = tmp_path / "spec"
    models = spec / "a" / "models"
    write(spec, "a/provider.yaml", "a/models/good.yaml")
    write(tmp_path, "outside/secret.yaml", "outside/models/m.yaml")
    (models / "folder.yaml").mkdir()
    (models / "broken.yaml").symlink_to("nowhere.yaml")
    (models / "loop.yaml").symlink_to("loop.yaml")
    (models / "out.yaml").symlink_to(tmp_path / "outside" / "secret.yaml")
    (models / "inside.yaml").symlink_to("good.yaml")
    (models / "elsewhere").symlink_to(tmp_path / "outside")
    (spec / "b").symlink_to(tmp_path / "outside")
    os.mkfifo(models / "pipe.yaml")
    documents, problems = load(read(spec))
    assert [d.path for d in documents] == [
        "a/models/good.yaml",
        "a/models/inside.yaml",
        "a/provider.yaml",
    ]
    assert {p.code for p in problems} == {"L001"}
    assert {p.position.path: p.message.removeprefix("cannot be read: ") for p in problems} == {
        "a/models/broken.yaml": "there is nothing at that place, or it is a link to nothing",
        "a/models/elsewhere": "it is a link to a folder, and links to folders are not followed",
        "a/models/folder.yaml": "it is a folder",
        "a/models/loop.yaml": "it is a link that leads back to itself",
        "a/models/out.yaml": "it is a link that leads out of the spec folder",
        "a/models/pipe.yaml": "it is no ordinary file",
        "b": "it is a link that leads out of the spec folder",
    }


def test_a_system_that_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "a/provider.yaml", "a/models/m.yaml")
    real = Path.open

    def refuse(self: Path, *args: Any, **kwargs: Any) -> Any:
        if self.name == "m.yaml":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    assert folder_problems(tmp_path) == [
        ("a/models/m.yaml", "L001", "cannot be read: permission denied")
    ]


def test_file_names_that_are_no_text(tmp_path: Path) -> None:
    write(tmp_path, "a/provider.yaml")
    for name in (b"a/x\ny.yaml", b"a/models/\xff.yaml", b"a/models/\x1b[2J.yaml"):
        os.makedirs(os.fsencode(tmp_path) + b"/a/models", exist_ok=True)
        with open(os.fsencode(tmp_path) + b"/" + name, "wb") as file:
            file.write(b"a: 1\n")
    found = folder_problems(tmp_path)
    reason = "cannot be read: its name holds bytes or characters that are no text"
    assert found == [
        ("a/models/\ufffd.yaml", "L001", reason),
        ("a/models/\ufffd[2J.yaml", "L001", reason),
        ("a/x\ufffdy.yaml", "L002", "nothing reads this file"),
    ]


def test_a_large_file_is_not_read_whole(tmp_path: Path) -> None:
    write(tmp_path, "a/provider.yaml", "a/models/m.yaml")
    with (tmp_path / "a/models/m.yaml").open("wb") as file:
        file.truncate(1 << 40)  # a hole of 1 TiB: reading it would not end
    sizes = {f.path: len(f.content) for f in read(tmp_path)}
    assert sizes["a/models/m.yaml"] == MAX_BYTES + 1
    assert folder_problems(tmp_path) == [
        ("a/models/m.yaml", "L005", "the file is larger than 1,024 KiB")
    ]
