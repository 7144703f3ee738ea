"""Values as YAML, in one line, as a person would write them in a pact."""

from __future__ import annotations

import json
from typing import Any


def flow(value: Any) -> str:
    """Print a plain value in one line."""
    match value:
        case dict():
            return (
                f"{{{', '.join(f'{scalar(key)}: {_inner(item)}' for key, item in value.items())}}}"
            )
        case list():
            return f"[{', '.join(map(_inner, value))}]"
    return scalar(value)


def _inner(value: Any) -> str:
    """Print a value inside of brackets, where a text with a comma would look like two."""
    text = flow(value)
    return (
        json.dumps(value, ensure_ascii=False)
        if value == text and set(text) & set(",[]{}")
        else text
    )


def scalar(value: Any) -> str:
    """Print a scalar so that text which looks like something else is quoted."""
    if not isinstance(value, str):
        return json.dumps(value)
    odd = (
        not value
        or value != value.strip()
        or value[0] in "-?:,[]{}#&*!|>'\"%@`"
        or not value.isprintable()
    )
    if odd or ": " in value or " #" in value or value in ("true", "false", "null", "~"):
        return json.dumps(value, ensure_ascii=False)
    try:
        float(value)
    except ValueError:
        return value
    return json.dumps(value)
