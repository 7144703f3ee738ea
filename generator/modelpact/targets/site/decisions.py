"""What a source leaves open, and what the pact takes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from modelpact.reference import rules
from modelpact.targets.site import prose
from modelpact.text import Code, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionView:
    question: Code
    readings: tuple[Text, ...]
    chosen: Code
    notes: Code


def decisions(found: Iterable[rules.DecisionView]) -> tuple[DecisionView, ...]:
    """The same in HTML."""
    return tuple(
        DecisionView(
            question=prose.inline(one.question),
            readings=one.readings,
            chosen=prose.inline(one.chosen),
            notes=prose.inline(one.notes),
        )
        for one in found
    )
