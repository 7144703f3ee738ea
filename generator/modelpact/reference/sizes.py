"""The sizes and ratios that a parameter lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from modelpact import ir

_PAIR: Final = re.compile(r"([1-9][0-9]{0,5})[^0-9]([1-9][0-9]{0,5})")


class Size(NamedTuple):
    """A listed value that says width and height: pixels, or the numbers of a ratio."""

    text: str
    width: int
    height: int


def listed(value: ir.Value) -> list[list[Size]]:
    """Return them tier by tier, without words that say no size; where any size is taken, those that are advised."""
    if value.tiers:
        return [_sizes(tier.values) for tier in value.tiers]
    if value.enum is not None:
        return [_sizes(value.enum)]
    if value.advised is not None and value.advised.value.enum is not None:
        return [_sizes(value.advised.value.enum)]
    dimensions = (kind.dimensions for kind in value.kinds if isinstance(kind, ir.String))
    return [_sizes(found.words) for found in dimensions if found is not None]


def _sizes(values: Sequence[ir.Scalar]) -> list[Size]:
    pairs = (_PAIR.fullmatch(value) for value in values if isinstance(value, str))
    return [Size(pair[0], int(pair[1]), int(pair[2])) for pair in pairs if pair]
