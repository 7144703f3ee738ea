"""What a change means by itself, before any request shows it; and which step of a version it asks for."""

from __future__ import annotations

from typing import Any, Final, Literal

from modelpact.diff.changes import Fact
from modelpact.diff.effects import LEVELS, RETURNED, SENT, Effect, Level
from modelpact.diff.facts import ARGUMENT, PRESENT, RULE

Artefact = Literal["client", "validators", "docs", "schema"]
Step = Literal["none", "patch", "minor", "major"]

ARTEFACTS: Final[tuple[Artefact, ...]] = ("client", "validators", "docs", "schema")
STEPS: Final[tuple[Step, ...]] = ("none", "patch", "minor", "major")
Steps = dict[Artefact, Step]

_PROSE: Final[dict[str, tuple[Artefact, ...]]] = {
    "title": ("client", "docs", "schema"),
    "description": ("client", "docs", "schema"),
    "examples": ("docs", "schema"),
    "enumDescriptions": ("docs",),
    "evidence": ("docs",),
    "decisions": ("docs",),
    "tips": ("docs",),
    "questions": ("docs",),
    "purposes": ("docs",),
    "aliases": ("client", "docs"),
    "uses": ("client", "docs", "schema"),
    "tiers": ("docs",),
    "errors": ("client", "docs"),
}
"""Aspects that no request is judged by, and where they are told."""

_ANYWHERE: Final[tuple[Artefact, ...]] = ("client", "validators", "docs", "schema")


def told_in(fact: Fact) -> tuple[Artefact, ...]:
    """Name the artefacts that tell a fact which no request is judged by; none for any other fact."""
    aspect = fact.at.aspect
    if aspect.startswith(RULE):
        word = aspect.rpartition(" ")[2]
        told = {"because": _ANYWHERE, "evidence": ("docs",)}
        return told.get(word, ()) if aspect.count(" ") > 1 else ()
    if aspect.endswith("evidence"):
        return ("docs",)
    if aspect == "disposition" and _bare(fact.old) == _bare(fact.new):
        return _ANYWHERE
    return _PROSE.get(aspect.partition(".")[0], ())


def _bare(disposition: dict[str, Any] | None) -> dict[str, Any]:
    return {key: item for key, item in (disposition or {}).items() if key != "because"}


def alone(fact: Fact) -> Level:
    """Judge a change that no request may show."""
    aspect = fact.at.aspect
    if told_in(fact):
        return "safe"
    if fact.argument:
        return "breaking"  # whoever wrote it by this name in a client can no longer
    if aspect == PRESENT or aspect.startswith(RULE):
        return "safe"
    if aspect.startswith(ARGUMENT):
        return "risky" if fact.how == "changed" else "safe"
    judge = _JUDGES.get(aspect) or _JUDGES.get(aspect.partition(".")[0])
    return judge(fact) if judge else "safe"


def _default(fact: Fact) -> Level:
    return "safe" if fact.how == "added" else "risky"


def _disposition(fact: Fact) -> Level:
    was = (fact.old or {}).get("kind", "honoured")
    now = (fact.new or {}).get("kind", "honoured")
    return "safe" if was == "rejected" or (was, now) == ("unverified", "honoured") else "risky"


def _status(fact: Fact) -> Level:
    order = {"preview": 0, "current": 0, "deprecated": 1, "retired": 2}
    level = order[fact.new]
    return LEVELS[level] if level > order[fact.old] else "safe"


def _retires(fact: Fact) -> Level:
    return "risky" if fact.new and (not fact.old or fact.new < fact.old) else "safe"


def _megabytes(fact: Fact) -> Level:
    """No request that is tried is that large."""
    lower = fact.new is not None and (fact.old is None or fact.new < fact.old)
    return "breaking" if lower else "safe"


def _envelopes(fact: Fact) -> Level:
    was, now = fact.old or [], fact.new or []
    return "breaking" if any(item not in now for item in was) else "risky"


def _lost(fact: Fact) -> Level:
    return "breaking" if any(item not in (fact.new or []) for item in fact.old or []) else "safe"


def _extras(fact: Fact) -> Level:
    left = {item["member"] for item in fact.new or []}
    return "breaking" if any(item["member"] not in left for item in fact.old or []) else "safe"


def _layouts(fact: Fact) -> Level:
    return "risky" if any(item not in (fact.new or []) for item in fact.old or []) else "safe"


_JUDGES: Final[dict[str, Any]] = {
    "default": _default,
    "disposition": _disposition,
    "lifecycle.status": _status,
    "lifecycle.retires": _retires,
    "image.megabytes": _megabytes,
    "images.input.megabytes": _megabytes,
    "layouts": _layouts,
    "response.envelopes": _envelopes,
    "response.forms": _lost,
    "response.extras": _extras,
    "response.selector": lambda fact: "risky",
    "response.count": lambda fact: "risky",
    "response.size": lambda fact: "risky",
    "response.format": lambda fact: "risky",
    "base_url": lambda fact: "breaking",
    "operations": _lost,
    "auth.header": lambda fact: "breaking",
    "auth.scheme": lambda fact: "breaking",
    "auth.environment": lambda fact: "risky",
}


def worst(levels: Any) -> Level:
    """Return the worst of some levels; safe where there are none."""
    return max(levels, key=LEVELS.index, default="safe")


def steps(fact: Fact, level: Level, shown: list[Effect]) -> Steps:
    """Say which step each artefact takes for a change of this level with these effects."""
    told = told_in(fact)
    if told and not shown:
        return {artefact: "patch" if artefact in told else "none" for artefact in ARTEFACTS}
    verdicts = [effect for effect in shown if effect.code not in (SENT, RETURNED)]
    refused = any(effect.level == "breaking" for effect in verdicts)
    if is_unseen(fact):
        refused = level == "breaking"
        verdicts = verdicts or [Effect(fact.at.pointer, "imageSize", level)]
    misread = any(effect.level == "breaking" for effect in shown)
    default: Step = "patch" if fact.at.aspect == "default" else "none"
    return {
        "client": (
            "major" if level == "breaking" else "minor" if shown or level == "risky" else "patch"
        ),
        "validators": "major" if refused or misread else "minor" if shown or verdicts else "none",
        "docs": "minor",
        "schema": "major" if refused else "minor" if verdicts else default,
    }


def is_unseen(fact: Fact) -> bool:
    """Tell whether it would take a request of megabytes to show a change."""
    return fact.at.aspect.endswith(".megabytes")


def highest(found: list[Steps]) -> Steps:
    """Return the greatest step that each artefact takes."""
    return {
        artefact: max((one[artefact] for one in found), key=STEPS.index, default="none")
        for artefact in ARTEFACTS
    }
