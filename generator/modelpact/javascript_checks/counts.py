"""Counts that several rules about an object begin with: each is taken once, before the first of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Set

from modelpact import ir, naming
from modelpact.checks import expressions as exprs
from modelpact.checks import statements as nodes
from modelpact.checks.expressions import Expr, Lit, Var
from modelpact.checks.statements import Stmt

Counted = tuple[str, ir.Path]
"""The variable of an object, and the path whose values are counted from there."""


def shared(statements: Iterable[Stmt], taken: Set[str]) -> tuple[list[Stmt], Iterable[str]]:
    """Return the statements with variables for such counts, and their names; those in ``taken`` are left out."""
    statements = list(statements)
    asked = Counter(found for each in statements for found in _asks(each))
    names: dict[Counted, str] = {}
    for found, times in asked.items():
        name = _name(found[1])
        if times > 1 and name not in taken and name not in names.values():
            names[found] = name
    written: list[Stmt] = []
    told: set[Counted] = set()
    for each in statements:
        for found in _asks(each):
            if found in names and found not in told:
                told.add(found)
                written.append(nodes.Let(names[found], exprs.Count(*found)))
        written.append(_renamed(each, names))
    return written, names.values()


def _name(path: ir.Path) -> str:
    return naming.camel(" ".join(["counted", *(step for step in path if step != ir.EACH)]))[:40]


def _asks(statement: Stmt) -> tuple[Counted, ...]:
    """Tell what a statement always counts: nothing, or one thing."""
    if not isinstance(statement, nodes.If):
        return ()
    found = _counted(statement.branches[0][0])
    return () if found is None else (found,)


def _counted(test: Expr) -> Counted | None:
    match test:
        case exprs.Compare(_, exprs.Count(object_, path)):
            return object_, path
        case exprs.Has(object_, path) if ir.EACH in path:
            return object_, path
        case exprs.Not(operand):
            return _counted(operand)
        case _:
            return None


def _renamed(statement: Stmt, names: dict[Counted, str]) -> Stmt:
    """Let a statement look at a variable instead of counting."""
    found = _asks(statement)
    if not (isinstance(statement, nodes.If) and found and found[0] in names):
        return statement
    (test, body), *more = statement.branches
    told = _with(test, Var(names[found[0]]))
    return nodes.If(((told, body), *more), statement.otherwise)


def _with(test: Expr, number: Var) -> Expr:
    match test:
        case exprs.Compare(operator, _, right):
            return exprs.Compare(operator, number, right)
        case exprs.Not(exprs.Has()):
            return exprs.Compare("==", number, Lit(0))
        case exprs.Not(operand):
            return exprs.Not(_with(operand, number))
        case _:
            return exprs.Compare(">", number, Lit(0))
