"""Small real pictures to send: 64 pixels wide and high, in each format that gateways take."""

from __future__ import annotations

import base64
from typing import Any, Final

from modelpact import example, ir, places

FORMATS: Final = {
    "png": (
        "iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAD0lEQVR42mNgGAWjgHwAAAJAAAHgTR1EAAAAAElFTkSuQmCC"
    ),
    "jpeg": (
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6j"
        "q62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSk"
        "pKSkpKSkpKT/wAARCABAAEADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAL/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QA"
        "FgEBAQEAAAAAAAAAAAAAAAAAAAID/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AoBogAAAAAAAAAAAAAAAAAAAA"
        "AAAAAAAAAB//2Q=="
    ),
    "webp": "UklGRiQAAABXRUJQVlA4TBcAAAAvP8APAAdQxuIVtP8BICH8f69F9D/1AwA=",
    "gif": (
        "R0lGODdhQABAAIEAAAAAAP///wAAAAAAACwAAAAAQABAAEAIaQABCBxIsKDBgwgTKlzIsKHDhxAjSpxIsaLFixgzatzIsaPHjyBD"
        "ihxJsqTJkyhTqlzJsqXLlzBjypxJs6bNmzhz6tzJs6fPn0CDCh1KtKjRo0iTKl3KtKnTp1CjSp1KtarVq1izagUQEAA7"
    ),
    "bmp": base64.b64encode(
        bytes.fromhex(
            "424d3e020000000000003e00000028000000400000004000000001000100000000000002"
            "0000c40e0000c40e0000020000000200000000000000ffffff00"
        )
        + bytes(512)
    ).decode(),
    "tiff": (
        "SUkqABQAAAD//////////wAQAQAJAAABAwABAAAAQAAAAAEBAwABAAAAQAAAAAIBAwABAAAAAQAAAAMBAwABAAAABAAAAAYBAwAB"
        "AAAAAQAAABEBBAABAAAACAAAABYBAwABAAAAQAAAABcBBAABAAAACwAAABwBAwABAAAAAQAAAAAAAAA="
    ),
    "svg+xml": base64.b64encode(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>'
    ).decode(),
}
"""Base64 by sub-type of ``image/``."""

_SAMPLE: Final = "https://example.com/"


def data_uri(form: str) -> str:
    """A picture of this format as a data URI."""
    return f"data:image/{form};base64,{FORMATS[form]}"


def link() -> str:
    """The address that stands for a picture until a real one is given."""
    return f"{_SAMPLE}image-1.png"


def padded(form: str, size: int) -> str:
    """A data URI of so many bytes: a picture, and zeros behind its end."""
    data = base64.b64decode(FORMATS[form])
    text = base64.b64encode(data + bytes(max(0, size - len(data)))).decode()
    return f"data:image/{form};base64,{text}"


def real(model: ir.Model, here: Any, url: str, path: ir.Path = ()) -> Any:
    """Put real pictures where samples stand: ``url`` for a sample address, or data where data is taken.

    Without a URL the address of a sample stays where nothing else is taken.
    """
    if isinstance(here, dict):
        return {name: real(model, item, url, (*path, name)) for name, item in here.items()}
    if isinstance(here, list):
        return [real(model, item, url, (*path, ir.EACH)) for item in here]
    if not isinstance(here, str):
        return here
    value = places.find(model.body, path) if path else None
    for kind in value.kinds if value else ():
        if isinstance(kind, ir.String) and kind.image:
            return _picture(kind.image, here, url)
    return here


def unreal(body: Any) -> bool:
    """Tell whether the address of a sample is left anywhere."""
    if isinstance(body, dict):
        return any(unreal(item) for item in body.values())
    if isinstance(body, list):
        return any(unreal(item) for item in body)
    return isinstance(body, str) and body.startswith(f"{_SAMPLE}image-")


def _picture(accepted: ir.ImageInput, text: str, url: str) -> str:
    form = next((form for form in accepted.formats if form in FORMATS), "png")
    if text.startswith(f"{_SAMPLE}image-"):
        if url:
            return url
        if "data-uri" in accepted.sources:
            return data_uri(form)
        return FORMATS[form] if "base64" in accepted.sources else text
    if text == example.image(accepted, 1):  # only the head of a file
        return data_uri(form) if text.startswith("data:") else FORMATS[form]
    return text
