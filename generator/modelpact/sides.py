"""The two sides of a comparison: pacts or a catalogue, on the disk or in a git revision."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from modelpact import ir, load, pipeline, validate
from modelpact.errors import Problem, Unreadable
from modelpact.load.revision import Folder, read_revision

_ACCEPTED: Final = (
    "Name a folder of pacts, a catalogue (<out>/<provider>/catalog/catalog.json), or either of a git revision, such "
    "as HEAD~1:spec; HEAD~1 alone is that."
)


@dataclass(frozen=True, slots=True)
class Side:
    """What is known of one side. ``prefix`` and the path of an origin are what a reader would type."""

    prefix: str
    catalog: ir.Catalog
    problems: tuple[Problem, ...] = ()
    """What keeps part of it out of the catalogue, so that it cannot be compared. Their paths have the prefix."""


def read(where: str, *, language: Path, folder: Path = Path()) -> Side:
    """Read one side; what ``check`` would find in it makes no difference.

    ``where`` is a folder of pacts or a catalogue, as seen from ``folder``, or else of a git revision:
    ``REVISION:PATH``, or the revision alone for ``REVISION:spec``. Raises ``Unreadable`` where there is no such thing.
    """
    if not where:
        raise Unreadable("nothing is named", _ACCEPTED)
    path = folder / where
    with pipeline.no_collection():
        if os.path.isdir(path):
            return _of_pacts(_prefix(where, folder), load.read(path), language)
        if os.path.exists(path):
            return _of_catalog(where, load.read_catalog(path), language)
        return _of_revision(where, language, folder)


def _prefix(where: str, folder: Path) -> str:
    path = folder / where
    above = load.above(path)
    base = os.path.normpath(where) if above == path else os.path.relpath(above, folder)
    return "" if base == "." else os.path.join(base, "")


# a colon may stand between braces: HEAD@{12:00}:spec
_REVISION: Final = re.compile(r"(?:[^:{]|\{[^}]*\}?)*")


def _of_revision(where: str, language: Path, folder: Path) -> Side:
    named = _REVISION.match(where)
    revision = named.group() if named else ""
    below = where[len(revision) + 1 :] if revision != where else "spec"
    try:
        found = read_revision(revision, below, folder)
    except Unreadable as error:
        message = f"{where!r} is nothing that can be read: it is not on the disk, and {error}"
        raise Unreadable(message, error.help or _ACCEPTED) from error
    if isinstance(found, Folder):
        return _of_pacts(found.prefix, found.files, language)
    return _of_catalog(found.place, found.content, language)


def _of_pacts(prefix: str, files: Iterable[load.SourceFile], language: Path) -> Side:
    _, catalog, problems = pipeline.resolved(files, language)
    placed = (
        replace(problem, position=replace(problem.position, path=prefix + problem.position.path))
        for problem in problems
    )
    return Side(prefix, catalog, tuple(sorted(placed)))


def _of_catalog(place: str, content: bytes, language: Path) -> Side:
    data, unread = load.parse_catalog(content, place)
    if unread:
        return Side("", ir.Catalog(), unread)
    provider, wrong = validate.read_catalog(data, place, pipeline.schemas(language))
    return Side("", ir.Catalog(providers=(provider,) if provider else ()), wrong)
