"""What a tree that cannot be read or written is answered with."""

from __future__ import annotations

from pathlib import Path


class WriteError(Exception):
    """A tree that cannot be read or written: why, how to mend it, and a line for each file concerned."""

    def __init__(self, message: str, help: str = "", details: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.help = help
        self.details = details


def failure(error: OSError, at: Path) -> WriteError:
    where = error.filename if isinstance(error.filename, str) else str(error.filename or at)
    return WriteError(
        f"{where}: {error.strerror or error}", "see to it, then run again: no half file was left"
    )
