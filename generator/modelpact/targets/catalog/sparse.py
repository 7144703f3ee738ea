"""Plain data without what is empty, and the small parts that occur everywhere."""

from __future__ import annotations

from typing import Any

from modelpact import ir


def filled(**found: Any) -> dict[str, Any]:
    """Leave out what is empty: "", [], {}, false and 0 mean the same as absence where this is used."""
    return {key: item for key, item in found.items() if item}


def given(**found: Any) -> dict[str, Any]:
    """Leave out None alone: 0 and "" are something where this is used."""
    return {key: item for key, item in found.items() if item is not None}


def pointers(paths: tuple[ir.Path, ...]) -> list[str]:
    """Spell paths."""
    return [ir.pointer(path) for path in paths]


def evidence(item: ir.Evidence) -> dict[str, Any]:
    """Return where a fact is from."""
    return {
        **filled(document=item.document, section=item.section),
        **certainty(item.certainty),
        **filled(read=item.read),
    }


def certainty(found: ir.Certainty) -> dict[str, Any]:
    """Return how sure a fact is; nothing where it is stated."""
    return {} if found == "stated" else {"certainty": found}
