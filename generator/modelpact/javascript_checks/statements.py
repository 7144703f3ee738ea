"""Statements of checks as JavaScript, line by line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from modelpact import ir
from modelpact.checks import statements as nodes
from modelpact.checks.statements import Stmt
from modelpact.javascript_checks.counts import shared
from modelpact.javascript_checks.expressions import Expressions
from modelpact.print_js import Atom, Infix, Invoke, condition, line, literal, negate
from modelpact.print_js import Expr as Code
from modelpact.print_ts import Data, data

_CLASS: Final = re.compile(r"\[(?:\\.|[^\]])*\]|\\-|\\.|[^\\\[]")
_WORD: Final = re.compile(r"[\w$]+")


def constant(found: nodes.Constant | nodes.Helper | nodes.Pattern) -> str:
    """Spell a constant of the module, or a function that expressions need."""
    if isinstance(found, nodes.Helper):
        return found.code
    before = f"const {found.name} = "
    if isinstance(found, nodes.Pattern):
        # With the flag u, a minus is escaped in classes only.
        body = _CLASS.sub(lambda each: "-" if each[0] == "\\-" else each[0], found.pattern)
        regex = Invoke("new RegExp", (literal(f"^(?:{_unanchored(body)})$"), literal("u")))
        return "\n".join(line(before, regex, ";", 0))
    value = found.value
    if isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values()):
        # A mapping of names from the pacts: an object would answer to names that it inherits.
        return str(
            data(
                [[name, _data(each)] for name, each in value.items()], 0, f"{before}new Map(", ");"
            )
        )
    return str(data(_data(value), 0, before, ";"))


def _unanchored(pattern: str) -> str:
    """Drop the anchors, which the whole match makes superfluous."""
    start = pattern.removeprefix("^")
    bare = start.removesuffix("$")
    escaped = (len(bare) - len(bare.rstrip("\\"))) % 2
    return start if escaped else bare


def _data(value: nodes.Data) -> Data:
    if isinstance(value, tuple):
        return [_data(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _data(item) for key, item in value.items()}
    return value


@dataclass(frozen=True, slots=True)
class Statements:
    """Spells statements.

    ``issues`` is the list that issues are noted in, or empty: then ``note`` knows where, and is told errors only,
    by place, id and message. ``counted`` are the variables that hold counts.
    """

    to: Expressions
    issues: str = "issues"
    counted: frozenset[str] = frozenset()

    def function(self, found: nodes.Function) -> str:
        """Spell a function that checks an object."""
        parameters = (found.object, *found.indexes, self.issues, found.body)
        head = Invoke(f"function {found.name}", tuple(Atom(name) for name in parameters if name))
        return "\n".join([*line("", head, " {", 0), *self.block(found.statements, 2), "}"])

    def block(self, statements: tuple[Stmt, ...], indent: int) -> list[str]:
        """Spell statements at an indentation."""
        match statements:
            case (*_, nodes.NoteUnknown() as last):
                return self._object(statements, last, indent)
            case _:
                return self._rows(statements, indent)

    def _rows(self, statements: Iterable[Stmt], indent: int) -> list[str]:
        return [
            row
            for statement in statements
            for row in _SPELLED[type(statement)](self, statement, indent)
        ]

    def _object(
        self, statements: tuple[Stmt, ...], last: nodes.NoteUnknown, indent: int
    ) -> list[str]:
        """Spell the checks of an object: its members are read first, in one walk over those that are there."""
        members = [each for each in statements if isinstance(each, nodes.Member) and each.known]
        kept = {(each.object, each.path[0]): each.variable for each in members if not each.changes}
        rest = [each for each in statements if not _declares(each, last.counter)]
        rest, names = shared(rest, self.counted)
        to = replace(self.to, variables={**self.to.variables, **kept})
        within = replace(self, to=to, counted=self.counted.union(names))
        rows = within._rows(rest, indent)
        asked = {word for row in rows for word in _WORD.findall(row)}
        return [*self._reads(members, asked, last, indent), *rows]

    def _reads(
        self, members: list[nodes.Member], asked: set[str], last: nodes.NoteUnknown, indent: int
    ) -> list[str]:
        """Spell the walk: quicker than to ask objects of all shapes for each member that there may be.

        A member whose variable is not ``asked`` for is known, and that is all.
        """
        pad = " " * indent
        rows = [f"{pad}let {each.variable};" for each in members if each.variable in asked]
        rows += [
            f"{pad}let {last.counter} = true;",
            f"{pad}for (const key in {last.object}) {{",
            f"{pad}  switch (key) {{",
        ]
        for each in members:
            read = Atom(f"{last.object}[key]")
            rows.append(f"{pad}    case {literal(each.path[0])}:")
            if each.variable in asked:
                rows += line(f"{each.variable} = ", read, ";", indent + 6)
            rows.append(f"{pad}      break;")
        return [
            *rows,
            f"{pad}    default:",
            f"{pad}      {last.counter} = false;",
            f"{pad}  }}",
            f"{pad}}}",
        ]

    def _let(self, found: nodes.Let, indent: int) -> list[str]:
        word = "let" if found.changes else "const"
        return line(f"{word} {found.variable} = ", self.to.spell(found.value), ";", indent)

    def _let_pair(self, found: nodes.LetPair, indent: int) -> list[str]:
        names = ", ".join(found.variables)
        return line(f"const [{names}] = ", self.to.spell(found.value), ";", indent)

    def _set(self, found: nodes.Set, indent: int) -> list[str]:
        return line(f"{found.variable} = ", self.to.spell(found.value), ";", indent)

    def _noted(self, arguments: tuple[Code, ...], indent: int) -> list[str]:
        issues = (Atom(self.issues),) if self.issues else ()
        return line("", Invoke("note", (*issues, *arguments)), ";", indent)

    def _note(self, found: nodes.Note, indent: int) -> list[str]:
        code = literal(found.code) if isinstance(found.code, str) else self.to.spell(found.code)
        if not self.issues:
            return self._noted((self.to.spell(found.at), code, literal(found.message)), indent)
        said = (self.to.spell(found.at), code, literal(found.severity), literal(found.message))
        mend = [self.to.spell(part) for part in found.mend]
        return self._noted((*said, *mend), indent)

    def _note_found(self, found: nodes.NoteFound, indent: int) -> list[str]:
        return self._noted((self.to.spell(found.at), Atom(f"...{found.found}")), indent)

    def _if(self, found: nodes.If, indent: int, before: str = "") -> list[str]:
        branches = [(self.to.spell(test), body) for test, body in found.branches]
        otherwise = found.otherwise
        if otherwise and len(branches) == 1 and not branches[0][1]:
            branches, otherwise = [(negate(branches[0][0]), otherwise)], ()
        rows: list[str] = []
        for test, body in branches:
            rows[-1:] = condition(f"{before}if", test, indent)
            rows += [*self.block(body, indent + 2), f"{' ' * indent}}}"]
            before = "} else "
        return self._otherwise(rows, otherwise, indent)

    def _otherwise(self, rows: list[str], body: tuple[Stmt, ...], indent: int) -> list[str]:
        if not body:
            return rows
        pad = " " * indent
        match body:
            case (nodes.If() as inner,):
                return [*rows[:-1], *self._if(inner, indent, "} else ")]
            case _:
                return [*rows[:-1], f"{pad}}} else {{", *self.block(body, indent + 2), f"{pad}}}"]

    def _member(self, found: nodes.Member, indent: int) -> list[str]:
        rows: list[str] = []
        if not found.known:
            read = self.to.read(found.object, found.path)
            rows = line(f"const {found.variable} = ", read, ";", indent)
        there = Infix("!==", (Atom(found.variable), Atom("undefined")))
        body = self.block((*found.told, *found.body), indent + 2)
        if not (body or found.absent):
            return rows
        checked = [*condition("if", there, indent), *body, f"{' ' * indent}}}"]
        return [*rows, *self._otherwise(checked, found.absent, indent)]

    def _read_number(self, found: nodes.ReadNumber, indent: int) -> list[str]:
        pad, name = " " * indent, Atom(found.variable)
        whole = isinstance(found.kind, ir.Integer)
        sure = Invoke("Number.isInteger" if whole else "Number.isFinite", (name,))
        arguments = [name, self.to.pointer(found.at), Atom("issues"), literal(found.must)]
        if found.kind.numeric_text:
            arguments.append(literal(True))
        taken = Invoke("readWhole" if whole else "readReal", tuple(arguments))
        rows = [
            *condition("if", negate(sure), indent),
            *line(f"{name} = ", taken, ";", indent + 2),
            f"{pad}}}",
        ]
        if not found.body:
            return rows
        given = Infix("!==", (name, Atom("null")))
        body = self.block(found.body, indent + 2)
        return [*rows, *condition("if", given, indent), *body, f"{pad}}}"]

    def _for_items(self, found: nodes.ForItems, indent: int) -> list[str]:
        pad, index = " " * indent, found.index
        word = "let" if found.changes else "const"
        return [
            f"{pad}for (let {index} = 0; {index} < {found.array}.length; {index} += 1) {{",
            f"{pad}  {word} {found.item} = {found.array}[{index}];",
            *self.block(found.body, indent + 2),
            f"{pad}}}",
        ]

    def _for_reached(self, found: nodes.ForReached, indent: int) -> list[str]:
        names = f"{found.pointer}, {found.item}" if found.item else found.pointer
        at, path = self.to.pointer(found.at), self.to.path(found.path)
        over = Invoke("reach", (Atom(found.object), path, at))
        rows = line(f"for (const [{names}] of ", over, ") {", indent)
        return [*rows, *self.block(found.body, indent + 2), f"{' ' * indent}}}"]

    def _for_surplus(self, found: nodes.ForSurplus, indent: int) -> list[str]:
        pad = " " * indent
        rows = [f"{pad}const {found.several} = [];"]
        for place, test in found.pairs:
            push = Invoke(f"{found.several}.push", (self.to.spell(place),))
            rows += [
                *condition("if", self.to.spell(test), indent),
                *line("", push, ";", indent + 2),
                f"{pad}}}",
            ]
        rows.append(f"{pad}for (const {found.pointer} of {found.several}.slice(1)) {{")
        return [*rows, *self.block(found.body, indent + 2), f"{pad}}}"]

    def _note_unknown(self, found: nodes.NoteUnknown, indent: int) -> list[str]:
        body = Atom(found.object)
        arguments = [body, Atom(found.known.name), self.to.pointer(found.at), Atom("issues")]
        if found.elsewhere is not None or found.closed:
            arguments.append(Atom(found.elsewhere.name if found.elsewhere else "null"))
        if found.closed:
            arguments.append(literal("error"))
        pad = " " * indent
        return [
            f"{pad}if (!{found.counter}) {{",
            *line("", Invoke("unknown", tuple(arguments)), ";", indent + 2),
            f"{pad}}}",
        ]

    def _run(self, found: nodes.Run, indent: int) -> list[str]:
        names = (found.item, *found.indexes, self.issues, found.body)
        call = Invoke(found.function, tuple(Atom(name) for name in names if name))
        return line("", call, ";", indent)


def _declares(statement: Stmt, variable: str) -> bool:
    return isinstance(statement, nodes.Let) and statement.variable == variable


_SPELLED: Final[dict[type[Any], Callable[[Statements, Any, int], list[str]]]] = {
    nodes.Let: Statements._let,
    nodes.LetPair: Statements._let_pair,
    nodes.Set: Statements._set,
    nodes.Note: Statements._note,
    nodes.NoteFound: Statements._note_found,
    nodes.If: Statements._if,
    nodes.Member: Statements._member,
    nodes.ReadNumber: Statements._read_number,
    nodes.ForItems: Statements._for_items,
    nodes.ForReached: Statements._for_reached,
    nodes.ForSurplus: Statements._for_surplus,
    nodes.NoteUnknown: Statements._note_unknown,
    nodes.Run: Statements._run,
}
