"""Plan and sync a tree of files: the only stage that changes the disk.

What is written is owned: the manifest holds the hash of each file that a run wrote. An owned file whose hash is
another one was edited by somebody, and stops the run. A file without an entry is somebody else's, and stays.

Safe against a kill at any point: new files are staged first; then the manifest notes the hashes that are about to be
written beside those that are there; then files are moved into place, one atomic step each. Whatever the next run finds
is a hash that the manifest knows. (A loss of power may tear files: nothing is forced out to the disk.)
"""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from modelpact.files import File
from modelpact.write.create import create
from modelpact.write.faults import WriteError, failure
from modelpact.write.manifest import Manifest, read_manifest, write_manifest
from modelpact.write.names import MANIFEST, STAGE, refuse_paths, why_not
from modelpact.write.single import edit
from modelpact.write.tree import digest, extra, lock, look, make_folders, remove_empty

__all__ = [
    "MANIFEST",
    "STAGE",
    "Manifest",
    "Plan",
    "WriteError",
    "create",
    "diff",
    "edit",
    "plan",
    "read_manifest",
    "sync",
    "why_not",
]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a sync would do: sorted paths below ``root``.

    ``edited`` are owned files with other bytes than a run wrote. ``blocked`` pairs a path with what stands in its
    way, whether forced or not. ``extra`` are files that nobody asked for, in folders that only ``generate`` fills.
    """

    root: Path
    files: tuple[File, ...]
    inputs: str
    only: frozenset[str] | None
    owner: str
    alone: bool
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
    files: Iterable[File],
    root: Path,
    *,
    inputs: str = "",
    only: Iterable[str] | None = None,
    owner: str = "",
    alone: bool = False,
) -> Plan:
    """Compare files with the tree at ``root``, which need not exist.

    Paths are ``provider/target/...`` where ``generate`` writes, and any others where another ``owner`` does; a tree
    has one owner. ``only`` names the targets to consider: what others own is left as it is; ``alone`` considers
    nothing but the files themselves. ``inputs`` is the digest of what the files were made from.
    """
    wanted = tuple(sorted(files))
    refuse_paths(wanted)
    scope = None if only is None else frozenset(only)
    before = read_manifest(root)
    _refuse_owner(root, before, owner)
    asked = {file.path: digest(file.text.encode()) for file in wanted}
    owned = {
        path
        for path in before.paths
        if (path in asked if alone else scope is None or _target(path) in scope)
    }
    found, obstacles = look(root, owned | asked.keys())
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
    whole = scope is None or inputs == before.inputs
    return Plan(
        root=root,
        files=wanted,
        inputs=inputs,
        only=scope,
        owner=owner,
        alone=alone,
        found=found,
        before=before,
        after=Manifest(inputs if whole else "", left | asked, owner=owner),
        new=_sorted(asked.keys() - found.keys() - blocked.keys()),
        changed=_sorted((other & asked.keys()) - edited - blocked.keys()),
        unchanged=_sorted((asked.keys() & found.keys()) - other),
        stale=_sorted(stale - edited),
        edited=_sorted(edited),
        extra=() if owner else _sorted(extra(root, owned | asked.keys())),
        blocked=tuple(sorted(blocked.items())),
    )


def sync(wish: Plan, *, force: bool = False) -> Plan:
    """Make the tree what was asked for and return what was done, or raise with nothing changed.

    The plan is made anew under the lock. ``force`` overwrites and deletes owned files that were edited.
    """
    root = wish.root
    try:
        made = make_folders(root)
        with lock(root):  # whoever is kept waiting leaves the folders to the one who writes
            try:
                now = plan(
                    wish.files,
                    root,
                    inputs=wish.inputs,
                    only=wish.only,
                    owner=wish.owner,
                    alone=wish.alone,
                )
                _refuse_conflicts(now, force)
                _carry_out(now)
            finally:
                remove_empty(made)
    except OSError as error:
        raise failure(error, root) from error
    return now


def diff(plan: Plan) -> Iterator[str]:
    """Yield the lines of a unified diff of what a sync would change, by force if it must."""
    after = {file.path: file.text for file in plan.files}
    for path in sorted({*plan.new, *plan.changed, *plan.stale, *plan.edited}):
        old = ""
        if path in plan.found:
            try:
                old = (plan.root / path).read_text(encoding="utf-8", errors="replace")
            except OSError as error:
                raise failure(error, plan.root / path) from error
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
        known = {**now.before.files, **now.found}
        write_manifest(root, Manifest("", known, coming, now.owner))
        for path in gone:
            if path in now.found:
                os.unlink(root / path)
            remove_empty([(root / path).parents[up] for up in range(path.count("/"))])
        for number, path in enumerate(write):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            os.replace(stage / str(number), root / path)
        write_manifest(root, now.after)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _refuse_owner(root: Path, before: Manifest, owner: str) -> None:
    if before.paths and before.owner != owner:
        raise WriteError(
            f"the files in {root} are those of modelpact {before.owner or 'generate'}",
            "choose another folder",
        )


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


def _target(path: str) -> str:
    return [*path.split("/"), ""][1]


def _sorted(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))
