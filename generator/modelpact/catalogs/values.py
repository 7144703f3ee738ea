"""Values of the catalogue in JSON Schema's words, and what JSON Schema cannot say beside them."""

from __future__ import annotations

from typing import Any, Final

from modelpact import ir
from modelpact.catalogs.shapes import (
    PLAINS,
    Inline,
    Later,
    Many,
    Nested,
    Record,
    Shape,
    Spelled,
    Union,
    always,
    maybe,
    pair,
)
from modelpact.errors import Position
from modelpact.places import steps

PATH: Final = Spelled(ir.pointer, steps)
PATHS: Final = Many(PATH)
JSON: Final = Spelled(lambda node: node.value, ir.Json.of)

EVIDENCE: Final = Record(
    ir.Evidence, maybe("document"), maybe("section"), maybe("certainty"), maybe("read")
)
RANGE: Final = Record(
    ir.Range,
    maybe("minimum"),
    maybe("maximum"),
    maybe("exclusiveMinimum"),
    maybe("exclusiveMaximum"),
    maybe("multipleOf"),
)
IMAGE_INPUT: Final = Record(
    ir.ImageInput,
    always("sources", PLAINS),
    maybe("tolerated", PLAINS),
    maybe("formats", PLAINS),
    maybe("megabytes"),
)
DIMENSIONS: Final = Record(
    ir.Dimensions,
    always("separator"),
    maybe("tolerated", PLAINS, "tolerated_separators"),
    maybe("words", PLAINS),
    *(maybe(key, RANGE) for key in ("width", "height", "side", "longest", "shortest", "area")),
    Nested(
        "ratio",
        maybe("minimum", PLAINS, "ratio_minimum", None),
        maybe("maximum", PLAINS, "ratio_maximum", None),
    ),
    maybe("nearestWord"),
)


class _Members:
    """The members of an object: their values by name, and the names of those that must be there."""

    def write(self, node: tuple[ir.Member, ...]) -> dict[str, Any]:
        data: dict[str, Any] = {
            "properties": {member.name: VALUE.write(member.value) for member in node}
        }
        required = [member.name for member in node if member.required]
        return {**data, "required": required} if required else data

    def read(self, data: Any, origin: Position) -> tuple[ir.Member, ...]:
        required = frozenset(data.get("required", ()))
        return tuple(
            [
                ir.Member(name=name, value=VALUE.read(value, origin), required=name in required)
                for name, value in data.get("properties", {}).items()
            ]
        )


class _Kinds:
    """What a value may be: one kind stands beside the rest, several under ``anyOf``."""

    def write(self, node: tuple[ir.Kind, ...]) -> dict[str, Any]:
        if len(node) == 1:
            return _KIND.write(node[0])
        return {"anyOf": [_KIND.write(kind) for kind in node]} if node else {}

    def read(self, data: Any, origin: Position) -> tuple[ir.Kind, ...]:
        found = [data] if "type" in data else data.get("anyOf", ())
        return tuple([_KIND.read(kind, origin) for kind in found])


class _Default:
    """A default under the name of its owner."""

    def write(self, node: ir.Default) -> dict[str, Any]:
        return {node.whose: node.value.value, **_SURE.write(node)}

    def read(self, data: Any, origin: Position) -> Any:
        whose = "server" if "server" in data else "client"
        return _SURE.read(data, origin, value=ir.Json.of(data[whose]), whose=whose)


_SURE: Final = Record(ir.Default, maybe("certainty"))
_VALUE: Final[Shape] = Later(lambda: VALUE)
_NUMERIC: Final = (Inline("range", RANGE), maybe("numericText"))
_KIND: Final = Union(
    "type",
    {
        "null": Record(ir.Null),
        "boolean": Record(ir.Boolean),
        "integer": Record(ir.Integer, *_NUMERIC),
        "number": Record(ir.Number, *_NUMERIC),
        "string": Record(
            ir.String,
            maybe("minLength"),
            maybe("maxLength"),
            maybe("pattern"),
            maybe("dimensions", DIMENSIONS),
            maybe("image", IMAGE_INPUT),
        ),
        "array": Record(ir.Array, maybe("items", _VALUE), maybe("minItems"), maybe("maxItems")),
        "object": Record(
            ir.Object,
            Inline("members", _Members()),
            maybe(
                "additionalProperties",
                Spelled(lambda node: not node, lambda data: not data),
                "closed",
            ),
        ),
    },
)
_BECAUSE: Final = maybe("because")
_DISPOSITION: Final = Union(
    "kind",
    {
        "forced": Record(ir.Forced, always("value"), _BECAUSE),
        "advisory": Record(ir.Advisory, always("value"), _BECAUSE),
        "ignored": Record(ir.Ignored, _BECAUSE),
        "unverified": Record(ir.Unverified, _BECAUSE),
        "rejected": Record(ir.Rejected, _BECAUSE),
        "converted": Record(
            ir.Converted,
            always("to", PATH),
            maybe("values", pair("sent", "becomes"), "table"),
            _BECAUSE,
        ),
    },
)
VALUE: Final[Record] = Record(
    ir.Value,
    maybe("title"),
    maybe("description"),
    Inline("kinds", _Kinds()),
    maybe("enum", PLAINS),
    maybe("enumDescriptions", pair("value", "description")),
    maybe("tiers", Many(Record(ir.Tier, always("name"), always("values", PLAINS)))),
    maybe(
        "tolerated",
        Many(Record(ir.Tolerated, always("value"), always("because"), maybe("use"))),
    ),
    maybe("ignoreCase"),
    maybe("advised", Record(ir.Advice, always("value", _VALUE), always("because"))),
    maybe("default", _Default()),
    maybe("examples", Many(JSON)),
    maybe("deprecated"),
    maybe("disposition", _DISPOSITION),
    maybe("evidence", EVIDENCE),
)
