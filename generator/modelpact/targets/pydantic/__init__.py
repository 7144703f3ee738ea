"""The ``pydantic`` target: a package with a module of pydantic v2 models for each model, and their union.

The models tell errors only, all of them at once, and the place of each is that of the Python validators.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from modelpact import ir, naming
from modelpact.files import File, Loss, Name, Render, Target
from modelpact.print_py import Assign, Binary, Call, Display, Expr, Lit, Subscript, module
from modelpact.print_py import Name as Word
from modelpact.targets.pydantic.models import ModelView, class_name, model_view
from modelpact.text import Code, Text, py


@dataclass(frozen=True, slots=True)
class EntryView:
    """A model in the union."""

    id: Lit
    module: Code
    name: Code


@dataclass(frozen=True, slots=True)
class PackageView:
    """The package and its models, in the order of their modules."""

    title: Text
    origin: Text
    package: Code
    known: Code
    ids: Code
    several: bool
    models: tuple[EntryView, ...]
    exported: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class RunnerView:
    """The runner, which is beside the package."""

    package: Code


_EXPORTED = ("KnownRequest", "OtherRequest", "Request", "ValidationError")


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the package: what the models are made of, a module a model, and the union."""
    if not provider.models:
        return
    package = package_name(provider)
    entries = sorted(
        (
            EntryView(Lit(model.id), Code(naming.module(model.id)), Code(class_name(model)))
            for model in provider.models
        ),
        key=lambda entry: str(entry.module),
    )
    view = PackageView(
        title=Text(provider.title),
        origin=Text(f"spec/{provider.id}"),
        package=Code(package),
        several=len(entries) > 1,
        ids=module([Assign("MODELS", Display("tuple", tuple(entry.id for entry in entries)))]),
        known=_known([str(entry.name) for entry in entries]),
        models=tuple(entries),
        exported=tuple(py(name) for name in _sorted([*_EXPORTED, *(e.name for e in entries)])),
    )
    yield File(f"{package}/__init__.py", render("pydantic/__init__.py.jinja", view))
    yield File(f"{package}/_checks.py", render("pydantic/_checks.py.jinja", view))
    yield File(f"{package}/py.typed", "")
    for model in provider.models:
        text = render("pydantic/model.py.jinja", model_view(model, package))
        yield File(f"{package}/{naming.module(model.id)}.py", text)


def _known(classes: list[str]) -> Code:
    """Write the union of the classes, which takes two of them to be one."""
    spelled: Expr = Word(classes[0])
    if len(classes) > 1:
        union = Binary("|", tuple(Word(name) for name in classes))
        by_model = Call("Field", (), (("discriminator", Lit("model")),))
        spelled = Subscript("Annotated", (union, by_model, Word("AsInBody")))
    return module([Assign("KnownRequest", spelled)])


def _sorted(names: list[str]) -> list[str]:
    """Sort names as isort does: numbers in them count as numbers."""

    def key(name: str) -> list[str]:
        return [f"{int(part):09}" if part.isdigit() else part for part in re.split(r"(\d+)", name)]

    return sorted(names, key=key)


def runner(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield what prints a verdict for each line of a file of requests."""
    view = RunnerView(Code(package_name(provider)))
    yield File("run.py", render("pydantic/run.py.jinja", view))


def package_name(provider: ir.Provider) -> str:
    """Name the package: not like the client's, which may be installed beside it."""
    return f"{naming.snake(provider.id)}_models"


def names(provider: ir.Provider) -> Iterable[Name]:
    """Tell the modules and classes that would be written."""
    for model in provider.models:
        yield Name("file", naming.module(model.id), f"model {model.id}", model.origin)
        yield Name("class", class_name(model), f"model {model.id}", model.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Yield what the models do not tell."""
    for model in provider.models:
        yield Loss(model.id, "warnings", "only errors are told; what is respelled is not")
        yield Loss(model.id, "lone surrogates", "pydantic takes no text that is not Unicode")


_NEEDS: Final = "It takes pydantic 2.9 or newer (pip install pydantic)."
TARGET = Target(
    "pydantic",
    "Models of requests for pydantic v2",
    files,
    names,
    losses,
    runner=runner,
    needs=_NEEDS,
    views={
        "pydantic/__init__.py.jinja": PackageView,
        "pydantic/_checks.py.jinja": PackageView,
        "pydantic/model.py.jinja": ModelView,
        "pydantic/run.py.jinja": RunnerView,
    },
)
