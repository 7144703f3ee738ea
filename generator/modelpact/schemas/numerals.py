"""Numbers that are written as text, where that is tolerated."""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir
from modelpact.schemas import patterns
from modelpact.schemas.admits import admits
from modelpact.schemas.reading import Reading

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
            least, most = _ends(bounds)
            if least is not None and most is not None and most - least < _SPELLED:
                numbers = [n for n in range(least, most + 1) if admits(ir.Value(kinds=(kind,)), n)]
                if numbers:
                    yield patterns.numbers(numbers)
                return
            yield patterns.INTEGER
        case ir.Number(range=bounds, numeric_text=True):
            yield patterns.NUMBER
        case _:
            return
    if bounds != ir.Range():
        reading.lose(place, "the bounds of a number that is written as text")


def _ends(bounds: ir.Range) -> tuple[int | None, int | None]:
    """Return whole numbers that enclose the range."""
    lower = bounds.minimum if bounds.minimum is not None else bounds.exclusive_minimum
    upper = bounds.maximum if bounds.maximum is not None else bounds.exclusive_maximum
    return None if lower is None else int(lower) - 1, None if upper is None else int(upper) + 1
