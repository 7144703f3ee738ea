"""The same for machines: pages in Markdown beside those in HTML, and llms.txt, which lists them (llmstxt.org, v2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from modelpact import ir
from modelpact.files import File, Render
from modelpact.naming import file_stem
from modelpact.reference.changes import changelog
from modelpact.reference.index import family_anchors, index
from modelpact.reference.page import page
from modelpact.targets.site import changes
from modelpact.text import Code, Text, md


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    title: Text
    href: Code
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    title: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The holes of llms.txt."""

    title: Text
    description: Text
    parts: tuple[Part, ...]


def files(provider: ir.Provider, render: Render) -> Iterator[File]:
    """The twins, the lists of them, and everything in one."""
    pages = list(_pages(provider, render))
    yield from pages
    families = tuple(_families(provider, "models/"))
    whole = (
        Item(title=Text("All models and parameters"), href=Code("index.md"), description=Text("")),
    )
    everything = Item(
        title=Text("Everything in one file"), href=Code("llms-full.txt"), description=Text("")
    )
    top = Part(title=Text("Overview"), items=(*whole, *_changes(provider), everything))
    yield _listing("llms.txt", provider, render, (top, *families))
    yield _listing("models/llms.txt", provider, render, tuple(_families(provider, "")))
    yield File("llms-full.txt", "\n".join(page.text for page in pages))


def _changes(provider: ir.Provider) -> Iterator[Item]:
    for title, _ in changes.pages(provider):
        told = f"The newest release is of {provider.releases[0].date}."
        yield Item(title=Text(title), href=Code(changes.TWIN), description=Text(told))


def _pages(provider: ir.Provider, render: Render) -> Iterator[File]:
    anchors = family_anchors(provider)
    yield File(
        "index.md", render("markdown/index.md.jinja", index(provider, _links(provider, "models/")))
    )
    if provider.releases:
        log = changelog(provider, _links(provider, "models/"))
        yield File(changes.TWIN, render("markdown/changes.md.jinja", log))
    links = _links(provider, "")
    for model in provider.models:
        view = page(provider, model, Code("../index.md"), anchors[model.family], links)
        yield File(f"models/{file_stem(model.id)}.md", render("markdown/model.md.jinja", view))


def _links(provider: ir.Provider, folder: str) -> dict[str, Code]:
    return {
        model.id: Code("[{}]({})").format(md(model.title), _path(model, folder))
        for model in provider.models
    }


def _path(model: ir.Model, folder: str) -> Code:
    return Code(f"{folder}{file_stem(model.id)}.md")


def _families(provider: ir.Provider, folder: str) -> Iterator[Part]:
    for family in provider.families:
        yield Part(
            title=Text(family.title),
            items=tuple(
                Item(
                    title=Text(f"{model.title} ({model.id})"),
                    href=_path(model, folder),
                    description=Text(model.description),
                )
                for model in provider.models
                if model.family == family.id
            ),
        )


def _listing(path: str, provider: ir.Provider, render: Render, parts: Iterable[Part]) -> File:
    view = Listing(
        title=Text(provider.title), description=Text(provider.description), parts=tuple(parts)
    )
    return File(path, render("site/llms.txt.jinja", view))
