"""Plan and sync a tree of files: the only module that changes the disk.

What is written is owned: the manifest holds the hash of each file that a run wrote. An owned file whose hash is
another one was edited by somebody, and stops the run. A file without an entry is somebody else's, and stays.

Safe against a kill at any point: new files are staged first; then the manifest notes the hashes that are about to be
written beside those that are there; then files are moved into place, one atomic step each. Whatever the next run finds
is a hash that the manifest knows. (A loss of power may tear files: nothing is forced out to the disk.)
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
import shutil
import stat
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from modelpact.files import File

MANIFEST = ".modelpact.json"
STAGE = ".modelpact.tmp"
LOCK = ".modelpact.lock"

_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
_DIGEST = re.compile(r"[0-9a-f]{64}")


class WriteError(Exception):
    """A tree that cannot be read or written: why, how to mend it, and a line for each file concerned."""

    def __init__(self, message: str, help: str = "", details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.help = help
        self.details = details


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is owned: path to digest. ``writing`` is empty but in a run, and after one that was killed."""

    inputs: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    writing: Mapping[str, str] = field(default_factory=dict)

    @property
    def paths(self) -> set[str]:
        return self.files.keys() | self.writing.keys()

    def owns(self, path: str, digest: str) -> bool:
        """Tell whether a run wrote these bytes here, or was about to."""
        return digest in (self.files.get(path), self.writing.get(path))

    @property
    def text(self) -> str:
        files, writing = dict(sorted(self.files.items())), dict(sorted(self.writing.items()))
        data: dict[str, Any] = {"version": 1, "inputs": self.inputs, "files": files}
        return json.dumps(data | ({"writing": writing} if writing else {}), indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync would do: sorted paths below ``root``.

    ``edited`` are owned files with other bytes than a run wrote. ``blocked`` pairs a path with what stands in its
    way, whether forced or not. ``extra`` are files that nobody asked for, in folders that a run fills.
    """

    root: Path
    files: tuple[File, ...]
    inputs: str
    only: frozenset[str] | None
    found: Mapping[str, str]
    before: Manifest
    after: Manifest
    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    stale: tuple[str, ...]
    edited: tuple[str, ...]
    extra: tuple[str, ...]
    blocked: tuple[tuple[str, str], ...]

    @property
    def current(self) -> bool:
        """Tell whether the tree is what was asked for: a sync would change nothing, and nothing is extra."""
        work = self.new or self.changed or self.stale or self.edited or self.blocked or self.extra
        return not work and self.before == self.after


def plan(
    files: Iterable[File], root: Path, *, inputs: str = "", only: Iterable[str] | None = None
) -> Plan:
    """Compare files with the tree at ``root``, which need not exist.

    Paths are ``provider/target/...``. ``only`` names the targets to consider: what others own is left as it is.
    ``inputs`` is the digest of what the files were made from.
    """
    wanted = tuple(sorted(files))
    _refuse_paths(wanted)
    scope = None if only is None else frozenset(only)
    before = read_manifest(root)
    owned = {path for path in before.paths if scope is None or _target(path) in scope}
    asked = {file.path: _digest(file.text.encode()) for file in wanted}
    found, obstacles = _look(root, owned | asked.keys())
    other = {path for path in found if found[path] != asked.get(path)}
    edited = {path for path in other & owned if not before.owns(path, found[path])}
    stale = (owned & found.keys()) - asked.keys()
    blocked = {
        thing.path: thing.why
        for thing in obstacles
        if (thing.path in asked or thing.kind == "link") and not thing.goes_with(root, stale)
    }
    blocked |= dict.fromkeys(other - before.paths, "is there, and modelpact did not write it")
    left = {path: digest for path, digest in before.files.items() if path not in owned}
    return Plan(
        root=root,
        files=wanted,
        inputs=inputs,
        only=scope,
        found=found,
        before=before,
        after=Manifest(inputs if scope is None or inputs == before.inputs else "", left | asked),
        new=_sorted(asked.keys() - found.keys() - blocked.keys()),
        changed=_sorted((other & asked.keys()) - edited - blocked.keys()),
        unchanged=_sorted((asked.keys() & found.keys()) - other),
        stale=_sorted(stale - edited),
        edited=_sorted(edited),
        extra=_sorted(_extra(root, owned | asked.keys())),
        blocked=tuple(sorted(blocked.items())),
    )


def sync(wish: Plan, *, force: bool = False) -> Plan:
    """Make the tree what was asked for and return what was done, or raise with nothing changed.

    The plan is made anew under the lock. ``force`` overwrites and deletes owned files that were edited.
    """
    root = wish.root
    try:
        made = _make_folders(root)
        try:
            with _lock(root):
                now = plan(wish.files, root, inputs=wish.inputs, only=wish.only)
                _refuse_conflicts(now, force)
                _carry_out(now)
        finally:
            _remove_empty(made)
    except OSError as error:
        raise _failure(error, root) from error
    return now


def read_manifest(root: Path) -> Manifest:
    """Read what is owned at ``root``; without a manifest, nothing is."""
    path = root / MANIFEST
    try:
        if path.is_symlink():
            raise WriteError(f"{path} is a symbolic link", "put a real file in its place")
        data = json.loads(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return Manifest()
    except OSError as error:
        raise _failure(error, path) from error
    except (ValueError, RecursionError):
        data = None
    manifest = _manifest(data)
    if manifest is None:
        mend = "restore it (`git checkout`), or delete it together with the files that it lists"
        raise WriteError(f"{path} is damaged, so it cannot say which files are whose", mend)
    return manifest


def diff(plan: Plan) -> Iterator[str]:
    """Yield the lines of a unified diff of what a sync would change, by force if it must."""
    after = {file.path: file.text for file in plan.files}
    for path in sorted({*plan.new, *plan.changed, *plan.stale, *plan.edited}):
        old = ""
        if path in plan.found:
            try:
                old = (plan.root / path).read_text(encoding="utf-8", errors="replace")
            except OSError as error:
                raise _failure(error, plan.root / path) from error
        yield from difflib.unified_diff(
            old.splitlines(),
            after.get(path, "").splitlines(),
            f"a/{path}" if path in plan.found else "/dev/null",
            f"b/{path}" if path in after else "/dev/null",
            lineterm="",
        )


def _carry_out(now: Plan) -> None:
    """Do the work; a run that is killed in the midst of it leaves a state that the next one understands."""
    root, stage = now.root, now.root / STAGE
    if stage.exists():
        shutil.rmtree(stage)
    asked = {file.path: file.text for file in now.files}
    write = [path for path in asked if path in {*now.new, *now.changed, *now.edited}]
    gone = _sorted(now.before.paths - now.after.files.keys())
    if not write and now.before == now.after:
        return
    try:
        stage.mkdir()
        for number, path in enumerate(write):
            (stage / str(number)).write_bytes(asked[path].encode())
        coming = {path: now.after.files[path] for path in write}
        _write_manifest(root, Manifest("", {**now.before.files, **now.found}, coming))
        for path in gone:
            if path in now.found:
                os.unlink(root / path)
            _remove_empty([(root / path).parents[up] for up in range(path.count("/"))])
        for number, path in enumerate(write):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(stage / str(number), root / path)
        _write_manifest(root, now.after)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _write_manifest(root: Path, manifest: Manifest) -> None:
    staged = root / STAGE / "manifest"
    staged.write_bytes(manifest.text.encode())
    os.replace(staged, root / MANIFEST)


def _manifest(data: Any) -> Manifest | None:
    match data:
        case {"version": 1, "inputs": str(inputs), "files": dict(files), **more}:
            writing = more.get("writing", {})
        case _:
            return None
    if not isinstance(writing, dict):
        return None
    for path, digest in (*files.items(), *writing.items()):
        if why_not(path) or not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            return None
    return Manifest(inputs, files, writing)


def _refuse_conflicts(now: Plan, force: bool) -> None:
    if now.blocked:
        raise WriteError(
            f"nothing was written: {len(now.blocked)} in the way in {now.root}",
            "move it away, then run again",
            tuple(f"{path}: {why}" for path, why in now.blocked),
        )
    if now.edited and not force:
        raise WriteError(
            f"nothing was written: {len(now.edited)} generated and then edited in {now.root}",
            "keep the edit elsewhere; --force overwrites it",
            tuple(f"{path}: was edited since modelpact wrote it" for path in now.edited),
        )


# --- paths ---------------------------------------------------------------------------------------


def why_not(path: str) -> str | None:
    """Say why a relative path cannot be written, on this system or on another one."""
    for step in path.split("/"):
        if step in ("", ".", ".."):
            return "leaves its folder"
        if not step.isprintable() or any(char in '\\:*?"<>|' for char in step):
            return "holds a character that some file systems refuse"
        if step[-1] in ". " or _DEVICE.match(step):
            return "is a name that Windows refuses"
        if len(step.encode()) > 255:
            return "holds a name of more than 255 bytes"
    if path.split("/")[0].lower() in (MANIFEST, STAGE, LOCK):
        return "is kept for modelpact itself"
    return None


def _refuse_paths(files: tuple[File, ...]) -> None:
    details = [f"{file.path!a}: {why}" for file in files if (why := why_not(file.path))]
    seen: dict[str, str] = {}
    for file in files:
        name = unicodedata.normalize("NFC", file.path).casefold()
        if name in seen:
            details.append(f"{file.path!a}: is the same file as {seen[name]!a} on some systems")
        seen[name] = file.path
    for name, path in seen.items():
        folders = [name.rsplit("/", up)[0] for up in range(1, name.count("/") + 1)]
        details += [
            f"{path!a}: needs a folder where {seen[at]!a} goes" for at in folders if at in seen
        ]
    if details:
        help = "rename what the file is called after"
        raise WriteError("nothing was written: bad file names", help, tuple(details))


def _target(path: str) -> str:
    return [*path.split("/"), ""][1]


def _sorted(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


# --- the tree as it is ---------------------------------------------------------------------------

_Kind = Literal["missing", "file", "folder", "link", "other"]


@dataclass(frozen=True, slots=True)
class _Obstacle:
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


def _look(root: Path, paths: Iterable[str]) -> tuple[dict[str, str], list[_Obstacle]]:
    """Return the digests of those that are files, and what stands where a file or its folder should."""
    if root.exists() and not root.is_dir():
        raise WriteError(f"{root} is not a folder", "choose another one with --out")
    found: dict[str, str] = {}
    obstacles: list[_Obstacle] = []
    folders: dict[str, _Kind] = {}
    try:
        for path in sorted(paths):
            at, kind = _first_obstacle(root, path, folders)
            if at == path and kind == "file":
                found[path] = _digest((root / path).read_bytes())
            elif kind != "missing":
                obstacles.append(_Obstacle(path, at, kind))
    except OSError as error:
        raise _failure(error, root) from error
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


def _extra(root: Path, known: set[str]) -> Iterator[str]:
    for folder in sorted({"/".join(path.split("/")[:2]) for path in known if path.count("/") > 1}):
        if not any(os.path.islink(root / at) for at in (folder.split("/")[0], folder)):
            yield from (path for path in _files(root, folder) if path not in known)


def _make_folders(root: Path) -> list[Path]:
    """Make the root and what is missing above it; return what was made, the deepest first."""
    missing = [folder for folder in (root, *root.parents) if not folder.exists()]
    if root.exists() and not root.is_dir():
        raise WriteError(f"{root} is not a folder", "choose another one with --out")
    root.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove folders, the deepest first, until one is not empty."""
    for folder in folders:
        try:
            folder.rmdir()
        except FileNotFoundError:  # a run that was killed came as far as this
            continue
        except OSError:
            return


@contextmanager
def _lock(root: Path) -> Iterator[None]:
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


def _failure(error: OSError, at: Path) -> WriteError:
    where = error.filename if isinstance(error.filename, str) else str(error.filename or at)
    return WriteError(
        f"{where}: {error.strerror or error}", "see to it, then run again: no half file was left"
    )
