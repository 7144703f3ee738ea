"""What comes back from models whose answers are not all alike."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from typing import Any

from . import _raw, _responses
from ._calling import Answer, Filter, Shape, among, says
from ._envelope import MISSING, at
from ._errors import APIError, status_error
from ._formats import image_format
from ._image import Image
from ._provider import IMAGE_MEMBERS
from ._retry import _REFUSED, not_as_promised

__all__ = ["ImagesFilteredError", "ImagesResponse", "RawResponse"]


class ImagesFilteredError(APIError):
    """Every picture was held back; ``reasons`` says why, as far as the server does."""

    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImagesResponse(_responses.ImagesResponse):
    """The pictures of one answer; there may be fewer than were asked for."""

    filtered: tuple[str, ...] = ()
    """Why pictures were held back, one reason for each; empty where none is given."""


@dataclass(frozen=True, slots=True)
class RawResponse(_raw.RawResponse):
    """An answer: its status, its headers (names in lower case) and its body."""

    answer: Answer = field(default=Answer(()), repr=False)

    def parse(self) -> ImagesResponse:
        """The pictures in it."""
        return _picture(self) if self.answer.binary else _listed(self)


def answered(raw: _raw.RawResponse, answer: Answer) -> RawResponse:
    """The same answer, knowing what it was to be."""
    return RawResponse(
        raw.status_code,
        raw.headers,
        raw.content,
        raw.request,
        raw.origin,
        raw.idempotency_key,
        answer=answer,
    )


def refuse_failure(raw: _raw.RawResponse, answer: Answer) -> None:
    """Raise what an answer of HTTP status 200 says that went wrong."""
    try:
        body = raw.json()
    except ValueError:
        return
    shape = _shape(answer, body)
    if shape is None:
        return
    code = at(body, shape.code) if shape.code else MISSING
    odd = shape.success is not None and code is not MISSING
    if not (odd and not among(code, (shape.success, str(shape.success)))) and not (
        shape.error and says(at(body, shape.error))
    ):
        return
    status = code if type(code) is int else raw.status_code
    said = at(body, shape.message) if shape.message else MISSING
    told = _raw.shortened(said) if isinstance(said, str) else _raw.message(body, raw)
    raise status_error(status)(
        f"{status}: {told}",
        status_code=status,
        response=raw,
        request=raw.request,
        body=body,
        code=code if isinstance(code, int | str) else None,
        maybe_billed=status not in _REFUSED,
        idempotency_key=raw.idempotency_key,
    )


def _shape(answer: Answer, body: Any) -> Shape | None:
    """The first shape that the body has anything of."""
    for shape in answer.shapes:
        known = (shape.code, shape.error, shape.images)
        if any(path and at(body, path) is not MISSING for path in known):
            return shape
        if not shape.images and isinstance(body, list):
            return shape
    return None


def _picture(raw: RawResponse) -> ImagesResponse:
    if image_format(raw.content) is None:
        raise not_as_promised(raw, "the answer is no picture of a known format")
    text = base64.b64encode(raw.content).decode("ascii")
    return ImagesResponse(
        data=(Image(url=None, b64_json=text, raw={}, _origin=raw.origin),),
        created=None,
        request_id=raw.request_id,
        idempotency_key=raw.idempotency_key,
        raw={},
    )


def _listed(raw: RawResponse) -> ImagesResponse:
    try:
        body = raw.json()
    except ValueError:
        raise not_as_promised(raw, "the answer is no JSON") from None
    shape = _shape(raw.answer, body)
    if shape is None:
        raise not_as_promised(raw, "the answer has none of the known shapes")
    found = at(body, shape.images)
    entries = found if isinstance(found, list) else [found]
    if found is MISSING or not all(isinstance(e, dict | str | None) for e in entries):
        raise not_as_promised(raw, "the answer has no list of pictures")
    reasons = [_held(entry, raw.answer.filter) for entry in entries]
    shown = [e for e, why in zip(entries, reasons, strict=True) if why is None]
    filtered = tuple(why for why in reasons if why is not None)
    if not shown:
        raise _nothing(raw, filtered)
    created = at(body, shape.created) if shape.created else MISSING
    return ImagesResponse(
        data=tuple(_image(entry, raw.origin) for entry in shown),
        created=created if isinstance(created, int) else None,
        request_id=raw.request_id,
        idempotency_key=raw.idempotency_key,
        raw=body,
        filtered=filtered,
    )


def _image(entry: Any, origin: str) -> Image:
    item = entry if isinstance(entry, dict) else dict.fromkeys(IMAGE_MEMBERS[:1], entry)
    return _responses._image(item, origin)


def _held(entry: Any, how: Filter | None) -> str | None:
    """Why a picture was held back; None where it was not."""
    if entry is None:
        return ""
    if how is None or not isinstance(entry, dict):
        return None
    said = at(entry, how.path)
    if not (among(said, how.values) if how.values else says(said)):
        return None
    reason = at(entry, how.reason) if how.reason else said
    return _raw.shortened(reason) if isinstance(reason, str) else ""


def _nothing(raw: RawResponse, filtered: tuple[str, ...]) -> APIError:
    if not filtered:
        return not_as_promised(raw, "the answer has an empty list of pictures")
    told = "; ".join(dict.fromkeys(filter(None, filtered))) or "no reason is given"
    error = ImagesFilteredError(
        f"every picture was held back: {told}",
        request=raw.request,
        body=raw.json(),
        maybe_billed=True,
        idempotency_key=raw.idempotency_key,
    )
    error.reasons = filtered
    return error


ImagesFilteredError.__module__ = __package__
