"""Pictures as bytes and as files."""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ._download import download
from ._errors import ImageDecodeError
from ._formats import EXTENSIONS, image_format

_KNOWN: Final = frozenset(
    ending for endings in EXTENSIONS.values() for ending in endings
)


@dataclass(frozen=True, slots=True)
class SavedImage:
    """A picture, by a link or in base64, and what can be done with it either way."""

    url: str | None
    b64_json: str | None = field(repr=False)
    raw: Mapping[str, Any] = field(repr=False)
    """All that the answer says of it."""
    _origin: str = field(default="", repr=False, compare=False)

    def to_bytes(self) -> bytes:
        """Decode the picture, or download it: without the key, and no more than 64 MiB."""
        if self.b64_json is not None:
            data = decoded(self.b64_json)
        elif self.url is not None:
            data = download(self.url, self._origin)
        else:
            raise ImageDecodeError("the answer holds neither base64 nor a link")
        if image_format(data) is None:
            raise ImageDecodeError("what came back is no picture of a known format")
        return data

    def save(self, path: str | os.PathLike[str], *, overwrite: bool = False) -> Path:
        """Write the picture to a file and return where it is.

        The ending follows from the picture: ``cat`` and ``cat.png`` become ``cat.jpg``
        where a JPEG came back. A file that is there is kept unless ``overwrite``.
        """
        return write(self.to_bytes(), Path(path), overwrite)

    async def to_bytes_async(self) -> bytes:
        """As to_bytes, for coroutines. Where it is cancelled, a download ends by itself."""
        import anyio.to_thread

        return await anyio.to_thread.run_sync(self.to_bytes, abandon_on_cancel=True)

    async def save_async(
        self, path: str | os.PathLike[str], *, overwrite: bool = False
    ) -> Path:
        """As save, for coroutines."""
        import anyio.to_thread

        data = await self.to_bytes_async()
        return await anyio.to_thread.run_sync(write, data, Path(path), overwrite)


def decoded(text: str) -> bytes:
    """Decode base64, strictly, bare or in a data URI."""
    if text[:5].lower() == "data:":
        text = text.partition(",")[2]
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ImageDecodeError(
            f"the picture is not base64 ({error}); response.raw has what came"
        ) from None


def write(data: bytes, path: Path, overwrite: bool) -> Path:
    """Write a whole file or none, following no link that lies at its place."""
    ending = EXTENSIONS[image_format(data) or ""]
    if path.suffix.lower() not in ending:
        known = path.suffix.lower() in _KNOWN
        path = path.with_suffix(ending[0]) if known else Path(f"{path}{ending[0]}")
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
        if overwrite:
            part.replace(path)
        else:
            _moved_to_a_free_place(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path


def _moved_to_a_free_place(part: Path, path: Path) -> None:
    """Move a file to where none is; nobody else can have the place in between."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except FileExistsError:
        raise FileExistsError(
            f"{str(path)!r} is there already: choose another name, or pass overwrite=True"
        ) from None
    try:
        part.replace(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
