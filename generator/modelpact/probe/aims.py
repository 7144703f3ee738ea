"""What to put at a place to see whether a fact about it is true: each bound, and one step past it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any, Final, NamedTuple

from modelpact import example, ir
from modelpact.probe import pictures
from modelpact.schemas.admits import exact
from modelpact.vectors.bodies import Changes, Fill, Put
from modelpact.vectors.numbers import beside, plain
from modelpact.vectors.patterns import matches
from modelpact.vectors.sizes import bounded, first_broken

LONGEST: Final = 65_536
"""Characters in the longest text that is sent."""
_ENDS: Final = ("minimum", "exclusive_minimum", "maximum", "exclusive_maximum")
_MEASURES: Final = ("width", "height", "side", "longest", "shortest", "area")
_WRONG: Final[tuple[Any, ...]] = ("text", 1, True, [1], {"value": 1})


class Aim(NamedTuple):
    """Changes to a body that bear on one aspect of a value; ``aspect`` says which, ``what`` is shown to a reader.

    Where there are none, ``reason`` says why nothing is tried.
    """

    changes: Changes
    aspect: str
    what: Any = None
    reason: str = ""


class Unsent(NamedTuple):
    """Stands for a value that is not sent: why."""

    reason: str


def aims(path: ir.Path, value: ir.Value) -> Iterator[Aim]:
    """Yield what to try at a place. Whether it is accepted, the pact says: both sides of everything are here."""
    for what, aspect in _values(value):
        if isinstance(what, Unsent):
            yield Aim((), aspect, reason=what.reason)
        else:
            yield Aim((Put(path, what),), aspect, what)
    if isinstance(value.disposition, ir.Rejected):
        return
    for kind in value.kinds:
        match kind:
            case ir.Array(min_items=least, max_items=most):
                for count, aspect in _counts(least, most):
                    yield Aim((Fill((*path, ir.EACH), count),), aspect, count)
            case ir.Object():
                strange = (*path, "modelpact_probe")
                yield Aim((Put(strange, 1),), "a member of an unknown name", strange[-1])


def _values(value: ir.Value) -> Iterator[tuple[Any, str]]:
    if isinstance(value.disposition, ir.Rejected):
        yield example.sample(value), "the member"
        return
    yield from _listed(value)
    for kind in value.kinds:
        yield from _of_kind(kind, listed=bool(value.enum))
    yield from _other_types(value.kinds)
    if value.advised is not None:
        yield from _advised(value.advised.value)


def _advised(value: ir.Value) -> Iterator[tuple[Any, str]]:
    """Yield both sides of a zone that is only advised: nothing is refused there, so one value of a list is enough."""
    seen: set[str] = set()
    for what, aspect in _values(value):
        if aspect not in ("null", "another type", "another spelling in case"):
            if aspect not in seen or aspect != "the value":
                yield what, aspect
            seen.add(aspect)


def _listed(value: ir.Value) -> Iterator[tuple[Any, str]]:
    listed = value.enum or ()
    for item in (*listed, *(each.value for each in value.tolerated)):
        yield item, "the value"
    texts = [item for item in listed if isinstance(item, str)]
    numbers = [item for item in listed if isinstance(item, int | float) and item is not True]
    if texts:
        yield f"{texts[0]}x", "a value that is not listed"
    if numbers:
        yield max(numbers) + 1, "a value that is not listed"
    for kind in value.kinds:
        if isinstance(kind, ir.String) and kind.dimensions and texts:
            first, separator, second = texts[0].partition(kind.dimensions.separator)
            if (
                separator
                and first.isdecimal()
                and f"{int(first) + 64}{separator}{second}" not in listed
            ):
                yield f"{int(first) + 64}{separator}{second}", "a size that is not listed"
    cased = [text for text in texts if text.swapcase() not in listed and text.swapcase() != text]
    if cased:
        yield cased[0].swapcase(), "another spelling in case"


def _of_kind(kind: ir.Kind, listed: bool) -> Iterator[tuple[Any, str]]:
    match kind:
        case ir.Boolean():
            yield from ((flag, "the value") for flag in (True, False))
        case ir.Integer(range=bounds) | ir.Number(range=bounds) if not listed:
            found = list(_numbers(bounds, isinstance(kind, ir.Integer)))
            for number, aspect in found:
                yield number if isinstance(number, Unsent) else plain(number), aspect
            first = next((n for n, _ in found if not isinstance(n, Unsent)), Fraction(1))
            yield str(plain(first)), "a number as text"
            if bounds.multiple_of is None:
                ends = [
                    Fraction(end)
                    for end in (bounds.maximum, bounds.exclusive_maximum)
                    if end is not None
                ]
                half = (
                    Fraction(1, 2)
                    if not ends or first + Fraction(1, 2) < min(ends)
                    else -Fraction(1, 2)
                )
                yield float(math.floor(first) + half), "a number with a fraction"
        case ir.String() if not listed:
            yield from _texts(kind)
        case _:
            pass


def _numbers(bounds: ir.Range, whole: bool) -> Iterator[tuple[Fraction | Unsent, str]]:
    """Yield each bound and one step past it."""
    near = list(beside(bounds, whole))
    for name in _ENDS:
        bound = getattr(bounds, name)
        if bound is None:
            continue
        word = name.replace("_", " ")
        at = exact(bound)
        said = [number for number, about in near if about == f"{word} {bound}"]
        past = [n for n in said if (n < at if "minimum" in name else n > at)]
        within = [n for n in said if (n > at if "minimum" in name else n < at)]
        if name.startswith("exclusive"):
            past = [at]
        edge = [at] if at in said and not name.startswith("exclusive") else within
        closest = sorted(edge, key=lambda number: abs(number - at))[:1]
        beyond = _one_step(past, at, bounds.multiple_of)
        for number in (*closest, *beyond):
            yield number, f"the {word} {bound}"
        if not beyond:
            yield Unsent(
                "no number next to it breaks it alone"
            ), f"one step past the {word} {bound}"
    if bounds.multiple_of is not None:
        lowest = [n for n, about in near if about.startswith("multiple")]
        step = exact(bounds.multiple_of)
        off = Fraction(1) if whole else step / 2
        for number in (lowest[1], lowest[1] + off) if len(lowest) > 1 else ():
            yield number, f"the step {bounds.multiple_of}"


def _one_step(past: list[Fraction], at: Fraction, step: int | float | None) -> list[Fraction]:
    """Choose the nearest number past a bound that no step forbids, so that only the bound can refuse it."""
    kept = [n for n in past if step is None or n % exact(step) == 0]
    return sorted(kept, key=lambda number: abs(number - at))[:1]


def _texts(kind: ir.String) -> Iterator[tuple[Any, str]]:
    if kind.dimensions is not None:
        yield from _sizes(kind.dimensions)
    if kind.image is not None:
        yield from _pictures(kind.image)
    lengths = list(_counts(kind.min_length, kind.max_length, "characters"))
    if kind.pattern is not None:
        near = (kind.min_length or 0, (kind.min_length or 0) + 1)
        found = matches(kind.pattern, near)[:1]
        for text in found:
            yield text, "the pattern"
            yield f"{text}\n!", "the pattern"
        if not found:
            yield Unsent("no text was found that matches it"), "the pattern"
    if kind.pattern is not None or kind.image is not None or kind.dimensions is not None:
        for aspect in dict.fromkeys(aspect for _, aspect in lengths):
            yield Unsent("a text of that length would have to be more than long"), aspect
        return
    for length, aspect in lengths:
        if length <= LONGEST:
            yield _text(length), aspect
        else:
            yield Unsent(
                f"no text of more than {LONGEST:,} characters is sent"
            ), f"{length:,} characters: {aspect}"


def _text(length: int) -> str:
    return (f"{example.PROMPT}. " * (length // len(example.PROMPT) + 1))[:length].replace(" ", "_")


def _counts(least: int | None, most: int | None, noun: str = "items") -> Iterator[tuple[int, str]]:
    if least:
        yield from ((n, f"the least number of {noun}, {least}") for n in (least, least - 1))
    if most is not None:
        yield from ((n, f"the largest number of {noun}, {most}") for n in (most, most + 1))


def _sizes(kind: ir.Dimensions) -> Iterator[tuple[Any, str]]:
    for word in kind.words:
        yield word, "the value"
    found = list(bounded(kind))
    good = next((size for size, _ in found if not first_broken(kind, size)), (1024, 1024))
    for separator in (kind.separator, *kind.tolerated_separators):
        yield f"{good[0]}{separator}{good[1]}", f"the separator {separator}"
    yield f"{good[0]}/{good[1]}", "another separator"
    yield f"{kind.words[0] if kind.words else good[0]}?", "a text that is no size"
    for measure in _MEASURES:
        bounds: ir.Range = getattr(kind, measure)
        for name in (*_ENDS, "multiple_of"):
            bound = getattr(bounds, name)
            if bound is not None:
                word = "multiple of" if name == "multiple_of" else name.replace("_", " ")
                about = f"{measure}: {word} {bound}"
                sizes = [size for size, said in found if said == about]
                yield from _sided(kind, _two_sides(kind, measure, sizes, bound), about)
    for ratio, word in ((kind.ratio_minimum, "minimum"), (kind.ratio_maximum, "maximum")):
        if ratio is not None:
            about = f"ratio: {word} {ratio[0]}:{ratio[1]}"
            sizes = [size for size, said in found if said == about]
            kept = [size for size in sizes if not first_broken(kind, size)][:1]
            past = [size for size in sizes if first_broken(kind, size) == "ratio"][:1]
            yield from _sided(kind, (kept, past), about)


def _two_sides(
    kind: ir.Dimensions, measure: str, sizes: Iterable[tuple[int, int]], bound: int | float
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Choose the nearest size that is within a bound, and the nearest that only this bound refuses."""

    def distance(size: tuple[int, int]) -> float:
        width, height = size
        measured = {
            "width": width,
            "height": height,
            "longest": max(size),
            "shortest": min(size),
            "area": width * height,
        }
        if measure == "side":
            return min(abs(width - bound), abs(height - bound))
        return abs(measured[measure] - bound)

    ordered = sorted(sizes, key=distance)
    return (
        [size for size in ordered if not first_broken(kind, size)][:1],
        [size for size in ordered if first_broken(kind, size) == measure][:1],
    )


def _sided(
    kind: ir.Dimensions, sides: tuple[list[tuple[int, int]], list[tuple[int, int]]], about: str
) -> Iterator[tuple[Any, str]]:
    """Yield a size on each side of a bound, or say that there is none."""
    for sizes, side in zip(sides, ("within", "past"), strict=True):
        if not sizes:
            yield Unsent("no size shows it alone"), f"a size {side} the {about}"
        for width, height in sizes:
            yield f"{width}{kind.separator}{height}", f"the {about}"


def _pictures(kind: ir.ImageInput) -> Iterator[tuple[Any, str]]:
    first = next(iter(kind.formats), "png")
    for form in dict.fromkeys((*kind.formats, *pictures.FORMATS)):
        known = form in pictures.FORMATS
        made = (
            pictures.data_uri(form) if known else Unsent("there is no picture of this format here")
        )
        yield made, f"a picture as {form}"
    shown = first if first in pictures.FORMATS else "png"
    yield pictures.FORMATS[shown], "a picture as bare base64"
    yield pictures.link(), "a picture by its URL"
    if kind.megabytes is not None:
        most = math.floor(kind.megabytes * 1024 * 1024)
        for size in (math.floor(kind.megabytes * 1000 * 1000), most + 3):
            small = size * 4 / 3 < LONGEST
            large = Unsent(f"no picture of more than {LONGEST * 3 // 4096} KiB is sent")
            aspect = (
                f"a picture of {kind.megabytes} MB" if small else f"a picture of {size:,} bytes"
            )
            yield pictures.padded(shown, size) if small else large, aspect


def _other_types(kinds: tuple[ir.Kind, ...]) -> Iterator[tuple[Any, str]]:
    """Yield null, and one value of a type that is not among these."""
    if not kinds:
        return
    yield None, "null"
    known = {type(kind) for kind in kinds}
    types: dict[type, tuple[type[Any], ...]] = {
        str: (ir.String,),
        int: (ir.Integer, ir.Number),
        bool: (ir.Boolean,),
        list: (ir.Array,),
        dict: (ir.Object,),
    }
    for wrong in _WRONG:
        if not known & set(types[type(wrong)]):
            yield wrong, "another type"
            return
