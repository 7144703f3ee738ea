"""Responses that no decent server sends. They go past ASGI, which has no words for them, to the connection itself."""

from __future__ import annotations

import asyncio
import socket
import struct
import zlib
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

CONNECTION: Final = "modelpact.connection"
"""The key of a request's scope under which the server puts its connection."""


class Broken(Response):
    """A response that goes wrong on its way, as the fault ``name`` says."""

    def __init__(self, whole: Response, name: str) -> None:
        self._whole, self._name = whole, name
        super().__init__()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = scope[CONNECTION]
        transport: asyncio.Transport = connection.transport
        head, body = _head(self._whole, self._name), bytes(self._whole.body)
        if self._name in ("cut-before-read", "cut-reset"):
            reset(transport)
        else:
            connection.hanging = True
            transport.write(_sent(self._name, head, body))
            if not self._name.startswith("hang"):
                transport.close()
        await gone(receive)


def reset(transport: asyncio.Transport) -> None:
    """Drop a connection so that the other side is told at once, and rudely."""
    found: Any = transport.get_extra_info("socket")
    if found is not None:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


async def gone(receive: Receive) -> None:
    """Wait until the other side is gone, or this one was closed."""
    while (await receive())["type"] != "http.disconnect":
        pass


def _sent(name: str, head: bytes, body: bytes) -> bytes:
    """Return what of a response is sent before it breaks off."""
    match name:
        case "hang" | "cut-after-read":
            return b""
        case "cut-status":
            return head[:12]
        case "cut-headers":
            return head[: len(head) // 2]
        case "cut-after-headers":
            return head
        case "cut-body" | "hang-body":
            return head + body[: len(body) // 2]
        case "cut-last-byte":
            return head + body[:-1]
        case "cut-chunk":
            return head + f"{len(body):x}\r\n".encode() + body + b"\r\n"
        case "not-http":
            return b"SSH-2.0-OpenSSH_9.9\r\n"
        case _:  # the lengths: everything
            return head + body


def _head(response: Response, name: str) -> bytes:
    """Spell status line and headers, with the length that the fault wants."""
    lines = [f"HTTP/1.1 {response.status_code} {HTTPStatus(response.status_code).phrase}"]
    size = len(response.body)
    for key, value in response.headers.items():
        if key != "content-length":
            lines.append(f"{key}: {value}")
    if name == "cut-chunk":
        lines.append("transfer-encoding: chunked")
    else:
        said = {"wrong-length": size + 100, "short-length": size // 2}.get(name, size)
        lines.append(f"content-length: {said}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


@lru_cache(maxsize=1)
def bomb() -> bytes:
    """Return 200 KB that decode to 200 MB of JSON white space."""
    packer, part = zlib.compressobj(9, wbits=31), b" " * 1_000_000
    return b"".join([*(packer.compress(part) for _ in range(200)), packer.flush()])
