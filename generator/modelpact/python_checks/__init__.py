"""Checks of request bodies as Python: one stand-alone module a model, and one for the whole provider.

Standard library only. The checks are straight-line code from the catalogue; what does not depend on it is real code
under ``templates/python-validators/verbatim/`` that each module carries along. Several targets ship these modules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType

from modelpact import checks, ir, naming, outcome
from modelpact.checks.scope import Module
from modelpact.files import File, Render
from modelpact.print_py import Assign, Display, Expr, Lit, Stmt, block, module, tree
from modelpact.print_py import Name as Code_
from modelpact.python_checks.accept import acceptors
from modelpact.python_checks.expressions import data
from modelpact.python_checks.names import RUNTIME, STYLE
from modelpact.python_checks.shortcuts import Shortcuts
from modelpact.python_checks.statements import constant, function
from modelpact.text import Code, Text, py

_TABLES = ("SOFT", "DEFAULTS", "CONVERSIONS", "FORMS", "OTHERWISE")


@dataclass(frozen=True, slots=True)
class ModelView:
    """What a file says of one model. ``code`` is its constants and functions."""

    id: Code
    check: Code
    soft: Code
    defaults: Code
    conversions: Code
    selector: Code
    steps: Code
    outcomes: Code
    otherwise: Code
    code: Code


@dataclass(frozen=True, slots=True)
class FileView:
    """A file: who it is about, which runtime parts it needs, and its models."""

    subject: Text
    origin: Text
    module: Code
    single: bool
    patterns: bool
    numbers: bool
    paths: bool
    sizes: bool
    images: bool
    models: tuple[ModelView, ...]
    tables: Code
    """What the bundle dispatches by; empty in the file of a single model."""


def modules(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield a module a model."""
    elsewhere = checks.elsewhere(provider)
    for model in provider.models:
        name = module_name(model)
        known = model.title != model.id
        view = _file(
            subject=f"{model.title} ({model.id})" if known else model.id,
            origin=f"spec/{model.origin.path}",
            module=name,
            models=[_model(model, elsewhere, "", set(RUNTIME))],
            single=True,
        )
        yield File(f"{name}.py", render("python-validators/module.py.jinja", view))


def bundle(provider: ir.Provider, render: Render) -> File:
    """Write the module that dispatches on ``model``."""
    elsewhere = checks.elsewhere(provider)
    taken = set(RUNTIME)
    view = _file(
        subject=f"every model of {provider.title}",
        origin=f"spec/{provider.id}",
        module=bundle_name(provider),
        models=[
            _model(model, elsewhere, f"{naming.snake(model.id)}_", taken)
            for model in provider.models
        ],
        single=False,
    )
    return File(f"{bundle_name(provider)}.py", render("python-validators/module.py.jinja", view))


def loaded(file: File) -> ModuleType:
    """Run a module that was written here."""
    found = ModuleType(file.path.removesuffix(".py"))
    exec(compile(file.text, file.path, "exec"), found.__dict__)
    return found


def bundle_name(provider: ir.Provider) -> str:
    """Name the module that dispatches on ``model``."""
    return naming.module(provider.id)


def module_name(model: ir.Model) -> str:
    """Name the module of a model."""
    return naming.module(model.id)


def _file(
    subject: str,
    origin: str,
    module: str,
    models: list[tuple[ModelView, frozenset[str]]],
    single: bool,
) -> FileView:
    needs = {need for _, needed in models for need in needed}
    return FileView(
        subject=Text(subject),
        origin=Text(origin),
        module=Code(module),
        single=single,
        patterns="patterns" in needs,
        numbers="numbers" in needs,
        paths=True,
        sizes="sizes" in needs,
        images="images" in needs,
        models=tuple(view for view, _ in models),
        tables=Code("") if single else _tables([view for view, _ in models]),
    )


def _tables(models: list[ModelView]) -> Code:
    def table(name: str, annotation: str, entries: list[tuple[Expr, Expr]]) -> Stmt:
        return Assign(name, Display("dict", tuple(entries)), annotation=annotation)

    def column(*names: str) -> list[tuple[Expr, Expr]]:
        return [(Code_(model.id), _column(model, names)) for model in models]

    nothing: list[tuple[Expr, Expr]] = [(Lit(None), Display("tuple", ()))]
    statements = (
        table("CHECKS", "dict[str, Check]", column("check")),
        table("SOFT", "dict[str | None, tuple[str, ...]]", [*nothing, *column("soft")]),
        table(
            "DEFAULTS",
            "dict[str | None, Defaults]",
            [*nothing, *column("defaults")],
        ),
        table(
            "CONVERSIONS",
            "dict[str | None, Conversions]",
            [*nothing, *column("conversions")],
        ),
        table(
            "FORMS",
            "dict[str, tuple[tuple[str, ...], Forms, Form]]",
            column("steps", "outcomes", "otherwise"),
        ),
    )
    return module(statements)


def _column(model: ModelView, names: tuple[str, ...]) -> Expr:
    spelled = tuple(Code_(getattr(model, name)) for name in names)
    return spelled[0] if len(spelled) == 1 else Display("tuple", spelled)


def _model(
    model: ir.Model, elsewhere: Mapping[str, str], prefix: str, taken: set[str]
) -> tuple[ModelView, frozenset[str]]:
    """Write the code of a model; ``taken`` are the names of its file, which grow."""
    written = Module(STYLE, prefix, taken)
    named = {name: written.name(name) if prefix else name for name in _TABLES}
    lowered = checks.lower(model, elsewhere, written)
    found = Shortcuts(written)
    checking = [found.function(each) for each in lowered.functions]
    found.acceptors = acceptors(checking[:-1], written)
    checks_ = [function(found.function(each)) for each in checking]
    defs = (*found.finders.values(), *found.pictures.values(), *found.acceptors.values(), *checks_)
    constants = [*map(constant, lowered.constants), *found.constants, *_tables_of(model, named)]
    code = "\n".join(str(module([each])) for each in constants)
    functions = "\n\n\n".join(str(block([each])) for each in defs)
    steps = model.response.selector
    return (
        ModelView(
            id=py(model.id),
            check=Code(lowered.main.name),
            soft=Code(named["SOFT"]),
            defaults=Code(named["DEFAULTS"]),
            conversions=Code(named["CONVERSIONS"]),
            selector=Code("".join(f", {py(step)}" for step in steps)),
            steps=Code(str(data(steps))),
            outcomes=Code(named["FORMS"]),
            otherwise=Code(named["OTHERWISE"]),
            code=Code(f"{code}\n\n\n{functions}"),
        ),
        lowered.needs,
    )


def _tables_of(model: ir.Model, named: Mapping[str, str]) -> Iterable[Assign]:
    tables = checks.tables(model)
    rows = tuple((Lit(form.asked.value), _outcome(form)) for form in tables.forms if form.asked)
    forms = Display("dict", ((Lit(None), _outcome(tables.absent)), *rows))
    values: tuple[tuple[str, str, Expr], ...] = (
        ("SOFT", "tuple[str, ...]", data(tables.soft)),
        ("DEFAULTS", "Defaults", Display("tuple", tuple(map(_default, tables.defaults)))),
        (
            "CONVERSIONS",
            "Conversions",
            Display("tuple", tuple(map(_conversion, tables.conversions))),
        ),
        ("FORMS", "Forms", forms),
        ("OTHERWISE", "Form", _outcome(tables.otherwise)),
    )
    for name, annotation, value in values:
        yield Assign(named[name], value, annotation=annotation)


def _default(default: tuple[ir.Path, ir.Json]) -> Expr:
    path, value = default
    return Display("tuple", (data(path), tree(value.value)))


def _conversion(found: checks.Conversion) -> Expr:
    rows: tuple[tuple[Expr, Expr], ...] = tuple(
        (Lit(before), Lit(after)) for before, after in found.table
    )
    if found.ratios:
        rows = ((Lit(""), data(found.ratios)),)
    return Display("tuple", (data(found.path), Lit(found.to), Display("dict", rows)))


def _outcome(found: outcome.Outcome) -> Expr:
    read = Display("tuple", tuple(Lit(place) for place in found.read))
    return Display("tuple", (Lit(found.returned), read, Lit(found.warn)))
