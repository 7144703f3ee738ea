"""Text of a spec in the metadata of a Python project."""

from __future__ import annotations

import re

from modelpact.text import Code


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
