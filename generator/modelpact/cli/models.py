"""``modelpact models``: the ids of the models."""

from __future__ import annotations

import click

from modelpact.cli import options, out, places


@click.command("models")
@options.spec
@options.format
@click.pass_context
def command(ctx: click.Context, spec: str | None, format: str) -> None:
    """List the ids of the models, one a line; as JSON with title, family, provider, status and aliases."""
    from pathlib import Path

    from modelpact import pipeline

    folder = places.spec(spec)
    with options.readable():
        result = pipeline.understand(Path(folder), language=Path(places.data().language))
    rows = [(provider, model) for provider in result.catalog.providers for model in provider.models]
    if format == "json":
        out.data(
            [
                {
                    "id": model.id,
                    "title": model.title,
                    "provider": provider.id,
                    "family": model.family,
                    "status": model.lifecycle.status,
                    "aliases": list(model.aliases),
                }
                for provider, model in rows
            ]
        )
    else:
        for _, model in rows:
            click.echo(out.visible(model.id))
    if result.errors:
        out.problems(result.errors, folder, err=True)
        ctx.exit(2)
