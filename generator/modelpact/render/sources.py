"""How the file of a template becomes the template that Jinja reads."""

from __future__ import annotations

from typing import Final

VERBATIM_FOLDER: Final = "verbatim"
"""What lies in a folder of this name is code in which braces mean what they mean there."""
STAMP: Final = "Ejected by modelpact: "


def wrapped(name: str, source: str) -> str:
    """Keep Jinja from reading real code."""
    if VERBATIM_FOLDER in name.split("/"):
        return f"{{% raw %}}{source}{{% endraw %}}"
    return source


def without_stamp(name: str, source: str) -> str:
    """Take away the first line of real code, where it only says what the file is a copy of.

    In a template it is a comment of Jinja's own.
    """
    first, _, rest = source.partition("\n")
    if VERBATIM_FOLDER in name.split("/") and STAMP in first:
        return rest
    return source
