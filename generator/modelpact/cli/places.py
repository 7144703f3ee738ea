"""Where things lie: pacts, output, and the data that is shipped beside the package or inside of it.

Paths are texts: ``validate`` has no time to import more.
"""

from __future__ import annotations

import os
from typing import Final

import click

from modelpact import shipped
from modelpact.cli import settings
from modelpact.shipped import Data


def data() -> Data:
    """Find what comes with the program."""
    found = shipped.data()
    if found is None:
        raise click.ClickException("modelpact is not completely installed: its data is missing")
    return found


SHIPPED: Final = "shipped"
"""What names the pacts that come with the program, where a folder of that name does not."""


def spec(option: str | None) -> str:
    """Return the folder of the pacts: the one that is named, else set, else ./spec with pacts, else the shipped one."""
    if option == SHIPPED and not os.path.isdir(SHIPPED):
        return data().spec
    if option is not None:
        return option
    chosen = settings.read().folder("spec")
    if chosen is not None:
        return chosen
    if has_pacts("spec"):
        return "spec"
    stray = next((path for path in _near("spec") if _is_pact(path)), None)
    if stray is not None:
        raise click.UsageError(
            f"{shown(stray)} is there, but no provider.yaml in spec, nor in a folder of it: what names the gateway has"
            f" that name; or say --spec {SHIPPED} for the pacts that come with modelpact"
        )
    return data().spec


def are_shipped(named: str | None, folder: str) -> bool:
    """Tell whether pacts are the shipped ones only because none were named and none are here."""
    return named is None and folder == data().spec


def has_pacts(folder: str) -> bool:
    """Tell a folder of pacts from one that is only called so: a provider is in it, or is what it is."""
    return any(
        os.path.basename(path) in ("provider.yaml", "provider.yml") for path in _near(folder)
    )


def _is_pact(path: str) -> bool:
    if not path.endswith((".yaml", ".yml")):
        return False
    try:
        with open(path, "rb") as file:
            return any(line.startswith(b"pact:") for line in file)
    except OSError:
        return False


def _near(folder: str) -> list[str]:
    """List the files of a folder and of those in it; none where it cannot be read."""
    try:
        here = sorted(os.scandir(folder), key=lambda entry: entry.name)
        below = [entry for each in here if each.is_dir() for entry in os.scandir(each.path)]
    except OSError:
        return []
    return [entry.path for entry in (*here, *below) if entry.is_file()]


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
