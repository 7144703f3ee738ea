"""Texts that match a pattern of the portable subset, from its own pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_QUANTIFIER: Final = re.compile(r"([?*+])|\{(\d+)(,?)(\d*)\}")
_MOST: Final = 40
_PLAIN: Final = "aA0 -_!\u00e9"


def matches(pattern: str, lengths: tuple[int, ...]) -> list[str]:
    """Return texts that match in whole: the shortest of each alternative, and others of these lengths."""
    repeats = dict.fromkeys(
        (0, 1, *(n for length in lengths for n in range(length - 3, length + 1)))
    )
    bare = pattern.removeprefix("^").removesuffix("$")
    whole = re.compile(pattern)
    found: list[str] = []
    for count in repeats:
        for text in _Reader(bare, count).alternatives():
            wanted = count < 2 or len(text) in lengths
            if wanted and text not in found and whole.fullmatch(text):
                found.append(text)
    return found


class _Reader:
    """Reads a pattern and writes what it matches; what may repeat is repeated so often."""

    def __init__(self, pattern: str, count: int) -> None:
        self._pattern, self._count, self._at = pattern, count, 0

    def alternatives(self) -> list[str]:
        texts, current = [], ""
        while self._at < len(self._pattern) and self._pattern[self._at] != ")":
            if self._pattern[self._at] == "|":
                self._at += 1
                texts.append(current)
                current = ""
            else:
                current += self._repeated(self._piece())
        return [*texts, current]

    def _piece(self) -> str:
        char = self._pattern[self._at]
        self._at += 1
        if char == "(":
            self._at += 2 * self._pattern.startswith("?:", self._at)
            inner = self.alternatives()[0]
            self._at += 1
            return inner
        if char == "[":
            start = self._at - 1
            while self._pattern[self._at] != "]" or self._at == start + 1:
                self._at += 1 + (self._pattern[self._at] == "\\")
            self._at += 1
            return next(_of_class(self._pattern[start : self._at]), "")
        if char == "\\":
            self._at += 1
            return {"n": "\n", "t": "\t"}.get(
                self._pattern[self._at - 1], self._pattern[self._at - 1]
            )
        return char

    def _repeated(self, piece: str) -> str:
        found = _QUANTIFIER.match(self._pattern, self._at)
        if not found:
            return piece
        self._at = found.end()
        sign, least, comma, most = found.groups()
        low = int(least) if least else {"?": 0, "*": 0, "+": 1}[sign]
        high = 1 if sign == "?" else int(most or (low if least and not comma else _MOST))
        return piece * max(low, min(high, self._count))


def _of_class(chars: str) -> Iterator[str]:
    """Yield characters of a class: those that it names, else whatever it takes."""
    class_ = re.compile(chars)
    return (char for char in chars[1:-1] + _PLAIN if class_.fullmatch(char))
