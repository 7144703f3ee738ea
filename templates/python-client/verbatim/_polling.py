"""Clients of a gateway some of whose calls begin jobs."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar, Unpack

from . import _operations, _resource
from ._answers import RawResponse
from ._calls import WAYS
from ._conversation import Conversation
from ._jobs import Job, JobCall
from ._layout import merge
from ._operation import OperationCall, operated
from ._options import Call
from ._resource import Then
from ._waiting import OPTIONS, RequestOptions, Waiting

R = TypeVar("R")


class Resource(_operations.Resource[R]):
    """Calls that may begin jobs, and wait for them as they are told to."""

    __slots__ = ()

    def post(self, body: Mapping[str, Any], **options: Unpack[RequestOptions]) -> R:
        """Send a body as it is: nothing is laid out, everything is possible."""
        calls, rest = self._parted({**options})
        return calls.post(body, **rest)

    def resume(self, *, model: str, job: str, **options: Unpack[RequestOptions]) -> R:
        """Go on waiting for a job that was begun: nothing is asked for that costs again.

        No idempotency key is sent, and none is told by what comes back or goes wrong.
        ``job`` is what the error told that ended the waiting. What stands in the address of the job
        besides goes into ``extra_body``.
        """
        given: dict[str, Any] = {**options}
        waiting = Waiting.of(given)
        body: dict[str, Any] = {"model": model}
        merge(body, given.get("extra_body") or {})
        call = operated(_resource._call(self._config, {}, given), self._config, body)
        poll = call.way.answer.poll
        if poll is None:
            able = ", ".join(name for name, way in WAYS.items() if way.answer.poll)
            raise TypeError(f"{model} begins no jobs; those that do: {able}")
        if not isinstance(job, str) or not job:
            raise TypeError("job is what the error told: the id of a job, or its link")
        call = replace(call, idempotency_key="")
        return self._sender(JobCall.of(call, poll, waiting, job), None)

    def _generate(self, id_: str, given: dict[str, Any]) -> R:
        calls, rest = self._parted(given)
        return calls._generate(id_, rest)

    def _converse(self, id_: str, given: dict[str, Any]) -> Conversation[R]:
        calls, rest = self._parted(given)
        return calls._converse(id_, rest)

    def _parted(
        self, given: dict[str, Any]
    ) -> tuple[_operations.Resource[R], dict[str, Any]]:
        """The same calls, waiting as they are told to, and what else was given."""
        waiting = Waiting.of(given)

        def send(call: Call, then: Then) -> R:
            assert isinstance(call, OperationCall)
            poll = call.way.answer.poll
            return self._sender(
                call if poll is None else JobCall.of(call, poll, waiting), then
            )

        rest = {name: value for name, value in given.items() if name not in OPTIONS}
        return _operations.Resource(self._config, send), rest


class SyncClient(_operations.SyncClient):
    """Sends calls and waits for the answers, also for those of jobs. Threads may share it."""

    def _send(self, call: Call) -> RawResponse:
        if not isinstance(call, JobCall):
            return super()._send(call)
        job = Job(call)
        with job.asking():
            raw = super()._exchanged(job.call)
            while (pause := job.pause(raw)) is not None:
                time.sleep(pause)
                raw = super()._exchanged(job.call)
        return job.answered(raw)


class AsyncClient(_operations.AsyncClient):
    """As SyncClient, for asyncio and trio; cancelling ends the waiting, not the job."""

    async def _send(self, call: Call) -> RawResponse:
        if not isinstance(call, JobCall):
            return await super()._send(call)
        import anyio

        job = Job(call)
        with job.asking():
            raw = await super()._exchanged(job.call)
            while (pause := job.pause(raw)) is not None:
                await anyio.sleep(pause)
                raw = await super()._exchanged(job.call)
        return job.answered(raw)
