"""Reference pages: one a model, and an index with models, parameters and what becomes of each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from modelpact import ir
from modelpact.files import File, Loss, Name, Render, Target
from modelpact.naming import file_stem, same
from modelpact.reference.changes import Changelog, changelog
from modelpact.reference.index import Index, family_anchors, index
from modelpact.reference.page import Page, page
from modelpact.text import Code, md

INDEX: Final = "index.md"
CHANGES: Final = "changes.md"


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """The index, what changed, then each model's page."""
    links = {model.id: _link(model) for model in provider.models}
    anchors = family_anchors(provider)
    yield File(INDEX, render("markdown/index.md.jinja", index(provider, links)))
    if provider.releases:
        yield File(CHANGES, render("markdown/changes.md.jinja", changelog(provider, links)))
    for model in provider.models:
        view = page(provider, model, Code(INDEX), anchors[model.family], links)
        yield File(_file(model), render("markdown/model.md.jinja", view))


def names(provider: ir.Provider) -> Iterable[Name]:
    """File names, as a file system that ignores case sees them."""
    yield Name("markdown", same(INDEX), "the index", provider.origin)
    if provider.releases:
        yield Name("markdown", same(CHANGES), "the list of changes", provider.origin)
    for model in provider.models:
        yield Name("markdown", same(_file(model)), f"model {model.id!r}", model.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Prose can say everything."""
    return ()


def _file(model: ir.Model) -> str:
    return f"{file_stem(model.id)}.md"


def _link(model: ir.Model) -> Code:
    return Code("[{}]({})").format(md(model.title), Code(_file(model)))


TARGET: Final = Target(
    "markdown",
    "Reference pages in Markdown",
    files,
    names,
    losses,
    views={
        "markdown/index.md.jinja": Index,
        "markdown/model.md.jinja": Page,
        "markdown/changes.md.jinja": Changelog,
        "markdown/changelog.md.jinja": Changelog,
    },
)
