"""All pages: those of a single provider at the root, those of several in a folder each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from modelpact import pipeline
from modelpact.errors import Problem
from modelpact.files import File
from modelpact.targets import site
from modelpact.targets.site.inline import Inline, inline
from modelpact.text import Code, Text, html


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a site, or the errors that are in the way."""

    files: tuple[File, ...]
    errors: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    title: Text
    description: Text
    href: Code


@dataclass(frozen=True, slots=True)
class Providers:
    """The holes of the page that lists providers."""

    inline: Inline
    providers: tuple[Entry, ...]


VIEWS: Final[dict[str, type]] = {
    "site/providers.html.jinja": Providers,
    "site/providers.txt.jinja": Providers,
}
"""The view of each template that is no part of the target."""


def build(
    spec: Path, *, language: Path, templates: Path, overrides: Mapping[str, str] | None = None
) -> Site:
    """Render the site of the pacts below ``spec``; ``overrides`` are a user's own templates, by name."""
    result = pipeline.build(
        spec, language=language, templates=templates, targets=[site.TARGET], overrides=overrides
    )
    if result.errors:
        return Site((), result.errors)
    providers = result.catalog.providers
    if len(providers) == 1:
        return Site(tuple(File(_below(f.path), f.text) for f in result.files), ())
    rendering = pipeline.renderer(templates, (), overrides)
    view = Providers(
        inline(rendering),
        tuple(
            Entry(
                title=Text(provider.title),
                description=Text(provider.description),
                href=html(provider.id),
            )
            for provider in providers
        ),
    )
    lists = [
        File("index.html", rendering("site/providers.html.jinja", view)),
        File("llms.txt", rendering("site/providers.txt.jinja", view)),
    ]
    inside = [File(f"{_provider(f.path)}/{_below(f.path)}", f.text) for f in result.files]
    return Site((*lists, *inside), ())


def _provider(path: str) -> str:
    return path.split("/", 1)[0]


def _below(path: str) -> str:
    return path.split("/", 2)[2]
