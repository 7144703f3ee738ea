"""A request as a line for a POSIX shell."""

from __future__ import annotations

import json
import re
import shlex
from typing import Any

from modelpact import ir
from modelpact.text import UNSEEN

_SAFE_IN_DOUBLE_QUOTES = re.compile(r"[A-Za-z0-9 .:_-]*")
WIDTH = 72
_VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def command(provider: ir.Provider, body: dict[str, Any]) -> str:
    """The call of the provider's first operation; the key comes from the environment where a variable is named."""
    operation = provider.operations[0]
    parts = [f"curl {shlex.quote(provider.base_url + operation.path)}"]
    if operation.method != "POST":
        parts.append(f"-X {shlex.quote(operation.method)}")
    parts.append(f"-H {_authorisation(provider.auth)}")
    parts.append(f"-H {shlex.quote(f'Content-Type: {operation.content_type}')}")
    parts.append(f"-d '{_json(body)}'")
    return " \\\n  ".join(parts)


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
