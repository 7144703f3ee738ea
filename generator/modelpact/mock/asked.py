"""What a request asks for, by what the catalogue says of its body: how many pictures, how large, in what form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from modelpact import ir, outcome, places
from modelpact.mock.pictures import fitting
from modelpact.resolve.rules import within

MOST: Final = 64
"""Pictures in one answer."""
_SIDE: Final = 1024
_GRID: Final = 8
_RATIO = re.compile(r"([0-9]{1,5}(?:\.[0-9]+)?):([0-9]{1,5}(?:\.[0-9]+)?)")
_TIER = re.compile(r"([0-9]{1,2}(?:\.[0-9]+)?)[kK]")
_FORMAT = re.compile(r"(?:image/)?(jpe?g)", re.IGNORECASE)


class Asked(NamedTuple):
    """What comes back: ``form`` as the pact names it, empty where it says nothing."""

    number: int
    width: int
    height: int
    jpeg: bool
    form: str


def asked(model: ir.Model, body: Any) -> Asked:
    """Read a request that the model accepts."""
    response = model.response
    width, height = fitting(*_size(model, body))
    form = _effective(model, body, response.format)
    return Asked(
        number=_number(model, body),
        width=width,
        height=height,
        jpeg=isinstance(form, str) and _FORMAT.fullmatch(form) is not None,
        form=_form(model, body),
    )


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


def _effective(model: ir.Model, body: Any, path: ir.Path) -> Any:
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
        return value.default.value.value if value.default else None
    match value.disposition:
        case ir.Converted(to=to, table=table) if to == path:
            sent = _looked_up(table, sent)
        case _:
            pass
    uses = [found.use for found in value.tolerated if _same(found.value, sent)]
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
    return next((becomes for given, becomes in table if _same(given, sent)), sent)


def _same(first: Any, second: Any) -> bool:
    return bool(first == second) and isinstance(first, bool) == isinstance(second, bool)


# --- how many ----------------------------------------------------------------------------------


def _number(model: ir.Model, body: Any) -> int:
    count = model.response.count
    if count is None or not _holds(count.when, body):
        return 1
    number = _effective(model, body, count.path)
    if isinstance(number, str) and number.isdecimal() and number.isascii():  # numericText
        number = int(number[:9])
    if isinstance(number, bool) or not isinstance(number, int | float):
        return 1
    return int(max(1, min(MOST, number)))


def _holds(when: tuple[tuple[ir.Test, ...], ...], body: Any) -> bool:
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
            return any(_same(value, item) for value in values for item in listed)
        case ir.NotIn(listed):
            return not any(_same(value, item) for value in values for item in listed)
        case ir.Within(bounds):
            numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
            return any(within(number, bounds) for number in numbers)
        case ir.Present():
            return True


# --- how large ---------------------------------------------------------------------------------


def _size(model: ir.Model, body: Any) -> tuple[float, float]:
    """Width and height as they are said, else from a shape and a resolution, else the first that is listed."""
    said = [(path, _effective(model, body, path)) for path in model.response.size]
    sides = [v for _, v in said if isinstance(v, int | float) and not isinstance(v, bool) and v > 0]
    if sides:
        return sides[0], sides[-1]
    texts = [(_dimensions(model, path), value) for path, value in said if isinstance(value, str)]
    for dimensions, text in texts:
        if pixels := _pixels(dimensions, text):
            return pixels
    ratio = next((found for dims, text in texts if (found := _ratio(dims, text))), None)
    tiers = (_TIER.fullmatch(text) for _, text in texts)
    side = next((float(tier[1]) * _SIDE for tier in tiers if tier), 0.0)
    if ratio is None and not side:
        return next(_listed(model), (_SIDE, _SIDE))
    ratio, side = ratio or 1.0, max(side or _SIDE, 1)
    width = side * ratio**0.5
    return _on_grid(width), _on_grid(width / ratio)


def _on_grid(side: float) -> int:
    return max(_GRID, round(side / _GRID) * _GRID)


def _dimensions(model: ir.Model, path: ir.Path) -> ir.Dimensions | None:
    value = places.find(model.body, path)
    for kind in value.kinds if value else ():
        if isinstance(kind, ir.String) and kind.dimensions:
            return kind.dimensions
    return None


def _pixels(dimensions: ir.Dimensions | None, text: str) -> tuple[int, int] | None:
    """Read ``WxH``, unless the server takes nothing but its ratio from it."""
    if dimensions is not None and dimensions.nearest_word is not None:
        return None
    return _sides(dimensions, text)


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
    if own := _quotient(text):
        return own
    sides = _sides(dimensions, text)
    if dimensions is None or sides is None:
        return None
    wanted = sides[0] / sides[1]
    known = [ratio for word in dimensions.words if (ratio := _quotient(word))]
    return min(known, key=lambda ratio: abs(ratio / wanted - 1), default=wanted)


def _quotient(text: str) -> float | None:
    found = _RATIO.fullmatch(text)
    if found is None or not float(found[1]) or not float(found[2]):
        return None
    return float(found[1]) / float(found[2])


def _listed(model: ir.Model) -> Iterator[tuple[int, int]]:
    for path in model.response.size:
        value = places.find(model.body, path)
        for item in (value.enum or ()) if value else ():
            if isinstance(item, str) and (sides := _pixels(_dimensions(model, path), item)):
                yield sides


# --- in what form ------------------------------------------------------------------------------


def _form(model: ir.Model, body: Any) -> str:
    """The form that comes back, the likeliest where it is not known; empty where nothing is said."""
    sent = next(at(body, model.response.selector), None) if model.response.selector else None
    found: Iterable[outcome.Outcome] = outcome.outcomes(model)
    if sent is not None:
        known = (o for o in found if o.asked is not None and _same(o.asked.value, sent))
        return next(known, outcome.otherwise(model)).form
    return next(iter(found)).form
