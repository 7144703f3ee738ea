"""An answer as it came, and what the envelopes say is where in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from ._envelope import MISSING, Envelope, at
from ._provider import ENVELOPES

if TYPE_CHECKING:
    from ._responses import ImagesResponse

_SHOWN: Final = 500


class RequestInfo(NamedTuple):
    """Which request it was; its headers stay out of errors."""

    method: str
    url: str


@dataclass(frozen=True, slots=True)
class RawResponse:
    """An answer: its status, its headers (names in lower case) and its body."""

    status_code: int
    headers: Mapping[str, str]
    content: bytes = field(repr=False)
    request: RequestInfo = field(default=RequestInfo("", ""), repr=False)
    origin: str = field(default="", repr=False)
    """The origin of the configured base URL, which links to pictures may share."""
    idempotency_key: str = ""
    _read: list[Any] = field(default_factory=list, repr=False, compare=False)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    @property
    def request_id(self) -> str | None:
        """What the server calls this request."""
        return self.headers.get("x-request-id")

    def json(self) -> Any:
        """The body as JSON; ValueError where it is none."""
        if not self._read:
            try:
                self._read.append(json.loads(self.content))
            except RecursionError:
                raise ValueError("JSON of too many levels") from None
        return self._read[0]

    def parse(self) -> ImagesResponse:
        """The pictures in it."""
        from ._responses import parsed

        return parsed(self)


def envelope(body: Any) -> Envelope | None:
    """The first envelope that the body has anything of."""
    for found in ENVELOPES:
        if found.code and at(body, found.code) is not MISSING:
            return found
        if at(body, found.images) is not MISSING:
            return found
    return None


def code(body: Any) -> int | str | None:
    """The body's own code, where it has one that is not success."""
    found = envelope(body)
    if found is None or not found.code:
        return None
    said = at(body, found.code)
    if said in (found.success, str(found.success)) and not isinstance(said, bool):
        return None
    return said if isinstance(said, int | str) else None


def message(body: Any, raw: RawResponse) -> str:
    """What the answer says for people, shortened."""
    places = [found.message for found in ENVELOPES if found.message]
    for path in (*places, ("error", "message"), ("message",), ("error",)):
        said = at(body, path)
        if isinstance(said, str) and said:
            return shortened(said)
    return shortened(raw.text) or "no reason given"


def shortened(text: str) -> str:
    """One line of a few hundred signs, without control characters."""
    line = " ".join(text[: 4 * _SHOWN].split())
    shown = "".join(sign if sign.isprintable() else "?" for sign in line)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
