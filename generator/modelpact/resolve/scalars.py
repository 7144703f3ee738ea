"""Single values of a pact: bounds, counts, ratios, and the names of their types."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from modelpact import ir
from modelpact.document import MappingNode, ScalarNode, SequenceNode
from modelpact.resolve.context import scalar

_WORDS: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def bounds(node: MappingNode, whole: bool = False) -> ir.Range:
    """Read JSON Schema's bounds. For whole numbers, a bound such as 1e3 becomes 1000."""

    def bound(key: str) -> int | float | None:
        value = scalar(node, key)
        return int(value) if isinstance(value, float) and value.is_integer() and whole else value

    return ir.Range(
        minimum=bound("minimum"),
        maximum=bound("maximum"),
        exclusive_minimum=bound("exclusiveMinimum"),
        exclusive_maximum=bound("exclusiveMaximum"),
        multiple_of=bound("multipleOf"),
    )


def whole(value: Any) -> int | None:
    """Return a count as an int (a schema takes 2.0 for an integer), or None."""
    return None if value is None else int(value)


def spell(value: ir.Scalar) -> str:
    """Spell a scalar as the key of a map would."""
    return value if isinstance(value, str) else ir.Json.of(value).text


def type_names(value: ir.Value) -> tuple[str, ...]:
    """Return JSON's names of the types of a value."""
    names = {
        ir.Null: "null",
        ir.Boolean: "boolean",
        ir.Integer: "integer",
        ir.Number: "number",
        ir.String: "string",
        ir.Array: "array",
        ir.Object: "object",
    }
    return tuple(names[type(kind)] for kind in value.kinds)


def scalars(node: SequenceNode) -> tuple[ScalarNode, ...]:
    """Return the items of a list that are scalars."""
    return tuple(item for item in node.items if isinstance(item, ScalarNode))


def all_are(values: tuple[ScalarNode, ...] | None, types: type | tuple[type, ...]) -> bool:
    """Tell whether there are values, each of these types; true and false are no numbers."""
    return bool(values) and all(
        isinstance(value.value, types) and not isinstance(value.value, bool)
        for value in values or ()
    )


def is_named(value: ir.Scalar, name: str) -> bool:
    """Tell whether a scalar is of the type that JSON Schema calls so."""
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, _WORDS.get(name, ()))


def ratio_of(text: str | None) -> tuple[int, int] | None:
    """Read a ratio such as 16:9."""
    if not text:
        return None
    first, _, second = text.partition(":")
    return int(first), int(second)
