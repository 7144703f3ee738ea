"""The ``python-client`` target: an installable package whose types know each model.

What does not depend on the catalogue is real code under ``verbatim/`` and goes along as it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from modelpact import ir, naming, operations, python_checks
from modelpact.clients.python import package_name
from modelpact.files import File, Loss, Name, Render, Target
from modelpact.reference.changes import changelog_of
from modelpact.targets.python_client.package import PackageView, view_of
from modelpact.targets.python_client.readme import ReadmeView, readme

VERBATIM: Final = (
    "_client _conversation _download _envelope _errors _formats _http _inputs _layout _options"
    " _origin _raw _resource _responses _retry _saving _secret _warnings"
).split()
OPERATED: Final = "_answers _calling _multipart _operation _operations".split()
"""What goes along where calls are more than one JSON body sent and one received."""
POLLED: Final = "_jobs _polling _waiting".split()
"""What goes along besides where calls begin jobs."""
HOLES: Final = ("__init__", "_image", "_models", "_provider", "client", "images", "types")


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """The package, and what makes it installable."""
    view = view_of(provider)
    package = package_name(provider)
    yield File("pyproject.toml", render("python-client/pyproject.toml.jinja", view))
    yield File("README.md", render("python-client/README.md.jinja", readme(provider, view)))
    if provider.releases:
        log = changelog_of(provider, "client")
        yield File("CHANGELOG.md", render("markdown/changelog.md.jinja", log))
    yield File(f"{package}/py.typed", "")
    plain = operations.is_plain(provider)
    operated = () if plain else OPERATED
    polled = POLLED if view.polls else ()
    for name in (*VERBATIM, *operated, *polled):
        yield File(f"{package}/{name}.py", render(f"python-client/verbatim/{name}.py", view))
    for name in HOLES if plain else (*HOLES, "_calls"):
        yield File(f"{package}/{name}.py", render(f"python-client/{name}.py.jinja", view))
    yield File(f"{package}/images.pyi", render("python-client/images.pyi.jinja", view))
    yield File(f"{package}/_checks/__init__.py", '"""The rules of each model."""\n')
    for file in python_checks.modules(provider, render):
        yield File(f"{package}/_checks/{file.path}", file.text)


def names(provider: ir.Provider) -> Iterable[Name]:
    """The classes and modules that are called after models."""
    for model in provider.models:
        what = f"model {model.id!r}"
        yield Name("class", naming.pascal(model.id), what, model.origin)
        yield Name("check", python_checks.module_name(model), what, model.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """What types cannot say, the checks say."""
    return ()


_VIEWS: Final[dict[str, type]] = {
    **{f"python-client/{name}.py.jinja": PackageView for name in (*HOLES, "_calls")},
    "python-client/README.md.jinja": ReadmeView,
    "python-client/images.pyi.jinja": PackageView,
    "python-client/pyproject.toml.jinja": PackageView,
}

TARGET: Final = Target(
    "python-client", "An installable Python client", files, names, losses, views=_VIEWS
)

__all__ = ["TARGET", "PackageView"]
