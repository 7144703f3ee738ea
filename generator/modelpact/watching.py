"""An eye on the pacts: who asks is told of each edit, however an editor saves and whatever becomes of the folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Final

import watchfiles

from modelpact.load.sources import is_hidden, is_yaml

_DEBOUNCE: Final = 200
"""Milliseconds in which edits count as one."""
_GLANCE: Final = 1000
"""Milliseconds after which to look even where nothing was told: a folder that was moved away tells nothing."""

State = tuple[tuple[str, int, int, int], ...]


def edits(
    folder: Path, stop: Event | None = None, *, templates: Path | None = None
) -> Iterator[None]:
    """Yield once at first, then after each edit of the pacts in ``folder`` or of a file in ``templates``.

    It ends when ``stop`` is set. What happens while the caller works on one edit is yielded as the next.
    """
    folders = (folder, templates) if templates else (folder,)
    seen: State | None = None
    while stop is None or not stop.is_set():
        found = (*_state(folder, is_yaml), *(_state(templates) if templates else ()))
        if found != seen:
            seen = found
            yield
        elif not _wait(folders, stop):
            return


def _wait(folders: tuple[Path, ...], stop: Event | None) -> bool:
    """Wait until something may have happened; return whether to go on."""
    around = [
        next((at for at in (folder, *folder.absolute().parents) if at.is_dir()), Path.cwd())
        for folder in folders
    ]
    try:
        waiting = watchfiles.watch(
            *around,
            watch_filter=None,
            debounce=_DEBOUNCE,
            rust_timeout=_GLANCE,
            yield_on_timeout=True,
            stop_event=stop,
            recursive=tuple(around) == folders,
        )
        return next(waiting, None) is not None
    except FileNotFoundError:  # it went away just now
        return True


def _state(folder: Path, is_one: Callable[[str], bool] = lambda name: True) -> State:
    """Return what tells one state of a folder from another, without reading it; ``is_one``: whether a name counts.

    What was moved away and back is not what it was: whoever looked meanwhile did not see it.
    """
    found = _stamp(str(folder))
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(name for name in names if is_one(name) and not is_hidden(name)):
            found += _stamp(os.path.join(at, name))
    return tuple(found)


def _stamp(path: str) -> list[tuple[str, int, int, int]]:
    try:
        stat = os.stat(path)
    except OSError:
        return []
    return [(path, stat.st_ino, stat.st_ctime_ns, stat.st_size)]
