"""A spec file as plain data in which every node knows its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from modelpact.errors import Position, Problem

DocumentKind = Literal["provider", "family", "model", "changelog"]


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """A text, number, boolean or null."""

    value: str | int | float | bool | None
    position: Position


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list of nodes."""

    items: tuple[Node, ...]
    position: Position


@dataclass(frozen=True, slots=True)
class MappingNode:
    """Nodes by key, in the order of the file; ``keys`` holds the place of each key. Never changed once built."""

    entries: dict[str, Node]
    keys: dict[str, Position]
    position: Position


Node = ScalarNode | SequenceNode | MappingNode


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment that speaks to this program, from its ``#`` to the end of the line.

    ``about`` is the line that it is about: its own, or the next one that says something where it stands alone.
    """

    text: str
    position: Position
    about: int


@dataclass(frozen=True, slots=True)
class Document:
    """One spec file. ``path`` is relative to the spec folder, with forward slashes; ``lines`` serve excerpts.

    ``provider`` is the name of the folder below the spec folder that the file lies in.
    """

    path: str
    kind: DocumentKind
    provider: str
    root: MappingNode
    lines: tuple[str, ...]
    comments: tuple[Comment, ...] = ()

    def problem(self, position: Position, code: str, message: str, help: str = "") -> Problem:
        """Make a problem of this document, with the source line at ``position``."""
        return Problem(position, code, message, help, excerpt(self.lines, position))


def excerpt(lines: tuple[str, ...], position: Position) -> str:
    """Return the source line at a place, or an empty text past the end."""
    return lines[position.line - 1] if 0 < position.line <= len(lines) else ""


def plain(node: Node) -> Any:
    """Turn nodes into dicts, lists and scalars."""
    match node:
        case ScalarNode(value):
            return value
        case SequenceNode(items):
            return [plain(item) for item in items]
        case MappingNode(entries):
            return {key: plain(value) for key, value in entries.items()}


def place(node: Node, path: Iterable[str | int], *, key: bool = False) -> Position:
    """Return where the node at ``path`` stands, or the nearest one above it; ``key``: where its key stands."""
    position = node.position
    for step in path:
        if isinstance(node, MappingNode) and isinstance(step, str) and step in node.entries:
            position = node.keys[step]
            node = node.entries[step]
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            position = node.position
        else:
            return position
    return position if key else node.position
