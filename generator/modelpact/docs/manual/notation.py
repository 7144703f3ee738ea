"""How what a chapter says of itself is spelled: in HTML for its page, in Markdown for its twin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from modelpact.reference.anchors import Anchors
from modelpact.text import Code, html, md, md_code

_BACKTICKS: Final = re.compile(r"`([^`]+)`")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with the anchor that it has on the page."""

    level: int
    title: str
    anchor: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """Spells phrases. ``anchor`` takes the anchor that a heading has on the page."""

    text: Callable[[str], Code]
    code: Callable[[str], Code]
    pattern: Code
    """Of a link: the anchor that it leads to, and what it says."""
    anchor: Callable[[str], Code]

    def marked(self, text: str) -> Code:
        """Plain text in which code stands between backticks."""
        plain, *rest = _BACKTICKS.split(text)
        found = [self.text(plain)]
        for code, behind in zip(rest[::2], rest[1::2], strict=True):
            found += [self.code(code), self.text(behind)]
        return Code().join(found)

    def link(self, anchor: str, said: str) -> Code:
        return self.pattern.format(self.anchor(anchor), self.text(said))


def _html_code(text: str) -> Code:
    return Code("<code>{}</code>").format(html(text))


HTML: Final = Notation(
    text=html, code=_html_code, pattern=Code('<a href="#{}">{}</a>'), anchor=html
)


def markdown(headings: Iterable[Heading]) -> Notation:
    """The notation of a twin with these headings, which are all that it has, in their order."""
    anchors = Anchors()
    names = {str(heading.anchor): anchors.take(heading.title) for heading in headings}
    return Notation(
        text=_piece, code=md_code, pattern=Code("[{1}](#{0})"), anchor=names.__getitem__
    )


def _piece(text: str) -> Code:
    """As ``md``, and the blanks at the ends stay: there may be code behind them."""
    before = Code(" " * text.startswith(" "))
    behind = Code(" " * (text != " " and text.endswith(" ")))
    return before + md(text) + behind
