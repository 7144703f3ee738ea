"""Judge single values by constraints, exactly: where values are listed, nothing is lost."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache

from modelpact import ir
from modelpact.schemas import patterns


def admits(value: ir.Value, item: ir.Scalar) -> bool:
    """Tell whether a value is of an accepted kind and, where values are listed, among them."""
    listed = value.enum is None or any(same(item, other) for other in value.enum)
    return listed and (not value.kinds or any(kind_admits(kind, item) for kind in value.kinds))


def same(one: ir.Scalar, two: ir.Scalar) -> bool:
    """Compare as JSON does: 1 is 1.0, and true is no number."""
    return one == two and isinstance(one, bool) == isinstance(two, bool)


def kind_admits(kind: ir.Kind, item: ir.Scalar) -> bool:
    """Tell whether a value is of this kind, within its constraints."""
    match kind, item:
        case ir.Null(), None:
            return True
        case ir.Boolean(), bool():
            return True
        case (ir.Integer() | ir.Number(), bool()):
            return False
        case ir.Integer(range=bounds), int() | float():
            return float(item).is_integer() and within(bounds, Fraction(item))
        case ir.Number(range=bounds), int() | float():
            return within(bounds, exact(item))
        case ir.String(), str():
            return _text_admits(kind, item)
        case _:
            return False


def within(bounds: ir.Range, number: Fraction | int) -> bool:
    """Tell whether a number keeps bounds."""
    return not (
        (bounds.minimum is not None and number < exact(bounds.minimum))
        or (bounds.maximum is not None and number > exact(bounds.maximum))
        or (bounds.exclusive_minimum is not None and number <= exact(bounds.exclusive_minimum))
        or (bounds.exclusive_maximum is not None and number >= exact(bounds.exclusive_maximum))
        or (bounds.multiple_of is not None and number % exact(bounds.multiple_of) != 0)
    )


@lru_cache(maxsize=4096)
def exact(number: int | float) -> Fraction:
    """Take a number for the decimal that it was written as."""
    return Fraction(str(number))


def _text_admits(kind: ir.String, text: str) -> bool:
    return (
        (kind.min_length is None or len(text) >= kind.min_length)
        and (kind.max_length is None or len(text) <= kind.max_length)
        and (kind.pattern is None or re.fullmatch(kind.pattern, text) is not None)
        and (
            kind.image is None
            or re.search(patterns.image(kind.image, tolerate=False), text) is not None
        )
        and (kind.dimensions is None or _size_admits(kind.dimensions, text))
    )


def _size_admits(item: ir.Dimensions, text: str) -> bool:
    if text in item.words:
        return True
    first, _, second = text.partition(item.separator)
    if not (re.fullmatch(patterns.SIDE, first) and re.fullmatch(patterns.SIDE, second)):
        return False
    width, height = int(first), int(second)
    measures = (
        (item.width, (width,)),
        (item.height, (height,)),
        (item.side, (width, height)),
        (item.longest, (max(width, height),)),
        (item.shortest, (min(width, height),)),
        (item.area, (width * height,)),
    )
    ratio = Fraction(width, height)
    return (
        all(within(bounds, Fraction(number)) for bounds, numbers in measures for number in numbers)
        and (item.ratio_minimum is None or ratio >= Fraction(*item.ratio_minimum))
        and (item.ratio_maximum is None or ratio <= Fraction(*item.ratio_maximum))
    )
