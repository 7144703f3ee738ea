"""Walk a spec folder and read its files, bounded; the only part of loading that touches the disk."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

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


def above(spec_dir: Path) -> Path:
    """Return the folder that the paths of ``read`` begin in."""
    root = spec_dir.resolve()
    try:
        return root.parent if is_provider(os.listdir(root)) else spec_dir
    except OSError:
        return spec_dir


def read(spec_dir: Path) -> tuple[SourceFile, ...]:
    """Read every YAML file below a spec folder, sorted by path; what cannot be read says so in its content.

    The folder of one provider is read as just that one, with paths from the folder above.
    """
    try:
        root = spec_dir.resolve(strict=True)
        entries = _entries(root)
    except (OSError, RuntimeError) as error:
        return (SourceFile(".", "", None, _reason(error)),)
    found: list[SourceFile] = []
    if is_provider(entry.name for entry in entries):
        return tuple(sorted(_provider(root, root), key=lambda source: source.path))
    for entry in entries:
        name = spelled(entry.name)
        if entry.is_symlink() and _leads_out(Path(entry.path), root):
            found.append(SourceFile(name, name, None, _OUTSIDE))
        elif _is_folder(entry):
            if entry.name != LANGUAGE_FOLDER:
                found.extend(_provider(Path(entry.path), root))
        elif is_yaml(entry.name):
            found.append(SourceFile(name, "", None, b""))
    return tuple(sorted(found, key=lambda source: source.path))


_OUTSIDE: Final = "it is a link that leads out of the spec folder"


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        kept = [entry for entry in entries if not is_hidden(entry.name)]
    return sorted(kept, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return False


def _provider(folder: Path, root: Path) -> Iterator[SourceFile]:
    return provider_files(folder.name, _walk(folder, (), root))


def _walk(folder: Path, above: tuple[str, ...], root: Path) -> Iterator[Entry]:
    """Yield everything below a provider that should be a YAML file."""
    try:
        entries = _entries(folder)
    except OSError as error:
        yield Entry(above, _reason(error), bytes)
        return
    for entry in entries:
        parts = (*above, entry.name)
        path = Path(entry.path)
        if not is_yaml(entry.name) and _is_folder(entry):
            if entry.is_symlink():
                yield Entry(
                    parts, "it is a link to a folder, and links to folders are not followed", bytes
                )
            else:
                yield from _walk(path, parts, root)
        elif is_yaml(entry.name):
            yield Entry(parts, "", partial(_content, path, root))


def _content(path: Path, root: Path) -> bytes | str:
    try:
        if path.is_symlink() and _leads_out(path, root):
            return _OUTSIDE
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would wait for ever
            return IS_FOLDER if path.is_dir() else "it is no ordinary file"
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
            return IS_FOLDER
        case OSError(errno=errno.ELOOP) | RuntimeError():
            return "it is a link that leads back to itself"
        case OSError(strerror=text):
            return (text or "the system refuses").lower()
