"""Values as YAML, in one line, as a person would write them in a pact."""

from __future__ import annotations

import json
from typing import Any, Final


def flow(value: Any) -> str:
    """Print a plain value in one line."""
    match value:
        case dict():
            return (
                f"{{{', '.join(f'{_inner(key)}: {_inner(item)}' for key, item in value.items())}}}"
            )
        case list():
            return f"[{', '.join(map(_inner, value))}]"
    return scalar(value)


def _inner(value: Any) -> str:
    """Print a value inside of brackets, where a text with a comma would look like two."""
    text = flow(value)
    return quoted(value) if value == text and (set(text) & set(",[]{}") or ":?" in text) else text


_WORDS: Final = frozenset({"null", "true", "false", "~"})
_BASED: Final = ("0x", "0o", "0b")


def scalar(value: Any) -> str:
    """Print a scalar so that text which looks like something else is quoted."""
    if not isinstance(value, str):
        return json.dumps(value)
    odd = (
        not value
        or value != value.strip()
        or value[0] in "-?:,[]{}#&*!|>'\"%@`"
        or value[-1] == ":"
        or value.startswith("...")  # at the start of a line it would end the document
        or not value.isprintable()
    )
    if odd or ": " in value or " #" in value or value.lower() in _WORDS:
        return quoted(value)
    if value.startswith(_BASED) or value.lstrip("+").lower() in (".inf", ".nan"):
        return quoted(value)
    try:
        float(value)
    except ValueError:
        return value if value != "<<" else quoted(value)
    return quoted(value)


def quoted(text: str) -> str:
    """Print a text in double quotes, on one line; what nobody sees is spelled out."""
    return "".join(
        (
            char
            if char.isprintable()
            else rf"\u{ord(char):04x}" if char < "\U00010000" else rf"\U{ord(char):08x}"
        )
        for char in json.dumps(text, ensure_ascii=False)
    )
