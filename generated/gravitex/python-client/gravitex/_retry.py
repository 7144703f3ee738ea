"""When a call is made again: by itself only where no work can have begun."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any, Final
from urllib.parse import urljoin

from . import _raw
from ._errors import (
    APIConnectionError,
    APIResponseValidationError,
    APIStatusError,
    APITimeoutError,
    status_error,
)
from ._options import Call
from ._origin import origin_of
from ._provider import BaseError
from ._raw import RawResponse

FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 8.0
LONGEST_ASKED_PAUSE: Final = 120.0
_NO_CONNECTION: Final = {"ConnectError", "ConnectTimeout", "PoolTimeout", "ProxyError"}
_NO_REQUEST: Final = {"UnsupportedProtocol", "InvalidURL", "LocalProtocolError"}
_REFUSED: Final = frozenset({400, 401, 402, 403, 404, 405, 413, 415, 422, 429})
"""Answers that say plainly that no work was begun."""


class TooLong(Exception):
    """An answer of more bytes than anybody should have to keep."""


class Attempts:
    """Judges what became of each attempt of a call: how long to wait before the next, or the error."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._made = 0

    def failed(self, error: Exception) -> float:
        """Return how many seconds to wait after an attempt without an answer, or raise."""
        if isinstance(error, BaseError | ImportError):  # nothing was sent
            raise error
        kinds = {kind.__name__ for kind in type(error).__mro__}
        unsent = bool(kinds & (_NO_CONNECTION | _NO_REQUEST))
        again = bool(kinds & _NO_CONNECTION) if unsent else self._call.retry_unsafe
        again = again and not isinstance(error, TooLong)
        if again and self._made < self._call.max_retries:
            return self._pause({})
        _forget_frames(error)
        told = f"{type(error).__name__}: {_raw.shortened(str(error))}".rstrip(": ")
        kind = APITimeoutError if "TimeoutException" in kinds else APIConnectionError
        where = "cannot reach" if unsent else "no whole answer from"
        raise kind(
            f"{where} {self._call.origin} ({told})",
            request=self._call.request,
            maybe_billed=not unsent,
            idempotency_key=self._call.idempotency_key,
        ) from error

    def answered(self, raw: RawResponse) -> float | None:
        """Return None for a success, seconds to wait before the next attempt, or raise."""
        body = _json(raw)
        said = _raw.code(body) if raw.status_code < 300 else None
        if raw.status_code < 300 and said is None:
            return None
        if raw.status_code >= 400:
            inner = _raw.code(body)
            said = inner if isinstance(inner, int) and inner >= 400 else raw.status_code
        status = _number(said, raw.status_code)
        if 300 <= raw.status_code < 400:
            status = raw.status_code
        safe = status == 429 or (status == 503 and "retry-after" in raw.headers)
        unsafe = self._call.retry_unsafe and (status in (408, 409) or status >= 500)
        if (safe or unsafe) and self._made < self._call.max_retries:
            return self._pause(raw.headers)
        raise self._error(raw, body, status, safe)

    def _error(
        self, raw: RawResponse, body: Any, status: int, safe: bool
    ) -> APIStatusError:
        if 300 <= status < 400:
            target = origin_of(
                urljoin(self._call.request.url, raw.headers.get("location", ""))
            )
            message = (
                f"the server redirects to {target or 'nowhere'}, and a request with"
                " its key is not sent on; set base_url if that is where it belongs"
            )
        else:
            message = _raw.message(body, raw)
        return status_error(status)(
            f"{status}: {message}",
            status_code=status,
            response=raw,
            request=self._call.request,
            body=body,
            code=_raw.code(body),
            maybe_billed=not (safe or status in _REFUSED),
            idempotency_key=self._call.idempotency_key,
        )

    def _pause(self, headers: Mapping[str, str]) -> float:
        asked = asked_pause(headers)
        longest = min(LONGEST_PAUSE, FIRST_PAUSE * 2**self._made)
        self._made += 1
        return longest * (1 - random.random() / 4) if asked is None else asked


def _number(said: int | str | None, otherwise: int) -> int:
    """A code as a number, where it is one."""
    text = str(said)
    return int(text) if text.removeprefix("-").isdecimal() else otherwise


def asked_pause(headers: Mapping[str, str]) -> float | None:
    """Read how many seconds the server asks to wait, no more than two minutes."""
    seconds: float | None = None
    try:
        if "retry-after-ms" in headers:
            seconds = float(headers["retry-after-ms"]) / 1000
        elif "retry-after" in headers:
            text = headers["retry-after"]
            try:
                seconds = float(text)
            except ValueError:
                seconds = parsedate_to_datetime(text).timestamp() - time.time()
    except (ValueError, TypeError, OverflowError):
        return None
    if seconds is None or math.isnan(seconds):
        return None
    return min(max(seconds, 0.0), LONGEST_ASKED_PAUSE)


def not_as_promised(raw: RawResponse, why: str) -> APIResponseValidationError:
    """The error for an answer that cannot be used."""
    return APIResponseValidationError(
        f"{why}; the answer begins: {_raw.shortened(raw.text[:200]) or '(nothing)'}",
        response=raw,
        request=raw.request,
        body=_json(raw),
        maybe_billed=True,
        idempotency_key=raw.idempotency_key,
    )


def _json(raw: RawResponse) -> Any:
    try:
        return raw.json()
    except ValueError:
        return None


def _forget_frames(error: BaseException) -> None:
    """Drop the frames of the transport: among their variables is the header with the key."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        found = waiting.pop()
        if found is not None and id(found) not in seen:
            seen.add(id(found))
            nothing: TracebackType | None = None
            found.__traceback__ = nothing
            waiting += [found.__cause__, found.__context__]
