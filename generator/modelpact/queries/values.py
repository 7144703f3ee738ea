"""Values that may stand for another one: the nearest first."""

from __future__ import annotations

import difflib
import json
import math
import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from modelpact import example, ir
from modelpact.effective import tier
from modelpact.queries.patch import How
from modelpact.schemas.admits import exact
from modelpact.vectors.numbers import plain
from modelpact.vectors.patterns import matches

Candidate = tuple[Any, How]
_DECIMAL: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
_BOOLEANS: Final = {"true": True, "false": False}
# How base64 of a file of each format begins.
_HEADS: Final = {
    "png": "iVBORw0KGgo",
    "jpeg": "/9j/",
    "webp": "UklGR",
    "gif": "R0lGOD",
    "bmp": "Qk",
}
_BESIDE: Final = Fraction(1, 100)
"""How far beyond a bound that is not accepted itself a number is put, where it has no steps."""
_DATA: Final = re.compile(r"data:([^,]*);base64,", re.IGNORECASE)


def candidates(value: ir.Value, written: Any) -> Iterator[Candidate]:
    """Yield what may stand at a place instead of what is written there; the caller has to try them."""
    if value.enum is not None:
        yield from _listed(value.enum, written)
    for kind in value.kinds:
        yield from _of(kind, written)
    if value.advised is not None:
        yield from candidates(value.advised.value, written)
    if isinstance(value.disposition, ir.Forced | ir.Advisory):
        yield value.disposition.value, "near"
    for each in value.enum or ():
        yield each, "any"
    if value.kinds or value.examples:
        yield example.sample(value), "any"


def nearest_name(written: str, names: tuple[str, ...]) -> str | None:
    """The name that is spelled most like this one; ``jpg``, ``jpeg`` and ``image/jpeg`` are the same."""
    folded = {_folded(name): name for name in reversed(names)}
    close = difflib.get_close_matches(_folded(written), folded, 1, 0.6)
    return folded[close[0]] if close else None


def _folded(name: str) -> str:
    spelled = re.sub(r"[\s_-]+", "-", name.strip().casefold()).removeprefix("image/")
    return "jpeg" if spelled == "jpg" else spelled


def _listed(enum: tuple[ir.Scalar, ...], written: Any) -> Iterator[Candidate]:
    texts = tuple(item for item in enum if isinstance(item, str))
    numbers = [item for item in enum if isinstance(item, int | float) and item is not True]
    number = _number(written)
    if isinstance(written, str) and (side := tier(written.strip())):
        tiers = [(abs(math.log(known / side)), item) for item in texts if (known := tier(item))]
        if tiers:
            yield min(tiers)[1], "near"
    if isinstance(written, str) and (near := nearest_name(written, texts)) is not None:
        yield near, "near"
    if number is not None and numbers:
        yield min(numbers, key=lambda item: abs(exact(item) - number)), "near"


def _of(kind: ir.Kind, written: Any) -> Iterator[Candidate]:
    match kind:
        case ir.Integer() | ir.Number():
            number = _number(written)
            if number is not None:
                near = within(kind.range, number, whole=isinstance(kind, ir.Integer))
                yield plain(near), "mend" if near == number else "near"
        case ir.Boolean():
            if isinstance(written, str) and written.strip().casefold() in _BOOLEANS:
                yield _BOOLEANS[written.strip().casefold()], "mend"
        case ir.String():
            yield from _texts(kind, written)
        case ir.Array():
            yield from _arrays(kind, written)
        case ir.Null() | ir.Object():
            pass
    if isinstance(written, list) and len(written) == 1 and not isinstance(kind, ir.Array):
        yield written[0], "mend"


def _number(written: Any) -> Fraction | None:
    if isinstance(written, str) and _DECIMAL.fullmatch(written.strip()):
        return Fraction(written.strip())
    if isinstance(written, int) and not isinstance(written, bool):
        return Fraction(written)
    return exact(written) if isinstance(written, float) and math.isfinite(written) else None


def within(bounds: ir.Range, number: Fraction, *, whole: bool) -> Fraction:
    """The number within bounds that is nearest to this one, as far as there is one."""
    step = exact(bounds.multiple_of) if bounds.multiple_of else Fraction(1) if whole else None
    beside = step or _BESIDE
    low = [exact(n) for n in (bounds.minimum,) if n is not None]
    low += [exact(n) + beside for n in (bounds.exclusive_minimum,) if n is not None]
    high = [exact(n) for n in (bounds.maximum,) if n is not None]
    high += [exact(n) - beside for n in (bounds.exclusive_maximum,) if n is not None]
    if step is not None:
        number = round(number / step) * step
        low = [math.ceil(bound / step) * step for bound in low]
        high = [math.floor(bound / step) * step for bound in high]
    return min([max([number, *low]), *high])


def _texts(kind: ir.String, written: Any) -> Iterator[Candidate]:
    if _number(written) is not None and not isinstance(written, str):
        yield json.dumps(written), "mend"
    if not isinstance(written, str):
        return
    if kind.image is not None:
        yield from ((same, "mend") for same in pictures(kind.image, written))
        return
    for text in dict.fromkeys((written.strip(), written.lower(), written.upper())):
        if text and text != written:
            yield text, "near"
    if kind.dimensions is not None and kind.dimensions.words:
        near = nearest_name(written, kind.dimensions.words)
        if near is not None:
            yield near, "near"
        yield from ((word, "any") for word in kind.dimensions.words)
    if kind.max_length is not None and len(written) > kind.max_length:
        yield written[: kind.max_length], "near"
    if kind.pattern is not None:
        lengths = tuple(n for n in (kind.min_length, kind.max_length) if n is not None)
        yield from ((text, "any") for text in matches(kind.pattern, lengths))


def pictures(kind: ir.ImageInput, written: str) -> Iterator[str]:
    """Yield the same picture in another wrapping."""
    head = _DATA.match(written)
    data = written[head.end() :] if head else written
    if head and (not kind.formats or _folded(head[1]) in kind.formats):
        yield data
    for form, begin in _HEADS.items():
        if data.startswith(begin) and (not kind.formats or form in kind.formats):
            yield f"data:image/{form};base64,{data}"


def _arrays(kind: ir.Array, written: Any) -> Iterator[Candidate]:
    if not isinstance(written, list):
        if written is not None:
            yield [written], "mend"
        return
    if kind.max_items is not None and len(written) > kind.max_items:
        yield written[: kind.max_items], "near"
    if kind.min_items is not None and len(written) < kind.min_items:
        item = example.sample(kind.items) if kind.items else example.PROMPT
        yield [*written, *[item] * (kind.min_items - len(written))], "add"
