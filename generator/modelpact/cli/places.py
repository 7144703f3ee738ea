"""Where things lie: pacts, output, and the data that is shipped beside the package or inside of it.

Paths are texts: ``validate`` has no time to import more.
"""

from __future__ import annotations

import os
from typing import Final, NamedTuple

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


SHIPPED: Final = "shipped"
"""What names the pacts that come with the program, where a folder of that name does not."""


def spec(option: str | None) -> str:
    """Return the folder of the pacts: the one that was named, else ./spec if pacts are in it, else the shipped one."""
    if option == SHIPPED and not os.path.isdir(SHIPPED):
        return data().spec
    if option is not None:
        return option
    return "spec" if has_pacts("spec") else data().spec


def has_pacts(folder: str) -> bool:
    """Tell a folder of pacts from one that is only called so: a provider is in it, or is what it is."""
    try:
        folders = [folder, *(entry.path for entry in os.scandir(folder) if entry.is_dir())]
    except OSError:
        return False
    names = ("provider.yaml", "provider.yml")
    return any(os.path.isfile(os.path.join(each, name)) for each in folders for name in names)


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
