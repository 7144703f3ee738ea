"""What a change means by itself, before any request shows it; and which step of a version it asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Literal

from modelpact.diff.changes import Fact
from modelpact.diff.effects import LEVELS, RETURNED, SENT, Effect, Level
from modelpact.diff.facts import ARGUMENT, FIRST, HEADER, OPERATION, PRESENT, RULE, WITH_IMAGES
from modelpact.diff.told import ARTEFACTS, Artefact, is_prose, printed

Step = Literal["none", "patch", "minor", "major"]

STEPS: Final[tuple[Step, ...]] = ("none", "patch", "minor", "major")
Steps = dict[Artefact, Step]

_ASKED: Final[tuple[Artefact, ...]] = ("client", "validators")
"""Those that requests meet: they print whatever a request shows."""


def alone(fact: Fact) -> Level:
    """Judge a change that no request may show."""
    aspect = fact.at.aspect
    if is_prose(fact):
        return "safe"
    if fact.argument:
        return "breaking"  # whoever wrote it by this name in a client can no longer
    if aspect == PRESENT or aspect.startswith(RULE):
        return "safe"
    if aspect.startswith(ARGUMENT):
        return "risky" if fact.how == "changed" else "safe"
    if aspect.startswith(OPERATION):
        return _operation(fact)
    if aspect.startswith(HEADER):
        return _header(fact)
    judge = _JUDGES.get(aspect)
    return judge(fact) if judge else "safe"


def _default(fact: Fact) -> Level:
    return "safe" if fact.how == "added" else "risky"


def _disposition(fact: Fact) -> Level:
    was = (fact.old or {}).get("kind", "honoured")
    now = (fact.new or {}).get("kind", "honoured")
    if (was, now) == ("advisory", "forced") and fact.old["value"] == fact.new["value"]:
        return "safe"
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


def _lost(fact: Fact) -> Level:
    return "breaking" if any(item not in (fact.new or []) for item in fact.old or []) else "safe"


def _envelopes(fact: Fact) -> Level:
    """An answer of a shape that nobody knew before is read by nobody."""
    return "breaking" if _lost(fact) == "breaking" else "risky"


def _extras(fact: Fact) -> Level:
    left = {item["member"] for item in fact.new or []}
    return "breaking" if any(item["member"] not in left for item in fact.old or []) else "safe"


def _layouts(fact: Fact) -> Level:
    return "risky" if any(item not in (fact.new or []) for item in fact.old or []) else "safe"


def _operation(fact: Fact) -> Level:
    """Clients that are out there call as the old version says; what nothing called is no loss.

    No request knows the name of an operation, but who calls by a name that is made of it meets another one.
    """
    if fact.how == "renamed":
        return "risky"
    if fact.at.aspect.count(" ") > 1 or (fact.how == "removed" and fact.old is True):
        return "breaking"
    return "safe"


def _header(fact: Fact) -> Level:
    """Clients that are out there do not send a new one, and send what is gone or was another."""
    return {"added": "breaking", "removed": "safe"}.get(fact.how, "risky")  # type: ignore[return-value]


def _binary(fact: Fact) -> Level:
    """Whoever reads a list of pictures cannot read a picture, and the other way round."""
    if fact.how != "changed":
        return "breaking"
    return "risky" if any(item not in fact.old for item in fact.new) else "safe"


def _hosts(fact: Fact) -> Level:
    """A client follows no link to a host that it does not know."""
    return "breaking" if any(item not in (fact.old or []) for item in fact.new or []) else "safe"


def _done(fact: Fact) -> Level:
    """A status that nobody knew before is waited out for ever."""
    return "breaking" if any(item not in fact.old for item in fact.new) else "risky"


def _always(level: Level) -> Callable[[Fact], Level]:
    return lambda fact: level


_JUDGES: Final[dict[str, Callable[[Fact], Level]]] = {
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
    "response.selector": _always("risky"),
    "response.fixed": _always("breaking"),
    "response.count.path": _always("risky"),
    "response.count.when": _always("risky"),
    "response.size": _always("risky"),
    "response.format": _always("risky"),
    "response.binary": _binary,
    "response.poll": _always("breaking"),
    "response.poll.operation": _always("breaking"),
    "response.poll.id": _always("breaking"),
    "response.poll.link": _always("breaking"),
    "response.poll.hosts": _hosts,
    "response.poll.answer": _always("breaking"),
    "response.poll.status": _always("breaking"),
    "response.poll.done": _done,
    "response.poll.failed": _always("risky"),
    "response.poll.pending": _always("safe"),
    "response.poll.reason": _always("risky"),
    "response.poll.interval": _always("risky"),
    "response.poll.timeout": _always("risky"),
    "response.filtered": _always("risky"),
    "response.filtered.path": _always("risky"),
    "response.filtered.values": _always("risky"),
    "response.filtered.reason": _always("risky"),
    FIRST: _always("risky"),
    "operation": _always("breaking"),
    WITH_IMAGES: _always("breaking"),
    "base_url": _always("breaking"),
    "auth.header": _always("breaking"),
    "auth.scheme": _always("breaking"),
    "auth.environment": _always("risky"),
}


def worst(levels: Iterable[Level]) -> Level:
    """Return the worst of some levels; safe where there are none."""
    return max(levels, key=LEVELS.index, default="safe")


def steps(fact: Fact, level: Level, shown: Iterable[Effect]) -> Steps:
    """Say which step each artefact takes for a change of this level with these effects.

    One that prints nothing of it takes none. Pages never take a major one, since nobody runs them; a schema takes one
    for what is refused, and a minor one for a warning, which its strict twin refuses.
    """
    shown = list(shown)
    verdicts = [each for each in shown if each.code not in (SENT, RETURNED) and not each.reworded]
    refused = any(effect.level == "breaking" for effect in verdicts)
    misread = any(effect.level == "breaking" for effect in shown)
    if is_unseen(fact):
        refused, shown = level == "breaking", [Effect(fact.at.pointer, "imageSize", level)]
    felt = bool(shown)
    told = {*printed(fact), *(_ASKED if felt else ()), *(["schema"] if verdicts else ())}
    found: dict[Artefact, Step] = {
        "client": "major" if level == "breaking" else _minor(felt or level == "risky"),
        "validators": "major" if refused or misread else _minor(felt),
        "docs": _minor(felt or level != "safe"),
        "schema": "major" if refused else _minor(bool(verdicts)),
    }
    return {artefact: found[artefact] if artefact in told else "none" for artefact in ARTEFACTS}


def _minor(more: bool) -> Step:
    return "minor" if more else "patch"


def is_unseen(fact: Fact) -> bool:
    """Tell whether it would take a request of megabytes to show a change."""
    return fact.at.aspect.endswith(".megabytes")


def highest(found: list[Steps]) -> Steps:
    """Return the greatest step that each artefact takes."""
    return {
        artefact: max((one[artefact] for one in found), key=STEPS.index, default="none")
        for artefact in ARTEFACTS
    }
