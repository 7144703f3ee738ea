"""The tree as it is: what stands where, looked at without following a link; and the lock on it."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from modelpact.write.faults import WriteError, failure
from modelpact.write.names import LOCK

_Kind = Literal["missing", "file", "folder", "link", "other"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """``path`` cannot be a file, for at ``at`` (itself or a folder above it) stands something else."""

    path: str
    at: str
    kind: _Kind

    @property
    def why(self) -> str:
        match self.kind:
            case "link":
                return f"{self.at} is a symbolic link, and none is followed"
            case "folder":
                return "is a folder"
            case _:
                return f"{self.at} is in the way"

    def goes_with(self, root: Path, stale: set[str]) -> bool:
        """Tell whether the deletion of stale files clears the way."""
        if self.kind != "folder":
            return self.at in stale
        inside = set(_files(root, self.at, hidden=True))
        return bool(inside) and inside <= stale


def look(root: Path, paths: Iterable[str]) -> tuple[dict[str, str], list[Obstacle]]:
    """Return the digests of those that are files, and what stands where a file or its folder should."""
    if root.exists() and not root.is_dir():
        raise WriteError(f"{root} is not a folder", "choose another one")
    found: dict[str, str] = {}
    obstacles: list[Obstacle] = []
    folders: dict[str, _Kind] = {}
    try:
        for path in sorted(paths):
            at, kind = _first_obstacle(root, path, folders)
            if at == path and kind == "file":
                found[path] = digest((root / path).read_bytes())
            elif kind != "missing":
                obstacles.append(Obstacle(path, at, kind))
    except OSError as error:
        raise failure(error, root) from error
    return found, obstacles


def _first_obstacle(root: Path, path: str, folders: dict[str, _Kind]) -> tuple[str, _Kind]:
    """Walk down to ``path`` and return where the walk ended, and what stands there."""
    steps = path.split("/")
    for end in range(1, len(steps)):
        at = "/".join(steps[:end])
        if at not in folders:
            folders[at] = _kind(root / at)
        if folders[at] != "folder":
            return at, folders[at]
    return path, _kind(root / path)


def _kind(path: Path) -> _Kind:
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return "missing"
    if stat.S_ISLNK(mode):
        return "link"
    return "file" if stat.S_ISREG(mode) else "folder" if stat.S_ISDIR(mode) else "other"


def _files(root: Path, folder: str, *, hidden: bool = False) -> Iterator[str]:
    """Yield what lies below a folder, links and all; ``hidden``: also dot-files and compiled Python."""
    for at, folders, names in os.walk(root / folder):
        below = Path(at).relative_to(root).as_posix()
        links = [name for name in folders if os.path.islink(os.path.join(at, name))]
        if not hidden:
            folders[:] = [name for name in folders if name[0] != "." and name != "__pycache__"]
        yield from (f"{below}/{name}" for name in (*names, *links) if hidden or name[0] != ".")


def extra(root: Path, known: set[str]) -> Iterator[str]:
    for folder in sorted({"/".join(path.split("/")[:2]) for path in known if path.count("/") > 1}):
        if not any(os.path.islink(root / at) for at in (folder.split("/")[0], folder)):
            yield from (path for path in _files(root, folder) if path not in known)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_folders(root: Path) -> list[Path]:
    """Make the root and what is missing above it; return what was made, the deepest first."""
    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    if root.exists() and not root.is_dir():
        raise WriteError(f"{root} is not a folder", "choose another one")
    root.mkdir(parents=True, exist_ok=True)
    return missing


def remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders, the deepest first, until one is not empty."""
    for folder in folders:
        try:
            folder.rmdir()
        except FileNotFoundError:  # a run that was killed came as far as this
            continue
        except OSError:
            return


@contextmanager
def lock(root: Path) -> Iterator[None]:
    """Keep other runs out of a folder. A run that is killed locks nobody out, save on Windows."""
    busy = WriteError(f"another run is writing to {root}", "wait until it ends, then run again")
    if sys.platform == "win32":
        try:
            (root / LOCK).touch(exist_ok=False)
        except FileExistsError:
            busy.help += f"; if it was killed, delete {root / LOCK}"
            raise busy from None
        try:
            yield
        finally:
            (root / LOCK).unlink()
    else:
        import fcntl

        folder = os.open(root, os.O_RDONLY)
        try:
            try:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise busy from None
            yield
        finally:
            os.close(folder)
