"""Contradictions that nobody decided, and decisions that the parameters do not follow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from modelpact import ir, places
from modelpact.errors import Position, Problem

Found = Iterator[Problem]
_WEAK: Final = ("inferred", "upstream")


def undecided(provider: ir.Provider) -> Found:
    """W005"""
    for model in provider.models:
        owned = (*model.decisions, *provider.decisions)
        named = [places.steps(pointer) for decision in owned for pointer in decision.parameters]
        siblings = [m for m in provider.models if m.family == model.family and m is not model]
        for path, member in places.walk(model.body):
            reason = _open(path, member.value, siblings)
            if reason and not any(_near(path, other) for other in named):
                yield Problem(
                    member.value.origin,
                    "W005",
                    f"{ir.pointer(path)} of {model.id} {reason}, and no decision names it",
                    "Record the question, the readings and the choice under `decisions`.",
                    level="warning",
                )


def _open(path: ir.Path, value: ir.Value, siblings: Iterable[ir.Model]) -> str | None:
    """Say what contradicts a value."""
    if isinstance(value.disposition, ir.Unverified):
        return "is unverified: another source has it"
    if value.evidence.certainty not in _WEAK:
        return None
    for sibling in siblings:
        other = places.find(sibling.body, path)
        if other and other.evidence.certainty not in _WEAK and _meaning(other) != _meaning(value):
            sure = other.evidence.certainty
            return (
                f"is {value.evidence.certainty} and differs from {sibling.id}, where it is {sure}"
            )
    return None


def _meaning(value: ir.Value) -> ir.Value:
    return replace(value, title="", description="", examples=(), evidence=ir.Evidence())


def _near(path: ir.Path, other: ir.Path) -> bool:
    """Tell whether one of two paths leads through the other."""
    return all(one == two for one, two in zip(path, other, strict=False))


def disagreeing(provider: ir.Provider) -> Found:
    """W006"""
    for decision, models in _owned(provider):
        paths = [places.steps(pointer) for pointer in decision.parameters]
        if not paths or not models:
            continue
        found = [
            (model, path, value)
            for model in models
            for path in paths
            if (value := places.find(model.body, path)) is not None
        ]
        reason = None
        if decision.severity == "warn":
            if not any(_warns(model, path) for model in models for path in paths):
                reason = "says warn, and nothing there draws a warning"
        elif not found:
            reason = f"names {ir.pointer(paths[0])}, which no model has"
        elif decision.severity == "accept" and all(
            isinstance(value.disposition, ir.Rejected) for _, _, value in found
        ):
            reason = f"says accept, and {ir.pointer(found[0][1])} is rejected"
        if reason:
            yield Problem(
                decision.origin,
                "W006",
                f"decision {decision.id!r} {reason}",
                "Mend its severity or `parameters`, or have the parameter do what it says.",
                level="warning",
            )


def _owned(provider: ir.Provider) -> Iterator[tuple[ir.Decision, list[ir.Model]]]:
    """Pair each decision with the models that it is about."""
    for decision in provider.decisions:
        yield decision, list(provider.models)
    about: dict[Position, tuple[ir.Decision, list[ir.Model]]] = {}
    for model in provider.models:
        for decision in model.decisions:
            about.setdefault(decision.origin, (decision, []))[1].append(model)
    yield from about.values()


def _warns(model: ir.Model, path: ir.Path) -> bool:
    """Tell whether some request meets a warning at a path, above it or below it."""
    if path == ("model",) or places.find(model.body, path) is None:
        return True  # another id, or a member that is not known
    for at, member in places.walk(model.body):
        if _near(at, path) and _remarkable(member.value):
            return True
    return any(
        _near((*rule.scope, *about), path)
        for rule in model.rules
        if rule.severity == "warning" or isinstance(rule.effect, ir.WithoutEffect | ir.Advise)
        for about in _paths(rule)
    )


def _remarkable(value: ir.Value) -> bool:
    """Tell whether a value has anything to warn of."""
    if value.tolerated or value.ignore_case or value.advised or value.deprecated:
        return True
    if not isinstance(value.disposition, ir.Honoured | ir.Rejected | ir.Converted):
        return True
    for kind in value.kinds:
        match kind:
            case ir.Integer(numeric_text=True) | ir.Number(numeric_text=True):
                return True
            case ir.String(dimensions=ir.Dimensions() as dimensions) if (
                dimensions.tolerated_separators or dimensions.nearest_word is not None
            ):
                return True
            case ir.String(image=ir.ImageInput() as image) if image.tolerated or image.megabytes:
                return True
            case _:
                pass
    return False


def _paths(rule: ir.Rule) -> Iterable[ir.Path]:
    """The paths that a rule speaks of, from its scope."""
    for conjunction in rule.when:
        yield from (test.path for test in conjunction if not test.absolute)
    match rule.effect:
        case ir.Constrain(path, _):
            yield path
        case ir.Limit(terms=terms):
            yield from (term.path for term in terms)
        case effect:
            yield from effect.paths
