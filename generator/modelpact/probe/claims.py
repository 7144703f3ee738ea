"""What the answer to an accepted request should be: each part of it is a claim that rests on one fact."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from modelpact import ir, places
from modelpact.effective import at, effective, form, holds, number, shapes

Part = Literal["count", "width", "height", "ratio", "side", "form", "format"]
NEAR: Final[dict[str, float]] = {"ratio": 0.03, "side": 0.2}
"""How far a measure may be off, as a share: the steps of real gateways are coarse. Others are exact."""
_FORMAT: Final = re.compile(r"(?:image/)?(png|jpe?g|webp|gif|bmp|tiff)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Claim:
    """``part`` of the answer is ``want``, by the fact ``id`` about the place ``about``; a wish where not ``sure``.

    ``default``: it is so by the default of the place.
    """

    part: Part
    want: int | float | str
    id: str
    about: str
    says: str
    sure: bool = True
    default: bool = False


def claims(model: ir.Model, body: Any) -> tuple[Claim, ...]:
    """List what the pact promises of the answer to a body that it accepts."""
    return (*_count(model, body), *_size(model, body), *_format(model, body), *_form(model, body))


def _count(model: ir.Model, body: Any) -> Iterator[Claim]:
    count = model.response.count
    wanted = number(model, body)
    if count is None:
        yield Claim("count", 1, "pictures", "", "one picture comes back")
    elif not holds(count.when, body):
        says = "one picture comes back where no series is asked for"
        yield Claim("count", 1, "pictures otherwise", ir.pointer(count.path), says)
    elif isinstance(wanted, int):
        yield from _claim(model, body, count.path, "count", wanted, f"{wanted} pictures come back")


def _size(model: ir.Model, body: Any) -> Iterator[Claim]:
    found = shapes(model, body)
    for index, (path, shape) in enumerate(found):
        if shape.pixels:
            named: tuple[Part, ...] = ("width", "height")
            for part, want in zip(named, shape.pixels, strict=True):
                if len(found) == 1 or (part == "width") == (index == 0):
                    says = f"the picture is {plain(want)} pixels in {part}"
                    yield from _claim(model, body, path, part, plain(want), says)
        if shape.ratio:
            says = f"the picture is {shape.ratio:.3g} times as wide as high"
            yield from _claim(model, body, path, "ratio", shape.ratio, says)
        if shape.side:
            says = f"the picture is as large as a square of {shape.side:.0f} pixels"
            yield from _claim(model, body, path, "side", shape.side, says)


def plain(number: float) -> int | float:
    """Spell a whole number as one."""
    return int(number) if float(number).is_integer() else number


def _format(model: ir.Model, body: Any) -> Iterator[Claim]:
    path = model.response.format
    said = effective(model, body, path)
    match = _FORMAT.fullmatch(said) if isinstance(said, str) else None
    if match:
        name = match[1].lower().replace("jpg", "jpeg")
        yield from _claim(model, body, path, "format", name, f"the picture is a {name}")


def _form(model: ir.Model, body: Any) -> Iterator[Claim]:
    found = form(model, body)
    path = model.response.selector
    if found.how == "unknown" or not found.form:
        return
    says = f"pictures come back as {found.form}"
    sure = found.how == "certain"
    if path:
        yield from _claim(model, body, path, "form", found.form, says, sure=sure)
    else:
        yield Claim("form", found.form, "form", "", says, sure)


def _claim(
    model: ir.Model,
    body: Any,
    path: ir.Path,
    part: Part,
    want: int | float | str,
    says: str,
    *,
    sure: bool = True,
) -> Iterator[Claim]:
    """Rest a claim on the parameter that says so: the one at the path, or another that is converted to it."""
    value = places.find(model.body, path)
    disposition = value.disposition if value else ir.Honoured()
    source = path
    if not list(at(body, path)):
        source = next((o for o in _converted(model, path) if list(at(body, o))), path)
    sent = next((json.dumps(item) for item in at(body, source)), "")
    where = ir.pointer(source)
    told = f"{where} {sent}: {says}" if sent else f"without {where} {says}"
    unsure = isinstance(disposition, ir.Advisory | ir.Unverified) or _unsure(model, source)
    if part != "form" and unsure:
        sure = False
    id_ = f"{part} {where} {sent or 'absent'}"
    rests = not sent and not isinstance(disposition, ir.Forced | ir.Advisory)
    by_default = rests and value is not None and value.default is not None
    yield Claim(part, want, id_, where, told, sure, by_default)


def _unsure(model: ir.Model, path: ir.Path) -> bool:
    value = places.find(model.body, path)
    return value is not None and isinstance(value.disposition, ir.Unverified)


def _converted(model: ir.Model, path: ir.Path) -> Iterator[ir.Path]:
    for other, member in places.walk(model.body):
        match member.value.disposition:
            case ir.Converted(to=to) if to == path and other != path:
                yield other
            case _:
                pass
