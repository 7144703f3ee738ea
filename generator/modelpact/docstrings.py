"""Text of a spec inside of Python docstrings."""

from __future__ import annotations

import textwrap

from modelpact.text import py_doc

WIDTH = 88


def docstring(value: str, indent: int) -> list[str]:
    """The lines of a docstring, wrapped; none where there is nothing to say."""
    line = str(py_doc(value))
    if not line:
        return []
    pad = " " * indent
    if len(line) + indent + 6 <= WIDTH:
        return [f'{pad}"""{line}"""']
    rows = textwrap.wrap(line, WIDTH - indent - 3, break_long_words=False, break_on_hyphens=False)
    if len(rows) == 1:
        return [f'{pad}"""{line}"""']
    return [f'{pad}"""{rows[0]}', *(pad + row for row in rows[1:]), f'{pad}"""']
