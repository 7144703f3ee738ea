"""What a request asks for, by what the catalogue says of its body: how many pictures, how large, in what form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from modelpact import ir, outcome, places
from modelpact.effective import TIER, at, dimensions, effective, pixels, shape
from modelpact.mock.pictures import fitting
from modelpact.resolve.rules import within
from modelpact.schemas.admits import same

MOST: Final = 64
"""Pictures in one answer."""
_GRID: Final = 8
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
    form = effective(model, body, response.format)
    return Asked(
        number=_number(model, body),
        width=width,
        height=height,
        jpeg=isinstance(form, str) and _FORMAT.fullmatch(form) is not None,
        form=_form(model, body),
    )


# --- how many ----------------------------------------------------------------------------------


def _number(model: ir.Model, body: Any) -> int:
    count = model.response.count
    if count is None or not _holds(count.when, body):
        return 1
    number = effective(model, body, count.path)
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
            return any(same(value, item) for value in values for item in listed)
        case ir.NotIn(listed):
            return not any(same(value, item) for value in values for item in listed)
        case ir.Within(bounds):
            numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
            return any(within(number, bounds) for number in numbers)
        case ir.Present():
            return True


# --- how large ---------------------------------------------------------------------------------


def _size(model: ir.Model, body: Any) -> tuple[float, float]:
    """Width and height as they are said, else from a shape and a resolution, else the first that is listed."""
    said = shape(model, body)
    if said.pixels is not None:
        return said.pixels
    if said.ratio is None and not said.side:
        return next(_listed(model), (TIER, TIER))
    ratio, side = said.ratio or 1.0, max(said.side or TIER, 1)
    width = side * ratio**0.5
    return _on_grid(width), _on_grid(width / ratio)


def _on_grid(side: float) -> int:
    return max(_GRID, round(side / _GRID) * _GRID)


def _listed(model: ir.Model) -> Iterator[tuple[int, int]]:
    for path in model.response.size:
        value = places.find(model.body, path)
        for item in (value.enum or ()) if value else ():
            if isinstance(item, str) and (sides := pixels(dimensions(model, path), item)):
                yield sides


# --- in what form ------------------------------------------------------------------------------


def _form(model: ir.Model, body: Any) -> str:
    """The form that comes back, the likeliest where it is not known; empty where nothing is said."""
    sent = next(at(body, model.response.selector), None) if model.response.selector else None
    found: Iterable[outcome.Outcome] = outcome.outcomes(model)
    if sent is not None:
        known = (o for o in found if o.asked is not None and same(o.asked.value, sent))
        return next(known, outcome.otherwise(model)).form
    return next(iter(found)).form
