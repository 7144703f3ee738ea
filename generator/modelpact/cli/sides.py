"""Two versions of the pacts, wherever each of them lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelpact.cli import options, out, places

if TYPE_CHECKING:
    from modelpact import ir
    from modelpact.files import Render


def read(where: str) -> ir.Catalog:
    """Read a folder of pacts, a catalogue file or a revision; refuse what does not resolve, with every reason."""
    from modelpact import pipeline

    with options.readable():
        known = pipeline.read(where, language=Path(places.data().language))
    if known.problems:
        out.problems(known.problems, where, err=True)
        errors = out.counted(len(known.problems), "error")
        raise click.ClickException(f"{where} cannot be compared: {errors}")
    return known.catalog


def rendering() -> Render:
    """Return what renders the validators that judge requests."""
    from modelpact import render

    return render.renderer((Path(places.data().templates),))
