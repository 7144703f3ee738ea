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
    """One difference: an issue that is new or gone, by place and code; or what is sent; or what comes back.

    ``reworded``: there is a warning at the place in both versions, with another code.
    """

    pointer: str
    code: str
    level: Level
    reworded: bool = False


def effects(old: Seen, new: Seen) -> Iterator[Effect]:
    """List what is different for a request, as far as it matters to who sends it."""
    if old == new or old.verdict == new.verdict == "reject":
        return  # where both refuse it, for another reason perhaps
    if old.issues != new.issues:
        yield from _issues(old, new)
    if "reject" in (old.verdict, new.verdict):
        return
    if old.sent != new.sent:
        yield Effect("", SENT, "risky")
    if (old.returned, old.read) != (new.returned, new.read):
        yield Effect("", RETURNED, _answer(old, new))


def _issues(old: Seen, new: Seen) -> Iterator[Effect]:
    unknown = {pointer for pointer, code, _ in old.issues if code == "unknownMember"}
    for pointer, code, severity in sorted(new.issues - old.issues):
        # What was dropped in silence, and known to be, is no loss to anybody; but for what is refused as unknown.
        dropped = code != "unknownMember" and _inside(pointer, unknown)
        if severity == "error":
            yield Effect(pointer, code, "safe" if dropped else "breaking")
        elif "reject" not in (old.verdict, new.verdict):
            reworded = (pointer, "warning") in _places(old)
            safe = reworded or _inside(pointer, unknown)
            yield Effect(pointer, code, "safe" if safe else "risky", reworded)
    if new.verdict == "reject":
        return
    for pointer, code, severity in sorted(old.issues - new.issues):
        if severity == "error" or old.verdict != "reject":
            yield Effect(pointer, code, "safe", (pointer, severity) in _places(new))


def _places(seen: Seen) -> set[tuple[str, str]]:
    return {(pointer, severity) for pointer, _, severity in seen.issues}


def _inside(pointer: str, around: set[str]) -> bool:
    return any(f"{pointer}/".startswith(f"{outer}/") for outer in around)


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
