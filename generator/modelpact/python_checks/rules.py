"""Rules of the catalogue -> statements that check them, from the object that they are about."""

from __future__ import annotations

from modelpact import ir, places
from modelpact.print_py import (
    Assign,
    Between,
    Binary,
    Call,
    Display,
    Expr,
    For,
    If,
    Item,
    Lit,
    Name,
    Not,
    Stmt,
)
from modelpact.python_checks import conditions
from modelpact.python_checks.scope import At, Scope, issue

_WITHIN = ("minimum", "maximum", "above", "below", "step")


def rule_statements(rule: ir.Rule, model: ir.Model, body: str, at: At, scope: Scope) -> list[Stmt]:
    """Check one rule about the object in ``body``."""
    writer = _Writer(rule, model, body, at, scope)
    written = writer.effect()
    when = writer.when()
    return written if when is None else [If(((when, tuple(written)),))]


class _Writer:
    def __init__(self, rule: ir.Rule, model: ir.Model, body: str, at: At, scope: Scope) -> None:
        self._rule = rule
        self._model = model
        self._body = body
        self._at = at
        self._scope = scope
        self._module = scope.module

    # --- conditions ---

    def when(self) -> Expr | None:
        """Spell when the rule applies; None for always."""
        either = [self._all([self._test(test) for test in tests]) for tests in self._rule.when]
        if not either:
            return None
        return either[0] if len(either) == 1 else Binary("or", tuple(either))

    def _all(self, tests: list[Expr]) -> Expr:
        flat = [part for test in tests for part in _conjuncts(test)]
        return flat[0] if len(flat) == 1 else Binary("and", tuple(flat))

    def _test(self, test: ir.Test) -> Expr:
        start = self._scope.body if test.absolute else self._body
        match test.check:
            case ir.Present():
                return self._there(start, test.path)
            case ir.Absent():
                return _not(self._there(start, test.path))
            case ir.Counted(minimum, maximum):
                number = self._count(start, test.path)
                if minimum is not None and maximum is not None:
                    return Between(Lit(minimum), "<=", number, "<=", Lit(maximum))
                if minimum is not None:
                    return Binary(">=", (number, Lit(minimum)))
                return Binary("<=", (number, Lit(maximum)))
            case ir.In(values):
                return self._among(start, test, values, wanted=True)
            case ir.NotIn(values):
                return self._among(start, test, values, wanted=False)
            case ir.Within(range_):
                keywords = tuple(
                    (name, Lit(bound))
                    for name, bound in zip(
                        _WITHIN,
                        (
                            range_.minimum,
                            range_.maximum,
                            range_.exclusive_minimum,
                            range_.exclusive_maximum,
                            range_.multiple_of,
                        ),
                        strict=True,
                    )
                    if bound is not None
                )
                if ir.EACH in test.path:
                    every = tuple(dict(keywords).get(name, Lit(None)) for name in _WITHIN)
                    return self._some("some_within", start, test, Display("tuple", every))
                inside = Call("within", (self._read(start, test.path),), keywords)
                if test.when_absent:
                    return Binary("or", (_not(self._there(start, test.path)), inside))
                return inside

    def _among(
        self, start: str, test: ir.Test, values: tuple[ir.Scalar, ...], wanted: bool
    ) -> Expr:
        hint = f"{self._rule.id} when"
        if ir.EACH in test.path:
            # Of many values it is enough that one passes.
            some = "some_in" if wanted else "some_not_in"
            return self._some(some, start, test, conditions.tuple_of(values))
        simple = len(test.path) == 1 and conditions.texts_only(values)
        if simple and wanted != test.when_absent:
            # An absent member reads as None, which is listed nowhere.
            value: Expr = Call(f"{start}.get", (Lit(test.path[0]),))
            return conditions.among(self._module, hint, value, values, wanted)
        if simple and wanted:
            value = Call(f"{start}.get", (Lit(test.path[0]), Lit(values[0])))
            return conditions.among(self._module, hint, value, values, wanted)
        value = self._read(start, test.path)
        there = self._there(start, test.path)
        inside = conditions.among(self._module, hint, value, values, wanted)
        if test.when_absent:
            return Binary("or", (_not(there), inside))
        return Binary("and", (there, inside))

    def _some(self, function: str, start: str, test: ir.Test, wanted: Expr) -> Expr:
        steps = tuple(Lit(step) for step in test.path)
        some = Call(function, (Name(start), wanted, *steps))
        if not test.when_absent:
            return some
        return Binary("or", (_not(self._there(start, test.path)), some))

    # --- paths ---

    def _there(self, start: str, path: ir.Path) -> Expr:
        if len(path) == 1 and path[0] != ir.EACH:
            return Binary("in", (Lit(path[0]), Name(start)))
        if ir.EACH in path:
            return Binary(">", (self._count(start, path), Lit(0)))
        return Binary("is not", (self._read(start, path), Name("MISSING")))

    def _read(self, start: str, path: ir.Path) -> Expr:
        if len(path) == 1:
            return Call(f"{start}.get", (Lit(path[0]), Name("MISSING")))
        return Call("at", (Name(start), *(Lit(step) for step in path)))

    def _count(self, start: str, path: ir.Path) -> Expr:
        steps = tuple(Lit(step) for step in path)
        if any(step.isdigit() for step in path):
            return Call("len", (Call("reach", (Name(start), *steps)),))
        return Call("count", (Name(start), *steps))

    def _reach(self, path: ir.Path) -> Expr:
        keywords = () if self._at.parts == ("",) else (("at", self._at.expr),)
        return Call("reach", (Name(self._body), *(Lit(step) for step in path)), keywords)

    def _where(self, path: ir.Path) -> Expr:
        """Point to a place that may not be there."""
        if len(path) == 1:
            return self._at.member(path[0]).expr
        keywords = () if self._at.parts == ("",) else (("at", self._at.expr),)
        return Call("standing", (Name(self._body), *(Lit(step) for step in path)), keywords)

    def _place(self) -> Expr:
        """Where the issue points when no single member is at fault."""
        return self._at.expr if self._rule.at is None else self._where(self._rule.at)

    def _issue(self, pointer: Expr, mend: tuple[Expr, ...] = ()) -> Stmt:
        return issue(pointer, self._rule.id, self._rule.severity, self._rule.because, mend)

    # --- effects ---

    def effect(self) -> list[Stmt]:
        """Check what the rule demands."""
        match self._rule.effect:
            case ir.Required(paths):
                return [
                    If(
                        (
                            (
                                _not(self._there(self._body, path)),
                                (self._issue(self._place_of(path)),),
                            ),
                        )
                    )
                    for path in paths
                ]
            case ir.Forbidden(paths) | ir.WithoutEffect(paths):
                return [statement for path in paths for statement in self._each_present(path)]
            case ir.Advise(paths):
                return [self._issue(self._place_of(path)) for path in paths]
            case ir.Constrain(path, value):
                return self._constrain(path, value)
            case ir.Group(kind, paths):
                return self._group(kind, paths)
            case ir.Limit():
                return self._limit(self._rule.effect)

    def _place_of(self, path: ir.Path) -> Expr:
        return self._where(path) if self._rule.at is None else self._where(self._rule.at)

    def _each_present(self, path: ir.Path) -> list[Stmt]:
        mend = (Lit("remove"),)
        if ir.EACH in path:
            pointer = self._scope.local("pointer")
            noted = self._issue(Name(pointer), mend)
            return [For(f"{pointer}, _", self._reach(path), (noted,))]
        pointer_expr = self._where(path)
        return [If(((self._there(self._body, path), (self._issue(pointer_expr, mend),)),))]

    def _constrain(self, path: ir.Path, value: ir.Value) -> list[Stmt]:
        variable = self._scope.local(path[-1] if path[-1] != ir.EACH else "item")
        target = places.find(self._model.body, (*self._rule.scope, *path)) or ir.Value()
        broken = conditions.violates(
            Name(variable), value, self._module, self._rule.id, guarded=True, of=target
        )
        if broken is None:
            return []
        mend: tuple[Expr, ...] = ()
        if value.enum is not None and len(value.enum) == 1:
            mend = (Lit("replace"), Lit(value.enum[0]))
        elif value.enum is not None:
            mend = (
                Lit("nearest"),
                Name(variable),
                conditions.listed(self._module, self._rule.id, value.enum),
            )
        if ir.EACH in path:
            pointer = self._scope.local("pointer")
            checked = If(((broken, (self._issue(Name(pointer), mend),)),))
            return [For(f"{pointer}, {variable}", self._reach(path), (checked,))]
        there = self._there(self._body, path)
        read: Expr = (
            Item(Name(self._body), Lit(path[0])) if len(path) == 1 else self._read(self._body, path)
        )
        checked = If(((broken, (self._issue(self._where(path), mend),)),))
        return [If(((there, (Assign(variable, read), checked)),))]

    def _group(self, kind: str, paths: tuple[ir.Path, ...]) -> list[Stmt]:
        there = [self._there(self._body, path) for path in paths]
        written: list[Stmt] = []
        if kind in ("atLeastOne", "exactlyOne"):
            none = [_not(test) for test in there]
            written.append(If(((self._all(none), (self._issue(self._place()),)),)))
        if kind in ("atMostOne", "exactlyOne") and len(paths) == 2:
            mend = (Lit("remove"),)
            written.append(If(((self._all(there), (self._issue(self._pointer(paths[1]), mend),)),)))
        elif kind in ("atMostOne", "exactlyOne"):
            pairs = tuple(
                Display("tuple", (self._pointer(path), test))
                for path, test in zip(paths, there, strict=True)
            )
            several, pointer = self._scope.local("several"), self._scope.local("pointer")
            written.append(Assign(several, Display("tuple", pairs)))
            told = self._issue(Name(pointer), (Lit("remove"),))
            written.append(For(pointer, Call("surplus", (Name(several),)), (told,)))
        if kind == "allOrNone":
            some = there[0] if len(there) == 1 else Binary("or", tuple(there))
            missing = tuple(
                If(((_not(test), (self._issue(self._place_of(path)),)),))
                for path, test in zip(paths, there, strict=True)
            )
            written.append(If(((some, missing),)))
        return written

    def _pointer(self, path: ir.Path) -> Expr:
        """Point to a member that is there: the member itself, or the first that the path leads to."""
        return self._where(tuple("0" if step == ir.EACH else step for step in path))

    def _limit(self, limit: ir.Limit) -> list[Stmt]:
        numbers = [self._number(term) for term in limit.terms]
        guards: list[Expr] = []
        written: list[Stmt] = []
        spelled: list[Expr] = []
        for term, number in zip(limit.terms, numbers, strict=True):
            if term.count:
                spelled.append(number)
                continue
            variable = self._scope.local(f"{term.path[-1]} number")
            written.append(Assign(variable, number))
            guards.append(Binary("is not", (Name(variable), Lit(None))))
            spelled.append(
                Name(variable)
                if term.times == 1
                else Binary("*", (Name(variable), Lit(term.times)))
            )
        if limit.op == "equal":
            broken: list[Expr] = [Binary("!=", (spelled[0], other)) for other in spelled[1:]]
            return [*written, self._told([*guards, _any(broken)], self._last(limit))]
        total: Expr = spelled[0]
        if len(spelled) > 1 and limit.op == "sum":
            total = Binary("+", tuple(spelled))
        elif len(spelled) > 1:
            total = Binary("*", tuple(factor for number in spelled for factor in _factors(number)))
        if (
            len(limit.terms) == 1
            and not guards
            and (limit.minimum is None or limit.maximum is None)
        ):
            least = limit.maximum is None
            test = Binary(
                "<" if least else ">", (total, Lit(limit.minimum if least else limit.maximum))
            )
            return [self._told([test], self._last(limit) if least else self._most(limit))]
        result = self._scope.local("total")
        calculated = Assign(result, total)
        checks: list[tuple[Expr, Expr]] = []
        if limit.minimum is not None:
            checks.append((Binary("<", (Name(result), Lit(limit.minimum))), self._last(limit)))
        if limit.maximum is not None:
            checks.append((Binary(">", (Name(result), Lit(limit.maximum))), self._most(limit)))
        found: list[Stmt] = [
            calculated,
            If(tuple((test, (self._issue(pointer),)) for test, pointer in checks)),
        ]
        return (
            [*written, If(((self._all(guards), tuple(found)),))] if guards else [*written, *found]
        )

    def _told(self, tests: list[Expr], pointer: Expr) -> Stmt:
        return If(((self._all(tests), (self._issue(pointer),)),))

    def _number(self, term: ir.Term) -> Expr:
        if term.count:
            number = self._count(self._body, term.path)
            return number if term.times == 1 else Binary("*", (number, Lit(term.times)))
        return Call(
            "number", (Name(self._body), Lit(term.absent), *(Lit(step) for step in term.path))
        )

    def _most(self, limit: ir.Limit) -> Expr:
        """Point to the first one too many where one thing is counted."""
        first, *more = limit.terms
        if (
            more
            or not first.count
            or first.times != 1
            or self._rule.at is not None
            or limit.maximum is None
        ):
            return self._last(limit)
        keywords = () if self._at.parts == ("",) else (("at", self._at.expr),)
        steps = tuple(Lit(step) for step in first.path)
        return Call("nth_there", (Name(self._body), Lit(int(limit.maximum)), *steps), keywords)

    def _last(self, limit: ir.Limit) -> Expr:
        """Point to the last member concerned that is there."""
        if self._rule.at is not None:
            return self._where(self._rule.at)
        places = [
            term.path[:-1] if term.count and term.path[-1] == ir.EACH else term.path
            for term in limit.terms
        ]
        heads = [path[: path.index(ir.EACH)] if ir.EACH in path else path for path in places]
        heads = [path for path in heads if path]
        if not heads:
            return self._at.expr
        keywords = () if self._at.parts == ("",) else (("at", self._at.expr),)
        spelled = tuple(Display("tuple", tuple(Lit(step) for step in path)) for path in heads)
        return Call("last_there", (Name(self._body), *spelled), keywords)


def _not(test: Expr) -> Expr:
    match test:
        case Binary("in", operands):
            return Binary("not in", operands)
        case Binary("is not", operands):
            return Binary("is", operands)
        case Binary(">", (left, Lit(0))):
            return Binary("==", (left, Lit(0)))
        case _:
            return Not(test)


def _factors(number: Expr) -> tuple[Expr, ...]:
    return number.operands if isinstance(number, Binary) and number.operator == "*" else (number,)


def _conjuncts(test: Expr) -> tuple[Expr, ...]:
    return test.operands if isinstance(test, Binary) and test.operator == "and" else (test,)


def _any(tests: list[Expr]) -> Expr:
    return tests[0] if len(tests) == 1 else Binary("or", tuple(tests))
