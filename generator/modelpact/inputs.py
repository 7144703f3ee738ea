"""Digest everything that output is made from, quickly and without reading any of it as more than bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator

_ENDS = {
    "code": (".py",),
    "language": (".json",),
    "templates": ("",),
    "overrides": ("",),
    "spec": (".yaml", ".yml"),
}


def inputs_digest(*, spec: str, language: str, templates: str, overrides: str = "") -> str:
    """Return the SHA-256 of names and bytes of the generator, the pact language, the templates and the pacts.

    ``overrides`` is a folder of templates that lie over those, if there is one.
    What only prints, writes or answers is left out: it changes no output. Where the folders lie makes no difference.
    """
    code = os.path.dirname(os.path.abspath(__file__))
    total = hashlib.sha256()
    folders = {"code": code, "language": language, "templates": templates, "spec": spec}
    folders |= {"overrides": overrides} if overrides else {}
    for label, folder in folders.items():
        for path in sorted(_paths(folder, "")):
            full = os.path.join(folder, path)
            apart = (label, path.split("/")[0]) in _APART
            if not apart and (path.endswith(_ENDS[label]) or os.path.islink(full)):
                data = _bytes(full)
                head = f"{label}/{path}\0{len(data)}\0".encode("utf-8", "surrogateescape")
                total.update(head + data)
    return total.hexdigest()


_APART = frozenset(
    {
        ("code", "bundles.py"),
        ("code", "cli"),
        ("code", "docs"),
        ("code", "emission.py"),
        ("code", "mock"),
        ("code", "probe"),
        ("code", "sender"),
        ("code", "serving.py"),
        ("code", "sides.py"),
        ("code", "travel.py"),
        ("code", "validators.py"),
        ("code", "write"),
        ("code", "_data"),
        ("templates", "emission"),
        ("language", "editor"),
        ("spec", "language"),
    }
)


def _paths(folder: str, below: str) -> Iterator[str]:
    with os.scandir(os.path.join(folder, below)) as entries:
        for entry in entries:
            if entry.name[0] == "." or entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _paths(folder, f"{below}{entry.name}/")
            else:
                yield below + entry.name


def _bytes(path: str) -> bytes:
    if os.path.isdir(path):  # a link to a folder: what it holds counts where it lies
        return os.fsencode(os.readlink(path))
    with open(path, "rb") as stream:
        return stream.read()
