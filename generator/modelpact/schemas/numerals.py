"""Numbers that are written as text, where that is tolerated."""

from __future__ import annotations

import math
from collections.abc import Iterable

from modelpact import ir
from modelpact.schemas import patterns
from modelpact.schemas.admits import admits
from modelpact.schemas.reading import Reading

_LARGEST = 10**15 - 1
"""The largest number that counts as one where it is written as text."""

_SPELLED = 200
"""Up to so many numbers are spelled out in a pattern."""


def listed_numerals(
    value: ir.Value, allowed: list[ir.Scalar], place: str, reading: Reading
) -> list[str]:
    """Match each number of a list written as text."""
    if not any(
        isinstance(kind, ir.Integer | ir.Number) and kind.numeric_text for kind in value.kinds
    ):
        return []
    numbers = [
        item for item in allowed if isinstance(item, int | float) and not isinstance(item, bool)
    ]
    whole = [int(item) for item in numbers if float(item).is_integer()]
    rest = [item for item in numbers if not float(item).is_integer()]
    if rest:
        reading.lose(place, "a fraction as text counts in one spelling only")
    return [
        *([patterns.numbers(whole)] if whole else []),
        *(patterns.literal(ir.Json.of(item).text) for item in rest),
    ]


def free_numerals(kind: ir.Kind, place: str, reading: Reading) -> Iterable[str]:
    """Match a number written as text, where that is tolerated."""
    match kind:
        case ir.Integer(range=bounds, numeric_text=True):
            low, high = _ends(bounds)
            if bounds == ir.Range():
                yield patterns.INTEGER
                return
            if bounds.multiple_of is None:
                yield from [patterns.between(low, high)] if low <= high else []
                return
            if high - low < _SPELLED:
                numbers = [n for n in range(low, high + 1) if admits(ir.Value(kinds=(kind,)), n)]
                yield from [patterns.numbers(numbers)] if numbers else []
                return
            yield patterns.INTEGER
        case ir.Number(range=bounds, numeric_text=True):
            yield patterns.NUMBER
        case _:
            return
    if bounds != ir.Range():
        reading.lose(place, "the bounds of a number that is written as text")


def _ends(bounds: ir.Range) -> tuple[int, int]:
    """Return the least and the largest whole number of a range that a text may hold."""
    lows = [-_LARGEST]
    lows += [] if bounds.minimum is None else [math.ceil(bounds.minimum)]
    lows += [] if bounds.exclusive_minimum is None else [math.floor(bounds.exclusive_minimum) + 1]
    highs = [_LARGEST]
    highs += [] if bounds.maximum is None else [math.floor(bounds.maximum)]
    highs += [] if bounds.exclusive_maximum is None else [math.ceil(bounds.exclusive_maximum) - 1]
    return max(lows), min(highs)
