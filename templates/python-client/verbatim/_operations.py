"""Clients of a gateway whose calls are more than one JSON body sent and one received."""

from __future__ import annotations

import time
from typing import Any, TypeVar

from . import _client, _resource
from ._answers import ImagesResponse, RawResponse, answered, refuse_failure
from ._jobs import Job
from ._layout import merge
from ._operation import OperationCall, directed
from ._options import Call
from ._resource import Then

R = TypeVar("R")


class Resource(_resource.Resource[R]):
    """Calls that go where their model is called."""

    __slots__ = ()

    def _sent(self, body: dict[str, Any], options: dict[str, Any], then: Then) -> R:
        merge(body, options.get("extra_body") or {})
        if options.get("validate", self._config.validate):
            _resource.check(body)
        call = _resource._call(self._config, {}, options)
        return self._sender(directed(call, self._config, body), then)


class SyncClient(_client.SyncClient):
    """Sends calls and waits for the answers, also for those of jobs. Threads may share it."""

    def _send(self, call: Call) -> RawResponse:
        assert isinstance(call, OperationCall)
        answer = call.way.answer
        raw = super()._send(call)
        if answer.poll is not None:
            job = Job(call, raw)
            with job.asking():
                while (pause := job.pause(raw)) is not None:
                    time.sleep(pause)
                    raw = super()._send(job.call)
        refuse_failure(raw, answer)
        return answered(raw, answer)

    def _answer(self, call: Call, then: Then) -> ImagesResponse:
        response = self._send(call).parse()
        if then:
            then(response)
        return response


class AsyncClient(_client.AsyncClient):
    """As SyncClient, for asyncio and trio; cancelling ends the waiting, not the job."""

    async def _send(self, call: Call) -> RawResponse:
        assert isinstance(call, OperationCall)
        answer = call.way.answer
        raw = await super()._send(call)
        if answer.poll is not None:
            import anyio

            job = Job(call, raw)
            with job.asking():
                while (pause := job.pause(raw)) is not None:
                    await anyio.sleep(pause)
                    raw = await super()._send(job.call)
        refuse_failure(raw, answer)
        return answered(raw, answer)

    async def _answer(self, call: Call, then: Then) -> ImagesResponse:
        response = (await self._send(call)).parse()
        if then:
            then(response)
        return response
