"""Numbers on both sides of bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from modelpact import ir
from modelpact.schemas.admits import exact

_STEP = Fraction(1, 100)
_WORDS = {
    "minimum": "minimum",
    "exclusive_minimum": "exclusive minimum",
    "maximum": "maximum",
    "exclusive_maximum": "exclusive maximum",
}


def plain(number: Fraction) -> int | float:
    """Write a number without a fraction where it has none."""
    return int(number) if number.denominator == 1 else float(number)


def beside(bounds: ir.Range, whole: bool) -> Iterator[tuple[Fraction, str]]:
    """Yield numbers at and beside each bound, with what they are about; whole ones where these are asked."""
    for name, word in _WORDS.items():
        bound = getattr(bounds, name)
        if bound is None:
            continue
        for number in _around(exact(bound), whole, bounds.multiple_of):
            yield number, f"{word} {bound}"
    if bounds.multiple_of is not None:
        step = exact(bounds.multiple_of)
        first = _first(bounds, step)
        off = Fraction(1) if whole else step / 2
        for number in (first, first + step, first + 2 * step, 3 * step, first + off, off):
            yield number, f"multiple of {bounds.multiple_of}"


def _around(bound: Fraction, whole: bool, step: int | float | None) -> list[Fraction]:
    low, high = (
        (Fraction(math.floor(bound)), Fraction(math.ceil(bound))) if whole else (bound, bound)
    )
    by = Fraction(1) if whole else _STEP
    near = {low - by, low, high, high + by}
    if step is not None:
        near |= {bound - exact(step), bound + exact(step)}
    return sorted(near)


def _first(bounds: ir.Range, step: Fraction) -> Fraction:
    """Return the least multiple that the lower bound lets through."""
    if bounds.minimum is not None:
        return math.ceil(exact(bounds.minimum) / step) * step
    if bounds.exclusive_minimum is not None:
        return (math.floor(exact(bounds.exclusive_minimum) / step) + 1) * step
    return step
