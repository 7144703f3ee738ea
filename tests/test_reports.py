"""Reports for other programs: each is read back by the rules of its format, whatever stands in a message."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any, Final
from urllib.parse import unquote
from xml.etree import ElementTree

import jsonschema
import pytest

from modelpact.cli.reports import Finding, github, junit, printable, sarif
from nasty import NASTY

ONE = Finding(
    path="spec/acme/models/m-1.yaml",
    line=7,
    column=4,
    code="C001",
    level="error",
    message="the default 5 is outside",
    help="Mend it.",
    excerpt="  n: {maximum: 4, default: {server: 5}}",
    failing=True,
)
PAGES = {"C001": "A default is wrong. Mend it.", "W001": "Old."}
SHOWN = [text for text in NASTY if text.strip()]


def like(**changes: Any) -> Finding:
    return dataclasses.replace(ONE, **changes)


@pytest.mark.parametrize(
    ("excerpt", "column", "end"),
    [
        ("  n: {maximum: 4}", 3, 4),
        ("a: 'it is, so'", 4, 15),
        ('a: "x: y" # z', 4, 10),
        ("{maximum: 4}", 1, 2),
        ("", 1, 2),
        ("a: 1", 40, 41),
        ("大小: 1", 1, 3),
    ],
)
def test_a_place_ends_where_the_word_does(excerpt: str, column: int, end: int) -> None:
    assert like(excerpt=excerpt, column=column).end == end


# --- GitHub ---------------------------------------------------------------------------------------


def read_back(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as the runner does."""
    command = re.fullmatch(r"::(\w+) ([^\n\r]*?)::([^\n\r]*)", line)
    assert command, line

    def unescaped(text: str) -> str:
        for escape, char in (
            ("%0D", "\r"),
            ("%0A", "\n"),
            ("%3A", ":"),
            ("%2C", ","),
            ("%25", "%"),
        ):
            text = text.replace(escape, char)
        return text

    properties = dict(part.split("=", 1) for part in command[2].split(","))
    return command[1], {k: unescaped(v) for k, v in properties.items()}, unescaped(command[3])


def test_an_annotation_says_where_what_and_how_to_mend() -> None:
    (line,) = github.lines([ONE])
    assert line == (
        "::error file=spec/acme/models/m-1.yaml,line=7,col=4,endColumn=5,title=C001"
        "::the default 5 is outside%0AMend it."
    )
    levels = [like(level=level) for level in ("error", "warning", "note")]
    assert [read_back(line)[0] for line in github.lines(levels)] == ["error", "warning", "notice"]
    assert list(github.lines([like(suppressed="why")])) == []


@pytest.mark.parametrize("text", SHOWN)
def test_an_annotation_stays_one_command(text: str) -> None:
    (line,) = github.lines([like(message=text, path=f"a{text}", help="")])
    assert line.isprintable()
    command, properties, message = read_back(line)
    assert command == "error" and list(properties) == ["file", "line", "col", "endColumn", "title"]
    assert message == printable(text, "\r", "\n") and properties["file"] == printable(
        f"a{text}", "\r", "\n"
    )


# --- JUnit ----------------------------------------------------------------------------------------


def test_junit_has_a_case_for_each_finding_and_for_each_file_without() -> None:
    found = [
        ONE,
        like(level="warning", code="W001", failing=False),
        like(path="b.yaml", suppressed="asked the vendor (until 2027-03-01)"),
    ]
    root = ElementTree.fromstring(
        junit.xml("modelpact lint", found, [ONE.path, "a.yaml", "b.yaml"])
    )
    assert [suite.get("name") for suite in root] == ["a.yaml", "b.yaml", ONE.path]
    assert {key: root.get(key) for key in ("tests", "failures", "skipped", "errors")} == {
        "tests": "4",
        "failures": "1",
        "skipped": "1",
        "errors": "0",
    }
    clean, skipped, two = root
    assert [case.get("name") for case in clean] == ["modelpact lint"] and len(clean[0]) == 0
    assert skipped.find("testcase/skipped").get("message") == "asked the vendor (until 2027-03-01)"  # type: ignore[union-attr]
    failure = two[0][0]
    assert (two[0].get("name"), failure.tag, failure.get("type")) == ("C001 7:4", "failure", "C001")
    assert failure.text is not None and f"{ONE.path}:7:4: the default 5" in failure.text
    assert two[1][0].tag == "system-out"


@pytest.mark.parametrize("text", SHOWN)
def test_junit_stays_well_formed(text: str) -> None:
    found = like(message=text, path=f"a{text}", excerpt=text, help=text)
    written = junit.xml(
        "modelpact lint", [found, dataclasses.replace(found, suppressed=text)], [f"a{text}"]
    )
    assert written.isascii()
    root = ElementTree.fromstring(written)
    assert [element.tag for element in root.iter()] == [
        *("testsuites", "testsuite", "testcase", "failure", "testcase", "skipped")
    ]
    message = root[0][0][0].get("message")
    assert message == printable(text, "\n")


# --- SARIF ----------------------------------------------------------------------------------------

_TEXT: Final = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}, "additionalProperties": False}  # fmt: skip
_COUNT: Final = {"type": "integer", "minimum": 1}


def _object(
    required: str, optional: dict[str, Any] | None = None, **properties: Any
) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties | (optional or {}),
        "additionalProperties": False,
    }


# what the standard says of the parts that are written, and that no other part is
SARIF: Final = _object(
    "$schema version runs",
    {"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={
        "type": "array",
        "minItems": 1,
        "items": _object(
            "tool results columnKind",
            columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
            tool=_object(
                "driver",
                driver=_object(
                    "name version rules",
                    name={"type": "string"},
                    version={"type": "string"},
                    rules={
                        "type": "array",
                        "uniqueItems": True,
                        "items": _object(
                            "id shortDescription fullDescription help",
                            id={"type": "string"},
                            shortDescription=_TEXT,
                            fullDescription=_TEXT,
                            help=_TEXT,
                        ),
                    },
                ),
            ),
            results={
                "type": "array",
                "items": _object(
                    "ruleId ruleIndex level message locations partialFingerprints suppressions",
                    ruleId={"type": "string"},
                    ruleIndex={"type": "integer", "minimum": 0},
                    level={"enum": ["none", "note", "warning", "error"]},
                    message=_TEXT,
                    partialFingerprints={
                        "type": "object",
                        "additionalProperties": {"type": "string"},
                    },
                    suppressions={
                        "type": "array",
                        "uniqueItems": True,
                        "items": _object(
                            "kind",
                            kind={"enum": ["inSource", "external"]},
                            status={"enum": ["accepted", "underReview", "rejected"]},
                            justification={"type": "string"},
                        ),
                    },
                    locations={
                        "type": "array",
                        "items": _object(
                            "physicalLocation",
                            physicalLocation=_object(
                                "artifactLocation region",
                                artifactLocation=_object(
                                    "uri",
                                    uri={
                                        "type": "string",
                                        "pattern": r"^[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+$",
                                    },
                                    uriBaseId={"type": "string"},
                                ),
                                region=_object(
                                    "startLine startColumn endColumn",
                                    startLine=_COUNT,
                                    startColumn=_COUNT,
                                    endColumn=_COUNT,
                                    snippet=_TEXT,
                                ),
                            ),
                        ),
                    },
                ),
            },
        ),
    },
)


JUDGE: Final = jsonschema.Draft202012Validator(SARIF)


def results(*findings: Finding) -> list[dict[str, Any]]:
    log = sarif.log(findings, PAGES, "1.0")
    JUDGE.validate(json.loads(json.dumps(log)))
    found: list[dict[str, Any]] = log["runs"][0]["results"]
    return found


def test_sarif_has_rules_with_help_places_and_suppressions() -> None:
    old = like(level="note", code="W001", failing=False, suppressed="why (until 2027-03-01)")
    first, second = results(ONE, old)
    assert (first["ruleIndex"], second["ruleIndex"]) == (0, 1)
    assert first["suppressions"] == []
    assert second["suppressions"] == [
        {"kind": "inSource", "status": "accepted", "justification": "why (until 2027-03-01)"}
    ]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"] == {"uri": ONE.path, "uriBaseId": "%SRCROOT%"}
    assert place["region"]["startColumn"] == 4 and place["region"]["endColumn"] == 5
    rules = sarif.log([ONE, old], PAGES, "1.0")["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["C001", "W001"]
    assert rules[0]["shortDescription"]["text"] == "A default is wrong."
    assert rules[0]["help"]["text"] == PAGES["C001"]


def test_sarif_of_nothing_is_a_run_without_results() -> None:
    assert results() == []


def test_a_finding_is_known_again_when_lines_move() -> None:
    def prints(*findings: Finding) -> list[str]:
        return [next(iter(result["partialFingerprints"].values())) for result in results(*findings)]

    (before,) = prints(ONE)
    moved = like(line=90, column=6, message="said in line 90", excerpt="  " + ONE.excerpt)
    assert prints(moved) == [before]
    others = [like(path="b.yaml"), like(code="W001"), like(excerpt="m: 1"), like(line=8)]
    assert len({before, *prints(ONE, *others)}) == 5


@pytest.mark.parametrize("text", SHOWN)
def test_sarif_takes_any_text_and_any_path(text: str) -> None:
    (result,) = results(like(message=text, path=f"a{text}", excerpt=text, suppressed=text))
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert unquote(uri) == f"a{text}".encode("utf-8", "replace").decode()


def test_a_path_outside_is_a_uri_of_its_own() -> None:
    (result,) = results(like(path="/tmp/a b/m.yaml"))
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "file:///tmp/a%20b/m.yaml"}
