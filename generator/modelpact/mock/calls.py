"""Requests as they travel: what stands in the path and in the parts of a form becomes one JSON object again."""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncGenerator, Iterable, Mapping
from typing import Any, Final

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from modelpact import ir, operations

_LARGEST_TEXT: Final = 64 * 1024 * 1024
"""Bytes of a part that is no file: a data URI may be one."""

Part = tuple[str, str]
"""The name of a part, and its text; a file is a data URI by now."""


def route(path: str) -> tuple[str, tuple[str, ...]]:
    """Spell a path for the router, and name its holes in order. Any of them may hold slashes."""
    names = operations.placeholders(path)
    for number, name in enumerate(names):
        for hole in (f"{{+{name}}}", f"{{{name}}}"):
            path = path.replace(hole, f"{{p{number}:path}}", 1)
    return path, names


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


def request(
    provider: ir.Provider, operation: ir.Operation, stated: Mapping[str, str], said: Any
) -> Any:
    """The request that travelled so: ``stated`` in the path, ``said`` in the body (the parts of a form, or JSON)."""
    if not operations.is_multipart(operation):
        if not stated or not isinstance(said, dict):
            return said
        model = _model(provider, stated.get("model", said.get("model")))
        return {name: typed(model, name, text) for name, text in stated.items()} | said
    given = [*stated.items(), *said]
    model = _model(provider, dict(given).get("model"))
    body: dict[str, Any] = {}
    for name, texts in _gathered(operation, given).items():
        found = [typed(model, name, text) for text in texts]
        body[name] = found if _is_list(model, operation, name, given) else found[0]
    return body


def _gathered(operation: ir.Operation, given: Iterable[Part]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, text in given:
        plain = name.removesuffix("[]") if operation.array_names == "brackets" else name
        found.setdefault(plain, []).append(text)
    return found


def _is_list(model: ir.Model | None, operation: ir.Operation, name: str, given: list[Part]) -> bool:
    """Tell whether the parts of a member are a list: where they are named so, are several, or it takes nothing else."""
    names = [part for part, _ in given]
    if names.count(name) > 1 or (f"{name}[]" in names and operation.array_names == "brackets"):
        return True
    if model is None or name not in operations.pictured(model):
        return False
    member = operations.find(model, name)
    return member is not None and all(isinstance(kind, ir.Array) for kind in member.value.kinds)


def _model(provider: ir.Provider, id_: Any) -> ir.Model | None:
    return next((model for model in provider.models if model.id == id_), None)


def typed(model: ir.Model | None, name: str, text: str) -> Any:
    """Read a text as what the member is: a text stays one unless the member takes other things alone."""
    member = operations.find(model, name) if model else None
    if member is None or not member.value.kinds or _takes_texts(model, member):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _takes_texts(model: ir.Model | None, member: ir.Member) -> bool:
    pictured = model is not None and member.name in operations.pictured(model)
    return pictured or any(isinstance(kind, ir.String) for kind in member.value.kinds)
