"""The first page: what the gateway offers, and which model takes what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from modelpact import ir, operations, outcome
from modelpact.reference import answers, words
from modelpact.reference.calls import call
from modelpact.reference.index import SIGNS, header
from modelpact.reference.parameters import fates
from modelpact.reference.rules import decision
from modelpact.targets.site import prose
from modelpact.targets.site.anchors import parameter_anchors
from modelpact.targets.site.chrome import Chrome, Page, family_anchor, model_path
from modelpact.targets.site.decisions import DecisionView, decisions
from modelpact.text import NOTHING, Code, Text, html, num


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelLink:
    title: Text
    href: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    title: Text
    description: Text
    models: tuple[ModelLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    title: Text
    href: Code
    id: Text
    images: Code
    form: Code
    status: Code
    status_class: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyView:
    title: Text
    anchor: Code
    description: Text
    models: tuple[ModelRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A cell of the matrix; without a name the model does not know the parameter."""

    name: Code = NOTHING
    href: Code = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    path: Text
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    name: Code
    meaning: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    page: Page
    title: Text
    description: Text
    calls: tuple[Text, ...]
    header: Text
    count: Code
    newest: Text
    """The day of the newest release; empty where there is none."""
    tasks: tuple[Task, ...]
    families: tuple[FamilyView, ...]
    columns: tuple[ModelLink, ...]
    matrix: tuple[MatrixRow, ...]
    legend: tuple[Sign, ...]
    decisions: tuple[DecisionView, ...]


def home(provider: ir.Provider, chrome: Chrome) -> Home:
    """The view of a provider's first page."""
    ordered = [
        model
        for family in provider.families
        for model in provider.models
        if model.family == family.id
    ]
    return Home(
        page=chrome.page(
            "index.html",
            f"{provider.title}: image models",
            provider.description,
            markdown="index.md",
        ),
        title=Text(provider.title),
        description=Text(provider.description),
        calls=tuple(Text(call(provider, found)) for found in operations.called(provider)),
        header=Text(header(provider.auth)),
        count=num(len(provider.models)),
        newest=Text(provider.releases[0].date if provider.releases else ""),
        tasks=tuple(_tasks(ordered)),
        families=tuple(
            FamilyView(
                title=Text(family.title),
                anchor=family_anchor(family),
                description=Text(family.description),
                models=tuple(_row(model) for model in ordered if model.family == family.id),
            )
            for family in provider.families
        ),
        columns=tuple(_link(model) for model in ordered),
        matrix=tuple(_matrix(ordered)),
        legend=tuple(
            Sign(name=Code(name), meaning=Code(meaning)) for _, name, meaning in SIGNS.values()
        ),
        decisions=decisions(decision(found) for found in provider.decisions),
    )


def _link(model: ir.Model, anchor: str = "") -> ModelLink:
    return ModelLink(title=Text(model.title), href=html(model_path(model) + anchor))


def _tasks(models: list[ir.Model]) -> Iterator[Task]:
    """What people do, with the models that are for it, the most common first."""
    found: dict[str, tuple[ir.Use, list[ir.Model]]] = {}
    for model in models:
        if model.lifecycle.status != "retired":
            for use in model.uses:
                found.setdefault(use.name, (use, []))[1].append(model)
    for use, able in sorted(found.values(), key=lambda task: -len(task[1])):
        yield Task(
            title=Text(use.title),
            description=Text(use.description),
            models=tuple(_link(model, "#examples") for model in able),
        )


def _row(model: ir.Model) -> ModelRow:
    absent = outcome.outcomes(model)[0]
    form = prose.inline(answers.returned(absent))
    return ModelRow(
        title=Text(model.title),
        href=html(model_path(model)),
        id=Text(model.id),
        images=answers.number(model.images),
        form=form,
        status=Code(model.lifecycle.status),
        status_class=Code(model.lifecycle.status),
    )


def _matrix(models: list[ir.Model]) -> Iterator[MatrixRow]:
    """A row for each member that a model has, where it first appears; items have no row of their own."""
    found = []
    for model in models:
        known = {path: fate for path, _, fate in fates(model)}
        found.append((model, known, parameter_anchors(model)))
    for path in dict.fromkeys(path for _, known, _ in found for path in known):
        if path[-1] != ir.EACH:
            marks = tuple(
                _mark(model, known[path], linked.get(path)) if path in known else Mark()
                for model, known, linked in found
            )
            yield MatrixRow(path=Text(words.spell(path)), marks=marks)


def _mark(model: ir.Model, fate: ir.Disposition, anchor: Code | None) -> Mark:
    _, name, _ = SIGNS[type(fate)]
    at = f"#{anchor}" if anchor is not None else "#parameters"
    return Mark(name=Code(name), href=html(model_path(model) + at))
