"""What takes effect of a body: the value at a place, whatever is sent, and what the answer is by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from modelpact import ir, outcome, places
from modelpact.schemas.admits import exact, same, within

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
    found = Shape()
    for _, part in shapes(model, body, default=default):
        if part.pixels:
            return part
        found = Shape(ratio=found.ratio or part.ratio, side=found.side or part.side)
    return found


def shapes(model: ir.Model, body: Any, *, default: bool = True) -> list[tuple[ir.Path, Shape]]:
    """List what each of the parameters says that count; of two numbers each says the whole."""
    said = [(path, effective(model, body, path, default=default)) for path in model.response.size]
    sides = [(p, v) for p, v in said if isinstance(v, int | float) and v is not True and v > 0]
    if sides:
        both = Shape(pixels=(sides[0][1], sides[-1][1]))
        return [(path, both) for path, _ in (sides[0], sides[-1])]
    texts = [(path, dimensions(model, path), v) for path, v in said if isinstance(v, str)]
    for path, dims, text in texts:
        if found := pixels(dims, text):
            return [(path, Shape(pixels=found))]
    ratios = [(p, Shape(ratio=ratio)) for p, dims, text in texts if (ratio := _ratio(dims, text))]
    tiers = [(p, Shape(side=side)) for p, _, text in texts if (side := tier(text)) is not None]
    return [*ratios[:1], *tiers[:1]]


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


# --- how many pictures, and in what form -------------------------------------------------------


def number(model: ir.Model, body: Any) -> int | float:
    """Return how many pictures are asked for; it may be a number that none can be."""
    count = model.response.count
    if count is None or not holds(count.when, body):
        return 1
    asked = effective(model, body, count.path)
    if isinstance(asked, str) and asked.isdecimal() and asked.isascii():  # numericText
        asked = int(asked[:9])
    return 1 if isinstance(asked, bool) or not isinstance(asked, int | float) else asked


def form(model: ir.Model, body: Any) -> outcome.Outcome:
    """Return the outcome of what is asked of the pictures' form."""
    sent = next(at(body, model.response.selector), None) if model.response.selector else None
    found = outcome.outcomes(model)
    if sent is None:
        return found[0]
    known = (o for o in found if o.asked is not None and same(o.asked.value, sent))
    return next(known, outcome.otherwise(model))


def holds(when: tuple[tuple[ir.Test, ...], ...], body: Any) -> bool:
    """Tell whether a condition from the body's root holds."""
    return not when or any(all(_passes(test, body) for test in tests) for tests in when)


def _passes(test: ir.Test, body: Any) -> bool:
    values = list(at(body, test.path))
    match test.check:
        case ir.Absent():
            return not values
        case ir.Counted(minimum, maximum):
            return (minimum or 0) <= len(values) and (maximum is None or len(values) <= maximum)
    if not values:
        return test.when_absent
    match test.check:
        case ir.In(listed):
            return any(same(value, item) for value in values for item in listed)
        case ir.NotIn(listed):
            return not any(same(value, item) for value in values for item in listed)
        case ir.Within(bounds):
            numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
            return any(within(bounds, exact(number)) for number in numbers)
        case ir.Present():
            return True
