"""What may be done about an issue: changes to the body, each of which has to be tried."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final, Protocol

from modelpact import example, ir, places
from modelpact.queries import values
from modelpact.queries.patch import Change, How, applied, at, equal, of_fix, reach
from modelpact.queries.words import pictures, prompts
from modelpact.schemas.admits import exact
from modelpact.vectors.numbers import plain

_DROPPED: Final = frozenset({"rejected", "ignored", "unverified", "unknownMember", "deprecated"})
_RESPELLED: Final = frozenset(
    {"tolerated", "ignoreCase", "numericText", "integralFloat", "separator", "nearestWord"}
)


class Issue(Protocol):
    """What a validator finds."""

    pointer: str
    code: str
    severity: str
    message: str

    @property
    def fix(self) -> dict[str, Any] | None: ...


def repairs(model: ir.Model, body: Any, issue: Issue) -> Iterator[Change]:
    """Yield changes that may mend an issue about a body, no two the same."""
    seen: list[Change] = []
    for change in _Repairs(model, body, issue).all():
        told = replace(change, code=issue.code, why=issue.message)
        if not any(_same(told, other) for other in seen):
            seen.append(told)
            yield told


def _same(one: Change, two: Change) -> bool:
    return (one.op, one.path) == (two.op, two.path) and equal(one.value, two.value)


class _Repairs:
    def __init__(self, model: ir.Model, body: Any, issue: Issue) -> None:
        self._model, self._body, self._issue = model, body, issue
        self._at = places.steps(issue.pointer)

    def all(self) -> Iterator[Change]:
        fix = self._issue.fix
        if fix is not None:
            yield of_fix(fix, self._how(fix["op"]))
        if not self._at and isinstance(self._body, list) and len(self._body) == 1:
            yield Change(op="replace", path=(), how="mend", value=self._body[0])
        rules = [rule for rule in self._model.rules if rule.id == self._issue.code]
        if self._issue.code == "maxItems":  # it points to the first item too many
            yield from self._other(self._at[:-1], self._declared(self._at[:-1]))
        if at(self._body, self._at):
            for rule in rules:
                if isinstance(rule.effect, ir.Constrain):
                    yield from self._other(self._at, rule.effect.value)
            yield from self._other(self._at, self._declared(self._at))
            yield from self._removed(self._at, "drop" if self._issue.code in _DROPPED else "lose")
        else:
            yield from self._added(self._at)
        for rule in rules:
            yield from self._about(rule)

    def _how(self, op: str) -> How:
        if op == "replace":
            return "mend" if self._issue.code in _RESPELLED else "near"
        return "mend" if op == "move" else "drop"

    def _declared(self, path: ir.Path) -> ir.Value:
        return places.find(self._model.body, path) or ir.Value()

    # --- single places ---

    def _other(self, path: ir.Path, value: ir.Value) -> Iterator[Change]:
        """Let another value stand at a place."""
        (written,) = at(self._body, path)
        for other, how in values.candidates(value, written):
            if not equal(other, written) and path:
                yield Change(op="replace", path=path, how=how, value=other)
        text = isinstance(written, str) and not any(isinstance(k, ir.String) for k in value.kinds)
        for whole in (
            self._examples(written) if text else self._examples() if _is_nothing(written) else ()
        ):
            for shaped in at(whole, path):
                if isinstance(shaped, dict | list) and path:
                    yield Change(
                        op="replace", path=path, how="near" if text else "add", value=shaped
                    )

    def _removed(self, path: ir.Path, how: How) -> Iterator[Change]:
        """Take away what stands at a place, with what would be empty then, or the item of a list that it stands in."""
        if not path or path == ("model",):
            return
        if any(_is_nothing(written) for written in at(self._body, path)):
            how = "drop"
        holder = path
        while len(holder) > 1 and _is_alone(at(self._body, holder[:-1])[0]):
            holder = holder[:-1]
        if holder != path:
            yield Change(op="remove", path=holder, how=how)
        yield Change(op="remove", path=path, how=how)
        listed = [n for n, step in enumerate(path[:-1]) if step.isdecimal()]
        if listed and isinstance(at(self._body, path[: listed[-1]])[0], list):
            yield Change(op="remove", path=path[: listed[-1] + 1], how=how)

    def _added(self, path: ir.Path) -> Iterator[Change]:
        """Put something where nothing stands, with what has to be around it."""
        known = [n for n in range(len(path)) if at(self._body, path[:n])]
        around, here = path[: known[-1]], path[: known[-1] + 1]
        (holder,) = at(self._body, around)
        if isinstance(holder, list):
            here = (*around, str(len(holder)))
        elif not isinstance(holder, dict):
            return
        for whole in self._examples():
            for shaped in at(whole, here):
                yield Change(op="add", path=here, how="add", value=shaped)
        declared = self._declared(here)
        rest = path[len(here) :]
        if rest:
            below = self._declared(path)
            made = example.put(None, declared, rest, example.sample(below))
        elif declared.kinds or declared.examples or declared.enum:
            made = example.sample(declared)
        else:
            made = example.PROMPT
        example.complete(made, declared)
        yield Change(op="add", path=here, how="add", value=made)
        if not rest:
            listed = (item for item in declared.enum or () if not equal(item, made))
            yield from (Change(op="add", path=here, how="add", value=item) for item in listed)

    def _examples(self, prompt: str = "") -> Iterator[Any]:
        """Write whole bodies around words, with as many pictures as may be needed: none first."""
        words = prompt or next(prompts(self._model, self._body), "")
        for images in (0, 1, max(2, self._model.images.minimum)):
            use = ir.Use(name="", title="", images=images, prompt=words)
            whole = example.body(self._model, use)
            if images == 1:
                yield self._unpictured(whole)
            yield whole

    def _unpictured(self, whole: Any) -> Any:
        """The same without pictures, and without the items of lists that are nothing but one."""
        found = list(pictures(self._model, whole))
        for path, _ in reversed(found):
            holder = path[:-1]
            alone = holder and holder[-1].isdecimal() and len(at(whole, holder)[0]) == 1
            gone = Change(op="remove", path=holder if alone else path, how="drop")
            whole = applied(whole, gone)
        return whole

    # --- rules ---

    def _about(self, rule: ir.Rule) -> Iterator[Change]:
        scope = self._at[: len(rule.scope)]
        effect = rule.effect
        match effect:
            case ir.Required(paths) | ir.Group(paths=paths):
                for path in paths:
                    yield from self._toggled((*scope, *path))
            case ir.Forbidden(paths) | ir.WithoutEffect(paths) | ir.Advise(paths):
                for path in paths:
                    for found, _ in reach(self._body, (*scope, *path)):
                        yield from self._removed(found, "drop")
            case ir.Constrain(path, value):
                for found, _ in reach(self._body, (*scope, *path)):
                    yield from self._other(found, value)
                    yield from self._removed(found, "lose")
            case ir.Limit():
                yield from self._counted(effect, scope)
        for test in (test for tests in rule.when for test in tests):
            path = test.path if test.absolute else (*scope, *test.path)
            yield from self._toggled(path)
            for found, _ in reach(self._body, path):
                if found != ("model",):
                    yield from self._other(found, self._declared(found))

    def _toggled(self, path: ir.Path) -> Iterator[Change]:
        """Take away what a path leads to, or put something there."""
        there = [found for found, _ in reach(self._body, path)]
        for found in there:
            yield from self._removed(found, "lose")
        if not there:
            yield from self._appended(path)

    def _appended(self, path: ir.Path) -> Iterator[Change]:
        """Put something where a path leads: in the items that are there, and as a new item."""
        if ir.EACH not in path:
            yield from self._added(path)
            return
        each = path.index(ir.EACH)
        for items in at(self._body, path[:each]):
            if isinstance(items, list):
                for index in range(len(items)) if path[each + 1 :] else ():
                    yield from self._appended((*path[:each], str(index), *path[each + 1 :]))
                new = (*path[:each], str(len(items)))
                yield from self._added((*new, *_first(path[each + 1 :])))
                return
        yield from self._added((*path[:each], "0", *_first(path[each + 1 :])))

    def _counted(self, limit: ir.Limit, scope: ir.Path) -> Iterator[Change]:
        for term in limit.terms:
            there = list(reach(self._body, (*scope, *term.path)))
            if term.count:
                for found, _ in reversed(there[-1:]):
                    yield from self._removed(found, "near")
                yield from self._appended((*scope, *term.path))
            for found, written in () if term.count else there:
                for number in self._fitting(limit, term, scope):
                    if not equal(number, written):
                        yield Change(op="replace", path=found, how="near", value=number)
                yield from self._removed(found, "lose")

    def _fitting(self, limit: ir.Limit, term: ir.Term, scope: ir.Path) -> Iterator[int | float]:
        """Yield numbers for a term with which a limit is just kept, as the others are."""
        others = [self._number(other, scope) for other in limit.terms if other is not term]
        if None in others or not term.times:
            return
        kinds = self._declared((*scope, *term.path)).kinds
        kind = next((k for k in kinds if isinstance(k, ir.Integer | ir.Number)), ir.Number())
        whole = isinstance(kind, ir.Integer)
        known = [number for number in others if number is not None]
        bounds = [(limit.maximum, False), (limit.minimum, True)]
        shares = [(exact(bound), least) for bound, least in bounds if bound is not None]
        if limit.op == "equal":
            shares, known = [(number, False) for number in known], []
        step = Fraction(1) if whole else Fraction(1, 1000)
        for share, least in shares:
            for number in known:
                share = share - number if limit.op == "sum" else share / (number or 1)
            steps = share / exact(term.times) / step
            fitted = (math.ceil(steps) if least else math.floor(steps)) * step
            yield plain(values.within(kind.range, fitted, whole=whole))

    def _number(self, term: ir.Term, scope: ir.Path) -> Fraction | None:
        there = [value for _, value in reach(self._body, (*scope, *term.path))]
        number = len(there) if term.count else there[0] if there else term.absent
        if isinstance(number, bool) or not isinstance(number, int | float):
            return None
        return exact(number) * exact(term.times)


def _is_alone(around: Any) -> bool:
    """Tell whether an object is empty without one of its members."""
    return isinstance(around, dict) and len(around) == 1


def _is_nothing(written: Any) -> bool:
    """Tell a value that says nothing."""
    return written is None or written in ("", [], {})


def _first(path: ir.Path) -> ir.Path:
    return tuple("0" if step == ir.EACH else step for step in path)
