"""Pictures of facts: sizes to scale, what comes back for what is asked, where things stand in a body.

Places and lengths are in units of the drawing, which has 720 of them from side to side.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from modelpact import ir, outcome
from modelpact.reference import words
from modelpact.reference.sizes import listed
from modelpact.text import Code, Text, num

WIDTH: Final = 720


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle with a label at its middle."""

    x: Code
    y: Code
    width: Code
    height: Code
    middle: Code
    baseline: Code
    label: Text
    kind: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A straight line; ``kind`` is its class."""

    x1: Code
    y1: Code
    x2: Code
    y2: Code
    kind: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    x: Code
    y: Code
    text: Text
    kind: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A drawing with its text alternative; ``id`` is unique on its page."""

    id: Code
    title: Text
    description: Text
    height: Code
    boxes: tuple[Box, ...] = ()
    lines: tuple[Line, ...] = ()
    words: tuple[Word, ...] = ()


def _box(
    x: float, y: float, width: float, height: float, label: str, kind: str = "", below: float = 0
) -> Box:
    """``below``: how far under the box its label stands; 0 is inside."""
    baseline = y + height + below if below else y + height / 2 + 4
    return Box(
        x=_n(x),
        y=_n(y),
        width=_n(width),
        height=_n(height),
        middle=_n(x + width / 2),
        baseline=_n(baseline),
        label=Text(label),
        kind=Code(kind),
    )


def _n(value: float) -> Code:
    rounded = round(value, 1)
    return num(int(rounded) if rounded == int(rounded) else rounded)


# --- sizes -------------------------------------------------------------------------------------

_PER_ROW: Final = 8
_CELL: Final = WIDTH / _PER_ROW
_LARGEST: Final = 78.0
_LABEL: Final = 16.0


def sizes(value: ir.Value, anchor: Code) -> Drawing | None:
    """The listed sizes of a parameter to one scale, those of a tier in rows of their own; None without any."""
    tiers = listed(value)
    found = [size for tier in tiers for size in tier]
    if len(found) < 2:
        return None
    # Ratios are small numbers and have no size of their own: they are drawn with one area.
    ratios = max(max(width, height) for _, width, height in found) < 64
    scale = _LARGEST / max(max(w, h) for _, w, h in found) if not ratios else 0
    boxes: list[Box] = []
    top = 4.0
    for tier in tiers:
        for begin in range(0, len(tier), _PER_ROW):
            row = tier[begin : begin + _PER_ROW]
            drawn = [_scaled(width, height, scale) for _, width, height in row]
            bottom = top + max(height for _, height in drawn)
            for column, ((label, _, _), (width, height)) in enumerate(zip(row, drawn, strict=True)):
                left = column * _CELL + (_CELL - width) / 2
                boxes.append(_box(left, bottom - height, width, height, label, below=_LABEL - 2))
            top = bottom + _LABEL + 14
    told = ", ".join(label for label, _, _ in found)
    what = "Ratios of width to height" if ratios else "Sizes to scale, in pixels"
    return Drawing(
        id=Code(f"drawing-{anchor}"),
        title=Text(what),
        description=Text(f"{what}: {told}."),
        height=_n(top),
        boxes=tuple(boxes),
    )


def _scaled(width: int, height: int, scale: float) -> tuple[float, float]:
    if scale:
        return width * scale, height * scale
    root = math.sqrt(width / height)
    return 50 * root, 50 / root


# --- what comes back ---------------------------------------------------------------------------

_ASKED: Final = (0.0, 190.0)
_GOT: Final = (330.0, 150.0)
_READ: Final = 500.0
_ROW: Final = 44.0


def flow(model: ir.Model) -> Drawing | None:
    """From what is asked to what comes back and where it is read; None where nothing can be asked."""
    if outcome.selected(model) is None:
        return None
    asked = [(_spelled(one), one) for one in outcome.outcomes(model)]
    asked.append(("anything else", outcome.otherwise(model)))
    got = list(dict.fromkeys(_form(one) for _, one in asked))
    rows = max(len(asked), len(got))
    boxes: list[Box] = []
    lines: list[Line] = []
    read: list[Word] = []
    middle = {form: _level(index, len(got), rows) for index, form in enumerate(got)}
    for index, (label, one) in enumerate(asked):
        y = _level(index, len(asked), rows)
        boxes.append(_box(_ASKED[0], y - 15, _ASKED[1], 30, label, "asked"))
        lines.append(
            Line(
                x1=_n(_ASKED[0] + _ASKED[1]),
                y1=_n(y),
                x2=_n(_GOT[0]),
                y2=_n(middle[_form(one)]),
                kind=Code("doubtful" if one.warn else "sure"),
            )
        )
    for form, y in middle.items():
        boxes.append(_box(_GOT[0], y - 15, _GOT[1], 30, form, "got"))
        place = next(one.read for _, one in asked if _form(one) == form)
        if place:
            read.append(Word(x=_n(_READ), y=_n(y + 4), text=Text(place[0]), kind=Code("read")))
    name = words.spell(model.response.selector)
    told = "; ".join(
        f"{label}: {_form(one)}{', with a warning' if one.warn else ''}" for label, one in asked
    )
    return Drawing(
        id=Code("drawing-flow"),
        title=Text(f"What comes back for each {name}"),
        description=Text(f"{told}. The table below says the same."),
        height=_n(rows * _ROW),
        boxes=tuple(boxes),
        lines=tuple(lines),
        words=tuple(read),
    )


def _level(index: int, count: int, rows: int) -> float:
    return (index + 0.5) * rows * _ROW / count


def _spelled(found: outcome.Outcome) -> str:
    return words.literal(found.asked.value) if found.asked else "nothing"


def _form(found: outcome.Outcome) -> str:
    return (found.form if found.how == "certain" else f"{found.how} {found.form}".strip()).replace(
        "unknown", "not known"
    )


# --- where things stand in a body --------------------------------------------------------------

_STEP: Final = 26.0
_INDENT: Final = 28.0
_TITLES: Final = {"none": "without pictures", "one": "with one picture", "many": "with pictures"}


def layout(found: ir.Layout) -> Drawing:
    """The tree of a body as far as prompt and pictures have their place in it."""
    rows = list(_tree(found.places))
    lines: list[Line] = []
    text: list[Word] = []
    above: dict[int, float] = {}
    for number, (depth, name, what) in enumerate(rows):
        x, y = 12 + depth * _INDENT, 20 + number * _STEP
        above[depth] = y
        if depth:
            stem = x - _INDENT + 6
            lines.append(_line(stem, above[depth - 1] + 6, stem, y - 4))
            lines.append(_line(stem, y - 4, x - 4, y - 4))
        text.append(Word(x=_n(x), y=_n(y), text=Text(name), kind=Code("name")))
        if what:
            text.append(Word(x=_n(360), y=_n(y), text=Text(what), kind=Code("what")))
    title = f"A body {_TITLES[found.images]}"
    told = "; ".join(
        f"{what} goes to {words.spell(p.path)}" for p in found.places if (what := _what(p))
    )
    return Drawing(
        id=Code(f"drawing-layout-{found.images}"),
        title=Text(title),
        description=Text(f"{title}: {told}."),
        height=_n(20 + len(rows) * _STEP),
        lines=tuple(lines),
        words=tuple(text),
    )


def _line(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(x1=_n(x1), y1=_n(y1), x2=_n(x2), y2=_n(y2), kind=Code("branch"))


def _tree(found: Sequence[ir.Place]) -> Iterator[tuple[int, str, str]]:
    """Rows of depth, name, and what lands there, in the order of the body. What is appended is an item of its own."""
    seen: set[ir.Path] = set()
    for place in found:
        for depth, step in enumerate(place.path):
            path = place.path[: depth + 1]
            if ir.EACH in path or path not in seen:
                seen.add(path)
                name = _named(step, place.argument)
                yield depth, name, _what(place) if path == place.path else ""


def _named(step: str, argument: str) -> str:
    if step == ir.EACH:
        return "an item for each" if argument == "image" else "an item"
    return f"item {int(step) + 1}" if step.isdecimal() else step


def _what(place: ir.Place) -> str:
    if place.constant is not None:
        return f"always {words.literal(place.constant.value)}"
    return {"prompt": "the prompt", "image": "the pictures, in order"}.get(
        place.argument, place.argument
    )
