"""Schemas that all hold of one value, as one: references followed, ``allOf`` merged, bounds met."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any, Final

from modelpact.importing.flat import SCALARS, TYPES, Condition, Flat, Union, among, both
from modelpact.importing.schema import Schema, Source, mapping

_LOW: Final = ("minimum", "exclusiveMinimum", "minLength", "minItems")
_HIGH: Final = ("maximum", "exclusiveMaximum", "maxLength", "maxItems")
_PROSE: Final = ("title", "description", "default", "deprecated", "readOnly")
_SILENT: Final = frozenset(
    "$comment $schema $id $defs definitions $anchor $ref discriminator examples example writeOnly xml externalDocs "
    "nullable contentMediaType contentEncoding additionalProperties unevaluatedProperties type enum const "
    "properties required items allOf anyOf oneOf not if then else dependentRequired dependentSchemas contains "
    "minContains maxContains dependencies prefixItems format pattern id $vocabulary "
    "x-enumDescriptions x-enum-descriptions x-enum-varnames".split()
).union(_LOW, _HIGH, ("multipleOf",), _PROSE)
_COMPONENTS: Final = "#/components/schemas/"
_NO_BOUND: Final = frozenset({"int64", "float", "double", "password"})


def flatten(source: Source, schemas: Iterable[Schema]) -> Flat:
    """Merge schemas that all hold of one value."""
    schemas = list(schemas)
    reader = _Reader(source, Flat(schemas[0].at if schemas else ""))
    for schema in schemas:
        reader.absorb(schema, "")
    return reader.flat


class _Reader:
    def __init__(self, source: Source, flat: Flat) -> None:
        self.source = source
        self.flat = flat

    def absorb(self, schema: Schema, comment: str) -> None:
        value = schema.value
        if isinstance(value, dict) and not isinstance(value.get("$ref", ""), str):
            self.source.lose(f"{schema.at}/$ref", "this is no reference")
            value = {key: item for key, item in value.items() if key != "$ref"}
            schema = Schema(value, schema.at, schema.trail)
        if isinstance(value, dict) and "$ref" in value:
            beside = {key: item for key, item in value.items() if key != "$ref"}
            if self.source.old:  # which has nothing count beside $ref
                for key in beside.keys() - {
                    "description",
                    "summary",
                    "nullable",
                    "title",
                    "example",
                }:
                    self.source.lose(
                        f"{schema.at}/{key}", "beside $ref it counts for nothing in OpenAPI 3.0"
                    )
                beside = {key: beside[key] for key in ("description", "nullable") if key in beside}
            if beside:
                self.absorb(Schema(beside, schema.at, schema.trail), comment)
            found = self.source.followed(schema)
            if found is not None:
                self.absorb(found, comment)
            return
        if value is False or (isinstance(value, dict) and value.get("not") in ({}, True)):
            self.flat.never = True
        if not isinstance(value, dict):
            if not isinstance(value, bool):
                self.source.lose(schema.at, "this is no schema")
            return
        comment = value["$comment"] if isinstance(value.get("$comment"), str) else comment
        self._types(schema)
        self._bounds(schema)
        self._texts(schema)
        self._members(schema)
        self._rules(schema, comment)
        for key in value:
            if key not in _SILENT:
                self.source.lose(f"{schema.at}/{key}", f"pacts have no word for {key}")

    def _types(self, schema: Schema) -> None:
        value, flat = schema.value, self.flat
        given = value.get("type")
        types = (
            {given}
            if isinstance(given, str)
            else {str(name) for name in given} if isinstance(given, list) else None
        )
        if types is not None and types - {*TYPES}:
            self.source.lose(
                f"{schema.at}/type",
                f"{', '.join(sorted(map(str, types - {*TYPES})))} is no JSON type",
            )
            types = (types & {*TYPES}) or None
        listed = [value["const"]] if "const" in value else value.get("enum")
        listed = listed if isinstance(listed, list) else None
        if value.get("nullable") is True:
            flat.nullable = flat.nullable or f"{schema.at}/nullable"
            if not self.source.old:
                self.source.lose(f"{schema.at}/nullable", "a word of OpenAPI 3.0: null is accepted")
            elif types is None:
                self.source.lose(
                    f"{schema.at}/nullable", "null is accepted, though no type stands beside it"
                )
        if flat.nullable:
            if listed is not None and None not in listed:
                listed = [*listed, None]
                self.source.lose(flat.nullable, "null is accepted, though enum does not list it")
            if types is not None and "null" not in types:
                types = {*types, "null"}
                if value.get("nullable") is not True:
                    self.source.lose(
                        flat.nullable, "null is accepted, though a part of the schema takes none"
                    )
        if types is not None:
            flat.types = types if flat.types is None else both(flat.types, types)
        if listed is not None:
            strange = [item for item in listed if not isinstance(item, SCALARS)]
            if strange:
                self.source.lose(
                    f"{schema.at}/enum", "values that are lists or objects are not listed"
                )
            kept = [item for item in listed if isinstance(item, SCALARS)]
            if kept or not strange:
                flat.enum = kept if flat.enum is None else [x for x in flat.enum if among(x, kept)]

    def _bounds(self, schema: Schema) -> None:
        facets = self.flat.facets
        value = dict(schema.value)
        for low, strict in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if isinstance(value.get(strict), bool) and value.pop(strict) and low in value:
                value[strict] = value.pop(low)  # OpenAPI 3.0
        for key in (*_LOW, *_HIGH, "multipleOf"):
            bound = value.get(key)
            if bound is None:
                continue
            if not isinstance(bound, int | float) or isinstance(bound, bool):
                self.source.lose(f"{schema.at}/{key}", "this is no number")
            elif abs(bound) > 2**53 - 1 or bound != bound:
                self.source.lose(
                    f"{schema.at}/{key}", "a bound beyond what every language writes exactly"
                )
            elif key == "multipleOf" and key in facets and facets[key] != bound:
                self.source.lose(f"{schema.at}/{key}", "a second step of one number")
            elif key == "multipleOf" and bound <= 0:
                self.source.lose(f"{schema.at}/{key}", "a step that is not positive")
            else:
                bound = int(bound) if float(bound).is_integer() else bound
                best = max if key in _LOW else min
                facets[key] = bound if key not in facets else best(facets[key], bound)
        if isinstance(value.get("pattern"), str):
            self.flat.patterns.setdefault(value["pattern"], f"{schema.at}/pattern")
        kind = str(value.get("contentMediaType", ""))
        form = value.get("format") or (
            "base64"
            if str(value.get("contentEncoding", "")).lower().startswith("base64")
            else (
                "binary"
                if kind.startswith("image/") or kind == "application/octet-stream"
                else None
            )
        )
        if isinstance(form, str) and form not in _NO_BOUND:
            self.flat.formats.setdefault(form, f"{schema.at}/format")

    def _texts(self, schema: Schema) -> None:
        value, flat = schema.value, self.flat
        for key in _PROSE:
            if key in value:
                flat.prose.setdefault(key, value[key])
        shown = value.get("examples")
        flat.examples += shown if isinstance(shown, list) else []
        flat.examples += [value["example"]] if "example" in value else []
        listed = value.get("enum")
        for word in ("x-enumDescriptions", "x-enum-descriptions"):
            told = value.get(word)
            if isinstance(told, list) and isinstance(listed, list):
                told = dict(zip(map(str, listed), told, strict=False))
            if isinstance(told, dict):
                flat.said |= {str(key): text for key, text in told.items() if isinstance(text, str)}

    def _members(self, schema: Schema) -> None:
        value, flat = schema.value, self.flat
        for name, member in schema.members("properties").items():
            flat.properties.setdefault(name, []).append(member)
        needed = value.get("required")
        for name in needed if isinstance(needed, list) else ():
            if isinstance(name, str):
                flat.required.setdefault(name, f"{schema.at}/required")
        for word in ("additionalProperties", "unevaluatedProperties"):
            rest = value.get(word)
            if rest is False:
                flat.closed = True
            elif isinstance(rest, dict) and rest:
                self.source.lose(f"{schema.at}/{word}", "members of any name are not judged")
        if "items" in value:
            if isinstance(value["items"], list):
                self.source.lose(f"{schema.at}/items", "items by their place are not judged")
            else:
                flat.items.append(schema.child("items"))
        if "prefixItems" in value:
            self.source.lose(f"{schema.at}/prefixItems", "items by their place are not judged")
        if "contains" in value:
            least, most = value.get("minContains"), value.get("maxContains")
            flat.contains.append(
                (
                    schema.child("contains"),
                    1 if least is None else least,
                    most,
                    f"{schema.at}/contains",
                )
            )

    def _rules(self, schema: Schema, comment: str) -> None:
        value, flat = schema.value, self.flat
        for part in schema.children("allOf"):
            self.absorb(part, comment)
        for word in ("anyOf", "oneOf"):
            branches = list(schema.children(word))
            if len(branches) == 1:
                self.absorb(branches[0], comment)
            elif branches:
                known = value.get("discriminator")
                known = known if isinstance(known, dict) else None
                flat.unions.append(
                    Union(branches, word == "oneOf", f"{schema.at}/{word}", known, comment)
                )
        known = value.get("discriminator")
        if isinstance(known, dict) and not value.keys() & {"anyOf", "oneOf"} and schema.trail:
            self._heirs(schema, known, comment)
        if "if" in value:
            condition = Condition(
                schema.child("if"),
                schema.child("then") if "then" in value else None,
                schema.child("else") if "else" in value else None,
                f"{schema.at}/if",
                comment,
            )
            if condition.when.value in ({}, True):
                if condition.then:
                    self.absorb(condition.then, "")
            else:
                flat.conditions.append(condition)
        if "not" in value and value["not"] not in ({}, True):
            flat.nots.append((schema.child("not"), comment))
        for word in ("dependentRequired", "dependencies", "dependentSchemas"):
            for name, asked in mapping(value.get(word)).items():
                at = schema.child(word, name)
                then = (
                    Schema({"required": asked}, at.at, at.trail) if isinstance(asked, list) else at
                )
                when = Schema({"required": [name]}, at.at, at.trail)
                flat.conditions.append(Condition(when, then, None, at.at, comment))

    def _heirs(self, schema: Schema, known: dict[str, Any], comment: str) -> None:
        """Take a schema that others extend for the union of these: a discriminator tells them apart."""
        base = schema.trail[-1]
        if base in self.source.bases and base in schema.trail[:-1]:
            return
        mapping = known.get("mapping")
        if isinstance(mapping, dict):
            refs = [
                str(ref) if "#" in str(ref) else f"{_COMPONENTS}{ref}" for ref in mapping.values()
            ]
        else:
            refs = [f"{_COMPONENTS}{name}" for name in self.source.heirs(base)]
        at = f"{schema.at}/discriminator"
        heirs = [
            Schema({"$ref": ref}, at, schema.trail) for ref in dict.fromkeys(refs) if ref != base
        ]
        if heirs:
            self.source.bases.add(base)
            self.source.lose(at, "only the schemas that extend this one are taken")
            self.flat.unions.append(Union(heirs, True, at, known, comment))


def copy_of(flat: Flat, left: list[Union]) -> Flat:
    """A merged schema with these alternatives only."""
    found = copy.copy(flat)
    for name in Flat.__slots__:
        item = getattr(found, name)
        if isinstance(item, list | dict | set):
            setattr(found, name, copy.copy(item))
    found.properties = {name: [*parts] for name, parts in flat.properties.items()}
    found.unions = left
    return found


def with_branch(source: Source, flat: Flat, left: list[Union], branch: Schema) -> Flat:
    """A merged schema with one alternative of its own."""
    found = copy_of(flat, [*left])
    reader = _Reader(source, found)
    outer, found.prose = found.prose, {}
    shown, found.examples = found.examples, []
    reader.absorb(branch, "")
    found.examples = shown + found.examples
    found.prose = {**outer, **found.prose}
    return found
