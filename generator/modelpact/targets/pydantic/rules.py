"""Rules of the catalogue -> the function of a class that checks them. Remarks are no errors and are left out."""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir
from modelpact.checks.expressions import Is, Var
from modelpact.checks.rules import rule_statements
from modelpact.checks.scope import At, Module, Scope
from modelpact.checks.statements import ForReached, If
from modelpact.checks.statements import Stmt as Check
from modelpact.print_py import Call, Def, Do, For, Stmt
from modelpact.print_py import If as Branches
from modelpact.python_checks.statements import block

_BODY = "body"


def rules_function(model: ir.Model, path: ir.Path, module: Module) -> Def | None:
    """Write what checks the rules of the objects at a path; None where there are none."""
    scope = Scope(module, body=_BODY)
    checks: list[Check] = []
    for rule in model.rules:
        if rule.severity != "error":
            continue
        if _home(rule) == path:
            checks += _checks(rule, model, scope)
    if not checks:
        return None
    parameters = (f"{_BODY}: dict[str, object]", "issues: list[Issue]")
    told = tuple(_told(block(tuple(checks))))
    return Def("_check_rules", parameters, "None", "", told, decorator="staticmethod")


def _home(rule: ir.Rule) -> ir.Path:
    """Where a rule is checked: at its objects, or at the root if it looks at the whole body."""
    absolute = any(test.absolute for tests in rule.when for test in tests)
    return () if absolute else rule.scope


def _checks(rule: ir.Rule, model: ir.Model, scope: Scope) -> list[Check]:
    if _home(rule) == rule.scope:
        return rule_statements(rule, model, _BODY, At(), scope)
    pointer, item = scope.local("pointer"), scope.local("item")
    inner = rule_statements(rule, model, item, At(("", Var(pointer))), scope)
    checked = If(((Is(Var(item), "object"), tuple(inner)),))
    return [ForReached(pointer, item, _BODY, rule.scope, At().pointer, (checked,))]


def _told(statements: Iterable[Stmt]) -> Iterable[Stmt]:
    """Tell issues by place, id and reason: there are only errors, and no fixes."""
    for statement in statements:
        match statement:
            case Branches(branches, otherwise):
                told = tuple((test, tuple(_told(body))) for test, body in branches)
                yield Branches(told, tuple(_told(otherwise)))
            case For(target, over, body):
                yield For(target, over, tuple(_told(body)))
            case Do(Call(function, (Call("Issue", (at, code, _, message, *_)),))):
                yield Do(Call(function, (Call("Issue", (at, code, message)),)))
            case _:
                yield statement
