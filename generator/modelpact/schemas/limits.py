"""Limits as schemas: JSON Schema cannot add, but it can count, and compare with what is written down.

``a + b <= k`` is said step by step: where a is at least v, b is at most k - v. That takes as many steps as ``a`` has
values, so it needs a short range, a list of numbers, or a count.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from fractions import Fraction

from modelpact import ir
from modelpact.places import find
from modelpact.schemas.conditions import counted, leads, wherever
from modelpact.schemas.reading import (
    ANY,
    NONE,
    Schema,
    Unsayable,
    both,
    implies,
)

_STEPS = 64
"""So many steps a schema takes at most for one term."""

_TERMS = 3


def limit_schema(limit: ir.Limit, scope: ir.Value) -> Schema:
    """Say a limit, or raise Unsayable."""
    numbers = [Number(term, scope) for term in limit.terms]
    if any(number.times <= 0 for number in numbers):
        raise Unsayable("a factor that is not positive")
    if limit.op == "equal":
        return _equal(numbers)
    if len(numbers) > _TERMS:
        raise Unsayable(f"a {limit.op} of {len(numbers)} numbers")
    asked = []
    if limit.maximum is not None:
        asked.append(
            _bound(limit.op == "product", numbers, Fraction(str(limit.maximum)), upper=True)
        )
    if limit.minimum is not None:
        asked.append(
            _bound(limit.op == "product", numbers, Fraction(str(limit.minimum)), upper=False)
        )
    return both(*asked)


class Number:
    """A term: what can be said of its size."""

    def __init__(self, term: ir.Term, scope: ir.Value) -> None:
        self.term = term
        self.times = Fraction(str(term.times))
        self.absent = 0 if term.count else term.absent
        value = find(scope, term.path) or ir.Value()
        if not term.count and ir.EACH in term.path:
            raise Unsayable("values of every item of a list")
        self.whole = term.count or {type(kind) for kind in value.kinds} == {ir.Integer}
        self.values = self._counts(scope) if term.count else _listed(value)
        self.lowest = (
            Fraction(0) if term.count else min(self.values) if self.values else _lowest(value)
        )
        self.highest = max(self.values) if self.values else None
        if self.absent is not None and self.lowest is not None:
            self.lowest = min(self.lowest, Fraction(str(self.absent)))

    def _counts(self, scope: ir.Value) -> list[Fraction] | None:
        path = self.term.path
        if ir.EACH not in path:
            return [Fraction(0), Fraction(1)]
        array = find(scope, path[: path.index(ir.EACH)]) or ir.Value()
        for kind in array.kinds if path.count(ir.EACH) == 1 else ():
            if (
                isinstance(kind, ir.Array)
                and kind.max_items is not None
                and kind.max_items <= _STEPS
            ):
                return [Fraction(number) for number in range(kind.max_items + 1)]
        return None

    def least(self, bound: Fraction) -> Schema:
        """Hold where the number is at least this."""
        return self._holds("minimum", bound, upper=False)

    def most(self, bound: Fraction) -> Schema:
        """Hold where the number is at most this."""
        return self._holds("maximum", bound, upper=True)

    def _holds(self, word: str, bound: Fraction, upper: bool) -> Schema:
        if self.term.count:
            return self._count(bound, upper)
        leaf: Schema = {"type": "number", word: self._spell(bound, upper)}
        if self.absent is None or _broken(self.absent, bound, upper):
            return leads(self.term.path, leaf)
        return wherever(self.term.path, leaf)

    def must(self, bound: Fraction, upper: bool) -> Schema:
        """Ask the number to be at most this, or at least; what is no number is none of a limit's business."""
        if self.term.count:
            return self._count(bound, upper)
        if self.highest is not None and upper and bound >= self.highest:
            return ANY
        if self.lowest is not None and not upper and bound <= self.lowest:
            return ANY
        asked = wherever(
            self.term.path, {"maximum" if upper else "minimum": self._spell(bound, upper)}
        )
        if self.absent is not None and _broken(self.absent, bound, upper):
            return both(leads(self.term.path), asked)
        return asked

    def _count(self, bound: Fraction, upper: bool) -> Schema:
        if not upper:
            return counted(self.term.path, max(0, math.ceil(bound)), None)
        return NONE if bound < 0 else counted(self.term.path, None, math.floor(bound))

    def _spell(self, bound: Fraction, upper: bool) -> int | float:
        if self.whole:
            return math.floor(bound) if upper else math.ceil(bound)
        return int(bound) if bound.denominator == 1 else float(bound)


def _broken(number: int | float, bound: Fraction, upper: bool) -> bool:
    exact = Fraction(str(number))
    return exact > bound if upper else exact < bound


def _listed(value: ir.Value) -> list[Fraction] | None:
    """List what a number may be, in order, where that is short."""
    if value.enum is not None:
        numbers = [
            item
            for item in value.enum
            if isinstance(item, int | float) and not isinstance(item, bool)
        ]
        return sorted(Fraction(str(item)) for item in numbers) or None
    kinds = [kind for kind in value.kinds if isinstance(kind, ir.Integer | ir.Number)]
    match kinds:
        case [ir.Integer(range=ir.Range(minimum=int(low), maximum=int(high)))] if (
            high - low < _STEPS
        ):
            return [Fraction(number) for number in range(low, high + 1)]
        case _:
            return None


def _lowest(value: ir.Value) -> Fraction | None:
    for kind in value.kinds:
        if isinstance(kind, ir.Integer | ir.Number):
            for bound in (kind.range.minimum, kind.range.exclusive_minimum):
                if bound is not None:
                    return Fraction(str(bound))
    return None


def _bound(product: bool, numbers: list[Number], bound: Fraction, upper: bool) -> Schema:
    """Bound a sum or a product: the last number step by step of the others."""
    if len(numbers) == 1:
        return numbers[0].must(bound / numbers[0].times, upper)
    first, *rest = sorted(
        numbers, key=lambda number: number.values is None and not number.term.count
    )
    if product and any(number.lowest is None or number.lowest < 0 for number in numbers):
        raise Unsayable("a product of numbers that may be negative")
    steps = _steps(product, first, rest, bound, upper)
    holds: Callable[[Fraction], Schema] = first.least if upper else first.most
    asked = []
    for step in steps:
        share = step * first.times
        if not product:
            then = _bound(product, rest, bound - share, upper)
        elif share:
            then = _bound(product, rest, bound / share, upper)
        else:
            then = ANY if (bound >= 0 if upper else bound <= 0) else NONE
        asked.append(implies(holds(step), _applying(rest, then)))
    return both(*asked)


def _applying(rest: list[Number], then: Schema) -> Schema:
    """A limit is off where one of its numbers is absent and has no default."""
    missing = [
        leads(n.term.path, {"type": "number"})
        for n in rest
        if not n.term.count and n.absent is None
    ]
    return implies(both(*missing), then) if then is NONE and missing else then


def _steps(
    product: bool, first: Number, rest: list[Number], bound: Fraction, upper: bool
) -> Iterable[Fraction]:
    if first.values is not None:
        return first.values
    if not first.term.count:
        raise Unsayable(f"a {'product' if product else 'sum'} of numbers without short ranges")
    lows = [number.lowest for number in rest]
    if any(low is None or low < 0 for low in lows) or product:
        raise Unsayable("a count and a number without a lower bound")
    left = bound - sum(
        (low * n.times for low, n in zip(lows, rest, strict=True) if low is not None), Fraction(0)
    )
    last = math.floor(left / first.times) + 1
    if last > _STEPS:
        raise Unsayable("a sum with so many steps")
    return [Fraction(number) for number in range(max(last, 0) + 1)]


def _equal(numbers: list[Number]) -> Schema:
    known = [number for number in numbers if number.values is not None]
    if not known:
        raise Unsayable("numbers that are equal, without a short range")
    first = known[0]
    asked = []
    for other in numbers:
        if other is first:
            continue
        for step in first.values or ():
            bound = step * first.times / other.times
            asked.append(implies(first.least(step), other.must(bound, upper=False)))
            asked.append(implies(first.most(step), other.must(bound, upper=True)))
    return both(*asked)
