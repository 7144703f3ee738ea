"""Two catalogues, walked side by side: providers, models, facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from modelpact import ir, places
from modelpact.catalogs.models import MODEL, PROVIDER
from modelpact.diff import facts, levels, words
from modelpact.diff.changes import Fact, compare
from modelpact.diff.effects import Level
from modelpact.diff.facts import At
from modelpact.diff.levels import ARTEFACTS, Steps
from modelpact.diff.sides import Side, Verdict
from modelpact.diff.witness import Shown, concerned, shown
from modelpact.errors import Position
from modelpact.files import Render


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. ``model`` is empty where it is the provider's; ``pointer`` is empty where it is at no member.

    ``witness`` is the smallest request found that meets something else in the new version, as JSON; empty where none
    does, and the verdicts are None then. ``position`` is where the fact stands in the new version, or stood in the
    old one.
    """

    level: Level
    provider: str
    model: str
    pointer: str
    summary: str
    witness: str = ""
    old_verdict: Verdict | None = None
    new_verdict: Verdict | None = None
    steps: Steps = field(default_factory=dict)
    position: Position = field(default=Position(""))


def diff(old: ir.Catalog, new: ir.Catalog, render: Render) -> tuple[Change, ...]:
    """List every change between two catalogues, by provider and model, in the order of the old one.

    ``render`` renders the validators that judge the witnesses.
    """
    return tuple(_providers(old, new, render))


def semver(changes: Iterable[Change]) -> Steps:
    """Return the step that the version of each artefact should take."""
    return levels.highest([change.steps for change in changes])


def _providers(old: ir.Catalog, new: ir.Catalog, render: Render) -> Iterator[Change]:
    was, now = {p.id: p for p in old.providers}, {p.id: p for p in new.providers}
    for id_ in dict.fromkeys((*was, *now)):
        if id_ not in now:
            yield from (_model_gone(was[id_], model, None, render) for model in was[id_].models)
        elif id_ not in was:
            yield from (_model_come(now[id_], model, render) for model in now[id_].models)
        elif was[id_] != now[id_]:
            yield from _provider(was[id_], now[id_], render)


def _provider(old: ir.Provider, new: ir.Provider, render: Render) -> Iterator[Change]:
    was, now = PROVIDER.write(old), PROVIDER.write(new)
    for fact in compare(facts.of_provider(was), facts.of_provider(now)):
        if not fact.at.aspect.startswith("response."):  # told of the models: each has its own
            yield _told(fact, old, None, Position(f"{new.id}/provider.yaml"))
    models, later = {m.id: m for m in old.models}, {m.id: m for m in new.models}
    for id_, model in models.items():
        if id_ not in later:
            yield _model_gone(old, model, _heir(model, new, models), render)
        elif model != later[id_]:
            yield from _model(old, new, model, later[id_], render)
    for id_, model in later.items():
        if id_ not in models:
            yield _model_come(new, model, render)


def _heir(model: ir.Model, provider: ir.Provider, known: dict[str, ir.Model]) -> str | None:
    """Name a new model of which the same is said: this one, under another id."""

    def said(one: ir.Model) -> Any:
        data = MODEL.write(replace(one, id="", title="", description="", lifecycle=ir.Lifecycle()))
        return {key: item for key, item in facts.of_model(data).items() if key.pointer}

    alike = (
        other.id
        for other in provider.models
        if other.id not in known and said(other) == said(model)
    )
    return next(alike, None)


def _model_gone(provider: ir.Provider, model: ir.Model, heir: str | None, render: Render) -> Change:
    body = Side(provider, model, render).plainest()
    return Change(
        level="breaking",
        provider=provider.id,
        model=model.id,
        pointer="",
        summary=f"the model has another id: {heir}" if heir else "the model is no longer known",
        witness=json.dumps(body),
        old_verdict=Side(provider, model, render).see(body).verdict,
        new_verdict="warn",  # of an unknown model
        steps={"client": "major", "validators": "minor", "docs": "minor", "schema": "minor"},
        position=model.origin,
    )


def _model_come(provider: ir.Provider, model: ir.Model, render: Render) -> Change:
    side = Side(provider, model, render)
    body = side.plainest()
    return Change(
        level="safe",
        provider=provider.id,
        model=model.id,
        pointer="",
        summary="the model is new",
        witness=json.dumps(body),
        old_verdict="warn",
        new_verdict=side.see(body).verdict,
        steps=dict.fromkeys(ARTEFACTS, "minor"),
        position=model.origin,
    )


def _model(
    old_provider: ir.Provider,
    new_provider: ir.Provider,
    old: ir.Model,
    new: ir.Model,
    render: Render,
) -> Iterator[Change]:
    found = list(compare(facts.of_model(MODEL.write(old)), facts.of_model(MODEL.write(new))))
    found = _once(found)
    sides = Side(old_provider, old, render), Side(new_provider, new, render)
    seen = shown(*sides, found) if any(not levels.told_in(fact) for fact in found) else {}
    known = {fact.at for fact in found}
    for fact in (*found, *(each.fact for at, each in seen.items() if at not in known)):
        yield _told(fact, new_provider, new, _position(fact, old, new), seen.get(fact.at), sides)


def _told(
    fact: Fact,
    provider: ir.Provider,
    model: ir.Model | None,
    position: Position,
    seen: Shown | None = None,
    sides: tuple[Side, Side] | None = None,
) -> Change:
    effects = seen.effects if seen else []
    level = levels.worst([levels.alone(fact), *(effect.level for effect in effects)])
    if seen is None and sides and level != "safe" and not levels.is_unseen(fact):
        seen = concerned(*sides, fact)
        if seen is None and level == "risky" and fact.at.pointer:
            level = "safe"  # no request that is taken comes near it
    return Change(
        level=level,
        provider=provider.id,
        model=model.id if model else "",
        pointer=fact.at.pointer,
        summary=words.summary(fact),
        witness=json.dumps(seen.body) if seen else "",
        old_verdict=seen.old.verdict if seen else None,
        new_verdict=seen.new.verdict if seen else None,
        steps=levels.steps(fact, level, effects),
        position=position,
    )


def _once(found: list[Fact]) -> list[Fact]:
    """Leave out what repeats another fact: ``images.input`` the places of pictures, ``tiers`` the list of values."""
    told = {fact.at for fact in found}
    aspects = {at.aspect for at in told if at.pointer}

    def repeats(at: At) -> bool:
        if at.aspect == "tiers":
            return At(at.pointer, "enum") in told
        _, inside, rest = at.aspect.partition("images.input.")
        return bool(inside) and f"image.{rest}" in aspects

    return [fact for fact in found if not repeats(fact.at)]


def _position(fact: Fact, old: ir.Model, new: ir.Model) -> Position:
    """Find where a fact stands: in the new version if the place is there, else in the old one."""
    pointer = fact.new if fact.how == "renamed" else fact.at.pointer
    for model in (new, old):
        for rule in model.rules:
            if fact.at.aspect.split(" ")[:2] == ["rule", rule.id]:
                return rule.origin
        steps = places.steps(pointer)
        value = places.find(model.body, steps) if steps else None
        if value is not None and value.origin.path:
            return value.origin
    return new.origin
