"""What a catalogue says, as a flat list: a place, an aspect in the words of the catalogue file, and a value.

Two catalogues that say the same have the same facts, so a difference between facts is all that can differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from modelpact import ir, operations
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
OPERATION: Final = "operation "
HEADER: Final = "header "
FIRST: Final = "first operation"
"""What is called for a model that nobody knows."""
WITH_IMAGES: Final = "operation_with_images"

_WHOLES: Final = ("response.poll", "response.filtered")
"""What an answer has or has not: their parts differ only where both versions have them."""

_WHOLE: Final = ("default", "disposition", "evidence", "tiers", "tolerated", "examples", "enum")
_ABSENT: Final = ("whenAbsent", "absent")


def of_provider(provider: ir.Provider) -> Facts:
    """List what is said of a provider itself and of its families. Each model tells its own answers and decisions.

    An operation that nothing calls is one fact: all that is said of it.
    """
    data = PROVIDER.write(provider)
    elsewhere = ("id", "response", "operations", "headers")
    found = dict(_dotted(data, "", without=elsewhere))
    called = operations.asked(provider)
    found[At("", FIRST)] = provider.operations[0].name
    for operation in data["operations"]:
        name = OPERATION + operation.pop("name")
        found[At("", name)] = True
        if name.removeprefix(OPERATION) in called:
            found |= {At("", f"{name} {key}"): item for key, item in operation.items()}
        else:
            found[At("", name)] = operation
    found |= {At("", HEADER + name): value for name, value in provider.headers}
    for family in provider.families:
        told = _dotted(FAMILY.write(family), "", without=("id", "decisions"))
        found[At("", FAMILIES + family.id)] = True
        found |= {At("", f"{FAMILIES}{family.id} {at.aspect}"): item for at, item in told}
    return found


def of_model(provider: ir.Provider, model: ir.Model) -> Facts:
    """List what is said of a model; it tells the operations that it makes, whether it names them or not."""
    data = MODEL.write(model)
    usual, pictured = operations.of_model(provider, model)
    data["operation"] = usual.name
    if pictured != usual:
        data[WITH_IMAGES] = pictured.name
    found: Facts = {At("", "family"): model.family}
    rest = {key: item for key, item in data.items() if key not in ("body", "rules", "arguments")}
    found.update(_dotted(rest, "", without=("id",)))
    found.update({At("", whole): True for whole in _WHOLES if _parts(found, whole)})
    found.update(of_value(data["body"], ""))
    for argument in data.get("arguments", ()):
        found[At(argument["path"], ARGUMENT + argument["name"])] = argument["path"]
    for rule in data.get("rules", ()):
        at = rule.get("in", "") + _first_path(rule["effect"])
        rest = {key: item for key, item in rule.items() if key not in ("because", "evidence")}
        found[At(at, RULE + rule["id"])] = rest
        found[At(at, f"{RULE}{rule['id']} because")] = rule["because"]
        found[At(at, f"{RULE}{rule['id']} evidence")] = rule.get("evidence", {})
    return found


def whole(at: At) -> At | None:
    """Name what a fact is a part of: a rule, a family, an operation, or a part of the answers; None of the rest."""
    for name in _WHOLES:
        if at.aspect.startswith(f"{name}."):
            return At(at.pointer, name)
    if at.aspect.startswith((RULE, FAMILIES, OPERATION)) and at.aspect.count(" ") > 1:
        return At(at.pointer, " ".join(at.aspect.split(" ")[:2]))
    return None


def _parts(facts: Facts, name: str) -> bool:
    return any(at.aspect.startswith(f"{name}.") for at in facts)


def present(said: Any) -> Any:
    """Leave out of what a rule says what it makes of absent members: that follows from their defaults."""
    if isinstance(said, dict):
        return {key: present(item) for key, item in said.items() if key not in _ABSENT}
    return [present(item) for item in said] if isinstance(said, list) else said


def _first_path(effect: dict[str, Any]) -> str:
    terms = [term["path"] for term in effect.get("terms", ())]
    paths: list[str] = effect.get("paths", terms or [effect.get("path", "")])
    return next(iter(paths), "")


def of_value(data: dict[str, Any], at: str) -> Iterator[tuple[At, Any]]:
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
            yield from of_value(member, below)
        if "items" in kind:
            yield from of_value(kind["items"], f"{at}/{ir.EACH}")


def _dotted(data: dict[str, Any], at: str, without: tuple[str, ...]) -> Iterator[tuple[At, Any]]:
    for key, item in data.items():
        if key in without:
            continue
        if isinstance(item, dict) and key not in _WHOLE:
            for inner, value in _dotted(item, at, ()):
                yield At(at, f"{key}.{inner.aspect}"), value
        else:
            yield At(at, key), item
