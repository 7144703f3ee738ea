"""What every response has: the codes of the issues of its request, and a number."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ISSUES: Final = "X-Modelpact-Issues"
"""The header with the codes of all issues of a request, on every response."""


class Headed:
    """Puts the codes of the issues and a number on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._count = app, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._count += 1
        number = f"mock-{self._count:06}"
        state = scope.setdefault("state", {})
        state["issues"] = ()

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[ISSUES] = ",".join(state["issues"])
                headers["X-Request-Id"] = number
            await send(message)

        await self._app(scope, receive, headed)
