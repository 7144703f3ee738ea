"""How a request travels, and what of it arrives: in the path and in the parts of a form all is text."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from modelpact import ir, operations

Part = tuple[str, str]
"""The name of a part, and its text; a file is a data URI."""


class File(NamedTuple):
    """A part that is a picture: its bytes and its media type."""

    data: bytes
    media_type: str


def parts(
    files: Collection[str], brackets: bool, body: Mapping[str, Any]
) -> Iterator[tuple[str, str | File]]:
    """Yield the parts of a form, by name; ``files`` are the members that carry pictures. Null is left out."""
    for name, value in body.items():
        if name in files:
            label = f"{name}[]" if brackets and isinstance(value, list) else name
            for item in value if isinstance(value, list) else [value]:
                yield label, _file(item) or operations.part(item)
        elif value is not None:
            yield name, operations.part(value)


def _file(value: Any) -> File | None:
    """Read a data URI or base64; None for a link, and for what could be no file."""
    if not isinstance(value, str):
        return None
    head, comma, text = value.partition(",")
    kind = head[5:].partition(";")[0] if comma and head[:5].lower() == "data:" else ""
    try:
        data = base64.b64decode(text if kind else value, validate=True)
    except (binascii.Error, ValueError):
        return None
    return File(data, kind or "image/png") if data else None


def arrived(provider: ir.Provider, model: ir.Model, body: Mapping[str, Any]) -> Any:
    """Return a request as a gateway can read it that knows the types of the pact; None where it cannot be sent."""
    operation = operations.of_request(provider, model, body)
    stated: dict[str, str] = {}
    for name in operations.placeholders(operation.path):
        value = body.get(name)
        if value is None or isinstance(value, dict | list) or not operations.text(value):
            return None
        stated[name] = operations.text(value)
    said: Any = operations.in_body(operation, body)
    if operations.is_multipart(operation):
        files = tuple(operations.pictured(model))
        brackets = operation.array_names == "brackets"
        said = [(name, _uri(part)) for name, part in parts(files, brackets, said)]
    return request(provider, operation, stated, said)


def _uri(part: str | File) -> str:
    if isinstance(part, str):
        return part
    return f"data:{part.media_type};base64,{base64.b64encode(part.data).decode('ascii')}"


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
