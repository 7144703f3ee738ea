"""Changes in words: one plain sentence without its full stop, in the pacts' own terms."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, Final

from modelpact.diff import rules
from modelpact.diff.changes import Fact
from modelpact.diff.facts import ARGUMENT, FAMILIES, HEADER, OPERATION, PRESENT, RULE, At

_MOST: Final = 6
"""Values of a list that are named before the rest is counted."""
_LONGEST: Final = 100
"""Characters of a value that are shown."""
_BARE: Final = ("response.poll", "response.filtered")
"""Aspects that are there or are not, with their parts."""
_NAMED: Final = {
    "decisions": "id",
    "uses": "name",
    "tips": "title",
    "questions": "question",
    "tiers": "name",
    "tolerated": "value",
    "enumDescriptions": "value",
    "errors": "code",
    "purposes": "title",
    "layouts": "images",
    "response.envelopes": "name",
    "response.forms": "form",
    "response.extras": "member",
}


def summary(fact: Fact) -> str:
    """Say what changed, without saying where."""
    aspect = fact.at.aspect
    if aspect == PRESENT:
        return _member(fact)
    if aspect.startswith(ARGUMENT):
        return _argument(fact, aspect.removeprefix(ARGUMENT))
    if aspect.startswith(RULE):
        return _rule(fact, aspect.removeprefix(RULE))
    if aspect.startswith((FAMILIES, OPERATION)):
        return _named(fact)
    if aspect.startswith(HEADER):
        return _header(fact)
    if aspect == "required":
        return "is required now" if fact.new else "is no longer required"
    if aspect == "disposition":
        return f"is {_disposition(fact.new)}, was {_disposition(fact.old)}"
    if aspect == "default":
        return _default(fact)
    if aspect in ("title", "description") or aspect.endswith((".title", ".description")):
        return f"{aspect} is worded otherwise"
    if aspect.endswith("evidence"):
        return f"{aspect}: {_evidence(fact.old, fact.new)}"
    if isinstance(fact.old or fact.new, list):
        return f"{aspect} {_lists(fact.old or [], fact.new or [], _NAMED.get(aspect))}"
    if aspect in _BARE:
        return f"{aspect} {fact.how}"
    if fact.how == "added":
        return f"{aspect} {_value(fact.new)} added"
    if fact.how == "removed":
        return f"{aspect} {_value(fact.old)} removed"
    return f"{aspect} is {_value(fact.new)}, was {_value(fact.old)}"


def _member(fact: Fact) -> str:
    written = f"; {fact.argument} is no argument of the clients any more" if fact.argument else ""
    if fact.how == "renamed":
        return f"renamed to {fact.new}{written}"
    return "is new" if fact.how == "added" else f"is no longer known{written}"


def _named(fact: Fact) -> str:
    """Say what changed in a family or an operation, or that it came or went."""
    kind, name, *part = fact.at.aspect.split(" ")
    if part:
        inner = replace(fact, at=At(fact.at.pointer, part[0].replace("_", " ")))
        return f"{kind} {name}: {summary(inner)}"
    if fact.how == "renamed":
        return (
            f"{kind} {name} renamed to {fact.new}; requests stay the same, names of tools and the operationId in"
            " OpenAPI change"
        )
    if fact.how != "changed":
        return f"{kind} {name} {fact.how}"
    if True not in (fact.old, fact.new):
        return f"{kind} {name}, which no model calls, changed"
    return (
        f"{kind} {name} is called now" if fact.new is True else f"{kind} {name} is called no more"
    )


def _header(fact: Fact) -> str:
    name = fact.at.aspect.removeprefix(HEADER)
    match fact.how:
        case "added":
            return f"requests have the header {name}: {_value(fact.new)}"
        case "removed":
            return f"requests no longer have the header {name}"
        case _:
            return f"header {name} is {_value(fact.new)}, was {_value(fact.old)}"


def _argument(fact: Fact, name: str) -> str:
    match fact.how:
        case "added":
            return f"clients take the argument {name}"
        case "removed":
            return f"clients no longer take the argument {name}"
        case _:
            return f"what clients take as {name} lands at {fact.new}, was {fact.old}"


def _rule(fact: Fact, rest: str) -> str:
    name, _, part = rest.partition(" ")
    if part == "because":
        return (
            f"rule {name} gives another reason"
            if fact.how == "changed"
            else f"rule {name}: {fact.new or fact.old}"
        )
    if part == "evidence":
        return f"rule {name}: evidence {_evidence(fact.old, fact.new)}"
    if fact.how != "changed":
        return f"rule {name} {fact.how}"
    return f"rule {name} {rules.changed(fact.old, fact.new)}"


def _default(fact: Fact) -> str:
    if fact.new is None:
        return f"default {_owned(fact.old)} removed"
    if fact.old is None:
        return f"default {_owned(fact.new)} added"
    return f"default is {_owned(fact.new)}, was {_owned(fact.old)}"


def _owned(default: dict[str, Any]) -> str:
    whose = "server" if "server" in default else "client"
    sure = default.get("certainty", "stated")
    return f"{_value(default[whose])} ({whose}'s{'' if sure == 'stated' else f', {sure}'})"


def _disposition(found: dict[str, Any] | None) -> str:
    if not found:
        return "honoured"
    rest = f" to {_value(found['value'])}" if found["kind"] == "forced" else ""
    rest = f" ({_value(found['value'])})" if found["kind"] == "advisory" else rest
    if found["kind"] == "converted":
        pairs = [f"{_value(p['sent'])} to {_value(p['becomes'])}" for p in found.get("values", ())]
        rest = f" into {found['to']}" + (f" ({', '.join(pairs)})" if pairs else "")
    return f"{found['kind']}{rest}"


def _evidence(old: Any, new: Any) -> str:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return f"is {_value(new)}, was {_value(old)}"
    keys = [key for key in dict.fromkeys((*old, *new)) if old.get(key) != new.get(key)]
    return ", ".join(f"{key} is {_value(new.get(key))}, was {_value(old.get(key))}" for key in keys)


def _lists(old: list[Any], new: list[Any], key: str | None) -> str:
    """Say what a list lost and gained; entries of a table by their names."""
    if key:
        was, now = ({json.dumps(item[key]): item for item in table} for table in (old, new))
        changed = [was[name][key] for name in was if name in now and was[name] != now[name]]
        lost = [was[name][key] for name in was if name not in now]
        gained = [now[name][key] for name in now if name not in was]
    else:
        changed = []
        lost, gained = [item for item in old if item not in new], [
            item for item in new if item not in old
        ]
    parts = [
        f"{word} {_some(items)}"
        for word, items in (("lost", lost), ("gained", gained), ("changed", changed))
        if items
    ]
    return " and ".join(parts) or "are in another order"


def _some(items: list[Any]) -> str:
    named = ", ".join(_value(item) for item in items[:_MOST])
    return f"{named} and {len(items) - _MOST} more" if len(items) > _MOST else named


def _value(item: Any) -> str:
    if item is None:
        return "none"
    text = item if isinstance(item, str) and item else json.dumps(item, ensure_ascii=False)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
