"""Where things lie: pacts, output, and the data that is shipped beside the package or inside of it.

Paths are texts: ``validate`` has no time to import more.
"""

from __future__ import annotations

import os
from typing import NamedTuple

import click

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


class Data(NamedTuple):
    """The folders that come with the program: ``spec`` holds the pact language and the shipped pacts."""

    spec: str
    templates: str

    @property
    def language(self) -> str:
        return os.path.join(self.spec, "language")


def data() -> Data:
    """Find what lies inside of the package, as in a wheel, or above it, as in a checkout."""
    inside = os.path.join(_PACKAGE, "_data")
    for base in (inside, os.path.dirname(os.path.dirname(_PACKAGE))):
        found = Data(os.path.join(base, "spec"), os.path.join(base, "templates"))
        if os.path.isdir(found.language) and os.path.isdir(found.templates):
            return found
    raise click.ClickException(f"modelpact is not completely installed: {inside} is missing")


def spec(option: str | None) -> str:
    """Return the folder of the pacts: the one that was named, else ./spec, else the shipped one."""
    if option is not None:
        return option
    return "spec" if os.path.isdir("spec") else data().spec


def shown(folder: str, path: str = "") -> str:
    """Spell a path as the reader would type it in the working directory."""
    full = os.path.normpath(os.path.join(folder, path))
    try:
        below = os.path.relpath(full)
    except (ValueError, OSError):  # another drive, or the working directory is gone
        return full
    return full if below.startswith("..") and os.path.isabs(full) else below


def pact(spec: str, path: str) -> str:
    """Spell the path of a pact so, as the reader of ``spec`` gave it; without ``spec`` it is a whole one."""
    # Here and not above: whoever has such a path has read pacts already.
    from pathlib import Path

    from modelpact.load import above

    return shown(str(above(Path(spec))) if spec else "", path)
