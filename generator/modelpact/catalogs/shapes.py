"""How nodes of the catalogue are spelled as JSON: each shape says it once, for writing and for reading.

``read`` undoes ``write``; what it is given fits ``catalog.schema.json``, and it does not look again. Whatever knows
its place is given ``origin``.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Protocol

from modelpact.errors import Position


class Shape(Protocol):
    """One kind of node."""

    def write(self, node: Any) -> Any:
        """Return plain data."""

    def read(self, data: Any, origin: Position) -> Any:
        """Return the node."""


@dataclass(frozen=True, slots=True)
class Spelled:
    """A node without a place of its own, by two functions that undo one another."""

    write: Callable[[Any], Any]
    parse: Callable[[Any], Any]

    def read(self, data: Any, origin: Position) -> Any:
        return self.parse(data)


def _same(value: Any) -> Any:
    return value


PLAIN: Final = Spelled(_same, _same)
"""A text, a number, a boolean or null, as it is."""

PLAINS: Final = Spelled(list, tuple)
"""A list of these."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list of nodes of one shape."""

    item: Shape

    def write(self, node: Any) -> Any:
        write = self.item.write
        return [write(item) for item in node]

    def read(self, data: Any, origin: Position) -> Any:
        read = self.item.read
        return tuple([read(item, origin) for item in data])


def pair(first: str, second: str) -> Many:
    """A list of pairs, each as an object of two members."""
    return Many(
        Spelled(
            lambda node: {first: node[0], second: node[1]}, lambda data: (data[first], data[second])
        )
    )


@dataclass(frozen=True, slots=True)
class Later:
    """A shape that is made further down in its module."""

    shape: Callable[[], Shape]

    def write(self, node: Any) -> Any:
        return self.shape().write(node)

    def read(self, data: Any, origin: Position) -> Any:
        return self.shape().read(data, origin)


# --- records: a class and its fields -------------------------------------------------------------

_ALWAYS: Final = object()
_DEFAULT: Final = object()


class Part(Protocol):
    """What a record holds: one field of a class or several, under one key or several."""

    def put(self, node: Any, data: dict[str, Any]) -> None:
        """Write what the part is about."""

    def take(self, data: dict[str, Any], origin: Position, fields: dict[str, Any]) -> None:
        """Read it; a field that is left out has its default."""


@dataclass(frozen=True, slots=True)
class Member:
    """A field under its key; where it is ``absent``, the key is left out."""

    key: str
    shape: Shape
    field: str
    absent: Any

    def put(self, node: Any, data: dict[str, Any]) -> None:
        value = getattr(node, self.field)
        if value != self.absent:
            data[self.key] = self.shape.write(value)

    def take(self, data: dict[str, Any], origin: Position, fields: dict[str, Any]) -> None:
        if self.key in data:
            fields[self.field] = self.shape.read(data[self.key], origin)
        elif self.absent is not _DEFAULT:
            fields[self.field] = self.absent


@dataclass(frozen=True, slots=True)
class Inline:
    """A field whose members stand among those of the record."""

    field: str
    shape: Shape

    def put(self, node: Any, data: dict[str, Any]) -> None:
        data.update(self.shape.write(getattr(node, self.field)))

    def take(self, data: dict[str, Any], origin: Position, fields: dict[str, Any]) -> None:
        fields[self.field] = self.shape.read(data, origin)


class Nested:
    """Some fields as an object of their own, which is left out where it is empty."""

    def __init__(self, key: str, *parts: Part) -> None:
        self.key, self.parts = key, parts

    def put(self, node: Any, data: dict[str, Any]) -> None:
        inner: dict[str, Any] = {}
        for part in self.parts:
            part.put(node, inner)
        if inner:
            data[self.key] = inner

    def take(self, data: dict[str, Any], origin: Position, fields: dict[str, Any]) -> None:
        for part in self.parts:
            part.take(data.get(self.key, {}), origin, fields)


def always(key: str, shape: Shape = PLAIN, field: str = "") -> Member:
    """A field that is always written; its name is the key's, in the spelling of Python."""
    return Member(key, shape, field or _snake(key), _ALWAYS)


def maybe(key: str, shape: Shape = PLAIN, field: str = "", absent: Any = _DEFAULT) -> Member:
    """A field that is left out where it is ``absent``: where not said, the default of its class."""
    return Member(key, shape, field or _snake(key), absent)


def _snake(key: str) -> str:
    return re.sub("[A-Z]", lambda found: f"_{found.group().lower()}", key)


class Record:
    """A class of the catalogue: its fields, in the order in which they are written."""

    def __init__(self, cls: type[Any], *parts: Part) -> None:
        self.cls = cls
        defaults = {field.name: field.default for field in dataclasses.fields(cls)}
        self.parts = tuple(_completed(part, defaults) for part in parts)
        self.is_placed = "origin" in defaults

    def write(self, node: Any) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for part in self.parts:
            part.put(node, data)
        return data

    def read(self, data: Any, origin: Position, **more: Any) -> Any:
        """Return the node; ``more`` are fields that do not stand in it."""
        for part in self.parts:
            part.take(data, origin, more)
        if self.is_placed:
            more["origin"] = origin
        return self.cls(**more)


def _completed(part: Part, defaults: dict[str, Any]) -> Part:
    """Let a field be left out where it has the default of its class."""
    if isinstance(part, Member) and part.absent is _DEFAULT:
        if defaults[part.field] is dataclasses.MISSING:
            raise ValueError(f"{part.field} has no default: say when it is absent")
        return dataclasses.replace(part, absent=defaults[part.field])
    return part


class Union:
    """One of several records, told apart by a word at ``tag``; a record that holds the tag stands under each word."""

    def __init__(self, tag: str, cases: dict[str, Record]) -> None:
        self.tag, self.cases = tag, cases
        self.words = {record.cls: word for word, record in cases.items()}

    def write(self, node: Any) -> dict[str, Any]:
        word = self.words[type(node)]
        return {self.tag: word, **self.cases[word].write(node)}

    def read(self, data: Any, origin: Position) -> Any:
        return self.cases[data[self.tag]].read(data, origin)
