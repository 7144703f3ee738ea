"""Changes: which facts of a model or provider differ, before anybody asks what that means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from modelpact import naming
from modelpact.diff.facts import ARGUMENT, PRESENT, RULE, At, Facts, whole

How = Literal["added", "removed", "changed", "renamed"]

_WORDS: Final = ("title", "description", "evidence", "examples", "enumDescriptions")
_BARE: Final = 3
"""Facts of a member of which no more is said than that it is there, whether it must be, and its type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact that differs. ``old`` or ``new`` is None where there is none; for a member that was renamed ``new`` is
    its new pointer, for an operation its new name. ``argument``: callers of a client wrote it by this name, and can
    no longer.
    """

    at: At
    how: How
    old: Any = None
    new: Any = None
    argument: str = ""


def compare(old: Facts, new: Facts) -> Iterator[Fact]:
    """List what differs, in the order of the old version, then what is new in the order of the new one.

    A member that came, went or has another name is one change, whatever is said of it; so is a rule that speaks of
    other places now, told at the first of these.
    """
    old = _beside(old, new)
    gone = _topmost(at.pointer for at in old if at.aspect == PRESENT and at not in new)
    come = _topmost(at.pointer for at in new if at.aspect == PRESENT and at not in old)
    moved = _renamed(gone, come, old, new)
    dropped = _names(old, "") - _names(new, "")
    for at in (*old, *(at for at in new if at not in old)):
        around = gone if at in old else come
        if at.aspect == PRESENT and at.pointer in around and at.pointer not in moved.values():
            yield _member(at, old, moved, dropped)
        elif _inside(at.pointer, around) is not None and not at.aspect.startswith(RULE):
            continue
        elif (one := whole(at)) and not _stays(old.get(one), new.get(one)):
            continue  # a part of what came or went
        elif old.get(at) != new.get(at):
            yield _fact(at, old, new, dropped)


def _stays(was: Any, now: Any) -> bool:
    """Tell whether both versions have a thing, with its parts: True is all that is said of it beside these."""
    return None not in (was, now) and (was == now or True not in (was, now))


def _beside(old: Facts, new: Facts) -> Facts:
    """Let a rule stand where it stands in the new version."""
    now = {at.aspect: at for at in new if at.aspect.startswith(RULE)}
    return {now.get(at.aspect, at): item for at, item in old.items()}


def _member(at: At, old: Facts, moved: dict[str, str], dropped: set[str]) -> Fact:
    if at not in old:
        return Fact(at=at, how="added", new=True)
    name = min(_names(old, at.pointer) & dropped, default="")
    if at.pointer in moved:
        return Fact(at=at, how="renamed", old=at.pointer, new=moved[at.pointer], argument=name)
    return Fact(at=at, how="removed", old=True, argument=name)


def _fact(at: At, old: Facts, new: Facts, dropped: set[str]) -> Fact:
    how: How = "added" if at not in old else "removed" if at not in new else "changed"
    name = at.aspect.removeprefix(ARGUMENT) if at.aspect.startswith(ARGUMENT) else ""
    return Fact(
        at=at,
        how=how,
        old=old.get(at),
        new=new.get(at),
        argument=name if name in dropped else "",
    )


def _names(facts: Facts, pointer: str) -> set[str]:
    """Name the arguments that land at a place or in it."""
    return {
        at.aspect.removeprefix(ARGUMENT)
        for at in facts
        if at.aspect.startswith(ARGUMENT) and _inside(at.pointer, (pointer,)) is not None
    }


def _topmost(pointers: Iterable[str]) -> tuple[str, ...]:
    """Leave out what lies in another one of them; what is around comes first."""
    found: list[str] = []
    for pointer in pointers:
        if _inside(pointer, found) is None:
            found.append(pointer)
    return tuple(found)


def _inside(pointer: str, outer: Iterable[str]) -> str | None:
    return next((p for p in outer if pointer == p or pointer.startswith(p + "/")), None)


def _renamed(gone: Iterable[str], come: Iterable[str], old: Facts, new: Facts) -> dict[str, str]:
    """Pair a member that went with one that came beside it, if the same is said of both and it is not just a type."""
    found: dict[str, str] = {}
    for was in gone:
        said = _said(old, was)
        for now in come:
            beside = was.rpartition("/")[0] == now.rpartition("/")[0]
            alike = len(said) > _BARE or naming.words(was) == naming.words(now)
            if beside and alike and now not in found.values() and said == _said(new, now):
                found[was] = now
                break
    return found


def _said(facts: Facts, pointer: str) -> dict[str, Any]:
    """List what is said of a member and of what is in it, but for words."""
    return {
        f"{at.pointer.removeprefix(pointer)} {at.aspect}": value
        for at, value in facts.items()
        if _inside(at.pointer, (pointer,)) is not None
        and at.aspect.partition(".")[0] not in _WORDS
        and not at.aspect.startswith((ARGUMENT, RULE))
    }
