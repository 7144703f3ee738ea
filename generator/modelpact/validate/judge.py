"""The judge of pacts and catalogues: jsonschema with the language's schemas. The only import of jsonschema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from jsonschema import Draft202012Validator, TypeChecker, ValidationError, validators
from jsonschema.exceptions import best_match
from referencing import Registry, Resource

from modelpact import ir
from modelpact.document import DocumentKind
from modelpact.validate.quick import CATALOG, KINDS, searched

Error = ValidationError
"""An error of jsonschema, for those who put it into words."""

MAX_ERRORS = 200
"""How many errors of one file are looked at; a file can hold a hundred thousand."""


class Judge:
    """Finds the errors of a file's plain data. What a named part of the language accepted once is not read again:
    files of one family repeat much of each other.
    """

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._accepted: set[tuple[str, str]] = set()
        registry: Registry[Any] = Registry().with_resources(
            (schema["$id"], Resource.from_contents(schema))
            for schema in (schemas[f"{name}.schema.json"] for name in ("common", *KINDS))
        )
        validator = _extended({"$ref": self._reference})
        self._validators = {
            kind: validator(schemas[f"{kind}.schema.json"], registry=registry) for kind in KINDS
        }

    def errors(self, kind: DocumentKind, data: Any) -> list[ValidationError]:
        """Return what is wrong with a file, up to a limit; empty when it is good."""
        found = self._validators[kind].iter_errors(data)
        return list(islice(chain.from_iterable(map(_leaves, found)), MAX_ERRORS))

    def _reference(
        self, validator: Any, ref: str, instance: Any, schema: Any
    ) -> Iterator[ValidationError]:
        # repr tells 1, 1.0, True and "1" apart
        key = (ref.rpartition("/")[2], repr(instance))
        if key in self._accepted:
            return
        good = True
        for error in validator._validate_reference(ref=ref, instance=instance):
            good = False
            yield error
        if good:
            self._accepted.add(key)


def _extended(keywords: Mapping[str, Any]) -> Any:
    """Return jsonschema's class of validators, with patterns and integers as the language means them."""
    extend: Any = validators.extend  # has no types
    own: dict[str, Any] = {"additionalProperties": _additional_properties, "pattern": _pattern}
    return extend(
        Draft202012Validator,
        {**own, **keywords},
        type_checker=_types(Draft202012Validator.TYPE_CHECKER),
    )


def catalog_error(data: Any, schemas: Mapping[str, Any]) -> str:
    """Say where a catalogue does not fit its schema, and by which keyword; empty where it fits."""
    errors = _extended({})(schemas[CATALOG]).iter_errors(data)
    first = next(errors, None)
    if first is None:
        return ""
    deepest = best_match([first]) or first
    pointer = ir.pointer(tuple(map(str, deepest.absolute_path)))
    return f"at {pointer or 'its root'} ({deepest.validator})"


def _types(checker: TypeChecker) -> TypeChecker:
    """Hold integers apart from numbers such as 2.0, which would be written with their point."""
    return checker.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    )


def _additional_properties(
    validator: Any, rest: Any, instance: Any, schema: Any
) -> Iterator[ValidationError]:
    """Look at the keys in the order of the file; jsonschema's own order is that of hashes."""
    if not isinstance(instance, dict):
        return
    known = schema.get("properties", {})
    extra = [key for key in instance if key not in known]
    if rest is not False:
        for key in extra:
            yield from validator.descend(instance[key], rest, path=key)
    elif extra:
        yield ValidationError(f"{len(extra)} keys are not known here")


def _pattern(validator: Any, pattern: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not searched(pattern).search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


# --- reading errors: which branch of an anyOf was meant -----------------------------------------


def _leaves(error: ValidationError) -> list[ValidationError]:
    """Return the errors that say what is wrong: those of the branch that is about the instance's type."""
    if error.validator != "anyOf":
        return [error]
    fitting = [
        [leaf for inner in branch for leaf in _leaves(inner)]
        for branch in branches(error)
        if not any(mismatches(inner) for inner in branch)
    ]
    return min(fitting, key=len, default=[error])


def branches(error: ValidationError) -> Iterable[list[ValidationError]]:
    """Group the errors below an anyOf by its branches."""
    grouped: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        grouped.setdefault(inner.schema_path[0], []).append(inner)
    return grouped.values()


def mismatches(error: ValidationError) -> bool:
    """Tell whether the instance is of a type that the schema is not about."""
    if error.path or error.validator not in ("type", "enum", "const", "anyOf"):
        return False
    return not any(is_type(error.instance, name) for name in wanted(error))


def wanted(error: ValidationError) -> tuple[str, ...]:
    """Return the JSON types that a schema is about, in its order."""
    value: Any = error.validator_value
    match error.validator:
        case "type":
            names = [value] if isinstance(value, str) else list(value)
        case "enum":
            names = [json_type(each) for each in value]
        case "const":
            names = [json_type(value)]
        case "anyOf":
            names = [
                name
                for branch in branches(error)
                for e in branch
                if not e.path
                for name in wanted(e)
            ]
        case _:
            names = []
    return tuple(dict.fromkeys(names))


def json_type(value: Any) -> str:
    """Name the JSON type of plain data."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def is_type(value: Any, name: str) -> bool:
    """Tell whether plain data is of a JSON type; every integer is a number."""
    found = json_type(value)
    return found == name or (found == "integer" and name == "number")
