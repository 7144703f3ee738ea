"""Two catalogues, walked side by side: providers, models, facts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from modelpact import ir, operations, places
from modelpact.diff import calls, facts, levels, words
from modelpact.diff.changes import Fact, compare
from modelpact.diff.effects import Level
from modelpact.diff.facts import At
from modelpact.diff.levels import Steps
from modelpact.diff.pairs import Pair
from modelpact.diff.sides import Verdict, Version
from modelpact.diff.told import ARTEFACTS, is_prose, is_wording
from modelpact.diff.witness import Shown, concerned, shown
from modelpact.errors import Position
from modelpact.files import Render
from modelpact.resolve.images import MADE


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. ``model`` is empty where it is the provider's; ``pointer`` is empty where it is at no member.

    ``witness`` is the smallest request found that meets something else in the new version, as JSON; empty where none
    does, and the verdicts are None then. ``position`` is where the fact stands in the new version, or stood in the
    old one. ``wording``: no request and no answer knows of it, only readers do.
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
    wording: bool = False


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
        before, after = was.get(id_), now.get(id_)
        if before == after:
            continue
        if before and after:
            names = calls.renamed(before, after)
            for name, heir in names.items():
                aspect = At("", facts.OPERATION + name)
                fact = Fact(at=aspect, how="renamed", old=name, new=heir.name)
                yield _told(fact, after.id, "", heir.origin)
            before = calls.recalled(before, names) if names else before
            for fact in compare(facts.of_provider(before), facts.of_provider(after)):
                yield _told(fact, after.id, "", _home(fact, before, after))
        elif found := before or after:
            nothing = replace(found, models=())
            before, after = before or nothing, after or nothing
        if before and after:
            yield from _models(before, after, render)


def _models(old: ir.Provider, new: ir.Provider, render: Render) -> Iterator[Change]:
    was, now = {m.id: m for m in old.models}, {m.id: m for m in new.models}
    changed = [
        id_
        for id_ in dict.fromkeys((*was, *now))
        if was.get(id_) != now.get(id_) or _calls(old, was[id_]) != _calls(new, now[id_])
    ]
    before, after = Version(old, changed, render), Version(new, changed, render)
    for id_ in changed:
        if id_ not in now:
            heir = _heir((old, was[id_]), (new, [now[other] for other in now if other not in was]))
            yield _model_gone(old, was[id_], heir, before)
        elif id_ not in was:
            yield _model_come(new, now[id_], after)
        else:
            yield from _model((old, was[id_]), (new, now[id_]), (before, after))


def _calls(provider: ir.Provider, model: ir.Model) -> list[str]:
    """Name the operations of a model: an unchanged one may call another, where that is the provider's first now."""
    return [operation.name for operation in operations.of_model(provider, model)]


def _heir(
    gone: tuple[ir.Provider, ir.Model], come: tuple[ir.Provider, list[ir.Model]]
) -> str | None:
    """Name a new model of which the same is said: this one, under another id."""

    def said(provider: ir.Provider, one: ir.Model) -> Any:
        return {at: item for at, item in facts.of_model(provider, one).items() if at.pointer}

    provider, models = come
    return next((other.id for other in models if said(provider, other) == said(*gone)), None)


def _model_gone(
    provider: ir.Provider, model: ir.Model, heir: str | None, version: Version
) -> Change:
    side = version.side(model.id)
    body = side.plainest()
    return Change(
        level="breaking",
        provider=provider.id,
        model=model.id,
        pointer="",
        summary=f"the model has another id: {heir}" if heir else "the model is no longer known",
        witness=json.dumps(body),
        old_verdict=side.see(body).verdict,
        new_verdict="warn",  # of an unknown model
        steps={"client": "major", "validators": "minor", "docs": "minor", "schema": "minor"},
        position=model.origin,
    )


def _model_come(provider: ir.Provider, model: ir.Model, version: Version) -> Change:
    side = version.side(model.id)
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
    was: tuple[ir.Provider, ir.Model],
    now: tuple[ir.Provider, ir.Model],
    versions: tuple[Version, Version],
) -> Iterator[Change]:
    (_, old), (provider, new) = was, now
    found = _once(list(compare(facts.of_model(*was), facts.of_model(*now))), new)
    pair, seen = None, {}
    if not all(map(is_prose, found)):
        before, after = versions
        pair = Pair(before.side(old.id), after.side(new.id))
        seen = shown(pair, found)
    known = {fact.at for fact in found}
    for fact in (*found, *(each.fact for at, each in seen.items() if at not in known)):
        position = _position(fact, old, new)
        yield _told(fact, provider.id, new.id, position, seen.get(fact.at), pair)


def _told(
    fact: Fact,
    provider: str,
    model: str,
    position: Position,
    seen: Shown | None = None,
    pair: Pair | None = None,
) -> Change:
    effects = seen.effects if seen else ()
    level = levels.worst([levels.alone(fact), *(effect.level for effect in effects)])
    if pair and seen is None and level != "safe" and not levels.is_unseen(fact):
        seen = concerned(pair, fact) if pair.takes(fact.at.pointer) else None
        if seen is None and level == "risky" and fact.at.pointer:
            level = "safe"  # no request that is taken comes near it
    return Change(
        level=level,
        provider=provider,
        model=model,
        pointer=fact.at.pointer,
        summary=words.summary(fact),
        witness=json.dumps(seen.asked.body) if seen else "",
        old_verdict=seen.asked.old.verdict if seen else None,
        new_verdict=seen.asked.new.verdict if seen else None,
        steps=levels.steps(fact, level, effects),
        position=position,
        wording=is_wording(fact) and seen is None and level == "safe",
    )


def _home(fact: Fact, old: ir.Provider, new: ir.Provider) -> Position:
    """Find where a fact of a provider stands: at an operation, in the file of a family, or in its own."""
    kind, _, rest = fact.at.aspect.partition(" ")
    named = rest.partition(" ")[0]
    for side in (new, old) if rest else ():
        known: dict[str, Position] = {}
        if f"{kind} " == facts.FAMILIES:
            known = {family.id: family.origin for family in side.families}
        elif f"{kind} " == facts.OPERATION:
            known = {operation.name: operation.origin for operation in side.operations}
        if named in known:
            return known[named]
    return new.origin


def _once(found: list[Fact], model: ir.Model) -> list[Fact]:
    """Leave out what repeats another fact: ``images.input`` the places of pictures, ``tiers`` the list of values,
    the length of a list of pictures and the rules that are made of it how many pictures there may be, a rule the
    defaults of members.
    """
    lists = {ir.pointer(path[:-1]) for path in model.images.places if path[-1] == ir.EACH}
    told = {fact.at for fact in found}
    aspects = {at.aspect for at in told if at.pointer}
    counted = any(at.aspect.startswith("images.") for at in told)

    def repeats(at: At) -> bool:
        if at.aspect == "tiers":
            return At(at.pointer, "enum") in told
        if at.aspect == "maxItems" and at.pointer in lists:
            return At("", "images.maximum") in told
        if at.aspect.startswith(facts.RULE) and at.aspect.split(" ")[1] in MADE:
            return counted
        _, inside, rest = at.aspect.partition("images.input.")
        return bool(inside) and f"image.{rest}" in aspects

    defaults = any(at.aspect == "default" for at in told)

    def follows(fact: Fact) -> bool:
        """Tell whether a rule differs in nothing but what it makes of a member whose default differs."""
        return defaults and facts.present(fact.old) == facts.present(fact.new)

    return [fact for fact in found if not repeats(fact.at) and not follows(fact)]


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
