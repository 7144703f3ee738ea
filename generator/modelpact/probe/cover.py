"""Few requests that show many facts: accepted ones are paid for, so each shows as much as it can."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from modelpact import ir
from modelpact.probe.desk import Desk, Draft
from modelpact.probe.facts import Fact, shown_by
from modelpact.vectors.bodies import Fill, Put, Remove


class Pack:
    """A request that is accepted, the facts it was made for, and all that it shows."""

    def __init__(self, draft: Draft, made_for: tuple[Fact, ...], shows: tuple[Fact, ...]) -> None:
        self.draft, self.made_for, self.shows = draft, made_for, shows


def packs(desk: Desk, facts: Sequence[Fact]) -> list[Pack]:
    """Cover facts that are shown by accepted requests: greedily, those first whose place has most to show."""
    groups = _rivals(facts)
    sizes = {fact.id: len(group) for group in groups for fact in group}
    left = sorted(facts, key=lambda fact: -sizes.get(fact.id, 0))
    made: list[Pack] = []
    while left:
        first, *others = left
        chosen, draft = [first], first.draft
        for fact in others:
            wider = desk.draft((*draft.changes, *fact.draft.changes))
            if wider.errors:
                continue
            if all(desk.holds(each.draft.changes, wider.body) for each in (*chosen, fact)):
                chosen.append(fact)
                draft = wider
        shows = tuple(shown_by(desk, tuple(facts), draft.body))
        shown = {fact.id for fact in (*shows, first)}
        made.append(Pack(draft, tuple(chosen), tuple(shows)))
        left = [fact for fact in left if fact.id not in shown]
    return made


def halves(desk: Desk, pack: Pack) -> list[Pack]:
    """Split a request in two that each show half of its facts; none where it was made for one alone."""
    facts = pack.made_for
    parts = (facts[: len(facts) // 2], facts[len(facts) // 2 :]) if len(facts) > 1 else ()
    made = []
    for part in parts:
        draft = desk.draft(change for fact in part for change in fact.draft.changes)
        if not draft.errors:
            made.append(Pack(draft, part, tuple(shown_by(desk, pack.shows, draft.body))))
    return made


def fewest(facts: Sequence[Fact]) -> int:
    """Count requests that no cover can do without: facts that each want one place otherwise share none."""
    return max((len(group) for group in _rivals(facts)), default=0)


def _rivals(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Group facts by a place that each of them wants otherwise. In lists, other items may differ: those count not."""
    wants: dict[str, dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        for change in fact.draft.changes:
            match change:
                case Put(path, what) if ir.EACH not in path and what != {}:
                    wants[ir.pointer(path)].setdefault(json.dumps(what, sort_keys=True), fact)
                case Fill(path, count) if ir.EACH not in path[:-1]:
                    wants[ir.pointer(path)].setdefault(f"count {count}", fact)
                case Remove(path) if ir.EACH not in path:
                    wants[ir.pointer(path)].setdefault("absent", fact)
                case _:
                    pass
    return sorted((list(group.values()) for group in wants.values()), key=len)
