"""Schemas of a document with the place of each, references followed, and what could not be carried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from urllib.parse import unquote

from modelpact import places
from modelpact.errors import Unreadable


class Lost(NamedTuple):
    """Something that pacts do not say as the document does: its JSON pointer there, and why."""

    pointer: str
    reason: str


class Unsayable(Exception):
    """The grammar of rules has no words for a part of a schema; carries the reason."""


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema, its JSON pointer, and the references that led to it."""

    value: Any
    at: str
    trail: tuple[str, ...] = ()

    def child(self, *steps: str | int) -> Schema:
        """The schema below; its steps are there."""
        value, at = self.value, self.at
        for step in steps:
            value, at = value[step], f"{at}/{escaped(str(step))}"
        return Schema(value, at, self.trail)

    def children(self, key: str) -> Iterator[Schema]:
        """The schemas of a list; none where there is no list."""
        found = self.value.get(key)
        for number in range(len(found) if isinstance(found, list) else 0):
            yield self.child(key, number)

    def members(self, key: str) -> dict[str, Schema]:
        """The schemas of a mapping; none where there is no mapping."""
        found = self.value.get(key)
        return {name: self.child(key, name) for name in found} if isinstance(found, dict) else {}


def mapping(value: Any) -> dict[str, Any]:
    """A mapping of a document, or an empty one where something else stands."""
    return value if isinstance(value, dict) else {}


def escaped(step: str) -> str:
    """Spell a step of a JSON pointer."""
    return step.replace("~", "~0").replace("/", "~1")


@dataclass(slots=True)
class Source:
    """A document, and the findings about it. ``old`` is OpenAPI 3.0, whose schemas have words of their own."""

    document: Any
    old: bool = False
    losses: dict[Lost, None] = field(default_factory=dict)
    bases: set[str] = field(default_factory=set)
    """References to schemas that others extend: their heirs were taken in already."""
    memo: dict[str, Any] = field(default_factory=dict)
    """What was read of the whole document once."""
    steps: int = 0
    """How many values of an answer may still be looked into."""

    def lose(self, at: str, reason: str) -> None:
        """Note what could not be carried, once."""
        self.losses[Lost(at, reason)] = None

    def followed(self, schema: Schema) -> Schema | None:
        """Follow a ``$ref``; None where that leads nowhere, out of the document, or back to where it came from."""
        for _ in range(100):
            ref = schema.value.get("$ref") if isinstance(schema.value, dict) else None
            if not isinstance(ref, str):
                return schema
            if ref in schema.trail:
                if ref in self.bases:
                    return None
                self.lose(schema.at, f"{ref} refers to itself: what lies deeper is not described")
                return None
            found = self.target(ref, schema.at)
            if found is None:
                return None
            schema = Schema(found.value, found.at, (*schema.trail, ref))
        raise Unreadable(f"{schema.at}: a chain of references without an end")

    def heirs(self, base: str) -> list[str]:
        """The named schemas that extend another one."""
        schemas = mapping(mapping(self.document.get("components")).get("schemas"))
        return [
            name
            for name, schema in schemas.items()
            if isinstance(schema, dict)
            and any(
                isinstance(part, dict) and part.get("$ref") == base
                for part in schema.get("allOf") or ()
            )
        ]

    def target(self, ref: str, at: str) -> Schema | None:
        """What a local reference names; another one is not fetched."""
        if not ref.startswith("#"):
            self.lose(at, f"{ref} lies in another document, and none is fetched")
            return None
        if ref != "#" and not ref.startswith("#/"):
            self.lose(at, f"{ref} names an anchor, and none is followed")
            return None
        value = self.document
        steps = places.steps(unquote(ref[1:]))
        for step in steps:
            if isinstance(value, dict) and step in value:
                value = value[step]
            elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
                value = value[int(step)]
            else:
                self.lose(at, f"{ref} leads nowhere")
                return None
        return Schema(value, "".join(f"/{escaped(step)}" for step in steps))
