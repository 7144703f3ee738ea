"""Read the spec folder of a git revision, or one file of it, as ``disk`` reads them from the disk."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from modelpact.errors import Unreadable
from modelpact.load.catalogs import MAX_CATALOG_BYTES
from modelpact.load.git import Contents, Git, Listed
from modelpact.load.sources import (
    IS_FOLDER,
    LANGUAGE_FOLDER,
    MAX_BYTES,
    Entry,
    SourceFile,
    is_hidden,
    is_provider,
    is_yaml,
    provider_files,
    spelled,
)


@dataclass(frozen=True, slots=True)
class Folder:
    """A spec folder of a revision; ``prefix`` before the path of a file is how git spells its place."""

    prefix: str
    files: tuple[SourceFile, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """A file of a revision, at most one byte more than a catalogue may have."""

    place: str
    content: bytes


def read_revision(revision: str, path: str, folder: Path) -> Folder | Content:
    """Return what stands at a path of a revision; of the index, where the revision is empty.

    As in ``git show``, a path begins at the top of the repository that ``folder`` lies in; with ``./`` or ``../``
    before it, in ``folder``.
    """
    git = Git(folder)
    way = _way(path, git.prefix)
    files = git.files(revision)
    place = f"{revision}:{'/'.join(way)}"
    below = [
        Listed(listed.parts[len(way) :], listed.id, listed.fault)
        for listed in files
        if listed.parts[: len(way)] == way
    ]
    if not below:
        raise Unreadable(f"there is no {place}", _mend(revision, path, git.prefix, files))
    with git.contents() as contents:
        if not below[0].parts:
            if below[0].fault:
                raise Unreadable(f"{place} cannot be read: {below[0].fault}")
            return Content(place, contents.of(below[0].id, MAX_CATALOG_BYTES + 1))
        return _folder(revision, way, below, contents)


def _way(path: str, prefix: str) -> tuple[str, ...]:
    """Return the parts of a path from the top of the repository."""
    starts_here = path.split("/")[0] in (".", "..")
    plain = posixpath.normpath(prefix + path if starts_here else path)
    if plain.startswith(("/", "..")):
        raise Unreadable(
            f"{path} leads out of the repository",
            "Behind the colon, write the path from the top of the repository, or from here with ./ before it.",
        )
    return () if plain == "." else tuple(plain.split("/"))


def _mend(revision: str, path: str, prefix: str, files: Iterable[Listed]) -> str:
    """Say how to write a path that begins in this folder, if that is what was meant."""
    here = _way(f"./{path}", prefix)
    if prefix and any(listed.parts[: len(here)] == here for listed in files):
        return f"Paths begin at the top of the repository; write {revision}:./{path} to begin here."
    return ""


def _folder(revision: str, way: tuple[str, ...], below: list[Listed], contents: Contents) -> Folder:
    seen = sorted(listed for listed in below if not any(map(is_hidden, listed.parts)))
    if way and is_provider(listed.parts[0] for listed in seen):
        above = "".join(f"{part}/" for part in way[:-1])
        found = provider_files(way[-1], _provider(seen, contents))
    else:
        above = "".join(f"{part}/" for part in way)
        found = _providers(seen, contents)
    return Folder(f"{revision}:{above}", tuple(sorted(found, key=lambda source: source.path)))


def _providers(seen: list[Listed], contents: Contents) -> Iterator[SourceFile]:
    providers: dict[str, list[Listed]] = {}
    for listed in seen:
        name, *parts = listed.parts
        if parts:
            providers.setdefault(name, []).append(listed._replace(parts=tuple(parts)))
        elif listed.fault:
            yield SourceFile(spelled(name), spelled(name), None, listed.fault)
        elif is_yaml(name):
            yield SourceFile(spelled(name), "", None, b"")
    for name, inside in providers.items():
        if name != LANGUAGE_FOLDER:
            yield from provider_files(name, _provider(inside, contents))


def _provider(listed: Iterable[Listed], contents: Contents) -> Iterator[Entry]:
    """Yield everything below a provider that should be a YAML file."""
    folders: set[tuple[str, ...]] = set()
    for parts, id_, fault in listed:
        end = next((end for end, part in enumerate(parts, 1) if is_yaml(part)), 0)
        if 0 < end < len(parts):  # git has no folders of their own
            if parts[:end] not in folders:
                folders.add(parts[:end])
                yield Entry(parts[:end], IS_FOLDER, bytes)
        elif fault or end:
            yield Entry(parts, fault, partial(contents.of, id_, MAX_BYTES + 1))
