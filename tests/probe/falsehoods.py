"""Facts made false, one at a time: what a gateway really does is a model that differs in one thing from the pact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from modelpact import ir, places
from mutants import mutants

GPT, GEMINI = "gpt-image-2", "gemini-2.5-flash-image"
DREAM, EDIT, QWEN = "doubao-seedream-4-0-250828", "qwen-image-edit-plus", "qwen-image-plus"


class Falsehood(NamedTuple):
    """``at``: the place or rule that is wrong; ``how`` names a mutant of ``mutants``, or ``make`` makes it.

    ``also`` is what is no longer true by that.
    """

    model: str
    at: str
    how: str
    make: Callable[[ir.Model], ir.Model] | None = None
    also: str = ""

    def true(self, model: ir.Model) -> ir.Model:
        """Make what is really so of what the pact says."""
        if self.make is not None:
            return self.make(model)
        found = [m.model for m in mutants(model) if (m.at, m.how) == (self.at, self.how)]
        assert found, (self.model, self.at, self.how)
        return found[0]


def _changed(value: ir.Value, path: ir.Path, change: Callable[[ir.Value], ir.Value]) -> ir.Value:
    if not path:
        return change(value)
    (kind,) = value.kinds
    assert isinstance(kind, ir.Object)
    members = tuple(
        replace(m, value=_changed(m.value, path[1:], change)) if m.name == path[0] else m
        for m in kind.members
    )
    return replace(value, kinds=(replace(kind, members=members),))


def _becomes(
    pointer: str, sent: ir.Scalar, becomes: ir.Scalar, to: str = ""
) -> Callable[[ir.Model], ir.Model]:
    """Take one value for another in silence."""
    path, target = places.steps(pointer), places.steps(to or pointer)

    def change(value: ir.Value) -> ir.Value:
        table = value.disposition.table if isinstance(value.disposition, ir.Converted) else ()
        rows = tuple((one, two) for one, two in table if one != sent)
        return replace(value, disposition=ir.Converted(to=target, table=(*rows, (sent, becomes))))

    return lambda model: replace(model, body=_changed(model.body, path, change))


def _default(pointer: str, now: ir.Scalar) -> Callable[[ir.Model], ir.Model]:
    taken = ir.Default(value=ir.Json.of(now), whose="server")
    path = places.steps(pointer)
    return lambda model: replace(
        model, body=_changed(model.body, path, lambda value: replace(value, default=taken))
    )


def _answers(**now: object) -> Callable[[ir.Model], ir.Model]:
    return lambda model: replace(model, response=replace(model.response, **now))  # type: ignore[arg-type]


def _always_a_series(model: ir.Model) -> ir.Model:
    count = model.response.count
    assert count is not None
    return replace(model, response=replace(model.response, count=replace(count, when=())))


SERIES = "/sequential_image_generation_options/max_images"
FALSEHOODS = (
    Falsehood(GPT, "/n", "integer: range: maximum + 1"),
    Falsehood(GPT, "/n", "integer: range: maximum - 1"),
    Falsehood(GPT, "/n", "integer: range: maximum dropped"),
    Falsehood(GPT, "/n", "integer: range: minimum - 1"),
    Falsehood(GPT, "/n", "required flipped"),
    Falsehood(GPT, "/size", "1024x1536 dropped"),
    Falsehood(GPT, "/size", "list dropped"),
    Falsehood(GPT, "/quality", "high dropped"),
    Falsehood(GPT, "/response_format", "disposition dropped"),
    Falsehood(GPT, "/response_format", "another value"),
    Falsehood(GPT, "/images", "array: max_items - 1"),
    Falsehood(GPT, "/images", "array: max_items dropped"),
    Falsehood(GPT, "image-count-total", "maximum + 1"),
    Falsehood(GPT, "/prompt", "required flipped"),
    Falsehood(GPT, "/image", "null added"),
    Falsehood(GEMINI, "/top_p", "number: range: maximum + 0.01"),
    Falsehood(GEMINI, "/temperature", "number: range: minimum dropped"),
    Falsehood(GEMINI, "/image_size", "4K dropped"),
    Falsehood(GEMINI, "/image_size", "required flipped"),
    Falsehood(GEMINI, "/mime_type", "image/jpeg dropped"),
    Falsehood(GEMINI, "/size", "string: dimensions: 21:9 dropped"),
    Falsehood(GEMINI, "/contents/-/parts", "array: min_items - 1"),
    Falsehood(GEMINI, "prompt-or-contents", "dropped"),
    Falsehood(DREAM, "/seed", "integer: range: minimum - 1"),
    Falsehood(DREAM, "/seed", "integer with fractions"),
    Falsehood(DREAM, "/size", "4096x4096 dropped"),
    Falsehood(DREAM, "/size", "tolerated 2K dropped"),
    Falsehood(DREAM, SERIES, "integer: range: maximum + 1"),
    Falsehood(DREAM, "/optimize_prompt_options/mode", "fast dropped"),
    Falsehood(DREAM, "/contents/-/parts/-/image", "string: image: png dropped"),
    Falsehood(QWEN, "no-image-input", "dropped"),
    Falsehood(EDIT, "image-count-minimum", "dropped"),
    Falsehood(GPT, "/size", "another size", _becomes("/size", "1024x1536", "1024x1024")),
    Falsehood(GPT, "/n", "never more than one", _answers(count=None)),
    Falsehood(GPT, "/n", "two by default", _default("/n", 2)),
    Falsehood(GEMINI, "/image_size", "2K is 1K", _becomes("/image_size", "2K", "1K"), "/quality"),
    Falsehood(GEMINI, "/mime_type", "always PNG", _answers(format=())),
    Falsehood(GEMINI, "/quality", "hd is 1K", _becomes("/quality", "hd", "1K", "/image_size")),
    Falsehood(DREAM, SERIES, "always a series", _always_a_series),
    Falsehood(DREAM, "/size", "no size takes effect", _answers(size=())),
)

CALLED = (
    Falsehood("bell-1", "/n", "integer: range: maximum + 1"),
    Falsehood("bell-1", "/image/-", "string: image: jpeg dropped"),
    Falsehood("bell-1", "/tune/sharp", "null added"),
    Falsehood("tracer-1", "/image", "array: max_items - 1"),
    Falsehood("kiln-1", "/n", "never more than one", _answers(count=None)),
    Falsehood("oven-1", "/prompt", "required flipped"),
    Falsehood("works/press-1", "/quality", "fine dropped"),
    Falsehood("works/press-1", "/format", "always PNG", _answers(format=())),
)
"""Of the gateway whose calls are more than one JSON POST."""
