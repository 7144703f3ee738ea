"""The shape of a picture, said in the way of another model: pixels, a ratio, a resolution."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final

from modelpact import ir, places
from modelpact.effective import TIER, Shape, dimensions, pixels, quotient, shape, tier

_SAME: Final = 0.02
"""Ratios that are so near to the nearest one, as a share of it, count as equally near; then the area decides."""
_ALIKE: Final = math.log(1.5)
"""How far two areas are apart that are said to be alike, as the logarithm of one by the other."""
_COARSEST: Final = 64
"""The largest number in a ratio that is worked out."""


def shaped(source: ir.Model, body: Any, target: ir.Model) -> Iterator[tuple[ir.Path, Any]]:
    """Yield what the size parameters of a model are for the shape that a body of another model asks for.

    Nothing for a body that says nothing of it, nor for what it leaves to a default.
    """
    said, whole = shape(source, body, default=False), shape(source, body)
    if said == Shape():
        return
    for path in target.response.size:
        value = places.find(target.body, path) or ir.Value()
        if isinstance(value.disposition, ir.Rejected | ir.Ignored | ir.Unverified):
            continue
        found = _Wanted(said, whole).among(value, dimensions(target, path))
        if found is not None:
            yield path, found


def keeps(source: ir.Model, before: Any, target: ir.Model, after: Any) -> bool:
    """Tell whether what the one body says of a shape is what the other one says to its own model."""
    asked, told = _measures(shape(source, before, default=False)), _measures(
        shape(target, after, default=False)
    )
    return all(
        one is None or (other is not None and abs(math.log(one / other)) <= _SAME)
        for one, other in zip(asked, told, strict=True)
    )


def _measures(said: Shape) -> tuple[float | None, float | None]:
    """The ratio and the side of a square that is as large."""
    if said.pixels is None:
        return said.ratio, said.side or None
    return said.pixels[0] / said.pixels[1], math.sqrt(math.prod(said.pixels))


class _Wanted:
    """What is asked for: ``said`` by the caller, ``whole`` with the defaults."""

    def __init__(self, said: Shape, whole: Shape) -> None:
        self._pixels = said.pixels
        self._ratio, self._side = _measures(said)
        ratio, side = self._ratio or whole.ratio or 1.0, self._side or whole.side or TIER
        self._size = (side * ratio**0.5, side / ratio**0.5)

    def among(self, value: ir.Value, spelled: ir.Dimensions | None) -> str | None:
        """The size, ratio or resolution that fits best, as a model spells it; None where none does."""
        listed = _listed(value, spelled)
        sizes = {text: size for text in listed if (size := pixels(spelled, text))}
        ratios = {text: ratio for text in listed if (ratio := quotient(text))}
        tiers = {text: side for text in listed if (side := tier(text))}
        if spelled is not None and spelled.nearest_word is None and value.enum is None:
            exact = self._spelled(spelled)
            if exact is not None and (not sizes or exact in sizes):
                return exact
        if sizes:
            return self._nearest_size(sizes)
        if ratios and self._ratio is not None:
            return min(ratios, key=_distance(self._ratio, ratios))
        if tiers and self._side is not None:
            return min(tiers, key=_distance(self._side, tiers))
        return None

    def _spelled(self, spelled: ir.Dimensions) -> str:
        """Spell the size out, or the ratio where that is what stands there."""
        width, height = self._pixels or self._size
        if spelled.separator == ":":
            width, height = Fraction(width / height).limit_denominator(_COARSEST).as_integer_ratio()
        return f"{max(1, round(width))}{spelled.separator}{max(1, round(height))}"

    def _nearest_size(self, sizes: dict[str, tuple[int, int]]) -> str | None:
        """The size whose ratio is nearest, and of these the one whose area is; where only that is asked, if it is."""
        wanted = self._size[0] / self._size[1]
        off = {text: abs(math.log(size[0] / size[1] / wanted)) for text, size in sizes.items()}
        least = min(off.values()) + _SAME
        areas = {text: float(math.prod(sizes[text])) for text in sizes if off[text] <= least}
        distance = _distance(math.prod(self._size), areas)
        nearest = min(areas, key=distance)
        return nearest if self._ratio is not None or distance(nearest) <= _ALIKE else None


def _listed(value: ir.Value, spelled: ir.Dimensions | None) -> tuple[str, ...]:
    """The texts that are named for a place: all that may stand there, else those that are advised, else words."""
    advised = value.advised.value.enum if value.advised else None
    listed = value.enum or advised or (spelled.words if spelled else ())
    return tuple(item for item in listed if isinstance(item, str))


def _distance(wanted: float, known: Mapping[str, float]) -> Callable[[str], float]:
    return lambda text: abs(math.log(known[text] / wanted))
