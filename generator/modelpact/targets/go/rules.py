"""Rules as composite literals."""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir, places
from modelpact.print_go import Composite, Expr, Lit, Name, values
from modelpact.targets.go import narrow

Entries = list[tuple[str, Expr]]
_SEVERITIES = {"error": Name("Error"), "warning": Name("Warning")}


def rule(found: ir.Rule, model: ir.Model) -> Composite:
    """A rule about the object that its scope leads to."""
    entries: Entries = [
        ("id", Lit(found.id)),
        ("because", Lit(found.because)),
        ("severity", _SEVERITIES[found.severity]),
    ]
    if found.when:
        either = tuple(Composite("", tuple(map(_test, tests))) for tests in found.when)
        entries.append(("when", Composite("[][]test", either)))
    entries.append(("effect", _effect(found, model)))
    if found.at is not None:
        entries.append(("at", _path(found.at)))
    return Composite("", tuple(entries))


def _path(path: ir.Path, type_: str = "path") -> Composite:
    return values(path, type_)


def _paths(type_: str, paths: Iterable[ir.Path]) -> Composite:
    return Composite(type_, tuple(_path(path, "") for path in paths))


def _test(test: ir.Test) -> Composite:
    entries: Entries = [("path", _path(test.path)), ("is", _condition(test.check))]
    if test.absolute:
        entries.append(("absolute", Lit(True)))
    if test.when_absent:
        entries.append(("whenAbsent", Lit(True)))
    return Composite("", tuple(entries))


def _condition(check: ir.Check) -> Expr:
    match check:
        case ir.Present():
            return Composite("present")
        case ir.Absent():
            return Composite("absent")
        case ir.In(found):
            return values(found, "in")
        case ir.NotIn(found):
            return values(found, "notIn")
        case ir.Within(range_):
            return narrow.limit_list(narrow.numbers(range_, whole=False), "within")
        case ir.Counted(least, most):
            ends = (("least", Lit(least or 0)), ("most", Lit(-1 if most is None else most)))
            return Composite("counted", ends)


def _effect(found: ir.Rule, model: ir.Model) -> Composite:
    match found.effect:
        case ir.Required(paths):
            return _paths("required", paths)
        case ir.Forbidden(paths) | ir.WithoutEffect(paths):
            return _paths("forbidden", paths)
        case ir.Advise(paths):
            return _paths("advised", paths)
        case ir.Constrain(path, wanted):
            target = places.find(model.body, (*found.scope, *path)) or ir.Value()
            to = narrow.constraint(wanted, target)
            return Composite("constrained", (("path", _path(path)), ("to", to)))
        case ir.Group(kind, paths):
            return Composite("group", (("kind", Lit(kind)), ("paths", _paths("[]path", paths))))
        case ir.Limit():
            return _limit(found.effect)


def _limit(limit: ir.Limit) -> Composite:
    entries: Entries = [
        ("op", Lit(limit.op)),
        ("terms", Composite("[]term", tuple(map(_term, limit.terms)))),
    ]
    for name, bound in (("minimum", limit.minimum), ("maximum", limit.maximum)):
        if bound is not None:
            entries.append((name, Lit(bound)))
    return Composite("total", tuple(entries))


def _term(term: ir.Term) -> Composite:
    entries: Entries = [("path", _path(term.path))]
    if term.count:
        entries.append(("count", Lit(True)))
    entries.append(("times", Lit(term.times)))
    if term.absent is not None and not term.count:
        entries.append(("absent", Lit(term.absent)))
    return Composite("", tuple(entries))
