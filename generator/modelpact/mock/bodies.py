"""Bodies of requests: read up to a limit, and taken for what they say they are."""

from __future__ import annotations

import json
from typing import Any, Final, NoReturn

from starlette.requests import ClientDisconnect, Request

from modelpact import operations
from modelpact.mock import calls
from modelpact.travel import Part

_LARGEST: Final = 128 * 1024 * 1024


class Refused(Exception):
    """A request that gets an error instead of pictures."""

    def __init__(self, code: int, message: str, issue: Any = None) -> None:
        self.code, self.message, self.issue = code, message, issue


async def read(request: Request) -> bytes:
    """Read a body, but not more than anybody could mean."""
    large = Refused(413, f"The body is larger than {_LARGEST >> 20} MiB.")
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:12]) > _LARGEST:
        raise large
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > _LARGEST:
                raise large
            parts.append(part)
    except ClientDisconnect:
        raise Refused(400, "The body ended early.") from None
    return b"".join(parts)


def typed(request: Request) -> None:
    kind = request.headers.get("Content-Type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise Refused(415, f"The body is {kind[:80]!r}. Send Content-Type: application/json.")


async def form(request: Request, body: bytes) -> list[Part]:
    kind = request.headers.get("Content-Type", "")
    if kind.partition(";")[0].strip().lower() != operations.MULTIPART:
        raise Refused(415, f"The body is {kind[:80]!r}. Send {operations.MULTIPART}.")
    try:
        return await calls.parts(kind, body)
    except ValueError as error:
        raise Refused(400, f"The body is no form: {error}.") from None


def parsed(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=_constant)
    except RecursionError:
        raise Refused(400, "The body is nested too deeply.") from None
    except ValueError as error:
        why = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise Refused(
            400, f"The body is not JSON: {why}." if body else "There is no body."
        ) from None


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
