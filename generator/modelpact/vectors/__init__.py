"""Conformance vectors: requests made from the catalogue alone, each with the verdict that every validator must give.

The requests lie on both sides of everything that the catalogue says. The verdicts are those of the Python validator.
"""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from modelpact import ir, naming, places, python_checks
from modelpact.files import Render
from modelpact.vectors.bodies import Bodies
from modelpact.vectors.pictures import beyond
from modelpact.vectors.requests import Request, requests, strangers

LONGEST: Final = 16_384
"""Characters in the longest text of a vector."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A request and what there is to say about it. ``model`` is empty where it names none that is known.

    ``request`` is JSON. ``pointer`` is where the first issue of the worst severity stands; None where there is none.
    ``errors`` are the indexes of the issues that are errors: all that a validator without warnings can tell.
    """

    id: str
    model: str
    request: str
    verdict: str
    pointer: str | None
    issues: tuple[tuple[str, str], ...]
    errors: tuple[int, ...]
    why: str

    def line(self) -> str:
        """Spell it as a line of JSON in ASCII, its newline included."""
        head = {"id": self.id, "model": self.model}
        tail = {
            "verdict": self.verdict,
            "pointer": self.pointer,
            "codes": sorted({code for _, code in self.issues}),
            "issues": [{"pointer": pointer, "code": code} for pointer, code in self.issues],
            "errors": list(self.errors),
            "why": self.why,
        }
        return f'{_json(head)[:-1]},"request":{self.request},{_json(tail)[1:]}\n'


def rows(provider: ir.Provider, render: Render, longest: int = LONGEST) -> tuple[Row, ...]:
    """Make the vectors of a provider, model by model; texts are at most ``longest`` characters long."""
    if not provider.models:
        return ()
    validator = python_checks.loaded(python_checks.bundle(provider, render))
    check: Callable[[Any], list[Any]] = validator.check
    found: dict[str, Row] = {}
    names = dict.fromkeys(member.name for model in provider.models for member in model.members)
    for model in provider.models:
        bodies = Bodies(model, check)
        stem = naming.file_stem(model.id)
        asked = requests(model, bodies, _elsewhere(names, model), longest)
        about = ((body, why) for body, why in asked if body.get("model") == model.id)
        for row in _rows(stem, model.id, about, check):
            found.setdefault(row.request, row)
    plainest = Bodies(provider.models[0], check).written(())
    for row in _rows(naming.file_stem(provider.id), "", strangers(provider, plainest), check):
        found.setdefault(row.request, row)
    return tuple(found.values())


def gaps(provider: ir.Provider, longest: int = LONGEST) -> Iterator[tuple[str, ir.Path]]:
    """Yield models and places whose limit on the size of a picture would take a longer text to show."""
    for model in provider.models:
        for path, member in places.walk(model.body):
            for kind in member.value.kinds:
                if isinstance(kind, ir.String) and kind.image and beyond(kind.image, longest):
                    yield model.id, path


def _rows(
    stem: str, model: str, asked: Iterable[Request], check: Callable[[Any], list[Any]]
) -> Iterator[Row]:
    for body, why in asked:
        request = _json(body)
        issues = check(body)
        worst = [issue for issue in issues if issue.severity == "error"] or issues
        yield Row(
            id=f"{stem}-{hashlib.sha256(request.encode()).hexdigest()[:10]}",
            model=model,
            request=request,
            verdict=(
                "accept" if not issues else "reject" if worst[0].severity == "error" else "warn"
            ),
            pointer=worst[0].pointer if worst else None,
            issues=tuple((issue.pointer, issue.code) for issue in issues),
            errors=tuple(n for n, issue in enumerate(issues) if issue.severity == "error"),
            why=why,
        )


def _elsewhere(names: Iterable[str], model: ir.Model) -> tuple[str, ...]:
    """Name a member that another model knows and this one does not; ``names`` are those of all models."""
    known = {member.name for member in model.members}
    return tuple(itertools.islice((name for name in names if name not in known), 1))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
