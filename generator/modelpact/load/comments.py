"""Comments that speak to this program. libyaml drops comments, so they are looked for between its events."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Final

from modelpact.document import Comment
from modelpact.errors import Position

ADDRESS: Final = "modelpact"
Span = tuple[tuple[int, int], tuple[int, int]]
"""Where a text begins and where what follows it begins, as (line, column) from 0."""

# YAML has a comment begin where a line does, or after white space
_SIGN = re.compile(r"(?:^|(?<=[ \t]))#")
_ADDRESSED = re.compile(rf"#+[ \t]*{ADDRESS}[ \t]*:")


def span(event: Any) -> Span:
    """Return where in a text in quotes or in a block a # is none of a comment."""
    start, end = event.start_mark, event.end_mark
    # a comment may follow the | or > that a block begins with
    begin = (start.line + 1, 0) if event.style in ("|", ">") else (start.line, start.column)
    return begin, (end.line, end.column)


def comments(path: str, lines: Sequence[str], texts: Sequence[Span]) -> tuple[Comment, ...]:
    """Return the comments that begin with ``modelpact:``; ``texts`` are the spans, in the order of the file."""
    begins = [begin for begin, _ in texts]
    found: list[Comment] = []
    below = len(lines)  # the next line that is neither empty nor a comment
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if ADDRESS in line:
            column = _sign(number, line, texts, begins)
            if column >= 0 and _ADDRESSED.match(line, column):
                about = number + 1 if line[:column].strip() else below
                found.append(
                    Comment(line[column:].rstrip(), Position(path, number + 1, column + 1), about)
                )
        if line.strip() and not line.lstrip().startswith("#"):
            below = number + 1
    return tuple(reversed(found))


def _sign(number: int, line: str, texts: Sequence[Span], begins: list[tuple[int, int]]) -> int:
    """Return the column at which a line's comment begins, or -1."""
    for sign in _SIGN.finditer(line):
        place = (number, sign.start())
        before = bisect_right(begins, place) - 1
        if before < 0 or place >= texts[before][1]:
            return sign.start()
    return -1
