"""From the body of a request to the call that it becomes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from ._calling import Way
from ._calls import HEADERS, OTHERS, WAYS
from ._multipart import form
from ._options import Call, Config
from ._raw import RequestInfo


@dataclass(frozen=True, slots=True)
class OperationCall(Call):
    """A call that knows what it is for."""

    way: Way
    base_url: str
    body: Mapping[str, Any] = field(repr=False)


def directed(call: Call, config: Config, body: dict[str, Any]) -> OperationCall:
    """Send a call where its model is called, its body as that operation wants it."""
    way = way_of(body)
    operation = way.operation(body)
    rest = operation.left(body)
    if operation.is_form:
        content, kind = form(rest, way.files, operation.brackets)
    else:
        text = json.dumps(rest, allow_nan=False, separators=(",", ":"))
        content, kind = text.encode("ascii"), operation.content_type
    request = RequestInfo(operation.method, config.base_url + operation.filled(body))
    return operated(replace(call, request=request, content=content), config, body, kind)


def operated(
    call: Call, config: Config, body: dict[str, Any], kind: str = "application/json"
) -> OperationCall:
    """The same call, knowing what it is for."""
    way = way_of(body)
    known = {each.name: getattr(call, each.name) for each in fields(call)}
    headers = _headers(call.headers, kind)
    # A call that begins a job has no picture for an answer; what asks for that of the job has.
    shows = way.answer.binary and way.answer.poll is None
    known["headers"] = wanting_a_picture(headers) if shows else headers
    return OperationCall(**known, way=way, base_url=config.base_url, body=body)


def way_of(body: Mapping[str, Any]) -> Way:
    """How the model of a request is called."""
    id_ = body.get("model")
    return WAYS.get(id_, OTHERS) if isinstance(id_, str) else OTHERS


def wanting_a_picture(headers: Mapping[str, str]) -> dict[str, str]:
    """The same headers, unless a caller has said what answer is wanted."""
    usual = ("accept", "application/json")
    return {
        name: "image/*" if (name.lower(), value) == usual else value
        for name, value in headers.items()
    }


def _headers(given: Mapping[str, str], kind: str) -> dict[str, str]:
    said = {name.lower() for name in given}
    found = {name: value for name, value in HEADERS.items() if name.lower() not in said}
    for name, value in given.items():
        if name.lower() == "content-type":
            value = kind
        found[name] = value
    return found
