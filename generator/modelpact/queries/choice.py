"""Which models take a request: as it is, or changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from modelpact import ir
from modelpact.queries.repairs import Issue
from modelpact.queries.search import Check
from modelpact.queries.translation import Translation, translate


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a model makes of a request. ``issues`` are about it as it is, only its model's id is another."""

    model: str
    takes: Literal["unchanged", "changed", "no"]
    issues: tuple[Issue, ...]
    translation: Translation


def which(provider: ir.Provider, body: dict[str, Any], check: Check) -> tuple[Choice, ...]:
    """Every model of a provider: those that take the request as it is, those for which less is changed, the rest."""
    source = reader(provider, body, check)
    choices = [_choice(source, target, body, check) for target in provider.models]
    return tuple(sorted(choices, key=_rank))


def reader(provider: ir.Provider, body: dict[str, Any], check: Check) -> ir.Model:
    """The model that a request is for: the one that it names, else the one that has the least against it."""
    named = [model for model in provider.models if model.id == body.get("model")]
    return named[0] if named else nearest(provider.models, body, check)


def nearest(models: Iterable[ir.Model], body: dict[str, Any], check: Check) -> ir.Model:
    """The model that has the least against a request, apart from its model's id."""

    def against(model: ir.Model) -> tuple[int, int]:
        issues = check({**body, "model": model.id})
        return sum(1 for issue in issues if issue.severity == "error"), len(issues)

    return min(models, key=against)


def _choice(source: ir.Model, target: ir.Model, body: dict[str, Any], check: Check) -> Choice:
    issues = tuple(check({**body, "model": target.id}))
    translation = translate(source, target, body, check)
    takes: Literal["unchanged", "changed", "no"] = "unchanged"
    if any(issue.severity == "error" for issue in issues):
        takes = "changed" if translation.request is not None else "no"
    return Choice(model=target.id, takes=takes, issues=issues, translation=translation)


def _rank(choice: Choice) -> tuple[int, int, int, str]:
    order = ("unchanged", "changed", "no").index(choice.takes)
    remarks = len(choice.issues) if choice.takes == "unchanged" else 0
    return order, remarks, len(choice.translation.lost), choice.model
