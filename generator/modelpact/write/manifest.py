"""The list of owned files: what a run wrote, or was about to write."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from modelpact.write.faults import WriteError, failure
from modelpact.write.names import MANIFEST, STAGE, why_not

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is owned: path to digest. ``writing`` is empty but in a run, and after one that was killed.

    ``owner`` is what writes to this tree: nothing but it may. Empty is ``generate``.
    """

    inputs: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    writing: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""

    @property
    def paths(self) -> set[str]:
        return self.files.keys() | self.writing.keys()

    def owns(self, path: str, digest: str) -> bool:
        """Tell whether a run wrote these bytes here, or was about to."""
        return digest in (self.files.get(path), self.writing.get(path))

    @property
    def text(self) -> str:
        files, writing = dict(sorted(self.files.items())), dict(sorted(self.writing.items()))
        owner = {"owner": self.owner} if self.owner else {}
        data: dict[str, Any] = {"version": 1, **owner, "inputs": self.inputs, "files": files}
        return json.dumps(data | ({"writing": writing} if writing else {}), indent=1) + "\n"


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
        raise failure(error, path) from error
    except (ValueError, RecursionError):
        data = None
    manifest = _parsed(data)
    if manifest is None:
        mend = "restore it (`git checkout`), or delete it together with the files that it lists"
        raise WriteError(f"{path} is damaged, so it cannot say which files are whose", mend)
    return manifest


def write_manifest(root: Path, manifest: Manifest) -> None:
    staged = root / STAGE / "manifest"
    staged.write_bytes(manifest.text.encode())
    os.replace(staged, root / MANIFEST)


def _parsed(data: Any) -> Manifest | None:
    match data:
        case {"version": 1, "inputs": str(inputs), "files": dict(files), **more}:
            writing, owner = more.get("writing", {}), more.get("owner", "")
        case _:
            return None
    if not isinstance(writing, dict) or not isinstance(owner, str):
        return None
    for path, digest in (*files.items(), *writing.items()):
        if why_not(path) or not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            return None
    return Manifest(inputs, files, writing, owner)
