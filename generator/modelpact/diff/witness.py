"""Requests that show a change: found among those that each version suggests, then made as small as can be."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from modelpact import places
from modelpact.diff.blame import blamed
from modelpact.diff.changes import Fact
from modelpact.diff.effects import LEVELS, Effect
from modelpact.diff.facts import WITH_IMAGES, At
from modelpact.diff.pairs import Asked, Pair
from modelpact.diff.sides import VERDICTS
from modelpact.diff.told import is_prose
from modelpact.vectors.bodies import found

UNEXPLAINED: Final = "behaviour"
"""The aspect of an effect for which there is no fact at all: a defect of ours, told rather than kept back."""

_TRIED: Final = 4
"""Requests that are made smaller, of all that show a change."""

_Shows = list[tuple[Effect, Asked]]


@dataclass(frozen=True, slots=True)
class Shown:
    """What shows a change: its distinct effects, and the smallest request that shows the worst of them."""

    fact: Fact
    effects: tuple[Effect, ...]
    asked: Asked


def shown(pair: Pair, facts: Sequence[Fact]) -> dict[At, Shown]:
    """Find what shows each change between two versions of a model; changes that nothing shows are left out."""
    judged = [fact for fact in facts if not is_prose(fact)]
    blame: dict[Effect, Fact] = {}
    shows: dict[At, _Shows] = {}
    for asked in pair.asked:
        for effect in asked.effects:
            if effect not in blame:
                blame[effect] = blamed(effect, judged) or _unexplained(effect)
            shows.setdefault(blame[effect].at, []).append((effect, asked))
    of = {fact.at: fact for fact in blame.values()}
    return {at: _smallest(of[at], pair, each) for at, each in shows.items()}


def concerned(pair: Pair, fact: Fact) -> Shown | None:
    """Find a short request that a change is about though it is judged as before; None if none is accepted.

    The member is left out where the change is about its default, and is there otherwise; there is a picture where it is
    about how these travel.
    """
    steps = places.steps(fact.at.pointer)
    if fact.at.aspect == WITH_IMAGES:
        steps = next(pair.pictured(), steps)
    around, there = steps[:-1], fact.at.aspect != "default"
    for asked in pair.asked:
        body = asked.body
        if "reject" in (asked.old.verdict, asked.new.verdict) or not found(body, around):
            continue
        if bool(steps and found(body, steps)) == (there and bool(steps)):

            def concerns(smaller: dict[str, Any], asked: Asked = asked) -> bool:
                now = pair.ask(smaller)
                same = (now.old, now.new) == (asked.old, asked.new)
                return same and bool(found(smaller, steps)) == bool(found(asked.body, steps))

            return Shown(fact, (), pair.ask(_shrunk(body, concerns)))
    return None


def _unexplained(effect: Effect) -> Fact:
    return Fact(at=At(effect.pointer, UNEXPLAINED), how="changed", new=effect.code)


def _smallest(fact: Fact, pair: Pair, shows: _Shows) -> Shown:
    """Take the worst effect, and of the requests that show it those of which the verdict changes most, and about
    which there is the least else to say.
    """

    def order(each: tuple[Effect, Asked]) -> tuple[int, bool, int, int]:
        effect, asked = each
        leap = abs(VERDICTS.index(asked.old.verdict) - VERDICTS.index(asked.new.verdict))
        return -LEVELS.index(effect.level), effect.reworded, -leap, asked.issues

    first, *rest = sorted(shows, key=order)
    alike = [first, *(each for each in rest if order(each) == order(first))]
    small = [_shown_by(pair, effect, asked) for effect, asked in alike[:_TRIED]]
    effects = tuple(dict.fromkeys(effect for effect, _ in shows))
    return Shown(fact, effects, min(small, key=lambda asked: len(json.dumps(asked.body))))


def _shown_by(pair: Pair, effect: Effect, asked: Asked) -> Asked:
    """Make a request smaller that shows an effect, with the same verdicts."""

    def shows(smaller: dict[str, Any]) -> bool:
        now = pair.ask(smaller)
        same = (now.old.verdict, now.new.verdict) == (asked.old.verdict, asked.new.verdict)
        return same and effect in now.effects

    return pair.ask(_shrunk(asked.body, shows))


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


def _places(value: Any) -> Iterator[tuple[str | int, ...]]:
    """Yield the place of every member and item but the model's id, outer ones first."""
    level: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
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


def _without(value: Any, path: Sequence[str | int]) -> Any:
    """Copy a value but for what stands at a place."""
    step, *below = path
    left = value.copy()
    if below:
        left[step] = _without(value[step], below)
    else:
        del left[step]
    return left
