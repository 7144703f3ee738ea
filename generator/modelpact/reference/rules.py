"""Rules and decisions in prose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from modelpact import ir
from modelpact.reference import words
from modelpact.text import Code, Text, md, md_code


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleView:
    id: Text
    verdict: Code
    because: Code
    where: Code
    evidence: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    question: Code
    readings: tuple[Text, ...]
    chosen: Code
    notes: Code


def rule(rule: ir.Rule, general: ir.Evidence) -> RuleView:
    remark = rule.severity == "warning" or isinstance(rule.effect, ir.WithoutEffect | ir.Advise)
    evidence = words.evidence(rule.evidence, general)
    return RuleView(
        id=Text(rule.id),
        verdict=Code("warning" if remark else "error"),
        because=words.sentence(rule.because),
        where=words.listing(
            (
                md_code(words.spell(p)) if p else Code("the body")
                for p in dict.fromkeys(_where(rule))
            ),
            "or",
        ),
        evidence=Code(" ") + evidence if evidence else Code(),
    )


def _where(rule: ir.Rule) -> Iterable[ir.Path]:
    """Where an issue of the rule may point."""
    if rule.at is not None:
        return [(*rule.scope, *rule.at)]
    match rule.effect:
        case ir.Required(paths=paths) | ir.Forbidden(paths=paths):
            found: Iterable[ir.Path] = paths
        case ir.WithoutEffect(paths=paths) | ir.Advise(paths=paths):
            found = paths
        case ir.Constrain(path=path):
            found = [path]
        case ir.Group(kind="atLeastOne"):
            found = [()]
        case ir.Group(kind="exactlyOne", paths=paths):
            found = [(), *paths]
        case ir.Group(paths=paths):
            found = paths
        case ir.Limit(terms=terms):
            found = [term.path for term in terms]
    return [(*rule.scope, *path) for path in found]


_SEVERITY: Final = {
    "accept": "Such a request is accepted.",
    "warn": "Such a request is a warning.",
    "reject": "Such a request is an error.",
}


def decision(found: ir.Decision) -> DecisionView:
    """A contradiction or a gap, and what the pact takes."""
    notes = []
    if found.parameters:
        concerned = words.listing(
            md_code(words.spell(tuple(p.strip("/").split("/")))) for p in found.parameters
        )
        notes.append(Code("Concerns {}.").format(concerned))
    if found.sections:
        sections = words.listing(
            Code("\u201c{}\u201d").format(md(section)) for section in found.sections
        )
        notes.append(
            Code("See {} {}.").format(
                Code("section" if len(found.sections) == 1 else "sections"), sections
            )
        )
    if found.severity in _SEVERITY:
        notes.append(Code(_SEVERITY[found.severity]))
    return DecisionView(
        question=words.sentence(found.question),
        readings=tuple(Text(reading) for reading in found.readings),
        chosen=words.sentence(found.chosen),
        notes=words.sentences(*notes),
    )
