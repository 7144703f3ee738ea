"""Jobs: the first answer names one, and its pictures come when it is asked for again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urljoin

from . import _raw
from ._answers import refuse_failure
from ._calling import Operation, among
from ._envelope import MISSING, at
from ._errors import APIError, APITimeoutError
from ._operation import OperationCall
from ._options import Call
from ._origin import origin_of
from ._raw import RawResponse, RequestInfo
from ._retry import asked_pause, not_as_promised

__all__ = ["JobFailedError", "JobTimeoutError"]

_SECURE = re.compile(r"https://([a-z0-9.-]+):443")
_OF_BODIES = ("content-type", "idempotency-key")


class JobFailedError(APIError):
    """The job ended badly; ``status`` is how, ``job`` its id or its link."""

    job: str = ""
    status: Any = None


class JobTimeoutError(APITimeoutError):
    """The job did not end in time; it may still. ``job`` is its id or its link."""

    job: str = ""


class Job:
    """Asks for one job until it ends."""

    def __init__(
        self,
        call: OperationCall,
        first: RawResponse,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        poll = call.way.answer.poll
        assert poll is not None
        self._poll, self._begun, self._now = poll, call, now
        self._ends = now() + poll.timeout
        self._first = first
        self._fetches = False
        body = _json(first)
        said = at(body, poll.link if poll.asks is None else poll.id)
        if not isinstance(said, str | int) or isinstance(said, bool) or said == "":
            refuse_failure(first, call.way.answer)
            raise not_as_promised(first, "the answer names no job")
        self.job = str(said)
        self._id = at(body, poll.id) if poll.id else None
        asks = self._linked(first) if poll.asks is None else self._called(poll.asks)
        self.call: Call = asks

    def pause(self, raw: RawResponse) -> float | None:
        """Seconds to wait before ``call`` is made; None where the answer has the pictures."""
        if self._fetches:
            return None
        body = _json(raw)
        status = at(body, self._poll.status)
        if status is MISSING and raw is self._first:
            status = "begun"  # some gateways name the job at first, and no more
        if status is MISSING:
            refuse_failure(raw, self._begun.way.answer)
            raise not_as_promised(raw, "the answer does not say how the job stands")
        if among(status, self._poll.failed):
            raise self._failed(raw, body, status)
        if among(status, self._poll.done):
            if self._poll.answer is None:
                return None
            self.call = self._called(self._poll.answer)
            self._fetches = True
            return 0.0
        asked = asked_pause(raw.headers)
        seconds = self._poll.interval if asked is None else asked
        if self._now() + seconds > self._ends:
            raise self._late(body, status)
        return seconds

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Whatever goes wrong from here on, the job was begun and may cost."""
        try:
            yield
        except APIError as error:
            error.maybe_billed = True
            raise

    def _called(self, operation: Operation) -> Call:
        path = operation.filled({**self._begun.body, "id": self._id})
        return self._to(operation.method, self._begun.base_url + path)

    def _linked(self, first: RawResponse) -> Call:
        """Ask at a link of the same gateway: the key goes along."""
        url = urljoin(f"{self._begun.base_url}/", self.job)
        if origin_of(url) != self._begun.origin and not self._is_known(url):
            raise not_as_promised(first, "the link of the job leads to another server")
        return self._to("GET", url)

    def _is_known(self, url: str) -> bool:
        found = _SECURE.fullmatch(origin_of(url))
        return found is not None and any(
            found[1].endswith(host[1:]) if host.startswith("*.") else found[1] == host
            for host in self._poll.hosts
        )

    def _to(self, method: str, url: str) -> Call:
        begun = self._begun
        headers = begun.headers.items()
        kept = {name: value for name, value in headers if name.lower() not in _OF_BODIES}
        return Call(
            request=RequestInfo(method, url),
            origin=begun.origin,
            content=b"",
            headers=kept,
            query=begun.query,
            timeout=begun.timeout,
            max_retries=begun.max_retries,
            retry_unsafe=begun.retry_unsafe or method == "GET",
            idempotency_key=begun.idempotency_key,
            scrub=begun.scrub,
        )

    def _failed(self, raw: RawResponse, body: Any, status: Any) -> JobFailedError:
        said = at(body, self._poll.reason) if self._poll.reason else MISSING
        reason = said if isinstance(said, str) and said else "no reason given"
        error = JobFailedError(
            f"the job {_raw.shortened(self.job)} is {status}: {_raw.shortened(reason)}",
            request=raw.request,
            body=body,
            maybe_billed=True,
            idempotency_key=self._begun.idempotency_key,
        )
        error.job, error.status = self.job, status
        return error

    def _late(self, body: Any, status: Any) -> JobTimeoutError:
        error = JobTimeoutError(
            f"the job {_raw.shortened(self.job)} is still {status} after"
            f" {self._poll.timeout:g} s",
            request=self.call.request,
            body=body,
            maybe_billed=True,
            idempotency_key=self._begun.idempotency_key,
        )
        error.job = self.job
        return error


def _json(raw: RawResponse) -> Any:
    try:
        return raw.json()
    except ValueError:
        raise not_as_promised(raw, "the answer is no JSON") from None


for _error in (JobFailedError, JobTimeoutError):
    _error.__module__ = __package__
