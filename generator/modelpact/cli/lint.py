"""``modelpact lint``: every problem of the pacts, in one run."""

from __future__ import annotations

import click

from modelpact.cli import options, out, places


@click.command("lint")
@options.spec
@options.format
@click.pass_context
def command(ctx: click.Context, spec: str | None, format: str) -> None:
    """Say what is wrong with the pacts: place, code, sentence and mend. Exits 1 on errors, 0 on warnings alone."""
    from pathlib import Path

    from modelpact import pipeline

    folder = places.spec(spec)
    with options.readable():
        result = pipeline.understand(Path(folder), language=Path(places.data().language))
    errors = len(result.errors)
    warnings = len(result.problems) - errors
    if format == "json":
        found = out.problems_json(result.problems, folder)
        out.data({"problems": found, "errors": errors, "warnings": warnings})
    else:
        out.problems(result.problems, folder, err=False)
        models = sum(len(provider.models) for provider in result.catalog.providers)
        words = f"{out.counted(errors, 'error')}, {out.counted(warnings, 'warning')}"
        out.note(f"{words} in {places.shown(folder)} ({out.counted(models, 'model')})")
        if result.problems:
            out.note("`modelpact explain CODE` says more about a code")
    ctx.exit(1 if errors else 0)
