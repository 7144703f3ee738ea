"""Values of the catalogue in JSON Schema's words, and what JSON Schema cannot say beside them."""

from __future__ import annotations

from typing import Any, assert_never

from modelpact import ir
from modelpact.targets.catalog.sparse import certainty, evidence, filled, given


def value(item: ir.Value) -> dict[str, Any]:
    """Return a value in JSON Schema's words: one kind stands beside the rest, several under ``anyOf``."""
    kinds = [kind(found) for found in item.kinds]
    return {
        **filled(title=item.title, description=item.description),
        **(kinds[0] if len(kinds) == 1 else filled(anyOf=kinds)),
        **given(enum=None if item.enum is None else list(item.enum)),
        **filled(
            enumDescriptions=[
                {"value": found, "description": text} for found, text in item.enum_descriptions
            ],
            tiers=[{"name": tier.name, "values": list(tier.values)} for tier in item.tiers],
            tolerated=[
                {"value": found.value, "because": found.because, **given(use=found.use)}
                for found in item.tolerated
            ],
            ignoreCase=item.ignore_case,
            advised=advice(item.advised) if item.advised else {},
            default=default(item.default) if item.default else {},
            examples=[found.value for found in item.examples],
            deprecated=item.deprecated,
            disposition=disposition(item.disposition),
            evidence=evidence(item.evidence),
        ),
    }


def kind(item: ir.Kind) -> dict[str, Any]:
    """Return a type with the constraints that are about it."""
    match item:
        case ir.Null():
            return {"type": "null"}
        case ir.Boolean():
            return {"type": "boolean"}
        case ir.Integer() | ir.Number():
            name = "integer" if isinstance(item, ir.Integer) else "number"
            return {"type": name, **bounds(item.range), **filled(numericText=item.numeric_text)}
        case ir.String():
            return {
                "type": "string",
                **given(minLength=item.min_length, maxLength=item.max_length, pattern=item.pattern),
                **given(
                    dimensions=dimensions(item.dimensions) if item.dimensions else None,
                    image=image_input(item.image) if item.image else None,
                ),
            }
        case ir.Array():
            return {
                "type": "array",
                **given(
                    items=value(item.items) if item.items else None,
                    minItems=item.min_items,
                    maxItems=item.max_items,
                ),
            }
        case ir.Object():
            return {
                "type": "object",
                "properties": {member.name: value(member.value) for member in item.members},
                **filled(required=[member.name for member in item.members if member.required]),
                **({"additionalProperties": False} if item.closed else {}),
            }
        case _:
            assert_never(item)


def bounds(item: ir.Range) -> dict[str, Any]:
    """Return the bounds of a number."""
    return given(
        minimum=item.minimum,
        maximum=item.maximum,
        exclusiveMinimum=item.exclusive_minimum,
        exclusiveMaximum=item.exclusive_maximum,
        multipleOf=item.multiple_of,
    )


def dimensions(item: ir.Dimensions) -> dict[str, Any]:
    """Return what a WxH text may be."""
    return {
        "separator": item.separator,
        **filled(
            tolerated=list(item.tolerated_separators),
            words=list(item.words),
            width=bounds(item.width),
            height=bounds(item.height),
            side=bounds(item.side),
            longest=bounds(item.longest),
            shortest=bounds(item.shortest),
            area=bounds(item.area),
            ratio=given(
                minimum=list(item.ratio_minimum) if item.ratio_minimum else None,
                maximum=list(item.ratio_maximum) if item.ratio_maximum else None,
            ),
        ),
        **given(nearestWord=item.nearest_word),
    }


def image_input(item: ir.ImageInput) -> dict[str, Any]:
    """Return how a picture may be given."""
    return {
        "sources": list(item.sources),
        **filled(tolerated=list(item.tolerated), formats=list(item.formats)),
        **given(megabytes=item.megabytes),
    }


def advice(item: ir.Advice) -> dict[str, Any]:
    """Return a narrower zone."""
    return {"value": value(item.value), "because": item.because}


def default(item: ir.Default) -> dict[str, Any]:
    """Return a default under the name of its owner."""
    return {item.whose: item.value.value, **certainty(item.certainty)}


def disposition(item: ir.Disposition) -> dict[str, Any]:
    """Return what becomes of a value; nothing where it is honoured."""
    match item:
        case ir.Honoured():
            return {}
        case ir.Forced(value=found, because=because):
            return {"kind": "forced", "value": found, **filled(because=because)}
        case ir.Advisory(value=found, because=because):
            return {"kind": "advisory", "value": found, **filled(because=because)}
        case ir.Ignored(because=because):
            return {"kind": "ignored", **filled(because=because)}
        case ir.Unverified(because=because):
            return {"kind": "unverified", **filled(because=because)}
        case ir.Rejected(because=because):
            return {"kind": "rejected", **filled(because=because)}
        case ir.Converted(to=to, table=table, because=because):
            pairs = [{"sent": sent, "becomes": becomes} for sent, becomes in table]
            return {
                "kind": "converted",
                "to": ir.pointer(to),
                **filled(values=pairs, because=because),
            }
        case _:
            assert_never(item)
