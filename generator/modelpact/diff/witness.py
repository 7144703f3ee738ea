"""Requests that show a change: found among those that each version suggests, then made as small as can be."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from modelpact import places
from modelpact.diff.blame import blamed
from modelpact.diff.changes import Fact
from modelpact.diff.effects import LEVELS, Effect, effects
from modelpact.diff.facts import At
from modelpact.diff.levels import told_in
from modelpact.diff.sides import Seen, Side, distinct
from modelpact.vectors.bodies import found

UNEXPLAINED: Final = "behaviour"
"""The aspect of an effect for which no fact is found: a defect of ours, told rather than kept back."""

_TRIED: Final = 4
"""Requests that are made smaller, of all that show a change."""


@dataclass(slots=True)
class Shown:
    """What shows a change: its distinct effects, and the smallest request that shows the worst of them."""

    fact: Fact
    effects: list[Effect]
    body: dict[str, Any]
    old: Seen
    new: Seen


def shown(old: Side, new: Side, facts: Sequence[Fact]) -> dict[At, Shown]:
    """Find what shows each change between two versions of a model; changes that nothing shows are left out."""
    judged = [fact for fact in facts if not told_in(fact)]
    of: dict[At, Fact] = {}
    bodies: dict[At, dict[Effect, list[dict[str, Any]]]] = {}
    for body in distinct((*old.requests(), *new.requests())):
        for effect in effects(old.see(body), new.see(body)):
            fact = blamed(effect, judged) or _only(judged) or _unexplained(effect)
            of[fact.at] = fact
            bodies.setdefault(fact.at, {}).setdefault(effect, []).append(body)
    return {at: _smallest(fact, old, new, bodies[at]) for at, fact in of.items()}


def concerned(old: Side, new: Side, fact: Fact) -> Shown | None:
    """Find a short request that a change is about though it is judged as before; None if none is accepted.

    The member is left out where the change is about its default, and is there otherwise.
    """
    steps = places.steps(fact.at.pointer)
    around, there = steps[:-1], fact.at.aspect != "default"
    for body in distinct((*old.requests(), *new.requests())):
        if found(body, around) and bool(steps and found(body, steps)) == (there and bool(steps)):
            was, now = old.see(body), new.see(body)
            if "reject" not in (was.verdict, now.verdict):
                return Shown(fact, [], body, was, now)
    return None


def _only(facts: Sequence[Fact]) -> Fact | None:
    return facts[0] if len(facts) == 1 else None


def _unexplained(effect: Effect) -> Fact:
    return Fact(at=At(effect.pointer, UNEXPLAINED), how="changed", new=effect.code)


def _smallest(
    fact: Fact, old: Side, new: Side, bodies: dict[Effect, list[dict[str, Any]]]
) -> Shown:
    """Take the worst effect; of the shortest requests that show it, the one that can be made the smallest."""

    def weight(each: Effect) -> tuple[int, bool]:
        """Of two that are as bad, prefer the one whose request is taken: it can be used."""
        return LEVELS.index(each.level), new.see(bodies[each][0]).verdict != "reject"

    effect = max(bodies, key=weight)
    least: dict[str, Any] | None = None
    for body in bodies[effect][:_TRIED]:
        verdicts = old.see(body).verdict, new.see(body).verdict

        def shows(smaller: dict[str, Any], verdicts: tuple[str, str] = verdicts) -> bool:
            was, now = old.see(smaller), new.see(smaller)
            return (was.verdict, now.verdict) == verdicts and effect in effects(was, now)

        small = _shrunk(body, shows)
        if least is None or len(json.dumps(small)) < len(json.dumps(least)):
            least = small
    assert least is not None
    return Shown(fact, list(bodies), least, old.see(least), new.see(least))


def _shrunk(body: dict[str, Any], shows: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Leave out members and items, the outer ones first, as long as the request still shows the change."""
    smaller = True
    while smaller:
        smaller = False
        for path in _places(body):
            without = _without(body, path)
            if shows(without):
                body, smaller = without, True
                break
    return body


def _places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of every member and item but the model's id, outer ones first."""
    level: list[tuple[tuple[str | int, ...], Any]] = [(path, value)]
    while level:
        below: list[tuple[tuple[str | int, ...], Any]] = []
        for at, here in level:
            for step, item in _inner(here):
                if (*at, step) != ("model",):
                    yield (*at, step)
                    below.append(((*at, step), item))
        level = below


def _inner(value: Any) -> Iterable[tuple[str | int, Any]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _without(body: dict[str, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
    changed = copy.deepcopy(body)
    holder: Any = changed
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return changed
