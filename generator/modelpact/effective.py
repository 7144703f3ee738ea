"""What takes effect of a body: the value at a place, whatever is sent, and the shape of the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from modelpact import ir, places
from modelpact.schemas.admits import same

TIER: Final = 1024
"""Pixels along the side of a square picture of 1K."""
_RATIO = re.compile(r"([0-9]{1,5}(?:\.[0-9]+)?):([0-9]{1,5}(?:\.[0-9]+)?)")
_TIER = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?)[kK]")


class Shape(NamedTuple):
    """What is said of a picture: ``pixels`` as (width, height), width / height, and the side of a square as large.

    None is what nothing says, where ``pixels`` say the rest.
    """

    pixels: tuple[float, float] | None = None
    ratio: float | None = None
    side: float | None = None


def at(value: Any, path: ir.Path) -> Iterator[Any]:
    """Yield the values that a path leads to."""
    if not path:
        yield value
    elif isinstance(value, dict):
        if path[0] in value:
            yield from at(value[path[0]], path[1:])
    elif isinstance(value, list):
        if path[0] == ir.EACH:
            for item in value:
                yield from at(item, path[1:])
        elif path[0].isdecimal() and int(path[0]) < len(value):
            yield from at(value[int(path[0])], path[1:])


def effective(model: ir.Model, body: Any, path: ir.Path, *, default: bool = True) -> Any:
    """Return what takes effect at a path: what is sent, what stands in for it, or the default; else None."""
    value = places.find(model.body, path) if path else None
    if value is None:
        return None
    match value.disposition:
        case ir.Forced(value=usual) | ir.Advisory(value=usual):
            return usual
        case ir.Ignored() | ir.Rejected():
            sent = None
        case _:
            sent = next(at(body, path), None)
    if sent is None:
        sent = next(_converted(model, body, path), None)
    if sent is None:
        return value.default.value.value if value.default and default else None
    match value.disposition:
        case ir.Converted(to=to, table=table) if to == path:
            sent = _looked_up(table, sent)
        case _:
            pass
    uses = [found.use for found in value.tolerated if same(found.value, sent)]
    return sent if not uses or uses[0] is None else uses[0]


def _converted(model: ir.Model, body: Any, path: ir.Path) -> Iterator[Any]:
    """Yield what other parameters of the body become at this path."""
    for other, member in places.walk(model.body):
        match member.value.disposition:
            case ir.Converted(to=to, table=table) if to == path and other != path:
                for sent in at(body, other):
                    yield _looked_up(table, sent)
            case _:
                pass


def _looked_up(table: tuple[tuple[ir.Scalar, ir.Scalar], ...], sent: Any) -> Any:
    return next((becomes for given, becomes in table if same(given, sent)), sent)


# --- the shape of the picture ------------------------------------------------------------------


def shape(model: ir.Model, body: Any, *, default: bool = True) -> Shape:
    """Read what is said of the picture's shape, in the parameters that the pact names for it."""
    said = [(path, effective(model, body, path, default=default)) for path in model.response.size]
    sides = [v for _, v in said if isinstance(v, int | float) and not isinstance(v, bool) and v > 0]
    if sides:
        return Shape(pixels=(sides[0], sides[-1]))
    texts = [(dimensions(model, path), value) for path, value in said if isinstance(value, str)]
    for dims, text in texts:
        if found := pixels(dims, text):
            return Shape(pixels=found)
    ratios = (ratio for dims, text in texts if (ratio := _ratio(dims, text)))
    tiers = (side for _, text in texts if (side := tier(text)) is not None)
    return Shape(ratio=next(ratios, None), side=next(tiers, None))


def dimensions(model: ir.Model, path: ir.Path) -> ir.Dimensions | None:
    """How sizes are spelled at a place."""
    value = places.find(model.body, path)
    for kind in value.kinds if value else ():
        if isinstance(kind, ir.String) and kind.dimensions:
            return kind.dimensions
    return None


def pixels(dimensions: ir.Dimensions | None, text: str) -> tuple[int, int] | None:
    """Read ``WxH``, unless the server takes nothing but its ratio from it."""
    if dimensions is not None and dimensions.nearest_word is not None:
        return None
    return _sides(dimensions, text)


def tier(text: str) -> float | None:
    """Read ``2K``: the side of a square picture that is so large, in pixels."""
    found = _TIER.fullmatch(text)
    return float(found[1]) * TIER if found else None


def quotient(text: str) -> float | None:
    """Read ``W:H``: width / height."""
    found = _RATIO.fullmatch(text)
    if found is None or not float(found[1]) or not float(found[2]):
        return None
    return float(found[1]) / float(found[2])


def _sides(dimensions: ir.Dimensions | None, text: str) -> tuple[int, int] | None:
    separators = {"x"}
    if dimensions is not None:
        separators = {dimensions.separator, *dimensions.tolerated_separators}
    for separator in sorted(separators - {":"}):
        width, found, height = text.partition(separator)
        if found and all(side.isascii() and side.isdecimal() for side in (width, height)):
            return max(1, int(width[:9])), max(1, int(height[:9]))
    return None


def _ratio(dimensions: ir.Dimensions | None, text: str) -> float | None:
    """Read ``W:H``, or which of the words that are ratios is nearest to ``WxH``."""
    if own := quotient(text):
        return own
    sides = _sides(dimensions, text)
    if dimensions is None or sides is None:
        return None
    wanted = sides[0] / sides[1]
    known = [ratio for word in dimensions.words if (ratio := quotient(word))]
    return min(known, key=lambda ratio: abs(ratio / wanted - 1), default=wanted)
