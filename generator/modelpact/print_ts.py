"""Print small TypeScript trees the way prettier leaves them.

Prettier needs Node and judges in tests. The printer knows its rules for the few shapes that generated code is made
of: data is one line where it fits, else an item a line; a list of several lists or objects is always an item a line;
a union is one line, or a term a line. Names and keys are the generator's or come through ``key``.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from modelpact.text import Code, ts_doc, ts_quoted

WIDTH: Final = 80

Data = str | int | float | bool | None | Sequence["Data"] | dict[str, "Data"]
"""``Code`` in it stands for itself."""

_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")


def key(name: str) -> str:
    """A property's name, quoted where it is no identifier."""
    return name if _IDENTIFIER.fullmatch(name) else ts_quoted(name)


def scalar(value: str | float | bool | None) -> str:
    """A literal, as prettier spells it."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return ts_quoted(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    return re.sub(r"e([+-]?)0*", lambda m: "e" + m[1].replace("+", ""), repr(value))


# --- data --------------------------------------------------------------------------------------


def data(value: Data, indent: int = 0, before: str = "", after: str = "") -> Code:
    """Print a value behind ``before`` and in front of ``after``; the first line stands at ``indent`` already."""
    return Code("\n".join(_data(value, indent, before, after)).strip())


def _data(value: Data, indent: int, before: str, after: str) -> list[str]:
    pad = " " * indent
    if not is_broken(value):
        line = f"{pad}{before}{flat(value)}{after}"
        if len(line) <= WIDTH:
            return [line]
        # A text goes below its key, fit or not, unless the key is so short that nothing would be won.
        short = before.endswith(": ") and len(before) < 7
        if isinstance(value, str) and before and not short:
            return [f"{pad}{before}".rstrip(), f"{pad}  {flat(value)}{after}"]
        if not isinstance(value, list | tuple | dict) or not value:
            return [line]
    if isinstance(value, dict):
        rows = [
            row
            for name, item in value.items()
            for row in _data(item, indent + 2, f"{key(name)}: ", ",")
        ]
        return [f"{pad}{before}{{", *rows, f"{pad}}}{after}"]
    assert isinstance(value, list | tuple)
    if len(value) > 1 and all(type(item) in (int, float) for item in value):
        line = ", ".join(flat(item) for item in value)
        rows = [f"{pad}  {row}" for row in textwrap.wrap(f"{line},", WIDTH - indent - 2)]
        return [f"{pad}{before}[", *rows, f"{pad}]{after}"]
    rows = [row for item in value for row in _data(item, indent + 2, "", ",")]
    return [f"{pad}{before}[", *rows, f"{pad}]{after}"]


def is_broken(value: Data) -> bool:
    """Tell whether prettier breaks a value that would fit: it holds a list of several lists or several objects."""
    if isinstance(value, dict):
        return any(is_broken(item) for item in value.values())
    if not isinstance(value, list | tuple):
        return False
    kinds = {_shape(item) for item in value}
    several = len(value) > 1 and len(kinds) == 1 and kinds <= {"list", "dict"}
    return any(is_broken(item) for item in value) or (
        several and all(len(item) > 1 for item in value)
    )


def _shape(value: Data) -> str:
    return "dict" if isinstance(value, dict) else "list" if isinstance(value, list | tuple) else ""


def flat(value: Data) -> str:
    """Print a value on one line."""
    if isinstance(value, dict):
        inner = ", ".join(f"{key(name)}: {flat(item)}" for name, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flat, value))}]"
    assert value is None or isinstance(value, str | int | float)
    return str(value) if isinstance(value, Code) else scalar(value)


# --- types -------------------------------------------------------------------------------------

Union = tuple[str, ...]
"""The terms of a type, each spelled."""


@dataclass(frozen=True, slots=True)
class Property:
    """A member of an interface, with what is said of it."""

    name: str
    type: Union
    required: bool = False
    doc: tuple[str, ...] = ()
    deprecated: bool = False
    readonly: bool = False


@dataclass(frozen=True, slots=True)
class Interface:
    """``export interface``; ``extends`` another, where it is named."""

    name: str
    properties: tuple[Property, ...]
    doc: tuple[str, ...] = ()
    deprecated: bool = False
    extends: str = ""


@dataclass(frozen=True, slots=True)
class Alias:
    """``export type``; of one term or several."""

    name: str
    type: Union
    doc: tuple[str, ...] = ()


Declaration = Interface | Alias


def declarations(found: Iterable[Declaration]) -> Code:
    """Print declarations, an empty line between them; the text ends without a line feed."""
    return Code("\n\n".join("\n".join(_declaration(each)) for each in found))


def _declaration(found: Declaration) -> list[str]:
    match found:
        case Alias(name, terms, doc):
            line = f"export type {name} = {terms[0]};"
            if len(terms) == 1 and len(line) > WIDTH:
                return [*doc_lines(doc, 0), f"export type {name} =", f"  {terms[0]};"]
            return [*doc_lines(doc, 0), *_union(f"export type {name} =", terms, 0)]
        case Interface(name, properties, doc, deprecated, extends):
            opening = f"export interface {name}{f' extends {extends}' if extends else ''} {{"
            if not properties:
                return [*doc_lines(doc, 0, deprecated), f"{opening}}}"]
            rows = [opening]
            for each in properties:
                rows += doc_lines(each.doc, 2, each.deprecated)
                before = f"  {'readonly ' if each.readonly else ''}{key(each.name)}"
                rows += _union(f"{before}{'' if each.required else '?'}:", each.type, 2)
            return [*doc_lines(doc, 0, deprecated), *rows, "}"]


def _union(before: str, terms: Union, indent: int) -> list[str]:
    line = f"{before} {' | '.join(terms)};"
    if len(line) <= WIDTH or len(terms) == 1:
        return [line]
    pad = " " * (indent + 2)
    line = f"{pad}{' | '.join(terms)};"
    if len(line) <= WIDTH:
        return [before, line]
    rows = [f"{pad}| {term}" for term in terms]
    return [before, *rows[:-1], f"{rows[-1]};"]


def doc_lines(texts: tuple[str, ...], indent: int, deprecated: bool = False) -> list[str]:
    """A comment: on one line where it fits. ``texts`` are the spec's."""
    pad = " " * indent
    lines = [
        line for text in texts if text for line in str(ts_doc(text, WIDTH - 3 - indent)).split("\n")
    ]
    lines += ["@deprecated"] if deprecated else []
    if not lines:
        return []
    if len(lines) == 1 and len(lines[0]) + indent + 7 <= WIDTH:
        return [f"{pad}/** {lines[0]} */"]
    return [f"{pad}/**", *(f"{pad} * {line}" for line in lines), f"{pad} */"]


# --- modules -----------------------------------------------------------------------------------

# Modules that are to have a twin import at the top and export at the end, each in one statement; what they import
# later they wait for.
_IMPORT: Final = re.compile(r'^import \{([^}]*)\} from ("[^"]+");\n', re.M)
_LATER: Final = re.compile(r'\bawait import\(("[^"]+")\)')
_EXPORT: Final = re.compile(r"^export \{([^}]*)\};\n", re.M)


def commonjs(source: str) -> str:
    """The CommonJS twin of a module: the same with ``require`` and ``module.exports``."""
    body = _LATER.sub(r"require(\1)", _EXPORT.sub(_exported, _IMPORT.sub(_required, source)))
    assert not re.search(r"^(import|export)\b", body, re.M), "neither at the top nor at the end"
    return f'"use strict";\n\n{body}'


def _pairs(listed: str) -> list[tuple[str, str]]:
    """Pairs of what is there and what it is called."""
    pairs = [name.strip().partition(" as ") for name in listed.split(",") if name.strip()]
    return [(name, other or name) for name, _, other in pairs]


def _required(found: re.Match[str]) -> str:
    names = [name if name == as_ else f"{name}: {as_}" for name, as_ in _pairs(found[1])]
    line = f"const {{ {', '.join(names)} }} = require({found[2]});"
    if len(line) <= WIDTH:
        return f"{line}\n"
    return "".join(
        ["const {\n", *(f"  {name},\n" for name in names), f"}} = require({found[2]});\n"]
    )


def _exported(found: re.Match[str]) -> str:
    names = [name if name == as_ else f"{as_}: {name}" for name, as_ in _pairs(found[1])]
    return "".join(["module.exports = {\n", *(f"  {name},\n" for name in names), "};\n"])
