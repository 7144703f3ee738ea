"""Days: when evidence was read, and when a model comes and goes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date
from typing import Final

from modelpact.document import Document, MappingNode, Node, ScalarNode, SequenceNode
from modelpact.errors import Problem

Found = Iterator[Problem]

_DATA: Final = frozenset(
    {"default", "examples", "enum", "const", "arguments", "constants", "tolerated"}
)
"""Keys below which stands what requests hold, and not what is said of it."""
_STAGES: Final = ("released", "deprecated", "retires")


def _day(node: Node | None) -> date | None:
    """Return the day that a node names, or None where there is no such day."""
    if isinstance(node, ScalarNode) and isinstance(node.value, str):
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            return None
    return None


def _read(node: Node) -> Iterator[ScalarNode]:
    """Yield every ``read`` of a source or an evidence."""
    if isinstance(node, SequenceNode):
        for item in node.items:
            yield from _read(item)
    elif isinstance(node, MappingNode):
        for key, value in node.entries.items():
            if key in ("source", "evidence") and isinstance(value, MappingNode):
                read = value.entries.get("read")
                if isinstance(read, ScalarNode):
                    yield read
            if key not in _DATA:
                yield from _read(value)


def _lifecycle(document: Document) -> dict[str, ScalarNode]:
    node = document.root.entries.get("lifecycle")
    entries = node.entries if isinstance(node, MappingNode) else {}
    return {key: value for key, value in entries.items() if isinstance(value, ScalarNode)}


def impossible(documents: tuple[Document, ...]) -> Found:
    """W002"""
    for document in documents:
        life = _lifecycle(document)
        staged = [(stage, life[stage]) for stage in _STAGES if stage in life]
        for node in (*_read(document.root), *(node for _, node in staged)):
            if _day(node) is None:
                yield Problem(
                    node.position,
                    "W002",
                    f"{node.value} is no day of the calendar",
                    "Mend the date; it is YEAR-MONTH-DAY.",
                    level="warning",
                )
        days = [(stage, day, node) for stage, node in staged if (day := _day(node))]
        for (first, before, _), (second, after, node) in itertools.pairwise(days):
            if after < before:
                yield Problem(
                    node.position,
                    "W002",
                    f"{second} is {after}, before {first}, which is {before}",
                    "Mend one of the two: a model is released, then deprecated, then it retires.",
                    level="warning",
                )


def old(documents: tuple[Document, ...], as_of: date, older_than: int) -> Found:
    """W001"""
    for document in documents:
        for node in _read(document.root):
            day = _day(node)
            if day is not None and (as_of - day).days > older_than:
                yield Problem(
                    node.position,
                    "W001",
                    f"read on {day}, {(as_of - day).days} days before {as_of}",
                    f"Read the source again and set the date; {older_than} days are asked for.",
                    level="note",
                )


_BEFORE: Final = {
    "deprecated": ("preview", "current"),
    "retires": ("preview", "current", "deprecated"),
}


def passed(documents: tuple[Document, ...], as_of: date) -> Found:
    """W003"""
    for document in documents:
        life = _lifecycle(document)
        status = life["status"].value if "status" in life else "current"
        for stage, earlier in _BEFORE.items():
            day = _day(life.get(stage))
            if day is not None and day <= as_of and status in earlier:
                yield Problem(
                    life[stage].position,
                    "W003",
                    f"{stage} was {day}, and the model is still {status} on {as_of}",
                    "Look the model up, and set `status` or mend the date.",
                    level="note",
                )
