"""Write files that are there for people to edit: once, and over nothing. No manifest owns them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from modelpact.files import File
from modelpact.write.faults import WriteError, failure
from modelpact.write.names import STAGE, refuse_paths
from modelpact.write.tree import lock, look, make_folders, remove_empty


def create(files: Iterable[File], root: Path) -> tuple[str, ...]:
    """Write files below a folder and return their paths, or raise with nothing written where any is there already."""
    wanted = tuple(sorted(files))
    refuse_paths(wanted)
    try:
        made = make_folders(root)
        try:
            with lock(root):
                _refuse_what_is_there(wanted, root)
                _carry_out(wanted, root)
        finally:
            remove_empty(made)
    except OSError as error:
        raise failure(error, root) from error
    return tuple(file.path for file in wanted)


def _refuse_what_is_there(files: tuple[File, ...], root: Path) -> None:
    found, obstacles = look(root, [file.path for file in files])
    there = dict.fromkeys(found, "is there already")
    there |= {thing.path: thing.why for thing in obstacles}
    if there:
        raise WriteError(
            f"nothing was written: {len(there)} in the way in {root}",
            "nothing is ever overwritten here: choose another name or folder",
            tuple(f"{path}: {why}" for path, why in sorted(there.items())),
        )


def _carry_out(files: tuple[File, ...], root: Path) -> None:
    """Stage every file, then move each into place; what was moved goes again where one cannot be."""
    stage = root / STAGE
    shutil.rmtree(stage, ignore_errors=True)
    moved: list[Path] = []
    folders: list[Path] = []
    try:
        stage.mkdir()
        for number, file in enumerate(files):
            (stage / str(number)).write_bytes(file.text.encode())
        for number, file in enumerate(files):
            to = root / file.path
            folders += make_folders(to.parent)
            os.replace(stage / str(number), to)
            moved.append(to)
    except BaseException:
        for path in moved:
            path.unlink(missing_ok=True)
        remove_empty(reversed(folders))
        raise
    finally:
        shutil.rmtree(stage, ignore_errors=True)
