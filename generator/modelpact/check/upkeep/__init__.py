"""What is not wrong, and wants care all the same: a table of small functions for people who keep pacts.

Nothing here stops a generation. Comes after ``check``, and only where everything could be read and resolved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from modelpact import ir
from modelpact.check.upkeep import copies, dates, decisions, rules, shown
from modelpact.check.upkeep.codes import CODES
from modelpact.document import Document
from modelpact.errors import Problem

__all__ = ["CODES", "Asked", "findings"]

Found = Iterator[Problem]


@dataclass(frozen=True, slots=True)
class Asked:
    """How old evidence may be: ``older_than`` days before ``as_of``. Without a day nothing is judged by its age."""

    as_of: date | None = None
    older_than: int = 180


_PROVIDER_CHECKS: tuple[Callable[[ir.Provider], Found], ...] = (
    decisions.undecided,
    decisions.disagreeing,
    rules.without_consequence,
    rules.repeated,
    rules.other_numbers,
    shown.draws_a_remark,
    shown.useless_advice,
    shown.replacements,
    shown.unused_families,
)
_DOCUMENT_CHECKS: tuple[Callable[[tuple[Document, ...]], Found], ...] = (
    dates.impossible,
    copies.among_siblings,
    copies.of_the_inherited,
)


def findings(
    catalog: ir.Catalog, documents: Iterable[Document], asked: Asked
) -> tuple[Problem, ...]:
    """Find what wants care. What stands in an inherited file is told once."""
    documents = tuple(documents)
    found: dict[tuple[object, str], Problem] = {}
    for problem in _all(catalog, documents, asked):
        found.setdefault((problem.position, problem.code), problem)
    return tuple(found.values())


def _all(catalog: ir.Catalog, documents: tuple[Document, ...], asked: Asked) -> Found:
    for provider in catalog.providers:
        for provider_check in _PROVIDER_CHECKS:
            yield from provider_check(provider)
    for document_check in _DOCUMENT_CHECKS:
        yield from document_check(documents)
    yield from shown.in_two_providers(catalog)
    if asked.as_of is not None:
        yield from dates.old(documents, asked.as_of, asked.older_than)
        yield from dates.passed(documents, asked.as_of)
