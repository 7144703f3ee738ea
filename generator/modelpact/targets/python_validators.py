"""The ``python-validators`` target: one stand-alone file a model, and one for the whole provider."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from modelpact import ir, python_checks
from modelpact.files import File, Loss, Name, Render, Target
from modelpact.text import Code


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield a file a model, then the bundle."""
    yield from python_checks.modules(provider, render)
    yield python_checks.bundle(provider, render)


@dataclass(frozen=True, slots=True)
class RunnerView:
    """The runner, which is beside the validator of all models."""

    module: Code


def runner(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield what prints a verdict for each line of a file of requests."""
    view = RunnerView(Code(python_checks.bundle_name(provider)))
    yield File("run.py", render("python-validators/run.py.jinja", view))


def names(provider: ir.Provider) -> Iterable[Name]:
    """Tell the files that would be written."""
    bundle = python_checks.bundle_name(provider)
    yield Name("file", bundle, f"provider {provider.id}", provider.origin)
    for model in provider.models:
        yield Name("file", python_checks.module_name(model), f"model {model.id}", model.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Python says it all."""
    return ()


TARGET = Target(
    "python-validators",
    "Stand-alone Python validators",
    files,
    names,
    losses,
    runner=runner,
    views={
        "python-validators/module.py.jinja": python_checks.FileView,
        "python-validators/run.py.jinja": RunnerView,
    },
)
