"""For each rule a request that breaks it, made as conformance vectors are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from modelpact import ir, python_checks
from modelpact.files import Render
from modelpact.vectors import LONGEST
from modelpact.vectors.bodies import Bodies, Remove
from modelpact.vectors.rules import scenes

Breaks = Mapping[str, Any]
"""Rules' ids with a request that each of them is about."""
Check = Callable[[Any], list[Any]]

_AT_ONCE: Final = 100
"""Models whose checks are compiled together: Python's compiler needs more than half a megabyte for each."""


def breaks(provider: ir.Provider, render: Render) -> dict[str, Breaks]:
    """By model: for each rule the request that shows it best."""
    found: dict[str, Breaks] = {}
    for begin in range(0, len(provider.models), _AT_ONCE):
        some = replace(provider, models=provider.models[begin : begin + _AT_ONCE])
        check: Check = python_checks.loaded(python_checks.bundle(some, render)).check
        found |= {model.id: _of_model(model, check) for model in some.models}
    return found


def _of_model(model: ir.Model, check: Check) -> Breaks:
    """The best is the one with the fewest issues and then the shortest."""
    rules = {rule.id for rule in model.rules}
    best: dict[str, tuple[int, int, str]] = {}
    for body in _bodies(model, check):
        issues = check(body)
        text = json.dumps(body, separators=(",", ":"))
        cost = len(issues), len(text), text
        for code in rules.intersection(issue.code for issue in issues):
            best[code] = min(best.get(code, cost), cost)
    return {code: json.loads(text) for code, (_, _, text) in best.items()}


def _bodies(model: ir.Model, check: Check) -> Iterator[Any]:
    """Scenes of the rules, and plain requests that lack something."""
    if not model.rules:
        return
    bodies = Bodies(model, check)
    yield {"model": model.id}
    for member in model.members:
        yield bodies.written((Remove((member.name,)),))
    for rule in model.rules:
        for changes, _ in scenes(rule, bodies, LONGEST):
            yield bodies.written(changes)
