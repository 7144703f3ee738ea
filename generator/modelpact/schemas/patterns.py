"""Regular expressions that mean the same to Python, ECMAScript and Rust, and match whole texts.

A validator searches for a pattern, and to Python ``$`` also stands before a last line feed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from modelpact import ir

END = "$(?!\\n)"

SIDE = "[1-9][0-9]{0,5}"
"""One number of a WxH text."""

INTEGER = "-?[0-9]{1,15}"
NUMBER = r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?"
"""Numbers written as text."""

_BASE64 = "[A-Za-z0-9+/=]"


def full(*alternatives: str) -> str:
    """Match any of these from end to end."""
    return f"^(?:{'|'.join(alternatives)}){END}"


def literal(text: str, any_case: bool = False) -> str:
    """Match this text, if asked in any case."""
    return "".join(_char(char, any_case) for char in text)


def _char(char: str, any_case: bool) -> str:
    cases = sorted({char, char.lower(), char.upper()}) if any_case else [char]
    single = [case for case in cases if len(case) == 1]
    if len(single) > 1:
        return f"[{''.join(single)}]"
    return re.sub(r"[\\^$.*+?()\[\]{}|]", r"\\\g<0>", char)


def numbers(values: Iterable[int]) -> str:
    """Match these whole numbers written as text."""
    found = "|".join(_number(value) for value in values)
    return f"(?!-?[0-9]{{16}})(?:{found})"


def between(low: int, high: int) -> str:
    """Match the whole numbers of a range written as text, with up to 15 digits."""
    found = [f"-0*(?:{'|'.join(_positive(max(1, -high), -low))})"] if low < 0 else []
    if low <= 0 <= high:
        found.append("-?0+")
    if high > 0:
        found.append(f"0*(?:{'|'.join(_positive(max(1, low), high))})")
    return f"(?!-?[0-9]{{16}})(?:{'|'.join(found)})"


def _positive(low: int, high: int) -> Iterator[str]:
    """Match numbers without a leading zero: those with as many digits as an end, and the lengths between."""
    shortest, longest = len(str(low)), len(str(high))
    if shortest == longest:
        yield from _digits(str(low), str(high))
        return
    if low > 10 ** (shortest - 1):
        yield from _digits(str(low), "9" * shortest)
        shortest += 1
    if shortest < longest:
        yield "[1-9]" + _any(shortest - 1, longest - 2)
    yield from _digits(f"1{'0' * (longest - 1)}", str(high))


def _digits(low: str, high: str) -> Iterator[str]:
    """Match texts of as many digits that lie between these two."""
    if low == high:
        yield low
        return
    first, last, rest = int(low[0]), int(high[0]), len(low) - 1
    if first == last:
        yield from (low[0] + tail for tail in _digits(low[1:], high[1:]))
        return
    if int(low[1:] or 0) > 0:
        yield from (low[0] + tail for tail in _digits(low[1:], "9" * rest))
        first += 1
    upper = high[1:] != "9" * rest
    if first <= last - upper:
        yield _digit(first, last - upper) + _any(rest, rest)
    if upper:
        yield from (high[0] + tail for tail in _digits("0" * rest, high[1:]))


def _digit(first: int, last: int) -> str:
    return str(first) if first == last else f"[{first}-{last}]"


def _any(least: int, most: int) -> str:
    """Match so many digits, whatever they are."""
    if least == most < 2:
        return "[0-9]" * most
    return f"[0-9]{{{least}}}" if least == most else f"[0-9]{{{least},{most}}}"


def _number(value: int) -> str:
    return "-?0+" if value == 0 else f"-0*{-value}" if value < 0 else f"0*{value}"


def dimensions(item: ir.Dimensions, *, tolerate: bool, any_case: bool) -> list[str]:
    """Match a WxH text, or one of the words; no bounds."""
    separators = [item.separator, *(item.tolerated_separators if tolerate else ())]
    between = "|".join(literal(separator) for separator in dict.fromkeys(separators))
    if len(separators) > 1:
        between = f"(?:{between})"
    return [f"{SIDE}{between}{SIDE}", *(literal(word, any_case) for word in item.words)]


def image(item: ir.ImageInput, *, tolerate: bool) -> str:
    """Match a text that carries a picture.

    Data are looked at up to the 64th character, as they may be megabytes; a data URI that ends in ``...`` is a
    placeholder.
    """
    sources = (*item.sources, *(item.tolerated if tolerate else ()))
    found = []
    if "url" in sources:
        found.append(f"{literal('http', True)}[Ss]?://[^\\x00-\\x20]+{END}")
    if "data-uri" in sources:
        head = (
            f"{literal('data:image/', True)}(?:{_formats(item.formats)});{literal('base64', True)},"
        )
        found.append(f"{head}(?:{_BASE64}{{64}}|{_BASE64}{{1,63}}{END}|[\\s\\S]*\\.\\.\\.{END})")
    if "base64" in sources:
        found.append(f"(?:{_BASE64}{{64}}|{_BASE64}{{16,63}}{END})")
    return f"^(?:{'|'.join(found)})"


def _formats(formats: tuple[str, ...]) -> str:
    if not formats:
        return "[^,]{0,61}"
    names = dict.fromkeys(
        name for found in formats for name in (("jpeg", "jpg") if found == "jpeg" else (found,))
    )
    return "|".join(literal(name, True) for name in names)
