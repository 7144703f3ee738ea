"""The file of a changelog: what people wrote stays, byte for byte, and an entry comes on top."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from modelpact import ir
from modelpact.changelog.spelling import spelled
from modelpact.document import Document, SequenceNode, plain
from modelpact.load import SourceFile, load
from modelpact.validate import validate

NAMES: Final = ("changelog.yaml", "changelog.yml")
"""What the file may be called; a new one is called as the first."""

_EMPTY: Final = "pact: 1\nreleases:\n"
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_NONE: Final = re.compile(r"\[[ \t]*\]")


class Unfit(Exception):
    """An entry cannot be added to this file: why."""


def added(content: bytes | None, release: ir.Release, schemas: Mapping[str, Any]) -> bytes:
    """Return the file with a release on top; without ``content`` a new one. ``schemas`` are spec/language by file name.

    A witness that no pact can hold is left out. Raises ``Unfit`` where the file would not say the same as before, and
    the release above it.
    """
    before = _releases(content, schemas) if content is not None else []
    release = _writable(release, schemas)
    after = _inserted(content.decode(), release) if content is not None else _new(release)
    found = _releases(after, schemas)
    if found[1:] != before or found[:1] != _releases(_new(release), schemas):
        raise Unfit("its releases are not a list of one item below the other")
    return after


def _new(release: ir.Release) -> bytes:
    return (_EMPTY + "".join(f"  {line}\n" for line in spelled(release))).encode()


def _inserted(text: str, release: ir.Release) -> bytes:
    root = _document(text.encode()).root
    key, releases = root.keys["releases"], root.entries["releases"]
    assert isinstance(releases, SequenceNode)
    lines = _LINE.findall(text)
    end = "\r\n" if lines[0].endswith("\r\n") else "\n"
    indent = " " * (releases.position.column - 1) if releases.items else "  "
    if not releases.items:
        at = releases.position.line - 1
        head = releases.position.column - 1
        lines[at] = lines[at][:head].rstrip() + _NONE.sub("", lines[at][head:], count=1)
    at = key.line
    if not lines[at - 1].endswith(("\n", "\r")):
        lines[at - 1] += end
    entry = (f"{indent}{line}{end}" for line in spelled(release))
    return "".join((*lines[:at], *entry, *lines[at:])).encode()


def _writable(release: ir.Release, schemas: Mapping[str, Any]) -> ir.Release:
    """Leave out the witnesses that would not be read as they are."""

    def kept(change: ir.ReleasedChange) -> ir.ReleasedChange:
        try:
            (read,) = _releases(_new(replace(release, changes=(change,))), schemas)
            same = repr(read["changes"][0].get("witness")) == repr(
                change.witness and change.witness.value
            )
        except Unfit:
            same = False
        return change if same else replace(change, witness=None)

    return replace(release, changes=tuple(map(kept, release.changes)))


def _releases(content: bytes, schemas: Mapping[str, Any]) -> list[Any]:
    """Read the releases as plain data."""
    documents, problems = validate([_document(content)], schemas)
    if problems:
        raise Unfit(problems[0].message)
    found: list[Any] = plain(documents[0].root)["releases"]
    return found


def _document(content: bytes) -> Document:
    documents, problems = load([SourceFile(NAMES[0], "", "changelog", content)])
    if problems:
        raise Unfit(problems[0].message)
    return documents[0]
