"""Bodies of requests as they are read from files and pipes."""

from __future__ import annotations

import json
import sys
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


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number in JSON")
