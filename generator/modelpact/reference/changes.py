"""What each release changed, as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from modelpact import ir
from modelpact.reference.words import listing
from modelpact.text import Code, Text, md, md_code

_GATEWAY = Code("The gateway")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseView:
    """A release; ``changes`` are paragraphs, with their headings."""

    version: Text
    date: Text
    versions: Code
    note: Text
    changes: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Changelog:
    """A page of releases, the newest first."""

    title: Text
    releases: tuple[ReleaseView, ...]
    origin: Text


def changelog(provider: ir.Provider, links: Mapping[str, Code]) -> Changelog:
    """The view of every release; ``links`` holds a link to each model's page, by id."""
    return Changelog(
        title=Text(provider.title),
        releases=tuple(_view(release, 3, links=links) for release in provider.releases),
        origin=Text(provider.releases[0].origin.path),
    )


def changelog_of(provider: ir.Provider, artefact: str) -> Changelog:
    """The view of the releases that changed an artefact, and of the first one."""
    shown = [
        newer
        for newer, older in pairwise((*provider.releases, None))
        if newer
        and (older is None or dict(newer.versions)[artefact] != dict(older.versions)[artefact])
    ]
    return Changelog(
        title=Text(provider.title),
        releases=tuple(_view(release, 4, artefact) for release in shown),
        origin=Text(provider.releases[0].origin.path),
    )


def spelled(versions: Iterable[tuple[str, str]]) -> Code:
    """Name the version of each artefact."""
    return listing(Code("{} {}").format(md(name), md(version)) for name, version in versions)


def changes(
    found: Iterable[ir.ReleasedChange], depth: int = 3, links: Mapping[str, Code] | None = None
) -> Iterator[Code]:
    """Yield a heading for each set of models, with an item for each change; blank lines stand between them."""
    known = links or {}
    for models, each in groupby(found, key=lambda change: change.models):
        named = [known.get(model) or md_code(model) for model in models]
        yield Code("#" * depth + " ") + (listing(named) if named else _GATEWAY)
        yield Code("\n").join(_item(change) for change in each)


def _view(
    release: ir.Release, depth: int, artefact: str = "", links: Mapping[str, Code] | None = None
) -> ReleaseView:
    return ReleaseView(
        version=Text(dict(release.versions).get(artefact, "")),
        date=Text(release.date),
        versions=spelled(release.versions),
        note=Text(release.note),
        changes=Code("\n\n").join(changes(release.changes, depth, links)),
    )


def _item(change: ir.ReleasedChange) -> Code:
    where = md_code(change.pointer) + Code(": ") if change.pointer else Code("")
    item = Code(f"- **{change.level}** ") + where + md(change.summary)
    old, new = change.verdicts
    verdicts = old if old == new else f"{old} → {new}"
    if change.witness is None:
        return item + Code(f" ({verdicts})") if verdicts else item
    request = json.dumps(change.witness.value, ensure_ascii=False)
    return item + Code(f"\n  {verdicts}: ") + md_code(request)
