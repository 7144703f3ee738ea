"""Values of the catalogue as schemas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, assert_never

from modelpact import ir
from modelpact.schemas import patterns
from modelpact.schemas.admits import admits, kind_admits, same
from modelpact.schemas.numerals import free_numerals, listed_numerals
from modelpact.schemas.reading import (
    ANY,
    NONE,
    Reading,
    Schema,
    both,
    either,
    negated,
    refused,
)


def value_schema(value: ir.Value, place: str, reading: Reading) -> Schema:
    """Say what may stand at a place, with what people are told about it."""
    gone = value.deprecated or isinstance(value.disposition, ir.Ignored | ir.Unverified)
    if isinstance(value.disposition, ir.Rejected) or (reading.strict and gone):
        return _annotated(value, NONE)
    if not reading.strict:
        return _annotated(value, _accepted(value, place, reading))
    schema = _accepted(_settled(value), place, reading)
    return _annotated(value, both(schema, *_unwarned(value, place, reading)))


def _annotated(value: ir.Value, schema: Schema) -> Schema:
    told: dict[str, Any] = {}
    if value.title:
        told["title"] = value.title
    if value.description:
        told["description"] = value.description
    if schema is NONE:
        return told | refused()
    if isinstance(schema, dict):
        told |= schema
    if value.default:
        told["default"] = value.default.value.value
    if value.examples:
        told["examples"] = [example.value for example in value.examples]
    if value.deprecated:
        told["deprecated"] = True
    return told or ANY


def _accepted(value: ir.Value, place: str, reading: Reading) -> Schema:
    if value.enum is not None:
        return _listed(value, place, reading)
    if not value.kinds:
        return ANY
    return _free(value, place, reading)


def _settled(value: ir.Value) -> ir.Value:
    """Leave the one value that comes true, where the server settles it."""
    match value.disposition:
        case ir.Forced(value=wanted) | ir.Advisory(value=wanted):
            return replace(value, enum=(wanted,) if admits(value, wanted) else ())
        case _:
            return value


def _unwarned(value: ir.Value, place: str, reading: Reading) -> Iterable[Schema]:
    """Say what a validator warns of: what is tolerated or outside of advice."""
    tolerated = [item.value for item in value.tolerated if admits(value, item.value)]
    if tolerated:
        yield negated({"enum": tolerated})
    if value.advised:
        yield narrowed(value, value.advised.value, place, reading)


# --- where values are listed -------------------------------------------------------------------


def _listed(value: ir.Value, place: str, reading: Reading) -> Schema:
    allowed = [item for item in value.enum or () if not value.kinds or admits(value, item)]
    if reading.strict:
        return _enum(allowed, value)
    texts = [item for item in allowed if isinstance(item, str)]
    respelled = [other for item in texts for other in _separated(value, item)]
    found = [*allowed, *respelled, *(item.value for item in value.tolerated)]
    spelled = listed_numerals(value, allowed, place, reading)
    if value.ignore_case:
        spelled += [patterns.literal(text, any_case=True) for text in (*texts, *respelled)]
    if not spelled:
        return _enum(found, value)
    exact = [
        item
        for item in found
        if isinstance(item, str) and not (value.ignore_case and item in texts)
    ]
    spelled += [
        patterns.literal(text) for text in exact if text not in respelled or not value.ignore_case
    ]
    rest = [item for item in found if not isinstance(item, str)]
    text_schema = {"type": "string", "pattern": patterns.full(*dict.fromkeys(spelled))}
    return either({"enum": rest}, text_schema) if rest else text_schema


def _enum(items: list[ir.Scalar], value: ir.Value) -> Schema:
    found: list[ir.Scalar] = []
    for item in items:
        if not any(same(item, other) for other in found):
            found.append(item)
    if not found:
        return NONE
    names = {_name(kind) for kind in value.kinds} - {"array", "object"}
    schema: dict[str, Any] = {"const": found[0]} if len(found) == 1 else {"enum": found}
    if len(names) == 1 and all(
        any(_bare_admits(kind, item) for kind in value.kinds) for item in found
    ):
        return {"type": names.pop(), **schema}
    return schema


def _bare_admits(kind: ir.Kind, item: ir.Scalar) -> bool:
    return kind_admits(type(kind)(), item)


def _separated(value: ir.Value, text: str) -> Iterable[str]:
    """Spell a WxH text with each tolerated separator."""
    for kind in value.kinds:
        if isinstance(kind, ir.String) and kind.dimensions and text not in kind.dimensions.words:
            first, found, second = text.partition(kind.dimensions.separator)
            if found:
                yield from (
                    f"{first}{other}{second}" for other in kind.dimensions.tolerated_separators
                )


# --- where they are not ------------------------------------------------------------------------


def _free(value: ir.Value, place: str, reading: Reading) -> Schema:
    made = [
        (_name(kind), _kind(kind, place, reading, not reading.strict, value.ignore_case))
        for kind in value.kinds
    ]
    made = _numbers_once(made)
    if len({name for name, _ in made}) < len(made) or {"integer", "number"} <= {
        name for name, _ in made
    }:
        return either(*({"type": name, **keywords} for name, keywords in made))
    found = dict(made)
    if reading.strict:
        return _typed(found)
    others = [item.value for item in value.tolerated if not admits(value, item.value)]
    texts = [patterns.literal(item) for item in others if isinstance(item, str)]
    texts += [text for kind in value.kinds for text in free_numerals(kind, place, reading)]
    if texts:
        found["string"] = _or_text(found.get("string"), patterns.full(*texts))
    if None in others:
        found["null"] = {}
    rest = [item for item in others if item is not None and not isinstance(item, str)]
    return either(_typed(found), {"enum": rest}) if rest else _typed(found)


def _numbers_once(made: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, dict[str, Any]]]:
    """A number with the bounds of an integer beside it says both."""
    numbers = [keywords for name, keywords in made if name == "number"]
    return [
        (name, keywords) for name, keywords in made if name != "integer" or keywords not in numbers
    ]


def _typed(found: dict[str, dict[str, Any]]) -> dict[str, Any]:
    names = list(found)
    return {
        "type": names[0] if len(names) == 1 else names,
        **{key: item for keywords in found.values() for key, item in keywords.items()},
    }


def _or_text(keywords: dict[str, Any] | None, pattern: str) -> dict[str, Any]:
    """Accept these texts as well; None: no other text is accepted."""
    if keywords is None:
        return {"pattern": pattern}
    if not keywords:
        return {}
    if list(keywords) == ["pattern"]:
        return {"pattern": f"{keywords['pattern']}|{pattern}"}
    return {"anyOf": [keywords, {"pattern": pattern}]}


def _name(kind: ir.Kind) -> str:
    match kind:
        case ir.Null():
            return "null"
        case ir.Boolean():
            return "boolean"
        case ir.Integer():
            return "integer"
        case ir.Number():
            return "number"
        case ir.String():
            return "string"
        case ir.Array():
            return "array"
        case ir.Object():
            return "object"
        case _:
            assert_never(kind)


def _kind(
    kind: ir.Kind, place: str, reading: Reading, tolerate: bool, any_case: bool
) -> dict[str, Any]:
    """Spell what a kind asks beside its type."""
    match kind:
        case ir.Null() | ir.Boolean():
            return {}
        case ir.Integer() | ir.Number():
            if reading.strict and isinstance(kind, ir.Integer):
                reading.lose("integers", "2.0 cannot be told from 2")
            return bounds_schema(kind.range, place, reading)
        case ir.String():
            return _text(kind, place, reading, tolerate, any_case)
        case ir.Array():
            return _given(
                items=value_schema(kind.items, f"{place}/-", reading) if kind.items else None,
                minItems=kind.min_items,
                maxItems=kind.max_items,
            )
        case ir.Object():
            return object_schema(kind, place, reading)
        case _:
            assert_never(kind)


def object_schema(kind: ir.Object, place: str, reading: Reading) -> dict[str, Any]:
    """Spell the members of an object."""
    properties = {
        member.name: value_schema(member.value, place + ir.pointer((member.name,)), reading)
        for member in kind.members
    }
    required = [member.name for member in kind.members if member.required]
    closed = kind.closed or (reading.strict and bool(kind.members))
    return {
        **({"properties": properties} if properties else {}),
        **({"required": required} if required else {}),
        **({"additionalProperties": False} if closed else {}),
    }


def bounds_schema(bounds: ir.Range, place: str, reading: Reading) -> dict[str, Any]:
    """Spell the bounds of a number. Of multiples of a fraction each validator has an idea of its own."""
    step = bounds.multiple_of
    if step is not None and not float(step).is_integer():
        reading.lose(place, f"a multiple of {step}")
        step = None
    return _given(
        minimum=bounds.minimum,
        maximum=bounds.maximum,
        exclusiveMinimum=bounds.exclusive_minimum,
        exclusiveMaximum=bounds.exclusive_maximum,
        multipleOf=None if step is None else int(step),
    )


def _text(
    kind: ir.String, place: str, reading: Reading, tolerate: bool, any_case: bool
) -> dict[str, Any]:
    asked = []
    if kind.pattern is not None:
        asked.append(patterns.full(kind.pattern))
    if kind.dimensions is not None:
        asked.append(
            patterns.full(
                *patterns.dimensions(
                    kind.dimensions, tolerate=tolerate, any_case=tolerate and any_case
                )
            )
        )
        lose_bounds(kind.dimensions, place, reading)
    if kind.image is not None:
        asked.append(patterns.image(kind.image, tolerate=tolerate))
        if kind.image.megabytes is not None:
            reading.lose(place, "the decoded size of a picture")
    return {
        **_given(minLength=kind.min_length, maxLength=kind.max_length),
        **({"pattern": asked[0]} if asked else {}),
        **({"allOf": [{"pattern": pattern} for pattern in asked[1:]]} if asked[1:] else {}),
    }


def bounded(item: ir.Dimensions) -> list[str]:
    """Name what a WxH text is measured by, beside its form."""
    names = ("width", "height", "side", "longest", "shortest", "area")
    found = [name for name in names if getattr(item, name) != ir.Range()]
    return [*found, *(["ratio"] if item.ratio_minimum or item.ratio_maximum else [])]


def lose_bounds(item: ir.Dimensions, place: str, reading: Reading) -> None:
    """Note what a pattern does not say of a WxH text."""
    if names := bounded(item):
        reading.lose(place, f"bounds of {', '.join(names)} in a text")
    if reading.strict and item.nearest_word is not None:
        reading.lose(place, "whether a size has exactly one of the ratios")


# --- constraints on top of a value -------------------------------------------------------------


def narrowed(base: ir.Value, asked: ir.Value, subject: str, reading: Reading) -> Schema:
    """Say what a value must satisfy on top of ``base``; each constraint is about its own type only."""
    if asked.enum is not None:
        return _enum([item for item in asked.enum if not asked.kinds or admits(asked, item)], asked)
    sizes = [kind for kind in asked.kinds if isinstance(kind, ir.String) and kind.dimensions]
    if base.enum is not None and sizes:
        known = [*base.enum, *(item.value for item in base.tolerated)]
        return _enum(
            [item for item in known if not isinstance(item, str) or admits(asked, item)], base
        )
    found: dict[str, Any] = {}
    for kind in asked.kinds:
        found |= _kind(kind, subject, reading, tolerate=False, any_case=False)
    names = [_name(kind) for kind in asked.kinds]
    if not _covers(names, [_name(kind) for kind in base.kinds]) and (base.kinds or not found):
        found["type"] = names[0] if len(names) == 1 else names
    return found or ANY


def _covers(names: list[str], needed: list[str]) -> bool:
    wide = {*names, *(["integer"] if "number" in names else [])}
    return bool(needed) and wide >= set(needed)


def _given(**found: Any) -> dict[str, Any]:
    return {key: item for key, item in found.items() if item is not None}
