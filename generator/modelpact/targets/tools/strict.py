"""Schemas in the subset that OpenAI enforces while a model writes (``strict: true``).

Every object is closed and every member required, so that a member that may be absent is null instead. There are types,
lists, ``anyOf`` below the root, patterns without lookaround, bounds of numbers and of the lengths of lists; no lengths
of texts, no defaults, no conditions. What is left out of the schema is said in words.
https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, assert_never

from modelpact import ir
from modelpact.schemas import ModelSchema, patterns
from modelpact.schemas.admits import admits
from modelpact.schemas.reading import Reading
from modelpact.schemas.values import bounds_schema, lose_bounds

_PLAIN = ({"type": "string"}, {"type": "number"}, {"type": "boolean"})
"""What stands where anything may."""


def strict_schema(model: ir.Model) -> ModelSchema:
    """Return the schema of a model's requests; rules are told in its description."""
    reading = Reading(strict=True)
    for rule in model.rules:
        if rule.severity == "error" and not isinstance(rule.effect, ir.WithoutEffect | ir.Advise):
            reading.lose(rule.id, "a rule between members")
    (kind,) = model.body.kinds
    told = " ".join(
        (
            "The body of the request. Leave out of it what is null.",
            *(r.because for r in model.rules),
        )
    )
    schema = {"description": told, **_kind(kind, "", reading)}
    return ModelSchema(schema, tuple(sorted(reading.lost)))


def _value(value: ir.Value, place: str, reading: Reading, required: bool) -> dict[str, Any]:
    told = " ".join(_told(value))
    shapes = list(_shapes(value, place, reading))
    if not required:
        if any(isinstance(kind, ir.Null) for kind in value.kinds):
            reading.lose(place, "null and absence are one")
        else:
            shapes.append({"type": "null"})
    found = shapes[0] if len(shapes) == 1 else _nullable(shapes) or {"anyOf": shapes}
    return {**({"description": told} if told else {}), **found}


def _nullable(shapes: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Say one shape or null in short."""
    if len(shapes) != 2 or shapes[1] != {"type": "null"}:
        return None
    first = shapes[0]
    listed = {"enum": [*first["enum"], None]} if "enum" in first else {}
    return {**first, "type": [first["type"], "null"], **listed}


def _shapes(value: ir.Value, place: str, reading: Reading) -> Iterable[dict[str, Any]]:
    """Yield a shape for each type."""
    wanted = value.disposition
    if isinstance(wanted, ir.Forced | ir.Advisory):
        yield from _grouped([wanted.value])
    elif value.enum is not None:
        allowed = [item for item in value.enum if not value.kinds or admits(value, item)]
        yield from _grouped(allowed)
    elif not value.kinds:
        reading.lose(place, "anything but plain values")
        yield from _PLAIN
    else:
        for kind in value.kinds:
            yield _kind(kind, place, reading)


def _grouped(items: Iterable[ir.Scalar]) -> Iterable[dict[str, Any]]:
    """Part a list by types; whole numbers beside others are numbers."""
    groups: dict[str, list[ir.Scalar]] = {}
    for item in items:
        groups.setdefault(_type(item), []).append(item)
    for name, listed in groups.items():
        broken = any(isinstance(item, float) for item in listed)
        yield {"type": "integer" if name == "number" and not broken else name, "enum": listed}


def _type(item: ir.Scalar) -> str:
    match item:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "string"


def _kind(kind: ir.Kind, place: str, reading: Reading) -> dict[str, Any]:
    match kind:
        case ir.Null():
            return {"type": "null"}
        case ir.Boolean():
            return {"type": "boolean"}
        case ir.Integer() | ir.Number():
            name = "integer" if isinstance(kind, ir.Integer) else "number"
            return {"type": name, **bounds_schema(kind.range, place, reading)}
        case ir.String():
            return {"type": "string", **_text(kind, place, reading)}
        case ir.Array():
            return _array(kind, place, reading)
        case ir.Object():
            return _object(kind, place, reading)
        case _:
            assert_never(kind)


def _text(kind: ir.String, place: str, reading: Reading) -> dict[str, str]:
    if kind.min_length is not None or kind.max_length is not None:
        reading.lose(place, "the length of a text")
    if kind.image is not None:
        reading.lose(place, "what a picture is")
    if kind.dimensions is not None:
        lose_bounds(kind.dimensions, place, reading)
        return {
            "pattern": _whole(*patterns.dimensions(kind.dimensions, tolerate=False, any_case=False))
        }
    if kind.pattern is None:
        return {}
    if "(?" in kind.pattern.replace("(?:", ""):
        reading.lose(place, "a pattern that looks around")
        return {}
    return {"pattern": _whole(kind.pattern)}


def _whole(*alternatives: str) -> str:
    return f"^(?:{'|'.join(alternatives)})$"


def _array(kind: ir.Array, place: str, reading: Reading) -> dict[str, Any]:
    lengths = {"minItems": kind.min_items, "maxItems": kind.max_items}
    items = _value(kind.items or ir.Value(), f"{place}/-", reading, required=True)
    return {"type": "array", "items": items, **{k: n for k, n in lengths.items() if n is not None}}


def _object(kind: ir.Object, place: str, reading: Reading) -> dict[str, Any]:
    if not kind.members:
        reading.lose(place, "members that are not known")
    members = {
        member.name: _value(
            member.value, place + ir.pointer((member.name,)), reading, member.required
        )
        for member in kind.members
        if not _useless(member.value)
    }
    return {
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def _useless(value: ir.Value) -> bool:
    """Tell whether it earns a warning or worse to send this at all."""
    return value.deprecated or isinstance(
        value.disposition, ir.Ignored | ir.Unverified | ir.Rejected
    )


# --- in words --------------------------------------------------------------------------------------


def _told(value: ir.Value) -> Iterable[str]:
    """Describe a value, with what its schema has no words for."""
    if value.description or value.title:
        yield value.description or f"{value.title}."
    if value.advised:
        yield value.advised.because
    if value.enum is None:
        for kind in value.kinds:
            if isinstance(kind, ir.String):
                yield from _limits(kind)
    if value.default is not None and value.default.whose == "server":
        yield f"Without it: {value.default.value.text}."


def _limits(kind: ir.String) -> Iterable[str]:
    if length := _between(kind.min_length, kind.max_length):
        yield f"Characters: {length}."
    if kind.image is not None:
        words = {"url": "a URL", "data-uri": "a data URI", "base64": "Base64"}
        yield f"A picture as {' or '.join(words[source] for source in kind.image.sources)}."
    if kind.dimensions is not None:
        item = kind.dimensions
        named = ("width", "height", "side", "longest", "shortest", "area")
        for name in named:
            bounds: ir.Range = getattr(item, name)
            if found := _between(bounds.minimum, bounds.maximum):
                yield f"{name.capitalize()}: {found}."
            if bounds.multiple_of is not None:
                yield f"{name.capitalize()}: a multiple of {bounds.multiple_of}."
        ratios = (item.ratio_minimum, item.ratio_maximum)
        if found := _between(*(pair and f"{pair[0]}:{pair[1]}" for pair in ratios)):
            yield f"Width to height: {found}."


def _between(least: float | str | None, most: float | str | None) -> str:
    if least is None:
        return "" if most is None else f"at most {most}"
    return f"at least {least}" if most is None else f"{least} to {most}"
