"""Where two versions judge a request otherwise, diff has said so: on pairs that nobody thought of."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pytest

from edits import changes
from modelpact import ir
from modelpact.diff import LEVELS, Change
from modelpact.vectors.bodies import Bodies
from modelpact.vectors.requests import requests
from mutations import request
from pairs import Pair, invented, mutated
from referee import judge, verdict
from samples import provider


def cast(pairs: Iterable[Pair]) -> tuple[ir.Provider, ir.Provider]:
    """Two versions of a provider of these models."""
    found = list(pairs)
    return provider(*(pair.old for pair in found)), provider(*(pair.new for pair in found))


def agree(pairs: list[Pair], rng: random.Random, vectors: int, chance: int) -> None:
    """Compare what diff says of some pairs with what the referee says of vectors and of requests of chance.

    A vector never meets worse than what is told. A request of chance may in one pair of 25: then a change is told,
    and no vector shows all that it does.
    """
    old, new = cast(pairs)
    mild: set[str] = set()
    told: dict[str, list[Change]] = defaultdict(list)
    for change in changes(old, new):
        told[change.model].append(change)
        assert "behaviour" not in change.summary, change
    back: dict[str, list[Change]] = defaultdict(list)
    for change in changes(new, old):
        back[change.model].append(change)
    for pair in pairs:
        found = told[pair.old.id]
        assert places(found) == places(back[pair.old.id])
        for change in found:
            if change.witness:
                verdicts = verdicts_of(pair, json.loads(change.witness))[:2]
                assert verdicts == (change.old_verdict, change.new_verdict), change
        worst = max((LEVELS.index(change.level) for change in found), default=-1)
        for body in known(pair, rng, vectors):
            assert worst >= expected(*verdicts_of(pair, body)), (body, found)
        for body in made(pair, rng, chance):
            least = expected(*verdicts_of(pair, body))
            assert found or least < 0, body
            mild |= {pair.old.id} if worst < least else set()
    assert len(mild) <= len(pairs) // 25, mild


def verdicts_of(pair: Pair, body: Any) -> tuple[str, str, bool]:
    """The verdicts of both versions, and whether the old one says that it does not know a member there."""
    was, now = judge(pair.old, body), judge(pair.new, body)
    return verdict(was), verdict(now), any(finding.code == "unknownMember" for finding in was)


def expected(was: str, now: str, unknown: bool) -> int:
    """How bad a change must be said to be at least; -1 where there need not be one."""
    if was == now:
        return -1
    if was != "reject" and not unknown:
        return LEVELS.index("breaking" if now == "reject" else "risky") if now != "accept" else 0
    return 0


def places(found: Iterable[Change]) -> set[str]:
    """Where something changes; of what was renamed, both places."""
    named = {change.pointer for change in found}
    words = (change.summary.partition("renamed to ")[2] for change in found)
    return named | {word.partition(";")[0] for word in words if word}


def known(pair: Pair, rng: random.Random, count: int) -> list[Any]:
    """So many vectors of either version, of one pair in five."""
    asked = count and rng.random() < 0.2
    found = [body for model in pair for body in suggested(model)] if asked else []
    return _named(pair, rng.sample(found, min(count, len(found))))


def made(pair: Pair, rng: random.Random, count: int) -> list[Any]:
    """So many requests of chance to either version."""
    found = (request(model, {"model": model.id}, rng) for model in pair for _ in range(count))
    return _named(pair, found)


def _named(pair: Pair, found: Iterable[Any]) -> list[Any]:
    return [body for body in found if isinstance(body, dict) and body.get("model") == pair.old.id]


@lru_cache(maxsize=64)
def suggested(model: ir.Model) -> tuple[Any, ...]:
    """The vectors of a model."""
    bodies = Bodies(model, lambda body: judge(model, body))
    return tuple(body for body, _ in requests(model, bodies, (), 16_384))


@pytest.mark.parametrize("seed", range(10))
def test_invented_versions(seed: int) -> None:
    rng = random.Random(f"invented {seed}")
    agree(invented(rng, 50), rng, 0, 8)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(90))
def test_many_invented_versions(seed: int) -> None:
    rng = random.Random(f"many {seed}")
    agree(invented(rng, 50), rng, 1000, 10)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["atelier", "gravitex"])
@pytest.mark.parametrize("seed", range(25))
def test_models_and_mutants(name: str, seed: int) -> None:
    rng = random.Random(f"mutants {seed}")
    agree(list(mutated(name, rng, 10)), rng, 1000, 40)


def test_a_version_and_itself() -> None:
    rng = random.Random("same")
    pairs = invented(rng, 20)
    old, _ = cast(pairs)
    assert changes(old, old) == ()
