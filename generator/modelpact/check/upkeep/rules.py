"""Rules that say nothing new, say it twice, or say something else than their prose."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Final

from modelpact import ir
from modelpact.check.domains import descend, required
from modelpact.check.widths import adds_nothing
from modelpact.codes import ISSUE_CODES
from modelpact.errors import Position, Problem

Found = Iterator[Problem]


def _written(model: ir.Model) -> Iterable[ir.Rule]:
    """The rules of the pacts; others are made of ``images``."""
    return (rule for rule in model.rules if rule.id not in ISSUE_CODES)


# --- rules without a consequence -----------------------------------------------------------------


def without_consequence(provider: ir.Provider) -> Found:
    """W007: told where no model that has the rule has a use for it."""
    reasons: dict[Position, list[tuple[ir.Rule, str | None]]] = {}
    for model in provider.models:
        for rule in _written(model):
            reasons.setdefault(rule.origin, []).append((rule, _idle(model, rule)))
    for position, found in reasons.items():
        rule, reason = found[0]
        if reason and all(other for _, other in found):
            yield Problem(
                position,
                "W007",
                f"rule {rule.id!r} never changes a verdict: {reason}",
                "Remove it, or mend the number that was meant.",
                level="warning",
            )


def _idle(model: ir.Model, rule: ir.Rule) -> str | None:
    """Say why a rule has no consequence in a model."""
    scope = descend(model.body, rule.scope)
    match rule.effect:
        case ir.Required(paths):
            needed = all(required(scope, path) for path in paths)
            return "what it demands is required anyway" if needed else None
        case ir.Forbidden(paths):
            return "what it forbids is rejected anyway" if _all(scope, paths, ir.Rejected) else None
        case ir.WithoutEffect(paths):
            without = _all(scope, paths, ir.Rejected, ir.Ignored)
            return "what it calls without effect is ignored or rejected anyway" if without else None
        case ir.Constrain(path, wanted):
            wide = adds_nothing(descend(scope, path), wanted)
            return f"{ir.pointer(path)} allows nothing else anyway" if wide else None
        case ir.Group(kind, paths):
            return _idle_group(kind, paths, scope)
        case ir.Limit():
            return _idle_limit(rule.effect, scope)
        case ir.Advise():
            return None


def _all(scope: ir.Value, paths: Iterable[ir.Path], *kinds: type[ir.Rejected | ir.Ignored]) -> bool:
    return all(isinstance(descend(scope, path).disposition, kinds) for path in paths)


def _idle_group(kind: str, paths: tuple[ir.Path, ...], scope: ir.Value) -> str | None:
    possible = [path for path in paths if not _all(scope, [path], ir.Rejected)]
    if kind in ("atMostOne", "allOrNone") and len(possible) < 2 - (kind == "allOrNone"):
        return "the others are rejected anyway"
    if kind in ("atLeastOne", "allOrNone"):
        needed = [required(scope, path) for path in paths]
        if all(needed) or (kind == "atLeastOne" and any(needed)):
            return "one of them is required anyway"
    return None


def _idle_limit(limit: ir.Limit, scope: ir.Value) -> str | None:
    spans = [_span(scope, term) for term in limit.terms]
    if limit.op == "equal" or any(low < 0 for low, _ in spans):
        return None
    combine = sum if limit.op == "sum" else math.prod
    low, high = combine(low for low, _ in spans), combine(high for _, high in spans)
    if (limit.minimum is None or low >= limit.minimum) and (
        limit.maximum is None or high <= limit.maximum
    ):
        return "the parameters stay within its bounds anyway"
    return None


def _span(scope: ir.Value, term: ir.Term) -> tuple[float, float]:
    """Return the least and the most that a term can be; the least below zero where that is not known."""
    unknown = -math.inf, math.inf
    if term.times < 0:
        return unknown
    if term.count:
        return 0, _most(scope, term.path) * term.times
    target = descend(scope, term.path)
    if len(target.kinds) != 1:
        return unknown
    match target.kinds[0]:
        case ir.Integer(range=range_) | ir.Number(range=range_):
            lows = [
                bound for bound in (range_.minimum, range_.exclusive_minimum) if bound is not None
            ]
            highs = [
                bound for bound in (range_.maximum, range_.exclusive_maximum) if bound is not None
            ]
            low, high = max(lows, default=-math.inf), min(highs, default=math.inf)
            return low * term.times, high * term.times
        case _:
            return unknown


def _most(scope: ir.Value, path: ir.Path) -> float:
    """Return how many values a path can lead to."""
    most = 1.0
    for end, step in enumerate(path):
        if step == ir.EACH:
            arrays = [
                kind for kind in descend(scope, path[:end]).kinds if isinstance(kind, ir.Array)
            ]
            limits = [kind.max_items for kind in arrays if kind.max_items is not None]
            most *= max(limits) if arrays and len(limits) == len(arrays) else math.inf
    return most


# --- rules said twice ------------------------------------------------------------------------------


def repeated(provider: ir.Provider) -> Found:
    """W008"""
    for model in provider.models:
        seen: dict[object, ir.Rule] = {}
        for rule in _written(model):
            first = seen.setdefault((rule.scope, rule.when, rule.effect, rule.severity), rule)
            if first is not rule:
                yield Problem(
                    rule.origin,
                    "W008",
                    f"rule {rule.id!r} says what rule {first.id!r} says",
                    "Remove one of the two.",
                    level="warning",
                )


# --- prose -----------------------------------------------------------------------------------------

_NUMBER: Final = re.compile(
    r"(?<![\w.:/*×+-])(?P<digits>[0-9]{1,3}(?:[ ,][0-9]{3})+|[0-9]+(?:\.[0-9]+)?)(?![\w:/*×%]|[.,-][0-9])"
)
# one and two are said of so much else
_WORDS: Final = dict(
    zip(
        "three four five six seven eight nine ten eleven twelve".split(),
        range(3, 13),
        strict=True,
    ),
    fifteen=15,
    sixteen=16,
    twenty=20,
    thirty=30,
    fifty=50,
    hundred=100,
)


def other_numbers(provider: ir.Provider) -> Found:
    """W009: told where the prose has a number that the rule has not, and the rule one that the prose has not."""
    names = {word.casefold() for text in _names(provider) for word in re.findall(r"[^\W\d]+", text)}
    for model in provider.models:
        for rule in _written(model):
            said = _said(rule.because, names)
            bounds = {*_bounds(rule.when), *_bounds(rule.effect)}
            strange = sorted(said - bounds - _mentioned(rule)) if bounds else []
            missing = sorted(bounds - said)
            if strange and missing:
                yield Problem(
                    rule.origin,
                    "W009",
                    f"the prose of rule {rule.id!r} speaks of {_listed(strange)}, the rule of {_listed(missing)}",
                    "Mend the one that is out of date.",
                    level="warning",
                )


def _names(provider: ir.Provider) -> Iterator[str]:
    """Words that stand before a number that belongs to a name."""
    for model in provider.models:
        yield from (model.id, model.title, *model.aliases)
    for family in provider.families:
        yield from (family.id, family.title)


def _said(prose: str, names: set[str]) -> set[float]:
    found = set()
    for match in _NUMBER.finditer(prose):
        before = re.search(r"([^\W\d]+)[\s-]*$", prose[: match.start()])
        if not (before and before[1].casefold() in names):
            found.add(float(match["digits"].replace(" ", "").replace(",", "")))
    return found | {
        float(_WORDS[word]) for word in re.findall(r"[a-z]+", prose.lower()) if word in _WORDS
    }


def _bounds(thing: object) -> Iterator[float]:
    """Yield the numbers that a condition or consequence sets as bounds."""
    match thing:
        case tuple():
            for item in thing:
                yield from _bounds(item)
        case ir.Test(check=check):
            yield from _bounds(check)
        case ir.Constrain(value=ir.Value(kinds=kinds)):
            yield from _bounds(kinds)
        case ir.Within(range=range_) | ir.Integer(range=range_) | ir.Number(range=range_):
            yield from _bounds(range_)
        case ir.Range() | ir.Counted() | ir.Limit() | ir.String() | ir.Array():
            for field in fields(thing):
                number = getattr(thing, field.name)
                if isinstance(number, int | float) and not isinstance(number, bool):
                    yield float(number)
        case _:
            return


def _mentioned(rule: ir.Rule) -> set[float]:
    """Every number that the rule holds in any way, in texts and as a factor too."""
    return {
        float(digits)
        for digits in re.findall(r"[0-9]+(?:\.[0-9]+)?", repr((rule.when, rule.effect)))
    }


def _listed(numbers: Iterable[float]) -> str:
    return ", ".join(f"{number:g}" for number in numbers)
