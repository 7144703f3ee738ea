"""Where two versions judge a request otherwise, diff has said so: on pairs that nobody thought of.

Of each model there are several versions, and each of them is compared with each other one, both ways. What diff asks
of a version it asks of the same validator each time.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import permutations
from typing import Any

import pytest

from edits import RENDER, changes
from modelpact import ir
from modelpact.diff import LEVELS, Change, versions
from modelpact.diff.sides import Seen, Side, Version
from mutations import request
from pairs import Versions, invented, mutated
from referee import judge, verdict
from samples import provider

VERSIONS = 4
"""Of each model: six pairs."""


class Kept(Side):
    """A version of a model that remembers its requests, and what it said of the very same ones."""

    def __init__(self, model: ir.Model, validator: Any) -> None:
        super().__init__(model, validator)
        self._seen: dict[int, tuple[Any, Seen]] = {}
        self._answered: dict[int, tuple[Any, Seen]] = {}

    @cached_property
    def known(self) -> list[dict[str, Any]]:
        return list(super().requests())

    def requests(self) -> Iterator[dict[str, Any]]:
        return iter(self.known)

    def see(self, body: dict[str, Any]) -> Seen:
        if id(body) not in self._seen:
            self._seen[id(body)] = body, super().see(body)
        return self._seen[id(body)][1]

    def answer(self, body: dict[str, Any], seen: Seen) -> Seen:
        if id(body) not in self._answered:
            self._answered[id(body)] = body, super().answer(body, seen)
        return self._answered[id(body)][1]


class Release(Version):
    """A version of a provider that is compared more than once."""

    def __init__(self, provider: ir.Provider) -> None:
        super().__init__(provider, [model.id for model in provider.models], RENDER)
        self.provider = provider
        self.sides = {model.id: Kept(model, self._validator) for model in provider.models}

    def side(self, id_: str) -> Side:
        return self.sides[id_]


class Asked:
    """A request, and what each version of a model says of it: the verdict, and whether it knows all members."""

    def __init__(self, models: Versions, body: Any) -> None:
        self.body = body
        self.said = [judge(model, body) for model in models]
        self.verdicts = [verdict(found) for found in self.said]
        self.unknown = [any(f.code == "unknownMember" for f in found) for found in self.said]

    def least(self, old: int, new: int) -> int:
        """How bad a change must be said to be at least; -1 where there need not be one."""
        was, now = self.verdicts[old], self.verdicts[new]
        if was == now:
            return -1
        if was != "reject" and now != "accept" and not self.unknown[old]:
            return LEVELS.index("breaking" if now == "reject" else "risky")
        return 0


def agree(models: Sequence[Versions], rng: random.Random, vectors: int, chance: int) -> None:
    """Compare what diff says of each two versions with what the referee says of vectors and of requests of chance.

    A vector never meets worse than what is told. A request of chance may in one pair of 25: then a change is told,
    and no vector shows all that it does.
    """
    releases = [Release(provider(*each)) for each in zip(*models, strict=True)]
    known = {each[0].id: asked(each, releases, rng, vectors) for each in models}
    made = {each[0].id: thought_up(each, rng, chance) for each in models}
    there: dict[tuple[int, int, str], set[str]] = {}
    for old, new in permutations(range(len(releases)), 2):
        told = compared(releases[old], releases[new])
        mild: set[str] = set()
        for each in models:
            id_ = each[0].id
            there[old, new, id_] = places(told[id_])
            for change in told[id_]:
                confirm(change, each[old], each[new])
            worst = max((LEVELS.index(change.level) for change in told[id_]), default=-1)
            for one in known[id_]:
                assert worst >= one.least(old, new), (one.body, told[id_])
            for one in made[id_]:
                assert told[id_] or one.least(old, new) < 0, one.body
                mild |= {id_} if worst < one.least(old, new) else set()
        assert len(mild) <= len(models) // 25, mild
    for (old, new, id_), found in there.items():
        assert found == there[new, old, id_]


def compared(old: Release, new: Release) -> dict[str, list[Change]]:
    """List what diff says, by model."""
    told: dict[str, list[Change]] = defaultdict(list)
    kept = {id(release.provider): release for release in (old, new)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(versions, "Version", lambda provider, *rest: kept[id(provider)])
        for change in changes(old.provider, new.provider):
            told[change.model].append(change)
    return told


def confirm(change: Change, old: ir.Model, new: ir.Model) -> None:
    """A change has a fact, and its witness gets the verdicts that are told."""
    assert "behaviour" not in change.summary, change
    if change.witness:
        body = json.loads(change.witness)
        verdicts = verdict(judge(old, body)), verdict(judge(new, body))
        assert verdicts == (change.old_verdict, change.new_verdict), change


def places(found: Iterable[Change]) -> set[str]:
    """Where something changes: of what was renamed, both places; of a rule, which may be told elsewhere, its name."""
    named: set[str] = set()
    for change in found:
        words = change.summary.split(" ")
        named.add(f"rule {words[1].rstrip(':')}" if words[0] == "rule" else change.pointer)
        named |= {
            new.partition(";")[0] for new in [change.summary.partition("renamed to ")[2]] if new
        }
    return named


def asked(models: Versions, releases: list[Release], rng: random.Random, count: int) -> list[Asked]:
    """So many vectors of any version, of one model in five."""
    if not count or rng.random() >= 0.2:
        return []
    found = [body for release in releases for body in release.sides[models[0].id].known]
    return [Asked(models, body) for body in rng.sample(found, min(count, len(found)))]


def thought_up(models: Versions, rng: random.Random, count: int) -> list[Asked]:
    """So many requests of chance to each version."""
    id_ = models[0].id
    found = (request(model, {"model": id_}, rng) for model in models for _ in range(count))
    return [
        Asked(models, body) for body in found if isinstance(body, dict) and body.get("model") == id_
    ]


@pytest.mark.parametrize("seed", range(2))
def test_invented_versions(seed: int) -> None:
    rng = random.Random(f"invented {seed}")
    agree(invented(rng, 50, VERSIONS), rng, 0, 8)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(15))
def test_many_invented_versions(seed: int) -> None:
    rng = random.Random(f"many {seed}")
    agree(invented(rng, 50, VERSIONS), rng, 1000, 10)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["atelier", "gravitex"])
@pytest.mark.parametrize("seed", range(5))
def test_models_and_mutants(name: str, seed: int) -> None:
    rng = random.Random(f"mutants {seed}")
    agree(list(mutated(name, rng, 9, VERSIONS)), rng, 500, 30)


def test_a_version_and_itself() -> None:
    same = provider(*(model for (model,) in invented(random.Random("same"), 20, 1)))
    assert changes(same, same) == ()
