"""What changed, as a release tells it: what several models share once, and wording in one line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from modelpact import ir
from modelpact.diff import ARTEFACTS, LEVELS, STEPS, Change, Level, Step, semver
from modelpact.releases import version
from modelpact.text import fold, shown

_NAMED: Final = 4
"""Places that are named before the rest is counted."""

_LONGEST: Final = 400
"""Characters of the longest request that is kept: a longer one is mostly filling."""

Key = tuple[Level, str, str]
"""Level, pointer and summary: what two models have in common where they share a change."""


def entry(
    changes: Iterable[Change], before: tuple[ir.Release, ...], date: str, note: str = ""
) -> ir.Release:
    """Make the next release of a provider, of which there were these ``before``; it says nothing twice."""
    changes = tuple(changes)
    steps = semver(changes)
    return ir.Release(
        date=date,
        versions=tuple(
            (artefact, _stepped(version(before, artefact), steps[artefact]))
            for artefact in ARTEFACTS
        ),
        note=shown(fold(note)),
        changes=_sorted((*_facts(changes), *_wording(changes))),
    )


def _stepped(version: str, step: Step) -> str:
    """Take a step. While a version begins with 0, its second number tells what the first one tells later."""
    if step == "none":
        return version
    numbers = [int(part) for part in version.split(".")]
    at = STEPS.index("major") - STEPS.index(step)
    if not numbers[0]:
        at = min(at + 1, 2)
    return ".".join(map(str, (*numbers[:at], numbers[at] + 1, *[0] * (2 - at))))


def _facts(changes: Iterable[Change]) -> Iterator[ir.ReleasedChange]:
    """Tell each change once, with all the models that have it; the first one shows it that can."""
    found: dict[Key, list[Change]] = {}
    for change in changes:
        if not change.wording:
            key = change.level, change.pointer, change.summary
            found.setdefault(key, []).append(change)
    for (level, pointer, summary), shared in found.items():
        showing = next((change for change in shared if change.witness), shared[0])
        is_told = 0 < len(showing.witness) <= _LONGEST and shown(showing.model) == showing.model
        where = pointer if shown(pointer) == pointer else ""
        yield ir.ReleasedChange(
            level=level,
            summary=shown(fold(summary if where == pointer else f"{pointer}: {summary}")),
            models=_models(change.model for change in shared),
            pointer=where,
            witness=ir.Json.of(json.loads(showing.witness)) if is_told else None,
            verdicts=(showing.old_verdict or "", showing.new_verdict or ""),
        )


def _wording(changes: Iterable[Change]) -> Iterator[ir.ReleasedChange]:
    """Name the places that read otherwise, once for all the models in which these are the same."""
    by_model: dict[str, dict[str, None]] = {}
    for change in changes:
        if change.wording:
            by_model.setdefault(change.model, {})[change.pointer] = None
    alike: dict[tuple[str, ...], list[str]] = {}
    for model, pointers in by_model.items():
        alike.setdefault(tuple(pointers), []).append(model)
    for places, models in alike.items():
        rest = f" and {len(places) - _NAMED} more" if len(places) > _NAMED else ""
        where = f" at {', '.join(places[:_NAMED])}{rest}" if len(places) > 1 else ""
        yield ir.ReleasedChange(
            level="safe",
            summary=shown(fold(f"other words or sources{where}")),
            models=_models(models),
            pointer="" if where else shown(places[0]),
        )


def _models(ids: Iterable[str]) -> tuple[str, ...]:
    """Name models; the provider has no name here."""
    return tuple(shown(id_) for id_ in ids if id_)


def _sorted(changes: Iterable[ir.ReleasedChange]) -> tuple[ir.ReleasedChange, ...]:
    """Keep together what is of the same models; those with the worst changes come first."""
    by_models: dict[tuple[str, ...], list[ir.ReleasedChange]] = {}
    for change in sorted(changes, key=_badness):
        by_models.setdefault(change.models, []).append(change)
    return tuple(change for group in by_models.values() for change in group)


def _badness(change: ir.ReleasedChange) -> int:
    return -LEVELS.index(change.level)
