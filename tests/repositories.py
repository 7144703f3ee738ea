"""Git repositories, for tests of what is read from them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from javascript import missing

_OWN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | {
    f"GIT_{who}_{what}": "a@a.test" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


def git(folder: Path, *words: str, given: bytes = b"") -> str:
    """Run git in a folder, whatever its user has set."""
    if not shutil.which("git"):
        missing("git")
    done = subprocess.run(
        ("git", *words), cwd=folder, input=given, env={**os.environ, **_OWN}, capture_output=True
    )
    assert done.returncode == 0, os.fsdecode(done.stderr)
    return os.fsdecode(done.stdout).strip()


def commit(folder: Path) -> None:
    """Commit all that lies in a folder, which becomes a repository if it is none."""
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message=x")


def tree(folder: Path, *entries: tuple[str, bytes, str]) -> str:
    """Write a tree of mode, name and id that no checkout would make, and return its id."""
    content = b"".join(
        mode.encode() + b" " + name + b"\0" + bytes.fromhex(id_) for mode, name, id_ in entries
    )
    words = ("hash-object", "-t", "tree", "-w", "--stdin", "--literally")
    return git(folder, *words, given=content)


def blob(folder: Path, content: bytes) -> str:
    """Write a file's bytes, and return their id."""
    return git(folder, "hash-object", "-w", "--stdin", given=content)
