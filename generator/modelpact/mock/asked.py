"""What a request asks for, by what the catalogue says of its body: how many pictures, how large, in what form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from modelpact import ir, places
from modelpact.effective import TIER, dimensions, effective, form, number, pixels, shape
from modelpact.mock.pictures import fitting

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
    kind = effective(model, body, response.format)
    return Asked(
        number=_number(model, body),
        width=width,
        height=height,
        jpeg=isinstance(kind, str) and _FORMAT.fullmatch(kind) is not None,
        form=form(model, body).form,
    )


def _number(model: ir.Model, body: Any) -> int:
    return int(max(1, min(MOST, number(model, body))))


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
