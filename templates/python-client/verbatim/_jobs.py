"""Jobs: the first answer names one, and its pictures come when it is asked for again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from typing import Any
from urllib.parse import urljoin

from . import _answers, _raw
from ._answers import ImagesResponse, refuse_failure
from ._calling import Operation, Poll, among
from ._envelope import MISSING, at
from ._errors import APIError, APITimeoutError
from ._operation import OperationCall, wanting_a_picture
from ._options import Call
from ._origin import origin_of
from ._provider import BaseError
from ._raw import RawResponse, RequestInfo
from ._retry import asked_pause, not_as_promised
from ._waiting import Waiting

__all__ = ["JobFailedError", "JobTimeoutError"]

_SECURE = re.compile(r"https://([a-z0-9.-]+):443")
_OF_BODIES = ("content-type", "idempotency-key")


class JobFailedError(APIError):
    """The job ended badly; ``status`` is how, ``job`` its id or its link."""

    status: Any = None


class JobTimeoutError(APITimeoutError):
    """The job did not end in time; it may still. ``job`` is its id or its link, for ``resume``."""


@dataclass(frozen=True, slots=True)
class JobCall(OperationCall):
    """A call that begins a job, or goes on waiting for ``job``."""

    poll: Poll
    waiting: Waiting
    job: str = field(default="", repr=False)

    @classmethod
    def of(
        cls, call: OperationCall, poll: Poll, waiting: Waiting, job: str = ""
    ) -> JobCall:
        """The same call, knowing how to wait."""
        known = {each.name: getattr(call, each.name) for each in fields(call)}
        return cls(**known, poll=poll, waiting=waiting, job=job)


@dataclass(frozen=True, slots=True)
class JobResponse(_answers.RawResponse):
    """The answer of a job that is done."""

    job: str = field(default="", repr=False)
    begun_by: str | None = field(default=None, repr=False)
    """What the server calls the request that began the job."""

    def parse(self) -> ImagesResponse:
        """The pictures in it."""
        with _telling(self.job, self.begun_by):
            return _answers.RawResponse.parse(self)


class Job:
    """Begins a job, or takes one up again, and asks for it until it ends."""

    def __init__(
        self, call: JobCall, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._poll, self._begun, self._now = call.poll, call, now
        self._seconds = call.poll.timeout
        if call.waiting.timeout is not None:
            self._seconds = call.waiting.timeout
        self._ends = now() + self._seconds
        self._id: Any = MISSING
        self._request_id: str | None = None
        self._fetches = False
        self.job = ""
        self.call: Call = call
        if call.job:
            self._take(call.job)

    def pause(self, raw: RawResponse) -> float | None:
        """Seconds to wait before ``call`` is made; None where the answer has the pictures."""
        if self._fetches:
            return None
        body = _json(raw)
        begins = not self.job
        if begins:
            self._name(raw, body)
        if self._poll.id and self._id is MISSING:
            self._id = at(body, self._poll.id)
        status = at(body, self._poll.status)
        if status is MISSING and begins:
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
            if self._begun.way.answer.binary:
                wanting = wanting_a_picture(self.call.headers)
                self.call = replace(self.call, headers=wanting)
            self._fetches = True
            return 0.0
        seconds = self._begun.waiting.interval
        if seconds is None:
            asked = asked_pause(raw.headers)
            seconds = self._poll.interval if asked is None else asked
        if self._now() + seconds > self._ends:
            raise self._late(body, status)
        return seconds

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Whatever goes wrong once the job was begun, it may cost, and may be taken up again."""
        try:
            yield
        except BaseException as error:
            if self.job:
                _tell(error, self.job, self._request_id)
                if not isinstance(error, JobFailedError):
                    error.add_note(
                        f"the job {_raw.shortened(self.job)} may go on:"
                        " images.resume(model=..., job=error.job) waits for it"
                    )
            raise

    def answered(self, raw: RawResponse) -> JobResponse:
        """The last answer, or what it says that went wrong."""
        answer = self._begun.way.answer
        with _telling(self.job, self._request_id):
            refuse_failure(raw, answer)
        known = {each.name: getattr(raw, each.name) for each in fields(raw)}
        return JobResponse(
            **known, answer=answer, job=self.job, begun_by=self._request_id
        )

    def _name(self, raw: RawResponse, body: Any) -> None:
        said = at(body, self._poll.link if self._poll.asks is None else self._poll.id)
        if not isinstance(said, str | int) or isinstance(said, bool) or said == "":
            refuse_failure(raw, self._begun.way.answer)
            raise not_as_promised(raw, "the answer names no job")
        try:
            self._take(str(said))
        except BaseError as error:
            raise not_as_promised(raw, str(error)) from None
        self._request_id = raw.request_id
        self._ends = self._now() + self._seconds

    def _take(self, job: str) -> None:
        if self._poll.asks is None:
            self.call = self._linked(job)
        else:
            self._id = job
            self.call = self._called(self._poll.asks)
        self.job = job

    def _called(self, operation: Operation) -> Call:
        known = {} if self._id is MISSING else {"id": self._id}
        path = operation.filled({**self._begun.body, **known})
        return self._to(operation.method, self._begun.base_url + path)

    def _linked(self, job: str) -> Call:
        """Ask at a link of the same gateway: the key goes along."""
        try:
            url = urljoin(f"{self._begun.base_url}/", job)
        except ValueError:
            url = ""  # it is no URL
        if origin_of(url) != self._begun.origin and not self._is_known(url):
            raise BaseError("the link of the job leads to another server")
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
        kept = {
            name: value for name, value in headers if name.lower() not in _OF_BODIES
        }
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
        error.status = status
        return error

    def _late(self, body: Any, status: Any) -> JobTimeoutError:
        return JobTimeoutError(
            f"the job {_raw.shortened(self.job)} is still {status} after {self._seconds:g} s",
            request=self.call.request,
            body=body,
            maybe_billed=True,
            idempotency_key=self._begun.idempotency_key,
        )


@contextmanager
def _telling(job: str, request_id: str | None) -> Iterator[None]:
    """Whatever is wrong with the answer of a job is told with the job."""
    try:
        yield
    except APIError as error:
        _tell(error, job, request_id)
        raise


def _tell(error: BaseException, job: str, request_id: str | None) -> None:
    if isinstance(error, APIError):
        error.maybe_billed = True
    told = vars(error)
    told["job"] = job
    told["request_id"] = told.get("request_id") or request_id


def _json(raw: RawResponse) -> Any:
    try:
        return raw.json()
    except ValueError:
        raise not_as_promised(raw, "the answer is no JSON") from None


for _error in (JobFailedError, JobTimeoutError):
    _error.__module__ = __package__
