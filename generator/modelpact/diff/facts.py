"""What a catalogue says, as a flat list: a place, an aspect in the words of the catalogue file, and a value.

Two catalogues that say the same have the same facts, so a difference between facts is all that can differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from modelpact import ir
from modelpact.catalogs.models import FAMILY, MODEL, PROVIDER


class At(NamedTuple):
    """What a fact is about: ``pointer`` of a place in the body, or "" ; ``aspect`` is what is said there."""

    pointer: str
    aspect: str


Facts = dict[At, Any]

PRESENT: Final = "present"
"""The aspect of a member for being known at all."""

ARGUMENT: Final = "argument "
RULE: Final = "rule "
FAMILIES: Final = "family "

_WHOLE: Final = ("default", "disposition", "evidence", "tiers", "tolerated", "examples", "enum")
_ABSENT: Final = ("whenAbsent", "absent")


def of_provider(provider: ir.Provider) -> Facts:
    """List what is said of a provider itself and of its families. Each model tells its own answers and decisions."""
    found = dict(_dotted(PROVIDER.write(provider), "", without=("id", "response")))
    for family in provider.families:
        told = _dotted(FAMILY.write(family), "", without=("id", "decisions"))
        found[At("", FAMILIES + family.id)] = True
        found |= {At("", f"{FAMILIES}{family.id} {at.aspect}"): item for at, item in told}
    return found


def of_model(model: ir.Model) -> Facts:
    """List what is said of a model."""
    data = MODEL.write(model)
    found: Facts = {At("", "family"): model.family}
    rest = {key: item for key, item in data.items() if key not in ("body", "rules", "arguments")}
    found.update(_dotted(rest, "", without=("id",)))
    found.update(_value(data["body"], ""))
    for argument in data.get("arguments", ()):
        found[At(argument["path"], ARGUMENT + argument["name"])] = argument["path"]
    for rule in data.get("rules", ()):
        at = rule.get("in", "") + _first_path(rule["effect"])
        rest = {key: item for key, item in rule.items() if key not in ("because", "evidence")}
        found[At(at, RULE + rule["id"])] = rest
        found[At(at, f"{RULE}{rule['id']} because")] = rule["because"]
        found[At(at, f"{RULE}{rule['id']} evidence")] = rule.get("evidence", {})
    return found


def present(said: Any) -> Any:
    """Leave out of what a rule says what it makes of absent members: that follows from their defaults."""
    if isinstance(said, dict):
        return {key: present(item) for key, item in said.items() if key not in _ABSENT}
    return [present(item) for item in said] if isinstance(said, list) else said


def _first_path(effect: dict[str, Any]) -> str:
    terms = [term["path"] for term in effect.get("terms", ())]
    paths: list[str] = effect.get("paths", terms or [effect.get("path", "")])
    return next(iter(paths), "")


def _value(data: dict[str, Any], at: str) -> Iterator[tuple[At, Any]]:
    """List what is said of a value, then what is said of the members and items in it."""
    kinds = data.get("anyOf") or ([data] if "type" in data else [])
    yield At(at, "type"), [kind["type"] for kind in kinds]
    said = {key: item for key, item in data.items() if key not in ("anyOf", "type")}
    for kind in kinds:
        for key, item in kind.items():
            if key in ("type", "properties", "required", "items"):
                continue
            # Two types may have a bound of the same name; the second one is told with its type.
            twice = kind is not data and key in said
            said[f"{kind['type']} {key}" if twice else key] = item
    yield from _dotted(said, at, without=("properties", "required", "items"))
    for kind in kinds:
        required = kind.get("required", ())
        for name, member in kind.get("properties", {}).items():
            below = at + ir.pointer((name,))
            if below != "/model":
                yield At(below, PRESENT), True
                yield At(below, "required"), name in required
            yield from _value(member, below)
        if "items" in kind:
            yield from _value(kind["items"], f"{at}/{ir.EACH}")


def _dotted(data: dict[str, Any], at: str, without: tuple[str, ...]) -> Iterator[tuple[At, Any]]:
    for key, item in data.items():
        if key in without:
            continue
        if isinstance(item, dict) and key not in _WHOLE:
            for inner, value in _dotted(item, at, ()):
                yield At(at, f"{key}.{inner.aspect}"), value
        else:
            yield At(at, key), item
