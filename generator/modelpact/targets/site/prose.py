"""Phrases of Markdown, as HTML."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from modelpact.text import Code

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


@lru_cache(maxsize=8192)  # half of what pages say they say several times
def inline(phrase: Code) -> Code:
    """A phrase inside a paragraph."""
    return Code(_reader().renderInline(str(phrase)))


@cache
def _reader() -> MarkdownIt:
    # Here and not above: commands that make no site should not wait for it.
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})
