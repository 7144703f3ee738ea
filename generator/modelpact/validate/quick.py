"""The schemas of the language as Python functions, which tell at once that a file is good.

jsonschema says what is wrong with a file. That nothing is, as in nearly every file, takes it a tenth of a whole run to
find out. These functions may refuse what it accepts, which costs time; never the other way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from modelpact.document import DocumentKind

Accept = Callable[[Any], bool]

KINDS: tuple[DocumentKind, ...] = ("provider", "family", "model", "changelog")
CATALOG: Final = "catalog.schema.json"

_TYPES: Final[dict[str, tuple[type, ...]]] = {
    "null": (type(None),),
    "boolean": (bool,),
    "integer": (int,),
    "number": (int, float),
    "string": (str,),
    "array": (list,),
    "object": (dict,),
}

KEYWORDS: Final = frozenset(
    "$schema $id $defs title description examples type $ref enum const anyOf oneOf minimum exclusiveMinimum "
    "minLength maxLength pattern items minItems maxItems uniqueItems properties required additionalProperties "
    "minProperties maxProperties".split()
)
"""What is known here; a schema with another keyword accepts nothing, so that jsonschema is asked."""


def acceptors(schemas: Mapping[str, Any]) -> dict[DocumentKind, Accept]:
    """Return a function for each kind of file; ``schemas`` are spec/language by file name."""
    language = _Language(schemas)
    return {kind: language.part(f"{kind}.schema.json#") for kind in KINDS}


def catalog_acceptor(schemas: Mapping[str, Any]) -> Accept:
    """Return a function for catalogues; ``schemas`` as above."""
    return _Language(schemas).part(f"{CATALOG}#")


def searched(pattern: str) -> re.Pattern[str]:
    """Read a pattern as ECMAScript does: $ is the very end of the text, not the place before a last line break."""
    return re.compile(re.sub(r"\$$", r"\\Z", pattern))


class _Language:
    """Makes functions of schemas, each when it is first asked for."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas
        self._made: dict[str, Accept] = {}

    def part(self, reference: str) -> Accept:
        """Return the function of the schema that ``file#pointer`` names."""

        def accepts(value: Any) -> bool:
            accept = self._made.get(reference)
            if accept is None:
                accept = self._made[reference] = self._read(reference)
            return accept(value)

        return accepts

    def _read(self, reference: str) -> Accept:
        file, _, pointer = reference.partition("#")
        schema = self._schemas[file]
        for step in pointer.split("/")[1:]:
            schema = schema[step]
        return self._accept(schema, file)

    def _accept(self, schema: Any, file: str) -> Accept:
        if isinstance(schema, bool):
            return lambda value: schema
        if not schema.keys() <= KEYWORDS:
            return lambda value: False
        wanted = schema.get("type", list(_TYPES))
        always = tuple(self._always(schema, file))
        tests = {
            type_: (*always, *self._typed(name, schema, file))
            for name in ([wanted] if isinstance(wanted, str) else wanted)
            for type_ in _TYPES[name]
        }

        def accepts(value: Any) -> bool:
            asked = tests.get(type(value))
            if asked is None:
                return False
            # This sees every node of every file, and all() takes twice as long.
            for test in asked:  # noqa: SIM110
                if not test(value):
                    return False
            return True

        return accepts

    def _always(self, schema: dict[str, Any], file: str) -> Iterator[Accept]:
        """Yield the tests that are about values of any type."""
        if "$ref" in schema:
            there, _, pointer = schema["$ref"].partition("#")
            yield self.part(f"{there or file}#{pointer}")
        if "enum" in schema:
            yield _one_of(schema["enum"])
        if "const" in schema:
            yield _one_of([schema["const"]])
        if "anyOf" in schema:
            branches = [self._accept(branch, file) for branch in schema["anyOf"]]
            yield lambda value: any(branch(value) for branch in branches)
        if "oneOf" in schema:
            cases = [self._accept(case, file) for case in schema["oneOf"]]
            yield lambda value: sum(case(value) for case in cases) == 1

    def _typed(self, name: str, schema: dict[str, Any], file: str) -> Iterator[Accept]:
        """Yield the tests that are about values of one type."""
        match name:
            case "integer" | "number":
                yield from _bounds(schema)
            case "string":
                yield from _sized(schema, "minLength", "maxLength")
                if "pattern" in schema:
                    pattern = searched(schema["pattern"])
                    yield lambda value: pattern.search(value) is not None
            case "array":
                yield from _sized(schema, "minItems", "maxItems")
                if schema.get("uniqueItems"):
                    yield _are_different_texts
                if "items" in schema:
                    item = self._accept(schema["items"], file)
                    yield lambda value: all(map(item, value))
            case "object":
                yield from _sized(schema, "minProperties", "maxProperties")
                yield self._members(schema, file)
            case _:
                pass

    def _members(self, schema: dict[str, Any], file: str) -> Accept:
        known = {
            name: self._accept(part, file) for name, part in schema.get("properties", {}).items()
        }
        rest = self._accept(schema.get("additionalProperties", True), file)
        required = frozenset(schema.get("required", ()))

        def accepts(value: dict[str, Any]) -> bool:
            for name, member in value.items():
                if not known.get(name, rest)(member):
                    return False
            return required <= value.keys()

        return accepts


def _one_of(options: list[Any]) -> Accept:
    return lambda value: any(type(value) is type(one) and value == one for one in options)


def _are_different_texts(values: list[Any]) -> bool:
    return all(type(value) is str for value in values) and len(set(values)) == len(values)


def _bounds(schema: dict[str, Any]) -> Iterator[Accept]:
    if "minimum" in schema:
        least = schema["minimum"]
        yield lambda value: value >= least
    if "exclusiveMinimum" in schema:
        below = schema["exclusiveMinimum"]
        yield lambda value: value > below


def _sized(schema: dict[str, Any], least: str, most: str) -> Iterator[Accept]:
    if least in schema:
        fewest = schema[least]
        yield lambda value: len(value) >= fewest
    if most in schema:
        largest = schema[most]
        yield lambda value: len(value) <= largest
