"""A request as a form: pictures are files, everything else is text."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ._errors import ImageDecodeError, ImageInputError
from ._formats import EXTENSIONS, image_format
from ._saving import decoded

Part = tuple[str, bytes, str]
"""A name, the content, and the type of a file; no type: it is a text."""


def form(body: Mapping[str, Any], files: Sequence[str], brackets: bool) -> tuple[bytes, str]:
    """Return the content and its media type."""
    boundary = secrets.token_hex(16)
    pieces: list[bytes] = []
    for number, (name, content, kind) in enumerate(_parts(body, files, brackets), 1):
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"'
        if kind:
            ending = EXTENSIONS.get(kind, (f".{kind}",))[0]
            head += f'; filename="picture-{number}{ending}"\r\nContent-Type: image/{kind}'
        pieces += [head.encode(), b"\r\n\r\n", content, b"\r\n"]
    pieces.append(f"--{boundary}--\r\n".encode())
    return b"".join(pieces), f"multipart/form-data; boundary={boundary}"


def _parts(body: Mapping[str, Any], files: Sequence[str], brackets: bool) -> Iterator[Part]:
    for name, value in body.items():
        if name in files:
            several = isinstance(value, list)
            label = f"{name}[]" if several and brackets else name
            for item in value if several else [value]:
                yield _picture(name, label, item)
        elif value is not None:
            text = value if isinstance(value, str) else json.dumps(value)
            yield name, text.encode(), ""


def _picture(name: str, label: str, value: Any) -> Part:
    """A file, or a text where it is a link or nothing that could be a file."""
    if not isinstance(value, str):
        return label, json.dumps(value).encode(), ""
    if value[:8].lower().startswith(("http://", "https://")):
        return label, value.encode(), ""
    try:
        content = decoded(value)
    except ImageDecodeError as error:
        raise ImageInputError(f"{name} cannot be sent as a file: {error}") from None
    return label, content, image_format(content) or _stated(value)


def _stated(value: str) -> str:
    """The type that a data URI says it has."""
    kind = value[5:].partition(";")[0].partition(",")[0].rpartition("/")[2]
    return kind if value[:5].lower() == "data:" and kind.isalnum() else "png"


def _quoted(name: str) -> str:
    for sign, code in (('"', "%22"), ("\r", "%0D"), ("\n", "%0A")):
        name = name.replace(sign, code)
    return name
