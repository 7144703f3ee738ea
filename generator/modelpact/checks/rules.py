"""Rules of the catalogue -> statements that check them, from the object that they are about."""

from __future__ import annotations

from dataclasses import dataclass

from modelpact import ir, places
from modelpact.checks import conditions
from modelpact.checks.expressions import (
    Compare,
    Count,
    Expr,
    Given,
    Has,
    Join,
    LastThere,
    Lit,
    Not,
    NthThere,
    Number,
    Place,
    Standing,
    Var,
)
from modelpact.checks.scope import At, Scope
from modelpact.checks.statements import ForReached, ForSurplus, If, Let, Member, Note, Stmt, choose
from modelpact.checks.when import When, every

_REMOVE: tuple[Expr, ...] = (Lit("remove"),)


def rule_statements(rule: ir.Rule, model: ir.Model, body: str, at: At, scope: Scope) -> list[Stmt]:
    """Check one rule about the object in ``body``."""
    written = _Writer(rule, model, body, at, scope).effect()
    when = When(rule, body, scope).applies()
    match written:
        case _ if when is None:
            return written
        case [If(((test, inner),), ())]:
            return [If(((every([when, test]), inner),))]
        case _:
            return [If(((when, tuple(written)),))]


@dataclass(frozen=True, slots=True)
class _Writer:
    rule: ir.Rule
    model: ir.Model
    body: str
    at: At
    scope: Scope

    def effect(self) -> list[Stmt]:
        """Check what the rule demands."""
        match self.rule.effect:
            case ir.Required(paths):
                return [self._missing(path) for path in paths]
            case ir.Forbidden(paths) | ir.WithoutEffect(paths):
                return [self._each_present(path) for path in paths]
            case ir.Advise(paths):
                return [self._note(self._place_of(path)) for path in paths]
            case ir.Constrain(path, value):
                return self._constrain(path, value)
            case ir.Group(kind, paths):
                return self._group(kind, paths)
            case ir.Limit():
                return self._limit(self.rule.effect)

    # --- where issues point ---

    def _note(self, at: Place, mend: tuple[Expr, ...] = ()) -> Stmt:
        return Note(at, self.rule.id, self.rule.severity, self.rule.because, mend)

    def _where(self, path: ir.Path) -> Place:
        """Point to a place that may not be there."""
        if len(path) == 1:
            return self.at.member(path[0]).pointer
        return Standing(self.body, path, self.at.pointer)

    def _place(self) -> Place:
        """Where the issue points when no single member is at fault."""
        return self.at.pointer if self.rule.at is None else self._where(self.rule.at)

    def _place_of(self, path: ir.Path) -> Place:
        return self._where(path if self.rule.at is None else self.rule.at)

    def _found(self, path: ir.Path) -> Place:
        """Point to a member that is there: the member itself, or the first that the path leads to."""
        return self._where(tuple("0" if step == ir.EACH else step for step in path))

    # --- effects ---

    def _has(self, path: ir.Path) -> Expr:
        return Has(self.body, path)

    def _missing(self, path: ir.Path) -> Stmt:
        return If(((Not(self._has(path)), (self._note(self._place_of(path)),)),))

    def _each_present(self, path: ir.Path) -> Stmt:
        if ir.EACH in path:
            pointer = self.scope.local("pointer")
            noted = self._note(Var(pointer), _REMOVE)
            return ForReached(pointer, "", self.body, path, self.at.pointer, (noted,))
        return If(((self._has(path), (self._note(self._where(path), _REMOVE),)),))

    def _constrain(self, path: ir.Path, value: ir.Value) -> list[Stmt]:
        module = self.scope.module
        variable = self.scope.local(path[-1] if path[-1] != ir.EACH else "item")
        target = places.find(self.model.body, (*self.rule.scope, *path)) or ir.Value()
        broken = conditions.violates(
            Var(variable), value, module, self.rule.id, guarded=True, of=target
        )
        if broken is None:
            return []
        mend: tuple[Expr, ...] = ()
        if value.enum is not None and len(value.enum) == 1:
            mend = (Lit("replace"), Lit(value.enum[0]))
        elif value.enum is not None:
            words = conditions.listed(module, self.rule.id, value.enum)
            mend = (Lit("nearest"), Var(variable), words)
        if ir.EACH in path:
            pointer = self.scope.local("pointer")
            checked = If(((broken, (self._note(Var(pointer), mend),)),))
            return [ForReached(pointer, variable, self.body, path, self.at.pointer, (checked,))]
        checked = If(((broken, (self._note(self._where(path), mend),)),))
        return [Member(self.body, path, variable, "", (), (checked,))]

    def _group(self, kind: str, paths: tuple[ir.Path, ...]) -> list[Stmt]:
        there = [self._has(path) for path in paths]
        written: list[Stmt] = []
        if kind in ("atLeastOne", "exactlyOne"):
            none = every([Not(test) for test in there])
            written.append(If(((none, (self._note(self._place()),)),)))
        if kind in ("atMostOne", "exactlyOne") and len(paths) == 2:
            second = self._note(self._found(paths[1]), _REMOVE)
            written.append(If(((every(there), (second,)),)))
        elif kind in ("atMostOne", "exactlyOne"):
            pairs = tuple(
                (self._found(path), test) for path, test in zip(paths, there, strict=True)
            )
            several, pointer = self.scope.local("several"), self.scope.local("pointer")
            told = self._note(Var(pointer), _REMOVE)
            written.append(ForSurplus(pointer, several, pairs, (told,)))
        if kind == "allOrNone":
            missing = tuple(self._missing(path) for path in paths)
            written.append(If(((conditions.either(there), missing),)))
        return written

    def _limit(self, limit: ir.Limit) -> list[Stmt]:
        guards: list[Expr] = []
        written: list[Stmt] = []
        numbers: list[Expr] = []
        for term in limit.terms:
            number: Expr = Count(self.body, term.path)
            if not term.count:
                variable = self.scope.local(f"{term.path[-1]} number")
                written.append(Let(variable, Number(self.body, term.path, term.absent)))
                number = Var(variable)
                guards.append(Given(number))
            numbers.append(number if term.times == 1 else Join("*", (number, Lit(term.times))))
        if limit.op == "equal":
            unequal = [Compare("!=", numbers[0], other) for other in numbers[1:]]
            test = every([*guards, conditions.either([*unequal])])
            return [*written, If(((test, (self._note(self._last(limit)),)),))]
        total = numbers[0]
        if len(numbers) > 1 and limit.op == "sum":
            total = Join("+", tuple(numbers))
        elif len(numbers) > 1:
            total = Join("*", tuple(factor for number in numbers for factor in _factors(number)))
        bounds = [
            (operator, bound, at)
            for operator, bound, at in (
                ("<", limit.minimum, self._last(limit)),
                (">", limit.maximum, self._most(limit)),
            )
            if bound is not None
        ]
        short = len(numbers) == 1 and not guards and len(bounds) == 1
        result = total if short else Var(self.scope.local("total"))
        branches = tuple(
            (Compare(operator, result, Lit(bound)), (self._note(at),))
            for operator, bound, at in bounds
        )
        found: list[Stmt] = [choose(branches)]
        if isinstance(result, Var) and not short:
            found.insert(0, Let(result.name, total))
        return [*written, If(((every(guards), tuple(found)),))] if guards else [*written, *found]

    def _most(self, limit: ir.Limit) -> Place:
        """Point to the first one too many where one thing is counted."""
        first, *more = limit.terms
        counted = first.count and first.times == 1 and not more
        if not counted or self.rule.at is not None or limit.maximum is None:
            return self._last(limit)
        return NthThere(self.body, first.path, int(limit.maximum), self.at.pointer)

    def _last(self, limit: ir.Limit) -> Place:
        """Point to the last member concerned that is there."""
        if self.rule.at is not None:
            return self._where(self.rule.at)
        found = [
            term.path[:-1] if term.count and term.path[-1] == ir.EACH else term.path
            for term in limit.terms
        ]
        heads = [path[: path.index(ir.EACH)] if ir.EACH in path else path for path in found]
        heads = [path for path in heads if path]
        if not heads:
            return self.at.pointer
        return LastThere(self.body, tuple(heads), self.at.pointer)


def _factors(number: Expr) -> tuple[Expr, ...]:
    return number.operands if isinstance(number, Join) and number.operator == "*" else (number,)
