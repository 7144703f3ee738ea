"""Text of a spec inside of Python docstrings."""

from __future__ import annotations

import re
import textwrap

from modelpact import text

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
