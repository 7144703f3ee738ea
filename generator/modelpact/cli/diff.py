"""``modelpact diff``: what changed between two versions of the pacts, and what that means for those who call."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import compared, near, out, places
from modelpact.cli.reports import github

if TYPE_CHECKING:
    from modelpact.diff import Change
    from modelpact.ir import Catalog

_COLOURS = {"breaking": "red", "risky": "yellow", "safe": "green"}


@click.command("diff")
@click.argument("old")
@click.argument("new", required=False)
@click.option(
    "--format",
    type=near.Choice(["text", "markdown", "json", "github"]),
    default="text",
    show_default=True,
    help="What to print. github: annotations of a workflow.",
)
@click.pass_context
def command(ctx: click.Context, old: str, new: str | None, format: str) -> None:
    """Say what changed between OLD and NEW, what it means for those who call, and which request shows it.

    OLD and NEW are folders of pacts, catalogue files, or revisions such as HEAD~1:spec. NEW is ./spec if it is not
    given.

    breaking: a request that was taken is refused, or an answer is not where it was. risky: it is taken, and meets
    something else. safe: neither. Exits 0 if nothing is breaking, 1 if something is, 2 if there is no comparing.
    """
    from modelpact.diff import diff

    before, after = compared.read(old), compared.read(new or places.spec(None))
    changes = diff(before.catalog, after.catalog, compared.rendering())
    named = is_named(before.catalog, after.catalog)
    match format:
        case "json":
            out.data(as_json(changes))
        case "markdown":
            for line in markdown(changes, named=named):
                click.echo(line)
        case "github":
            for line in annotated(changes, after.prefix):
                click.echo(line)
        case _:
            for line in lines(changes, named=named):
                click.echo(line)
    ctx.exit(int(any(change.level == "breaking" for change in changes)))


def is_named(*catalogs: Catalog) -> bool:
    """Tell whether the providers of changes have to be named: there are several."""
    return len({provider.id for catalog in catalogs for provider in catalog.providers}) > 1


def as_json(changes: Sequence[Change]) -> dict[str, Any]:
    """Return changes as plain data. ``model`` is null where a change is the provider's."""
    from modelpact.diff import semver

    return {
        "changes": [
            {
                "class": change.level,
                "provider": change.provider,
                "model": change.model or None,
                "pointer": change.pointer,
                "summary": change.summary,
                "witness": json.loads(change.witness) if change.witness else None,
                "old_verdict": change.old_verdict,
                "new_verdict": change.new_verdict,
                "semver": change.steps,
                "path": change.position.path,
                "line": change.position.line,
            }
            for change in changes
        ],
        "semver": semver(changes),
    }


def lines(changes: Sequence[Change], *, named: bool = False) -> Iterator[str]:
    """Yield the lines of a report for a terminal; ``named``: with the provider of each group."""
    from modelpact.diff import groups

    if not changes:
        yield "nothing changed"
        return
    for group in groups(changes):
        models = ", ".join(group.models)
        heading = f"{group.provider}: {models}" if named and models else models or group.provider
        yield out.style(out.visible(heading), False, bold=True)
        for change in group.changes:
            level = out.style(f"{change.level:8}", False, fg=_COLOURS[change.level], bold=True)
            where = f"{change.pointer}: " if change.pointer else ""
            yield out.visible(f"  {level}  ") + out.visible(where + change.summary)
            if change.witness:
                verdicts = f"{change.old_verdict} -> {change.new_verdict}"
                yield out.visible(f"            {verdicts}: {change.witness}")
        yield ""
    yield told(changes)
    yield f"version steps: {_steps(changes)}"


def markdown(changes: Sequence[Change], *, named: bool = False) -> Iterator[str]:
    """Yield the paragraphs of a report for a page or a comment; ``named``: below a heading for each provider."""
    from modelpact.diff import released
    from modelpact.reference.changes import changes as listed
    from modelpact.text import Text, md_code

    if not changes:
        yield "Nothing changed."
        return
    yield f"**{told(changes)}**; version steps: {_steps(changes)}."
    by_provider: dict[str, list[Change]] = {}
    for change in changes:
        by_provider.setdefault(change.provider if named else "", []).append(change)
    for provider, found in by_provider.items():
        if named:
            yield f"\n## {md_code(Text(provider))}"
        for paragraph in listed(released(found)):
            yield f"\n{paragraph}"


def _steps(changes: Sequence[Change]) -> str:
    """Name the step of each artefact, and what becomes of steps in the numbers that the changelog writes."""
    from modelpact.diff import semver

    steps = semver(changes)
    told = ", ".join(f"{artefact} {step}" for artefact, step in steps.items())
    shifted = {"major", "minor"}.intersection(steps.values())
    return told + " (before 1.0: minor for major, patch for minor)" * bool(shifted)


def told(changes: Sequence[Change]) -> str:
    """Count changes by level."""
    from modelpact.diff import LEVELS

    counts = Counter(change.level for change in changes)
    return ", ".join(f"{counts[level]} {level}" for level in reversed(LEVELS))


def annotated(changes: Sequence[Change], prefix: str) -> Iterator[str]:
    """Yield a GitHub annotation for each change: an error, a warning or a notice at the line of the fact."""
    words = {"breaking": "error", "risky": "warning", "safe": "notice"}
    for change in changes:
        where = f"{change.model or change.provider} {change.pointer}".strip()
        message = f"{where}: {change.summary}"
        if change.witness:
            message += f"\n{change.old_verdict} -> {change.new_verdict}: {change.witness}"
        properties = {
            "file": prefix + change.position.path,
            "line": str(change.position.line),
            "col": str(change.position.column),
            "title": change.level,
        }
        yield github.command(words[change.level], properties, message)
