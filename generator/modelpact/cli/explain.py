"""``modelpact explain``: what a code means."""

from __future__ import annotations

import textwrap

import click

from modelpact.cli import completion, near, options, out, places


@click.command("explain")
@click.argument("code", shell_complete=completion.codes)
@options.spec
@click.pass_context
def command(ctx: click.Context, code: str, spec: str | None) -> None:
    """Say what a code means: of a problem of the pacts, of an issue of a request, or the id of a rule."""
    known = pages()
    if code not in known:
        known |= _rules(spec)
    named = {name.casefold(): name for name in known}
    found = named.get(code.casefold())
    if found is None:
        raise click.ClickException(f"there is no code {code!r}{near.hint(code, named)}")
    click.echo(f"{out.visible(found)}\n")
    for paragraph in known[found].split("\n\n"):
        click.echo(
            textwrap.fill(out.visible(" ".join(paragraph.split())), 92, break_on_hyphens=False)
            + "\n"
        )


def pages() -> dict[str, str]:
    """Return the page of every code that does not depend on a pact."""
    from modelpact import check, load, resolve, validate
    from modelpact.check import upkeep
    from modelpact.codes import ISSUE_CODES
    from modelpact.render import codes

    ours = (load.CODES, validate.CODES, resolve.CODES, check.CODES, upkeep.CODES, codes.CODES)
    return {code: page for table in (*ours, ISSUE_CODES) for code, page in table.items()}


def _rules(spec: str | None) -> dict[str, str]:
    """Return a page for each rule of the pacts, of all models that have it."""
    from pathlib import Path

    from modelpact import ir, pipeline

    folder = places.spec(spec)
    with options.readable():
        result = pipeline.understand(Path(folder), language=Path(places.data().language))
    users: dict[str, list[tuple[ir.Model, ir.Rule]]] = {}
    for provider in result.catalog.providers:
        for model in provider.models:
            for rule in model.rules:
                users.setdefault(rule.id, []).append((model, rule))
    pages = {}
    for name, found in users.items():
        reasons = {
            (
                rule.because,
                rule.severity,
                f"{places.pact(folder, rule.origin.path)}:{rule.origin.line}",
            )
            for _, rule in found
        }
        told = [
            f"{because} (a rule of the pacts: {severity}; {at})"
            for because, severity, at in sorted(reasons)
        ]
        models = "Models: " + ", ".join(sorted({model.id for model, _ in found})) + "."
        pages[name] = "\n\n".join([*told, models])
    return pages
