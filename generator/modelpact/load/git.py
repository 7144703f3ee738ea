"""Ask git what a revision holds. Nothing is checked out or written, and no shell reads what was typed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, NamedTuple

from modelpact.errors import Unreadable

_CHUNK: Final = 1 << 20
_LINK: Final = "120000"
_SUBMODULE: Final = "160000"
_FAULTS: Final = {
    _LINK: "it is a link, and links in a revision are not followed",
    _SUBMODULE: "it is a submodule, whose files are in a repository of its own",
}


class Listed(NamedTuple):
    """A file of a revision: the parts of its path, the id of its bytes, and why it cannot be read."""

    parts: tuple[str, ...]
    id: str
    fault: str = ""


class Git:
    """The repository that a folder lies in."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told("rev-parse", "--git-dir")

    @property
    def prefix(self) -> str:
        """The folder's path from the top of the repository; empty at the top, or with a slash behind."""
        return self._line("rev-parse", "--show-prefix")

    def files(self, revision: str) -> list[Listed]:
        """Return every file of a revision, or of the index where it is empty, with paths from the top."""
        if not revision:
            return self._staged()
        # a revision that begins with - would be an option
        named = f"{revision}^{{tree}}"
        tree = "" if named[0] == "-" else self._line("rev-parse", "--verify", "--quiet", named)
        if not re.fullmatch("[0-9a-f]{40,64}", tree):
            shallow = self._line("rev-parse", "--is-shallow-repository") == "true"
            mend = "The clone is shallow: `git fetch --unshallow` gets the rest." if shallow else ""
            raise Unreadable(f"git knows no revision {revision!r}", mend)
        found = []
        for words, parts in _entries(self._told("ls-tree", "-r", "-z", "--full-tree", tree)):
            mode, _, id_ = words
            found.append(Listed(parts, id_, _FAULTS.get(mode, "")))
        return found

    def _staged(self) -> list[Listed]:
        top = self._line("rev-parse", "--show-toplevel")
        if not top:
            raise Unreadable("a repository without a working tree has no index")
        found = []
        for words, parts in _entries(self._told("-C", top, "ls-files", "--stage", "-z")):
            mode, id_, stage = words
            fault = _FAULTS.get(mode, "") if stage == "0" else "it is in conflict: merge it first"
            found.append(Listed(parts, id_, fault))
        return found

    @contextmanager
    def contents(self) -> Iterator[Contents]:
        """Read what files hold, as long as this lasts."""
        command = ("git", "cat-file", "--batch")
        with subprocess.Popen(
            command, cwd=self._folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdin and process.stdout
            yield Contents(process.stdin, process.stdout)

    def _line(self, *words: str) -> str:
        """Return the line that git answers, or nothing where it refuses."""
        done = self._run(*words)
        return "" if done.returncode else os.fsdecode(done.stdout).removesuffix("\n")

    def _told(self, *words: str) -> bytes:
        """Return what git answers, or fail with what it says instead."""
        done = self._run(*words)
        if done.returncode:
            said = os.fsdecode(done.stderr).strip().removeprefix("fatal: ")
            raise Unreadable(f"git says: {said.partition(chr(10))[0]}")
        return done.stdout

    def _run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                ("git", *words), cwd=self._folder, stdin=subprocess.DEVNULL, capture_output=True
            )
        except (OSError, ValueError) as error:  # no git, or a text that no command can be given
            raise Unreadable(f"git cannot be asked: {error}") from error


class Contents:
    """What files of a repository hold, read one after the other from one process."""

    def __init__(self, asked: IO[bytes], answered: IO[bytes]) -> None:
        self._asked, self._answered = asked, answered

    def of(self, id: str, most: int) -> bytes:
        """Return the bytes of a file, no more than ``most``."""
        try:
            self._asked.write(f"{id}\n".encode())
            self._asked.flush()
            head = self._answered.readline().split()
        except BrokenPipeError:
            head = []
        if len(head) != 3:  # it says "missing", or has stopped
            raise Unreadable(f"git cannot read the object {id}", "Run `git fsck`.")
        size = int(head[2])
        kept = self._answered.read(min(size, most))
        left = size - len(kept) + 1  # a line break follows
        while left and (passed := self._answered.read(min(left, _CHUNK))):
            left -= len(passed)
        return kept


def _entries(found: bytes) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """Yield the three words that git says of a file, and the parts of its path."""
    for line in found.split(b"\0")[:-1]:
        head, _, path = line.partition(b"\t")
        yield head.decode("ascii").split(), tuple(os.fsdecode(path).split("/"))
