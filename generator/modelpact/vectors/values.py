"""What may stand at a place, and what may nearly: values on both sides of everything that is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any, Final

from modelpact import ir
from modelpact.vectors.numbers import beside, plain
from modelpact.vectors.patterns import matches
from modelpact.vectors.pictures import pictures
from modelpact.vectors.sizes import sizes

Probe = tuple[Any, str]
"""A value, and what it is about."""

_ANY: Final[tuple[Any, ...]] = (None, True, 1, 1.5, "1", [], {})
_NO_NUMBERS: Final = ("NaN", "1", "", [1], {"value": 1}, False)
_NO_BOOLEANS: Final = (0, 1, "true", False)
_NO_INTEGERS: Final = ("01", "4.0", "1e1", " 4", "-1", "1" * 15, "1" * 16, "0.5", "1.", "\u0664")
_TEXT: Final = "abcdefghij"
_WIDE: Final = "\U0001f600"  # one code point, two units of UTF-16
_LOOK_ALIKES: Final = {"k": "\u212a", "s": "\u017f"}


def probes(value: ir.Value, longest: int) -> Iterator[Probe]:
    """Yield values for a place; texts of at most ``longest`` characters. How many items a list has is not tried."""
    if isinstance(value.disposition, ir.Rejected):
        yield from (("text", "rejected"), (None, "rejected"))
        return
    yield from _listed(value)
    for each in value.tolerated:
        yield each.value, f"tolerated {each.value}"
        if isinstance(each.value, str):
            yield each.value.swapcase(), f"tolerated {each.value}, in another case"
    for kind in value.kinds:
        yield from _of(kind, value.enum or (), longest)
    yield from ((other, "type") for other in _ANY)
    if value.advised is not None:
        for what, about in probes(value.advised.value, longest):
            yield what, f"advised: {about}"
    match value.disposition:
        case ir.Forced(value=wanted) | ir.Advisory(value=wanted):
            yield wanted, "what comes anyway"


def counts(value: ir.Value) -> Iterator[tuple[int, str]]:
    """Yield how many items to try in a list."""
    for kind in value.kinds:
        if isinstance(kind, ir.Array):
            yield from ((number, "items") for number in (0, 1, 2))
            if kind.min_items is not None:
                yield from (
                    (n, "fewest items") for n in (kind.min_items - 1, kind.min_items) if n >= 0
                )
            if kind.max_items is not None:
                yield from ((n, "most items") for n in (kind.max_items, kind.max_items + 1))
    if value.advised is not None:
        for number, about in counts(value.advised.value):
            yield number, f"advised: {about}"


def _listed(value: ir.Value) -> Iterator[Probe]:
    """Yield the values of a list, and near misses."""
    listed = value.enum or ()
    for item in listed:
        yield item, f"listed {ir.Json.of(item).text}"
    texts = [item for item in listed if isinstance(item, str)]
    numbers = [item for item in listed if isinstance(item, int | float) and item is not True]
    for text in texts[:1]:
        yield from ((near, "misspelt") for near in (f"{text}x", text[:-1], f" {text}", f"{text}\n"))
    for text in texts:
        for near in dict.fromkeys((text.upper(), text.lower(), text.swapcase())):
            yield near, "in another case"
        if value.ignore_case:
            for letter, like in _LOOK_ALIKES.items():
                yield text.lower().replace(letter, like, 1), "a look-alike of a letter"
    for number in numbers:
        yield from (
            (near, "beside a listed number") for near in (number + 1, -number, float(number))
        )
        yield str(number), "a listed number as text"


def _of(kind: ir.Kind, listed: tuple[ir.Scalar, ...], longest: int) -> Iterator[Probe]:
    match kind:
        case ir.Integer() | ir.Number():
            yield from _numbers(kind)
        case ir.Boolean():
            yield from ((other, "boolean") for other in (*_NO_BOOLEANS, True))
        case ir.String():
            yield from _texts(kind, listed, longest)
        case ir.Null() | ir.Array() | ir.Object():
            pass  # null and {} are tried everywhere; items and members are places of their own


def _numbers(kind: ir.Integer | ir.Number) -> Iterator[Probe]:
    whole = isinstance(kind, ir.Integer)
    found = list(beside(kind.range, whole)) or [(Fraction(n), "number") for n in (-1, 0, 1)]
    for number, about in found:
        yield plain(number), about
    for number, about in found:
        if whole:
            yield float(number), f"{about}, written as a fraction"
        yield str(plain(number)), f"{about}, as text"
    yield from ((other, "no number") for other in _NO_NUMBERS)
    yield float(found[0][0]) + 0.5, "a fraction"
    if kind.numeric_text:
        yield from ((text, "a number as text") for text in _NO_INTEGERS)


def _texts(kind: ir.String, listed: tuple[ir.Scalar, ...], longest: int) -> Iterator[Probe]:
    if kind.dimensions is not None:
        yield from sizes(kind.dimensions, tuple(t for t in listed if isinstance(t, str)))
    if listed:
        return  # nothing else counts
    if kind.image is not None:
        yield from pictures(kind.image, longest)
    least, most = kind.min_length or 0, kind.max_length
    lengths = tuple(
        length
        for length in (least - 1, least, *(() if most is None else (most, most + 1)))
        if 0 <= length <= longest
    )
    for length in lengths:
        yield (_TEXT * (length // len(_TEXT) + 1))[:length], f"{length} characters"
        if length:
            yield _WIDE + (_TEXT * (length // len(_TEXT) + 1))[
                : length - 1
            ], f"{length} code points"
    if kind.pattern is not None:
        good = matches(kind.pattern, (least + 1, *lengths))
        for text in good:
            yield text, "pattern"
        for text in good[:2]:
            yield from (
                (other, "beside the pattern")
                for other in (f"{text}\n", f"{text}!", f"!{text}", text.swapcase())
            )
    if not lengths and kind.image is None and kind.dimensions is None:
        yield from ((text, "text") for text in ("", "text"))
