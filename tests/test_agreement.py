"""Generated validators, the referee and the schemas are of one mind about requests that nobody thought of."""

from __future__ import annotations

import json
import math
import random
from typing import Any

import pytest

from builds import ROOT, excused, provider, schemas
from modelpact import ir
from mutations import request
from referee import judge

MODELS = [
    (name, model) for name in ("atelier", "gravitex") for model in sorted(provider(name).models)
]
PLAIN, LONG = 3_000, 60_000


def starts(name: str, model: str) -> list[Any]:
    """Bodies that are accepted, to begin from."""
    path = {"atelier": "fixtures/atelier-requests.jsonl", "gravitex": "data/oracle.jsonl"}[name]
    lines = (ROOT / "tests" / path).read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = [
        row["payload"]
        for row in rows
        if row["verdict"] != "reject" and row["payload"].get("model") == model
    ]
    return [{"model": model}, *found]


def disagreements(name: str, model: str, count: int, seed: str) -> list[str]:
    """Judge so many requests by everything that can judge, and say where they differ."""
    built = provider(name)
    known, begin = built.models[model], starts(name, model)
    wrong = []
    for number in range(count):
        rng = random.Random(f"{seed} {model} {number}")
        body = request(known, rng.choice(begin), rng)
        wrong += [
            f"{model} {number}: {told}\n  {body!r}" for told in _differences(built, known, body)
        ]
    return wrong


def _differences(built: Any, known: ir.Model, body: Any) -> list[str]:
    issues = built.alone[known.id].check(body)
    said = {(issue.pointer, issue.code, issue.severity) for issue in issues}
    wanted = {tuple(finding) for finding in judge(known, body)}
    told = []
    if said != wanted:
        told.append(
            f"validator only: {sorted(said - wanted)}, referee only: {sorted(wanted - said)}"
        )
    if body.get("model") == known.id:
        together = built.bundle.check(body)
        if {(issue.pointer, issue.code, issue.severity) for issue in together} != said:
            told.append(f"the bundle says {together}")
    if not _is_json(body):
        return told
    for strict in (False, True):
        against = [issue for issue in issues if strict or issue.severity == "error"]
        accepted = schemas(built.name, known.id, strict).accepts(body)
        if accepted and against and not excused(against, built.lost(known.id, strict)):
            told.append(f"the {'strict ' * strict}schema accepts what has {against}")
        elif not accepted and not against:
            told.append(f"the {'strict ' * strict}schema refuses what is accepted")
    return told


def _is_json(value: Any) -> bool:
    """Tell whether a judge of schemas reads it as it is: no NaN, and nothing that a float cannot hold."""
    if isinstance(value, dict):
        return all(_is_json(item) for item in value.values())
    if isinstance(value, list):
        return all(_is_json(item) for item in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return math.isfinite(value) if isinstance(value, float) else abs(value) < 2**63
    return True


@pytest.mark.parametrize(("name", "model"), MODELS)
def test_everybody_agrees(name: str, model: str) -> None:
    wrong = disagreements(name, model, -(-PLAIN // len(MODELS)), "plain")
    assert wrong == [], "\n".join(wrong[:5])


@pytest.mark.slow
@pytest.mark.parametrize(("name", "model"), MODELS)
def test_everybody_agrees_at_length(name: str, model: str) -> None:
    wrong = disagreements(name, model, -(-LONG // len(MODELS)), "long")
    assert wrong == [], "\n".join(wrong[:5])


def test_the_requests_are_of_every_verdict() -> None:
    """Mutations that are all refused would compare little."""
    counts = {"accept": 0, "warn": 0, "reject": 0}
    for name, model in MODELS:
        known, begin = provider(name).models[model], starts(name, model)
        for number in range(40):
            rng = random.Random(f"verdicts {model} {number}")
            severities = {
                finding.severity for finding in judge(known, request(known, rng.choice(begin), rng))
            }
            counts["reject" if "error" in severities else "warn" if severities else "accept"] += 1
    assert all(count > 80 for count in counts.values()), counts
