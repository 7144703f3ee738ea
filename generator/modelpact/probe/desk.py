"""Where requests to one model are written, with real pictures, and judged."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from modelpact import ir, travel
from modelpact.probe import pictures
from modelpact.queries.patch import Change as Repair
from modelpact.queries.search import mended
from modelpact.vectors.bodies import (
    Bodies,
    Change,
    Changes,
    Fill,
    Put,
    Remove,
    Twice,
    concrete,
    found,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A body, what it was changed by, and the errors that the pact finds in it.

    ``lost``: it is none where a body is another one by the time that it arrives.
    """

    body: Any
    changes: Changes
    errors: tuple[Any, ...]
    lost: bool = False

    @property
    def fits(self) -> bool:
        """Tell whether it arrives and is accepted."""
        return not (self.lost or self.errors)


@dataclass(frozen=True, slots=True)
class Sign:
    """What in an accepted body shows a fact: it is as ``changes`` say, or draws the remark ``remark``.

    At ``loose`` paths any value is as good. What is removed is missing somewhere, or ``nowhere`` to be found.
    """

    changes: Changes
    loose: frozenset[ir.Path] = frozenset()
    nowhere: bool = False
    remark: str = ""


class Desk:
    """Writes bodies for a model; ``check`` lists the issues about one, ``url`` is a picture that a gateway can load."""

    def __init__(
        self,
        provider: ir.Provider,
        model: ir.Model,
        check: Callable[[Any], list[Any]],
        url: str = "",
    ) -> None:
        self.provider, self.model, self.check, self.url = provider, model, check, url
        self.bodies = Bodies(model, check)

    def draft(self, changes: Iterable[Change]) -> Draft:
        """Write a body with these changes."""
        changes = tuple(changes)
        body = pictures.real(self.model, self.bodies.written(changes), self.url)
        lost = _text(travel.arrived(self.provider, self.model, body)) != _text(body)
        return Draft(body, changes, self.errors(body), lost)

    def errors(self, body: Any) -> tuple[Any, ...]:
        return tuple(issue for issue in self.check(body) if issue.severity == "error")

    def settled(self, draft: Draft, path: ir.Path) -> Draft:
        """Mend what a draft breaks elsewhere than at a path, if that can be done by leaving the path alone."""
        at = concrete(draft.body, path)
        where = ir.pointer(at)

        def elsewhere(issue: Any) -> bool:
            return issue.severity == "error" and not _within(issue.pointer, where)

        if not any(elsewhere(issue) for issue in draft.errors):
            return draft
        result = mended(
            self.model,
            draft.body,
            self.check,
            minds=elsewhere,
            allows=lambda body, issue, change: not change.touches(at),
        )
        if result.faults:
            return draft
        changes = (*draft.changes, *(step for made in result.changes for step in _steps(made)))
        again = self.draft(changes)
        return again if self.shows(Sign(draft.changes), again.body) else draft

    def shows(self, sign: Sign, body: Any) -> bool:
        """Tell whether a body bears a sign; what is said of the first item of a list may be so of another."""
        if sign.remark:
            return any(issue.code == sign.remark for issue in self.check(body))
        return any(
            all(self._held(sign, change, body, index) for change in sign.changes)
            for index in _indexes(sign.changes, body)
        )

    def _held(self, sign: Sign, change: Change, body: Any, index: str) -> bool:
        loose = change.path in sign.loose
        change = replace(change, path=moved(change.path, index)) if index else change
        there = found(body, concrete(body, change.path))
        match change:
            case Put(path, what):
                if loose or what == {}:
                    return bool(there) and (loose or isinstance(there[0], dict))
                wanted = pictures.real(self.model, what, self.url, path)
                return bool(there) and _text(there[0]) == _text(wanted)
            case Fill(path, count):
                number = len(found(body, path))
                return number > 0 if loose and count else number == count
            case Remove(path) if sign.nowhere:
                return not found(body, path)
            case Remove(path):
                return any(not found(each, path[-1:]) for each in found(body, path[:-1]))
            case Twice():
                items = there[0] if there and isinstance(there[0], list) else []
                return len(items) > 1


def moved(path: ir.Path, index: str) -> ir.Path:
    """Lead a path to an item of the first list on its way instead of to any, or the first."""
    at = next((n for n, step in enumerate(path) if step in (ir.EACH, "0")), len(path))
    return (*path[:at], index, *path[at + 1 :]) if at < len(path) else path


def _indexes(changes: Changes, body: Any) -> Iterator[str]:
    """Yield the items in which a sign may be: as it is written, and each later one of the first list."""
    yield ""
    if any(isinstance(change, Fill | Twice) for change in changes):
        return
    for path in (change.path for change in changes):
        at = next((n for n, step in enumerate(path) if step in (ir.EACH, "0")), 0)
        if at:
            for listed in found(body, path[:at])[:1]:
                yield from map(str, range(len(listed) if isinstance(listed, list) else 0))
            return


def at_place(draft: Draft, path: ir.Path) -> bool:
    """Tell whether there is one error, at a path or within it."""
    where = ir.pointer(concrete(draft.body, path))
    return len(draft.errors) == 1 and _within(draft.errors[0].pointer, where)


def _within(pointer: str, around: str) -> bool:
    return pointer == around or pointer.startswith(f"{around}/")


def _steps(made: Repair) -> tuple[Change, ...]:
    """Spell a JSON Patch operation as changes."""
    match made.op:
        case "remove":
            return (Remove(made.path),)
        case "move":
            return ()  # what is moved is not told; the body is judged again
        case _:
            return (Put(made.path, made.value),)


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True)
