"""What a scalar without quotes means, and which characters of a text are refused."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

MAX_INTEGER: Final = 2**53 - 1

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A scalar that is a number, but none that every target can write."""

    code: str
    message: str


_WORDS: Final[dict[str, bool | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|(?:0|[1-9][0-9]*)(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


def resolve_plain(text: str) -> Scalar | Refused:
    """Read a plain scalar as YAML 1.2 core, save that a decimal number with a leading zero is text."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "-+.0123456789":
        return text
    if _INTEGER.fullmatch(text):
        return _integer(text, 10)
    if _BASED.fullmatch(text):
        return _integer(text, 0)
    if _FLOAT.fullmatch(text):
        return _float(text)
    if _NO_NUMBER.fullmatch(text):
        return Refused("L030", f"{text} is not a number that JSON has")
    return text


def _integer(text: str, base: int) -> int | Refused:
    # counted first: int() takes quadratic time, and refuses very long texts with an error of its own
    digits = text.lstrip("+-0ox")
    value = int(text, base) if len(digits) <= 20 else None
    if value is None or abs(value) > MAX_INTEGER:
        return Refused(
            "L031", f"the number {clipped(text)} is larger than every target can write exactly"
        )
    return value


def _float(text: str) -> float | Refused:
    value = float(text) + 0.0  # -0.0 becomes 0.0: readers of JSON do not agree on the other
    mantissa = re.split("[eE]", text)[0]
    if math.isinf(value):
        return Refused("L030", f"the number {clipped(text)} is too large to hold")
    if value == 0 and mantissa.strip("+-.0"):
        return Refused("L030", f"the number {clipped(text)} is too small to hold")
    if mantissa == text and abs(value) > MAX_INTEGER:
        return Refused(
            "L031", f"the number {clipped(text)} is larger than every target can write exactly"
        )
    return value


def clipped(text: str) -> str:
    """Shorten what a message repeats."""
    return text if len(text) <= 40 else f"{text[:37]}..."


# They show nothing, like all of category Cf: bidirectional controls, zero width, tag characters.
_BLANK = frozenset("\u034f\u115f\u1160\u2800\u3164\uffa0")


def invisible(text: str) -> str:
    """Return the first character that nobody sees, or an empty text."""
    return next((char for char in text if char in _BLANK or unicodedata.category(char) == "Cf"), "")
