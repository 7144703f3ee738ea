"""Guides from the pacts' own data: how to ask, which size for what, and questions with their answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from modelpact import ir, places
from modelpact.reference import words
from modelpact.reference.sizes import Size, listed
from modelpact.targets.site import prose
from modelpact.targets.site.anchors import parameter_anchors
from modelpact.targets.site.chrome import Chrome, Page, model_path
from modelpact.text import Code, Text, html

PROMPTING: Final = ("How to ask", "guides/prompting.html")
SIZES: Final = ("Sizes by purpose", "guides/sizes.html")
QUESTIONS: Final = ("Questions", "guides/questions.html")


def pages(provider: ir.Provider) -> list[tuple[str, str]]:
    """Title and path of the guides that there is something to say in."""
    found = []
    if provider.tips or any(family.tips for family in provider.families):
        found.append(PROMPTING)
    if provider.purposes:
        found.append(SIZES)
    if provider.questions or any(family.questions for family in provider.families):
        found.append(QUESTIONS)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class TipView:
    title: Text
    advice: Text
    words: tuple[Text, ...]
    evidence: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    question: Text
    answer: Text
    evidence: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What a guide says of one family, or of all."""

    title: Text
    anchor: Code
    tips: tuple[TipView, ...] = ()
    questions: tuple[QuestionView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    page: Page
    title: Text
    parts: tuple[Part, ...]


def prompting(provider: ir.Provider, chrome: Chrome) -> Guide:
    """The guide to asking, by family."""

    def tip(found: ir.Tip) -> TipView:
        return TipView(
            title=Text(found.title),
            advice=Text(found.advice),
            words=tuple(map(Text, found.words)),
            evidence=_evidence(found.evidence, provider),
        )

    title, path = PROMPTING
    return Guide(
        page=chrome.page(path, title, f"How to ask the models of {provider.title} well."),
        title=Text(title),
        parts=tuple(
            Part(title=Text(one.title), anchor=html(one.id), tips=tuple(map(tip, one.tips)))
            for one in _about(provider)
            if one.tips
        ),
    )


def questions(provider: ir.Provider, chrome: Chrome) -> Guide:
    """Every question, with its answer or the fact that there is none."""

    def question(found: ir.Question) -> QuestionView:
        return QuestionView(
            question=Text(found.question),
            answer=Text(found.answer),
            evidence=_evidence(found.evidence, provider),
        )

    title, path = QUESTIONS
    return Guide(
        page=chrome.page(path, title, f"What people ask about {provider.title}."),
        title=Text(title),
        parts=tuple(
            Part(
                title=Text(one.title),
                anchor=html(one.id),
                questions=tuple(map(question, one.questions)),
            )
            for one in _about(provider)
            if one.questions
        ),
    )


def _about(provider: ir.Provider) -> list[ir.Provider | ir.Family]:
    """What guides have parts about."""
    return [provider, *provider.families]


def _evidence(found: ir.Evidence, provider: ir.Provider) -> Code:
    general = ir.Evidence(document=provider.evidence.document)
    return prose.inline(words.evidence(found, general))


# --- sizes -------------------------------------------------------------------------------------

_NEAR: Final = Fraction(105, 100)
"""The factor by which a ratio may be off the one that is wanted and still pass as it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to send to one model: values, with the word ``nearest`` where none has the ratio."""

    title: Text
    href: Code
    parameter: Text
    values: tuple[Text, ...]
    nearest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PurposeView:
    title: Text
    anchor: Code
    ratios: Text
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeGuide:
    page: Page
    title: Text
    purposes: tuple[PurposeView, ...]
    without: tuple[Choice, ...]
    """Models whose sizes are not listed."""


def sizes(provider: ir.Provider, chrome: Chrome) -> SizeGuide:
    """For each purpose the exact value that each model takes."""
    title, path = SIZES
    known = [(model, place, value) for model in provider.models for place, value in _sized(model)]
    able = [one for one in known if any(listed(one[2]))]
    return SizeGuide(
        page=chrome.page(path, title, "The exact value that each model takes for a purpose."),
        title=Text(title),
        purposes=tuple(
            PurposeView(
                title=Text(purpose.title),
                anchor=Code(f"purpose-{number}"),
                ratios=Text(" or ".join(f"{width}:{height}" for width, height in purpose.ratios)),
                choices=tuple(_choice(*one, purpose.ratios) for one in able),
            )
            for number, purpose in enumerate(provider.purposes, 1)
        ),
        without=tuple(
            Choice(
                title=Text(model.title),
                href=html(f"../{model_path(model)}#parameters"),
                parameter=Text(""),
                values=(),
                nearest=False,
            )
            for model in provider.models
            if not any(model is one for one, _, _ in able)
        ),
    )


def _sized(model: ir.Model) -> Iterator[tuple[ir.Path, ir.Value]]:
    """The parameters that set width and height together, if the model takes them."""
    for path in model.response.size:
        value = places.find(model.body, path)
        if value is not None and not isinstance(value.disposition, ir.Rejected | ir.Unverified):
            yield path, value


def _choice(
    model: ir.Model, path: ir.Path, value: ir.Value, ratios: Sequence[tuple[int, int]]
) -> Choice:
    sizes = [size for tier in listed(value) for size in tier]
    wanted = [Fraction(width, height) for width, height in ratios]
    fits = ([size for size in sizes if _distance(size, ratio) <= _NEAR] for ratio in wanted)
    fitting = next((found for found in fits if found), None)
    nearest = min(sizes, key=lambda size: _distance(size, wanted[0]))
    return Choice(
        title=Text(model.title),
        href=html(f"../{model_path(model)}#") + parameter_anchors(model)[path],
        parameter=Text(words.spell(path)),
        values=tuple(Text(size.text) for size in fitting or [nearest]),
        nearest=fitting is None,
    )


def _distance(size: Size, wanted: Fraction) -> Fraction:
    """By which factor the ratio of a size is off; 1 is not at all."""
    ratio = Fraction(size.width, size.height)
    return max(ratio / wanted, wanted / ratio)
