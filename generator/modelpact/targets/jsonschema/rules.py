"""Rules of the catalogue as schemas of the whole body."""

from __future__ import annotations

from itertools import combinations
from typing import assert_never

from modelpact import ir
from modelpact.places import find
from modelpact.targets.jsonschema.conditions import leads, test_schema, wherever
from modelpact.targets.jsonschema.limits import limit_schema
from modelpact.targets.jsonschema.reading import (
    ANY,
    NONE,
    Reading,
    Schema,
    Unsayable,
    both,
    either,
    implies,
    refused,
)
from modelpact.targets.jsonschema.values import narrowed


def rule_schemas(rule: ir.Rule, body: ir.Value, reading: Reading) -> list[Schema]:
    """Say a rule; nothing where it only warns and the reading is lenient, or where there are no words for it."""
    warns = rule.severity == "warning" or isinstance(rule.effect, ir.WithoutEffect | ir.Advise)
    if warns and not reading.strict:
        return []
    try:
        asked = _effect(rule, find(body, rule.scope) or ir.Value(), reading)
        found = _conditional(rule, asked)
    except Unsayable as reason:
        reading.lose(rule.id, str(reason))
        return []
    return [schema for schema in found if schema is not ANY]


def _conditional(rule: ir.Rule, asked: Schema) -> list[Schema]:
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
        return [_at(rule.scope, condition, asked)]
    return [
        implies(both(*absolute), _at(rule.scope, both(*relative), asked))
        for absolute, relative in whens
    ]


def _at(scope: ir.Path, condition: Schema, asked: Schema) -> Schema:
    if not scope:
        return implies(condition, asked)
    return wherever(scope, implies(both({"type": "object"}, condition), asked))


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
