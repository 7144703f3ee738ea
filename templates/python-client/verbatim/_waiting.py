"""How a call waits for its job."""

from __future__ import annotations

import math
import threading
from typing import Any, Final, NamedTuple, Self

from . import _options
from ._provider import BaseError


class RequestOptions(_options.RequestOptions, total=False):
    """Options of one call, and of waiting for the job that it begins."""

    poll_interval: float
    """Seconds from one question how the job stands to the next, whatever the gateway asks for."""
    poll_timeout: float | None
    """Seconds to wait for the job, 0 only begins it; None waits for ever. It goes on all the same."""


OPTIONS: Final = RequestOptions.__annotations__.keys() - _options.OPTIONS
"""Those that only calls with jobs have."""


class Waiting(NamedTuple):
    """Seconds from question to question and for them all; None where the model's are meant."""

    interval: float | None
    timeout: float | None

    @classmethod
    def of(cls, options: dict[str, Any]) -> Self:
        """Read options, before anything is sent that costs."""
        interval: float | None = None
        if "poll_interval" in options:
            interval = _seconds(options["poll_interval"])
            if not interval:
                raise BaseError("poll_interval is a number of seconds above 0")
        timeout: float | None = None
        if "poll_timeout" in options:
            given = options["poll_timeout"]
            timeout = math.inf if given is None else _seconds(given)
            if timeout is None:
                raise BaseError("poll_timeout is a number of seconds, or None")
        return cls(interval, timeout)


def _seconds(value: Any) -> float | None:
    """A time that can be waited for, else None."""
    fits = type(value) in (int, float) and 0 <= value <= threading.TIMEOUT_MAX
    return value if fits else None
