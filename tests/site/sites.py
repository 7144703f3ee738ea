"""Built sites, and what a reader of HTML makes of their pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from builds import LANGUAGE, SPECS, TEMPLATES
from modelpact.cli import main
from modelpact.cli.described import described
from modelpact.docs import manual
from modelpact.docs.build import build

VOID = {"meta", "link", "input", "br", "line", "rect"}


@dataclass
class Page:
    """What is on a page. ``shape`` has every tag with its attributes, without texts."""

    ids: list[str] = field(default_factory=list)
    choices: list[str] = field(default_factory=list)
    """What may be chosen, on the page that takes a choice from its address."""
    links: list[str] = field(default_factory=list)
    """Where anchors lead."""
    loads: list[str] = field(default_factory=list)
    """What scripts, style sheets and pictures are."""
    inline: list[str] = field(default_factory=list)
    """Code in attributes."""
    code: list[tuple[str, str]] = field(default_factory=list)
    """Scripts and styles in the page itself: which of them, and its text."""
    shape: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    policy: str = ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        page, given = self.page, {name: value or "" for name, value in attrs}
        assert len(given) == len(attrs), f"an attribute twice: {attrs}"
        page.shape.append((tag, tuple(sorted(given))))
        if "id" in given:
            page.ids.append(given["id"])
        if tag == "option":
            page.choices.append(given["value"])
        if tag == "a":
            page.links.append(given["href"])
        elif "href" in given:
            page.loads.append(given["href"])
        if "src" in given:
            page.loads.append(given["src"])
        if tag == "style" or (tag == "script" and "src" not in given):
            page.code.append((tag, ""))
        if "style" in given:
            page.inline.append("style")
        page.inline += [name for name in given if name.startswith("on")]
        if given.get("http-equiv", "").lower() == "content-security-policy":
            page.policy = given["content"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"
        self.page.shape.append((f"/{tag}", ()))

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style"):
            kind, before = self.page.code.pop()
            self.page.code.append((kind, before + data))
        else:
            self.page.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.page.shape.append(("comment", ()))


def read(html: str) -> Page:
    """Read a page; every element but the void ones must be closed, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == [], f"never closed: {reader.open}"
    return reader.page


def made(spec: Path) -> dict[str, str]:
    """Build the site of these pacts."""
    site = build(spec, language=LANGUAGE, templates=TEMPLATES)
    assert site.errors == (), "\n".join(map(str, site.errors))
    return {file.path: file.text for file in site.files}


@cache
def site(name: str) -> dict[str, str]:
    """The site of a provider, or the manual, built once a process."""
    if name == "manual":
        told = described(main, "modelpact")
        found = manual.files(told, language_folder=LANGUAGE, templates=TEMPLATES)
        return {file.path: file.text for file in found}
    return made(SPECS[name])


def pages(files: dict[str, str]) -> dict[str, Page]:
    """Every page of HTML, read."""
    return {path: read(text) for path, text in files.items() if path.endswith(".html")}
