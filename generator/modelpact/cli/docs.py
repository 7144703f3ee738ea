"""``modelpact docs``: the site, built as files or served."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import options, out, overriding, places, tree

if TYPE_CHECKING:
    from modelpact.docs.build import Site
    from modelpact.files import File

OUT = {False: "site", True: "manual"}
"""The folder that is written to: for the site of the pacts, and for the manual."""


@click.group("docs")
def command() -> None:
    """Make the site: pages for people to read and try requests on, and for machines."""


@command.command("build")
@options.spec
@options.templates
@click.option(
    "--manual",
    is_flag=True,
    help="Instead, the manual of modelpact itself: tutorial, language, targets, commands, codes.",
)
@click.option(
    "--out", "to", metavar="DIR", help="The folder to write to. [default: site, or manual]"
)
@click.option("--force", is_flag=True, help="Overwrite pages that were edited.")
def build(
    spec: str | None, templates: str | None, manual: bool, to: str | None, force: bool
) -> None:
    """Write the site to a folder. It opens from there, or from any address it is copied to."""
    from modelpact import write

    if manual and (spec or templates) is not None:
        raise click.UsageError("--manual is made of no pacts: leave --spec and --templates out")
    files = _manual() if manual else _built(places.spec(spec), templates).files
    to = to or OUT[manual]
    with tree.writable():
        done = write.sync(write.plan(files, Path(to)), force=force)
    click.echo(f"{out.counted(len(done.files), 'file')} in {places.shown(to)}")
    click.echo(f"open {places.shown(to)}/index.html")


@command.command("serve")
@options.spec
@options.templates
@options.host
@options.port(8080)
def serve(spec: str | None, templates: str | None, host: str, port: int) -> None:
    """Serve the site, build it anew at each edit of the pacts, and let open pages load themselves again."""
    try:
        from modelpact import serving
        from modelpact.docs import live
    except ImportError as error:
        raise click.ClickException(
            f"serving needs {error.name}: pip install 'modelpact[docs]'"
        ) from error
    folder = places.spec(spec)
    site = _built(folder, templates)

    def again() -> Any:
        fresh = _site(folder, templates)
        if fresh.errors:
            out.problems(fresh.errors, folder, err=True)
            out.note("the pages are as they were")
            return None
        out.note("the pages are new")
        return fresh.files

    try:
        listening = serving.listen(host, port)
    except OSError as error:
        raise click.ClickException(
            f"cannot listen on {host}:{port}: {error.strerror or error}"
        ) from error
    click.echo(f"url: {serving.origin(listening)}/")
    live.run(site.files, listening, Path(folder), again)


def _manual() -> tuple[File, ...]:
    """Make the manual, of which the commands are a part."""
    from modelpact.cli import described, main
    from modelpact.docs import manual

    here = places.data()
    return tuple(
        manual.files(
            described.described(main, "modelpact"),
            language_folder=Path(here.language),
            templates=Path(here.templates),
        )
    )


def _built(folder: str, templates: str | None) -> Site:
    site = _site(folder, templates)
    if site.errors:
        out.problems(site.errors, folder, err=True)
        raise click.ClickException(f"nothing was built: {out.counted(len(site.errors), 'error')}")
    return site


def _site(folder: str, templates: str | None) -> Site:
    from modelpact.docs.build import build

    here = places.data()
    where = overriding.folder(templates)
    own = overriding.sources(where, plugins=False, what="nothing was built")
    with options.readable(), overriding.rendered(where):
        return build(
            Path(folder),
            language=Path(here.language),
            templates=Path(here.templates),
            overrides=own,
        )
