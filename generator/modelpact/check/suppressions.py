"""Findings that a comment in the pact says to pass over, with a reason and a day on which to look again.

size: {enum: [1024x1024]}  # modelpact: ignore C017, W005 until 2027-03-01: the vendor has not answered
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from modelpact.check import codes
from modelpact.check.upkeep.codes import AGES, CODES, COMMENTS
from modelpact.document import Comment, Document
from modelpact.errors import Problem, Suppressed
from modelpact.naming import meant

KNOWN: Final = (codes.CODES.keys() - codes.FIXED) | (CODES.keys() - COMMENTS)
"""What a comment can pass over."""
_SPELLING: Final = "# modelpact: ignore CODE, CODE until YEAR-MONTH-DAY: REASON"
_CODE: Final = re.compile("[A-Z][0-9]{3}")
_FORM: Final = re.compile(
    r"#+\s*modelpact\s*:\s*ignore\s+(?P<codes>[^\s,]+(?:\s*,\s*[^\s,]+)*)"
    r"\s+until\s+(?P<until>[0-9]{4}-[0-9]{2}-[0-9]{2})\s*:\s*(?P<reason>\S.*)"
)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: the codes that it passes over in the line that it is about."""

    comment: Comment
    codes: tuple[str, ...]
    until: date
    reason: str


def read(documents: Iterable[Document]) -> tuple[Suppression, ...]:
    """Read the comments that are well formed."""
    return tuple(
        found
        for document in documents
        for comment in document.comments
        if (found := _read(comment)) is not None
    )


def _read(comment: Comment) -> Suppression | None:
    form = _FORM.fullmatch(comment.text)
    if form is None:
        return None
    try:
        until = date.fromisoformat(form["until"])
    except ValueError:
        return None
    codes = tuple(dict.fromkeys(re.split(r"\s*,\s*", form["codes"])))
    return Suppression(comment, codes, until, form["reason"].strip())


def apply(
    problems: Iterable[Problem], suppressions: Iterable[Suppression]
) -> tuple[tuple[Problem, ...], tuple[Suppressed, ...]]:
    """Part findings into those that are told and those that are passed over."""
    by_line: dict[tuple[str, int], list[Suppression]] = {}
    for each in suppressions:
        by_line.setdefault((each.comment.position.path, each.comment.about), []).append(each)
    told: list[Problem] = []
    passed: list[Suppressed] = []
    for problem in problems:
        here = by_line.get((problem.position.path, problem.position.line), ())
        by = next((each for each in here if problem.code in each.codes), None)
        if by is None or problem.code not in KNOWN:
            told.append(problem)
        else:
            passed.append(Suppressed(problem, by.reason, by.until.isoformat()))
    return tuple(told), tuple(passed)


def findings(
    documents: Iterable[Document], passed: Iterable[Suppressed], as_of: date | None
) -> tuple[Problem, ...]:
    """Say what is wrong with the comments themselves, where everything was looked for."""
    documents = tuple(documents)
    comments = read(documents)
    judged = KNOWN - AGES if as_of is None else KNOWN
    found = [*_malformed(documents), *_unknown(comments), *_unused(comments, passed, judged)]
    if as_of is not None:
        found += _expired(comments, as_of)
    return tuple(found)


def _malformed(documents: Iterable[Document]) -> Iterator[Problem]:
    """W020"""
    for document in documents:
        for comment in document.comments:
            if _read(comment) is None:
                yield Problem(
                    comment.position,
                    "W020",
                    "a comment to modelpact that it cannot read, and that therefore does nothing",
                    f"Write {_SPELLING}, with a day of the calendar and a reason.",
                    level="warning",
                )


def _unknown(comments: Iterable[Suppression]) -> Iterator[Problem]:
    """W021"""
    for each in comments:
        for code in each.codes:
            if code not in KNOWN:
                mean = "" if _CODE.fullmatch(code) else meant(code, sorted(KNOWN))
                yield Problem(
                    each.comment.position,
                    "W021",
                    f"{code} is no code that can be ignored{mean}",
                    f"These can be: {', '.join(sorted(KNOWN))}.",
                    level="warning",
                )


def _unused(
    comments: Iterable[Suppression], passed: Iterable[Suppressed], judged: Collection[str]
) -> Iterator[Problem]:
    """W022: codes that were looked for, and that nothing in the line has."""
    met = {(p.problem.position.path, p.problem.position.line, p.problem.code) for p in passed}
    for each in comments:
        for code in each.codes:
            at = (each.comment.position.path, each.comment.about, code)
            if code in judged and at not in met:
                yield Problem(
                    each.comment.position,
                    "W022",
                    f"line {each.comment.about} has no {code} that could be ignored",
                    "Remove the code, or move the comment to the line of the finding or the one above.",
                    level="warning",
                )


def _expired(comments: Iterable[Suppression], as_of: date) -> Iterator[Problem]:
    """W023"""
    for each in comments:
        if each.until < as_of:
            yield Problem(
                each.comment.position,
                "W023",
                f"{', '.join(each.codes)} was to be ignored until {each.until}, which is over on {as_of}",
                "Look at the finding again: mend it and remove the comment, or set a later day.",
                level="note",
            )
