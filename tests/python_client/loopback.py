"""A server on this machine that says exactly what a test wants, and remembers what it heard."""

from __future__ import annotations

import json
import socket
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

KEY = "sk-canary-0123456789abcdef"
Answer = bytes | Callable[[socket.socket, "Heard"], None]


def png(width: int = 1, height: int = 1) -> bytes:
    """A real PNG, black."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\0" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def answer(status: int, body: Any = b"", **headers: str) -> bytes:
    """An answer as it goes over the wire; names of headers have _ for -."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    told = {"Content-Length": str(len(content)), "Connection": "close", **given}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode() + content


@dataclass
class Heard:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


@dataclass
class Loopback:
    """Gives its answers in order, the last one again and again."""

    port: int
    answers: list[Answer] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def base_url(self) -> str:
        return f"{self.origin}/v1"

    @property
    def posts(self) -> int:
        return sum(heard.method == "POST" for heard in self.heard)


@contextmanager
def loopback() -> Iterator[Loopback]:
    listening = socket.create_server(("127.0.0.1", 0))
    found = Loopback(listening.getsockname()[1])
    threading.Thread(target=_serve, args=(listening, found), daemon=True).start()
    try:
        yield found
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()


def _serve(listening: socket.socket, found: Loopback) -> None:
    with suppress(OSError):
        while True:
            sock, _ = listening.accept()
            threading.Thread(target=_answer, args=(sock, found), daemon=True).start()


def _answer(sock: socket.socket, found: Loopback) -> None:
    with sock, suppress(OSError):
        data = b""
        while b"\r\n\r\n" not in data:
            more = sock.recv(65536)
            if not more:
                return
            data += more
        head, _, content = data.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}
        while len(content) < int(headers.get("content-length", 0)):
            content += sock.recv(65536)
        method, path, _ = first.split(" ")
        heard = Heard(method, path, headers, content)
        found.heard.append(heard)
        given = found.answers.pop(0) if len(found.answers) > 1 else found.answers[0]
        if isinstance(given, bytes):
            sock.sendall(given)
        else:
            given(sock, heard)


def cut(sock: socket.socket) -> None:
    """End a connection as a crash does."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()
