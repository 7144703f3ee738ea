"""Rules of the catalogue -> the function of a class that checks them."""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir
from modelpact.checks.homes import faults
from modelpact.checks.scope import Module, Scope
from modelpact.print_py import Call, Def, Do, For, If, Stmt
from modelpact.python_checks.statements import block

_BODY = "body"


def rules_function(model: ir.Model, path: ir.Path, module: Module) -> Def | None:
    """Write what checks the rules of the objects at a path; None where there are none."""
    checks = faults(model, path, Scope(module, body=_BODY))
    if not checks:
        return None
    parameters = (f"{_BODY}: dict[str, object]", "issues: list[Issue]")
    told = tuple(_told(block(checks)))
    return Def("_check_rules", parameters, "None", "", told, decorator="staticmethod")


def _told(statements: Iterable[Stmt]) -> Iterable[Stmt]:
    """Tell issues by place, id and reason: there are only errors, and no fixes."""
    for statement in statements:
        match statement:
            case If(branches, otherwise):
                told = tuple((test, tuple(_told(body))) for test, body in branches)
                yield If(told, tuple(_told(otherwise)))
            case For(target, over, body):
                yield For(target, over, tuple(_told(body)))
            case Do(Call(function, (Call("Issue", (at, code, _, message, *_)),))):
                yield Do(Call(function, (Call("Issue", (at, code, message)),)))
            case _:
                yield statement
