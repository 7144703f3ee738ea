"""The process around the mock gateway: a socket, uvicorn, and an end that leaves nothing behind."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from typing import Any, cast

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from modelpact.mock.wire import CONNECTION
from modelpact.serving import Server


class _Connection(H11Protocol):
    """A connection that requests can get at, since some of them want it broken."""

    hanging = False
    """Nobody is working on an answer any more: the end of the server need not wait for it."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._ending = asyncio.Event()

    async def pause(self, seconds: float) -> None:
        """Wait, but no longer than the server lives."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._ending.wait(), seconds)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        app = cast(ASGIApp, self.app)
        # asyncio does so for sockets that say they are TCP, and one by ``listen`` does not: answers would take 40 ms.
        found = transport.get_extra_info("socket")
        found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

        async def with_connection(scope: Scope, receive: Receive, send: Send) -> None:
            scope[CONNECTION] = self
            await app(scope, receive, send)

        self.app = cast(Any, with_connection)
        super().connection_made(transport)

    def shutdown(self) -> None:
        self._ending.set()
        if self.hanging:
            self.transport.abort()
        else:
            super().shutdown()


def server(app: ASGIApp) -> Server:
    """Return a server of this application; ``run(sockets=[...])`` serves until it is told to stop."""
    return Server(
        uvicorn.Config(
            cast(Any, app),
            http=_Connection,
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=2,
        )
    )
