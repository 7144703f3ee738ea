"""``WxH`` texts on both sides of the bounds of a size."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from modelpact import ir
from modelpact.schemas.admits import within
from modelpact.vectors.numbers import beside

Size = tuple[int, int]

_LARGEST: Final = 999_999
_SEPARATORS: Final = ("x", "*", "\u00d7", "X", ":")
_FREE: Final = ir.Range()
_MEASURES: Final = ("width", "height", "side", "longest", "shortest", "area")
_FORMS: Final = (
    "8",
    "8{s}",
    "{s}8",
    "08{s}8",
    "8{s}8{s}8",
    " 8{s}8",
    "8 {s} 8",
    "8{s}8\n",
    "0{s}8",
    "-8{s}8",
)
_DIGITS: Final = ("1234567{s}8", "8.0{s}8", "\uff18{s}8", "")


def sizes(kind: ir.Dimensions, listed: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield texts with what they are about: words, separators, forms, and both sides of each bound.

    Where sizes are listed, ``listed``, their separators are all there is to try.
    """
    separators = dict.fromkeys((kind.separator, *kind.tolerated_separators, *_SEPARATORS))
    for text in listed[:1]:
        for separator in separators:
            yield text.replace(kind.separator, separator), f"separator {separator}"
    if listed:
        return
    for word in kind.words:
        yield word, f"word {word}"
    for word in kind.words[:1]:
        yield from ((text, "word misspelt") for text in (f"{word}x", word[:-1], f" {word}"))
    for word in kind.words:
        for text in dict.fromkeys((word.upper(), word.lower(), word.swapcase())):
            yield text, f"word {word} in another case"
    good = _fitting(kind)
    for separator in separators:
        yield _text(good, separator), f"separator {separator}"
    for form in (*_FORMS, *_DIGITS):
        yield form.format(s=kind.separator), "form"
    for size, about in bounded(kind):
        yield _text(size, kind.separator), about
    if kind.nearest_word is not None:
        for size in _near(kind):
            yield _text(size, kind.separator), "nearest word"


def bounded(kind: ir.Dimensions) -> Iterator[tuple[Size, str]]:
    """Yield sizes at and beside each bound: of each, one that keeps all other bounds where there is one."""
    partners = _partners(kind)
    for measure in _MEASURES:
        bounds: ir.Range = getattr(kind, measure)
        for number, about in beside(bounds, whole=True):
            for size in _with(kind, measure, int(number), partners):
                yield size, f"{measure}: {about}"
    for ratio, word in ((kind.ratio_minimum, "minimum"), (kind.ratio_maximum, "maximum")):
        if ratio is not None:
            for size in _of_ratio(kind, *ratio):
                yield size, f"ratio: {word} {ratio[0]}:{ratio[1]}"


def first_broken(kind: ir.Dimensions, size: Size) -> str:
    """Name the first measure that is out of bounds, or return an empty text."""
    width, height = size
    numbers = {
        "width": (width,),
        "height": (height,),
        "side": size,
        "longest": (max(size),),
        "shortest": (min(size),),
        "area": (width * height,),
    }
    for name in _MEASURES:
        bounds: ir.Range = getattr(kind, name)
        if bounds != _FREE and not all(within(bounds, number) for number in numbers[name]):
            return name
    low, high = kind.ratio_minimum, kind.ratio_maximum
    kept = (low is None or width * low[1] >= height * low[0]) and (
        high is None or width * high[1] <= height * high[0]
    )
    return "" if kept else "ratio"


def _text(size: Size, separator: str) -> str:
    return f"{size[0]}{separator}{size[1]}"


def _possible(size: Size) -> bool:
    return all(1 <= side <= _LARGEST for side in size)


def _partners(kind: ir.Dimensions) -> list[int]:
    """List sides that other sides may be tried with."""
    found = {1, 8, 64, 512, 1024}
    for measure in _MEASURES:
        for number, _ in beside(getattr(kind, measure), whole=True):
            found.add(int(number) if measure != "area" else math.isqrt(max(1, int(number))))
    steps = [getattr(kind, m).multiple_of for m in _MEASURES]
    step = int(max((s for s in steps if s is not None), default=1))
    return sorted((found | {side // step * step for side in found}) - {0})


def _fitting(kind: ir.Dimensions) -> Size:
    partners = _partners(kind)
    pairs = ((one, two) for one in partners for two in partners)
    return next((size for size in pairs if not first_broken(kind, size)), (8, 8))


def _with(kind: ir.Dimensions, measure: str, number: int, partners: list[int]) -> list[Size]:
    """Choose sizes of which this measure is that number: the best one, either way round where both sides count."""
    if measure == "area":
        return _best(kind, measure, _factors(number)) or _best(
            kind, measure, [(max(1, round(number / side)), side) for side in partners]
        )
    wide = _best(kind, measure, [(number, other) for other in (number, *partners)])
    tall = _best(kind, measure, [(other, number) for other in (number, *partners)])
    match measure:
        case "width":
            return wide
        case "height":
            return tall
        case "longest":
            return [size for size in (*wide, *tall) if max(size) == number]
        case "shortest":
            return [size for size in (*wide, *tall) if min(size) == number]
        case _:
            return [*wide, *tall]


def _best(kind: ir.Dimensions, measure: str, found: Iterable[Size]) -> list[Size]:
    """Return the size that keeps every bound, else one of which this measure is the first to be out of bounds."""
    possible = [size for size in found if _possible(size)]
    second: Size | None = None
    for size in possible:
        broken = first_broken(kind, size)
        if not broken:
            return [size]
        if broken == measure and second is None:
            second = size
    return [second] if second else possible[:1]


def _factors(area: int) -> Iterator[Size]:
    """Yield the sizes of exactly this area, the squarest first."""
    for side in range(math.isqrt(max(area, 0)), 0, -1):
        if area % side == 0:
            yield area // side, side
            yield side, area // side


def _of_ratio(kind: ir.Dimensions, one: int, two: int) -> Iterator[Size]:
    """Yield a size of exactly this ratio, then one that is a little wider and one that is a little taller."""
    scales = [scale for scale in range(1, 4096) if _possible((one * scale, two * scale))]
    exact = _best(kind, "ratio", [(one * scale, two * scale) for scale in scales])
    yield from exact
    for sides in ((1, 0), (0, 1), (-1, 0), (0, -1)):
        moved = [
            (one * scale + sides[0] * step, two * scale + sides[1] * step)
            for scale in scales[:512]
            for step in _steps(kind)
        ]
        moved = [size for size in moved if _possible(size)]
        yield from _best(kind, "ratio", moved)
        yield from islice((s for s in moved if first_broken(kind, s) == "ratio"), 1)


def _steps(kind: ir.Dimensions) -> set[int]:
    steps = (getattr(kind, m).multiple_of for m in ("width", "height", "side"))
    return {1, *(int(step) for step in steps if step is not None)}


def _near(kind: ir.Dimensions) -> Iterator[Size]:
    """Yield sizes that have one of the ratios, nearly have it, or are far from all."""
    for word in kind.words:
        one, _, two = word.partition(":")
        if one.isdecimal() and two.isdecimal():
            width, height = int(one) * 64, int(two) * 64
            yield width, height
            yield width + 1, height
    yield from ((1024, 8), (8, 1024))
