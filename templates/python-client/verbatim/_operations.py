"""Clients of a gateway whose calls are more than one JSON body sent and one received."""

from __future__ import annotations

from typing import Any, TypeVar

from . import _client, _raw, _resource
from ._answers import ImagesResponse, RawResponse, answered, refuse_failure
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
    """Sends calls and waits for the answers. Threads may share it."""

    def _send(self, call: Call) -> RawResponse:
        assert isinstance(call, OperationCall)
        raw = self._exchanged(call)
        refuse_failure(raw, call.way.answer)
        return answered(raw, call.way.answer)

    def _exchanged(self, call: Call) -> _raw.RawResponse:
        return super()._send(call)

    def _answer(self, call: Call, then: Then) -> ImagesResponse:
        response = self._send(call).parse()
        if then:
            then(response)
        return response


class AsyncClient(_client.AsyncClient):
    """As SyncClient, for asyncio and trio."""

    async def _send(self, call: Call) -> RawResponse:
        assert isinstance(call, OperationCall)
        raw = await self._exchanged(call)
        refuse_failure(raw, call.way.answer)
        return answered(raw, call.way.answer)

    async def _exchanged(self, call: Call) -> _raw.RawResponse:
        return await super()._send(call)

    async def _answer(self, call: Call, then: Then) -> ImagesResponse:
        response = (await self._send(call)).parse()
        if then:
            then(response)
        return response
