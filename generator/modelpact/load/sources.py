"""Spec files before anything is made of them, and which of the files of a folder they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from modelpact.document import DocumentKind

MAX_BYTES: Final = 1 << 20

LANGUAGE_FOLDER: Final = "language"
"""Lies beside the providers and is none."""

MISSING: Final = "missing"
"""The content of a provider file that should be there."""

IS_FOLDER: Final = "it is a folder"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of a spec folder, before anything is made of it.

    ``path`` is relative to the spec folder, with forward slashes. ``kind`` is None where nothing reads such a
    file. ``content`` is its bytes (at most one more than are allowed), or a text: why it could not be read.
    """

    path: str
    provider: str
    kind: DocumentKind | None
    content: bytes | str


@dataclass(frozen=True, slots=True)
class Entry:
    """What should be a YAML file: the parts of its path below the provider, why it is none, and how to read it."""

    parts: tuple[str, ...]
    fault: str
    read: Callable[[], bytes | str]


def provider_files(folder: str, entries: Iterable[Entry]) -> Iterator[SourceFile]:
    """Yield the YAML files of one provider, and a fault for the provider file when it is missing."""
    provider = spelled(folder)
    single: set[DocumentKind] = set()
    for entry in entries:
        kind = _kind(entry.parts)
        if kind in ("provider", "changelog"):
            known, kind = kind, None if kind in single else kind
            single.add(known)
        name = "/".join((provider, *map(spelled, entry.parts)))
        yield SourceFile(
            name, provider, kind, entry.fault or (_content(folder, entry) if kind else b"")
        )
    if "provider" not in single:
        yield SourceFile(f"{provider}/provider.yaml", provider, "provider", MISSING)


def _content(folder: str, entry: Entry) -> bytes | str:
    if not all(part.isprintable() for part in (folder, *entry.parts)):
        return "its name holds bytes or characters that are no text"
    return entry.read()


def is_yaml(name: str) -> bool:
    """Tell whether a file of this name would be a pact, were it in the right place."""
    return name.lower().endswith((".yaml", ".yml"))


def is_hidden(name: str) -> bool:
    """Tell whether a file or folder is passed over in silence."""
    return name.startswith(".")


def is_provider(names: Iterable[str]) -> bool:
    """Tell whether a folder with these names in it is that of one provider, and not the one above."""
    found = set(names)
    return any(_kind((name,)) == "provider" for name in found) and bool(
        found & {"families", "models"}
    )


def _kind(parts: tuple[str, ...]) -> DocumentKind | None:
    if not parts or not parts[-1].endswith((".yaml", ".yml")):
        return None
    match parts:
        case ("provider.yaml" | "provider.yml",):
            return "provider"
        case ("changelog.yaml" | "changelog.yml",):
            return "changelog"
        case ("families", _):
            return "family"
        case ("models", _, *_):
            return "model"
        case _:
            return None


def spelled(name: str) -> str:
    """Show a file name as text, whatever bytes it is made of."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
