"""Annotations of a GitHub workflow: commands, one a line, on standard output."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from modelpact.cli.reports import Finding, printable

_COMMAND: Final = {"error": "error", "warning": "warning", "note": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def lines(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield a command for each finding that is not passed over."""
    for found in findings:
        if found.suppressed:
            continue
        text = "\n".join(filter(None, (found.message, found.help)))
        where = {
            "file": found.path,
            "line": str(found.line),
            "col": str(found.column),
            "endColumn": str(found.end),
        }
        yield command(_COMMAND[found.level], {**where, "title": found.code}, text)


def command(name: str, properties: Mapping[str, str], text: str) -> str:
    """Spell a command of a workflow."""
    told = ",".join(f"{key}={_line(value, _PROPERTY)}" for key, value in properties.items())
    return f"::{name} {told}::{_line(text, _DATA)}"


def _line(text: str, table: dict[int, str]) -> str:
    """Escape a text as the workflow's runner reads it back, and what nobody would see."""
    return printable(text.translate(table))
