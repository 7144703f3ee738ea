"""Rules of the catalogue: prose and structure."""

from __future__ import annotations

from typing import Any, assert_never

from modelpact import ir
from modelpact.targets.catalog.sparse import evidence, filled, given, pointers
from modelpact.targets.catalog.values import bounds, value


def rule(item: ir.Rule) -> dict[str, Any]:
    """Return a rule: its prose, and its structure."""
    return {
        "id": item.id,
        "because": item.because,
        "severity": item.severity,
        **filled(**{"in": ir.pointer(item.scope)}),
        **filled(when=conditions(item.when)),
        "effect": effect(item.effect),
        **given(at=None if item.at is None else ir.pointer(item.at)),
        **filled(evidence=evidence(item.evidence)),
    }


def conditions(when: tuple[tuple[ir.Test, ...], ...]) -> list[list[dict[str, Any]]]:
    """Return conjunctions, any of which suffices."""
    return [[test(found) for found in tests] for tests in when]


def test(item: ir.Test) -> dict[str, Any]:
    """Return a condition on a path."""
    return {
        "path": ir.pointer(item.path),
        **filled(absolute=item.absolute),
        **check(item.check),
        **filled(whenAbsent=item.when_absent),
    }


def check(item: ir.Check) -> dict[str, Any]:
    """Return what is asked of a path."""
    match item:
        case ir.Present():
            return {"check": "present"}
        case ir.Absent():
            return {"check": "absent"}
        case ir.In(values):
            return {"check": "in", "values": list(values)}
        case ir.NotIn(values):
            return {"check": "notIn", "values": list(values)}
        case ir.Within(found):
            return {"check": "within", **bounds(found)}
        case ir.Counted(minimum, maximum):
            return {"check": "counted", **given(minItems=minimum, maxItems=maximum)}
        case _:
            assert_never(item)


def effect(item: ir.Effect) -> dict[str, Any]:
    """Return what a rule asks for."""
    match item:
        case ir.Required(paths):
            return {"kind": "required", "paths": pointers(paths)}
        case ir.Forbidden(paths):
            return {"kind": "forbidden", "paths": pointers(paths)}
        case ir.WithoutEffect(paths):
            return {"kind": "ignored", "paths": pointers(paths)}
        case ir.Advise(paths):
            return {"kind": "advise", "paths": pointers(paths)}
        case ir.Constrain(path, found):
            return {"kind": "then", "path": ir.pointer(path), "value": value(found)}
        case ir.Group(name, paths):
            return {"kind": name, "paths": pointers(paths)}
        case ir.Limit():
            terms = [term(found) for found in item.terms]
            return {
                "kind": item.op,
                "terms": terms,
                **given(minimum=item.minimum, maximum=item.maximum),
            }
        case _:
            assert_never(item)


def term(item: ir.Term) -> dict[str, Any]:
    """Return a number in a limit."""
    return {
        "path": ir.pointer(item.path),
        **filled(count=item.count),
        **({"times": item.times} if item.times != 1 else {}),
        **given(absent=item.absent),
    }
