"""Changes as people read them: what several models have in common is told once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from modelpact import ir
from modelpact.diff.effects import LEVELS
from modelpact.diff.versions import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Changes that the same models have: ``models`` is empty where they are the provider's.

    ``changes`` are told once, the worst first, each by the first of the models that can show it.
    """

    provider: str
    models: tuple[str, ...]
    changes: tuple[Change, ...]


def groups(changes: Iterable[Change]) -> tuple[Group, ...]:
    """Group changes by model, and models of which the same is told; those with the worst changes come first."""
    by_model: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        by_model.setdefault((change.provider, change.model), []).append(change)
    alike: dict[tuple[object, ...], list[list[Change]]] = {}
    for (provider, model), found in by_model.items():
        told = (provider, bool(model), *((c.level, c.pointer, c.summary) for c in found))
        alike.setdefault(told, []).append(found)
    grouped = [
        Group(
            provider=shared[0][0].provider,
            models=tuple(found[0].model for found in shared if found[0].model),
            changes=tuple(sorted(map(_showing, zip(*shared, strict=True)), key=_badness)),
        )
        for shared in alike.values()
    ]
    return tuple(sorted(grouped, key=lambda group: _badness(group.changes[0])))


def released(changes: Iterable[Change]) -> tuple[ir.ReleasedChange, ...]:
    """Spell changes as a release keeps them."""
    return tuple(
        ir.ReleasedChange(
            level=change.level,
            summary=change.summary,
            models=group.models,
            pointer=change.pointer,
            witness=ir.Json(change.witness) if change.witness else None,
            verdicts=(change.old_verdict or "", change.new_verdict or ""),
        )
        for group in groups(changes)
        for change in group.changes
    )


def _showing(shared: Sequence[Change]) -> Change:
    return next((change for change in shared if change.witness), shared[0])


def _badness(change: Change) -> int:
    """Order by level, the worst first; what no request shows comes last."""
    return 2 * -LEVELS.index(change.level) + (not change.witness)
