"""What comments say of a field: its description, what may stand in it, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator

from modelpact import ir
from modelpact.checks import prose


def field(value: ir.Value) -> tuple[str, ...]:
    """Paragraphs about a value."""
    facts = " ".join(_sentence(fact) for fact in _facts(value) if fact)
    old = "Deprecated: it is still taken." if value.deprecated else ""
    return (_sentence(value.description), facts, _sentence(_becomes(value.disposition)), old)


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[0].upper()}{text[1:]}{'' if text[-1] in '.!?' else '.'}" if text else ""


def _facts(value: ir.Value) -> Iterator[str]:
    if len(value.kinds) > 1:
        yield prose.type_names(value)
    if value.enum is not None:
        yield f"one of {prose.values_text(value.enum)}" if len(value.enum) > 1 else ""
    for kind in value.kinds:
        yield from _constraints(kind, listed=value.enum is not None)
    if value.default is not None:
        default = prose.show(value.default.value.value)
        yield f"the {value.default.whose}'s default is {default}"


def _constraints(kind: ir.Kind, listed: bool) -> Iterator[str]:
    match kind:
        case ir.Integer(range=bounds) | ir.Number(range=bounds):
            yield _range(bounds)
            if bounds.multiple_of is not None:
                yield f"a multiple of {bounds.multiple_of}"
        case ir.String(pattern=pattern, dimensions=dimensions, image=image):
            yield _length(kind.min_length, kind.max_length, "character")
            yield f"it matches {pattern}" if pattern is not None else ""
            if dimensions is not None and not listed:
                yield f"{prose.size_text(dimensions).removeprefix('must be ')}"
                yield prose.bounds_text(dimensions)
            yield from _picture(image) if image else ()
        case ir.Array(items=items):
            yield _length(kind.min_items, kind.max_items, "item")
            if items is not None and (items.enum is not None or len(items.kinds) == 1):
                yield from (f"each {fact}" for fact in _facts(items) if fact)
        case _:
            pass


def _range(bounds: ir.Range) -> str:
    if bounds.minimum is not None and bounds.minimum == bounds.maximum:
        return f"{bounds.minimum} and nothing else"
    if bounds.minimum is not None and bounds.maximum is not None:
        return f"{bounds.minimum} to {bounds.maximum}"
    told = (
        ("at least", bounds.minimum),
        ("more than", bounds.exclusive_minimum),
        ("at most", bounds.maximum),
        ("less than", bounds.exclusive_maximum),
    )
    return ", ".join(f"{words} {bound}" for words, bound in told if bound is not None)


def _length(least: int | None, most: int | None, noun: str) -> str:
    if least and most is not None:
        return f"{least} to {most} {noun}s"
    if most is not None:
        return f"at most {most} {noun}{'s' * (most != 1)}"
    return f"at least {least} {noun}{'s' * (least != 1)}" if least else ""


def _picture(kind: ir.ImageInput) -> Iterator[str]:
    names = {"url": "a URL", "data-uri": "a data URI", "base64": "base64"}
    formats = f" of {', '.join(kind.formats)}" if kind.formats else ""
    yield f"a picture{formats} as {' or '.join(names[source] for source in kind.sources)}"
    if kind.megabytes is not None:
        yield f"at most {kind.megabytes} MB"


def _becomes(disposition: ir.Disposition) -> str:
    match disposition:
        case ir.Forced(value=value, because=because):
            return because or f"it has no effect: the gateway takes {prose.show(value)}"
        case ir.Advisory(value=value, because=because):
            return because or f"it may have no effect: usually it is {prose.show(value)}"
        case ir.Ignored(because=because):
            return because or "it has no effect"
        case ir.Converted(because=because) | ir.Unverified(because=because):
            return because
        case _:
            return ""
