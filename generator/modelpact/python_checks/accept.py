"""A quick way past the checks of an array's items: functions that tell whether there is nothing to say about one.

They are made of the same statements as the checks, where each note has become ``return False``, and have no effects:
where they are not sure they return False too, and the checks tell. Most items are fine, and this costs less than to
be ready for issues at every step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeGuard

from modelpact import ir
from modelpact.checks import expressions as exprs
from modelpact.checks import statements as nodes
from modelpact.checks.scope import Module
from modelpact.print_py import (
    Assign,
    Binary,
    Call,
    Def,
    Display,
    For,
    If,
    Item,
    Lit,
    Name,
    Not,
    Return,
    operands,
)
from modelpact.print_py import Expr as Code
from modelpact.print_py import Stmt as Line
from modelpact.python_checks.expressions import CLASSES, expr, has, read, steps

Lines = tuple[Line, ...]

_REFUSED: Final[Lines] = (Return(Lit(False)),)


def acceptors(functions: Iterable[nodes.Function], module: Module) -> dict[str, Def]:
    """Write a function for each that checks, by their names; none where nothing goes without an issue."""
    writer = _Writer(module)
    for found in functions:
        writer.function(found)
    return writer.written


@dataclass(slots=True)
class _Writer:
    """Writes the functions of one model, by the names of those that check."""

    module: Module
    written: dict[str, Def] = field(default_factory=dict)
    _lists: dict[tuple[str, str], str] = field(default_factory=dict)
    """Variables that surely hold a list, by the object and the name of its member."""

    def function(self, found: nodes.Function) -> None:
        """Write one; it may call those before it."""
        self._lists.clear()
        body = _returned(self._block(found.statements))
        if body == _REFUSED:
            return
        name = self.module.take(found.name.replace("check_", "accepts_", 1))
        parameters = (
            f"{found.object}: dict[str, object]",
            *((f"{found.body}: dict[str, object]",) if found.body else ()),
        )
        self.written[found.name] = Def(name, parameters, "bool", "", body)

    def _block(self, statements: Iterable[nodes.Stmt]) -> Lines:
        """Write statements; what stands before a certain refusal is left out, as nothing has effects."""
        ordered = sorted(statements, key=_rank)
        lines: list[Line] = []
        for statement in ordered:
            if _starts_count(statement):
                needed = sum(
                    isinstance(each, nodes.Member) and bool(each.absent) for each in ordered
                )
                lines.append(Assign(statement.variable, Lit(needed)))
                continue
            written = _STATEMENTS[type(statement)](self, statement)
            if written == _REFUSED:
                return _REFUSED
            lines += written
        return tuple(lines)

    # --- statements ---

    def _refuse(self, _: nodes.Stmt) -> Lines:
        return _REFUSED

    def _let(self, found: nodes.Let) -> Lines:
        return (Assign(found.variable, self._test(found.value)),)

    def _let_pair(self, found: nodes.LetPair) -> Lines:
        return (Assign(", ".join(found.variables), expr(found.value)),)

    def _if(self, found: nodes.If) -> Lines:
        branches = [(test, self._branch(test, body)) for test, body in found.branches]
        otherwise = self._block(found.otherwise)
        refused: list[Code] = []
        while branches and branches[0][1] == _REFUSED:
            refused.append(self._test(branches.pop(0)[0]))
        lines = [_refuse_if(*refused)] if refused else []
        if not branches:
            return _REFUSED if otherwise == _REFUSED else (*lines, *otherwise)
        if len(branches) == 1 and otherwise == _REFUSED:
            ((test, body),) = branches
            return (*lines, _refuse_if(self._opposite(test)), *body)
        while branches and not (otherwise or branches[-1][1]):
            branches.pop()
        rest = tuple((self._test(test), body) for test, body in branches)
        return (*lines, If(rest, otherwise)) if rest else tuple(lines)

    def _branch(self, test: exprs.Expr, body: tuple[nodes.Stmt, ...]) -> Lines:
        """Write what is done where a test is true: a refusal by the same test is certain there."""
        lines = self._block(body)
        return _REFUSED if _refuse_if(self._test(test)) in lines else lines

    def _member(self, found: nodes.Member) -> Lines:
        there = has(found.object, found.path)
        if self._block(found.told):
            return _REFUSED if found.absent else (If(((there, _REFUSED),)),)
        name = found.path[0]
        if found.absent and _is_list(found):
            self._lists[found.object, name] = found.variable
        lines: list[Line] = []
        body = _joined(self._block(found.body))
        if body:
            single = len(found.path) == 1
            value = (
                Item(Name(found.object), Lit(name)) if single else read(found.object, found.path)
            )
            lines = [Assign(found.variable, value), *body]
        if found.absent:
            return (_refuse_if(has(found.object, found.path, wanted=False)), *lines)
        if found.known:
            lines.insert(0, Assign(found.known, Lit(1), "+="))
        return (If(((there, tuple(lines)),)),) if lines else ()

    def _number(self, found: nodes.ReadNumber) -> Lines:
        name = Name(found.variable)
        strange: Code = Not(Call("is_number", (name,)))
        if isinstance(found.kind, ir.Integer):
            strange = Binary("is not", (Call("type", (name,)), Name("int")))
        return (_refuse_if(strange), *self._block(found.body))

    def _items(self, found: nodes.ForItems) -> Lines:
        body = _joined(self._block(found.body))
        return (For(found.item, Name(found.array), body),) if body else ()

    def _reached(self, found: nodes.ForReached) -> Lines:
        body = self._block(found.body)
        if body == _REFUSED:
            return (_refuse_if(has(found.object, found.path)),)
        over = Call("reach", (Name(found.object), *steps(found.path)))
        return (For(f"_, {found.item}", over, body),) if body else ()

    def _surplus(self, found: nodes.ForSurplus) -> Lines:
        there = Display("tuple", tuple(self._test(test) for _, test in found.pairs))
        return (_refuse_if(Binary(">", (Call("sum", (there,)), Lit(1)))),)

    def _unknown(self, found: nodes.NoteUnknown) -> Lines:
        size = Call("len", (Name(found.object),))
        return (_refuse_if(Binary("!=", (Name(found.counter), size))),)

    def _run(self, found: nodes.Run) -> Lines:
        accept = self.written.get(found.function)
        if accept is None:
            return _REFUSED
        given = (found.item, *((found.body,) if found.body else ()))
        return (_refuse_if(Not(Call(accept.name, tuple(map(Name, given))))),)

    # --- conditions ---

    def _test(self, test: exprs.Expr) -> Code:
        """Spell a condition, or a value; of a subclass of what JSON is made of nothing is known."""
        match test:
            case exprs.Is(value, type_) if type_ in _PLAIN:
                return Binary("is", (Call("type", (Name(value.name),)), CLASSES[type_]))
            case exprs.Not(operand):
                return self._opposite(operand)
            case exprs.Join(operator, operands):
                return Binary(operator, tuple([self._test(operand) for operand in operands]))
            case exprs.Compare(">", exprs.Count() as number, exprs.Lit(bound)):
                return self._more(number, bound)
            case exprs.Compare(operator, left, right):
                return Binary(operator, (self._test(left), self._test(right)))
            case exprs.Count(object_, path):
                held = self._held(object_, path)
                return Call("having", (Name(held), Lit(path[-1]))) if held else expr(test)
            case _:
                return expr(test)

    def _opposite(self, test: exprs.Expr) -> Code:
        match test:
            case exprs.Is(value, "boolean"):
                name = Name(value.name)
                return Binary("and", tuple(Binary("is not", (name, Lit(b))) for b in (True, False)))
            case exprs.Is(value, type_) if type_ in _PLAIN:
                return Binary("is not", (Call("type", (Name(value.name),)), CLASSES[type_]))
            case exprs.Has() | exprs.Given():
                return expr(exprs.Not(test))
            case _:
                return Not(self._test(test))

    def _more(self, number: exprs.Count, bound: ir.Scalar) -> Code:
        """Test whether more are counted: not where the list itself is no longer."""
        more = Binary(">", (self._test(number), Lit(bound)))
        held = self._held(number.object, number.path)
        if not held:
            return more
        return Binary("and", (Binary(">", (Call("len", (Name(held),)), Lit(bound))), more))

    def _held(self, object_: str, path: ir.Path) -> str:
        """Name the variable that holds the list whose items a path asks for a member."""
        if len(path) != 3 or path[1] != ir.EACH or path[2] == ir.EACH:
            return ""
        return self._lists.get((object_, path[0]), "")


def _rank(statement: nodes.Stmt) -> int:
    """Order the statements about an object: its members that are told fast, those with items, all else."""
    if _starts_count(statement):
        return 0
    if not (isinstance(statement, nodes.Member) and statement.known):
        return 3
    return 2 if _walks(statement.body) else 1


def _starts_count(statement: nodes.Stmt) -> TypeGuard[nodes.Let]:
    return isinstance(statement, nodes.Let) and statement.value == exprs.Lit(0)


def _walks(statements: Iterable[nodes.Stmt]) -> bool:
    """Tell whether items of a list are looked at."""
    for statement in statements:
        match statement:
            case nodes.ForItems():
                return True
            case nodes.Member(body=body) if _walks(body):
                return True
            case nodes.If(branches, otherwise):
                if _walks(otherwise) or any(_walks(body) for _, body in branches):
                    return True
    return False


def _is_list(member: nodes.Member) -> bool:
    """Tell whether a value that is no list is refused."""
    match member.body:
        case (nodes.If(((exprs.Is(_, "array"), _),), (nodes.Note(),)),):
            return True
        case _:
            return False


def _refuse_if(*tests: Code) -> If:
    return If(((tests[0] if len(tests) == 1 else Binary("or", tests), _REFUSED),))


def _joined(lines: Lines) -> Lines:
    """Join tests that follow one another and refuse; what another test among them implies is left out."""
    found: list[Line] = []
    tests: list[Code] = []
    for line in lines:
        match line:
            case If(((test, body),), ()) if body == _REFUSED:
                tests += operands("or", test)
                continue
        found += _refused(tests)
        tests = []
        found.append(line)
    return (*found, *_refused(tests))


def _refused(tests: list[Code]) -> list[Line]:
    kept: list[Code] = []
    for test in tests:
        implied = any(part in tests for part in operands("and", test) if part != test)
        if test not in kept and not implied:
            kept.append(test)
    return [_refuse_if(*kept)] if kept else []


def _returned(lines: Lines) -> Lines:
    """Return the last test, which is that nothing unknown is there."""
    match lines:
        case (*before, If(((Binary("!=", sides), body),), ())) if body == _REFUSED:
            return (*before, Return(Binary("==", sides)))
        case _:
            return lines


_PLAIN: Final = frozenset({"string", "array", "object"})
_STATEMENTS: Final[Mapping[type[Any], Callable[[_Writer, Any], Lines]]] = {
    nodes.Let: _Writer._let,
    nodes.LetPair: _Writer._let_pair,
    nodes.Set: _Writer._refuse,
    nodes.Note: _Writer._refuse,
    nodes.NoteFound: _Writer._refuse,
    nodes.If: _Writer._if,
    nodes.Member: _Writer._member,
    nodes.ReadNumber: _Writer._number,
    nodes.ForItems: _Writer._items,
    nodes.ForReached: _Writer._reached,
    nodes.ForSurplus: _Writer._surplus,
    nodes.NoteUnknown: _Writer._unknown,
    nodes.Run: _Writer._run,
}
