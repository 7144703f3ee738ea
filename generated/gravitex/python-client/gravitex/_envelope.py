"""Where things stand in an answer."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

MISSING: Final = object()


class Envelope(NamedTuple):
    """A shape of the answer: paths to its parts, empty where it has none."""

    name: str
    images: tuple[str, ...]
    created: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    message: tuple[str, ...] = ()
    success: int | None = None


def at(body: Any, path: tuple[str, ...]) -> Any:
    """What stands at a path, or MISSING."""
    for step in path:
        if isinstance(body, dict):
            body = body.get(step, MISSING)
        elif isinstance(body, list) and step.isdecimal() and int(step) < len(body):
            body = body[int(step)]
        else:
            return MISSING
    return body
