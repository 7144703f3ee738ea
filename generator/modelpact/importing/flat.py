"""What is known of one value, whatever schemas say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from modelpact.importing.schema import Schema

SCALARS = (str, int, float, bool, type(None))
TYPES: Final[tuple[str, ...]] = (
    "string",
    "integer",
    "number",
    "boolean",
    "object",
    "array",
    "null",
)
COUNTS: Final = ("minLength", "maxLength", "minItems", "maxItems")
NUMBERS: Final = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    "string": ("minLength", "maxLength", "pattern", "image"),
    "integer": NUMBERS,
    "number": NUMBERS,
    "array": ("items", "minItems", "maxItems"),
    "object": ("properties", "required", "additionalProperties"),
}
"""Which constraints say something about which type."""


@dataclass(slots=True)
class Union:
    """Alternatives of a value; ``one``: exactly one of them holds. ``comment`` is what a rule says of itself."""

    branches: list[Schema]
    one: bool
    at: str
    discriminator: dict[str, Any] | None = None
    comment: str = ""


@dataclass(slots=True)
class Condition:
    """Where ``when`` holds so does ``then``, else ``other``."""

    when: Schema
    then: Schema | None
    other: Schema | None
    at: str
    comment: str = ""


@dataclass(slots=True)
class Flat:
    """What is known of a value. ``types`` None is any; ``properties`` hold every schema of a member."""

    at: str
    types: set[str] | None = None
    enum: list[Any] | None = None
    never: bool = False
    nullable: str = ""
    facets: dict[str, Any] = field(default_factory=dict)
    patterns: dict[str, str] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)
    prose: dict[str, Any] = field(default_factory=dict)
    examples: list[Any] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    properties: dict[str, list[Schema]] = field(default_factory=dict)
    required: dict[str, str] = field(default_factory=dict)
    items: list[Schema] = field(default_factory=list)
    closed: bool = False
    unions: list[Union] = field(default_factory=list)
    conditions: list[Condition] = field(default_factory=list)
    nots: list[tuple[Schema, str]] = field(default_factory=list)
    contains: list[tuple[Schema, int | None, int | None, str]] = field(default_factory=list)


def both(one: set[str], two: set[str]) -> set[str]:
    """The types that two lists of types have in common."""
    found = one & two
    if ("integer" in one and "number" in two) or ("number" in one and "integer" in two):
        found |= {"integer"}
    return found


def among(item: Any, items: list[Any]) -> bool:
    """Tell whether a value is one of these."""
    return any(same(item, other) for other in items)


def same(one: Any, two: Any) -> bool:
    """Compare as JSON does: 1 is 1.0, and true is no number."""
    return bool(one == two) and isinstance(one, bool) == isinstance(two, bool)


def is_type(item: Any, name: str) -> bool:
    """Tell whether a scalar is of a JSON type."""
    if isinstance(item, bool):
        return name == "boolean"
    match item:
        case None:
            return name == "null"
        case str():
            return name == "string"
        case int():
            return name in ("integer", "number")
        case float():
            return name == "number" or (name == "integer" and item.is_integer())
    return False
