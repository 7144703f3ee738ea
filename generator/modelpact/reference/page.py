"""The page of one model: its view, ready for the template."""

from __future__ import annotations

from dataclasses import dataclass

from modelpact import ir, operations, outcome
from modelpact.clients.python import key_variable, openai_adapter
from modelpact.reference import answers, calls, parameters, words
from modelpact.reference.anchors import Anchors
from modelpact.reference.rules import DecisionView, RuleView, decision, rule
from modelpact.samples import samples
from modelpact.text import Code, Text, fold, md, md_code, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleView:
    title: Code
    language: Code
    code: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    title: Text
    anchor: Code
    description: Text
    samples: tuple[SampleView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A model's page."""

    title: Text
    id: Text
    provider: Text
    index: Code
    """A relative link to the provider's page."""
    family: Text
    family_anchor: Code
    status: Code
    aliases: tuple[Text, ...]
    call: Text
    calling: tuple[Code, ...]
    description: Text
    uses: tuple[UseView, ...]
    key_variable: Text
    adapter: Code
    """The module that the official Python client of OpenAI needs."""
    rows: tuple[parameters.Row, ...]
    images: tuple[Code, ...]
    selector: Text
    outcomes: tuple[answers.OutcomeRow, ...]
    response: tuple[Code, ...]
    rules: tuple[RuleView, ...]
    details: tuple[parameters.Detail, ...]
    decisions: tuple[DecisionView, ...]
    evidence: Code
    origin: Text


def page(
    provider: ir.Provider,
    model: ir.Model,
    index: Code,
    family_anchor: Code,
    links: dict[str, Code],
) -> Page:
    """The view of one model; ``links`` holds a link to each model's page, by id."""
    families = {family.id: family.title for family in provider.families}
    anchors = Anchors()
    for heading in (shown(fold(model.title)), "Parameters", "Images in", "What comes back"):
        anchors.take(heading)
    if model.rules:
        anchors.take("Rules")
    anchors.take("Parameters in detail")
    listed = tuple(parameters.shown(model))
    usual = words.usual(
        [member.value.evidence for _, member in listed] + [one.evidence for one in model.rules]
    )
    rows = tuple(
        parameters.row(path, member, anchors.take(shown(words.spell(path))))
        for path, member in listed
    )
    if model.uses:
        anchors.take("Examples")
    return Page(
        title=Text(model.title),
        id=Text(model.id),
        provider=Text(provider.title),
        index=index,
        family=Text(families.get(model.family, model.family)),
        family_anchor=family_anchor,
        status=_status(model.lifecycle, links),
        aliases=tuple(Text(alias) for alias in model.aliases),
        call=Text(calls.call(provider, operations.of_model(provider, model)[0])),
        calling=tuple(calls.points(provider, model)),
        description=Text(model.description),
        uses=tuple(_use(provider, model, use, anchors) for use in model.uses),
        key_variable=Text(key_variable(provider)),
        adapter=Code(openai_adapter(provider)),
        rows=rows,
        images=tuple(answers.images(model, usual)),
        selector=Text(words.spell(model.response.selector) if outcome.selected(model) else ""),
        outcomes=tuple(answers.outcomes(model)),
        response=tuple(answers.response(model, usual)),
        rules=tuple(rule(one, usual) for one in model.rules),
        details=tuple(parameters.detail(path, member, usual) for path, member in listed),
        decisions=tuple(decision(found) for found in model.decisions),
        evidence=words.general(usual, model.evidence.read),
        origin=Text(model.origin.path),
    )


# --- head --------------------------------------------------------------------------------------


def _status(lifecycle: ir.Lifecycle, links: dict[str, Code]) -> Code:
    parts = [Code(lifecycle.status)]
    for what, date in (
        ("released on", lifecycle.released),
        ("deprecated since", lifecycle.deprecated),
        ("retires on", lifecycle.retires),
    ):
        if date:
            parts.append(Code("{} {}").format(Code(what), md(date)))
    if lifecycle.replacement:
        target = links.get(lifecycle.replacement, md_code(lifecycle.replacement))
        parts.append(Code("replaced by {}").format(target))
    return Code(", ").join(parts)


def _use(provider: ir.Provider, model: ir.Model, use: ir.Use, anchors: Anchors) -> UseView:
    anchor = anchors.take(shown(fold(use.title)))
    found = tuple(samples(provider, model, use))
    for one in found:
        anchors.take(one.heading)
    return UseView(
        title=Text(use.title),
        anchor=anchor,
        description=Text(use.description),
        samples=tuple(
            SampleView(title=Code(one.heading), language=Code(one.language), code=Text(one.code))
            for one in found
        ),
    )
