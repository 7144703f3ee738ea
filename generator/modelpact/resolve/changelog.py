"""The changelog: what each release changed."""

from __future__ import annotations

from collections.abc import Iterator

from modelpact import ir
from modelpact.document import MappingNode, plain
from modelpact.resolve.context import child, items, scalar, texts


def releases(node: MappingNode) -> tuple[ir.Release, ...]:
    """Read the releases, the newest first."""
    return tuple(
        ir.Release(
            date=scalar(entry, "date", ""),
            versions=tuple(plain(child(entry, "versions")).items()),
            note=scalar(entry, "note", ""),
            changes=tuple(_changes(entry)),
            origin=entry.position,
        )
        for entry in items(node, "releases")
        if isinstance(entry, MappingNode)
    )


def _changes(node: MappingNode) -> Iterator[ir.ReleasedChange]:
    for entry in items(node, "changes"):
        if isinstance(entry, MappingNode):
            old, new = texts(entry, "verdicts") or ("", "")
            witness = entry.entries.get("witness")
            yield ir.ReleasedChange(
                level=scalar(entry, "level"),
                summary=scalar(entry, "summary", ""),
                models=texts(entry, "models"),
                pointer=scalar(entry, "pointer", ""),
                witness=ir.Json.of(plain(witness)) if witness else None,
                verdicts=(old, new),
                origin=entry.position,
            )
