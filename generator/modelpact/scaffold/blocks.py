"""Plain data as the text of a pact: what is short stands in one line, what is long in blocks.

What is printed reads back as the same data by the strict reader, given data that a pact can hold: texts without
control characters, keys that can be seen, numbers that every target can write.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any, Final

from modelpact.flow import flow, scalar

WIDTH: Final = 110
_OPEN: Final = frozenset({"operations", "parameters", "uses", "layouts", "rules"})
"""Keys whose entries stand one below the other, however short they are."""


def blocks(data: Mapping[str, Any], margin: int = 0, *, flat: bool = True) -> Iterator[str]:
    """Yield the lines of a mapping; ``flat``: what fits into a line is written as one."""
    pad = " " * margin
    for key, value in data.items():
        head = f"{pad}{scalar(key)}:"
        line = f"{head} {flow(value)}"
        match value:
            case str():
                yield from _text(head, value, margin)
            case dict() | list() if value and not _short(key, value, line, flat):
                yield head
                below = (
                    blocks(value, margin + 2)
                    if isinstance(value, dict)
                    else _items(value, margin + 2)
                )
                yield from below
            case _:
                yield line


def _short(key: str, value: Any, line: str, flat: bool) -> bool:
    return (
        flat
        and key not in _OPEN
        and len(line) <= WIDTH
        and "\n" not in line
        and _depth(value) <= 3
        and not any(isinstance(item, dict) for item in value if isinstance(value, list))
    )


def _depth(value: Any) -> int:
    """How many brackets lie within one another."""
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, below), default=0) if isinstance(value, dict | list) else 0


def _items(values: list[Any], margin: int) -> Iterator[str]:
    pad = " " * margin
    for value in values:
        line = f"{pad}- {flow(value)}"
        if isinstance(value, dict) and value and (len(line) > WIDTH or _depth(value) > 3):
            first, *rest = blocks(value, margin + 2)
            yield f"{pad}- {first[margin + 2 :]}"
            yield from rest
        elif isinstance(value, list) and len(line) > WIDTH:
            yield f"{pad}-"
            yield from _items(value, margin + 2)
        else:
            yield line


_LITERAL: Final = re.compile(r"[^\s#][^\n]*(?:\n[^\n]*)*\n?")


def _text(head: str, text: str, margin: int) -> Iterator[str]:
    """Yield a text: plain where it can be, over several lines where it is long, as a block where it has lines."""
    pad = " " * (margin + 2)
    plain = scalar(text)
    if "\n" in text and _is_literal(text):
        yield f"{head} {'|' if text.endswith(chr(10)) else '|-'}"
        for line in text.removesuffix("\n").split("\n"):
            yield pad + line if line else ""
    elif plain != text or len(head) + 1 + len(text) <= WIDTH or not _folds(text):
        yield f"{head} {plain}"
    else:
        lines = textwrap.wrap(
            text,
            WIDTH - margin,
            initial_indent=f"{head.lstrip()} ",
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        yield from (" " * margin + line for line in lines)


def _is_literal(text: str) -> bool:
    """Tell whether a text keeps its every character as a block."""
    return (
        bool(_LITERAL.fullmatch(text))
        and not text.endswith("\n\n")
        and all(line.isprintable() for line in text.split("\n"))
        and any(line.strip() for line in text.split("\n"))
    )


def _folds(text: str) -> bool:
    """Tell whether a text may be broken at its spaces: each stands alone, and no word would begin a comment."""
    words = text.split(" ")
    return text.split() == words and not any(word[0] in "#-?:&*!|>%@`" for word in words)
