"""What a schema error means, in our words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from modelpact.naming import nearest
from modelpact.validate import habits
from modelpact.validate.judge import Error, branches, json_type, mismatches, wanted
from modelpact.validate.quick import KINDS

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong at a path of a file; ``at_key``: the key is to blame, not its value."""

    path: Path
    code: str
    message: str
    help: str
    at_key: bool = False


_TYPES: Final[dict[str, str]] = {
    "string": "a text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a mapping",
    "array": "a list",
    "null": "null",
}
_FILES: Final[dict[str, str]] = {
    "Provider": "a provider file",
    "Family": "a family file",
    "Model": "a model file",
}


class Wording:
    """Turns schema errors into faults; knows where each key of the language belongs."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._parts: dict[str, Any] = schemas["common.schema.json"]["$defs"]
        self._owners: dict[str, list[str]] = {}
        for file in ("common", *KINDS):
            schema = schemas[f"{file}.schema.json"]
            for name, part in schema.get("$defs", {}).items():
                self._own(part, _article(name))
            self._own(schema, _FILES.get(schema.get("title", ""), "the file"))

    def _own(self, schema: Any, owner: str) -> None:
        """Remember every key below a schema, with what it is a key of."""
        for key, inner in schema.get("properties", {}).items():
            owners = self._owners.setdefault(key, [])
            if owner not in owners:
                owners.append(owner)
            self._own(inner, f"`{key}`")
        for word in ("items", "additionalProperties"):
            if isinstance(schema.get(word), dict):
                self._own(schema[word], owner)
        for inner in schema.get("anyOf", ()):
            self._own(inner, owner)

    def faults(self, error: Error, raw: str) -> Iterator[Fault]:
        """Yield what one leaf error says; ``raw`` is the value as the file spells it."""
        path: Path = tuple(error.absolute_path)
        value: Any = error.validator_value
        found: Any = error.instance
        name = spelled(path)
        match error.validator:
            case "additionalProperties":
                schema: Any = error.schema
                known = list(schema.get("properties", ()))
                yield from (self._unknown(path, key, schema) for key in found if key not in known)
            case "required":
                yield from (self._missing(path, key, error) for key in value if key not in found)
            case "enum" | "const" if found is not None:
                allowed = value if error.validator == "enum" else [value]
                yield _not_listed(path, found, allowed)
            case "type" | "anyOf" | "enum" | "const":
                yield self._type(path, error, raw)
            case "pattern":
                help = f"Wanted: {_sentence(self._description(error.schema))} As a regular expression: {value}"
                yield Fault(
                    path,
                    "S008",
                    f"{name} is {shown(found)}, which does not have the wanted form",
                    help,
                )
            case "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum":
                bound = _BOUNDS[error.validator].format(value)
                help = f"Wanted: {_sentence(self._description(error.schema))}"
                yield Fault(path, "S009", f"{name} is {shown(found)} and must be {bound}", help)
            case "minLength" | "minItems" | "minProperties":
                yield _too_short(path, found, value)
            case "maxLength" | "maxItems" | "maxProperties":
                message = f"{name} has {_counted(found)}, where {value} is the most"
                yield Fault(path, "S010", message, "Remove what is too much, or make two of it.")
            case _:
                description = self._description(error.schema)
                yield Fault(
                    path, "S012", f"{name} is not what is wanted here", f"Wanted: {description}"
                )

    def _unknown(self, path: Path, key: str, schema: Any) -> Fault:
        known = schema.get("properties", {})
        where = spelled(path) if path else "the file"
        inner = (*path, key)
        message = f"{where} has no key `{_clean(key)}`"
        if near := nearest(key, known, 0.75):
            return Fault(inner, "S003", message, f"Did you mean `{near}`?", True)
        if ours := habits.meant(key, known):
            help = f"Here that is `{ours}`: {self._description(known[ours])}"
            return Fault(inner, "S003", message, help, True)
        if owners := self._owners.get(key):
            help = f"It is a key of {_listed(owners[:4])}: move it there, or remove it."
            if 0 < len(known) <= _FEW:
                help += f" Here the keys are: {', '.join(known)}."
            return Fault(inner, "S004", f"the key `{key}` does not belong in {where}", help, True)
        meant = f"Did you mean `{near}`? " if (near := nearest(key, known, 0.65)) else ""
        help = f"{meant}Its keys are: {', '.join(known)}."
        return Fault(inner, "S003", message, help, True)

    def _missing(self, path: Path, key: str, error: Error) -> Fault:
        where = spelled(path) if path else "the file"
        schema: Any = error.schema
        part = schema.get("properties", {}).get(key, {})
        version = self._resolved(part).get("const")
        if version is not None:
            help = f"Write `{key}: {version}`" + (" as its first line." if not path else ".")
        else:
            help = f"Write `{key}: ...`: {self._description(part)}"
        return Fault(path, "S002", f"{where} has no `{key}`", help)

    def _type(self, path: Path, error: Error, raw: str) -> Fault:
        name = spelled(path)
        want = _listed(_wants(error))
        help = self._mend(error, want, raw)
        if error.instance is None:
            return Fault(path, "S006", f"{name} is empty where {want} is wanted", help)
        message = f"{name} is {_found(error.instance, raw)} where {want} is wanted"
        return Fault(path, "S005", message, help)

    def _mend(self, error: Error, want: str, raw: str) -> str:
        types = wanted(error)
        match error.instance:
            case None:
                last = error.absolute_path[-1] if error.absolute_path else ""
                example = " A text that reads null or ~ is quoted." if raw else ""
                return f"Write the value, or remove the {'item' if isinstance(last, int) else 'key'}.{example}"
            case int() | float() if _TYPES["string"] in _wants(error):
                return f'Quote it: "{raw}".'
            case str() if "boolean" in types:
                return "Write true or false without quotes; yes, no, on and off are texts."
            case str() if {"integer", "number"} & set(types):
                return (
                    "Write a number in digits, without quotes, separators, units or leading zeros."
                )
            case float(value) if types == ("integer",):
                return (
                    f"Write {int(value)}." if value.is_integer() else "Write it without a fraction."
                )
            case str() | int() | float() if types == ("array",) and not isinstance(
                error.instance, bool
            ):
                return f"Write it as a list: [{_item(error.instance, raw)}]."
        about = f" {_sentence(self._description(error.schema))}".rstrip()
        return f"Write {want}{self._keys(error)}.{about}{self._example(error)}"

    def _keys(self, error: Error) -> str:
        """Name the keys of the mapping that is wanted."""
        schema: Any = error.schema
        for branch in (schema, *schema.get("anyOf", ())):
            if keys := self._resolved(branch).get("properties"):
                return f" with keys such as {', '.join(list(keys)[:5])}"
        return ""

    def _example(self, error: Error) -> str:
        """Show one that the language gives."""
        schema: Any = error.schema
        shown = [*schema.get("examples", ()), *self._resolved(schema).get("examples", ())]
        fitting = (each for each in shown if json_type(each) in wanted(error))
        first = next(fitting, None)
        return "" if first is None else f" For example: {json.dumps(first, ensure_ascii=False)}."

    def _resolved(self, schema: Any) -> Any:
        ref = schema.get("$ref")
        return self._parts.get(ref.rpartition("/")[2], {}) if ref else schema

    def _description(self, schema: Any) -> str:
        return str(schema.get("description") or self._resolved(schema).get("description", ""))


def _not_listed(path: Path, found: Any, allowed: Sequence[Any]) -> Fault:
    plain = [_clean(str(each)) if isinstance(each, str) else shown(each) for each in allowed]
    help = f"Allowed: {', '.join(plain)}." if len(plain) > 1 else f"Write {plain[0]}."
    texts = [each for each in allowed if isinstance(each, str)]
    if isinstance(found, str) and (near := nearest(found, texts) or habits.meant(found, texts)):
        help = f"Did you mean {near}? {help}"
    which = "none of the values that are allowed" if len(plain) > 1 else f"not {plain[0]}"
    return Fault(path, "S007", f"{spelled(path)} is {shown(found)}, {which}", help)


_FEW: Final = 12
"""So many keys are listed beside where a misplaced one belongs."""
_PARTS: Final[dict[str, str]] = {"string": "character", "array": "item", "object": "key"}
_BOUNDS: Final[dict[str, str]] = {
    "minimum": "{} or more",
    "maximum": "{} or less",
    "exclusiveMinimum": "more than {}",
    "exclusiveMaximum": "less than {}",
}


def _too_short(path: Path, found: Any, least: int) -> Fault:
    name = spelled(path)
    if not found:
        what = _TYPES[json_type(found)].removeprefix("a ")
        return Fault(path, "S010", f"{name} is an empty {what}", "Fill it, or remove the key.")
    message = f"{name} has {_counted(found)}, where {least} is the least"
    return Fault(path, "S010", message, "Add what is missing, or remove the key.")


def _counted(found: Any) -> str:
    part = _PARTS[json_type(found)]
    return f"{len(found)} {part}{'s' * (len(found) != 1)}"


def version_fault(found: Any, known: Any) -> Fault:
    """Say what to do about a file in another version of the language."""
    if isinstance(found, int) and not isinstance(found, bool) and found > known:
        message = f"the file is in version {found} of the pact language, and this is a reader of version {known}"
        help = (
            f"Install a modelpact that reads version {found}, or write the file in version {known}."
        )
    else:
        what = "empty" if found is None else shown(found)
        message = f"`pact` is {what}, which is no version of the pact language"
        help = f"Write `pact: {known}`" + (", without quotes." if str(known) == found else ".")
    return Fault(("pact",), "S001", message, help)


def rounded_fault(path: Path, raw: str, value: float) -> Fault:
    """Say that a number would lose the zero at its end, where a text may be meant."""
    message = f"{spelled(path)} is {raw}, which is read as the number {value}"
    return Fault(
        path, "S011", message, f'Quote it where a text is meant: "{raw}"; else write {value}.'
    )


def spelled(path: Path) -> str:
    """Spell a path for people: `rules[0].when`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{_clean(step)}" for step in path)
    return f"`{text.lstrip('.')}`" if text else "the file"


def shown(value: Any) -> str:
    """Show a value in a message, shortened and without signs that a terminal would obey."""
    match value:
        case str():
            return repr(value if len(value) <= 40 else f"{value[:37]}...")
        case list() | dict():
            return _TYPES[json_type(value)]
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def _found(value: Any, raw: str) -> str:
    match value:
        case bool():
            return raw if raw.lower() == str(value).lower() else shown(value)
        case int() | float():
            return f"the number {raw}"
        case str():
            return f"the text {shown(value)}"
        case _:
            return shown(value)


def _item(value: Any, raw: str) -> str:
    """Spell a scalar as it would stand between brackets."""
    if not isinstance(value, str):
        return raw
    return value if re.fullmatch(r"[\w .-]{1,40}", value) else shown(value)


def _clean(key: str) -> str:
    text = key if len(key) <= 60 else f"{key[:57]}..."
    return text if text.isprintable() else repr(text)[1:-1]


def _article(name: str) -> str:
    return f"a {name}" if name in ("parameter", "rule", "decision") else f"`{name}`"


def _sentence(text: str) -> str:
    return text if not text or text.endswith(".") else f"{text}."


def _listed(texts: Iterable[str]) -> str:
    *first, end = dict.fromkeys(texts)
    return f"{', '.join(first)} or {end}" if first else end


def _wants(error: Error) -> list[str]:
    """Say what would be right: the types, and the values where only some are allowed."""
    value: Any = error.validator_value
    match error.validator:
        case "enum":
            return [f"one of {', '.join(map(str, value))}"]
        case "anyOf":
            return [
                text
                for branch in branches(error)
                for e in branch
                if mismatches(e)
                for text in _wants(e)
            ]
        case _:
            return [_TYPES[each] for each in wanted(error)]


_TRAILING_ZERO = re.compile(r"[-+]?[0-9]*\.[0-9]+0")


def loses_a_zero(raw: str) -> bool:
    """Tell whether a number ends in a zero that would be lost, as in 3.10."""
    return _TRAILING_ZERO.fullmatch(raw) is not None
