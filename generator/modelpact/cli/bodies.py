"""Bodies of requests: how they are read from files and pipes, and what is said of them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from typing import Any, NoReturn


class Unreadable(Exception):
    """A text is no JSON, or none that can be worked on."""


def opened(path: str) -> Any:
    """Open a file, or standard input for ``-``, to read bytes from."""
    return nullcontext(sys.stdin.buffer) if path == "-" else open(path, "rb")


def parsed(text: bytes) -> Any:
    """Read JSON, or raise Unreadable."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError as error:
        raise Unreadable("cannot check: nested too deeply") from error
    except UnicodeDecodeError as error:
        raise Unreadable("not JSON: not UTF-8") from error
    except ValueError as error:
        raise Unreadable(f"not JSON: {error}" if text.strip() else "not JSON: empty") from error


def issue(found: Any) -> dict[str, Any]:
    """Spell an issue for JSON."""
    told = {name: getattr(found, name) for name in ("pointer", "code", "severity", "message")}
    return told | ({"fix": found.fix} if found.fix is not None else {})


def verdict(issues: Iterable[Any]) -> str:
    """``accept``, ``warn`` or ``reject``."""
    severities = {found.severity for found in issues}
    return "reject" if "error" in severities else "warn" if severities else "accept"


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")
