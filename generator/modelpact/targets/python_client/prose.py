"""Text of a spec inside of docstrings."""

from __future__ import annotations

import re
import textwrap

from modelpact import text
from modelpact.text import Code

WIDTH = 88
_DOUBLED = re.compile(r"\\|\"")


def plain(value: str) -> str:
    """One line of ASCII that ends no docstring: what cannot be seen is named, quotes are single."""
    line = text.shown(text.fold(value)).encode("ascii", "backslashreplace").decode("ascii")
    return _DOUBLED.sub(lambda found: "'" if found[0] == '"' else "\\\\", line)


def docstring(value: str, indent: int) -> list[str]:
    """The lines of a docstring, wrapped; none where there is nothing to say."""
    line = plain(value)
    if not line:
        return []
    pad = " " * indent
    if len(line) + indent + 6 <= WIDTH:
        return [f'{pad}"""{line}"""']
    rows = textwrap.wrap(line, WIDTH - indent - 3, break_long_words=False, break_on_hyphens=False)
    if len(rows) == 1:
        return [f'{pad}"""{line}"""']
    return [f'{pad}"""{rows[0]}', *(pad + row for row in rows[1:]), f'{pad}"""']


def toml(value: str) -> Code:
    """A TOML string in ASCII. TOML knows no lone surrogates; they are named instead."""
    shown = re.sub("[\ud800-\udfff]", lambda found: f"[U+{ord(found[0]):04X}]", value)
    return Code(f'"{"".join(map(_toml_sign, shown))}"')


def _toml_sign(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if " " <= sign <= "~":
        return sign
    return f"\\u{ord(sign):04X}" if ord(sign) < 0x10000 else f"\\U{ord(sign):08X}"
