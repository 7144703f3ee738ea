"""Walk a spec folder and read its files, bounded; the only part of loading that touches the disk."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from modelpact.document import DocumentKind

MAX_BYTES: Final = 1 << 20

LANGUAGE_FOLDER: Final = "language"
"""Lies beside the providers and is none."""

MISSING: Final = "missing"
"""The content of a provider file that should be there."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a spec folder, before anything is made of it.

    ``path`` is relative to the spec folder, with forward slashes. ``kind`` is None where nothing reads such a
    file. ``content`` is its bytes (at most one more than are allowed), or a text: why it could not be read.
    """

    path: str
    provider: str
    kind: DocumentKind | None
    content: bytes | str


def read(spec_dir: Path) -> tuple[SourceFile, ...]:
    """Read every YAML file below a spec folder, sorted by path; what cannot be read says so in its content."""
    try:
        root = spec_dir.resolve(strict=True)
        entries = _entries(root)
    except (OSError, RuntimeError) as error:
        return (SourceFile(".", "", None, _reason(error)),)
    found: list[SourceFile] = []
    for entry in entries:
        name = _spelled(entry.name)
        if entry.is_symlink() and _leads_out(Path(entry.path), root):
            found.append(SourceFile(name, name, None, _OUTSIDE))
        elif _is_folder(entry):
            if entry.name != LANGUAGE_FOLDER:
                found.extend(_provider(Path(entry.path), root))
        elif _is_yaml(entry.name):
            found.append(SourceFile(name, "", None, b""))
    return tuple(sorted(found, key=lambda source: source.path))


_OUTSIDE: Final = "it is a link that leads out of the spec folder"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        kept = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted(kept, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _provider(folder: Path, root: Path) -> Iterator[SourceFile]:
    """Yield the YAML files of one provider, and a fault for the provider file when it is missing."""
    provider = _spelled(folder.name)
    has_head = False
    for path, parts, fault in _walk(folder, ()):
        kind = _kind(parts)
        if kind == "provider":
            kind = None if has_head else kind
            has_head = True
        name = "/".join((provider, *map(_spelled, parts)))
        content = fault or (_content(path, root) if kind else b"")
        yield SourceFile(name, provider, kind, content)
    if not has_head:
        yield SourceFile(f"{provider}/provider.yaml", provider, "provider", MISSING)


def _walk(folder: Path, above: tuple[str, ...]) -> Iterator[tuple[Path, tuple[str, ...], str]]:
    """Yield path, parts below the provider and fault of everything that should be a YAML file."""
    try:
        entries = _entries(folder)
    except OSError as error:
        yield folder, above, _reason(error)
        return
    for entry in entries:
        parts = (*above, entry.name)
        if not _is_yaml(entry.name) and _is_folder(entry):
            if entry.is_symlink():
                yield Path(
                    entry.path
                ), parts, "it is a link to a folder, and links to folders are not followed"
            else:
                yield from _walk(Path(entry.path), parts)
        elif _is_yaml(entry.name):
            yield Path(entry.path), parts, ""


def _is_yaml(name: str) -> bool:
    return name.lower().endswith((".yaml", ".yml"))


def _kind(parts: tuple[str, ...]) -> DocumentKind | None:
    if not parts[-1].endswith((".yaml", ".yml")):
        return None
    match parts:
        case ("provider.yaml" | "provider.yml",):
            return "provider"
        case ("families", _):
            return "family"
        case ("models", _, *_):
            return "model"
        case _:
            return None


def _content(path: Path, root: Path) -> bytes | str:
    if not str(path.relative_to(root)).isprintable():
        return "its name holds bytes or characters that are no text"
    try:
        if path.is_symlink() and _leads_out(path, root):
            return _OUTSIDE
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would wait for ever
            return "it is a folder" if path.is_dir() else "it is no ordinary file"
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, RuntimeError) as error:
        return _reason(error)


def _leads_out(path: Path, root: Path) -> bool:
    try:
        return not path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):  # a link to itself: opening it will say so
        return False


def _reason(error: OSError | RuntimeError) -> str:
    match error:
        case FileNotFoundError():
            return "there is nothing at that place, or it is a link to nothing"
        case NotADirectoryError():
            return "it is a file and not a folder"
        case IsADirectoryError():
            return "it is a folder"
        case OSError(errno=errno.ELOOP) | RuntimeError():
            return "it is a link that leads back to itself"
        case OSError(strerror=text):
            return (text or "the system refuses").lower()


def _spelled(name: str) -> str:
    """Show a file name as text, whatever bytes it is made of."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
