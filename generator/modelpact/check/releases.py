"""Checks of the changelog."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from modelpact import ir
from modelpact.check.accepts import show
from modelpact.errors import Problem

Found = Iterator[Problem]


def _dates(provider: ir.Provider) -> Found:
    """C019"""
    for release in provider.releases:
        try:
            date.fromisoformat(release.date)
        except ValueError:
            yield Problem(
                release.origin,
                "C019",
                f"there is no day {release.date}",
                "Write the day as year, month and day: 2026-01-31.",
            )
    for newer, older in pairwise(provider.releases):
        if older.date > newer.date:
            yield Problem(
                older.origin,
                "C019",
                f"the release of {older.date} stands below that of {newer.date}",
                "The newest release stands first: mend the date, or the order.",
            )


def _versions(provider: ir.Provider) -> Found:
    """C020"""
    for newer, older in pairwise(provider.releases):
        known = dict(older.versions)
        for artefact, version in newer.versions:
            if _numbers(version) < _numbers(known.get(artefact, version)):
                yield Problem(
                    newer.origin,
                    "C020",
                    f"{artefact} is in version {version}, and was in {known[artefact]} before",
                    "Versions only rise; one that nothing changed for stays.",
                )


def _witnesses(provider: ir.Provider) -> Found:
    """C021"""
    for change in (change for release in provider.releases for change in release.changes):
        if change.witness is None or not change.models:
            continue
        named = change.witness.value.get("model")
        if named not in change.models:
            yield Problem(
                change.origin,
                "C021",
                f"the witness is a request to {show(named)}, which is none of the models of the change",
                f"Its `model` is one of: {', '.join(change.models)}.",
            )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


RELEASE_CHECKS: tuple[Callable[[ir.Provider], Found], ...] = (_dates, _versions, _witnesses)
