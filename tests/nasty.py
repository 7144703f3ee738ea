"""Texts that have broken generators, and what Markdown makes of a page: to compare it with a harmless one, and to follow its links."""

from __future__ import annotations

import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

# A few of every kind that has broken a generator: quotes, line ends, fences, links, tables, marks.
NASTY = (
    'x"""\nimport os\n"""', "x'''\nimport os\n'''", "ends \\", 'ends "', "ends '", "'\"", "\"'\"", '"+f()+"',
    "a\r# b", "a\u0085b", "a\u2028b\u2029c", "*/ x; /*", "${x}`", "{{ 7*7 }}", "{% raw %}", "%(x)s %n",
    "<script>x</script>", "<!--", "[x](javascript:y)", "![x](y)", "<http://x.y>", "http://evil.example/a_b",
    "www.evil.com", "a@evil.com", "evil.com", "&lt;", "&#60;", "& co", "a | b\n|---|", "\\|", "\\\\|", "````\n```",
    "```", "``", "`", " ` ", "`a", "a`", " a ", "  ", " ", "", "~~x~~", "~~~\nx", "# x", "x #", "x ##", "#x", "- x",
    "-", "--", "---", "===", "+ x", "* x", "***", "_x_", "a_b", "a__b_", "__x__", "> x", "1. x", "1) x", "1986",
    "    x", "\tx", ":-:", "|", "| a |\n| - |", "[x]: y", "[^1]: x", "[ ] x", "a  \nb", "a\\\nb", "x\n===\n",
    "x\n---", "$a$", "\u202ex", "a\u200bb", "a\ufeffb", "\x00", "\x1b[2J", "\x7f", "\udc80", "\U000e0041",
    "\u5927\u5c0f", "\U0001f600", "\u00a0x\u00a0", "a\u00adb", "1.", "1)", "text-to-image", "e.g. this",
)  # fmt: skip

COMMONMARK = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def shape(tokens: list[Token], attributes: bool = True) -> list[tuple[str, str, str]]:
    """The tree without its texts; neighbouring texts count as one."""
    flat: list[tuple[str, str, str]] = []
    for token in tokens:
        told = str(sorted(token.attrs.items())) if attributes else ""
        entry = (token.type, token.tag, told)
        if not (token.type == "text" and flat and flat[-1] == entry):
            flat.append(entry)
        flat.extend(shape(token.children or [], attributes))
    return flat


def content(tokens: list[Token], *types: str) -> str:
    """The texts of these types of token, joined."""
    found = (
        t.content for token in tokens for t in [token, *(token.children or [])] if t.type in types
    )
    return "".join(found)


def hrefs(tokens: list[Token]) -> list[str]:
    inner = [child for token in tokens for child in token.children or []]
    return [str(token.attrs["href"]) for token in inner if token.type == "link_open"]


def slugs(tokens: list[Token]) -> set[str]:
    """The fragments that GitHub gives to the headings."""
    found: list[str] = []
    for opening, inline in pairwise(tokens):
        if opening.type == "heading_open":
            text = content([inline], "text", "code_inline")
            slug = "".join(c for c in text.lower() if c.isalnum() or c in "-_ ").replace(" ", "-")
            number = sum(
                re.fullmatch(rf"{re.escape(slug)}(-\d+)?", other) is not None for other in found
            )
            found.append(f"{slug}-{number}" if number else slug)
    return set(found)
