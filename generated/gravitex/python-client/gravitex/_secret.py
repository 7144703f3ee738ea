"""A key that shows itself nowhere but in the request that carries it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any, NoReturn, Self

from ._provider import BaseError


class Secret:
    """Holds a key, or the function that fetches it; repr, str and pickle give nothing away."""

    __slots__ = ("_last", "_source")

    def __init__(self, source: Any) -> None:
        self._source = source
        self._last = source if isinstance(source, str) else ""

    @classmethod
    def of(cls, key: Any) -> Self:
        """Wrap what is not wrapped yet. Frames that may be shown in a traceback do this first."""
        return key if isinstance(key, cls) else cls(key)

    def __bool__(self) -> bool:
        return bool(self._source)

    def fault(self) -> str:
        """What is wrong with a key that is known already, without telling it."""
        return "" if callable(self._source) else _fault(self._source)

    def reveal(self) -> str:
        """Return the key."""
        source = self._source
        return self._checked(source() if callable(source) else source)

    async def reveal_async(self) -> str:
        """Return the key; the function may be a coroutine function."""
        source = self._source
        found = source() if callable(source) else source
        return self._checked(await found if isawaitable(found) else found)

    def _checked(self, found: Any) -> str:
        fault = _fault(found)
        if fault:
            del found  # a traceback may show this frame
            raise BaseError(fault)
        self._last = str(found)
        return self._last

    def scrub(self, content: bytes) -> bytes:
        """Take the key out of what a server says: some repeat it when they refuse it."""
        if len(self._last) < 4:
            return content
        return content.replace(self._last.encode("utf-8", "replace"), b"***")

    def __repr__(self) -> str:
        return "Secret('***')"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not pickled; build a new client where it is needed")


Key = str | Callable[[], str] | Callable[[], Awaitable[str]] | Secret
"""A key, or a function that fetches it for each request."""


def _fault(key: object) -> str:
    """Say why this cannot stand in a header; empty where it can."""
    if not isinstance(key, str):
        return f"the API key must be a text, not {type(key).__name__}"
    if not key or any(not "!" <= sign <= "~" for sign in key):
        return (
            "the API key is empty or holds a blank, a line break or a sign beyond"
            " ASCII; copy it again"
        )
    return ""
