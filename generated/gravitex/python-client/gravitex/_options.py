"""What a client and a call can be told besides the request itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypedDict

from ._raw import RequestInfo
from ._secret import Secret

if TYPE_CHECKING:
    import httpx2

TIMEOUT: Final = 600.0
CONNECT_TIMEOUT: Final = 5.0
MAX_RETRIES: Final = 2


class RequestOptions(TypedDict, total=False):
    """Options of one call, under the names that openai-python uses where it has them."""

    extra_headers: Mapping[str, str]
    extra_query: Mapping[str, str | int | float | bool]
    extra_body: Mapping[str, Any]
    """Merged into the body, last."""
    timeout: float | httpx2.Timeout | None
    """Seconds; None waits for ever."""
    validate: bool
    """False sends whatever was given."""
    retry_unsafe: bool
    """True sends again also where that may be billed twice."""
    idempotency_key: str
    """Marks the call, on each attempt; made up if not given."""


OPTIONS: Final = frozenset(RequestOptions.__annotations__)


@dataclass(frozen=True, slots=True)
class Config:
    """The settings of a client."""

    key: Secret
    base_url: str
    timeout: float | httpx2.Timeout | None
    max_retries: int
    retry_unsafe: bool
    validate: bool
    headers: Mapping[str, str] = field(repr=False)
    query: Mapping[str, str | int | float | bool] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """One call, ready to be sent as often as it takes."""

    request: RequestInfo
    origin: str
    content: bytes = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    query: Mapping[str, str | int | float | bool] = field(repr=False)
    timeout: float | httpx2.Timeout | None
    max_retries: int
    retry_unsafe: bool
    idempotency_key: str
    scrub: Secret
