"""The ``zod`` target: schemas for Zod 4 in TypeScript, a file a model, and one of all models, told apart by ``model``.

Each file stands alone and needs Zod only. The schemas tell errors only, and change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from modelpact import ir, naming, places
from modelpact.checks.scope import Module
from modelpact.files import File, Loss, Name, Render, Target
from modelpact.print_ts import Data, data
from modelpact.targets.zod.models import Model, schema_name
from modelpact.targets.zod.runtime import STYLE, needed
from modelpact.text import Code, Text

_RUNTIME = "zod/verbatim/runtime.ts"
_INDEX = "zod/index.ts.jinja"


@dataclass(frozen=True, slots=True)
class FileView:
    """A file: who it is about, its code, and what of the runtime it needs."""

    subject: Text
    origin: Text
    code: Code
    runtime: Code
    several: bool
    ids: Code
    names: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class RunnerView:
    """The runner: the places that it passes over, by model."""

    lost: Code


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield a file a model, then that of all."""
    if not provider.models:
        return
    for model in provider.models:
        known = model.title != model.id
        view = FileView(
            subject=Text(f"{model.title} ({model.id})" if known else model.id),
            origin=Text(f"spec/{model.origin.path}"),
            code=Code(Model(model, Module(STYLE, "", set(STYLE.taken))).code()),
            runtime=Code(""),
            several=False,
            ids=Code(""),
            names=(),
        )
        yield _file(file_name(model), "zod/model.ts.jinja", view, render)
    taken = set(STYLE.taken)
    codes = [
        Model(model, Module(STYLE, f"{naming.snake(model.id)}_", taken)).code()
        for model in provider.models
    ]
    ids: list[Data] = [model.id for model in provider.models]
    view = FileView(
        subject=Text(provider.title),
        origin=Text(f"spec/{provider.id}"),
        code=Code("\n\n".join(codes)),
        runtime=Code(""),
        several=len(codes) > 1,
        ids=data(ids, 0, "export const MODELS: readonly string[] = ", ";"),
        names=tuple(Code(schema_name(model)) for model in provider.models),
    )
    yield _file("index.ts", _INDEX, view, render)


def _file(name: str, template: str, view: FileView, render: Render) -> File:
    """Render a file, then once more with what it turned out to need."""
    text = render(template, view)
    runtime = needed(text, render(_RUNTIME, view))
    return File(name, f"{text}\n{runtime}\n" if runtime else text)


def file_name(model: ir.Model) -> str:
    """Name the file of a model."""
    stem = naming.file_stem(model.id)
    return f"{stem}_.ts" if stem in ("index", "run") else f"{stem}.ts"


def runner(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield what prints a verdict for each line of a file of requests."""
    rows: list[Data] = [
        [model.id, [ir.pointer(path) for path in found]]
        for model in provider.models
        if (found := _passed_over(model))
    ]
    view = RunnerView(data(rows, 0, "const LOST = new Map(", ");"))
    yield File("run.mjs", render("zod/run.mjs.jinja", view))


def names(provider: ir.Provider) -> Iterable[Name]:
    """Tell the files and schemas that would be written; systems that are blind to case would mix up some files."""
    for model in provider.models:
        yield Name("file", file_name(model).casefold(), f"model {model.id}", model.origin)
        yield Name("schema", schema_name(model), f"model {model.id}", model.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Yield what the schemas do not tell."""
    for model in provider.models:
        yield Loss(model.id, "warnings", "only errors are told")
        for path in _passed_over(model):
            yield Loss(model.id, ir.pointer(path), "Zod passes over a member of this name")


def _passed_over(model: ir.Model) -> list[ir.Path]:
    return [path for path, member in places.walk(model.body) if member.name == "__proto__"]


_NEEDS: Final = (
    'It takes Zod 4 (npm install zod) and a project of ES modules ("type": "module" in package.json); '
    "run.mjs takes Node 22.18 or newer."
)
TARGET = Target(
    "zod",
    "Schemas for Zod 4",
    files,
    names,
    losses,
    runner=runner,
    needs=_NEEDS,
    views={
        "zod/model.ts.jinja": FileView,
        _INDEX: FileView,
        _RUNTIME: FileView,
        "zod/run.mjs.jinja": RunnerView,
    },
)
