"""How well the vectors bite: which mutants of the catalogue judge some vector otherwise than the catalogue does."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from builds import provider
from modelpact import ir, places, vectors
from modelpact.vectors.bodies import Bodies, Put
from modelpact.vectors.pictures import large
from mutants import Mutant, equivalent, mutants
from referee import judge, verdict


class Known(NamedTuple):
    """A request, what the catalogue says of it, and what it is about."""

    body: Any
    said: Any
    why: str


@dataclass
class Figure:
    """Mutants, those that a vector kills, and the rest by reason; ``alive`` are those that nothing excuses."""

    killed: int = 0
    by_long_texts: int = 0
    equivalent: Counter[str] = field(default_factory=Counter)
    alive: list[str] = field(default_factory=list)
    wrongly_excused: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.killed + self.by_long_texts + self.equivalent.total() + len(self.alive)


def bite(name: str, rows: Iterable[vectors.Row], figure: Figure, every: int = 1) -> None:
    """Try every so manieth mutant of a provider's models on its vectors."""
    rows = list(rows)
    for model in provider(name).models.values():
        known = [
            Known(json.loads(row.request), row_says(row), row.why)
            for row in rows
            if row.model == model.id
        ]
        long = None
        for mutant in list(mutants(model))[::every]:
            told = f"{model.id} {mutant.at}: {mutant.how}"
            excuse = equivalent(model, mutant)
            if _killed(mutant, known):
                figure.killed += 1
                figure.wrongly_excused += [told] if excuse else []
            elif excuse:
                figure.equivalent[excuse] += 1
            elif "megabytes" in mutant.how:
                long = long or list(_long(name, model))
                if _killed(mutant, long):
                    figure.by_long_texts += 1
                else:
                    figure.alive.append(told)
            else:
                figure.alive.append(told)


def _killed(mutant: Mutant, known: list[Known]) -> bool:
    near = [each for each in known if mutant.at in each.why]
    return any(says(judge(mutant.model, each.body)) != each.said for each in (*near, *known))


def says(findings: Iterable[Any]) -> Any:
    """The verdict, the issues, and which of these are errors."""
    findings = list(findings)
    errors = {(f.pointer, f.code) for f in findings if f.severity == "error"}
    return verdict(findings), {(f.pointer, f.code) for f in findings}, errors


def row_says(row: vectors.Row) -> Any:
    """The same of a vector."""
    return row.verdict, set(row.issues), {row.issues[index] for index in row.errors}


def _long(name: str, model: ir.Model) -> Iterator[Known]:
    """Requests with pictures that are too large for a file of vectors."""
    bodies = Bodies(model, provider(name).alone[model.id].check)
    for path, member in places.walk(model.body):
        for kind in member.value.kinds:
            if isinstance(kind, ir.String) and kind.image:
                for text, _ in large(kind.image, 2**26):
                    body = bodies.written((Put(path, text),))
                    yield Known(body, says(bodies.check(body)), "")
