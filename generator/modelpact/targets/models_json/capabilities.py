"""What a model's parameters take, as OpenRouter describes it: a list, a range, or that there is such a parameter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from modelpact import ir, places


def supported(model: ir.Model) -> Iterator[tuple[str, ir.Value]]:
    """Yield the parameters that have an effect, by the name that a caller writes."""
    for argument in model.arguments:
        value = places.find(model.body, argument.path)
        if value and not isinstance(value.disposition, ir.Ignored | ir.Unverified | ir.Rejected):
            yield argument.name, value


def capability(value: ir.Value) -> tuple[dict[str, Any], str]:
    """Describe a parameter, and tell what that does not say. Values are texts, whatever they were."""
    if isinstance(value.disposition, ir.Forced | ir.Advisory):
        return {"type": "enum", "values": [_text(value.disposition.value)]}, ""
    if value.enum is not None:
        return {"type": "enum", "values": [_text(item) for item in value.enum]}, ""
    plain: dict[str, Any] = {"type": "boolean"}
    match value.kinds:
        case (ir.Boolean(),):
            return plain, ""
        case ((ir.Integer() | ir.Number()) as kind,) if _closed(kind.range):
            bounds = kind.range
            step = "" if bounds.multiple_of is None else f"a multiple of {bounds.multiple_of}"
            return {"type": "range", "min": bounds.minimum, "max": bounds.maximum}, step
        case _:
            return plain, "what it takes, as that is neither a list nor a range"


def _closed(bounds: ir.Range) -> bool:
    return bounds.minimum is not None and bounds.maximum is not None


def _text(item: ir.Scalar) -> str:
    return item if isinstance(item, str) else json.dumps(item)
