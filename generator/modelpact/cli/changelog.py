"""``modelpact changelog``: what changed, as an entry that pages and packages carry."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelpact.cli import compared, options, out, places, tree

if TYPE_CHECKING:
    from datetime import date

    from modelpact import ir
    from modelpact.diff import Change
    from modelpact.sides import Side


@click.command("changelog")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--date",
    metavar="DATE",
    required=True,
    callback=options.day,
    help="The day of the release, as 2026-01-31; no clock is read.",
)
@click.option("--note", metavar="TEXT", default="", help="What to say before the changes.")
@click.option("--print", "only", is_flag=True, help="Write nothing; print the entry.")
def command(old: str, new: str | None, date: date, note: str, only: bool) -> None:
    """Write what changed between OLD and NEW on top of changelog.yaml, which lies beside provider.yaml.

    OLD is a folder of pacts, a catalogue file, or a revision such as HEAD~1:spec. NEW is a folder of pacts, ./spec if
    it is not given; to be printed, it may be any of these.

    Each version takes the step that the changes ask for: from that of the newest release, or from 0.1.0. What people
    wrote in the file stays as it is, to the byte; edit the entry as you like.
    """
    from modelpact.changelog import entry, spelled
    from modelpact.cli.diff import is_named
    from modelpact.diff import diff

    where = new or places.spec(None)
    if not only and not os.path.isdir(where):
        raise click.UsageError(f"{where} is no folder of pacts, where an entry goes; use --print")
    before, after = compared.read(old), compared.read(where)
    changes = diff(before.catalog, after.catalog, compared.rendering())
    if not changes:
        out.note("nothing changed: there is nothing to tell")
    by_provider: dict[str, list[Change]] = {}
    for change in changes:
        by_provider.setdefault(change.provider, []).append(change)
    told = [
        (p, entry(by_provider.pop(p.id), p.releases, date.isoformat(), note))
        for p in after.catalog.providers
        if p.id in by_provider
    ]
    named = is_named(before.catalog, after.catalog)
    for provider, release in [each for each in told if _is_due(*each)]:
        if only:
            if named:
                click.echo(out.visible(f"# {provider.id}"))
            for line in spelled(release):
                click.echo(line)
        else:
            _write(provider, release, after)
    for gone in by_provider:
        out.note(f"{gone} is gone, and has no changelog to write to")


def _is_due(provider: ir.Provider, release: ir.Release) -> bool:
    """Tell whether an entry is news, and refuse one of the past."""
    newest = next(iter(provider.releases), None)
    if newest is None:
        return True
    if newest.changes == release.changes:
        out.note(f"{provider.id}: the release of {newest.date} tells this already")
        return False
    if newest.date > release.date:
        raise click.UsageError(
            f"--date {release.date} is before {newest.date}, the newest release of {provider.id}"
        )
    return True


def _write(provider: ir.Provider, release: ir.Release, side: Side) -> None:
    from modelpact import pipeline, write
    from modelpact.changelog import NAMES, Unfit, added

    folder = os.path.dirname(side.prefix + provider.origin.path)
    paths = [Path(folder, name) for name in NAMES]
    path = next((path for path in paths if path.exists()), paths[0])
    schemas = pipeline.schemas(Path(places.data().language))
    try:
        with tree.writable():
            write.edit(path, partial(added, release=release, schemas=schemas))
    except Unfit as error:
        raise click.ClickException(
            f"{path} cannot be added to: {error}\n  help: write the entry that --print gives"
        ) from error
    versions = ", ".join(f"{artefact} {version}" for artefact, version in release.versions)
    out.note(f"{path}: {out.counted(len(release.changes), 'change')}; {versions}")
