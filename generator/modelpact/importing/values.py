"""Schemas -> parameters of a pact; what holds between members becomes rules."""

from __future__ import annotations

from typing import Any

from modelpact import ir
from modelpact.importing import unions
from modelpact.importing.conditions import Conditions
from modelpact.importing.flat import NUMBERS, OF_KIND, TYPES, Flat, Union, is_type, same
from modelpact.importing.flatten import copy_of, flatten
from modelpact.importing.pictures import Picture, by_format, by_pattern, by_words, name_of
from modelpact.importing.rules import Draft
from modelpact.importing.schema import Schema, Source, Unsayable
from modelpact.importing.texts import is_clean, prose, whole

_DEEPEST = 14
_MOST = 20_000


class Values:
    """Reads the values of one body. Parameters here always say their types, as a list; without it: anything.

    ``files`` is set where the body is a form: the types of pictures that a part may be, by its name.
    """

    def __init__(self, source: Source, files: dict[str, tuple[str, ...]] | None = None) -> None:
        self.source = source
        self.files = files
        self.rules: list[Draft] = []
        self.places: dict[ir.Path, str] = {}
        self.pictures: dict[ir.Path, Picture] = {}
        self._made = 0

    def value(self, schemas: list[Schema], path: ir.Path) -> dict[str, Any]:
        """The parameter that satisfies all of these."""
        return self.of(flatten(self.source, schemas), path)

    def of(self, flat: Flat, path: ir.Path) -> dict[str, Any]:
        """The parameter of a merged schema."""
        self._made += 1
        self.places.setdefault(path, flat.at)
        if len(path) > _DEEPEST or self._made > _MOST:
            self.source.lose(flat.at, "what lies so deep, or in so many parts, is not described")
            return {}
        flat = self._without_groups(flat, path)
        if flat.unions:
            return unions.united(self, flat, path)
        found = self._typed(flat, path)
        self._ruled(flat, path)
        return {**found, **self.told(flat, found)}

    def _without_groups(self, flat: Flat, path: ir.Path) -> Flat:
        """Turn alternatives that only ask for members that are described beside them into rules."""
        left = []
        for union in flat.unions:
            names = set(flat.properties)
            asks = flat.properties and all(_only_asks(branch, names) for branch in union.branches)
            if not asks or not self._grouped(union, path):
                left.append(union)
        return flat if len(left) == len(flat.unions) else copy_of(flat, left)

    def _grouped(self, union: Union, path: ir.Path) -> bool:
        before = len(self.rules)
        try:
            Conditions(self.source, self.rules).group(union, path)
        except Unsayable:
            del self.rules[before:]
            return False
        return True

    # --- types and constraints ---

    def _typed(self, flat: Flat, path: ir.Path) -> dict[str, Any]:
        types = self._types(flat)
        if types is None:
            return {}
        found: dict[str, Any] = {"type": types}
        if flat.enum is not None:
            listed: list[Any] = []
            for item in flat.enum:
                if any(is_type(item, name) for name in types) and not any(
                    same(item, x) for x in listed
                ):
                    listed.append(item)
            texts = [item for item in listed if not isinstance(item, str) or is_clean(item)]
            if len(texts) < len(listed):
                self.source.lose(flat.at, "a listed text with characters that no file may hold")
            if texts:
                found["type"] = [
                    name for name in types if any(is_type(item, name) for item in texts)
                ]
                found["enum"] = [_whole(item) for item in texts]
                types = found["type"]
            else:
                self.source.lose(flat.at, "no listed value is of the type that is asked for")
        for name in types:
            self._facets(name, flat, found, path)
        if "array" in types and flat.items:
            found["items"] = self.value(flat.items, (*path, ir.EACH))
        if "object" in types:
            self._object(flat, path, found)
        return found

    def _types(self, flat: Flat) -> list[str] | None:
        if flat.types is not None:
            types: list[str] = [name for name in TYPES if name in flat.types]
            return [name for name in types if name != "integer"] if "number" in types else types
        if flat.enum is not None:
            return [
                name for name in TYPES if any(is_type(item, name) for item in flat.enum)
            ] or None
        guessed: list[str] = [
            name
            for name, there in (
                (
                    "string",
                    flat.facets.keys() & {"minLength", "maxLength"}
                    or flat.patterns
                    or flat.formats,
                ),
                ("number", flat.facets.keys() & {*NUMBERS}),
                ("object", flat.properties or flat.required or flat.closed),
                (
                    "array",
                    flat.items or flat.contains or flat.facets.keys() & {"minItems", "maxItems"},
                ),
            )
            if there
        ]
        if guessed:
            self.source.lose(flat.at, f"no type is given: taken for {' or '.join(guessed)}")
        return guessed or None

    def _facets(self, name: str, flat: Flat, found: dict[str, Any], path: ir.Path) -> None:
        for key in OF_KIND.get(name, ()):
            if key in flat.facets:
                found[key] = flat.facets[key]
        if name != "string":
            return
        for number, (pattern, at) in enumerate(flat.patterns.items()):
            picture = by_pattern(pattern)
            if picture and "enum" not in found:
                self.pictures[path] = picture
                found["image"] = True
                continue
            made, remark = whole(pattern)
            if number:
                remark = "a second pattern of one text"
            elif made:
                found["pattern"] = made
            if remark:
                self.source.lose(at, remark)
        if not (flat.formats or flat.patterns or "enum" in found) and path:
            picture = by_words(name_of(path), prose(flat.prose.get("description")))
            if picture:
                self.pictures.setdefault(path, picture)
                found["image"] = True
                self.source.lose(flat.at, "told as a picture: a text that cannot be one is refused")
        for form, at in flat.formats.items():
            picture = self._file(form, path) or by_format(form, name_of(path))
            if picture and "enum" not in found:
                self.pictures.setdefault(path, picture)
                found["image"] = True
                self.source.lose(at, "told as a picture: a text that cannot be one is refused")
                continue
            self.source.lose(at, f"the format {prose(form)[:40]} is not checked")

    def _file(self, form: str, path: ir.Path) -> Picture | None:
        """A part of a form that is a file."""
        if self.files is None or form != "binary" or path[1:] not in ((), (ir.EACH,)):
            return None
        return Picture(("data-uri",), self.files.get(path[0], ()))

    def _object(self, flat: Flat, path: ir.Path, found: dict[str, Any]) -> None:
        members = {}
        for name in dict.fromkeys((*flat.properties, *flat.required)):
            if not is_clean(name) or not name.strip():
                self.source.lose(flat.at, f"a member called {name!a} cannot be named in a pact")
                continue
            members[name] = self.value(flat.properties.get(name, []), (*path, name))
        if members:
            found["properties"] = members
        needed = [name for name in flat.required if name in members]
        if needed:
            found["required"] = needed
        if flat.closed:
            found["additionalProperties"] = False

    # --- what else is known ---

    def _ruled(self, flat: Flat, path: ir.Path) -> None:
        """Note the rules of an object or a list."""
        conditions = Conditions(self.source, self.rules)
        for condition in flat.conditions:
            conditions.condition(condition, path)
        for schema, comment in flat.nots:
            try:
                conditions.refused(schema, path, [[]], comment)
            except Unsayable as reason:
                self.source.lose(schema.at, f"the rules of pacts cannot say {reason}")
        scope = path[: last_each(path) + 1] if path else ()
        for schema, least, most, at in flat.contains:
            value = {"contains": schema.value, "minContains": least, "maxContains": most}
            if len(scope) == len(path):
                self.source.lose(at, "a count within a list of lists")
                continue
            try:
                at_ = Schema(value, at.removesuffix("/contains"), schema.trail)
                conditions.counts(at_, scope, path, [[]], "")
            except Unsayable as reason:
                self.source.lose(at, f"the rules of pacts cannot say {reason}")

    def told(self, flat: Flat, made: dict[str, Any]) -> dict[str, Any]:
        """Words for people, defaults, and what becomes of the value."""
        said = flat.prose
        found: dict[str, Any] = {}
        for key in ("title", "description"):
            if text := prose(said.get(key)):
                found[key] = text
        if flat.said and "enum" in made:
            told = {str(item): prose(flat.said.get(str(item))) for item in made["enum"]}
            found |= (
                {"enumDescriptions": kept} if (kept := {k: v for k, v in told.items() if v}) else {}
            )
        if "default" in said and fits(said["default"]):
            found["default"] = {"server": _whole(said["default"])}
        shown = [_whole(item) for item in flat.examples if fits(item)]
        if shown:
            found["examples"] = [item for i, item in enumerate(shown) if item not in shown[:i]]
        if said.get("deprecated") is True:
            found["deprecated"] = True
        if flat.never:
            found["disposition"] = "rejected"
        elif said.get("readOnly") is True:
            found["disposition"] = {"ignored": True, "because": "It is read only."}
        return found


def last_each(path: ir.Path) -> int:
    """Where the innermost list of a path stands; -1 where there is none."""
    return max((index for index, step in enumerate(path) if step == ir.EACH), default=-1)


def _only_asks(branch: Schema, names: set[str]) -> bool:
    """Tell whether an alternative only says which of these members are there."""
    value = branch.value
    return (
        isinstance(value, dict)
        and "$ref" not in value
        and bool(value.keys() & {"required", "not", "properties", "anyOf", "allOf"})
        and all(name in names for name in value.get("properties", ()))
        and all(
            _only_asks(part, names)
            for word in ("anyOf", "allOf", "oneOf")
            for part in branch.children(word)
        )
    )


def fits(value: Any) -> bool:
    """Tell whether a pact can hold a value."""
    match value:
        case str():
            return is_clean(value)
        case dict():
            return all(is_clean(key) and fits(item) for key, item in value.items())
        case list():
            return all(map(fits, value))
        case bool() | None:
            return True
    return isinstance(value, int | float) and abs(value) <= 2**53 - 1


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
