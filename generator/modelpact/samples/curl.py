"""A request as a line for a POSIX shell."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from typing import Any, Final

from modelpact import effective, ir, operations
from modelpact.text import UNSEEN

_SAFE_IN_DOUBLE_QUOTES = re.compile(r"[A-Za-z0-9 .:_-]*")
WIDTH = 72
ENDINGS: Final = {"jpeg": "jpg", "tiff": "tif"}
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def command(provider: ir.Provider, model: ir.Model, body: dict[str, Any]) -> str:
    """A request, and below it how its job is asked for; the key is in the environment where a variable is named."""
    operation = operations.of_request(provider, model, body)
    call = operation.method, operations.expanded(operation.path, body)
    lines = _call(provider, *call, posts=True)
    if operations.is_multipart(operation):
        lines += _form(model, operation, operations.in_body(operation, body))
    else:
        lines.append(f"-H {shlex.quote(f'Content-Type: {operation.content_type}')}")
        lines.append(f"-d '{_json(operations.in_body(operation, body))}'")
    if model.response.binary:
        lines.append(f"-o picture.{ENDINGS.get(form := _form_asked(model, body), form)}")
    commands = [_joined(lines)]
    if model.response.poll is not None:
        commands += _asked_again(provider, model.response.poll, body)
    return "\n\n".join(commands)


def _call(provider: ir.Provider, method: str, path: str, *, posts: bool) -> list[str]:
    """The address with the headers that every request has; a body makes a POST of it by itself."""
    lines = [f"curl {shlex.quote(path if '://' in path else provider.base_url + path)}"]
    if method != ("POST" if posts else "GET"):
        lines.append(f"-X {shlex.quote(method)}")
    lines.append(f"-H {_authorisation(provider.auth)}")
    lines += [f"-H {shlex.quote(f'{name}: {value}')}" for name, value in provider.headers]
    return lines


def _joined(lines: list[str]) -> str:
    return " \\\n  ".join(lines)


def _form(model: ir.Model, operation: ir.Operation, body: dict[str, Any]) -> list[str]:
    """The parts of a form: pictures are files that lie beside, everything else is text."""
    pictured, number, lines = set(operations.pictured(model)), 0, []
    for name, value in body.items():
        listed = name in pictured and isinstance(value, list)
        for item in value if listed else [value]:
            part = operations.part_name(operation, name) if listed else name
            if name in pictured and not str(item).startswith(("http://", "https://")):
                number += 1
                lines.append(f"-F {shlex.quote(f'{part}=@picture-{number}{_ending(item)}')}")
            else:
                lines.append(f"--form-string {shlex.quote(f'{part}={operations.part(item)}')}")
    return lines


def _ending(picture: Any) -> str:
    found = re.match(r"data:image/([a-z0-9]+)", str(picture))
    return f".{ENDINGS.get(found[1], found[1])}" if found else ".png"


def _form_asked(model: ir.Model, body: dict[str, Any]) -> str:
    """The file format that a request gets, where the body of the answer is the picture."""
    asked = effective.effective(model, body, model.response.format)
    form = asked.rpartition("/")[2].lower() if isinstance(asked, str) else ""
    return form if form in model.response.binary else model.response.binary[0]


def _asked_again(provider: ir.Provider, poll: ir.Poll, body: dict[str, Any]) -> Iterator[str]:
    """The commands that ask for a job, with words in capitals where its id or its address belongs."""
    status, answer = operations.polled(provider, poll)
    values = {**body, operations.JOB: "JOB_ID"}
    path = operations.expanded(status.path, values) if status else "https://JOB_ADDRESS"
    done = " or ".join(json.dumps(value) for value in poll.done)
    where = poll.id if status or answer else poll.link
    told = f"# Until {poll.status} is {done}; {where} of the answer says which job."
    asked = _joined(_call(provider, status.method if status else "GET", path, posts=False))
    yield f"{told}\n{asked}"
    if answer is not None:
        path = operations.expanded(answer.path, values)
        yield _joined(_call(provider, answer.method, path, posts=False))


def _authorisation(auth: ir.Auth) -> str:
    start = f"{auth.header}: {auth.scheme} " if auth.scheme else f"{auth.header}: "
    if _VARIABLE.fullmatch(auth.environment) and _SAFE_IN_DOUBLE_QUOTES.fullmatch(start):
        return f'"{start}${auth.environment}"'
    return shlex.quote(start + (auth.placeholder or "YOUR_KEY"))


def _json(body: dict[str, Any]) -> str:
    """JSON that single quotes hold: an apostrophe or what cannot be seen is escaped in JSON's own way."""
    text = _pretty(body, 0).replace("'", "\\u0027")
    return UNSEEN.sub(
        lambda found: found[0] if found[0] == "\n" else json.dumps(found[0])[1:-1], text
    )


def _pretty(value: Any, depth: int) -> str:
    """Indented by two; a list or an object inside the body that fits stays on its line."""
    flat = json.dumps(value, ensure_ascii=False)
    if (
        not isinstance(value, dict | list)
        or not value
        or (depth and len(flat) + 2 * depth <= WIDTH)
    ):
        return flat
    if isinstance(value, dict):
        entries = [
            f"{json.dumps(name, ensure_ascii=False)}: {_pretty(inner, depth + 1)}"
            for name, inner in value.items()
        ]
    else:
        entries = [_pretty(inner, depth + 1) for inner in value]
    start, end = "{}" if isinstance(value, dict) else "[]"
    margin = "\n" + "  " * depth
    return start + ",".join(f"{margin}  {entry}" for entry in entries) + margin + end
