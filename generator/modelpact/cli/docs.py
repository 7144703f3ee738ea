"""``modelpact docs``: the site, built as files or served."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import options, out, places, tree

if TYPE_CHECKING:
    from modelpact.docs.build import Site

OUT = "site"


@click.group("docs")
def command() -> None:
    """Make the site: pages for people to read and try requests on, and for machines."""


@command.command("build")
@options.spec
@click.option(
    "--out", "to", metavar="DIR", default=OUT, show_default=True, help="The folder to write to."
)
@click.option("--force", is_flag=True, help="Overwrite pages that were edited.")
def build(spec: str | None, to: str, force: bool) -> None:
    """Write the site to a folder. It opens from there, or from any address it is copied to."""
    from modelpact import write

    site = _built(places.spec(spec))
    with tree.writable():
        done = write.sync(write.plan(site.files, Path(to)), force=force)
    click.echo(f"{out.counted(len(done.files), 'file')} in {places.shown(to)}")
    click.echo(f"open {places.shown(to)}/index.html")


@command.command("serve")
@options.spec
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8080,
    show_default=True,
    help="The port to listen on; 0 is any that is free.",
)
def serve(spec: str | None, host: str, port: int) -> None:
    """Serve the site, build it anew at each edit of the pacts, and let open pages load themselves again."""
    try:
        from modelpact import serving
        from modelpact.docs import live
    except ImportError as error:
        raise click.ClickException(
            f"serving needs {error.name}: pip install 'modelpact[docs]'"
        ) from error
    folder = places.spec(spec)
    site = _built(folder)

    def again() -> Any:
        fresh = _site(folder)
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


def _built(folder: str) -> Site:
    site = _site(folder)
    if site.errors:
        out.problems(site.errors, folder, err=True)
        raise click.ClickException(f"nothing was built: {out.counted(len(site.errors), 'error')}")
    return site


def _site(folder: str) -> Site:
    from modelpact.docs.build import build

    here = places.data()
    with options.readable():
        return build(Path(folder), language=Path(here.language), templates=Path(here.templates))
