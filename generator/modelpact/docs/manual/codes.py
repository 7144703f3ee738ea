"""What each code means: those of the pacts' problems, and those of a request's issues."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from modelpact import check, load, resolve, validate
from modelpact.check import upkeep
from modelpact.codes import ISSUE_CODES
from modelpact.docs.manual.book import Chapter
from modelpact.docs.manual.notation import Notation
from modelpact.render.codes import CODES as TEMPLATES
from modelpact.targets.site.search import Entry
from modelpact.text import Code, Text, html

STEPS: Final = (
    ("load", "The file cannot be read", load.CODES),
    ("validate", "The file is not a pact", validate.CODES),
    ("resolve", "The pacts do not fit together", resolve.CODES),
    ("check", "The pacts fit, and something is wrong", check.CODES),
    ("upkeep", "The pacts are fit to be used, and want care", upkeep.CODES),
    ("template", "A template of one's own does not fit", TEMPLATES),
    ("request", "What a validator says of a request", ISSUE_CODES),
)
"""Anchor, heading and codes of each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeView:
    code: Text
    anchor: Code
    meaning: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    title: Code
    anchor: Code
    codes: tuple[CodeView, ...]


@dataclass(frozen=True, slots=True)
class Codes:
    """The chapter on codes."""

    chapter: Chapter
    parts: tuple[Part, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        for part in self.parts:
            for one in part.codes:
                yield one.code.raw, str(part.title), f"{self.chapter.path}#{one.anchor}", ""


def page(chapter: Chapter, notation: Notation) -> Codes:
    """The chapter, with every code."""
    return Codes(
        chapter,
        tuple(
            Part(
                title=Code(title),
                anchor=Code(anchor),
                codes=tuple(
                    CodeView(
                        code=Text(code),
                        anchor=html(f"code-{code}"),
                        meaning=notation.marked(meaning),
                    )
                    for code, meaning in sorted(codes.items())
                ),
            )
            for anchor, title, codes in STEPS
        ),
    )
