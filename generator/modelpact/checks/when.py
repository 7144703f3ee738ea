"""When a rule applies, and what is where: conditions on the places that a rule is about."""

from __future__ import annotations

from dataclasses import dataclass

from modelpact import ir
from modelpact.checks import conditions
from modelpact.checks.expressions import (
    Between,
    Compare,
    Count,
    Expr,
    Has,
    Join,
    Lit,
    MemberOneOf,
    Not,
    OneOf,
    Read,
    Some,
    SomeWithin,
    Within,
)
from modelpact.checks.scope import Scope


@dataclass(frozen=True, slots=True)
class When:
    """Writes the conditions of one rule about the object in ``object``."""

    rule: ir.Rule
    object: str
    scope: Scope

    def applies(self) -> Expr | None:
        """Spell when the rule applies; None for always."""
        ways = [every([self._test(test) for test in tests]) for tests in self.rule.when]
        return conditions.either(ways) if ways else None

    def _test(self, test: ir.Test) -> Expr:
        start = self.scope.body if test.absolute else self.object
        match test.check:
            case ir.Present():
                return Has(start, test.path)
            case ir.Absent():
                return Not(Has(start, test.path))
            case ir.Counted(minimum, maximum):
                number = Count(start, test.path)
                if minimum is not None and maximum is not None:
                    return Between(number, minimum, maximum)
                if minimum is not None:
                    return Compare(">=", number, Lit(minimum))
                return Compare("<=", number, Lit(maximum))
            case ir.In(values):
                return self._among(start, test, values, wanted=True)
            case ir.NotIn(values):
                return self._among(start, test, values, wanted=False)
            case ir.Within(range_):
                if ir.EACH in test.path:
                    return _or_absent(start, test, SomeWithin(start, test.path, range_))
                return _or_absent(start, test, Within(Read(start, test.path), range_))

    def _among(
        self, start: str, test: ir.Test, values: tuple[ir.Scalar, ...], wanted: bool
    ) -> Expr:
        if ir.EACH in test.path:
            # Of many values it is enough that one passes.
            return _or_absent(start, test, Some(start, test.path, values, wanted))
        among = conditions.choice(self.scope.module, f"{self.rule.id} when", values)
        if len(test.path) == 1 and conditions.texts_only(values) and (wanted or test.when_absent):
            return MemberOneOf(start, test.path[0], among, wanted, test.when_absent)
        inside = OneOf(Read(start, test.path), among, wanted)
        if test.when_absent:
            return _or_absent(start, test, inside)
        return Join("and", (Has(start, test.path), inside))


def _or_absent(start: str, test: ir.Test, condition: Expr) -> Expr:
    if not test.when_absent:
        return condition
    return Join("or", (Not(Has(start, test.path)), condition))


def every(tests: list[Expr]) -> Expr:
    """Join conditions that must all hold: what is cheap to tell comes first, walks over lists last."""
    flat = [part for test in tests for part in _conjuncts(test)]
    flat.sort(key=_cost)
    return flat[0] if len(flat) == 1 else Join("and", tuple(flat))


def _cost(test: Expr) -> int:
    """Return 0 for whether a member is there, 2 for a look at every item of a list, 1 for all else."""
    match test:
        case Has(path=(_,)):
            return 0
        case Count(path=path) | Has(path=path) | Some(path=path) | SomeWithin(path=path):
            return 2 if ir.EACH in path else 1
        case Not(operand=inner):
            return _cost(inner)
        case Compare(left=inner) | Between(value=inner):
            return max(1, _cost(inner))
        case Join(operands=parts):
            return max(1, *map(_cost, parts))
        case _:
            return 1


def _conjuncts(test: Expr) -> tuple[Expr, ...]:
    return test.operands if isinstance(test, Join) and test.operator == "and" else (test,)
