"""What the catalogue says, in words: short phrases and sentences of Markdown."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from modelpact import ir
from modelpact.text import Code, md, md_code, num

Encode = Callable[[str], Code]
"""``md_code``, or ``md_cell_code`` inside a table."""


def literal(value: Any) -> str:
    """A JSON value as a reader would write it; a text that reads as another value keeps its quotes."""
    if isinstance(value, str):
        return json.dumps(value) if _reads_as_other(value) else value
    return json.dumps(value, ensure_ascii=False)


@lru_cache(maxsize=1024)  # a value is printed in several places
def _reads_as_other(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return not text.strip()
    return True


def spell(path: ir.Path) -> str:
    """``contents[].parts[].image``; as a pointer where a name holds more than letters, digits, _ and -."""
    if not all(
        step == ir.EACH or step.replace("_", "a").replace("-", "a").isalnum() for step in path
    ):
        return ir.pointer(path)
    spelled = "".join(
        "[]" if step == ir.EACH else f"[{step}]" if step.isdecimal() else f".{step}"
        for step in path
    )
    return spelled.removeprefix(".")


def listing(parts: Iterable[Code], word: str = "and") -> Code:
    """``a``, ``a and b``, ``a, b and c``."""
    *head, last = parts
    return Code(f" {word} ").join([Code(", ").join(head), last]) if head else last


def sentence(text: str) -> Code:
    """Spec text as a sentence: with a full stop if it has no end of its own."""
    encoded = md(text)
    return encoded if encoded.endswith((".", "!", "?", "\u2026")) else encoded + Code(".")


def sentences(*parts: Code | str) -> Code:
    """Those that are there, one behind the other."""
    return Code(" ").join(
        part if isinstance(part, Code) else sentence(part) for part in parts if part
    )


def plural(count: int, noun: str) -> Code:
    return Code(f"{count} {noun}" if count == 1 else f"{count} {noun}s")


# --- types and constraints ---------------------------------------------------------------------

_TYPES: Final[dict[type[ir.Kind], str]] = {
    ir.Null: "null",
    ir.Boolean: "boolean",
    ir.Integer: "integer",
    ir.Number: "number",
    ir.String: "string",
    ir.Array: "array",
    ir.Object: "object",
}


def types(value: ir.Value) -> Code:
    """``string``, ``string or null``, ``array of strings``, ``anything``."""
    if not value.kinds:
        return Code("anything")
    return listing((_type(kind) for kind in value.kinds), "or")


def _type(kind: ir.Kind) -> Code:
    name = Code(_TYPES[type(kind)])
    if isinstance(kind, ir.Array) and kind.items and len(kind.items.kinds) == 1:
        return Code("{} of {}s").format(name, Code(_TYPES[type(kind.items.kinds[0])]))
    return name


def values(found: Sequence[ir.Scalar], code: Encode) -> Code:
    return Code(", ").join(code(literal(value)) for value in found)


def constraints(value: ir.Value, code: Encode) -> tuple[Code, ...]:
    """What the kinds ask for, each as a phrase; listed values are told apart from these."""
    return tuple(
        phrase
        for kind in value.kinds
        for phrase in _constraints(kind, code, value.enum is not None)
    )


def _constraints(kind: ir.Kind, code: Encode, listed: bool) -> Iterable[Code]:
    match kind:
        case ir.Integer(range=bounds) | ir.Number(range=bounds):
            yield from _bounds(bounds)
        case ir.String():
            yield from _lengths(kind.min_length, kind.max_length, "character")
            if kind.pattern is not None:
                yield Code("matches {}").format(code(kind.pattern))
            if kind.image is not None:
                yield Code("an image as {}").format(sources(kind.image.sources))
            if kind.dimensions is not None and not listed:
                yield from _dimensions(kind.dimensions, code)
        case ir.Array():
            yield from _lengths(kind.min_items, kind.max_items, "item")
        case ir.Object(closed=True):
            yield Code("no other members")
        case _:
            pass


def _bounds(bounds: ir.Range, unit: str = "") -> Iterable[Code]:
    least, most = bounds.minimum, bounds.maximum
    behind = Code(f" {unit}" if unit else "")
    if least is not None and most is not None:
        yield Code("{} to {}{}").format(num(least), num(most), behind)
    elif least is not None:
        yield Code("at least {}{}").format(num(least), behind)
    elif most is not None:
        yield Code("at most {}{}").format(num(most), behind)
    if bounds.exclusive_minimum is not None:
        yield Code("more than {}{}").format(num(bounds.exclusive_minimum), behind)
    if bounds.exclusive_maximum is not None:
        yield Code("less than {}{}").format(num(bounds.exclusive_maximum), behind)
    if bounds.multiple_of is not None:
        yield Code("a multiple of {}").format(num(bounds.multiple_of))


def _lengths(least: int | None, most: int | None, noun: str) -> Iterable[Code]:
    if least and most is not None:
        exactly = least == most
        yield (
            plural(least, noun)
            if exactly
            else Code("{} to {}").format(num(least), plural(most, noun))
        )
    elif least:
        yield Code("at least {}").format(plural(least, noun))
    elif most is not None:
        yield Code("at most {}").format(plural(most, noun))


def _dimensions(dimensions: ir.Dimensions, code: Encode) -> Iterable[Code]:
    shape = code(f"WIDTH{dimensions.separator}HEIGHT")
    words = [code(word) for word in dimensions.words]
    yield Code("{} or one of {}").format(shape, Code(", ").join(words)) if words else shape
    for name, bounds in (
        ("width", dimensions.width),
        ("height", dimensions.height),
        ("each side", dimensions.side),
        ("longer side", dimensions.longest),
        ("shorter side", dimensions.shortest),
    ):
        for phrase in _bounds(bounds):
            yield Code("{} {}").format(Code(name), phrase)
    for phrase in _bounds(dimensions.area, "pixels"):
        yield Code("area {}").format(phrase)
    yield from _ratio(dimensions)


def _ratio(dimensions: ir.Dimensions) -> Iterable[Code]:
    least, most = (
        Code(f"{ratio[0]}:{ratio[1]}") if ratio else None
        for ratio in (dimensions.ratio_minimum, dimensions.ratio_maximum)
    )
    if least is not None and most is not None:
        yield Code("width to height from {} to {}").format(least, most)
    elif least is not None:
        yield Code("width to height at least {}").format(least)
    elif most is not None:
        yield Code("width to height at most {}").format(most)


_SOURCES: Final = {"url": "URL", "data-uri": "data URI", "base64": "bare base64"}


def sources(found: Iterable[ir.ImageSource]) -> Code:
    return listing((Code(_SOURCES[source]) for source in found), "or")


def formats(found: Iterable[str]) -> Code:
    """Sub-types of ``image/`` as their names: JPEG, PNG."""
    return listing(md(form.upper()) for form in found)


# --- defaults, effects, evidence ---------------------------------------------------------------

_CERTAINTY: Final[dict[ir.Certainty, str]] = {
    "stated": "stated",
    "example": "shown in an example only",
    "inferred": "inferred",
    "upstream": "known from the model's maker",
    "observed": "seen in what the gateway answered",
}


def default(value: ir.Value, code: Encode) -> Code:
    """``high (server)``, with how sure it is unless it is stated; empty without a default."""
    found = value.default
    if found is None:
        return Code()
    unsure = Code(f", {_CERTAINTY[found.certainty]}" if found.certainty != "stated" else "")
    return Code("{} ({}{})").format(code(literal(found.value.value)), Code(found.whose), unsure)


def effect(value: ir.Value, code: Encode) -> Code:
    """The disposition in a word or two."""
    return _effect(value.disposition, code) + Code(", deprecated" if value.deprecated else "")


def _effect(disposition: ir.Disposition, code: Encode) -> Code:
    match disposition:
        case ir.Honoured():
            return Code("honoured")
        case ir.Forced(value=value):
            return Code("always {}").format(code(literal(value)))
        case ir.Advisory(value=value):
            return Code("usually {}").format(code(literal(value)))
        case ir.Ignored():
            return Code("ignored")
        case ir.Converted():
            return Code("converted")
        case ir.Unverified():
            return Code("unverified")
        case ir.Rejected():
            return Code("rejected")


def consequence(disposition: ir.Disposition, own: ir.Path) -> Code:
    """The disposition in a sentence or two, with its reason; empty where the value is simply honoured."""
    match disposition:
        case ir.Honoured():
            return Code()
        case ir.Forced(value=value, because=because):
            said = Code("The gateway always behaves as {}; another value is a warning.")
            return sentences(said.format(md_code(literal(value))), because)
        case ir.Advisory(value=value, because=because):
            said = Code("The gateway usually behaves as {}; another value is a warning.")
            return sentences(said.format(md_code(literal(value))), because)
        case ir.Ignored(because=because):
            return sentences(Code("It has no effect; sending it is a warning."), because)
        case ir.Converted(because=because):
            return sentences(_conversion(disposition, own), because)
        case ir.Unverified(because=because):
            said = Code("It is not documented by this gateway; sending it is a warning.")
            return sentences(said, because)
        case ir.Rejected(because=because):
            return sentences(Code("The model does not take it; sending it is an error."), because)


def _conversion(converted: ir.Converted, own: ir.Path) -> Code:
    """``The gateway converts it to `b`: `x` and `y` become `1`; `z` becomes `2`.``"""
    into = Code() if converted.to == own else Code(" to {}").format(md_code(spell(converted.to)))
    groups: dict[str, list[Code]] = {}
    for sent, becomes in converted.table:
        groups.setdefault(literal(becomes), []).append(md_code(literal(sent)))
    if own == converted.to and not groups and converted.because:
        return Code()  # the reason says it all
    said = [
        Code("{} {} {}").format(
            listing(sent), Code("becomes" if len(sent) == 1 else "become"), md_code(becomes)
        )
        for becomes, sent in groups.items()
    ]
    behind = Code(": {}").format(Code("; ").join(said)) if said else Code()
    return Code("The gateway converts it{}{}.").format(into, behind)


def evidence(found: ir.Evidence, general: ir.Evidence) -> Code:
    """Where a fact is from and how sure it is, as far as that differs from what holds for the page."""
    parts = []
    if found.certainty != general.certainty:
        parts.append(Code(_CERTAINTY[found.certainty]))
    if found.document and found.document != general.document:
        parts.append(md(found.document))
    if found.section and found.section != general.section:
        parts.append(Code("section \u201c{}\u201d").format(md(found.section)))
    return Code("Source: {}.").format(Code(", ").join(parts)) if parts else Code()


def usual(found: Iterable[ir.Evidence]) -> ir.Evidence:
    """The most frequent source, the first of equals: what a page says once for all."""
    told = Counter((one.document, one.section, one.certainty) for one in found)
    ((most, _),) = told.most_common(1)
    document, section, certainty = most
    return ir.Evidence(document=document, section=section, certainty=certainty)


def general(usual: ir.Evidence, read: str) -> Code:
    """Where every fact of the page is from that has no note of its own."""
    said = {
        "stated": "is stated in",
        "example": "is taken from the examples of",
        "inferred": "is inferred from",
        "upstream": "is known from the model's maker, beside",
        "observed": "is seen in",
    }
    document = md(usual.document) if usual.document else Code("the source")
    parts = [Code("{} {}").format(Code(said[usual.certainty]), document)]
    if usual.section:
        parts.append(Code("section \u201c{}\u201d").format(md(usual.section)))
    if read:
        parts.append(Code("as read on {}").format(md(read)))
    return Code(", ").join(parts)
