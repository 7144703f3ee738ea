"""Code with a class for each token."""

from __future__ import annotations

from functools import cache
from typing import Any

from modelpact.text import Code, shown_lines


def highlight(code: str, language: str) -> Code:
    """Mark the tokens of ``code``; ``language`` is a name that pygments knows."""
    from pygments import highlight as marked

    lexer, formatter = _tools(language)
    return Code(marked(shown_lines(code), lexer, formatter).rstrip("\n"))


@cache
def _tools(language: str) -> tuple[Any, Any]:
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name(language, stripnl=False), HtmlFormatter(nowrap=True)
