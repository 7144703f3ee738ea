"""What changed since a tree was last written: told from the catalogues that lie in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from modelpact.cli import compared, out, places

if TYPE_CHECKING:
    from modelpact.diff import Change
    from modelpact.ir import Catalog, Provider


def written(folder: str) -> Catalog | None:
    """Read the catalogues in a folder before it is written to; where there is nothing to compare with, say so."""
    from modelpact import ir, sides
    from modelpact.errors import Unreadable

    found: list[Provider] = []
    reason = f"there is no catalogue in {places.shown(folder)}"
    for path in sorted(Path(folder).glob("*/catalog/catalog.json")):
        try:
            side = sides.read(str(path), language=Path(places.data().language))
        except Unreadable as error:
            reason = str(error)
            break
        if side.problems:
            reason = f"{path}: {side.problems[0].message}"
            break
        found += side.catalog.providers
    else:
        if found:
            return ir.Catalog(providers=tuple(found))
    out.note(f"nothing to compare with: {out.visible(reason)}")
    return None


def changes(old: Catalog, new: Catalog) -> tuple[Change, ...]:
    """List what changed."""
    from modelpact.diff import diff

    return diff(old, new, compared.rendering())
