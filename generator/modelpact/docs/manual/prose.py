"""Chapters in Markdown, as HTML. HTML in them is text; a fence may carry a name: ``yaml spec/acme/provider.yaml``.

Chapters link to each other as they lie in Markdown, ``keys.md#files``; pages link to pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from modelpact.docs.manual.notation import Heading
from modelpact.files import Render
from modelpact.reference.anchors import Anchors
from modelpact.targets.site.highlight import highlight
from modelpact.text import Code, Text

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

PROMPT: Final = "$ "
"""What a command begins with in a fence of the language ``console``; all other lines are what it prints."""
_TWIN: Final = re.compile(r"(\w+)\.md(#.*|)$")
"""Where a link between chapters leads."""
_OWN: Final = ("content", "nav")
"""Anchors that every page has."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A chapter. ``title`` is its first heading, ``lead`` its first paragraph, both as plain text."""

    title: str
    lead: str
    body: Code
    headings: tuple[Heading, ...]
    """All but the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A block of code. ``copy`` is what the reader would copy: of a session, the commands."""

    label: Text
    copy: Text
    code: Code


def prose(source: str, render: Render) -> Prose:
    """Read a chapter."""
    reader = _reader(render)
    tokens = reader.parse(source)
    anchors = Anchors()
    for taken in _OWN:
        anchors.take(taken)
    title, lead, headings = "", "", []
    for token, content in pairwise(tokens):
        if token.type == "heading_open":
            said = _plain(content)
            if token.tag == "h1":
                title = said
            else:
                heading = Heading(int(token.tag[1]), said, anchors.take(said))
                token.attrSet("id", str(heading.anchor))
                headings.append(heading)
        elif token.type == "paragraph_open" and not lead:
            lead = _plain(content)
            token.attrSet("class", "lead")
    for link in (part for token in tokens for part in token.children or () if part.attrs):
        if to := _TWIN.match(str(link.attrs.get("href"))):
            link.attrSet("href", f"{to[1]}.html{to[2]}")
    body = Code(reader.renderer.render(tokens, reader.options, {}))
    return Prose(title, lead, body, tuple(headings))


def commands(session: str) -> list[str]:
    """The commands of a session."""
    lines = session.splitlines()
    return [line.removeprefix(PROMPT) for line in lines if line.startswith(PROMPT)]


def _plain(token: Token) -> str:
    return "".join(
        " " if part.type == "softbreak" else part.content for part in token.children or ()
    )


def _reader(render: Render) -> MarkdownIt:
    from markdown_it import MarkdownIt

    def fence(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        language, _, name = tokens[index].info.partition(" ")
        text = tokens[index].content
        copied = "\n".join(commands(text)) if language == "console" else text
        view = Listing(
            label=Text(name or language),
            copy=Text(copied.rstrip("\n")),
            code=highlight(text, language or "text"),
        )
        return render("site/manual/listing.html.jinja", view)

    def table(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return render(f"site/manual/{tokens[index].type}.html.jinja", None)

    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.add_render_rule("fence", fence)
    reader.add_render_rule("table_open", table)
    reader.add_render_rule("table_close", table)
    return reader
