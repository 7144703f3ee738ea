"""The page of a provider: its models, and which parameter is known to which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from modelpact import ir, operations
from modelpact.reference import answers, words
from modelpact.reference.anchors import Anchors
from modelpact.reference.calls import call
from modelpact.reference.parameters import fates
from modelpact.reference.rules import DecisionView, decision
from modelpact.text import Code, Text, fold, num, shown

SIGNS: Final[dict[type[ir.Disposition], tuple[str, str, str]]] = {
    ir.Honoured: ("✓", "honoured", "honoured"),
    ir.Forced: ("=", "forced", "forced: the gateway always takes one value"),
    ir.Advisory: ("≈", "advisory", "advisory: it may not take effect"),
    ir.Converted: ("→", "converted", "converted into something else"),
    ir.Ignored: ("–", "ignored", "ignored: accepted without effect"),
    ir.Unverified: ("?", "unverified", "unverified: not documented by this gateway"),
    ir.Rejected: ("✗", "rejected", "rejected"),
}
"""A sign for each disposition, its name, and its meaning in the legend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    link: Code
    id: Text
    status: Code
    images: Code
    uses: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilyView:
    title: Text
    description: Text
    models: tuple[ModelRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    path: Text
    marks: tuple[Code, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    mark: Code
    meaning: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorRow:
    code: Code
    title: Text
    description: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A provider's page."""

    title: Text
    description: Text
    calls: tuple[Text, ...]
    header: Text
    newest: Text
    """The day of the newest release; empty where there is none."""
    families: tuple[FamilyView, ...]
    columns: tuple[Code, ...]
    matrix: tuple[MatrixRow, ...]
    legend: tuple[Sign, ...]
    errors: tuple[ErrorRow, ...]
    decisions: tuple[DecisionView, ...]
    origin: Text


def index(provider: ir.Provider, links: dict[str, Code]) -> Index:
    """The view of a provider; ``links`` holds a link to each model's page, by id."""
    ordered = [model for family in provider.families for model in _models(provider, family)]
    return Index(
        title=Text(provider.title),
        description=Text(provider.description),
        calls=tuple(Text(call(provider, found)) for found in operations.called(provider)),
        header=Text(header(provider.auth)),
        newest=Text(provider.releases[0].date if provider.releases else ""),
        families=tuple(_family(provider, family, links) for family in provider.families),
        columns=tuple(links[model.id] for model in ordered),
        matrix=tuple(_matrix(ordered)),
        legend=tuple(
            Sign(mark=Code(mark), meaning=Code(meaning)) for mark, _, meaning in SIGNS.values()
        ),
        errors=tuple(
            ErrorRow(
                code=num(error.code), title=Text(error.title), description=Text(error.description)
            )
            for error in provider.errors
        ),
        decisions=tuple(decision(found) for found in provider.decisions),
        origin=Text(provider.origin.path),
    )


def family_anchors(provider: ir.Provider) -> dict[str, Code]:
    """The heading of each family on the provider's page."""
    anchors = Anchors()
    for heading in (shown(fold(provider.title)), "Models"):
        anchors.take(heading)
    return {family.id: anchors.take(shown(fold(family.title))) for family in provider.families}


def _models(provider: ir.Provider, family: ir.Family) -> list[ir.Model]:
    return [model for model in provider.models if model.family == family.id]


def header(auth: ir.Auth) -> str:
    """The header that shows the key, with the placeholder in its place."""
    key = auth.placeholder or "YOUR_KEY"
    return f"{auth.header}: {auth.scheme} {key}" if auth.scheme else f"{auth.header}: {key}"


def _family(provider: ir.Provider, family: ir.Family, links: dict[str, Code]) -> FamilyView:
    return FamilyView(
        title=Text(family.title),
        description=Text(family.description),
        models=tuple(_row(model, links) for model in _models(provider, family)),
    )


def _row(model: ir.Model, links: dict[str, Code]) -> ModelRow:
    return ModelRow(
        link=links[model.id],
        id=Text(model.id),
        status=Code(model.lifecycle.status),
        images=answers.number(model.images),
        uses=tuple(Text(use.title) for use in model.uses),
    )


def _matrix(models: Iterable[ir.Model]) -> Iterable[MatrixRow]:
    """A row for each member that a model has, where it first appears; items have no row of their own."""
    found = [{path: fate for path, _, fate in fates(model)} for model in models]
    for path in dict.fromkeys(path for known in found for path in known):
        if path[-1] != ir.EACH:
            marks = tuple(_mark(known[path]) if path in known else Code() for known in found)
            yield MatrixRow(path=Text(words.spell(path)), marks=marks)


def _mark(disposition: ir.Disposition) -> Code:
    return Code(SIGNS[type(disposition)][0])
