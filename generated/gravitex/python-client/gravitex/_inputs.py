"""Pictures that go in: a path, bytes, an open file, a link or a data URI."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, Final

from ._errors import ImageInputError, Issue, ValidationError
from ._formats import image_format

ImageInput = str | bytes | os.PathLike[str] | IO[bytes]
"""A text is a link or a data URI if it begins like one, else the path of a file."""

_LINKS: Final = ("http://", "https://", "data:")
_ANY: Final = ("url", "data-uri", "base64")


def listed(image: object) -> list[ImageInput]:
    """The pictures of an argument that takes one or several."""
    if image is None:
        return []
    if isinstance(image, Sequence) and not isinstance(image, str | bytes):
        return list(image)
    return [image]  # type: ignore[list-item]


def spelled(
    image: ImageInput,
    *,
    model: str,
    sources: Sequence[str] = _ANY,
    most: int | None = None,
) -> str:
    """The text that stands for a picture in a body; ``most`` is the largest number of bytes."""
    if isinstance(image, str) and image[:8].lower().startswith(_LINKS):
        return image
    name, data = _read(image, model, most)
    kind = image_format(data)
    if kind is None:
        raise ImageInputError(f"{name} is no picture of a known format, or is empty")
    text = base64.b64encode(data).decode("ascii")
    if "data-uri" in sources:
        return f"data:image/{kind};base64,{text}"
    if "base64" in sources:
        return text
    raise ImageInputError(f"{model} takes links only: upload {name} and pass its URL")


def _read(image: Any, model: str, most: int | None) -> tuple[str, bytes]:
    """A name for messages and the bytes, of which no more are read than may be sent."""
    if isinstance(image, bytes | bytearray | memoryview):
        return _within("the picture", bytes(image), model, most)
    if isinstance(image, str | os.PathLike):
        path = Path(image)
        shown = repr(str(path)) if len(str(path)) < 200 else "the path"
        try:
            with path.open("rb") as file:
                data = file.read(-1 if most is None else most + 1)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or "no file name"
            raise ImageInputError(
                f"cannot read {shown}: {reason}; pass a file, a URL, a data URI or bytes"
            ) from None
        return _within(shown, data, model, most)
    if hasattr(image, "read"):
        data = image.read(-1 if most is None else most + 1)
        if isinstance(data, bytes):
            return _within("the file", data, model, most)
        raise ImageInputError("the file gives text: open it in binary mode, 'rb'")
    kind = type(image).__name__
    raise ImageInputError(
        f"a picture is a path, bytes, a file, a URL or a data URI, not {kind}"
    )


def _within(name: str, data: bytes, model: str, most: int | None) -> tuple[str, bytes]:
    if most is not None and len(data) > most:
        size = f"{most / 2**20:.3g} MiB"
        issue = Issue("", "imageSize", "error", f"{name} is larger than {size}")
        raise ValidationError(model, (issue,))
    return name, data
