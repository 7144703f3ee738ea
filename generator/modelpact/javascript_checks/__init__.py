"""Checks of request bodies as JavaScript: one stand-alone module a model, and one for the whole provider.

No dependencies. The checks are straight-line code from the catalogue; what does not depend on it is real code under
``templates/typescript-validators/verbatim/`` that each module carries along. Several targets ship these modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from modelpact import checks, ir, naming, places
from modelpact.checks.scope import Module
from modelpact.files import File, Render
from modelpact.javascript_checks import types
from modelpact.javascript_checks.expressions import Expressions
from modelpact.javascript_checks.names import RUNTIME, STYLE
from modelpact.javascript_checks.statements import Statements, constant
from modelpact.outcome import Outcome
from modelpact.print_ts import Data, data
from modelpact.text import Code, Text, ts

GLOBAL_SUFFIX = ".global"
_EXPORT = re.compile(r"^export \{([^}]*)\};\n", re.M)


@dataclass(frozen=True, slots=True)
class FileView:
    """A file: who it is about, which runtime parts it needs, and its models.

    ``code`` is constants and functions, ``spec`` what the template's functions read of the models.
    """

    subject: Text
    origin: Text
    file: Code
    single: bool
    id: Code
    check: Code
    numbers: bool
    sizes: bool
    images: bool
    code: Code
    spec: Code
    global_name: Code
    types: types.Types


@dataclass(frozen=True, slots=True)
class _Written:
    """The code of a model, and what is said of it in ``SPEC``."""

    code: str
    check: str
    spec: dict[str, Data]
    needs: frozenset[str]


def modules(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield a module a model, each with its declarations."""
    elsewhere = checks.elsewhere(provider)
    for model in provider.models:
        written = _model(model, elsewhere, "", set(RUNTIME))
        known = model.title != model.id
        yield from _files(
            _view(
                subject=f"{model.title} ({model.id})" if known else model.id,
                origin=f"spec/{model.origin.path}",
                file=module_name(model),
                models={model.id: written},
                single=True,
                declared=types.of_model(model),
                global_name="",
            ),
            render,
        )


def bundle(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the module that dispatches on ``model``, with its declarations."""
    yield from _files(_bundle(provider), render)


def script(provider: ir.Provider, render: Render) -> File:
    """Write the bundle as a classic script, for pages that are opened from a disk."""
    view = replace(_bundle(provider), file=Code(script_name(provider)))
    body = render("typescript-validators/module.js.jinja", view)
    comment, _, code = body.partition("\n\n")
    exported = _EXPORT.search(code)
    assert exported
    code = _EXPORT.sub(f"return {{{exported[1]}}};\n", code)
    start = f'{comment}\nvar {view.global_name} = (() => {{\n"use strict";\n\n'
    return File(f"{script_name(provider)}.js", f"{start}{code}}})();\n")


def module_name(model: ir.Model) -> str:
    """Name the module of a model, without its ending."""
    stem = naming.file_stem(model.id)
    return f"{stem}_" if stem in ("index", "run") else stem


def script_name(provider: ir.Provider) -> str:
    """Name the classic script, without its ending."""
    return f"{naming.file_stem(provider.id)}{GLOBAL_SUFFIX}"


def global_name(provider: ir.Provider) -> str:
    """Name what the classic script makes."""
    return f"{naming.camel(provider.id)}Validators"


def _files(view: FileView, render: Render) -> Iterable[File]:
    yield File(f"{view.file}.js", render("typescript-validators/module.js.jinja", view))
    yield File(f"{view.file}.d.ts", render("typescript-validators/module.d.ts.jinja", view))


def _bundle(provider: ir.Provider) -> FileView:
    elsewhere = checks.elsewhere(provider)
    taken = set(RUNTIME)
    models = {
        model.id: _model(model, elsewhere, f"{naming.snake(model.id)}_", taken)
        for model in provider.models
    }
    return _view(
        subject=f"every model of {provider.title}",
        origin=f"spec/{provider.id}",
        file="index",
        models=models,
        single=False,
        declared=types.of_models(provider),
        global_name=global_name(provider),
    )


def _view(
    subject: str,
    origin: str,
    file: str,
    models: Mapping[str, _Written],
    single: bool,
    declared: types.Types,
    global_name: str,
) -> FileView:
    needs = {need for written in models.values() for need in written.needs}
    rows: list[Data] = [[model, written.spec] for model, written in models.items()]
    spec = data(rows, 0, "const SPECS = new Map(", ");")
    first = next(iter(models.items())) if single else ("", None)
    if first[1] is not None:
        spec = data(first[1].spec, 0, "const SPEC = ", ";")
    return FileView(
        subject=Text(subject),
        origin=Text(origin),
        file=Code(file),
        single=single,
        id=ts(first[0]),
        check=Code(first[1].check if first[1] else ""),
        numbers="numbers" in needs,
        sizes="sizes" in needs,
        images="images" in needs,
        code=Code("\n\n".join(written.code for written in models.values())),
        spec=spec,
        global_name=Code(global_name),
        types=declared,
    )


def _model(model: ir.Model, elsewhere: Mapping[str, str], prefix: str, taken: set[str]) -> _Written:
    """Write the code of a model; ``taken`` are the names of its file, which grow."""
    module = Module(STYLE, prefix, taken)
    lowered = checks.lower(model, elsewhere, module)
    spell = Statements(Expressions(module, loops=True))
    functions = [spell.function(found) for found in lowered.functions]
    constants = "\n".join(map(constant, module.constants))
    check = lowered.main.name
    return _Written(
        code="\n\n".join([*([constants] if constants else []), *functions]),
        check=check,
        spec={"check": Code(check), **_spec(model)},
        needs=lowered.needs,
    )


def _spec(model: ir.Model) -> dict[str, Data]:
    tables = checks.tables(model)
    forms: list[Data] = [
        [form.asked.value, _form(form)]
        for form in tables.forms
        if form.asked is not None and isinstance(form.asked.value, str)
    ]
    conversions: list[Data] = [
        {
            "path": list(found.path),
            "to": found.to,
            "table": [list(row) for row in found.table],
            "ratios": list(found.ratios),
        }
        for found in tables.conversions
    ]
    return {
        "soft": list(tables.soft),
        "defaults": [[list(path), value.value] for path, value in tables.defaults],
        "conversions": conversions,
        "selector": list(model.response.selector),
        "forms": forms,
        "absent": _form(tables.absent),
        "otherwise": _form(tables.otherwise),
        "integers": [list(path) for path in integers(model)],
    }


def _form(found: Outcome) -> dict[str, Data]:
    return {"returned": found.returned, "read": list(found.read), "warn": found.warn}


def integers(model: ir.Model) -> Iterator[ir.Path]:
    """The places of integers, which a text may hold spelled as fractions."""
    rejected: list[ir.Path] = []
    for path, member in places.walk(model.body):
        value = member.value
        if isinstance(value.disposition, ir.Rejected):
            rejected.append(path)
        numbers = [kind for kind in value.kinds if isinstance(kind, ir.Integer | ir.Number)]
        seen = not any(path[: len(above)] == above for above in rejected)
        if seen and numbers and isinstance(numbers[-1], ir.Integer):
            yield path
