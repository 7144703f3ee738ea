"""What both clients are made of: settings, the loop of attempts, closing."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypedDict, Unpack

from ._http import AsyncTransport, Transport
from ._options import MAX_RETRIES, TIMEOUT, Call, Config
from ._origin import origin_of
from ._provider import BASE_URL, KEY_VARIABLE, URL_VARIABLE, BaseError
from ._raw import RawResponse
from ._retry import Attempts
from ._secret import Key, Secret

if TYPE_CHECKING:
    import httpx2

    from ._resource import Then
    from ._responses import ImagesResponse

_log = logging.getLogger(__package__)


class CommonOptions(TypedDict, total=False):
    """What a copy of a client may change."""

    api_key: Key
    base_url: str
    timeout: float | httpx2.Timeout | None
    max_retries: int
    retry_unsafe: bool
    validate: bool
    default_headers: Mapping[str, str]
    default_query: Mapping[str, str | int | float | bool]


class BaseClient:
    """The settings of a client. It shows no key and is not pickled."""

    _config: Config

    @property
    def base_url(self) -> str:
        """The address that paths are appended to, without a slash behind it."""
        return self._config.base_url

    def _changed(self, changes: CommonOptions) -> Config:
        config = self._config
        fresh: dict[str, Any] = dict(changes)
        key = fresh.pop("api_key", config.key)
        headers = fresh.pop("default_headers", {})
        query = fresh.pop("default_query", {})
        url = fresh.pop("base_url", None)
        settings = {
            "timeout": config.timeout,
            "max_retries": config.max_retries,
            "retry_unsafe": config.retry_unsafe,
            "validate": config.validate,
        }
        unknown = sorted(fresh.keys() - settings.keys())
        if unknown:
            raise TypeError(f"with_options() knows no {', '.join(unknown)}")
        return Config(
            key=_present(key),
            base_url=config.base_url if url is None else _url(url),
            headers={**config.headers, **headers},
            query={**config.query, **query},
            **{**settings, **fresh},
        )

    def __repr__(self) -> str:
        config = getattr(self, "_config", None)  # a traceback may show half a client
        return f"{type(self).__name__}(base_url={config and config.base_url!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a client is not pickled; build a new one where it is needed")


class SyncClient(BaseClient):
    """Sends calls and waits for the answers. Threads may share it."""

    def __init__(
        self,
        *,
        api_key: Key | None = None,
        base_url: str | None = None,
        timeout: float | httpx2.Timeout | None = TIMEOUT,
        max_retries: int = MAX_RETRIES,
        retry_unsafe: bool = False,
        validate: bool = True,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, str | int | float | bool] | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        api_key = Secret.of(api_key or os.environ.get(KEY_VARIABLE) or "")
        self._config = Config(
            key=_present(api_key),
            base_url=_url(base_url or os.environ.get(URL_VARIABLE) or BASE_URL),
            timeout=timeout,
            max_retries=max_retries,
            retry_unsafe=retry_unsafe,
            validate=validate,
            headers=dict(default_headers or {}),
            query=dict(default_query or {}),
        )
        self._transport = Transport(http_client)

    def with_options(self, **changes: Unpack[CommonOptions]) -> Self:
        """Return a client with other settings that uses the same connections."""
        if "api_key" in changes:
            changes["api_key"] = Secret.of(changes["api_key"])
        copy = type(self).__new__(type(self))
        copy._config = self._changed(changes)
        copy._transport = self._transport
        return copy

    copy = with_options

    def _send(self, call: Call) -> RawResponse:
        attempts = Attempts(call)
        while True:
            began = time.monotonic()
            try:
                raw = self._transport.exchange(call, self._config.key)
            except Exception as error:
                _log.debug("%s %s: %s", *call.request, type(error).__name__)
                pause = attempts.failed(error)
            else:
                _told(call, raw, began)
                asked = attempts.answered(raw)
                if asked is None:
                    return raw
                pause = asked
            time.sleep(pause)

    def _answer(self, call: Call, then: Then) -> ImagesResponse:
        response = self._send(call).parse()
        if then:
            then(response)
        return response

    def _raw_answer(self, call: Call, then: Then) -> RawResponse:
        raw = self._send(call)
        if then:
            then(raw.parse())
        return raw

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()


class AsyncClient(BaseClient):
    """As SyncClient, for asyncio and trio."""

    def __init__(
        self,
        *,
        api_key: Key | None = None,
        base_url: str | None = None,
        timeout: float | httpx2.Timeout | None = TIMEOUT,
        max_retries: int = MAX_RETRIES,
        retry_unsafe: bool = False,
        validate: bool = True,
        default_headers: Mapping[str, str] | None = None,
        default_query: Mapping[str, str | int | float | bool] | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        api_key = Secret.of(api_key or os.environ.get(KEY_VARIABLE) or "")
        self._config = Config(
            key=_present(api_key),
            base_url=_url(base_url or os.environ.get(URL_VARIABLE) or BASE_URL),
            timeout=timeout,
            max_retries=max_retries,
            retry_unsafe=retry_unsafe,
            validate=validate,
            headers=dict(default_headers or {}),
            query=dict(default_query or {}),
        )
        self._transport = AsyncTransport(http_client)

    def with_options(self, **changes: Unpack[CommonOptions]) -> Self:
        """Return a client with other settings that uses the same connections."""
        if "api_key" in changes:
            changes["api_key"] = Secret.of(changes["api_key"])
        copy = type(self).__new__(type(self))
        copy._config = self._changed(changes)
        copy._transport = self._transport
        return copy

    copy = with_options

    async def _send(self, call: Call) -> RawResponse:
        attempts = Attempts(call)
        while True:
            began = time.monotonic()
            try:
                raw = await self._transport.exchange(call, self._config.key)
            except Exception as error:
                _log.debug("%s %s: %s", *call.request, type(error).__name__)
                pause = attempts.failed(error)
            else:
                _told(call, raw, began)
                asked = attempts.answered(raw)
                if asked is None:
                    return raw
                pause = asked
            import anyio

            await anyio.sleep(pause)

    async def _answer(self, call: Call, then: Then) -> ImagesResponse:
        response = (await self._send(call)).parse()
        if then:
            then(response)
        return response

    async def _raw_answer(self, call: Call, then: Then) -> RawResponse:
        raw = await self._send(call)
        if then:
            then(raw.parse())
        return raw

    async def close(self) -> None:
        """Close the connections."""
        await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *raised: object) -> None:
        await self.close()


def _told(call: Call, raw: RawResponse, began: float) -> None:
    seconds = time.monotonic() - began
    _log.debug("%s %s: %d in %.1f s", *call.request, raw.status_code, seconds)


def _present(key: Secret) -> Secret:
    """Refuse a key that can be seen to be wrong before anything is sent."""
    if not key:
        raise BaseError(f"no API key: pass api_key or set {KEY_VARIABLE}")
    fault = key.fault()
    if fault:
        raise BaseError(fault)
    return key


def _url(text: str) -> str:
    if not isinstance(text, str) or not origin_of(text):
        raise BaseError("base_url must begin with http:// or https:// and name a host")
    if "?" in text or "#" in text or "@" in text.split("/")[2]:
        raise BaseError("base_url must hold no user, query or fragment")
    return text.rstrip("/")
