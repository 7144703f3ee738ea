"""Texts that are pictures, or nearly."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from modelpact import ir

_FORMATS: Final = ("png", "jpeg", "webp", "gif", "bmp", "tiff", "heic", "svg+xml")
_DATA: Final = "iVBORw0KGgoAAAANSUhEUgAA"
_MIB: Final = 1024 * 1024
_MB: Final = 1000 * 1000


def pictures(kind: ir.ImageInput, longest: int) -> Iterator[tuple[str, str]]:
    """Yield texts with what they are about: each source and format, and what is none; up to ``longest`` characters."""
    form = kind.formats[0] if kind.formats else "png"
    head = f"data:image/{form};base64,"
    for text in (
        "https://example.com/1.png",
        "http://example.com/1.png",
        "HTTPS://EXAMPLE.COM/1.PNG",
    ):
        yield text, "URL"
    for text in (head + _DATA, head.upper() + _DATA, f"{head}{_DATA[:9]}<cut>..."):
        yield text, "data URI"
    yield _DATA, "bare base64"
    for other in dict.fromkeys((*kind.formats, *_FORMATS, "jpg", "")):
        yield f"data:image/{other};base64,{_DATA}", f"format {other or 'missing'}"
    yield f"data:text/plain;base64,{_DATA}", "format text"
    for text in (
        "",
        "https://",
        "https://example.com/a b.png",
        "https://example.com/1.png\n",
        "ftp://example.com/1.png",
        "example.com/1.png",
        f"data:image/{form},{_DATA}",
        f"data:image/{form};base64{_DATA}",
        head,
        f"{head}not base64",
        _DATA[:15],
        _DATA[:16],
        f"{_DATA[:15]}\u00e9",
    ):
        yield text, "source"
    yield from large(kind, longest)


def large(kind: ir.ImageInput, longest: int) -> Iterator[tuple[str, str]]:
    """Yield data at and beyond the limits of its size, as far as these texts may be that long."""
    if kind.megabytes is None:
        return
    head = f"data:image/{kind.formats[0] if kind.formats else 'png'};base64,"
    for unit, name in ((_MB, "MB"), (_MIB, "MiB")):
        most = int(kind.megabytes * unit)
        # So many characters are the most that decode to that many bytes, rounded down as validators do.
        fits = -(-(most + 1) * 4 // 3) - 1
        for length in (fits, fits + 1):
            if length + len(head) <= longest:
                yield head + "A" * length, f"{kind.megabytes} {name}"


def beyond(kind: ir.ImageInput, longest: int) -> bool:
    """Tell whether the limit of its size cannot be shown by texts of this length."""
    return kind.megabytes is not None and kind.megabytes * _MIB * 4 / 3 + 64 > longest
