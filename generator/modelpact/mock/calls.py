"""How requests arrive: the route of a path, and the parts of a form."""

from __future__ import annotations

import base64
from collections.abc import AsyncGenerator, Mapping
from typing import Final
from urllib.parse import unquote

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from modelpact import operations
from modelpact.travel import Part

_LARGEST_TEXT: Final = 64 * 1024 * 1024
"""Bytes of a part that is no file: a data URI may be one."""


def route(path: str) -> tuple[str, tuple[str, ...]]:
    """Spell a path without its query for the router, and name its holes in order. Any of them may hold slashes."""
    path, _ = operations.queried(path)
    names = operations.placeholders(path)
    for number, name in enumerate(names):
        for hole in (f"{{+{name}}}", f"{{{name}}}"):
            path = path.replace(hole, f"{{p{number}:path}}", 1)
    return path, names


def asked(path: str, given: Mapping[str, str]) -> dict[str, str]:
    """What stands in the query of a request for an operation; ValueError says what is wanting."""
    found = {}
    for name, value in operations.queried(path)[1]:
        holes = operations.placeholders(value)
        if holes and name in given:
            found[holes[0]] = given[name]
        elif holes or given.get(name) != unquote(value):
            raise ValueError(f"Send ?{name}={value} in the address.")
    return found


def plainness(path: str) -> int:
    """How much of a path is literal: of two that fit a request, the one with more is meant."""
    return len(operations.expanded(path, dict.fromkeys(operations.placeholders(path), "")))


async def parts(content_type: str, body: bytes) -> list[Part]:
    """Read a form; ValueError where it is none."""

    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    headers = Headers({"content-type": content_type})
    try:
        form = await MultiPartParser(headers, whole(), max_part_size=_LARGEST_TEXT).parse()
    except (MultiPartException, KeyError) as error:
        raise ValueError(getattr(error, "message", "") or "it has no boundary") from None
    try:
        return [(name, await _text(value)) for name, value in form.multi_items()]
    finally:
        await form.close()


async def _text(value: UploadFile | str) -> str:
    if isinstance(value, str):
        return value
    data = base64.b64encode(await value.read()).decode("ascii")
    return f"data:{value.content_type or 'application/octet-stream'};base64,{data}"
