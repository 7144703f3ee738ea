"""A Go package a provider, of the standard library only: structs, and the judgement of requests.

What depends on the pacts is data: a file a model with its struct and the table of what it accepts. What does not is
real code under ``verbatim/``, which interprets the tables.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from modelpact import checks, example, ir, places
from modelpact.files import File, Host, Loss, Name, Render, Target
from modelpact.naming import unique
from modelpact.print_go import Composite, Constants, declaration, declarations
from modelpact.print_go import Name as Code_
from modelpact.targets.go import patterns, spelling, types
from modelpact.targets.go.tables import Table
from modelpact.text import Code, Text, go, go_quoted

_TEMPLATE: Final = "validate"
"""What the package is called under ``verbatim/``."""
_IMPORT: Final = re.compile(r'^(\tmodels )"[^"/]+/([^"/]+)"$', re.M)


@dataclass(frozen=True, slots=True)
class FileView:
    """A file of declarations."""

    package: Code
    origin: Text
    subject: Text
    declarations: Code
    code: Code
    request: Code
    table: Code


@dataclass(frozen=True, slots=True)
class PackageView:
    """The package as a whole."""

    package: Code
    origin: Text
    title: Text
    body: Code
    literal: Code
    request: Code
    constant: Code


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the module, and the package in a folder of its own."""
    package = spelling.package(provider)
    made = _Package(provider, package)
    view = made.view()
    yield File("go.mod", render("go/go.mod.jinja", view))
    for stem in ("doc", "example_test"):
        if stem == "doc" or provider.models:
            yield File(f"{package}/{stem}.go", render(f"go/{stem}.go.jinja", view))
    for stem in spelling.FILES:
        yield File(f"{package}/{stem}.go", _placed(f"{stem}.go", view, render))
    for stem, model in made.models():
        yield File(f"{package}/{stem}.go", render("go/model.go.jinja", model))
    yield File(f"{package}/models.go", render("go/models.go.jinja", made.index()))


def runner(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the program that judges each line of a file."""
    package = spelling.package(provider)
    view = _Package(provider, package).view()
    yield File("run.go", _placed("run/run.go", view, render))


def _module(text: str) -> str:
    """Read the name of a module out of its go.mod."""
    found = re.search(r'^module\s+"?([^\s"]+)', text, re.M)
    return found[1] if found else ""


def _inside(file: File, path: str) -> File | None:
    """Leave out what would make a module of its own, and import the package as one of the module above."""
    if file.path == "go.mod":
        return None
    if file.path == "run.go":
        text = _IMPORT.sub(lambda found: f"{found[1]}{go_quoted(f'{path}/{found[2]}')}", file.text)
        return File(file.path, text)
    return file


def _placed(name: str, view: PackageView, render: Render) -> str:
    """Real code, moved into the package of the provider."""
    package = str(view.package)
    code = render(f"go/verbatim/{name}", None)
    code = code.replace(f"package {_TEMPLATE}\n", f"package {package}\n", 1)
    code = code.replace(f'"{_TEMPLATE}/{_TEMPLATE}"', f'"{package}/{package}"', 1)
    return render("go/_header.jinja", view) + code


class _Package:
    """The names and declarations of a provider's package."""

    def __init__(self, provider: ir.Provider, package: str) -> None:
        self._provider, self._package = provider, package
        self._taken = set(spelling.RUNTIME)
        self._constants = {
            model.id: self._name(spelling.exported(model.id)) for model in provider.models
        }
        self._tables = {
            id_: f"{constant[0].lower()}{constant[1:]}Table"
            for id_, constant in self._constants.items()
        }
        self._requests: dict[str, str] = {}
        self._declared: dict[str, Code] = {}
        for model in provider.models:
            declared = types.Types(self._taken)
            self._requests[model.id] = declared.request(model, self._constants[model.id])
            self._declared[model.id] = declarations(declared.found)

    def _name(self, wanted: str) -> str:
        name = unique(wanted, self._taken, mark="")
        self._taken.add(name)
        return name

    def view(self) -> PackageView:
        """Describe the package."""
        provider = self._provider
        current = [model for model in provider.models if model.lifecycle.status == "current"]
        first = next((model for model in current if model.uses), None)
        first = first or next(iter(provider.models), None)
        sample = {"model": first.id} if first else {}
        if first and first.uses:
            sample = example.body(first, first.uses[0])
        body = json.dumps(sample, ensure_ascii=True)
        return PackageView(
            package=Code(self._package),
            origin=Text(f"spec/{provider.id}"),
            title=Text(provider.title),
            body=Code(body),
            literal=go(body),
            request=Code(self._requests[first.id] if first else ""),
            constant=Code(self._constants[first.id] if first else ""),
        )

    def models(self) -> Iterable[tuple[str, FileView]]:
        """Yield a file's stem and what is in it, for each model."""
        stems = spelling.stems(self._provider)
        elsewhere = checks.elsewhere(self._provider)
        for model in self._provider.models:
            table = self._tables[model.id]
            yield stems[model.id], FileView(
                package=Code(self._package),
                origin=Text(f"spec/{model.origin.path}"),
                subject=Text(model.title),
                declarations=self._declared[model.id],
                code=declaration(table, Table(model, elsewhere).written()),
                request=Code(self._requests[model.id]),
                table=Code(table),
            )

    def index(self) -> FileView:
        """Describe the file that lists the models."""
        listed = tuple(Code_(f"&{table}") for table in self._tables.values())
        ids = tuple((name, id_, "") for id_, name in self._constants.items())
        doc = ("The models that this package knows.",)
        return FileView(
            package=Code(self._package),
            origin=Text(f"spec/{self._provider.id}"),
            subject=Text(self._provider.title),
            declarations=declarations([Constants("", ids, doc)] if ids else []),
            code=declaration("models", Composite("[]*model", listed)),
            request=Code(),
            table=Code(),
        )


def names(provider: ir.Provider) -> Iterable[Name]:
    """Name the package; what is in it is numbered where it would collide."""
    package = spelling.package(provider)
    yield Name("package", package, f"provider {provider.id!r}", provider.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Patterns that Go does not compile, and members that no struct can hold."""
    for model in provider.models:
        for path in types.unwritten(model.body):
            yield Loss(model.id, ir.pointer(path), "a tag of a struct cannot hold the name")
        for path, member in places.walk(model.body):
            yield from _unmatched(model, ir.pointer(path), member.value)
            if member.value.advised:
                yield from _unmatched(model, ir.pointer(path), member.value.advised.value)
        for rule in model.rules:
            if isinstance(rule.effect, ir.Constrain):
                yield from _unmatched(model, rule.id, rule.effect.value)


def _unmatched(model: ir.Model, subject: str, value: ir.Value) -> Iterable[Loss]:
    for kind in value.kinds:
        if isinstance(kind, ir.String) and kind.pattern is not None:
            reason = patterns.why_not(kind.pattern)
            if reason:
                yield Loss(model.id, subject, reason)


_OF_PACKAGE: Final = ("_header.jinja", "doc.go.jinja", "example_test.go.jinja", "go.mod.jinja")

TARGET: Final = Target(
    "go",
    "A package for Go",
    files,
    names,
    losses,
    runner,
    host=Host("go.mod", _module, _inside),
    needs=(
        "It takes Go 1.21. Below a go.mod the package is one of that module: import it by the module's path, the "
        "way to this folder and the package's name. Elsewhere this folder is a module of its own."
    ),
    views={f"go/{name}": PackageView for name in _OF_PACKAGE}
    | {f"go/{name}": FileView for name in ("model.go.jinja", "models.go.jinja")},
)
