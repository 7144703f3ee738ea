"""Checks of one value, by what the catalogue says of it alone."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import replace

from modelpact import ir, naming
from modelpact.check import patterns
from modelpact.check.accepts import show, why_not
from modelpact.check.domains import descend
from modelpact.errors import Problem

Found = Iterator[Problem]


def _default(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C001"""
    if value.default is None or isinstance(value.disposition, ir.Rejected):
        return
    reason = why_not(value, value.default.value.value)
    if reason:
        yield Problem(
            value.default.origin,
            "C001",
            f"the default {show(value.default.value.value)} of {ir.pointer(path)} of {model.id} "
            f"is outside its own constraints: {reason}",
            "Mend the default or the constraint.",
        )


def _examples(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C002"""
    for shown in value.examples:
        reason = why_not(value, shown.value)
        if reason:
            yield Problem(
                value.origin,
                "C002",
                f"the example {show(shown.value)} of {ir.pointer(path)} of {model.id} is outside its own "
                f"constraints: {reason}",
                "Mend the example or the constraint.",
            )


def _listed(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C017"""
    if value.enum is None:
        return
    others = replace(value, enum=None, tolerated=(), disposition=ir.Honoured())
    for listed in value.enum:
        reason = why_not(others, listed)
        if reason:
            yield Problem(
                value.origin,
                "C017",
                f"{show(listed)} is listed for {ir.pointer(path)} of {model.id}, but outside of its other "
                f"constraints: {reason}",
                "Take the value out of enum, or mend the constraint.",
            )


def _bounds(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C011"""
    for kind in value.kinds:
        for low, high, what in _pairs(kind):
            if low is not None and high is not None and low > high:
                yield Problem(
                    value.origin,
                    "C011",
                    f"{what} of {ir.pointer(path)} of {model.id} leave nothing: {low} to {high}",
                    "Swap or mend the bounds.",
                )


def _pairs(kind: ir.Kind) -> Iterator[tuple[float | None, float | None, str]]:
    match kind:
        case ir.Integer(range=range_) | ir.Number(range=range_):
            yield from _range(range_, "the bounds")
            step = range_.multiple_of
            if step and range_.minimum is not None and range_.maximum is not None:
                first = math.ceil(range_.minimum / step - 1e-9) * step
                yield first, range_.maximum, "the multiples"
        case ir.String():
            yield kind.min_length, kind.max_length, "minLength and maxLength"
            if kind.dimensions:
                for name in ("width", "height", "side", "longest", "shortest", "area"):
                    yield from _range(getattr(kind.dimensions, name), f"the bounds of {name}")
                low, high = kind.dimensions.ratio_minimum, kind.dimensions.ratio_maximum
                if low and high:
                    yield low[0] / low[1], high[0] / high[1], "the bounds of ratio"
        case ir.Array():
            yield kind.min_items, kind.max_items, "minItems and maxItems"
        case _:
            return


def _range(range_: ir.Range, what: str) -> Iterator[tuple[float | None, float | None, str]]:
    low = range_.minimum if range_.minimum is not None else range_.exclusive_minimum
    high = range_.maximum if range_.maximum is not None else range_.exclusive_maximum
    yield low, high, what


def _pattern(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C010"""
    advised = value.advised.value.kinds if value.advised else ()
    for kind in (*value.kinds, *advised):
        if isinstance(kind, ir.String) and kind.pattern is not None:
            reason = patterns.why_not(kind.pattern)
            if reason:
                yield Problem(
                    value.origin,
                    "C010",
                    f"the pattern of {ir.pointer(path)} is not portable: {reason[0]}",
                    reason[1],
                )


def _disposition(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C012"""
    match value.disposition:
        case ir.Forced(value=wanted) | ir.Advisory(value=wanted):
            reason = why_not(value, wanted)
            if reason:
                yield Problem(
                    value.origin,
                    "C012",
                    f"{ir.pointer(path)} of {model.id} is said to behave as {show(wanted)}, "
                    f"which it does not accept: {reason}",
                    "Mend the disposition or the constraint.",
                )
        case ir.Converted(to=to, table=table):
            target = descend(model.body, to)
            for before, after in table:
                for data, at, of in ((before, value, path), (after, target, to)):
                    reason = why_not(at, data)
                    if reason:
                        yield Problem(
                            value.origin,
                            "C012",
                            f"{show(before)} is converted to {show(after)}, but {ir.pointer(of)} of {model.id} "
                            f"does not accept {show(data)}: {reason}",
                            "Mend the table of the disposition or the constraint.",
                        )
        case _:
            return


def _names(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C009"""
    for kind in value.kinds:
        if isinstance(kind, ir.Object):
            yield from members(kind)


def members(kind: ir.Object) -> Found:
    seen: dict[str, str] = {}
    for member in kind.members:
        folded = naming.same(member.name)
        position = member.value.origin
        if not member.name.strip() or member.name == ir.EACH:
            yield Problem(
                position,
                "C009",
                f"{member.name!r} cannot be a parameter's name",
                "A name has at least one visible character; a lone - stands for every item of an array.",
            )
        elif folded in seen:
            yield Problem(
                position,
                "C009",
                f"{member.name!r} and {seen[folded]!r} are the same to a reader or to a case-blind system",
                "Rename one of them, or drop the one that is a slip.",
            )
        else:
            seen[folded] = member.name


def _tolerated(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C016"""
    for each in value.tolerated:
        if each.use is None:
            continue
        reason = why_not(value, each.use)
        if reason:
            yield Problem(
                value.origin,
                "C016",
                f"{show(each.use)}, to be used instead of {show(each.value)} at {ir.pointer(path)} of {model.id}, "
                f"is not accepted: {reason}",
                "Mend `use`, or leave it out.",
            )


VALUE_CHECKS: tuple[Callable[[ir.Model, ir.Path, ir.Value], Found], ...] = (
    _default,
    _examples,
    _listed,
    _bounds,
    _pattern,
    _disposition,
    _names,
    _tolerated,
)
