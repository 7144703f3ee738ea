"""The ``typescript-validators`` target: one stand-alone module a model, and one for the whole provider, with types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from modelpact import ir, javascript_checks, naming
from modelpact.files import File, Loss, Name, Render, Target, json_file
from modelpact.print_ts import Data
from modelpact.releases import version


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield a module a model, then the bundle as a module and as a script, and what npm reads."""
    yield from javascript_checks.modules(provider, render)
    yield from javascript_checks.bundle(provider, render)
    yield javascript_checks.script(provider, render)
    yield json_file("package.json", _package(provider))


def names(provider: ir.Provider) -> Iterable[Name]:
    """Tell the files that would be written."""
    script = javascript_checks.script_name(provider)
    yield Name("file", script, f"provider {provider.id}", provider.origin)
    for model in provider.models:
        yield Name("file", javascript_checks.module_name(model), f"model {model.id}", model.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """JavaScript says it all, but for how a number was spelled."""
    for model in provider.models:
        for path in javascript_checks.integers(model):
            reason = "only checkText tells 2.0 from 2: a parsed number does not"
            yield Loss(model.id, f"integralFloat at {ir.pointer(path)}", reason)


def runner(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the file that prints a verdict for each line of a file of requests."""
    yield File("run.mjs", render("typescript-validators/run.mjs.jinja", None))


def _package(provider: ir.Provider) -> dict[str, Data]:
    def entry(stem: str) -> dict[str, Data]:
        return {"types": f"./{stem}.d.ts", "default": f"./{stem}.js"}

    script = f"./{javascript_checks.script_name(provider)}.js"
    stems = [javascript_checks.module_name(model) for model in provider.models]
    return {
        "name": f"{naming.kebab(provider.id)}-validators",
        "version": version(provider.releases, "validators"),
        "description": f"Checks of requests to the image models of {provider.title}.",
        "type": "module",
        "exports": {
            ".": entry("index"),
            **{f"./{stem}": entry(stem) for stem in stems},
            script: script,
            "./package.json": "./package.json",
        },
        "sideEffects": False,
        "engines": {"node": ">=18"},
    }


TARGET: Final = Target(
    "typescript-validators",
    "Stand-alone validators for TypeScript and JavaScript",
    files,
    names,
    losses,
    runner,
    views={
        f"typescript-validators/{name}.jinja": javascript_checks.FileView
        for name in ("module.js", "module.d.ts")
    },
)
