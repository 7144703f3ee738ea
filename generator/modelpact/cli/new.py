"""``modelpact new model``: a further model, like one that is there."""

from __future__ import annotations

import os

import click

from modelpact.cli import made, near, options, out, places


@click.group("new")
def command() -> None:
    """Write the pact of something new."""


@command.command("model")
@click.argument("id_", metavar="ID")
@click.option("--like", "other", metavar="MODEL", required=True, help="The model that it is like.")
@click.option("--title", metavar="TEXT", default="", help="Its name. [default: made of the id]")
@options.spec
@click.pass_context
def model(ctx: click.Context, id_: str, other: str, title: str, spec: str | None) -> None:
    """Write the file of a model that takes what another one takes, and overwrite nothing.

    It keeps its family and what the other file changes of it; dates, other names and decisions are left to you.
    """
    from pathlib import Path

    from modelpact import load, pipeline, scaffold
    from modelpact.files import File
    from modelpact.naming import file_stem

    if reason := made.why_no_model(id_):
        raise click.UsageError(f"{out.visible(id_)!r} {reason}")
    if spec is None and not os.path.isdir("spec"):
        raise click.UsageError(
            "there is no folder spec here: name the folder of your pacts with --spec"
        )
    folder = places.spec(spec)
    language = Path(places.data().language)
    with options.readable():
        sources = load.read(Path(folder))
    before = pipeline.judge(sources, language=language)
    if before.errors:
        out.problems(before.errors, folder, err=True)
        ctx.exit(2)
    known = {
        model.id: provider for provider in before.catalog.providers for model in provider.models
    }
    if id_ in known:
        raise click.ClickException(f"there is a model {id_} already")
    if other not in known:
        raise click.ClickException(near.no_model(before.catalog.providers, other))
    origin = next(m.origin for m in known[other].models if m.id == other)
    document = next(found for found in before.documents if found.path == origin.path)
    path = f"{origin.path.split('/models/')[0]}/models/{file_stem(id_)}.yaml"
    text = scaffold.text("model", scaffold.like(document, id_, title))
    added = load.SourceFile(path, document.provider, "model", text.encode())
    after = pipeline.judge((*sources, added), language=language)
    if after.errors:
        out.problems(after.errors, folder, err=True)
        out.note("nothing was written")
        ctx.exit(2)
    made.create(str(load.above(Path(folder))), [File(path, text)])
