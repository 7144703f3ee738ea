"""The two versions that a command compares, wherever each of them lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelpact.cli import options, out, places

if TYPE_CHECKING:
    from modelpact.files import Render
    from modelpact.sides import Side


def read(where: str) -> Side:
    """Read a folder of pacts, a catalogue file or a revision; refuse what does not resolve, with every reason."""
    from modelpact import sides
    from modelpact.errors import Unreadable

    try:
        with options.readable():
            side = sides.read(where, language=Path(places.data().language))
    except Unreadable as error:
        raise click.ClickException(f"{error}\n{error.help}".strip()) from error
    if side.problems:
        out.problems(side.problems, "", err=True)
        errors = out.counted(len(side.problems), "error")
        raise click.ClickException(f"{where} cannot be compared: {errors}")
    return side


def rendering() -> Render:
    """Return what renders the validators that judge requests."""
    from modelpact import render

    return render.renderer((Path(places.data().templates),))
