"""The two ways to the server, and httpx2, which is imported with the first request."""

from __future__ import annotations

import threading
import zlib
from collections.abc import AsyncGenerator, Generator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from ._options import CONNECT_TIMEOUT, Call
from ._provider import AUTH_HEADER, AUTH_SCHEME, BaseError
from ._raw import RawResponse
from ._retry import TooLong
from ._secret import Secret

if TYPE_CHECKING:
    import httpx2

MOST_BYTES: Final = 512 * 2**20
"""The longest answer that is kept: ten large pictures in base64 and room besides."""


def refuse_other_clients(client: object, wanted: str) -> None:
    """Tell apart the clients of httpx and httpx2, which look alike."""
    for kind in type(client).__mro__:
        if kind.__module__.partition(".")[0] == "httpx":
            raise TypeError(
                f"http_client must be an httpx2.{wanted}; this one is of httpx, its"
                f" predecessor: build it with httpx2.{wanted}(...)"
            )
    if not hasattr(client, "build_request"):
        kind_name = type(client).__name__
        raise TypeError(f"http_client must be an httpx2.{wanted}, not {kind_name}")


def header_value(key: str) -> str:
    """What the header says that shows the key."""
    return f"{AUTH_SCHEME} {key}" if AUTH_SCHEME else key


def _timeout(call: Call) -> Any:
    import httpx2

    if isinstance(call.timeout, int | float):
        connect = min(CONNECT_TIMEOUT, call.timeout)
        return httpx2.Timeout(call.timeout, connect=connect)
    return call.timeout


@lru_cache(maxsize=8)
def _address(url: str) -> httpx2.URL:
    """Parse a URL, once for all requests to it."""
    import httpx2

    return httpx2.URL(url)


def _request(client: Any, call: Call) -> httpx2.Request:
    """Build a request, or say why it cannot be: whatever goes wrong here, nothing was sent."""
    if client.is_closed:
        raise BaseError("the client is closed; build a new one")
    method, url = call.request
    try:
        address = _address(url)
        request: httpx2.Request = client.build_request(
            method,
            address.copy_merge_params(dict(call.query)) if call.query else address,
            content=call.content,
            headers=dict(call.headers),
            timeout=_timeout(call),
        )
    except (TypeError, ValueError) as error:
        raise BaseError(f"no request can be made of this: {error}") from None
    return request


class _Body:
    """Collects a body up to a limit, also where it was packed."""

    def __init__(self, encoding: str, most: int) -> None:
        self._most = most
        self._size = 0
        self._parts: list[bytes] = []
        self._unpack: Any = None
        if encoding in ("gzip", "x-gzip", "deflate"):
            self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)
        elif encoding not in ("", "identity"):
            raise TooLong(f"packed as {encoding[:40]}, which was not asked for")

    def add(self, chunk: bytes) -> None:
        if self._unpack is not None:
            chunk = self._unpack.decompress(chunk, self._most - self._size + 1)
        self._size += len(chunk)
        if self._size > self._most:
            raise TooLong(f"more than {self._most // 2**20} MiB")
        self._parts.append(chunk)

    @property
    def content(self) -> bytes:
        return b"".join(self._parts)


def _collector(response: httpx2.Response) -> _Body:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    return _Body(encoding, MOST_BYTES)


def _raw(response: httpx2.Response, content: bytes, call: Call) -> RawResponse:
    hide = call.scrub.scrub
    return RawResponse(
        response.status_code,
        {
            name: hide(value.encode("utf-8", "replace")).decode()
            for name, value in response.headers.items()
        },
        hide(content),
        call.request,
        call.origin,
        call.idempotency_key,
    )


class Transport:
    """Sends calls through an httpx2.Client, its own or one that was given."""

    def __init__(self, client: httpx2.Client | None) -> None:
        if client is not None:
            refuse_other_clients(client, "Client")
        self._client = client
        self._given = client is not None
        self._lock = threading.Lock()

    def exchange(self, call: Call, key: Secret) -> RawResponse:
        """Make one attempt."""
        client = self._opened()
        request = _request(client, call)
        response = client.send(
            request, stream=True, auth=_auth_class()(key), follow_redirects=False
        )
        try:
            if response.is_stream_consumed:
                return _raw(response, response.content, call)
            body = _collector(response)
            for chunk in response.iter_raw():
                body.add(chunk)
            return _raw(response, body.content, call)
        finally:
            response.close()

    def _opened(self) -> httpx2.Client:
        with self._lock:
            if self._client is None:
                import httpx2

                self._client = httpx2.Client()
            return self._client

    def close(self) -> None:
        """Close the connections, unless they belong to a client that was given."""
        with self._lock:
            if self._client is not None and not self._given:
                self._client.close()


class AsyncTransport:
    """Sends calls through an httpx2.AsyncClient, its own or one that was given."""

    def __init__(self, client: httpx2.AsyncClient | None) -> None:
        if client is not None:
            refuse_other_clients(client, "AsyncClient")
        self._client = client
        self._given = client is not None

    async def exchange(self, call: Call, key: Secret) -> RawResponse:
        """Make one attempt."""
        client = self._opened()
        request = _request(client, call)
        response = await client.send(
            request, stream=True, auth=_auth_class()(key), follow_redirects=False
        )
        try:
            if response.is_stream_consumed:
                return _raw(response, response.content, call)
            body = _collector(response)
            async for chunk in response.aiter_raw():
                body.add(chunk)
            return _raw(response, body.content, call)
        finally:
            await response.aclose()

    def _opened(self) -> httpx2.AsyncClient:
        if self._client is None:
            import httpx2

            self._client = httpx2.AsyncClient()
        return self._client

    async def close(self) -> None:
        """Close the connections, unless they belong to a client that was given."""
        if self._client is not None and not self._given:
            await self._client.aclose()


@cache
def _auth_class() -> Any:
    import httpx2

    class Auth(httpx2.Auth):
        """Puts the key on a request as late as possible, so that no frame of ours holds it."""

        def __init__(self, key: Secret) -> None:
            self._key = key

        def sync_auth_flow(
            self, request: httpx2.Request
        ) -> Generator[httpx2.Request, httpx2.Response, None]:
            request.headers[AUTH_HEADER] = header_value(self._key.reveal())
            yield request

        async def async_auth_flow(
            self, request: httpx2.Request
        ) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
            request.headers[AUTH_HEADER] = header_value(await self._key.reveal_async())
            yield request

    return Auth
