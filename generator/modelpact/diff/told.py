"""Which artefacts print a fact: the others are the same, byte by byte, when it changes."""

from __future__ import annotations

from typing import Any, Final, Literal

from modelpact.diff.changes import Fact
from modelpact.diff.facts import FAMILIES, FIRST, HEADER, OPERATION, RULE

Artefact = Literal["client", "validators", "docs", "schema"]
Told = frozenset[Artefact]

ARTEFACTS: Final[tuple[Artefact, ...]] = ("client", "validators", "docs", "schema")

_ANYWHERE: Final[Told] = frozenset(ARTEFACTS)
_DOCS: Final[Told] = frozenset({"docs"})
_READ: Final[Told] = frozenset({"client", "docs"})
_JUDGED: Final[Told] = frozenset({"client", "validators", "docs"})
_CHECKS: Final[Told] = frozenset({"client", "validators"})
_WORDS: Final[Told] = frozenset({"client", "docs", "schema"})

_PROSE: Final[dict[str, Told]] = {
    "title": _WORDS,
    "description": _WORDS,
    "examples": frozenset({"docs", "schema"}),
    "enumDescriptions": _DOCS,
    "decisions": _DOCS,
    "tips": _DOCS,
    "questions": _DOCS,
    "purposes": _DOCS,
    "family": _READ,
    "aliases": _DOCS,
    "uses": _READ,
    "tiers": _DOCS,
    "errors": _DOCS,
}
"""Aspects that no request is judged by, by their first word."""

_FACTS: Final[dict[str, Told]] = {
    "image.megabytes": _JUDGED,
    "images.input.megabytes": _JUDGED,
    "dimensions.nearestWord": _CHECKS,
    "layouts": _READ,
    "lifecycle.released": _DOCS,
    "lifecycle.deprecated": _DOCS,
    "response.envelopes": _READ,
    "response.extras": _READ,
    "response.forms": _JUDGED,
    "response.selector": _JUDGED,
    "response.fixed": _JUDGED,
    "response.count.path": _DOCS,
    "response.count.when": _DOCS,
    "response.size": _DOCS,
    "response.format": _DOCS,
    "base_url": _READ,
    "auth.header": _READ,
    "auth.scheme": _READ,
    "auth.placeholder": _READ,
    "auth.environment": _READ,
}
"""Other aspects that not every artefact prints."""

_CALLED: Final = ("operation", "response.binary", "response.poll", "response.filtered")
"""How aspects begin that tell how a call is made, and how its answer is read."""

_WORDING: Final = ("title", "description", "evidence")
_AROUND: Final = ("examples", "enumDescriptions", "tiers")


def is_wording(fact: Fact) -> bool:
    """Tell whether it is only said otherwise what is at a place: no request and no answer knows of it."""
    aspect = fact.at.aspect
    last = aspect.replace(" ", ".").rpartition(".")[2]
    return bool(fact.at.pointer) and (last in _WORDING or aspect.partition(".")[0] in _AROUND)


def is_prose(fact: Fact) -> bool:
    """Tell whether no request is judged by a fact: it is said to people alone."""
    aspect = fact.at.aspect
    if aspect.startswith(RULE):
        return aspect.count(" ") > 1
    if aspect == "tolerated":
        return _without(fact.old, "because") == _without(fact.new, "because")
    if aspect == "disposition":
        return _bare(fact.old) == _bare(fact.new)
    if aspect == "default":
        return fact.how == "changed" and _owned(fact.old) == _owned(fact.new)
    return (
        aspect.startswith(FAMILIES)
        or aspect.endswith(("evidence", "because"))
        or aspect.partition(".")[0] in _PROSE
    )


def printed(fact: Fact) -> Told:
    """Name the artefacts that print a fact, whatever requests show of it."""
    aspect = fact.at.aspect
    if aspect.startswith(RULE):
        return _rule(fact)
    if aspect.startswith(OPERATION):
        return _operation(fact)
    if aspect == "response.binary" and fact.how == "changed":
        return _DOCS  # a client reads any picture
    if aspect == "response.poll.pending":
        return _DOCS  # a client waits on whatever is neither done nor failed
    if aspect.startswith((HEADER, FIRST, *_CALLED)):
        return _READ
    if aspect.startswith(FAMILIES):
        return _READ if aspect.endswith((" title", " description")) else _DOCS
    if aspect.endswith("evidence"):
        return _DOCS
    if aspect.endswith("because"):
        return _JUDGED
    match aspect:
        case "tolerated" if is_prose(fact) or _without(fact.old, "use") == _without(
            fact.new, "use"
        ):
            return _JUDGED
        case "disposition":
            return _disposition(fact.old or {}, fact.new or {})
        case "default":
            return _default(fact.old or {}, fact.new or {})
        case "title" if not fact.at.pointer:
            return _ANYWHERE
        case "lifecycle.status" if {fact.old, fact.new} == {"deprecated", "retired"}:
            return _JUDGED
        case "lifecycle.status" if {fact.old, fact.new} == {"preview", "current"}:
            return _DOCS
        case "lifecycle.retires" | "lifecycle.replacement":
            return _DOCS
    return _PROSE.get(aspect.partition(".")[0]) or _FACTS.get(aspect, _ANYWHERE)


def _operation(fact: Fact) -> Told:
    """What nothing calls is no page's matter."""
    is_part = fact.at.aspect.count(" ") > 1
    return _READ if is_part or True in (fact.old, fact.new) else frozenset({"client"})


def _rule(fact: Fact) -> Told:
    word = fact.at.aspect.split(" ")[2:]
    if word:
        return _DOCS if word == ["evidence"] else _ANYWHERE
    if fact.how == "changed" and all(
        fact.old.get(key) == fact.new.get(key) for key in ("severity", "in", "at")
    ):
        return _ANYWHERE - _DOCS  # a page says why, and not when
    return _ANYWHERE


def _disposition(old: dict[str, Any], new: dict[str, Any]) -> Told:
    kinds = {old.get("kind"), new.get("kind")}
    if kinds == {"converted"}:
        return _READ if _bare(old) == _bare(new) else _JUDGED
    alike = kinds <= {"ignored", "unverified"} or kinds == {"forced", "advisory"}
    if alike and old.get("value") == new.get("value"):
        return _JUDGED  # a schema has one word for both
    return _ANYWHERE


def _default(old: dict[str, Any], new: dict[str, Any]) -> Told:
    if _owned(old) == _owned(new):
        return _DOCS
    told = {"client", "docs"}
    if "client" in (*old, *new):
        told.add("validators")  # they say what a client sends
    if [*_owned(old).values()] != [*_owned(new).values()]:
        told.add("schema")
    return frozenset(told)  # type: ignore[arg-type]


def _owned(default: dict[str, Any]) -> dict[str, Any]:
    return {key: item for key, item in default.items() if key != "certainty"}


def _bare(disposition: dict[str, Any] | None) -> dict[str, Any]:
    return {key: item for key, item in (disposition or {}).items() if key != "because"}


def _without(rows: list[dict[str, Any]] | None, name: str) -> list[dict[str, Any]]:
    return [{key: item for key, item in row.items() if key != name} for row in rows or ()]
