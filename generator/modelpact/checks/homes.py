"""Rules by the objects that they are about: for models of objects that check themselves, each on its own."""

from __future__ import annotations

from modelpact import ir
from modelpact.checks.expressions import Is, Var
from modelpact.checks.rules import rule_statements
from modelpact.checks.scope import At, Scope
from modelpact.checks.statements import ForReached, If, Stmt


def faults(model: ir.Model, path: ir.Path, scope: Scope) -> tuple[Stmt, ...]:
    """Check the rules of the objects at a path, in ``scope.body``; places are told from there. Remarks are left out."""
    return tuple(
        statement
        for rule in model.rules
        if rule.severity == "error" and _home(rule) == path
        for statement in _checked(rule, model, scope)
    )


def _home(rule: ir.Rule) -> ir.Path:
    """Where a rule is checked: at its objects, or at the root if it looks at the whole body."""
    absolute = any(test.absolute for tests in rule.when for test in tests)
    return () if absolute else rule.scope


def _checked(rule: ir.Rule, model: ir.Model, scope: Scope) -> list[Stmt]:
    if _home(rule) == rule.scope:
        return rule_statements(rule, model, scope.body, At(), scope)
    pointer, item = scope.local("pointer"), scope.local("item")
    inner = rule_statements(rule, model, item, At(("", Var(pointer))), scope)
    checked = If(((Is(Var(item), "object"), tuple(inner)),))
    return [ForReached(pointer, item, scope.body, rule.scope, At().pointer, (checked,))]
