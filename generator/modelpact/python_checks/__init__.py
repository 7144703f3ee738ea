"""Checks of request bodies as Python: one stand-alone module a model, and one for the whole provider.

Standard library only. The checks are straight-line code from the catalogue; what does not depend on it is real code
under ``templates/python-validators/verbatim/`` that each module carries along. Several targets ship these modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from modelpact import ir, naming, outcome
from modelpact.files import File, Render
from modelpact.print_py import Assign, Def, Display, Expr, Lit, Stmt, block, module
from modelpact.print_py import Name as Code_
from modelpact.python_checks import conditions
from modelpact.python_checks.scope import RUNTIME, At, Module, Scope, issue
from modelpact.python_checks.values import Checks
from modelpact.text import Code, py

_MOST_ELSEWHERE = 500
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

    subject: Code
    origin: Code
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
    elsewhere = _elsewhere(provider)
    for model in provider.models:
        name = module_name(model)
        known = model.title != model.id
        view = _file(
            subject=f"{plain(model.title)} ({plain(model.id)})" if known else plain(model.id),
            origin=f"spec/{model.origin.path}",
            module=name,
            models=[_model(model, elsewhere, "", set(RUNTIME))],
            single=True,
        )
        yield File(f"{name}.py", render("python-validators/module.py.jinja", view))


def bundle(provider: ir.Provider, render: Render) -> File:
    """Write the module that dispatches on ``model``."""
    elsewhere = _elsewhere(provider)
    taken = set(RUNTIME)
    view = _file(
        subject=f"every model of {plain(provider.title)}",
        origin=f"spec/{provider.id}",
        module=bundle_name(provider),
        models=[
            _model(model, elsewhere, f"{naming.snake(model.id)}_", taken)
            for model in provider.models
        ],
        single=False,
    )
    return File(f"{bundle_name(provider)}.py", render("python-validators/module.py.jinja", view))


def bundle_name(provider: ir.Provider) -> str:
    """Name the module that dispatches on ``model``."""
    return naming.module(provider.id)


def module_name(model: ir.Model) -> str:
    """Name the module of a model."""
    return naming.module(model.id)


def _file(
    subject: str, origin: str, module: str, models: list[tuple[ModelView, set[str]]], single: bool
) -> FileView:
    needs = {need for _, needed in models for need in needed}
    return FileView(
        subject=Code(subject),
        origin=Code(plain(origin)),
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
    model: ir.Model, elsewhere: Mapping[str, tuple[str, ...]], prefix: str, taken: set[str]
) -> tuple[ModelView, set[str]]:
    """Write the code of a model; ``taken`` are the names of its file, which grow."""
    written = Module(prefix, taken)
    upper = prefix.upper()
    check = written.name(f"check_{prefix}body")
    tables_of = {name: written.name(upper + name) if prefix else name for name in _TABLES}
    scope = Scope(written)
    known = {member.name for member in model.members}
    others = {name: _told(models) for name, models in elsewhere.items() if name not in known}
    (body,) = model.body.kinds
    assert isinstance(body, ir.Object)
    statements: list[Stmt] = list(_lifecycle(model))
    statements += Checks(model, others).object_(body, "payload", At(), (), scope)
    main = Def(
        check,
        ("payload: dict[str, object]", "issues: list[Issue]"),
        "None",
        "",
        tuple(statements),
    )
    soft = tuple(
        rule.id for rule in model.rules if isinstance(rule.effect, ir.Constrain | ir.Limit)
    )
    rows = tuple(
        (Lit(found.asked.value), _outcome(found))
        for found in outcome.outcomes(model)
        if found.asked is not None
    )
    absent = next(found for found in outcome.outcomes(model) if found.asked is None)
    tables: list[Stmt] = [
        Assign(tables_of["SOFT"], conditions.tuple_of(soft), annotation="tuple[str, ...]"),
        Assign(
            tables_of["DEFAULTS"],
            Display("tuple", tuple(_defaults(model.body, ()))),
            annotation="Defaults",
        ),
        Assign(
            tables_of["CONVERSIONS"],
            Display("tuple", tuple(_conversions(model.body, ()))),
            annotation="Conversions",
        ),
        Assign(
            tables_of["FORMS"],
            Display("dict", ((Lit(None), _outcome(absent)), *rows)),
            annotation="Forms",
        ),
        Assign(tables_of["OTHERWISE"], _outcome(outcome.otherwise(model)), annotation="Form"),
    ]
    code = "\n".join(str(module([constant])) for constant in (*written.constants, *tables))
    functions = "\n\n\n".join(str(block([function])) for function in (*written.functions, main))
    return (
        ModelView(
            id=py(model.id),
            check=Code(check),
            soft=Code(tables_of["SOFT"]),
            defaults=Code(tables_of["DEFAULTS"]),
            conversions=Code(tables_of["CONVERSIONS"]),
            selector=_steps(model.response.selector),
            steps=Code(str(Display("tuple", tuple(Lit(step) for step in model.response.selector)))),
            outcomes=Code(tables_of["FORMS"]),
            otherwise=Code(tables_of["OTHERWISE"]),
            code=Code(f"{code}\n\n\n{functions}"),
        ),
        written.needs,
    )


def _outcome(found: outcome.Outcome) -> Expr:
    read = Display("tuple", tuple(Lit(place) for place in found.read))
    return Display("tuple", (Lit(found.returned), read, Lit(found.warn)))


def _steps(path: ir.Path) -> Code:
    return Code("".join(f", {py(step)}" for step in path))


def _lifecycle(model: ir.Model) -> Iterable[Stmt]:
    lifecycle = model.lifecycle
    if lifecycle.status in ("deprecated", "retired"):
        since = f" since {lifecycle.deprecated}" if lifecycle.deprecated else ""
        if lifecycle.retires:
            since += f", retires on {lifecycle.retires}" if lifecycle.status == "deprecated" else ""
        instead = f"; use {lifecycle.replacement}" if lifecycle.replacement else ""
        mend = (Lit("replace"), Lit(lifecycle.replacement)) if lifecycle.replacement else ()
        yield issue(
            Lit("/model"), "lifecycle", "warning", f"is {lifecycle.status}{since}{instead}", mend
        )


def _defaults(value: ir.Value, path: ir.Path) -> Iterable[Expr]:
    """What a client sends by itself."""
    if value.default is not None and value.default.whose == "client":
        steps = Display("tuple", tuple(Lit(step) for step in path))
        yield Display("tuple", (steps, _json(value.default.value.value)))
    for kind in value.kinds:
        if isinstance(kind, ir.Object):
            for member in kind.members:
                yield from _defaults(member.value, (*path, member.name))


def _json(value: object) -> Expr:
    if isinstance(value, dict):
        return Display("dict", tuple((Lit(str(key)), _json(item)) for key, item in value.items()))
    if isinstance(value, list):
        return Display("list", tuple(_json(item) for item in value))
    assert value is None or isinstance(value, str | int | float | bool)
    return Lit(value)


def _conversions(value: ir.Value, path: ir.Path) -> Iterable[Expr]:
    """What the server makes of a value."""
    steps = Display("tuple", tuple(Lit(step) for step in path))
    if isinstance(value.disposition, ir.Converted) and value.disposition.table:
        table = tuple((Lit(before), Lit(after)) for before, after in value.disposition.table)
        target = Lit(ir.pointer(value.disposition.to))
        yield Display("tuple", (steps, target, Display("dict", table)))
    for kind in value.kinds:
        if (
            isinstance(kind, ir.String)
            and kind.dimensions
            and kind.dimensions.nearest_word is not None
        ):
            words = conditions.tuple_of(kind.dimensions.words)
            entry = Display("dict", ((Lit(""), words),))
            yield Display("tuple", (steps, Lit(ir.pointer(path)), entry))
        elif isinstance(kind, ir.Object):
            for member in kind.members:
                yield from _conversions(member.value, (*path, member.name))


def _elsewhere(provider: ir.Provider) -> dict[str, tuple[str, ...]]:
    """Which models know a name at the top of their body."""
    found: dict[str, list[str]] = {}
    for model in provider.models:
        for member in model.members:
            if not isinstance(member.value.disposition, ir.Rejected | ir.Unverified):
                found.setdefault(member.name, []).append(model.id)
    if len(found) > _MOST_ELSEWHERE:
        # A table of this size in every file would make the output grow with the square of the models.
        return {}
    return {name: tuple(models) for name, models in sorted(found.items())}


def _told(models: tuple[str, ...]) -> str:
    if len(models) <= 2:
        return " and ".join(models)
    return f"{models[0]} and {len(models) - 1} others"


def plain(text: str) -> str:
    """Reduce a text to what a docstring cannot be left with: letters, digits, blanks and a few marks."""
    return re.sub(r"[^A-Za-z0-9 ._/():,+@-]+", "", naming.ascii_text(text)).strip() or "a model"
