"""``modelpact generate --watch``: each edit of the pacts, judged, rendered and explained on one screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from modelpact.cli import places


def watch(spec: str, templates: str | None, again: Callable[[], object]) -> None:
    """Call ``again`` at first and after each edit of the pacts or of the templates, until interrupted; what it cannot
    do, it says.
    """
    try:
        from modelpact.watching import edits
    except ImportError as error:
        raise click.ClickException(
            f"watching needs {error.name}: pip install 'modelpact[watch]'"
        ) from error
    shown = " and ".join(places.shown(folder) for folder in (spec, templates) if folder)
    for _ in edits(Path(spec), templates=Path(templates) if templates else None):
        click.clear()
        try:
            again()
        except click.ClickException as error:
            error.show()
        click.echo(f"\nwaiting for edits in {shown}; ctrl-C ends")
