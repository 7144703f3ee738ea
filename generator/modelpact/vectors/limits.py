"""Numbers and counts whose sum or product is at or beside a limit."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from modelpact import ir, places
from modelpact.schemas.admits import exact, within
from modelpact.vectors.bodies import Change, Changes, Fill, Put, Remove
from modelpact.vectors.numbers import plain

_MOST: Final = 64  # items that a vector lists at the most


@dataclass(frozen=True, slots=True)
class _Amount:
    """One term of a limit: how to set it, and to what."""

    term: ir.Term
    path: ir.Path
    value: ir.Value

    def change(self, number: Fraction | None) -> Change:
        """Let the term be a number before its factor; None: let it be absent."""
        if number is None:
            return Remove(self.path)
        return Fill(self.path, int(number)) if self.term.count else Put(self.path, plain(number))

    def counts_as(self, number: Fraction | None) -> Fraction:
        """What it adds or multiplies; what has no default is tried as if that were 0."""
        if number is None:
            number = exact(self.term.absent or 0)
        return number * exact(self.term.times)

    def takes(self, number: Fraction) -> bool:
        """Tell whether the member may be that number, be it in its own bounds or not."""
        if self.term.count:
            most = _MOST if ir.EACH in self.path else 1
            return number.denominator == 1 and 0 <= number <= most
        fractions = not any(isinstance(kind, ir.Integer) for kind in self.value.kinds)
        return fractions or number.denominator == 1

    def usual(self) -> list[Fraction | None]:
        """List what it may be while another term is varied."""
        found: list[Fraction | None] = [None]
        tried = [Fraction(n) for n in (0, 1, 2, 3, 5, 10, 50)]
        for kind in self.value.kinds if not self.term.count else ():
            if isinstance(kind, ir.Integer | ir.Number):
                ends = (kind.range.minimum, kind.range.maximum)
                tried += [exact(end) for end in ends if end is not None]
        taken = [number for number in dict.fromkeys(tried) if self.takes(number)]
        return found + [number for number in taken if self._keeps(number)]

    def _keeps(self, number: Fraction) -> bool:
        kinds = self.value.kinds if not self.term.count else ()
        bounds = [kind.range for kind in kinds if isinstance(kind, ir.Integer | ir.Number)]
        return all(within(each, number) for each in bounds)


def limit_scenes(limit: ir.Limit, scope: ir.Path, model: ir.Model) -> Iterator[tuple[Changes, str]]:
    """Yield changes that bring the terms of a limit to its bounds, and beside them."""
    amounts = [
        _Amount(term, path, places.find(model.body, path) or ir.Value())
        for term in limit.terms
        for path in [(*scope, *term.path)]
    ]
    if limit.op == "equal":
        yield from _equal(amounts)
        return
    for bound, word in ((limit.maximum, "maximum"), (limit.minimum, "minimum")):
        if bound is not None:
            for total in (exact(bound) + 1, exact(bound), exact(bound) - 1):
                for changes in _totals(limit.op, amounts, total):
                    yield changes, f"{word} {bound}: {plain(total)}"
    for amount in amounts:
        others = [
            other.change(next(iter(other.usual()[1:]), None))
            for other in amounts
            if other is not amount
        ]
        if not amount.term.count:
            yield (*others, Put(amount.path, "1")), "no number"
        yield (*others, Remove(amount.path)), "absent"


def _equal(amounts: list[_Amount]) -> Iterator[tuple[Changes, str]]:
    for numbers in itertools.product((1, 2, 0), repeat=len(amounts)):
        if all(a.takes(Fraction(n)) for a, n in zip(amounts, numbers, strict=True)):
            pairs = zip(amounts, numbers, strict=True)
            changes = tuple(amount.change(Fraction(number)) for amount, number in pairs)
            yield changes, f"terms {', '.join(map(str, numbers))}"


def _totals(op: str, amounts: list[_Amount], total: Fraction) -> Iterator[Changes]:
    """Yield ways to a total: each term in turn makes it up, with the others absent, least and most."""
    for index, amount in enumerate(amounts):
        others = [*amounts[:index], *amounts[index + 1 :]]
        for taken in _few(others):
            counted = [other.counts_as(number) for other, number in zip(others, taken, strict=True)]
            rest = (
                math.prod(counted, start=Fraction(1))
                if op == "product"
                else sum(counted, Fraction(0))
            )
            number = _missing(op, total, rest, exact(amount.term.times))
            told = tuple(other.change(n) for other, n in zip(others, taken, strict=True))
            if number is not None and amount.takes(number):
                yield (*told, amount.change(number))
            default = amount.counts_as(None)
            if total == (rest * default if op == "product" else rest + default):
                yield (*told, amount.change(None))


def _few(others: list[_Amount]) -> Iterator[tuple[Fraction | None, ...]]:
    """Vary the other terms together, not each for itself."""
    yield from itertools.zip_longest(*(other.usual() for other in others)) if others else [()]


def _missing(op: str, total: Fraction, rest: Fraction, times: Fraction) -> Fraction | None:
    if op == "sum":
        return (total - rest) / times if times else None
    return total / (rest * times) if rest * times else None
