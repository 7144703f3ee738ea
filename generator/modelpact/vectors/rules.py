"""Scenes in which a rule holds, is broken, or does not apply: each on the edge between two of these."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from modelpact import example, ir, places
from modelpact.schemas.admits import within
from modelpact.vectors.bodies import Bodies, Change, Changes, Fill, Put, Remove, Twice
from modelpact.vectors.limits import limit_scenes
from modelpact.vectors.numbers import beside, plain
from modelpact.vectors.values import counts, probes

Scene = tuple[Changes, str]
_TRIED: Final = 12


def scenes(rule: ir.Rule, bodies: Bodies, longest: int) -> Iterator[Scene]:
    """Yield changes that make scenes for a rule."""
    writer = _Scenes(rule, bodies, longest)
    for number in range(max(1, len(rule.when))):
        yield from writer.of(number)


class _Scenes:
    def __init__(self, rule: ir.Rule, bodies: Bodies, longest: int) -> None:
        self._rule = rule
        self._bodies = bodies
        self._longest = longest
        self._scope = tuple("0" if step == ir.EACH else step for step in rule.scope)
        self._effects = tuple(self._of_effect())

    def of(self, number: int) -> Iterator[Scene]:
        """Yield the scenes about one of the rule's conjunctions: only that one is to hold."""
        tests = self._rule.when[number] if self._rule.when else ()
        answers = [self._answers(test) for test in tests]
        others = self._none_but(number)
        holding, broken = self._broken([true for true, _ in answers], others)
        held = (*others, *itertools.chain(*holding))
        for effect, about in self._effects:
            yield (*held, *effect), about
        for index, (true, false) in enumerate(answers):
            where = ir.pointer(tests[index].path)
            for word, given in (("holds", true), ("does not hold", false)):
                for answer in given:
                    yield (*held, *broken, *answer), f"condition on {where} {word}"
        if ir.EACH in self._rule.scope:
            listing = self._rule.scope[: self._rule.scope.index(ir.EACH)]
            yield (*held, *broken, Twice(listing)), "in two items"
            alone = (_in_second(change, listing) for change in (*held, *broken))
            yield (Twice(listing), *alone), "in the second item"

    def _broken(
        self, truths: list[list[Changes]], others: Changes
    ) -> tuple[list[Changes], Changes]:
        """Choose answers that hold, and a way to break the rule then, with as little else amiss as can be."""
        best: tuple[int, list[Changes], Changes] | None = None
        for held in itertools.islice(itertools.product(*truths), _TRIED):
            for effect, _ in self._effects:
                codes = self._bodies.codes((*others, *itertools.chain(*held), *effect))
                if self._rule.id in codes and (best is None or len(codes) < best[0]):
                    best = len(codes), list(held), effect
            if best is not None and best[0] == 1:
                break
        if best is None:
            return [true[0] for true in truths], self._effects[0][0]
        return best[1], best[2]

    def _none_but(self, number: int) -> Changes:
        """Let the other conjunctions not hold, by members that this one does not look at."""
        looked = {test.path for test in self._rule.when[number]} if self._rule.when else set()
        found: list[Change] = []
        for other, tests in enumerate(self._rule.when):
            free = [test for test in tests if test.path not in looked]
            if other != number and free:
                _, false = self._answers(free[0])
                found += false[0]
        return tuple(found)

    # --- conditions ---

    def _answers(self, test: ir.Test) -> tuple[list[Changes], list[Changes]]:
        """Return ways to let a test hold, and not to."""
        path = test.path if test.absolute else (*self._scope, *test.path)
        there, absent = (Put(path, self._fitting(path)),), (Remove(path),)
        match test.check:
            case ir.Present():
                return [there], [absent]
            case ir.Absent():
                return [absent], [there]
            case ir.Counted(least, most):
                ends = {end + by for end in (least, most) if end is not None for by in (-1, 0, 1)}
                true: list[Changes] = []
                false: list[Changes] = []
                for count in sorted(end for end in ends if end >= 0):
                    held = (least or 0) <= count and (most is None or count <= most)
                    (true if held else false).append((Fill(path, count),))
                return true, false
            case ir.In(values):
                others = self._others(path, values)
                return self._with_absent(test, _each(path, values), others, absent)
            case ir.NotIn(values):
                others = self._others(path, values)
                return self._with_absent(test, others, _each(path, values), absent)
            case ir.Within(bounds):
                near = dict.fromkeys(number for number, _ in beside(bounds, self._whole(path)))
                kept = [plain(number) for number in near if within(bounds, number)]
                missed = [plain(number) for number in near if not within(bounds, number)]
                outside = _each(path, (*missed, "1"))
                return self._with_absent(test, _each(path, kept), outside, absent)

    def _with_absent(
        self, test: ir.Test, true: list[Changes], false: list[Changes], absent: Changes
    ) -> tuple[list[Changes], list[Changes]]:
        """An absent member counts as its default; of several values one is enough."""
        (true if test.when_absent else false).append(absent)
        path = absent[0].path
        if ir.EACH in path and isinstance(true[0][0], Put) and isinstance(false[0][0], Put):
            at = path.index(ir.EACH)
            first, second = ((*path[:at], index, *path[at + 1 :]) for index in ("0", "1"))
            true.append((Put(first, false[0][0].what), Put(second, true[0][0].what)))
        return true, false

    def _others(self, path: ir.Path, values: tuple[ir.Scalar, ...]) -> list[Changes]:
        """Put what is none of these values, what is accepted first."""
        declared = self._declared(path)
        found: list[object] = [item for item in declared.enum or () if item not in values]
        for value in values:
            found += [f"{value}x"] if isinstance(value, str) else []
            found += (
                [value + 1]
                if isinstance(value, int | float) and not isinstance(value, bool)
                else []
            )
            found += [not value] if isinstance(value, bool) else []
        return _each(path, (*found, *(() if None in values else (None,))))

    def _declared(self, path: ir.Path) -> ir.Value:
        return places.find(self._bodies.model.body, path) or ir.Value()

    def _fitting(self, path: ir.Path) -> object:
        return example.sample(self._declared(path))

    def _whole(self, path: ir.Path) -> bool:
        kinds = self._declared(path).kinds
        return bool(kinds) and not any(isinstance(kind, ir.Number) for kind in kinds)

    # --- effects ---

    def _of_effect(self) -> Iterator[Scene]:
        """Yield ways to keep and to break what the rule demands."""
        scope = self._scope
        match self._rule.effect:
            case ir.Required(paths):
                whole = [(*scope, *path) for path in paths]
                yield from self._choices(whole)
                for path in whole:
                    if len(path) > len(scope) + 1:
                        yield (Remove(path[: len(scope) + 1]),), "not even what is around it"
            case ir.Forbidden(paths) | ir.WithoutEffect(paths) | ir.Group(paths=paths):
                yield from self._choices([(*scope, *path) for path in paths])
            case ir.Advise(paths):
                yield (), "advice"
                yield from self._choices([(*scope, *path) for path in paths])
            case ir.Constrain(path, value):
                yield from self._constrained((*scope, *path), value)
            case ir.Limit() as limit:
                yield from limit_scenes(limit, scope, self._bodies.model)

    def _choices(self, paths: list[ir.Path]) -> Iterator[Scene]:
        """Yield every one of the paths alone and missing alone, none and all of them, and two of each."""
        sizes = {0, 1, 2, len(paths) - 1, len(paths)}
        for size in sorted(size for size in sizes if 0 <= size <= len(paths)):
            for there in itertools.combinations(range(len(paths)), size):
                changes = tuple(
                    self._present(path) if index in there else Remove(path)
                    for index, path in enumerate(paths)
                )
                yield changes, f"{size} of {len(paths)} present"
        none = tuple(Fill(path, 0) if ir.EACH in path else Remove(path) for path in paths)
        yield none, "none present, nor what is around them"
        for path in paths:
            if ir.EACH in path:
                yield (Fill(path, 2),), "two present"

    def _present(self, path: ir.Path) -> Change:
        return Fill(path, 1) if ir.EACH in path else Put(path, self._fitting(path))

    def _constrained(self, path: ir.Path, wanted: ir.Value) -> Iterator[Scene]:
        declared = self._declared(path)
        for item in declared.enum or ():
            yield (Put(path, item),), f"listed {ir.Json.of(item).text}"
        for kind in declared.kinds:
            yield (Put(path, example.sample(ir.Value(kinds=(kind,)))),), "another type"
        for what, about in probes(wanted, self._longest):
            yield (Put(path, what),), about
        for count, about in counts(wanted):
            yield (Fill((*path, ir.EACH), count),), about
        yield (Remove(path),), "absent"


def _each(path: ir.Path, values: Iterable[object]) -> list[Changes]:
    return [(Put(path, value),) for value in values]


def _in_second(change: Change, listing: ir.Path) -> Change:
    """Make a change in the second item of a list, where it was about the first one."""
    at = len(listing)
    if change.path[: at + 1] != (*listing, "0"):
        return change
    return replace(change, path=(*listing, "1", *change.path[at + 1 :]))
