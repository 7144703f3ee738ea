"""A request as it travels: its address, its headers and the bytes of its body."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from modelpact import operations
from modelpact.probe.plan import Plan, Request
from modelpact.travel import File, parts

_BOUNDARY: Final = "modelpact-probe-5f3c1b7e9a2d4086"


@dataclass(frozen=True, slots=True)
class Travelling:
    """``path`` follows the base URL; the key is not in the headers yet."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes | None


def travelling(plan: Plan, request: Request) -> Travelling:
    """Put the members of a request where its operation wants them."""
    call = plan.way.calls[request.call]
    away = operations.placeholders(call.path)
    rest = {name: value for name, value in request.body.items() if name not in away}
    kind = call.content_type
    if kind == operations.MULTIPART:
        content = _form(parts(plan.way.files, call.brackets, rest))
        kind = f"{kind}; boundary={_BOUNDARY}"
    else:
        content = json.dumps(rest, ensure_ascii=True).encode("ascii")
    accept = "image/*, application/json" if plan.way.binary else "application/json"
    headers = {"Content-Type": kind, "Accept": accept, **plan.way.headers}
    return Travelling(call.method, operations.expanded(call.path, request.body), headers, content)


def asking(plan: Plan, name: str, values: Mapping[str, Any]) -> Travelling:
    """Ask by an operation that takes no body, such as one for a job."""
    call = plan.way.calls[name]
    headers = {"Accept": "application/json", **plan.way.headers}
    return Travelling(call.method, operations.expanded(call.path, values), headers, None)


def _form(found: Iterable[tuple[str, str | File]]) -> bytes:
    """Write a form. The boundary is the same each time, and is in no text that a plan has."""
    pieces: list[bytes] = []
    for number, (name, part) in enumerate(found, 1):
        shown = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{shown}"'
        if isinstance(part, File):
            head += f'; filename="picture-{number}"\r\nContent-Type: {part.media_type}'
        content = part.data if isinstance(part, File) else part.encode()
        pieces += [head.encode(), b"\r\n\r\n", content, b"\r\n"]
    return b"".join((*pieces, f"--{_BOUNDARY}--\r\n".encode()))
