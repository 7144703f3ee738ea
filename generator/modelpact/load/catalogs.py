"""Read JSON that was given as a catalogue, bounded."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, Final, NoReturn

from modelpact.errors import Position, Problem, Unreadable
from modelpact.load.words import HELP

MAX_CATALOG_BYTES: Final = 128 << 20
"""Four thousand models, at the size that they usually have."""


def read_catalog(path: Path) -> bytes:
    """Return the bytes of a file, at most one more than are allowed."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_CATALOG_BYTES + 1)
    except OSError as error:
        raise Unreadable(f"{path}: {(error.strerror or 'the system refuses').lower()}") from error


def parse_catalog(content: bytes, path: str) -> tuple[Any, tuple[Problem, ...]]:
    """Return what the JSON says, or why it says nothing."""
    try:
        return _parsed(content), ()
    except RecursionError:
        reason = "lists and objects are nested too deeply"
    except UnicodeError:
        reason = "it is not JSON: its text is not UTF-8"
    except ValueError as error:
        reason = f"it is not JSON: {error}" if content.strip() else "it is empty"
    message = f"cannot be read as a catalogue: {reason}"
    return None, (Problem(Position(path), "L050", message, HELP["L050"]),)


def _parsed(content: bytes) -> Any:
    if len(content) > MAX_CATALOG_BYTES:
        raise ValueError(f"it is larger than {MAX_CATALOG_BYTES >> 20} MiB")
    data = json.loads(
        content, parse_constant=_refused, parse_float=_finite, object_pairs_hook=_distinct
    )
    if b"\\ud" in content.lower():  # half of a surrogate pair is no text
        json.dumps(data, ensure_ascii=False).encode()
    return data


def _refused(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        _refused(text)
    return value


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the key {twice[:60]!r} stands twice in one object")
    return data
