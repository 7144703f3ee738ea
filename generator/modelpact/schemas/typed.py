"""What the strictest readers of schemas ask for: a type beside each keyword that is about one, no lists of types, and
each required member among the properties. It changes no verdict.
"""

from __future__ import annotations

from typing import Any

from modelpact import ir
from modelpact.places import find
from modelpact.schemas.reading import ANY, Schema, both, inside

_ABOUT = {
    **dict.fromkeys(("properties", "required", "additionalProperties"), "object"),
    **dict.fromkeys(("items", "prefixItems", "minItems", "maxItems"), "array"),
    **dict.fromkeys(("contains", "minContains", "maxContains"), "array"),
    **dict.fromkeys(("pattern", "minLength", "maxLength"), "string"),
    **dict.fromkeys(("minimum", "maximum", "multipleOf"), "number"),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), "number"),
}
"""The type that a keyword is about."""

_LISTS = ("allOf", "anyOf")


def typed(schema: Schema, value: ir.Value | None, known: str = "") -> Schema:
    """Write out types. ``value`` is what the catalogue lets stand there, ``known`` the type that is said around it."""
    if isinstance(schema, bool):
        return schema
    names = schema.get("type", known)
    if isinstance(names, list) and not (len(names) == 2 and "null" in names):
        return _any_of(schema, names, value)
    name = names if isinstance(names, str) else next(n for n in names if n != "null")
    made = _inside(schema, value, name)
    if "required" in made:
        named = made.get("properties", {})
        made["properties"] = named | {step: ANY for step in schema["required"] if step not in named}
    here = _group(name)
    plain = {key: item for key, item in made.items() if _ABOUT.get(key, here) == here}
    if "type" in schema:  # what is about another type says nothing
        return plain
    others = dict.fromkeys(_ABOUT[key] for key in made if key not in plain)
    return both(plain, *(_beside(made, kind, value) for kind in others)) if others else made


def _beside(schema: dict[str, Any], kind: str, value: ir.Value | None) -> Schema:
    """Say what is about another type than the one that is known here."""
    found = {"type": kind} | {key: i for key, i in schema.items() if _ABOUT.get(key) == kind}
    return found if _only(value, kind) else {"if": {"type": kind}, "then": found}


def _inside(schema: dict[str, Any], value: ir.Value | None, known: str) -> dict[str, Any]:
    def change(below: Schema, step: str | None) -> Schema:
        if step is None:
            return typed(below, value, known)
        return typed(below, find(value, (step,)) if value else None)

    return inside(schema, change)


def _any_of(schema: dict[str, Any], names: list[str], value: ir.Value | None) -> Schema:
    """Part a schema of several types by them; what is about no type stays."""
    kept = {key: item for key, item in schema.items() if key not in _ABOUT and key != "type"}
    each = [
        {"type": name} | {key: i for key, i in schema.items() if _ABOUT.get(key) == _group(name)}
        for name in names
    ]
    parted = {"anyOf": [typed(one, value) for one in each]}
    shared = _inside({key: kept.pop(key) for key in _LISTS if key in kept}, value, "")
    return {**kept, "allOf": [parted, shared]} if shared else {**kept, **parted}


def _group(name: str) -> str:
    return "number" if name == "integer" else name


_KINDS = {
    "object": ir.Object,
    "array": ir.Array,
    "string": ir.String,
    "number": ir.Integer | ir.Number,
}


def _only(value: ir.Value | None, name: str) -> bool:
    """Tell whether values of no other type are accepted here."""
    return (
        value is not None
        and bool(value.kinds)
        and not value.tolerated
        and all(
            isinstance(kind, _KINDS[name]) and not getattr(kind, "numeric_text", False)
            for kind in value.kinds
        )
    )
