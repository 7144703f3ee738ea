"""What surrounds every page: its head, the list of pages beside it, its foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from modelpact import ir
from modelpact.naming import file_stem
from modelpact.targets.site.inline import Inline
from modelpact.text import Code, Text, html

_MOST: Final = 80
"""Links of one kind in the list of pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A page in the list; ``href`` is relative to the site's root."""

    title: Text
    href: Code
    current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Pages that belong together."""

    title: Text
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The holes of head and foot. ``root`` leads from the page to the site's root: empty, or ``../``."""

    title: Text
    description: Text
    provider: Text
    root: Code
    policy: Code
    style: Code
    script: Code
    markdown: Code
    """The page's twin in Markdown, relative to the page; empty where it has none."""
    groups: tuple[Group, ...]
    origin: Text
    sought: Text
    scripts: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chrome:
    """Makes the surroundings of each page of one site."""

    inline: Inline
    brand: str
    origin: str
    """What a page is made from, where it does not say so itself."""
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    """Titles with the title and the path of each page below them."""
    sought: str
    """What a reader may search for: one thing of several."""

    def page(
        self,
        path: str,
        title: str,
        description: str,
        *,
        markdown: str = "",
        origin: str = "",
        scripts: Sequence[str] = (),
        connects: bool = False,
    ) -> Page:
        """Surround the page at ``path``. ``connects``: the one that may send what its reader wants sent."""
        return Page(
            title=Text(title),
            description=Text(description or title),
            provider=Text(self.brand),
            root=Code("../" * path.count("/")),
            policy=self.inline.trying if connects else self.inline.policy,
            style=self.inline.style,
            script=self.inline.script,
            markdown=html(markdown),
            groups=tuple(
                Group(title=Text(group), links=tuple(_link(name, to, path) for name, to in links))
                for group, links in self.groups
                if links
            ),
            origin=Text(origin or self.origin),
            sought=Text(self.sought),
            scripts=tuple(html(script) for script in scripts),
        )


def of_provider(provider: ir.Provider, guides: Sequence[tuple[str, str]], inline: Inline) -> Chrome:
    """The surroundings of a provider's pages; ``guides`` are those that are about no single model."""
    return Chrome(
        inline=inline,
        brand=provider.title,
        origin=provider.origin.path,
        groups=[(provider.title, guides), *_families(provider)],
        sought="A model, a parameter, a value or a code",
    )


def _families(provider: ir.Provider) -> list[tuple[str, list[tuple[str, str]]]]:
    """The models by family; of so many that each page would be a list of pages, the families alone, if they are few."""
    if len(provider.models) <= _MOST:
        return [
            (
                family.title,
                [(m.title, model_path(m)) for m in provider.models if m.family == family.id],
            )
            for family in provider.families
        ]
    if len(provider.families) <= _MOST:
        return [
            ("Families", [(f.title, f"index.html#{family_anchor(f)}") for f in provider.families])
        ]
    return []


def family_anchor(family: ir.Family) -> Code:
    """Where a family stands on the first page."""
    return html(f"family-{family.id}")


def _link(title: str, to: str, path: str) -> Link:
    return Link(title=Text(title), href=html(to), current=to == path)


def model_path(model: ir.Model) -> str:
    """Where a model's page lies."""
    return f"models/{file_stem(model.id)}.html"
