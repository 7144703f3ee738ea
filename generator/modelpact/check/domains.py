"""Small finite domains: which values of the members that rules speak of are worth trying."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import Any, Final

from modelpact import ir, places
from modelpact.check.accepts import outside, same, why_not

ABSENT: Final = object()
OTHER: Final = "\x00another text"
Key = tuple[bool, ir.Path]
"""Whether a path starts at the body, and the path."""

_MOST: Final = 20_000


def descend(value: ir.Value, path: ir.Path) -> ir.Value:
    """Return what a path leads to; anything where it leads nowhere."""
    return places.find(value, path) or ir.Value()


def required(value: ir.Value, path: ir.Path) -> bool:
    """Tell whether the member at the end of a one-step path must be there."""
    if len(path) != 1:
        return False
    objects = [kind for kind in value.kinds if isinstance(kind, ir.Object)]
    return any(
        member.required for kind in objects for member in kind.members if member.name == path[0]
    )


def tests_by_key(rules: Iterable[ir.Rule]) -> dict[Key, list[ir.Test]]:
    """Collect the tests on each path."""
    found: dict[Key, list[ir.Test]] = {}
    for rule in rules:
        for conjunction in rule.when:
            for test in conjunction:
                found.setdefault((test.absolute, test.path), []).append(test)
    return found


def domain(value: ir.Value, must: bool, tests: Iterable[ir.Test]) -> tuple[Any, ...]:
    """Values worth trying at a path, ABSENT among them unless it must be there."""
    tests = tuple(tests)
    counted = [test.check for test in tests if isinstance(test.check, ir.Counted)]
    absent = () if must else (ABSENT,)
    if counted:
        edges = {
            edge for check in counted for edge in (check.minimum, check.maximum) if edge is not None
        }
        return tuple(sorted({max(0, edge + step) for edge in edges for step in (-1, 0, 1)} | {0}))
    mentioned = [
        v for test in tests if isinstance(test.check, ir.In | ir.NotIn) for v in test.check.values
    ]
    edges_of = [test.check.range for test in tests if isinstance(test.check, ir.Within)]
    if value.enum is not None:
        listed = (*value.enum, *(each.value for each in value.tolerated))
        return (*absent, *listed)
    candidates: list[Any] = [*mentioned]
    for kind in value.kinds:
        match kind:
            case ir.Boolean():
                candidates += [True, False]
            case ir.Null():
                candidates.append(None)
            case ir.Integer(range=own) | ir.Number(range=own):
                candidates += points([own, *edges_of], whole=isinstance(kind, ir.Integer))
            case ir.String():
                candidates.append(OTHER)
            case ir.Array():
                candidates.append([])
            case ir.Object():
                candidates.append({})
    kept: list[Any] = []
    for candidate in candidates or [OTHER]:
        fits = candidate in (OTHER, [], {}) or why_not(value, candidate) is None
        if fits and not any(same(candidate, other) for other in kept):
            kept.append(candidate)
    return (*absent, *kept)


def points(ranges: Iterable[ir.Range], whole: bool) -> list[int | float]:
    """Numbers at, beside and between the bounds."""
    edges = sorted(
        {
            edge
            for range_ in ranges
            for edge in (
                range_.minimum,
                range_.maximum,
                range_.exclusive_minimum,
                range_.exclusive_maximum,
            )
            if edge is not None
        }
    ) or [0]
    near: set[int | float] = set(edges)
    for edge in edges:
        near |= {edge - 1, edge + 1}
    if not whole:
        near |= {(low + high) / 2 for low, high in itertools.pairwise(edges)}
    for range_ in ranges:
        step = range_.multiple_of
        if step:
            near |= {round(edge / step) * step + k * step for edge in edges for k in (-1, 0, 1)}
    return sorted(number for number in near if not whole or float(number).is_integer())


def holds(test: ir.Test, data: Any) -> bool:
    """Answer a test for a value of its domain."""
    if data is ABSENT:
        return test.when_absent
    match test.check:
        case ir.Present():
            return data != 0 or not isinstance(data, int) or isinstance(data, bool)
        case ir.Absent():
            return False
        case ir.In(values):
            return any(same(data, value) for value in values)
        case ir.NotIn(values):
            return not any(same(data, value) for value in values)
        case ir.Within(range_):
            return (
                isinstance(data, int | float)
                and not isinstance(data, bool)
                and outside(data, range_) is None
            )
        case ir.Counted(minimum, maximum):
            return (minimum is None or data >= minimum) and (maximum is None or data <= maximum)


def fires(rule: ir.Rule, world: dict[Key, Any]) -> bool:
    """Tell whether a rule applies in a world that has a value for each of its paths."""
    if not rule.when:
        return True
    return any(
        all(holds(test, world[test.absolute, test.path]) for test in conjunction)
        for conjunction in rule.when
    )


def worlds(rules: Iterable[ir.Rule], scope: ir.Value, body: ir.Value) -> Iterator[dict[Key, Any]]:
    """Every combination of values of the members that the rules' conditions speak of; none where they are too many."""
    tests = tests_by_key(rules)
    keys = list(tests)
    domains = []
    size = 1
    for absolute, path in keys:
        start = body if absolute else scope
        found = domain(descend(start, path), required(start, path), tests[absolute, path])
        domains.append(found)
        size *= len(found)
    if size > _MOST:
        return
    for values in itertools.product(*domains):
        yield dict(zip(keys, values, strict=True))
