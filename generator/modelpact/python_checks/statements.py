"""Statements of checks as Python: what each is in the trees of ``print_py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from modelpact import ir
from modelpact.checks import statements as nodes
from modelpact.checks.expressions import Expr, Is, Not
from modelpact.checks.statements import Stmt
from modelpact.print_py import (
    Assign,
    Binary,
    Call,
    Def,
    Display,
    Do,
    For,
    If,
    Item,
    Lit,
    Name,
)
from modelpact.print_py import Expr as Code
from modelpact.print_py import Stmt as Line
from modelpact.python_checks.expressions import at, data, expr, has, read, steps

_NONE: Final = Lit(None)
_ISSUES: Final = Name("issues")


def constant(found: nodes.Constant | nodes.Helper | nodes.Pattern) -> Assign:
    """Spell a constant of the module."""
    if isinstance(found, nodes.Pattern):
        return Assign(found.name, Lit(found.pattern))
    assert isinstance(found, nodes.Constant)
    value = found.value
    limits = isinstance(value, Mapping) and isinstance(next(iter(value.values())), tuple)
    return Assign(found.name, data(value), annotation="Limits" if limits else "")


def function(found: nodes.Function) -> Def:
    """Spell a function that checks an object."""
    parameters = (
        f"{found.object}: dict[str, object]",
        *(f"{index}: int" for index in found.indexes),
        "issues: list[Issue]",
        *((f"{found.body}: dict[str, object]",) if found.body else ()),
    )
    return Def(found.name, parameters, "None", "", block(found.statements))


def block(statements: tuple[Stmt, ...]) -> tuple[Line, ...]:
    """Spell statements."""
    return tuple(
        [line for statement in statements for line in _STATEMENTS[type(statement)](statement)]
    )


# --- statements --------------------------------------------------------------------------------


def _let(found: nodes.Let | nodes.Set) -> tuple[Line, ...]:
    return (Assign(found.variable, expr(found.value)),)


def _let_pair(found: nodes.LetPair) -> tuple[Line, ...]:
    return (Assign(", ".join(found.variables), expr(found.value)),)


def _append(*arguments: Code) -> Line:
    return Do(Call("issues.append", (Call("Issue", arguments),)))


def _note(found: nodes.Note) -> tuple[Line, ...]:
    code = Lit(found.code) if isinstance(found.code, str) else expr(found.code)
    said = (expr(found.at), code, Lit(found.severity), Lit(found.message))
    if not found.mend:
        return (_append(*said),)
    return (_append(*said, Display("tuple", tuple([expr(part) for part in found.mend]))),)


def _note_found(found: nodes.NoteFound) -> tuple[Line, ...]:
    return (_append(expr(found.at), Name(f"*{found.found}")),)


def _if(found: nodes.If) -> tuple[Line, ...]:
    branches = tuple([(_test(test), block(body)) for test, body in found.branches])
    otherwise = block(found.otherwise)
    if otherwise and [body for _, body in branches] == [()]:
        ((test, _),) = found.branches
        return (If(((_opposite(test), otherwise),)),)
    return (If(branches, otherwise),)


def _test(test: Expr) -> Code:
    """Spell a condition; that a value is a boolean is told without a call where nothing else is asked."""
    if isinstance(test, Is) and test.type == "boolean":
        name = Name(test.value.name)
        return Binary("or", (Binary("is", (name, Lit(True))), Binary("is", (name, Lit(False)))))
    if isinstance(test, Not):
        return _opposite(test.operand)
    return expr(test)


def _opposite(test: Expr) -> Code:
    if isinstance(test, Is) and test.type == "boolean":
        name = Name(test.value.name)
        return Binary("and", tuple(Binary("is not", (name, Lit(each))) for each in (True, False)))
    return expr(Not(test))


def _member(found: nodes.Member) -> tuple[Line, ...]:
    there: list[Line] = [Assign(found.known, Lit(1), "+=")] if found.known else []
    there += block(found.told)
    path = found.path
    if found.body:
        value = read(found.object, path)
        if len(path) == 1:
            value = Item(Name(found.object), Lit(path[0]))
        there += [Assign(found.variable, value), *block(found.body)]
    return (If(((has(found.object, path), tuple(there)),), block(found.absent)),)


def _read_number(found: nodes.ReadNumber) -> tuple[Line, ...]:
    name, kind = Name(found.variable), found.kind
    whole = isinstance(kind, ir.Integer)
    arguments: list[Code] = [name, expr(found.at), _ISSUES, Lit(found.must)]
    if kind.numeric_text:
        arguments.append(Lit(True))
    taken: Line = Assign(found.variable, Call("whole" if whole else "real", tuple(arguments)))
    type_ = Call("type", (name,))
    if not whole:
        # A difference with itself that is not 0 tells NaN and the infinities.
        infinite = Binary("!=", (Binary("-", (name, name)), Lit(0)))
        strange = Binary("or", (Binary("is not", (type_, Name("float"))), infinite))
        taken = If(((strange, (taken,)),))
    read = If(((Binary("is not", (type_, Name("int"))), (taken,)),))
    if not found.body:
        return (read,)
    return read, If(((Binary("is not", (name, _NONE)), block(found.body)),))


def _for_items(found: nodes.ForItems) -> tuple[Line, ...]:
    over = Call("enumerate", (Name(found.array),))
    return (For(f"{found.index}, {found.item}", over, block(found.body)),)


def _for_reached(found: nodes.ForReached) -> tuple[Line, ...]:
    over = Call("reach", (Name(found.object), *steps(found.path)), at(found.at))
    return (For(f"{found.pointer}, {found.item or '_'}", over, block(found.body)),)


def _for_surplus(found: nodes.ForSurplus) -> tuple[Line, ...]:
    pairs = tuple(Display("tuple", (expr(place), expr(test))) for place, test in found.pairs)
    return (
        Assign(found.several, Display("tuple", pairs)),
        For(found.pointer, Call("surplus", (Name(found.several),)), block(found.body)),
    )


def _note_unknown(found: nodes.NoteUnknown) -> tuple[Line, ...]:
    body = Name(found.object)
    arguments: list[Code] = [body, Name(found.known.name), expr(found.at), _ISSUES]
    if found.elsewhere is not None:
        arguments.append(Name(found.elsewhere.name))
    keywords: tuple[tuple[str, Code], ...] = (("severity", Lit("error")),) if found.closed else ()
    test = Binary("!=", (Name(found.counter), Call("len", (body,))))
    return (If(((test, (Do(Call("unknown", tuple(arguments), keywords)),)),)),)


def _run(found: nodes.Run) -> tuple[Line, ...]:
    names = (found.item, *found.indexes, "issues", *((found.body,) if found.body else ()))
    return (Do(Call(found.function, tuple(Name(name) for name in names))),)


_STATEMENTS: Final[dict[type[Any], Callable[[Any], tuple[Line, ...]]]] = {
    nodes.Let: _let,
    nodes.LetPair: _let_pair,
    nodes.Set: _let,
    nodes.Note: _note,
    nodes.NoteFound: _note_found,
    nodes.If: _if,
    nodes.Member: _member,
    nodes.ReadNumber: _read_number,
    nodes.ForItems: _for_items,
    nodes.ForReached: _for_reached,
    nodes.ForSurplus: _for_surplus,
    nodes.NoteUnknown: _note_unknown,
    nodes.Run: _run,
}
