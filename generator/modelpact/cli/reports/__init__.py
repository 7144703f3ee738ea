"""Findings for other programs: plain data in, text out. Each format is a module."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

_TOKEN: Final = re.compile(r"""\"[^"]*\"|'[^']*'|[^\s,:\[\]{}]+""")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. ``path`` is as the reader would type it, with forward slashes; line and column count from 1.

    ``failing``: whether it makes the run fail. ``suppressed`` is the reason where a comment passes it over.
    """

    path: str
    line: int
    column: int
    code: str
    level: Literal["error", "warning", "note"]
    message: str
    help: str = ""
    excerpt: str = ""
    failing: bool = False
    suppressed: str = ""

    @property
    def end(self) -> int:
        """The column behind what stands at the place, as far as the source line tells."""
        token = _TOKEN.match(self.excerpt, self.column - 1)
        return max(token.end() + 1 if token else 0, self.column + 1)


def printable(text: str, *kept: str) -> str:
    """Spell out every character that is none to print, but ``kept``: no format has them all."""
    return "".join(
        (
            char
            if char.isprintable() or char in kept
            else char.encode("unicode_escape").decode("ascii")
        )
        for char in text
    )
