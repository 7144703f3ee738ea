"""Few requests that show many facts: accepted ones are paid for, so each shows as much as it can."""

from __future__ import annotations

import json
import math
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final, NamedTuple

from modelpact import ir
from modelpact.effective import number
from modelpact.probe import pictures
from modelpact.probe.desk import Desk, Draft, moved
from modelpact.probe.facts import Fact, shown_by
from modelpact.vectors.bodies import Fill, Put, Remove, Twice

_LATER: Final = ("1", "2", "3")
"""Items of a list that facts are shown in besides the first."""


class Pack:
    """A request that is accepted, the facts it was made for, and all that it shows."""

    def __init__(self, draft: Draft, made_for: tuple[Fact, ...], shows: tuple[Fact, ...]) -> None:
        self.draft, self.made_for, self.shows = draft, made_for, shows


def packs(desk: Desk, facts: Sequence[Fact]) -> list[Pack]:
    """Cover facts that are shown by accepted requests: greedily, those first whose place has most to show."""
    groups = _rivals(desk, facts)
    sizes = {fact.id: len(group) for group in groups for fact in group}
    left = sorted(facts, key=lambda fact: -sizes.get(fact.id, 0))
    made: list[Pack] = []
    while left:
        first, *others = left
        wide = _widened(desk, Pack(first.draft, (first,), ()), others)
        most = number(desk.model, wide.draft.body)
        wide = _widened(desk, wide, _more(desk, facts, wide, len(made)), most)
        shows = tuple(shown_by(desk, facts, wide.draft.body))
        shown = {fact.id for fact in (*shows, first)}
        made.append(Pack(wide.draft, wide.made_for, shows))
        left = [fact for fact in left if fact.id not in shown]
    return made


def _widened(desk: Desk, pack: Pack, others: Iterable[Fact], most: float = math.inf) -> Pack:
    """Let a request show other facts too, as far as it is accepted and still shows those that it was made for.

    It asks for ``most`` pictures at the most.
    """
    chosen, draft = pack.made_for, pack.draft
    for fact in others:
        for variant in (fact, *_moved(fact)):
            wider = desk.draft((*draft.changes, *variant.draft.changes))
            wanted = (*chosen, fact)
            if not wider.fits or number(desk.model, wider.body) > most:
                continue
            if all(desk.shows(each.sign, wider.body) for each in wanted):
                chosen, draft = wanted, wider
                break
    return Pack(draft, chosen, ())


def _moved(fact: Fact) -> Iterator[Fact]:
    """Yield a fact about an item of a list as one about a later item."""
    changes = fact.draft.changes
    if any(isinstance(change, Fill | Twice) for change in changes):
        return
    for index in _LATER:
        later = tuple(replace(each, path=moved(each.path, index)) for each in changes)
        if later != changes:
            yield replace(fact, draft=replace(fact.draft, changes=later))


def _more(desk: Desk, facts: Sequence[Fact], pack: Pack, index: int) -> Iterator[Fact]:
    """Choose values for about half of the places that a request leaves alone: one where another request has none.

    What is in every request, or in none, could not be told apart if it were wrong.
    """
    kept = {change.path for change in pack.draft.changes}
    groups: dict[ir.Path, list[Fact]] = defaultdict(list)
    for fact in facts:
        match fact.sign.changes:
            case (Put(path),) if path not in kept and ir.EACH not in path:
                groups[path].append(fact)
            case _:
                pass
    for path, group in groups.items():
        chance = zlib.crc32(f"{index} {ir.pointer(path)}".encode())
        if chance & 1:
            yield group[(chance >> 8) % len(group)]


def halves(desk: Desk, pack: Pack) -> list[Pack]:
    """Split a request in two that each show half of its facts; none where it was made for one alone."""
    facts = pack.made_for
    parts = (facts[: len(facts) // 2], facts[len(facts) // 2 :]) if len(facts) > 1 else ()
    made = []
    for first, *others in parts:
        wide = _widened(desk, Pack(first.draft, (first,), ()), others)
        shows = tuple(shown_by(desk, pack.shows, wide.draft.body))
        made.append(Pack(wide.draft, (first, *others), shows))
    return made


def fewest(desk: Desk, facts: Sequence[Fact]) -> int:
    """Count requests that no cover can do without: facts of which no two can be in one request.

    The largest such set is not looked for; what rules and the bounds of lists forbid together is not counted.
    """
    wants = {fact.id: _wants(desk, fact) for fact in facts if not fact.sign.remark}
    apart: dict[str, set[str]] = {id_: set() for id_ in wants}
    for (one, first), (two, second) in combinations(wants.items(), 2):
        if any(_exclude(a, b) or _exclude(b, a) for a in first for b in second):
            apart[one].add(two)
            apart[two].add(one)
    return max((_clique(apart, id_) for id_ in apart), default=0)


def _clique(apart: dict[str, set[str]], first: str) -> int:
    """Count the members of a set that are all apart, begun with one and taken greedily."""
    count, left = 1, apart[first]
    while left:
        chosen = max(sorted(left), key=lambda id_: len(apart[id_] & left))
        count, left = count + 1, left & apart[chosen]
    return count


class _Want(NamedTuple):
    """What a fact wants of a place: one JSON text, so many items, or nothing there (both empty)."""

    path: ir.Path
    text: str = ""
    items: int | None = None


def _wants(desk: Desk, fact: Fact) -> list[_Want]:
    made = []
    for change in fact.sign.changes:
        match change:
            case Put(path, what) if path not in fact.sign.loose:
                real = pictures.real(desk.model, what, desk.url, path)
                made.append(_Want(path, json.dumps(real, sort_keys=True)))
            case Fill(path, count) if path not in fact.sign.loose and path[-1] == ir.EACH:
                made.append(_Want(path, items=count))
            case Remove(path) if ir.EACH not in path:
                made.append(_Want(path))
            case _:
                pass
    return made


def _exclude(one: _Want, other: _Want) -> bool:
    """Tell whether two wants can never be met together. Items of lists may differ."""
    listed = ir.EACH in one.path or any(step.isdecimal() for step in one.path)
    if one.items is not None:
        return (one.path == other.path and other.items not in (None, one.items)) or (
            one.items == 0 and other.path[: len(one.path)] == one.path and bool(other.text)
        )
    if listed:
        return False
    if one.path == other.path:
        return one.text != other.text and "{}" not in (one.text, other.text)
    below = other.path[: len(one.path)] == one.path and (bool(other.text) or bool(other.items))
    return below and (not one.text or one.text[0] not in "[{")


def _rivals(desk: Desk, facts: Sequence[Fact]) -> list[list[Fact]]:
    """Group facts by a place that each of them wants otherwise. In lists, other items may differ: those count not."""
    groups: dict[ir.Path, dict[_Want, Fact]] = defaultdict(dict)
    for fact in facts:
        for want in () if fact.sign.remark else _wants(desk, fact):
            around = want.path if want.items is None else want.path[:-1]
            if ir.EACH not in around and want.text != "{}":
                groups[want.path].setdefault(want, fact)
    return sorted((list(group.values()) for group in groups.values()), key=len)
