"""Whether everybody agrees: prints the figures about agreement and about mutants, in Markdown.

python tests/agreement.py [REQUESTS]
"""

from __future__ import annotations

import itertools
import json
import math
import random
import sys
import tempfile
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bites import Figure, bite
from builds import ROOT, SPECS, provider
from judges import RENDER, Answer, Asked, Judge, Missing, excuse, judges
from modelpact import vectors
from mutations import request

ROWS = {"atelier": ("fixtures/atelier-requests.jsonl",), "gravitex": ("data/oracle.jsonl",)}


@dataclass
class Agreement:
    """Requests that each judge heard, and its differences from the Python validator: listed by loss, and others."""

    heard: Counter[str] = field(default_factory=Counter)
    listed: dict[str, Counter[str]] = field(default_factory=dict)
    unlisted: list[str] = field(default_factory=list)
    missing: dict[str, str] = field(default_factory=dict)

    @property
    def verdicts(self) -> int:
        return self.heard.total()


# --- requests ------------------------------------------------------------------------------------


@cache
def rows(name: str) -> tuple[vectors.Row, ...]:
    """The vectors of a provider."""
    return vectors.rows(provider(name).known, RENDER)


@cache
def noted(name: str) -> tuple[Any, ...]:
    """The requests that people wrote down."""
    lines = (
        line
        for path in ROWS[name]
        for line in (ROOT / "tests" / path).read_text("utf-8").splitlines()
    )
    return tuple(json.loads(line)["payload"] for line in lines)


def corpus(name: str, generated: int, share: int, seed: str) -> list[Asked]:
    """One in ``share`` of a provider's vectors and of its noted requests, and so many that nobody thought of."""
    known = [json.loads(row.request) for row in rows(name)[::share]]
    made = itertools.islice(filter(is_json, _made(name, seed)), generated)
    return [asked(name, body) for body in (*known, *filter(is_json, noted(name)[::share]), *made)]


def strange(name: str, generated: int, seed: str) -> list[Asked]:
    """So many requests of chance that JSON cannot say, or not every language read."""
    made = (body for body in _made(name, seed) if not is_json(body))
    return [asked(name, body) for body in itertools.islice(made, generated)]


def _made(name: str, seed: str) -> Iterator[Any]:
    """Change noted requests at random, model by model, without end."""
    models = list(provider(name).models.values())
    starts = {model.id: [{"model": model.id}] for model in models}
    for body in noted(name):
        if isinstance(body, dict) and body.get("model") in starts:
            starts[body["model"]].append(body)
    for number in itertools.count():
        model = models[number % len(models)]
        rng = random.Random(f"{seed} {model.id} {number}")
        yield request(model, rng.choice(starts[model.id]), rng)


def is_json(value: Any) -> bool:
    """Tell whether every language reads it as it is: no NaN, no integer beyond 64 bits."""
    if isinstance(value, dict):
        return all(is_json(item) for item in value.values())
    if isinstance(value, list):
        return all(is_json(item) for item in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return math.isfinite(value) if isinstance(value, float) else abs(value) < 2**63
    return True


def asked(name: str, body: Any) -> Asked:
    """Ask the Python validator of all models."""
    model = body.get("model") if isinstance(body, dict) else None
    known = model if isinstance(model, str) and model in provider(name).models else ""
    issues = provider(name).bundle.check(body)
    return Asked(
        name,
        known,
        json.dumps(body),
        body,
        frozenset((issue.pointer, issue.code) for issue in issues),
        frozenset((issue.pointer, issue.code) for issue in issues if issue.severity == "error"),
    )


# --- comparison ----------------------------------------------------------------------------------


def agreement(asking: Iterable[Judge], requests: dict[str, list[Asked]], folder: Path) -> Agreement:
    """Ask everybody about everything, and note who differs."""
    found = Agreement()
    for judge in asking:
        try:
            for name, known in requests.items():
                heard = known[:: judge.every]
                answers = judge.ask(name, heard, folder)
                assert len(answers) == len(
                    heard
                ), f"{judge.name} gave {len(answers)} answers of {len(heard)}"
                _compare(judge, heard, answers, found)
        except Missing as missing:
            found.missing[judge.name] = str(missing)
    return found


def _compare(
    judge: Judge, heard: Sequence[Asked], answers: Sequence[Answer], found: Agreement
) -> None:
    for each, answer in zip(heard, answers, strict=True):
        found.heard[judge.name] += 1
        for why in _differences(judge, each, answer):
            reason = excuse(why, judge, each.provider, each.model) if why is not None else ""
            if reason:
                found.listed.setdefault(judge.name, Counter())[reason] += 1
            else:
                found.unlisted.append(f"{judge.name}: {why or 'refused'} of {each.line[:2000]}")


def _differences(judge: Judge, each: Asked, answer: Answer) -> list[tuple[str, str] | None]:
    """List the issues that only one of two tells; None for a refusal for no known reason."""
    against = each.issues if judge.strict else each.errors
    if judge.tells == "issues":
        differing = each.issues ^ answer.issues
        if answer.errors is not None:
            differing |= each.errors ^ answer.errors
        if differing or answer.rejects == bool(against):
            return sorted(differing)
    elif judge.tells == "errors":
        wanted, told = ({pointer for pointer, _ in issues} for issues in (against, answer.issues))
        differing = {issue for issue in against | answer.issues if issue[0] in wanted ^ told}
        if differing or answer.rejects == bool(against):
            return sorted(differing)
    if answer.rejects == bool(against):
        return []
    return sorted(against) if against else [None]


# --- the command ---------------------------------------------------------------------------------


def printed(found: Agreement, mutants: Figure) -> str:
    """Both figures, for a page."""
    listed = Counter[str]()
    for differences in found.listed.values():
        listed.update(differences)
    lines = [
        f"Agreement: {found.verdicts:,} verdicts of {len(found.heard)} judges, on requests from the vectors, from "
        f"people and by chance. Differences: {listed.total():,} listed as losses, {len(found.unlisted)} unlisted.",
        "",
        "| judge | requests | listed differences |",
        "| --- | ---: | ---: |",
    ]
    for name, heard in found.heard.items():
        lines.append(f"| {name} | {heard:,} | {found.listed.get(name, Counter()).total():,} |")
    lines += [f"| {name} | not asked: {why} is missing | |" for name, why in found.missing.items()]
    by = ", ".join(f"`{subject}` {count:,}" for subject, count in listed.most_common())
    lines += [
        "",
        *textwrap.wrap(
            f"Listed differences by rule or place: {by or 'none'}.", 118, break_on_hyphens=False
        ),
        "",
    ]
    lines += textwrap.wrap(
        f"Mutants of bounds and rules: {mutants.total:,}. Told by a vector: {mutants.killed:,}; by a text too long for "
        f"a file of vectors: {mutants.by_long_texts}; equal to the original, by proof: {mutants.equivalent.total()}; "
        f"alive: {len(mutants.alive)}.",
        118,
    )
    return "\n".join([*lines, *found.unlisted[:20], *mutants.alive[:20]])


def main() -> int:
    generated = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    requests = {name: corpus(name, generated // len(SPECS), 1, "long") for name in SPECS}
    with tempfile.TemporaryDirectory() as folder:
        found = agreement(judges(), requests, Path(folder))
    mutants = Figure()
    for name in SPECS:
        bite(name, rows(name), mutants)
    print(printed(found, mutants))
    return 1 if found.unlisted or mutants.alive or mutants.wrongly_excused else 0


if __name__ == "__main__":
    sys.exit(main())
