"""What comes back: frozen, with everything that was said kept in ``raw``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._envelope import MISSING, at
from ._image import Image
from ._provider import IMAGE_MEMBERS
from ._raw import RawResponse, envelope
from ._retry import not_as_promised


@dataclass(frozen=True, slots=True)
class ImagesResponse:
    """The pictures of one answer."""

    data: tuple[Image, ...]
    created: int | None
    request_id: str | None
    idempotency_key: str = field(repr=False)
    raw: Mapping[str, Any] = field(repr=False)
    """The body as it came."""

    def __iter__(self) -> Iterator[Image]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, index: int) -> Image:
        return self.data[index]


def parsed(raw: RawResponse) -> ImagesResponse:
    """Unwrap an answer, whichever envelope it came in."""
    try:
        body = raw.json()
    except ValueError:
        raise not_as_promised(raw, "the answer is no JSON") from None
    found = envelope(body)
    if found is None:
        raise not_as_promised(raw, "the answer has none of the known shapes")
    listed = at(body, found.images)
    if not isinstance(listed, list) or not all(isinstance(i, dict) for i in listed):
        raise not_as_promised(raw, "the answer has no list of pictures")
    if not listed:
        raise not_as_promised(raw, "the answer has an empty list of pictures")
    created = at(body, found.created) if found.created else MISSING
    return ImagesResponse(
        data=tuple(_image(item, raw.origin) for item in listed),
        created=created if isinstance(created, int) else None,
        request_id=raw.request_id,
        idempotency_key=raw.idempotency_key,
        raw=body,
    )


def _image(item: dict[str, Any], origin: str) -> Image:
    texts = [item[name] for name in IMAGE_MEMBERS if isinstance(item.get(name), str)]
    links = [text for text in texts if text[:8].lower().startswith(("http:", "https:"))]
    others = [text for text in texts if text and text not in links]
    return Image(
        url=links[0] if links else None,
        b64_json=others[0] if others else None,
        raw=item,
        _origin=origin,
    )
