"""What changes for a request: the differences between what becomes of it in two versions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from modelpact.diff.sides import Seen

Level = Literal["safe", "risky", "breaking"]
LEVELS: Final[tuple[Level, ...]] = ("safe", "risky", "breaking")

SENT: Final = "sent"
RETURNED: Final = "returned"


class Effect(NamedTuple):
    """One difference: an issue that is new or gone, by place and code; or what is sent; or what comes back."""

    pointer: str
    code: str
    level: Level


def effects(old: Seen, new: Seen) -> Iterator[Effect]:
    """List what is different for a request, as far as it matters to who sends it."""
    if old.verdict == new.verdict == "reject":
        return  # for another reason, perhaps
    unknown = {pointer for pointer, code, _ in old.issues if code == "unknownMember"}
    for pointer, code, severity in sorted(new.issues - old.issues):
        if severity == "error":
            # What was dropped in silence, and known to be, is no loss to anybody.
            dropped = any(f"{pointer}/".startswith(f"{outer}/") for outer in unknown)
            yield Effect(pointer, code, "safe" if dropped else "breaking")
        elif old.verdict != "reject" and new.verdict != "reject":
            yield Effect(pointer, code, "risky")
    if new.verdict == "reject":
        return
    for pointer, code, severity in sorted(old.issues - new.issues):
        if severity == "error" or old.verdict != "reject":
            yield Effect(pointer, code, "safe")
    if old.verdict == "reject":
        return
    if old.sent != new.sent:
        yield Effect("", SENT, "risky")
    if (old.returned, old.read) != (new.returned, new.read):
        yield Effect("", RETURNED, _answer(old, new))


def _answer(old: Seen, new: Seen) -> Level:
    """Judge a change of what comes back, for who reads it as the old version says."""
    if old.read[:1] == new.read[:1]:
        return "safe" if _doubt(new) <= _doubt(old) else "risky"
    return "breaking" if _doubt(old) < 2 else "risky"


def _doubt(seen: Seen) -> int:
    """How far from certain a form is: 0 certain, 1 usual, 2 probable, 3 unknown."""
    if seen.returned == "unknown":
        return 3
    return 1 if seen.returned.endswith("_usually") else 2 * seen.returned.endswith("_probably")
