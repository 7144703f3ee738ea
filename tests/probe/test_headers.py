"""What headers of pictures say, beside what Pillow reads; and nothing else comes of what is no picture."""

from __future__ import annotations

import base64
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from modelpact.probe import pictures
from modelpact.probe.headers import header

FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")


def drawn(form: str, mode: str, size: tuple[int, int], **how: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size).save(stream, form, **how)
    return stream.getvalue()


@pytest.mark.parametrize("form", FORMATS)
@given(width=st.integers(1, 400), height=st.integers(1, 400))
def test_sizes(form: str, width: int, height: int) -> None:
    found = header(drawn(form, "RGB", (width, height)))
    assert found is not None
    assert found == (form.lower(), width, height, False)


@pytest.mark.parametrize(
    ("form", "mode", "how", "alpha"),
    [
        ("PNG", "RGBA", {}, True),
        ("PNG", "LA", {}, True),
        ("PNG", "P", {"transparency": 0}, True),
        ("PNG", "P", {}, False),
        ("JPEG", "L", {"progressive": True}, False),
        ("WEBP", "RGBA", {"lossless": True}, True),
        ("WEBP", "RGBA", {}, True),
        ("WEBP", "RGB", {"lossless": True}, False),
        ("GIF", "P", {"transparency": 0}, True),
        ("GIF", "P", {}, False),
        ("BMP", "RGBA", {}, True),
        ("TIFF", "RGBA", {}, True),
        ("TIFF", "L", {}, False),
    ],
)
def test_alpha(form: str, mode: str, how: dict[str, object], alpha: bool) -> None:
    image = Image.new(mode, (7, 5), 0 if mode in ("P", "L") else (1, 2, 3, 4)[: len(mode)])
    stream = io.BytesIO()
    image.save(stream, form, **how)
    assert header(stream.getvalue()) == (form.lower(), 7, 5, alpha)


@pytest.mark.parametrize("form", FORMATS)
@given(cut=st.integers(0, 120), noise=st.binary(max_size=40))
def test_what_is_cut_or_spoilt_is_none_or_has_a_size(form: str, cut: int, noise: bytes) -> None:
    found = header(drawn(form, "RGB", (20, 30))[:cut] + noise)
    assert found is None or (found.width > 0 and found.height > 0)


@given(data=st.binary(max_size=64))
@example(data=b"\xff\xd8\xff")
@example(data=b"GIF89a" + bytes(7) + b"!")
def test_what_is_no_picture(data: bytes) -> None:
    found = header(data)
    assert found is None or data[:2] in (b"\x89P", b"\xff\xd8", b"RI", b"GI", b"BM", b"II", b"MM")


def test_the_pictures_that_are_sent_are_whole() -> None:
    for form, text in pictures.FORMATS.items():
        if form != "svg+xml":
            with Image.open(io.BytesIO(base64.b64decode(text))) as image:
                image.load()
                assert (image.format or "").lower() == form
                assert image.size == (64, 64)
