"""Rules of the catalogue as schemas of the objects that they are about."""

from __future__ import annotations

from itertools import combinations
from typing import assert_never

from modelpact import ir
from modelpact.places import find
from modelpact.schemas.conditions import leads, test_schema, wherever
from modelpact.schemas.limits import limit_schema
from modelpact.schemas.reading import (
    ANY,
    NONE,
    Reading,
    Schema,
    both,
    either,
    implies,
    refused,
)
from modelpact.schemas.values import narrowed

Ruled = tuple[ir.Path, Schema]
"""Where the objects are that a schema is about, and the schema."""


def rule_schemas(rule: ir.Rule, body: ir.Value, reading: Reading) -> list[Ruled]:
    """Say a rule, or raise Unsayable; nothing where it only warns and that is not read."""
    warns = rule.severity == "warning" or isinstance(rule.effect, ir.WithoutEffect | ir.Advise)
    if warns and not (reading.strict and reading.remarks):
        return []
    asked = _effect(rule, find(body, rule.scope) or ir.Value(), reading)
    return [(at, schema) for at, schema in _conditional(rule, asked) if schema is not ANY]


def _conditional(rule: ir.Rule, asked: Schema) -> list[Ruled]:
    """Put a rule under its conditions. Those about the body stand at the root, the rest at the rule's object."""
    whens = [
        (
            [test_schema(test, rule.id) for test in tests if test.absolute and rule.scope],
            [test_schema(test, rule.id) for test in tests if not (test.absolute and rule.scope)],
        )
        for tests in rule.when
    ]
    if not any(absolute for absolute, _ in whens):
        condition = either(*(both(*relative) for _, relative in whens)) if whens else ANY
        return [(rule.scope, implies(condition, asked))]
    return [
        ((), implies(both(*absolute), _each(rule.scope, relative, asked)))
        for absolute, relative in whens
    ]


def _each(scope: ir.Path, conditions: list[Schema], asked: Schema) -> Schema:
    return wherever(scope, implies(both({"type": "object"}, *conditions), asked))


def wherever_object(scope: ir.Path, asked: Schema) -> Schema:
    """Say that each object that a path leads to satisfies this; what is no object is free."""
    return _each(scope, [], asked) if scope else asked


def _effect(rule: ir.Rule, scope: ir.Value, reading: Reading) -> Schema:
    match rule.effect:
        case ir.Required(paths):
            return _all_there(paths)
        case ir.Forbidden(paths) | ir.WithoutEffect(paths):
            return _none_there(paths)
        case ir.Advise(_):
            return NONE
        case ir.Constrain(path, value):
            return wherever(
                path, narrowed(find(scope, path) or ir.Value(), value, rule.id, reading)
            )
        case ir.Group(kind, paths):
            return _group(kind, paths)
        case ir.Limit():
            return limit_schema(rule.effect, scope)
        case _:
            assert_never(rule.effect)


def _group(kind: str, paths: tuple[ir.Path, ...]) -> Schema:
    some = either(*(leads(path) for path in paths))
    # the later one is refused, so that the error is at a member
    most = both(*(implies(leads(one), wherever(two, NONE)) for one, two in combinations(paths, 2)))
    match kind:
        case "atLeastOne":
            return some
        case "atMostOne":
            return most
        case "exactlyOne":
            return both(some, most)
        case _:
            return implies(some, _all_there(paths))


def _all_there(paths: tuple[ir.Path, ...]) -> Schema:
    names = [path[0] for path in paths if _plain(path)]
    plain: Schema = {"required": names} if names else ANY
    return both(plain, *(leads(path) for path in paths if not _plain(path)))


def _none_there(paths: tuple[ir.Path, ...]) -> Schema:
    names = [path[0] for path in paths if _plain(path)]
    plain: Schema = {"properties": {name: refused() for name in names}} if names else ANY
    return both(plain, *(wherever(path, NONE) for path in paths if not _plain(path)))


def _plain(path: ir.Path) -> bool:
    return len(path) == 1 and path[0] != ir.EACH and not path[0].isdigit()
