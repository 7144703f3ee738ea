"""What a schema cannot say: a table of small functions over the catalogue.

Comes after ``resolve``. Each check yields problems; adding one is a function, a row and a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from modelpact import ir, naming, places
from modelpact.check import operations
from modelpact.check.codes import CODES, FIXED
from modelpact.check.models import MODEL_CHECKS
from modelpact.check.releases import RELEASE_CHECKS
from modelpact.check.values import VALUE_CHECKS
from modelpact.errors import Position, Problem
from modelpact.files import Name

__all__ = ["CODES", "FIXED", "check"]

Found = Iterator[Problem]


def check(catalog: ir.Catalog, names: Iterable[Name]) -> tuple[Problem, ...]:
    """Find what is wrong with a resolved catalogue. A finding in an inherited file is told once."""
    found: dict[tuple[Position, str, str], Problem] = {}
    for provider in catalog.providers:
        for problem in _provider(provider):
            found.setdefault((problem.position, problem.code, ""), problem)
    for problem in _collisions(names):
        found[problem.position, problem.code, problem.message] = problem
    return tuple(found.values())


def _provider(provider: ir.Provider) -> Found:
    yield from _aliases(provider)
    yield from _decisions(provider)
    yield from _replacements(provider)
    yield from operations.checks(provider)
    for release_check in RELEASE_CHECKS:
        yield from release_check(provider)
    for model in provider.models:
        for model_check in MODEL_CHECKS:
            yield from model_check(model)
        for path, member in places.walk(model.body):
            for value_check in VALUE_CHECKS:
                yield from value_check(model, path, member.value)


def _aliases(provider: ir.Provider) -> Found:
    """C008"""
    ids = {naming.same(model.id): model.id for model in provider.models}
    taken: dict[str, str] = {}
    for model in provider.models:
        for alias in model.aliases:
            folded = naming.same(alias)
            other = ids.get(folded) or taken.get(folded)
            if other:
                yield Problem(
                    model.origin,
                    "C008",
                    f"the alias {alias!r} of {model.id} is also {'the id' if folded in ids else 'an alias'} of {other}",
                    "An alias names one model only and is never an id. Remove or change it.",
                )
            taken[folded] = model.id


def _decisions(provider: ir.Provider) -> Found:
    """C006"""
    owned = [provider.decisions]
    owned += [family.decisions for family in provider.families]
    owned += [model.decisions for model in provider.models]
    seen: set[Position] = set()
    for decision in (decision for decisions in owned for decision in decisions):
        if decision.severity is None and decision.origin not in seen:
            seen.add(decision.origin)
            yield Problem(
                decision.origin,
                "C006",
                f"decision {decision.id!r} has no severity",
                "Say what a request that hangs on it meets: accept, info, warn or reject.",
            )


def _replacements(provider: ir.Provider) -> Found:
    """C015"""
    ids = {model.id for model in provider.models}
    for model in provider.models:
        replacement = model.lifecycle.replacement
        if replacement and replacement not in ids:
            yield Problem(
                model.origin,
                "C015",
                f"{replacement!r}, the replacement of {model.id}, is no model of {provider.id}"
                + naming.meant(replacement, sorted(ids)),
                f"Models: {', '.join(sorted(ids))}.",
            )


def _collisions(names: Iterable[Name]) -> Found:
    """C007"""
    seen: dict[tuple[str, str], Name] = {}
    for name in names:
        key = (name.scope, naming.same(name.text))
        if key in seen:
            yield Problem(
                name.position,
                "C007",
                f"{name.what} and {seen[key].what} would both be written as {name.text!r} ({name.scope})",
                "Rename one of them; ids that differ only in case or punctuation cannot be told apart there.",
            )
        else:
            seen[key] = name
