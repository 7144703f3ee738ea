"""Print small Go trees the way gofmt leaves them.

Gofmt needs Go and judges in tests. The printer knows its rules for the few shapes that generated code is made of: a
composite literal is one line where it fits, else an entry a line with the values of neighbouring keys aligned; each
field of a struct stands apart. Names are the generator's; texts of a spec come through ``text``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from modelpact.text import Code, go_doc, go_quoted, numeral

WIDTH: Final = 100
_TAB: Final = 4
_INT32: Final = 2**31


@dataclass(frozen=True, slots=True)
class Lit:
    """A text, number, boolean or nil. A whole number that an int may not hold is kept as text."""

    value: str | float | bool | None


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier, or a sum of constants."""

    text: str


@dataclass(frozen=True, slots=True)
class Composite:
    """A composite literal; ``type`` is empty where it follows from the literal around it.

    Entries are values, or pairs of a field and a value.
    """

    type: str
    entries: tuple[Expr | tuple[str, Expr], ...] = ()


Expr = Lit | Name | Composite


def literal(value: str | float | bool | None) -> str:
    """A value, as Go spells it."""
    if value is None or isinstance(value, bool):
        return {None: "nil", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return go_quoted(value)
    if isinstance(value, int) and not -_INT32 <= value < _INT32:
        return f'whole("{value}")'
    return numeral(value)


def values(found: Iterable[str | float | bool | None], type_: str = "[]any") -> Composite:
    """A slice of plain values."""
    return Composite(type_, tuple(Lit(value) for value in found))


def declaration(name: str, value: Expr) -> Code:
    """A variable of a package."""
    return Code("\n".join(_rows(value, 0, f"var {name} = ", "")))


def _flat(expr: Expr) -> str:
    match expr:
        case Lit(value):
            return literal(value)
        case Name(text):
            return text
        case Composite(type_, entries):
            return f"{type_}{{{', '.join(map(_entry, entries))}}}"


def _entry(entry: Expr | tuple[str, Expr]) -> str:
    return f"{entry[0]}: {_flat(entry[1])}" if isinstance(entry, tuple) else _flat(entry)


def _rows(expr: Expr, depth: int, before: str, after: str) -> list[str]:
    """Lay an expression out behind ``before``: in one line if it fits."""
    pad = "\t" * depth
    line = f"{before}{_flat(expr)}{after}"
    if not isinstance(expr, Composite) or _is_row(expr) or _fits(line, depth):
        return [pad + line]
    rows = [f"{pad}{before}{expr.type}{{"]
    if all(isinstance(entry, Lit) for entry in expr.entries):
        return [*rows, *_filled(expr, depth + 1), f"{pad}}}{after}"]
    entries = [_laid(entry, depth + 1) for entry in expr.entries]
    for single, run in groupby(entries, key=lambda entry: len(entry[1]) == 1):
        found = list(run)
        width = max(len(key) for key, _ in found) if single else 0
        for key, lines in found:
            gap = " " * (width - len(key)) if single and key else ""
            rows.append(lines[0].replace(f"{key}: ", f"{key}: {gap}", 1) if key else lines[0])
            rows += lines[1:]
    return [*rows, f"{pad}}}{after}"]


def _filled(composite: Composite, depth: int) -> list[str]:
    """Plain values, as many in a line as fit."""
    lines = [""]
    for entry in composite.entries:
        spelled = f"{_entry(entry)},"
        joined = f"{lines[-1]} {spelled}".lstrip(" ")
        if lines[-1] and not _fits(joined, depth):
            lines.append(spelled)
        else:
            lines[-1] = joined
    return ["\t" * depth + line for line in lines]


def _is_row(composite: Composite) -> bool:
    """Tell what reads best in one line, however long it is: nothing, and a row of plain values in a table."""
    plain = all(isinstance(entry, Lit | Name) for entry in composite.entries)
    return not composite.entries or (not composite.type and plain)


def _laid(entry: Expr | tuple[str, Expr], depth: int) -> tuple[str, list[str]]:
    """An entry's key, if it has one, and its lines."""
    if isinstance(entry, tuple):
        return entry[0], _rows(entry[1], depth, f"{entry[0]}: ", ",")
    return "", _rows(entry, depth, "", ",")


def _fits(line: str, depth: int) -> bool:
    return len(line) + depth * _TAB <= WIDTH


# --- types -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a struct; ``tag`` is what ``encoding/json`` reads."""

    name: str
    type: str
    tag: str
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Struct:
    """A type for objects."""

    name: str
    fields: tuple[Field, ...]
    doc: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Constants:
    """A group of constants, each with what is said of it; ``type`` is empty for plain texts."""

    type: str
    members: tuple[tuple[str, str, str], ...]
    doc: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A named type of texts."""

    name: str
    type: str
    doc: tuple[str, ...]


Declaration = Struct | Constants | Alias


def declarations(found: Iterable[Declaration]) -> Code:
    """Print declarations, an empty line between them; the text ends without a line feed."""
    return Code("\n\n".join("\n".join(_declaration(each)) for each in found))


def _declaration(found: Declaration) -> list[str]:
    match found:
        case Alias(name, type_, doc):
            return [*comment(doc, 0), f"type {name} {type_}"]
        case Struct(name, fields, doc):
            rows: list[str] = []
            for field in fields:
                told = comment(field.doc, 1)
                # What is said of a field sets it apart; without it neighbours would be aligned.
                rows += [*([""] if rows else []), *told]
                rows.append(f"\t{field.name} {field.type} {_tag(field.tag)}")
            return [*comment(doc, 0), f"type {name} struct {{", *rows, "}"]
        case Constants(type_, members, doc):
            return [*comment(doc, 0), "const (", *_constants(type_, members), ")"]


def _constants(type_: str, members: Sequence[tuple[str, str, str]]) -> list[str]:
    if any(told for _, _, told in members):
        rows: list[str] = []
        for name, value, told in members:
            rows += [*([""] if rows else []), *comment((told,), 1)]
            rows.append(f"\t{' '.join(filter(None, (name, type_)))} = {go_quoted(value)}")
        return rows
    width = max(len(name) for name, _, _ in members)
    typed = f" {type_}" if type_ else ""
    return [f"\t{name:<{width}}{typed} = {go_quoted(value)}" for name, value, _ in members]


def _tag(tag: str) -> str:
    """A tag as a raw string where it can be one."""
    text = f"json:{go_quoted(tag)}"
    return f"`{text}`" if tag.isascii() and "`" not in text else go_quoted(f'json:"{tag}"')


def comment(paragraphs: tuple[str, ...], depth: int) -> list[str]:
    """A documentation comment, an empty line between paragraphs. ``paragraphs`` are the spec's."""
    pad = "\t" * depth
    told = [str(go_doc(each, WIDTH - 20 - depth * _TAB)) for each in paragraphs if each]
    return [
        f"{pad}// {line}".rstrip() for line in "\n\n".join(filter(None, told)).split("\n")
    ] * bool(told)
