"""The page of changes: each release, and in it what callers of a model meet since."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from modelpact import ir, places
from modelpact.reference.anchors import Anchors
from modelpact.reference.changes import spelled
from modelpact.targets.site import prose
from modelpact.targets.site.anchors import parameter_anchors
from modelpact.targets.site.chrome import Chrome, Page, model_path
from modelpact.targets.site.highlight import highlight
from modelpact.text import NOTHING, Code, Text, html

CHANGES: Final = ("Changes", "changes.html")
TWIN: Final = "changes.md"


def pages(provider: ir.Provider) -> list[tuple[str, str]]:
    """Title and path of the page, if there is something to say on it."""
    return [CHANGES] if provider.releases else []


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelView:
    """A model of a change; ``href`` is empty where it is no longer known."""

    id: Text
    href: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeView:
    """A change; ``href`` leads to its parameter in a model that has it still."""

    level: Code
    pointer: Text
    href: Code
    summary: Text
    verdicts: Code
    request: Text
    witness: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Changes of the same models; none where they are the gateway's."""

    label: Text
    models: tuple[ModelView, ...]
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    date: Text
    anchor: Code
    versions: Code
    note: Text
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    page: Page
    title: Text
    models: tuple[Text, ...]
    releases: tuple[ReleaseView, ...]


def anchors(provider: ir.Provider) -> tuple[Code, ...]:
    """Where each release stands on the page."""
    taken = Anchors()
    return tuple(taken.take(release.date) for release in provider.releases)


def changes(provider: ir.Provider, chrome: Chrome) -> Changes:
    """The view of every release, the newest first."""
    title, path = CHANGES
    models = {model.id: model for model in provider.models}
    linked = {id_: parameter_anchors(model) for id_, model in models.items()}

    def group(ids: tuple[str, ...], found: Iterator[ir.ReleasedChange]) -> Group:
        return Group(
            label=Text(" ".join(ids)),
            models=tuple(
                ModelView(
                    id=Text(id_), href=html(model_path(models[id_])) if id_ in models else NOTHING
                )
                for id_ in ids
            ),
            changes=tuple(_change(change, models, linked) for change in found),
        )

    named = {id_ for release in provider.releases for c in release.changes for id_ in c.models}
    return Changes(
        page=chrome.page(
            path,
            title,
            f"What changed for callers of {provider.title}, the newest first.",
            markdown=TWIN,
            origin=provider.releases[0].origin.path,
        ),
        title=Text(title),
        models=tuple(map(Text, sorted(named))),
        releases=tuple(
            ReleaseView(
                date=Text(release.date),
                anchor=anchor,
                versions=prose.inline(spelled(release.versions)),
                note=Text(release.note),
                groups=tuple(
                    group(ids, found)
                    for ids, found in groupby(release.changes, key=lambda change: change.models)
                ),
            )
            for release, anchor in zip(provider.releases, anchors(provider), strict=True)
        ),
    )


def _change(
    change: ir.ReleasedChange,
    models: dict[str, ir.Model],
    linked: dict[str, dict[ir.Path, Code]],
) -> ChangeView:
    at = places.steps(change.pointer)
    there = (
        html(model_path(models[id_])) + Code("#") + linked[id_][at]
        for id_ in change.models
        if id_ in models and at in linked[id_]
    )
    old, new = change.verdicts
    request = json.dumps(change.witness.value, indent=2) if change.witness else ""
    return ChangeView(
        level=Code(change.level),
        pointer=Text(change.pointer),
        href=next(there, NOTHING),
        summary=Text(change.summary),
        verdicts=Code(old if old == new else f"{old} before, {new} since"),
        request=Text(request),
        witness=highlight(request, "json"),
    )
