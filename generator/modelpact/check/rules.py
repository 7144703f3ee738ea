"""Rules that cannot be meant: they never apply, leave nothing, or make a listed value impossible."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from modelpact import ir
from modelpact.check.accepts import outside, same, show
from modelpact.check.domains import ABSENT, descend, domain, fires, points, required, worlds
from modelpact.errors import Problem

Found = Iterator[Problem]


def dead_rules(model: ir.Model) -> Found:
    """C004: a rule whose condition no request can meet."""
    for rule in model.rules:
        if not rule.when:
            continue
        scope = descend(model.body, rule.scope)
        tried = False
        for world in worlds([rule], scope, model.body):
            tried = True
            if fires(rule, world):
                break
        else:
            if tried or _empty(rule, scope, model.body):
                yield Problem(
                    rule.origin,
                    "C004",
                    f"rule {rule.id!r} can never apply: no request of {model.id} meets its condition",
                    "Mend the condition: a value that it waits for is not accepted, or two tests contradict.",
                )


def _empty(rule: ir.Rule, scope: ir.Value, body: ir.Value) -> bool:
    for conjunction in rule.when:
        for test in conjunction:
            start = body if test.absolute else scope
            if not domain(descend(start, test.path), required(start, test.path), [test]):
                return True
    return False


def impossible_values(model: ir.Model) -> Found:
    """C003: a listed value that the rules forbid in every request."""
    for scope_path, rules in _by_scope(model.rules):
        scope = descend(model.body, scope_path)
        for path in dict.fromkeys(path for rule in rules for path in _targets(rule)):
            target = descend(scope, path)
            if target.enum is None or ir.EACH in path:
                continue
            for value in target.enum:
                against = [rule for rule in rules if _excludes(rule, path, value)]
                if against and _always_one(against, path, value, scope, model.body):
                    ids = " and ".join(repr(rule.id) for rule in against)
                    yield Problem(
                        target.origin,
                        "C003",
                        f"{show(value)} is listed for {ir.pointer((*scope_path, *path))} of {model.id}, "
                        f"but {ids} forbid{'s' * (len(against) == 1)} it in every request",
                        "Take the value out of enum, or mend the rule.",
                    )


def _always_one(
    rules: list[ir.Rule], path: ir.Path, value: ir.Scalar, scope: ir.Value, body: ir.Value
) -> bool:
    tried = False
    for world in worlds(rules, scope, body):
        if (False, path) in world and not same(world[False, path], value):
            continue
        tried = True
        if not any(fires(rule, world) for rule in rules):
            return False
    return tried


def contradictions(model: ir.Model) -> Found:
    """C005: rules that leave no value, alone or together, or demand and forbid the same member."""
    for rule in model.rules:
        if isinstance(rule.effect, ir.Constrain) and rule.severity == "error":
            target = descend(model.body, (*rule.scope, *rule.effect.path))
            candidates = _candidates(target, rule.effect.value)
            wanted = [rule.effect.value]
            if candidates and not any(_allowed(target, wanted, value) for value in candidates):
                yield Problem(
                    rule.origin,
                    "C005",
                    f"rule {rule.id!r} leaves nothing for "
                    f"{ir.pointer((*rule.scope, *rule.effect.path))} of {model.id}",
                    "Widen what it allows, or forbid the member instead.",
                )
    for scope_path, rules in _by_scope(model.rules):
        scope = descend(model.body, scope_path)
        for first, second in itertools.combinations(rules, 2):
            for path in _contested(first, second, scope):
                if _meet(first, second, path, scope, model.body):
                    yield Problem(
                        second.origin,
                        "C005",
                        f"rules {first.id!r} and {second.id!r} together leave nothing for "
                        f"{ir.pointer((*scope_path, *path))} of {model.id}",
                        "Narrow the condition of one of them, or widen what it allows.",
                    )


def _meet(first: ir.Rule, second: ir.Rule, path: ir.Path, scope: ir.Value, body: ir.Value) -> bool:
    for world in worlds([first, second], scope, body):
        there = world.get((False, path), None)
        if there is not ABSENT and fires(first, world) and fires(second, world):
            return True
    return False


def _contested(first: ir.Rule, second: ir.Rule, scope: ir.Value) -> Iterator[ir.Path]:
    match first.effect, second.effect:
        case (ir.Required(needed), ir.Forbidden(refused)) | (
            ir.Forbidden(refused),
            ir.Required(needed),
        ):
            yield from (path for path in needed if path in refused)
        case (ir.Constrain(path, one), ir.Constrain(other, two)) if path == other:
            target = descend(scope, path)
            candidates = _candidates(target, one, two)
            left = [
                any(_allowed(target, wanted, value) for value in candidates)
                for wanted in ([one], [two])
            ]
            both = any(_allowed(target, [one, two], value) for value in candidates)
            if all(left) and not both:
                yield path


def _candidates(target: ir.Value, *wanted: ir.Value) -> list[ir.Scalar]:
    found: list[ir.Scalar] = list(target.enum or ())
    for value in wanted:
        found += value.enum or ()
    ranges = [
        kind.range
        for value in (target, *wanted)
        for kind in value.kinds
        if isinstance(kind, ir.Integer | ir.Number)
    ]
    whole = any(isinstance(kind, ir.Integer) for kind in target.kinds)
    return [*found, *points(ranges, whole)] if ranges else found


def _allowed(target: ir.Value, wanted: Iterable[ir.Value], value: ir.Scalar) -> bool:
    for each in (target, *wanted):
        if each.enum is not None and not any(same(value, listed) for listed in each.enum):
            return False
        ranges = [kind.range for kind in each.kinds if isinstance(kind, ir.Integer | ir.Number)]
        if isinstance(value, int | float) and any(outside(value, range_) for range_ in ranges):
            return False
    return True


def _excludes(rule: ir.Rule, path: ir.Path, value: ir.Scalar) -> bool:
    if rule.severity != "error":
        return False
    match rule.effect:
        case ir.Constrain(target, wanted) if target == path:
            return not _allowed(ir.Value(), [wanted], value)
        case ir.Forbidden(paths):
            return path in paths
        case _:
            return False


def _targets(rule: ir.Rule) -> tuple[ir.Path, ...]:
    match rule.effect:
        case ir.Constrain(path, _):
            return (path,)
        case ir.Forbidden(paths):
            return paths
        case _:
            return ()


def _by_scope(rules: Iterable[ir.Rule]) -> list[tuple[ir.Path, list[ir.Rule]]]:
    found: dict[ir.Path, list[ir.Rule]] = {}
    for rule in rules:
        if rule.severity == "error":
            found.setdefault(rule.scope, []).append(rule)
    return list(found.items())
