"""Pictures of one colour: real PNG and JPEG files of any size, the same for the same name."""

from __future__ import annotations

import re
import struct
import zlib
from functools import lru_cache
from typing import Final, NamedTuple, Self

LONGEST: Final = 16_384
"""Pixels of the longest side that is made."""
MOST: Final = 1 << 26
"""Pixels of the largest picture that is made: what Pillow takes without a warning."""

_NAME = re.compile(r"([0-9a-f]{6})-([1-9][0-9]{0,4})x([1-9][0-9]{0,4})\.(png|jpg)")


class Picture(NamedTuple):
    """What a picture is made of; its name says all of it, so that no server has to keep it."""

    colour: bytes
    """Red, green and blue."""
    width: int
    height: int
    jpeg: bool = False

    @classmethod
    def named(cls, name: str) -> Self | None:
        """Return the picture of this name, unless it is none."""
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        width, height = int(found[2]), int(found[3])
        if fitting(width, height) != (width, height):
            return None
        return cls(bytes.fromhex(found[1]), width, height, found[4] == "jpg")

    @property
    def name(self) -> str:
        ending = "jpg" if self.jpeg else "png"
        return f"{self.colour.hex()}-{self.width}x{self.height}.{ending}"

    @property
    def media_type(self) -> str:
        return "image/jpeg" if self.jpeg else "image/png"

    def data(self) -> bytes:
        """Return the file."""
        return _drawn(self)


def fitting(width: float, height: float) -> tuple[int, int]:
    """Shrink a size to what is made, in its ratio."""
    shrink = min(
        1.0,
        LONGEST / max(width, height, 1),
        (MOST / max(width * height, 1)) ** 0.5,
    )
    return max(1, int(width * shrink)), max(1, int(height * shrink))


@lru_cache(maxsize=64)
def _drawn(picture: Picture) -> bytes:
    return (_jpeg if picture.jpeg else _png)(picture.colour, picture.width, picture.height)


# --- PNG ---------------------------------------------------------------------------------------


def _png(colour: bytes, width: int, height: int) -> bytes:
    """A palette of one colour and a bit a pixel: 4K takes milliseconds."""
    header = struct.pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0)
    row = bytes(1 + (width + 7) // 8)  # no filter, then the pixels
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in (
            (b"IHDR", header),
            (b"PLTE", colour),
            (b"IDAT", zlib.compress(row * height, 1)),
            (b"IEND", b""),
        )
    )


# --- JPEG --------------------------------------------------------------------------------------

# Huffman tables, as numbers of codes by length and then the symbols. A DC difference of no bits is the code 0, one of
# 1 to 8 bits the codes 10000 to 10111; "no more coefficients" is 0, the other one is there for decoders that want two.
_DC = bytes([1, 0, 0, 0, 8, *[0] * 11, *range(9)])
_AC = bytes([1, 1, *[0] * 14, 0x00, 0xF0])
_STEP: Final = 8
"""Every coefficient is divided by this: the mean of 64 values then is the coefficient, eighth for eighth."""


def _jpeg(colour: bytes, width: int, height: int) -> bytes:
    """Baseline, three components at full resolution; after the first block nothing changes any more."""
    first = "".join(_first(value) for value in _ycc(*colour))
    blocks = ((width + 7) // 8) * ((height + 7) // 8)
    scan = _scan(first, more=6 * (blocks - 1))
    frame = struct.pack(">BHHB", 8, height, width, 3) + b"".join(
        bytes([number, 0x11, 0]) for number in (1, 2, 3)
    )
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            _segment(0xDB, b"\0" + bytes([_STEP] * 64)),
            _segment(0xC0, frame),
            _segment(0xC4, b"\x00" + _DC + b"\x10" + _AC),
            _segment(0xDA, b"\x03\x01\0\x02\0\x03\0\0\x3f\0"),
            scan.replace(b"\xff", b"\xff\0"),
            b"\xff\xd9",
        )
    )


def _segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def _scan(first: str, more: int) -> bytes:
    """Pack bits: these, so many zeros (no difference, no more coefficients, three times), and ones to the end."""
    total = len(first) + more
    data = bytearray((total + 7) // 8)
    head = (len(first) + 7) // 8
    data[:head] = int(first.ljust(8 * head, "0"), 2).to_bytes(head, "big")
    data[-1] |= (1 << -total % 8) - 1
    return bytes(data)


def _ycc(red: int, green: int, blue: int) -> tuple[int, int, int]:
    """Convert to luminance and two colour differences, each around zero."""
    luma = 0.299 * red + 0.587 * green + 0.114 * blue
    parts = (luma - 128, (blue - luma) * 0.564, (red - luma) * 0.713)
    return tuple(max(-128, min(127, round(part))) for part in parts)  # type: ignore[return-value]


def _first(value: int) -> str:
    """Spell the first block of a component: its mean as a difference from zero, and nothing else."""
    size = abs(value).bit_length()
    code = f"{16 + size - 1:05b}" if size else "0"
    amplitude = value if value > 0 else value + (1 << size) - 1
    return code + (f"{amplitude:0{size}b}" if size else "") + "0"
