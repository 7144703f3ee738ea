"""What surrounds every page: its head, the list of pages beside it, its foot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from modelpact import ir
from modelpact.naming import file_stem
from modelpact.text import Code, Text, html

# Classic scripts and one style sheet from the site's own folder, and nothing else: no connection, no inline code.
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src {images}; connect-src {connect}; "
    "base-uri 'none'; form-action 'none'"
)


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
    markdown: Code
    """The page's twin in Markdown, relative to the page; empty where it has none."""
    groups: tuple[Group, ...]
    origin: Text
    scripts: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Chrome:
    """Makes the surroundings of each page of one provider."""

    provider: ir.Provider
    guides: Sequence[tuple[str, str]]
    """Title and path of the pages that are about no single model."""

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
            provider=Text(self.provider.title),
            root=Code("../" * path.count("/")),
            policy=Code(
                _POLICY.format(
                    images="http: https: data: blob:" if connects else "'self' data:",
                    connect="http: https:" if connects else "'none'",
                )
            ),
            markdown=html(markdown),
            groups=tuple(self._groups(path)),
            origin=Text(origin or self.provider.origin.path),
            scripts=tuple(html(script) for script in scripts),
        )

    def _groups(self, path: str) -> Sequence[Group]:
        guides = Group(
            title=Text(self.provider.title),
            links=tuple(_link(title, to, path) for title, to in self.guides),
        )
        families = [
            Group(
                title=Text(family.title),
                links=tuple(
                    _link(model.title, model_path(model), path)
                    for model in self.provider.models
                    if model.family == family.id
                ),
            )
            for family in self.provider.families
        ]
        return [guides, *(group for group in families if group.links)]


def _link(title: str, to: str, path: str) -> Link:
    return Link(title=Text(title), href=html(to), current=to == path)


def model_path(model: ir.Model) -> str:
    """Where a model's page lies."""
    return f"models/{file_stem(model.id)}.html"
