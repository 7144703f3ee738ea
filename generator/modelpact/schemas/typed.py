"""What the strictest readers of schemas ask for: a type beside each keyword that is about one, no lists of types, and
each required member among the properties. It changes no verdict.
"""

from __future__ import annotations

from typing import Any

from modelpact import ir
from modelpact.places import find
from modelpact.schemas.reading import ANY, Schema

_ABOUT = {
    **dict.fromkeys(("properties", "required", "additionalProperties"), "object"),
    **dict.fromkeys(("items", "prefixItems", "minItems", "maxItems"), "array"),
    **dict.fromkeys(("contains", "minContains", "maxContains"), "array"),
    **dict.fromkeys(("pattern", "minLength", "maxLength"), "string"),
    **dict.fromkeys(("minimum", "maximum", "multipleOf"), "number"),
    **dict.fromkeys(("exclusiveMinimum", "exclusiveMaximum"), "number"),
}
"""The type that a keyword is about."""

_HERE = ("allOf", "anyOf", "if", "then", "not")
"""Keywords whose schemas are about the same value."""

_LISTS = ("allOf", "anyOf")


def typed(schema: Schema, value: ir.Value | None, known: str = "") -> Schema:
    """Write out types. ``value`` is what the catalogue lets stand there, ``known`` the type that is said around it."""
    if isinstance(schema, bool):
        return schema
    names = schema.get("type", known)
    if isinstance(names, list) and not (len(names) == 2 and "null" in names):
        return _any_of(schema, names, value)
    name = names if isinstance(names, str) else next(n for n in names if n != "null")
    made = {key: _inside(key, item, value, name) for key, item in schema.items()}
    if "required" in made:
        missing = dict.fromkeys(schema["required"], ANY)
        made["properties"] = {**made.get("properties", {}), **missing, **made.get("properties", {})}
    about = {_ABOUT[key] for key in made if key in _ABOUT} - {_group(name)}
    if not about:
        return made
    (needed,) = about
    if _only(value, needed):
        return {"type": needed, **made}
    return {"if": {"type": needed}, "then": {"type": needed, **made}}


def _inside(key: str, item: Any, value: ir.Value | None, name: str) -> Any:
    if key == "properties":
        return {step: typed(below, _below(value, step)) for step, below in item.items()}
    if key in ("items", "contains"):
        each = _below(value, ir.EACH)
        return [typed(one, each) for one in item] if isinstance(item, list) else typed(item, each)
    if key == "prefixItems":
        return [typed(below, _below(value, ir.EACH)) for below in item]
    if key in _HERE:
        return (
            [typed(one, value, name) for one in item]
            if isinstance(item, list)
            else typed(item, value, name)
        )
    return item


def _any_of(schema: dict[str, Any], names: list[str], value: ir.Value | None) -> Schema:
    """Part a schema of several types by them; what is about no type stays."""
    kept = {key: item for key, item in schema.items() if key not in _ABOUT and key != "type"}
    each = [
        {"type": name} | {key: i for key, i in schema.items() if _ABOUT.get(key) == _group(name)}
        for name in names
    ]
    parted = {"anyOf": [typed(one, value) for one in each]}
    shared = {key: _inside(key, kept.pop(key), value, "") for key in _LISTS if key in kept}
    return {**kept, "allOf": [parted, shared]} if shared else {**kept, **parted}


def _group(name: str) -> str:
    return "number" if name == "integer" else name


def _below(value: ir.Value | None, step: str) -> ir.Value | None:
    return find(value, (step,)) if value else None


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
