"""Read spec files as strict YAML 1.2 core, from libyaml's events; nothing is constructed by PyYAML.

``read`` touches the disk, ``load`` does not; ``revision`` reads what git has instead. A fault that leaves the rest of a
file readable is noted and stepped over, so that one run tells all; the words of every refusal are ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from modelpact.document import Document
from modelpact.errors import Position, Problem
from modelpact.load.build import MAX_PROBLEMS, Builder, has_libyaml
from modelpact.load.catalogs import parse_catalog, read_catalog
from modelpact.load.comments import comments
from modelpact.load.disk import above, read
from modelpact.load.foreign import read_foreign
from modelpact.load.scalars import resolve_plain
from modelpact.load.sources import LANGUAGE_FOLDER, MAX_BYTES, MISSING, SourceFile
from modelpact.load.words import CODES, HELP, NO_FOLDER

__all__ = [
    "CODES",
    "LANGUAGE_FOLDER",
    "MAX_BYTES",
    "MAX_PROBLEMS",
    "UNREADABLE",
    "SourceFile",
    "above",
    "load",
    "parse_catalog",
    "read",
    "read_catalog",
    "read_foreign",
    "resolve_plain",
]

UNREADABLE: Final = frozenset({"L001", "L009"})
"""What keeps files from being read, whatever stands in them."""


def load(files: Iterable[SourceFile]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Turn sources into documents, in the order of their paths, with every problem of every file."""
    sources = sorted(files, key=lambda source: source.path)
    if not has_libyaml():
        return (), (_problem(".", "L009", "PyYAML has no libyaml"),)
    if not sources:
        return (), (_problem(".", "L004", "the spec folder holds no provider"),)
    documents: list[Document] = []
    problems: list[Problem] = []
    for source in sources:
        document, found = _document(source)
        if document:
            documents.append(document)
        problems.extend(_first(found))
    return tuple(documents), tuple(problems)


def _problem(path: str, code: str, message: str) -> Problem:
    return Problem(Position(path), code, message, HELP[code])


def _first(problems: list[Problem]) -> list[Problem]:
    """Sort the problems of a file and cut the list where it no longer helps."""
    problems.sort()
    if len(problems) <= MAX_PROBLEMS:
        return problems
    message = f"more problems from here on: the first {MAX_PROBLEMS} are told"
    last = Problem(problems[MAX_PROBLEMS].position, "L043", message, HELP["L043"])
    return [*problems[:MAX_PROBLEMS], last]


def _document(source: SourceFile) -> tuple[Document | None, list[Problem]]:
    path, kind, content = source.path, source.kind, source.content
    if content is MISSING:
        return None, [
            _problem(path, "L003", f"the provider folder {source.provider} has no provider.yaml")
        ]
    if isinstance(content, str):
        problem = _problem(path, "L001", f"cannot be read: {content}")
        return None, [problem if path != "." else replace(problem, help=NO_FOLDER)]
    if kind is None:
        return None, [_problem(path, "L002", "nothing reads this file")]
    if len(content) > MAX_BYTES:
        return None, [_problem(path, "L005", f"the file is larger than {MAX_BYTES // 1024:,} KiB")]
    text, problems = _text(content, path)
    if text is None:
        return None, problems
    lines = tuple(_lines(text))
    builder = Builder(path, text, lines)
    root = builder.build()
    problems += builder.problems
    if root is None:
        return None, problems
    notes = comments(path, lines, builder.text_spans) if builder.addressed else ()
    return Document(path, kind, source.provider, root, lines, notes), problems


_BREAK = re.compile(r"\r\n|\r|\n")
# C0 but tab and line breaks, DEL, C1, and what is no character: refused wherever it stands
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def _lines(text: str) -> list[str]:
    return _BREAK.split(text) if "\r" in text else text.split("\n")


def _text(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """Decode a file; control characters are told, one a line, and replaced."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = _lines(data[: error.start].decode("utf-8").removeprefix("\ufeff"))
        shown = _lines(data.decode("utf-8", "replace").removeprefix("\ufeff"))[len(before) - 1]
        where = Position(path, len(before), len(before[-1]) + 1)
        message = f"the byte 0x{data[error.start]:02X} is not UTF-8"
        problem = Problem(where, "L006", message, HELP["L006"], _CONTROL.sub(_REPLACEMENT, shown))
        return None, [problem]
    if not _CONTROL.search(text):
        return text, []
    clean = _CONTROL.sub(_REPLACEMENT, text)
    problems: list[Problem] = []
    for number, (line, shown) in enumerate(zip(_lines(text), _lines(clean), strict=True), 1):
        if len(problems) <= MAX_PROBLEMS and (found := _CONTROL.search(line)):
            where = Position(path, number, found.start() + 1)
            message = f"the control character U+{ord(found.group()):04X} in the file"
            problems.append(Problem(where, "L007", message, HELP["L007"], shown))
    return clean, problems
