"""Whether a constraint says anything that another one does not say already."""

from __future__ import annotations

from dataclasses import fields

from modelpact import ir
from modelpact.check.accepts import why_not


def adds_nothing(target: ir.Value, wanted: ir.Value) -> bool:
    """Tell whether all that ``target`` accepts is surely allowed by ``wanted``; where that is hard to say, no."""
    listed = [each.value for each in target.tolerated]
    if any(why_not(wanted, value) for value in listed):
        return False
    if target.enum is not None:
        return not any(why_not(wanted, value) for value in target.enum)
    if wanted.enum is not None or not target.kinds:
        return False
    return not wanted.kinds or all(
        any(type(kind) is type(other) and _kind(kind, other) for other in wanted.kinds)
        for kind in target.kinds
    )


def _kind(inner: ir.Kind, outer: ir.Kind) -> bool:
    match inner, outer:
        case ir.Integer() | ir.Number(), ir.Integer() | ir.Number():
            return _range(inner.range, outer.range)
        case ir.String(), ir.String():
            return (
                _between(inner.min_length, inner.max_length, outer.min_length, outer.max_length)
                and outer.pattern in (None, inner.pattern)
                and outer.image in (None, inner.image)
                and (outer.dimensions is None or _dimensions(inner.dimensions, outer.dimensions))
            )
        case ir.Array(), ir.Array():
            return _between(
                inner.min_items or 0, inner.max_items, outer.min_items or 0, outer.max_items
            ) and outer.items in (None, inner.items)
        case _:
            return inner == outer


def _dimensions(inner: ir.Dimensions | None, outer: ir.Dimensions) -> bool:
    if inner is None or (inner.words and inner.words != outer.words):
        return False
    low, high = outer.ratio_minimum, outer.ratio_maximum
    ranges = [
        field.name
        for field in fields(ir.Dimensions)
        if isinstance(getattr(outer, field.name), ir.Range)
    ]
    return (
        all(_range(getattr(inner, name), getattr(outer, name)) for name in ranges)
        and low in (None, inner.ratio_minimum)
        and high in (None, inner.ratio_maximum)
    )


def _range(inner: ir.Range, outer: ir.Range) -> bool:
    step = outer.multiple_of
    if step is not None and (inner.multiple_of is None or (inner.multiple_of / step) % 1):
        return False
    lows = (inner.minimum, inner.exclusive_minimum)
    highs = (inner.maximum, inner.exclusive_maximum)
    return (
        _above(outer.minimum, lows, strict=False)
        and _above(outer.exclusive_minimum, lows, strict=True)
        and _above(_minus(outer.maximum), (_minus(highs[0]), _minus(highs[1])), strict=False)
        and _above(
            _minus(outer.exclusive_maximum), (_minus(highs[0]), _minus(highs[1])), strict=True
        )
    )


def _above(bound: float | None, lows: tuple[float | None, float | None], *, strict: bool) -> bool:
    """Tell whether one of the lower bounds (inclusive, exclusive) is at least ``bound``, or beyond it if ``strict``."""
    inclusive, exclusive = lows
    if bound is None or (exclusive is not None and exclusive >= bound):
        return True
    return inclusive is not None and (inclusive > bound or (inclusive == bound and not strict))


def _minus(bound: float | None) -> float | None:
    return None if bound is None else -bound


def _between(
    low: float | None, high: float | None, least: float | None, most: float | None
) -> bool:
    return _range(ir.Range(minimum=low, maximum=high), ir.Range(minimum=least, maximum=most))
