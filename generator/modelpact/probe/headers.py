"""What the first bytes of a picture say: format, width and height in pixels, and whether it may be seen through."""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import NamedTuple


class Header(NamedTuple):
    """``alpha``: there is an alpha channel, or a colour that is seen through."""

    format: str
    width: int
    height: int
    alpha: bool


def header(data: bytes) -> Header | None:
    """Read a header: of PNG, JPEG, WebP, GIF, BMP or TIFF; None where it is none of these, or cut too early."""
    for magic, read in _READERS:
        if data.startswith(magic):
            try:
                found = read(data)
            except (struct.error, IndexError, ValueError):
                return None
            return found if found and found.width > 0 and found.height > 0 else None
    return None


def _png(data: bytes) -> Header:
    width, height, _, kind = struct.unpack_from(">IIBB", data, 16)
    at, transparent = 33, False
    while not transparent and at + 8 <= len(data) and data[at + 4 : at + 8] != b"IDAT":
        transparent = data[at + 4 : at + 8] == b"tRNS"
        at += 12 + struct.unpack_from(">I", data, at)[0]
    if data[12:16] != b"IHDR":
        raise ValueError
    return Header("png", width, height, kind in (4, 6) or transparent)


def _jpeg(data: bytes) -> Header | None:
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return None
        marker = data[at + 1]
        if marker == 0xFF:  # padding
            at += 1
        elif 0xD0 <= marker <= 0xD8 or marker == 0x01:  # without a length
            at += 2
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Header("jpeg", width, height, False)
        else:
            at += 2 + struct.unpack_from(">H", data, at + 2)[0]
    return None


def _webp(data: bytes) -> Header | None:
    kind = data[12:16]
    if data[8:12] != b"WEBP":
        return None
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return Header("webp", width, height, bool(data[20] & 0x10)) if len(data) >= 30 else None
    if kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        return Header("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1))
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return Header("webp", width & 0x3FFF, height & 0x3FFF, False)
    return None


def _gif(data: bytes) -> Header | None:
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at = 13 + (3 << (flags & 7) + 1 if flags & 0x80 else 0)
    alpha = False
    while data[at : at + 1] == b"!":  # extensions before the first picture
        if data[at + 1] == 0xF9:
            alpha = alpha or bool(data[at + 3] & 1)
        at += 2
        while data[at]:
            at += 1 + data[at]
        at += 1
    return Header("gif", width, height, alpha)


def _bmp(data: bytes) -> Header:
    (size,) = struct.unpack_from("<I", data, 14)
    if size == 12:
        width, height = struct.unpack_from("<HH", data, 18)
        return Header("bmp", width, height, False)
    width, height = struct.unpack_from("<ii", data, 18)
    (bits,) = struct.unpack_from("<H", data, 28)
    return Header("bmp", width, abs(height), bits == 32)


def _tiff(data: bytes) -> Header | None:
    end = "<" if data[:2] == b"II" else ">"
    (at,) = struct.unpack_from(f"{end}I", data, 4)
    (entries,) = struct.unpack_from(f"{end}H", data, at)
    found: dict[int, int] = {}
    for number in range(entries):
        tag, kind = struct.unpack_from(f"{end}HH", data, at + 2 + 12 * number)
        form = {3: "H", 4: "I"}.get(kind)
        if form:
            (found[tag],) = struct.unpack_from(f"{end}{form}", data, at + 10 + 12 * number)
    if 256 not in found or 257 not in found:
        return None
    return Header("tiff", found[256], found[257], 338 in found)


_READERS: tuple[tuple[bytes, Callable[[bytes], Header | None]], ...] = (
    (b"\x89PNG\r\n\x1a\n", _png),
    (b"\xff\xd8\xff", _jpeg),
    (b"RIFF", _webp),
    (b"GIF8", _gif),
    (b"BM", _bmp),
    (b"II*\0", _tiff),
    (b"MM\0*", _tiff),
)
