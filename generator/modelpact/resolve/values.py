"""Parameters of a pact -> values of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from modelpact import ir
from modelpact.document import MappingNode, Node, ScalarNode, SequenceNode, plain
from modelpact.resolve.context import Context, child, items, nearest, scalar, texts
from modelpact.resolve.paths import parse
from modelpact.resolve.scalars import all_are, bounds, is_named, ratio_of, scalars, spell, whole

_RANGE = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
_TEXT = ("minLength", "maxLength", "pattern", "dimensions", "image")
_LIST = ("items", "minItems", "maxItems")
_OBJECT = ("properties", "required", "additionalProperties", "inline")
_ITSELF = " What must be there itself is named by `required` beside the parameters."
_BELONGS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_RANGE, ("integer", "number")),
    "numericText": ("integer", "number"),
    **dict.fromkeys(_TEXT, ("string",)),
    **dict.fromkeys(_LIST, ("array",)),
    **dict.fromkeys(_OBJECT, ("object",)),
}


class Values:
    """Reads the parameters of one model, whose images are ``image``."""

    def __init__(self, context: Context, image: ir.ImageInput) -> None:
        self._context = context
        self._image = image

    def members(self, node: MappingNode, required: tuple[Node, ...]) -> tuple[ir.Member, ...]:
        """Read parameters by name. ``required`` lists the names that must be there."""
        needed = set()
        for name in required:
            if isinstance(name, ScalarNode) and str(name.value) in node.entries:
                needed.add(str(name.value))
            elif isinstance(name, ScalarNode):
                self._context.problem(
                    name.position,
                    "R008",
                    f"{name.value!r} is required but no parameter of that name exists",
                    nearest(str(name.value), node.entries),
                )
        return tuple(
            ir.Member(
                name=name,
                value=self.value(entry, node.keys[name]),
                required=name in needed,
            )
            for name, entry in node.entries.items()
            if isinstance(entry, MappingNode)
        )

    def value(self, node: MappingNode, position: Any = None) -> ir.Value:
        """Read one parameter."""
        values, tiers = self._enum(node)
        types = self.types(node, values)
        return ir.Value(
            kinds=tuple(self._kind(name, node) for name in types),
            title=scalar(node, "title", ""),
            description=scalar(node, "description", ""),
            enum=self._fitting(values, types),
            enum_descriptions=self._descriptions(node, values),
            tiers=tiers,
            tolerated=self._tolerated(node, values),
            ignore_case=scalar(node, "ignoreCase", False),
            advised=self._advice(node, types),
            default=self._default(node),
            examples=tuple(ir.Json.of(plain(item)) for item in items(node, "examples")),
            deprecated=scalar(node, "deprecated", False),
            disposition=self._disposition(node),
            evidence=(
                self._context.evidence(node.entries["evidence"], node.keys["evidence"])
                if "evidence" in node.entries
                else self._context.source(node.position)
            ),
            origin=position or node.position,
        )

    def constraint(self, node: MappingNode, types: tuple[str, ...]) -> ir.Value:
        """Read constraints alone (``advised``, ``then``); without a type of their own they take ``types``."""
        values, tiers = self._enum(node)
        own = self.types(node, values) if "type" in node.entries else types
        own = own or self.types(node, values)
        return ir.Value(
            kinds=tuple(self._kind(name, node, inherited=True) for name in own),
            enum=self._fitting(values, own),
            tiers=tiers,
            origin=node.position,
        )

    def types(self, node: MappingNode, values: tuple[ScalarNode, ...] | None) -> tuple[str, ...]:
        """Return the JSON types that a value may have; none means any."""
        given = node.entries.get("type")
        if isinstance(given, ScalarNode):
            types: tuple[str, ...] = (str(given.value),)
        elif isinstance(given, SequenceNode):
            types = texts(node, "type")
            if "number" in types:  # which takes every integer
                types = tuple(name for name in types if name != "integer")
        else:
            return self._guess(node, values)
        for key, belongs in _BELONGS.items():
            if key in node.entries and not set(belongs) & set(types):
                self._context.problem(
                    node.keys[key],
                    "R012",
                    f"{key} says nothing about a value of type {' or '.join(types)}",
                    f"{key} is for {' and '.join(belongs)}: mend the type or remove the key."
                    + _ITSELF * (key == "required"),
                )
        return types

    def _guess(self, node: MappingNode, values: tuple[ScalarNode, ...] | None) -> tuple[str, ...]:
        keys = node.entries.keys()
        found = []
        if keys & set(_TEXT) or "tolerated" in keys or all_are(values, str):
            found.append("string")
        elif all_are(values, int):
            found.append("integer")
        elif all_are(values, (int, float)) or keys & set(_RANGE):
            found.append("number")
        if keys & set(_LIST):
            found.append("array")
        if keys & set(_OBJECT):
            found.append("object")
        return tuple(found)

    def _kind(self, name: str, node: MappingNode, inherited: bool = False) -> ir.Kind:
        match name:
            case "null":
                return ir.Null()
            case "boolean":
                return ir.Boolean()
            case "integer":
                return ir.Integer(
                    range=bounds(node, whole=True),
                    numeric_text=scalar(node, "numericText", False),
                )
            case "number":
                return ir.Number(
                    range=bounds(node), numeric_text=scalar(node, "numericText", False)
                )
            case "string":
                return ir.String(
                    min_length=whole(scalar(node, "minLength")),
                    max_length=whole(scalar(node, "maxLength")),
                    pattern=scalar(node, "pattern"),
                    dimensions=self._dimensions(node),
                    image=self._image if scalar(node, "image", False) else None,
                )
            case "array":
                entry = node.entries.get("items")
                return ir.Array(
                    items=(
                        self.value(entry, node.keys["items"])
                        if isinstance(entry, MappingNode)
                        else None
                    ),
                    min_items=whole(scalar(node, "minItems")),
                    max_items=whole(scalar(node, "maxItems")),
                )
            case _:
                return ir.Object(
                    members=self.members(child(node, "properties"), items(node, "required")),
                    closed="additionalProperties" in node.entries,
                )

    def _enum(self, node: MappingNode) -> tuple[tuple[ScalarNode, ...] | None, tuple[ir.Tier, ...]]:
        if "const" in node.entries:
            only = node.entries["const"]
            return ((only,) if isinstance(only, ScalarNode) else None), ()
        entry = node.entries.get("enum")
        if isinstance(entry, SequenceNode):
            return scalars(entry), ()
        if isinstance(entry, MappingNode):
            tiers = {
                name: scalars(tier)
                for name, tier in entry.entries.items()
                if isinstance(tier, SequenceNode)
            }
            return (
                tuple(value for tier in tiers.values() for value in tier),
                tuple(
                    ir.Tier(name=name, values=tuple(v.value for v in tier))
                    for name, tier in tiers.items()
                ),
            )
        return None, ()

    def _fitting(
        self, values: tuple[ScalarNode, ...] | None, types: tuple[str, ...]
    ) -> tuple[ir.Scalar, ...] | None:
        """Return the values of the right type; a value of another one would never be accepted."""
        if values is None:
            return None
        seen: dict[tuple[type, ir.Scalar], ScalarNode] = {}
        for value in values:
            key = (type(value.value), value.value)
            if types and not any(is_named(value.value, name) for name in types):
                self._context.problem(
                    value.position,
                    "R005",
                    f"{value.value!r} in enum is no {' or '.join(types)}",
                    "Quote it if it is a text (3.10 would lose its zero), or mend the type.",
                )
            elif key in seen:
                self._context.problem(
                    value.position,
                    "R018",
                    f"{value.value!r} stands in enum twice, first in line {seen[key].position.line}",
                    "Remove one of them.",
                )
            else:
                seen[key] = value
        return tuple(value.value for value in seen.values())

    def _descriptions(
        self, node: MappingNode, values: tuple[ScalarNode, ...] | None
    ) -> tuple[tuple[ir.Scalar, str], ...]:
        by_text = {spell(value.value): value.value for value in values or ()}
        return tuple(
            (by_text[key], str(entry.value))
            for key, entry in child(node, "enumDescriptions").entries.items()
            if isinstance(entry, ScalarNode) and key in by_text
        )

    def _tolerated(
        self, node: MappingNode, values: tuple[ScalarNode, ...] | None
    ) -> tuple[ir.Tolerated, ...]:
        listed = {value.value for value in values or ()}
        found = []
        for key, entry in child(node, "tolerated").entries.items():
            if key in listed:
                self._context.problem(
                    child(node, "tolerated").keys[key],
                    "R015",
                    f"{key!r} is tolerated though it stands in enum",
                    "Keep it in one of the two: in enum it is accepted without a remark.",
                )
            elif isinstance(entry, MappingNode):
                found.append(
                    ir.Tolerated(
                        value=key,
                        because=scalar(entry, "because", ""),
                        use=scalar(entry, "use"),
                    )
                )
            elif isinstance(entry, ScalarNode):
                found.append(ir.Tolerated(value=key, because=str(entry.value)))
        return tuple(found)

    def _advice(self, node: MappingNode, types: tuple[str, ...]) -> ir.Advice | None:
        entry = node.entries.get("advised")
        if not isinstance(entry, MappingNode):
            return None
        return ir.Advice(value=self.constraint(entry, types), because=scalar(entry, "because", ""))

    def _default(self, node: MappingNode) -> ir.Default | None:
        entry = node.entries.get("default")
        if not isinstance(entry, MappingNode):
            return None
        owners = [key for key in ("server", "client") if key in entry.entries]
        if len(owners) != 1:
            self._context.problem(
                entry.position,
                "R010",
                "a default needs one owner: server or client",
                "Write {server: VALUE} for what the gateway takes, {client: VALUE} for what a client sends.",
            )
            return None
        certainty = scalar(entry, "certainty") or self._context.source(entry.position).certainty
        return ir.Default(
            value=ir.Json.of(plain(entry.entries[owners[0]])),
            whose="server" if owners[0] == "server" else "client",
            certainty=certainty,
            origin=entry.entries[owners[0]].position,
        )

    def _disposition(self, node: MappingNode) -> ir.Disposition:
        entry = node.entries.get("disposition")
        if isinstance(entry, ScalarNode):
            match entry.value:
                case "ignored":
                    return ir.Ignored()
                case "unverified":
                    return ir.Unverified()
                case "rejected":
                    return ir.Rejected()
                case _:
                    return ir.Honoured()
        if not isinstance(entry, MappingNode):
            return ir.Honoured()
        because = scalar(entry, "because", "")
        named = [key for key in entry.entries if key != "because"]
        if len(named) != 1:
            self._context.problem(
                entry.position,
                "R007",
                f"a disposition is one thing, here it is {' and '.join(named) or 'none'}",
                "Keep one of forced, advisory, ignored, unverified, rejected, converted.",
            )
            return ir.Honoured()
        match named[0]:
            case "forced":
                return ir.Forced(value=scalar(entry, "forced"), because=because)
            case "advisory":
                return ir.Advisory(value=scalar(entry, "advisory"), because=because)
            case "ignored":
                return ir.Ignored(because=because)
            case "unverified":
                return ir.Unverified(because=because)
            case "rejected":
                return ir.Rejected(because=because)
            case _:
                converted = child(entry, "converted")
                return ir.Converted(
                    to=parse(scalar(converted, "to", ""))[0],
                    table=tuple(
                        (key, value.value)
                        for key, value in child(converted, "values").entries.items()
                        if isinstance(value, ScalarNode)
                    ),
                    because=because,
                )

    def _dimensions(self, node: MappingNode) -> ir.Dimensions | None:
        entry = node.entries.get("dimensions")
        if not isinstance(entry, MappingNode):
            return None
        ratio = child(entry, "ratio")
        return ir.Dimensions(
            separator=scalar(entry, "separator", "x"),
            tolerated_separators=texts(entry, "tolerated"),
            words=texts(entry, "words"),
            width=bounds(child(entry, "width"), whole=True),
            height=bounds(child(entry, "height"), whole=True),
            side=bounds(child(entry, "side"), whole=True),
            longest=bounds(child(entry, "longest"), whole=True),
            shortest=bounds(child(entry, "shortest"), whole=True),
            area=bounds(child(entry, "area"), whole=True),
            ratio_minimum=ratio_of(scalar(ratio, "minimum")),
            ratio_maximum=ratio_of(scalar(ratio, "maximum")),
            nearest_word=scalar(entry, "nearestWord"),
        )
