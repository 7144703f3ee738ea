"""Pictures that any reader decodes, at their size and in their colour."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from modelpact.mock.pictures import LONGEST, MOST, Picture, fitting

COLOURS = ["000000", "ffffff", "ff0000", "00ff00", "0000ff", "129ae0", "010203"]
SIZES = [(1, 1), (7, 9), (8, 8), (17, 1), (1, 300), (1024, 768), (6240, 2656)]


def decoded(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize("jpeg", [False, True], ids=["png", "jpeg"])
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("colour", COLOURS)
def test_a_picture_has_its_size_and_colour_in_every_corner(
    colour: str, size: tuple[int, int], jpeg: bool
) -> None:
    found = decoded(Picture(bytes.fromhex(colour), *size, jpeg).data())
    assert (found.format, found.size) == ("JPEG" if jpeg else "PNG", size)
    pixels = found.convert("RGB")
    for corner in ((0, 0), (size[0] - 1, 0), (0, size[1] - 1), (size[0] - 1, size[1] - 1)):
        near = zip(pixels.getpixel(corner), bytes.fromhex(colour), strict=True)
        assert all(abs(one - other) <= (3 if jpeg else 0) for one, other in near)


@given(st.binary(min_size=3, max_size=3), st.integers(1, 70), st.integers(1, 70), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_colour_and_size_decodes(colour: bytes, width: int, height: int, jpeg: bool) -> None:
    found = decoded(Picture(colour, width, height, jpeg).data())
    assert found.size == (width, height)
    assert len(found.convert("RGB").getcolors() or ()) == 1


def test_the_name_says_everything() -> None:
    for picture in (
        Picture(b"\x01\x02\x03", 640, 480),
        Picture(b"\xff\0\xff", 1, LONGEST, True),
    ):
        assert Picture.named(picture.name) == picture


@pytest.mark.parametrize(
    "name",
    [
        "",
        "../../etc/passwd",
        "010203-0x10.png",
        "010203-10x10.gif",
        "01020-10x10.png",
        "010203-99999x99999.png",
        f"010203-{LONGEST + 1}x1.png",
        "010203-10x10.png\n",
        "010203-１0x10.png",
    ],
)
def test_other_names_are_none(name: str) -> None:
    assert Picture.named(name) is None


@given(st.floats(0.1, 10**9), st.floats(0.1, 10**9))
def test_every_size_fits(width: float, height: float) -> None:
    found = fitting(width, height)
    assert min(found) >= 1
    assert max(found) <= LONGEST
    assert found[0] * found[1] <= MOST
    if max(width, height) <= LONGEST and width * height <= MOST and min(width, height) >= 1:
        assert found == (int(width), int(height))


def test_the_largest_is_small() -> None:
    for jpeg in (False, True):
        assert len(Picture(b"\x10\x20\x30", 8192, 8192, jpeg).data()) < 1_000_000
