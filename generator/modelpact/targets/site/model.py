"""The page of one model."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from modelpact import ir, operations, outcome
from modelpact.clients.python import key_variable, openai_adapter
from modelpact.naming import file_stem
from modelpact.reference import answers, calls, parameters, rules, words
from modelpact.samples import samples
from modelpact.targets.site import drawings, prose
from modelpact.targets.site.anchors import SECTIONS, parameter_anchors, rule_anchor
from modelpact.targets.site.breaks import Breaks
from modelpact.targets.site.chrome import Chrome, Page, family_anchor, model_path
from modelpact.targets.site.decisions import DecisionView, decisions
from modelpact.targets.site.drawings import Drawing
from modelpact.targets.site.highlight import highlight
from modelpact.text import NOTHING, Code, Text, html, md_code


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    anchor: Code
    title: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A word or two on a coloured ground; ``kind`` is its class."""

    text: Code
    kind: Code = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    language: Code
    title: Code
    code: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class UseView:
    title: Text
    anchor: Code
    description: Text
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    asked: Code
    returned: Code
    read: Code
    warns: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    value: Code
    meaning: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class TierView:
    title: Code
    values: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    path: Text
    anchor: Code
    depth: Code
    types: Code
    badges: tuple[Badge, ...]
    default: Code
    description: Text
    tiers: tuple[TierView, ...]
    drawing: Drawing | None
    points: tuple[Code, ...]
    evidence: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    id: Text
    anchor: Code
    verdict: Code
    because: Code
    where: Code
    evidence: Code
    breaks: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPage:
    page: Page
    title: Text
    id: Text
    family: Text
    family_anchor: Code
    description: Text
    badges: tuple[Badge, ...]
    sections: tuple[Section, ...]
    uses: tuple[UseView, ...]
    key_variable: Text
    adapter: Code
    flow: Drawing | None
    selector: Text
    outcomes: tuple[OutcomeRow, ...]
    calling: tuple[Code, ...]
    response: tuple[Code, ...]
    parameters: tuple[Parameter, ...]
    images: tuple[Code, ...]
    layouts: tuple[Drawing, ...]
    rules: tuple[RuleView, ...]
    evidence: Code
    decisions: tuple[DecisionView, ...]


def model_page(provider: ir.Provider, model: ir.Model, chrome: Chrome, breaks: Breaks) -> ModelPage:
    """The view of one model's page."""
    (family,) = (family for family in provider.families if family.id == model.family)
    listed = list(parameters.shown(model))
    usual = words.usual(
        [member.value.evidence for _, member in listed] + [one.evidence for one in model.rules]
    )
    anchors = parameter_anchors(model)
    absent = {"examples": not model.uses, "rules": not model.rules}
    return ModelPage(
        page=chrome.page(
            model_path(model),
            model.title,
            model.description,
            markdown=f"{file_stem(model.id)}.md",
            origin=model.origin.path,
        ),
        title=Text(model.title),
        id=Text(model.id),
        family=Text(family.title),
        family_anchor=family_anchor(family),
        description=Text(model.description),
        badges=tuple(_badges(model)),
        sections=tuple(
            Section(anchor=Code(anchor), title=Code(title))
            for anchor, title in SECTIONS.items()
            if not absent.get(anchor)
        ),
        uses=tuple(_use(provider, model, use) for use in model.uses),
        key_variable=Text(key_variable(provider)),
        adapter=Code(openai_adapter(provider)),
        flow=drawings.flow(model),
        selector=Text(words.spell(model.response.selector) if outcome.selected(model) else ""),
        outcomes=tuple(
            OutcomeRow(
                asked=prose.inline(row.asked),
                returned=prose.inline(row.returned),
                read=prose.inline(row.read),
                warns=row.warns,
            )
            for row in answers.outcomes(model)
        ),
        calling=tuple(prose.inline(point) for point in _calling(provider, model)),
        response=tuple(prose.inline(point) for point in answers.response(model, usual)),
        parameters=tuple(_parameter(path, member, anchors[path], usual) for path, member in listed),
        images=tuple(prose.inline(point) for point in answers.images(model, usual)),
        layouts=tuple(drawings.layout(found) for found in _usable(model)),
        rules=tuple(_rule(rule, usual, breaks.get(rule.id)) for rule in model.rules),
        evidence=prose.inline(words.general(usual, model.evidence.read)),
        decisions=decisions(rules.decision(found) for found in model.decisions),
    )


def _calling(provider: ir.Provider, model: ir.Model) -> Iterator[Code]:
    """The call with what there is to say of it; nothing where it is as plain as the provider's page says."""
    points = tuple(calls.points(provider, model))
    if points:
        usual, _ = operations.of_model(provider, model)
        yield Code("Called by {}.").format(md_code(calls.call(provider, usual)))
    yield from points


def _usable(model: ir.Model) -> Iterator[ir.Layout]:
    """The layouts for as many images as the model takes."""
    most, least = model.images.maximum, model.images.minimum
    for found in model.layouts:
        able = least == 0 if found.images == "none" else most != 0
        if able and not (found.images == "many" and most == 1):
            yield found


def _badges(model: ir.Model) -> Iterator[Badge]:
    yield Badge(text=Code(model.lifecycle.status), kind=Code(model.lifecycle.status))
    if model.lifecycle.retires:
        yield Badge(
            text=Code("retires on {}").format(html(model.lifecycle.retires)),
            kind=Code("deprecated"),
        )
    for use in model.uses:
        yield Badge(text=html(use.title))
    yield Badge(text=Code("pictures in: {}").format(answers.number(model.images)))
    form = prose.inline(answers.returned(outcome.outcomes(model)[0]))
    yield Badge(text=Code("comes back: {}").format(form))


def _use(provider: ir.Provider, model: ir.Model, use: ir.Use) -> UseView:
    return UseView(
        title=Text(use.title),
        anchor=html(f"use-{use.name}"),
        description=Text(use.description),
        samples=tuple(
            Sample(
                language=Code(one.name),
                title=Code(one.heading),
                code=highlight(one.code, one.language),
            )
            for one in samples(provider, model, use)
        ),
    )


def _parameter(path: ir.Path, member: ir.Member, anchor: Code, usual: ir.Evidence) -> Parameter:
    value = member.value
    taken = not isinstance(value.disposition, ir.Rejected)
    return Parameter(
        path=Text(words.spell(path)),
        anchor=anchor,
        depth=Code(str(min(path_depth(path), 4))),
        types=words.types(value),
        badges=tuple(_fate(member, path)),
        default=prose.inline(words.default(value, md_code)) if taken else Code(),
        description=Text(value.description or value.title),
        tiers=tuple(_tiers(value)) if taken else (),
        drawing=drawings.sizes(value, anchor) if taken else None,
        points=tuple(prose.inline(point) for point in _points(path, value, taken)),
        evidence=prose.inline(words.evidence(value.evidence, usual)),
    )


def path_depth(path: ir.Path) -> int:
    """How deep a member lies, not counting items."""
    return sum(step != ir.EACH for step in path) - 1


def _fate(member: ir.Member, path: ir.Path) -> Iterator[Badge]:
    if member.required and path[-1] != ir.EACH:
        yield Badge(text=Code("required"), kind=Code("required"))
    name = type(member.value.disposition).__name__.lower()
    if name != "honoured":
        yield Badge(text=Code(name), kind=Code(name))
    if member.value.deprecated:
        yield Badge(text=Code("deprecated"), kind=Code("deprecated"))


def _tiers(value: ir.Value) -> Iterator[TierView]:
    meanings = dict(value.enum_descriptions)

    def chip(one: ir.Scalar) -> Chip:
        return Chip(
            value=html(words.literal(one)),
            meaning=html(meanings[one]) if one in meanings else Code(),
        )

    if value.tiers:
        for tier in value.tiers:
            yield TierView(title=html(tier.name), values=tuple(map(chip, tier.values)))
    elif value.enum is not None:
        yield TierView(title=Code(), values=tuple(map(chip, value.enum)))


def _points(path: ir.Path, value: ir.Value, taken: bool) -> Iterator[Code]:
    limits = words.constraints(value, md_code) if taken else ()
    if limits:
        yield Code("Allowed: {}.").format(Code("; ").join(limits))
    if effect := words.consequence(value.disposition, path):
        yield effect
    if taken:
        yield from parameters.tolerance(value)
        if value.examples:
            shown = (md_code(words.literal(one.value)) for one in value.examples)
            yield Code("For example {}.").format(words.listing(shown, "or"))


def _rule(rule: ir.Rule, usual: ir.Evidence, breaking: Mapping[str, Any] | None) -> RuleView:
    said = rules.rule(rule, usual)
    return RuleView(
        id=said.id,
        anchor=rule_anchor(rule),
        verdict=said.verdict,
        because=prose.inline(said.because),
        where=prose.inline(said.where),
        evidence=prose.inline(said.evidence),
        breaks=highlight(_pretty(breaking), "json") if breaking else Code(),
    )


def _pretty(body: Mapping[str, Any]) -> str:
    return json.dumps(body, indent=2, ensure_ascii=False)
