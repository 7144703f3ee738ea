"""Guides from the pacts' own data: how to ask, which size for what, and questions with their answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from modelpact import ir, places
from modelpact.reference import words
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
    title, path = PROMPTING
    about: list[ir.Provider | ir.Family] = [provider, *provider.families]
    return Guide(
        page=chrome.page(path, title, f"How to ask the models of {provider.title} well."),
        title=Text(title),
        parts=tuple(
            Part(
                title=Text(one.title),
                anchor=html(one.id),
                tips=tuple(
                    TipView(
                        title=Text(tip.title),
                        advice=Text(tip.advice),
                        words=tuple(map(Text, tip.words)),
                        evidence=_evidence(tip.evidence, provider),
                    )
                    for tip in one.tips
                ),
            )
            for one in about
            if one.tips
        ),
    )


def questions(provider: ir.Provider, chrome: Chrome) -> Guide:
    """Every question, with its answer or the fact that there is none."""
    title, path = QUESTIONS
    about: list[ir.Provider | ir.Family] = [provider, *provider.families]
    return Guide(
        page=chrome.page(path, title, f"What people ask about {provider.title}."),
        title=Text(title),
        parts=tuple(
            Part(
                title=Text(one.title),
                anchor=html(one.id),
                questions=tuple(
                    QuestionView(
                        question=Text(entry.question),
                        answer=Text(entry.answer),
                        evidence=_evidence(entry.evidence, provider),
                    )
                    for entry in one.questions
                ),
            )
            for one in about
            if one.questions
        ),
    )


def _evidence(found: ir.Evidence, provider: ir.Provider) -> Code:
    general = ir.Evidence(document=provider.evidence.document)
    return prose.inline(words.evidence(found, general))


# --- sizes -------------------------------------------------------------------------------------

_PAIR: Final = re.compile(r"([1-9][0-9]{0,5})[^0-9]([1-9][0-9]{0,5})")
_NEAR: Final = Fraction(5, 100)
"""How far, as a share, a ratio may be from the one that is wanted and still pass as it."""


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
    listed = [(model, place, value) for model in provider.models for place, value in _sized(model)]
    able = [(model, place, value) for model, place, value in listed if _pairs(value)]
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


def _pairs(value: ir.Value) -> list[tuple[str, Fraction, int]]:
    """Listed sizes with their ratio and area, those of a tier one after another."""
    listed: Sequence[ir.Scalar] = value.enum or ()
    for kind in value.kinds:
        if value.enum is None and isinstance(kind, ir.String) and kind.dimensions:
            listed = kind.dimensions.words
    found = []
    for one in listed:
        pair = _PAIR.fullmatch(one) if isinstance(one, str) else None
        if pair:
            width, height = int(pair[1]), int(pair[2])
            found.append((pair[0], Fraction(width, height), width * height))
    return found


def _choice(
    model: ir.Model, path: ir.Path, value: ir.Value, ratios: Sequence[tuple[int, int]]
) -> Choice:
    pairs = _pairs(value)
    wanted = [Fraction(width, height) for width, height in ratios]
    fitting: list[str] = []
    for ratio in wanted:
        near = [text for text, own, _ in pairs if abs(own / ratio - 1) <= _NEAR]
        if near:
            fitting = near
            break
    if not fitting:
        fitting = [min(pairs, key=lambda pair: _distance(pair[1], wanted[0]))[0]]
    else:
        wanted = []
    return Choice(
        title=Text(model.title),
        href=html(f"../{model_path(model)}#") + parameter_anchors(model)[path],
        parameter=Text(words.spell(path)),
        values=tuple(map(Text, fitting)),
        nearest=bool(wanted),
    )


def _distance(ratio: Fraction, wanted: Fraction) -> Fraction:
    return max(ratio / wanted, wanted / ratio)
