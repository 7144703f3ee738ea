"""The manual's chapters: what is written in Markdown, surrounded like any page of a site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from modelpact.docs.manual.notation import Heading
from modelpact.docs.manual.prose import Prose, prose
from modelpact.files import Render
from modelpact.targets.site.chrome import Chrome, Page
from modelpact.targets.site.inline import inline
from modelpact.targets.site.search import Entry
from modelpact.text import Code

BRAND: Final = "modelpact"
CHAPTERS: Final = (
    ("index", "Start"),
    ("tutorial", "Tutorial"),
    ("language", "The pact language"),
    ("keys", "Every key"),
    ("targets", "Targets"),
    ("templates", "Templates"),
    ("settings", "Settings and plugins"),
    ("editors", "Editors, hooks and actions"),
    ("probe", "Probing a gateway"),
    ("commands", "Commands"),
    ("codes", "Codes"),
    ("security", "Security"),
)
"""The stem of each file, and what the list beside the pages calls it."""
_PARTS: Final = (("Begin", CHAPTERS[:2]), ("Pacts", CHAPTERS[2:4]), ("The program", CHAPTERS[4:]))
_SOURCES: Final = "site/verbatim/manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A page, with what is written for it; ``body`` begins with its heading."""

    page: Page
    path: str
    title: str
    lead: str
    source: Code
    """The chapter as it is written: its twin in Markdown, or the beginning of it."""
    body: Code
    headings: tuple[Heading, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        """What a reader may look for."""
        yield self.title, "chapter", self.path, self.lead.lower()
        for heading in self.headings:
            yield heading.title, self.title, f"{self.path}#{heading.anchor}", ""


def path(name: str) -> str:
    """Where a chapter's page lies."""
    return f"{name}.html"


def twin(name: str) -> str:
    """Where the same lies in Markdown."""
    return f"{name}.md"


def chapter(name: str, render: Render) -> Chapter:
    """Read and surround what is written for a chapter."""
    source = f"{_SOURCES}/{name}.md"
    text = render(source, None)
    written: Prose = prose(text, render)
    chrome = Chrome(
        inline=inline(render),
        brand=BRAND,
        origin=f"templates/{source}",
        groups=[(part, [(title, path(stem)) for stem, title in inside]) for part, inside in _PARTS],
        sought="A key, a command, a target or a code",
    )
    return Chapter(
        page=chrome.page(path(name), written.title, written.lead, markdown=twin(name)),
        path=path(name),
        title=written.title,
        lead=written.lead,
        source=Code(text),
        body=written.body,
        headings=written.headings,
    )
