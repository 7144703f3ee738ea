"""Paths and tests as schemas."""

from __future__ import annotations

from typing import assert_never

from modelpact import ir
from modelpact.schemas.reading import (
    ANY,
    NONE,
    Reading,
    Schema,
    Unsayable,
    both,
    either,
    negated,
    refused,
)
from modelpact.schemas.values import bounds_schema


def leads(path: ir.Path, leaf: Schema = ANY, sure: bool = True) -> Schema:
    """Say that a path leads to a value that satisfies ``leaf``; ``sure``: the start is an object for sure."""
    if not path:
        return leaf
    step, rest = path[0], path[1:]
    below = leads(rest, leaf, sure=False)
    if step == ir.EACH:
        return {"type": "array", **({"minItems": 1} if below is ANY else {"contains": below})}
    if step.isdigit():
        before: list[Schema] = [ANY] * int(step)
        return {"type": "array", "minItems": int(step) + 1, "prefixItems": [*before, below]}
    start: dict[str, object] = {} if sure else {"type": "object"}
    return {**start, "required": [step], **({} if below is ANY else {"properties": {step: below}})}


def wherever(path: ir.Path, leaf: Schema) -> Schema:
    """Say that each value that a path leads to satisfies ``leaf``."""
    if not path or leaf is ANY:
        return leaf
    step, below = path[0], wherever(path[1:], leaf)
    if step == ir.EACH:
        return {"maxItems": 0} if below is NONE else {"items": below}
    if step.isdigit():
        before: list[Schema] = [ANY] * int(step)
        return {"prefixItems": [*before, refused() if below is NONE else below]}
    return {"properties": {step: refused() if below is NONE else below}}


def counted(path: ir.Path, minimum: int | None, maximum: int | None) -> Schema:
    """Say how many values a path leads to."""
    least = minimum or 0
    if maximum is not None and maximum < least:
        return NONE
    each = [index for index, step in enumerate(path) if step == ir.EACH]
    if len(each) != 1 and (least > 1 or (maximum or 0) > 0):
        if each:
            raise Unsayable("a count over lists within lists")
        return leads(path) if least == 1 else NONE if least > 1 else ANY
    parts = []
    if least:
        parts.append(
            leads(path)
            if least == 1
            else _many(path, each[0], {"minItems": least}, {"minContains": least})
        )
    if maximum == 0:
        parts.append(negated(leads(path)))
    elif maximum is not None:
        most = {"maxItems": maximum}, {"minContains": 0, "maxContains": maximum}
        parts.append(_few(path, each[0], *most))
    return both(*parts) if parts else ANY


def _many(path: ir.Path, each: int, items: dict[str, int], contained: dict[str, int]) -> Schema:
    return leads(path[:each], {"type": "array", **_counting(path[each + 1 :], items, contained)})


def _few(path: ir.Path, each: int, items: dict[str, int], contained: dict[str, int]) -> Schema:
    return wherever(path[:each], _counting(path[each + 1 :], items, contained))


def _counting(rest: ir.Path, items: dict[str, int], contained: dict[str, int]) -> dict[str, object]:
    if not rest:
        return dict(items)
    return {"contains": leads(rest, sure=False), **contained}


def test_schema(test: ir.Test, subject: str) -> Schema:
    """Say that a test holds of its start: the rule's object, or the body."""
    match test.check:
        case ir.Present():
            return leads(test.path)
        case ir.Absent():
            return negated(leads(test.path))
        case ir.Counted(minimum, maximum):
            return counted(test.path, minimum, maximum)
        case ir.In(values):
            leaf: Schema = {"const": values[0]} if len(values) == 1 else {"enum": list(values)}
        case ir.NotIn(values):
            leaf = negated({"enum": list(values)})
        case ir.Within(bounds):
            reading = Reading()
            leaf = {"type": "number", **bounds_schema(bounds, subject, reading)}
            if reading.lost:
                raise Unsayable(f"a condition on {reading.lost[0][1]}")
        case _:
            assert_never(test.check)
    if not test.when_absent:
        return leads(test.path, leaf)
    if ir.EACH in test.path:
        return either(negated(leads(test.path)), leads(test.path, leaf))
    return wherever(test.path, leaf)
