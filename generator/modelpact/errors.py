"""What can be wrong with a spec, as values: a place, a code, a sentence and a mend."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]
"""A note never changes an exit code: what only the passing of time brings up is one."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a spec file; ``path`` is relative to the spec folder, lines and columns count from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding. ``excerpt`` is the source line at ``position``; ``help`` says how to mend it."""

    position: Position
    code: str
    message: str
    help: str = ""
    excerpt: str = ""
    level: Level = "error"


@dataclass(frozen=True, slots=True, order=True)
class Suppressed:
    """A finding that a comment in the pact says to pass over: why, and until when (ISO date)."""

    problem: Problem
    reason: str
    until: str


class Unreadable(Exception):
    """There is nothing to read at the place that was named: why, and how to mend it."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.help = help
