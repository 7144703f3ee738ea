"""``modelpact generate --watch``: each edit of the pacts, judged, rendered and explained on one screen."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event
from types import FrameType

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
    stop = Event()

    def interrupted(number: int, frame: FrameType | None) -> None:
        stop.set()  # an exception alone could be lost: what is raised while something is finalized is
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupted)
    try:
        _follow(
            spec,
            templates,
            again,
            edits(Path(spec), stop, templates=Path(templates) if templates else None),
        )
    finally:
        signal.signal(signal.SIGINT, before)
    if stop.is_set():
        raise KeyboardInterrupt


def _follow(
    spec: str, templates: str | None, again: Callable[[], object], edits: Iterable[None]
) -> None:
    shown = " and ".join(places.shown(folder) for folder in (spec, templates) if folder)
    for _ in edits:
        click.clear()
        try:
            again()
        except click.ClickException as error:
            error.show()
        click.echo(f"\nwaiting for edits in {shown}; ctrl-C ends")
