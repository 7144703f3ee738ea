"""A site to read: pages made of the catalogue, that open from a disk and connect to nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from modelpact import ir, javascript_checks
from modelpact.files import File, Loss, Name, Render, Target
from modelpact.naming import file_stem, same
from modelpact.targets.site import changes, errors, guides, machines, search, trial
from modelpact.targets.site.breaks import breaks
from modelpact.targets.site.chrome import Chrome, model_path, of_provider
from modelpact.targets.site.home import Home, home
from modelpact.targets.site.inline import inline
from modelpact.targets.site.model import ModelPage, model_page

ERRORS: Final = ("Errors", "errors/index.html")


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Every page, and what they load."""
    pages = (
        ("Home", "index.html"),
        trial.PAGE,
        *guides.pages(provider),
        *changes.pages(provider),
        ERRORS,
    )
    chrome = of_provider(provider, pages, inline(render))
    codes = errors.known(provider)
    broken = breaks(provider, render)
    yield File("index.html", render("site/index.html.jinja", home(provider, chrome)))
    for model in provider.models:
        view = model_page(provider, model, chrome, broken[model.id])
        yield File(model_path(model), render("site/model.html.jinja", view))
    yield from _guides(provider, chrome, render)
    for _, path in changes.pages(provider):
        yield File(path, render("site/changes.html.jinja", changes.changes(provider, chrome)))
    yield File(trial.PAGE[1], render("site/try.html.jinja", trial.trial(provider, chrome)))
    yield File("assets/try-data.js", trial.data(provider, codes))
    checker = javascript_checks.script(provider, render)
    yield File(f"assets/{checker.path}", checker.text)
    yield File(
        "errors/index.html", render("site/errors.html.jinja", errors.overview(codes, chrome))
    )
    for path, code in errors.code_pages(codes, chrome):
        yield File(path, render("site/error.html.jinja", code))
    yield from machines.files(provider, render)
    yield File("assets/search.js", search.index(provider, pages, codes))
    yield from assets(render, "site.js", "try.js")


def assets(render: Render, *names: str) -> Iterable[File]:
    """What pages load, as it lies there."""
    for name in names:
        yield File(f"assets/{name}", render(f"site/verbatim/assets/{name}", None))


def _guides(provider: ir.Provider, chrome: Chrome, render: Render) -> Iterable[File]:
    there = guides.pages(provider)
    if guides.PROMPTING in there:
        view = guides.prompting(provider, chrome)
        yield File(guides.PROMPTING[1], render("site/prompting.html.jinja", view))
    if guides.SIZES in there:
        sizes = guides.sizes(provider, chrome)
        yield File(guides.SIZES[1], render("site/sizes.html.jinja", sizes))
    if guides.QUESTIONS in there:
        view = guides.questions(provider, chrome)
        yield File(guides.QUESTIONS[1], render("site/questions.html.jinja", view))


def names(provider: ir.Provider) -> Iterable[Name]:
    """File names, as a file system that ignores case sees them."""
    for model in provider.models:
        yield Name("models", same(file_stem(model.id)), f"model {model.id!r}", model.origin)
    for code in errors.known(provider):
        for _, rule in code.rules[:1]:
            yield Name("errors", same(file_stem(code.code)), f"rule {rule.id!r}", rule.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Prose can say everything."""
    return ()


TARGET: Final = Target(
    "site",
    "A site to read and try requests on",
    files,
    names,
    losses,
    committed=False,
    views={
        "site/index.html.jinja": Home,
        "site/model.html.jinja": ModelPage,
        "site/changes.html.jinja": changes.Changes,
        "site/try.html.jinja": trial.Trial,
        "site/errors.html.jinja": errors.Overview,
        "site/error.html.jinja": errors.CodePage,
        "site/prompting.html.jinja": guides.Guide,
        "site/sizes.html.jinja": guides.SizeGuide,
        "site/questions.html.jinja": guides.Guide,
        "site/llms.txt.jinja": machines.Listing,
    },
)
