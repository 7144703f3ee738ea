"""The nearest body that nothing is wrong with: a search over repairs, the fewest changes first."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from modelpact import ir
from modelpact.queries.patch import Change, applied, at, frozen, weight
from modelpact.queries.repairs import Issue, repairs

Check = Callable[[Any], list[Any]]
"""A validator: it lists the issues about a body."""
_TRIED: Final = 4000
"""So many bodies are looked at."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A body with the changes that led to it. ``faults`` are errors that no change mends: then it is no better."""

    body: Any
    changes: tuple[Change, ...]
    issues: tuple[Issue, ...]
    faults: tuple[Issue, ...] = ()


def mended(
    model: ir.Model,
    body: Any,
    check: Check,
    *,
    minds: Callable[[Issue], bool] = lambda issue: issue.severity == "error",
    allows: Callable[[Any, Issue, Change], bool] = lambda body, issue, change: True,
) -> Mended:
    """Find a body without issues that one minds; a warning about which nothing is allowed stays.

    Changes are counted by the values that they are about. Of as few changes, those are taken that keep more of what
    was meant, and then those that leave fewer warnings.
    """
    return _Search(model, check, minds, allows).from_(body)


class _Search:
    def __init__(
        self,
        model: ir.Model,
        check: Check,
        minds: Callable[[Issue], bool],
        allows: Callable[[Any, Issue, Change], bool],
    ) -> None:
        self._model, self._check, self._minds, self._allows = model, check, minds, allows

    def from_(self, start: Any) -> Mended:
        first = Mended(start, (), tuple(self._check(start)))
        waiting: list[tuple[Any, int, int, Mended]] = [(_rank(0, 0, ()), 0, 0, first)]
        seen = {frozen(start)}
        faults: dict[str, Issue] = {}
        while waiting:
            (_, worse, _), _, cost, state = heapq.heappop(waiting)
            changes = self._next(state)
            if changes is None:
                return state
            if not changes:
                fault = next(i for i in state.issues if i.severity == "error")
                faults.setdefault(fault.code, fault)
            for change in changes:
                body = applied(state.body, change)
                key = frozen(body)
                if key in seen:
                    continue
                if len(seen) >= _TRIED:
                    break
                seen.add(key)
                issues = tuple(self._check(body))
                spent = cost + weight(state.body, change)
                minded = [issue for issue in issues if self._minds(issue)]
                rank = _rank(spent + len(minded), worse + change.worse, issues)
                found = Mended(body, (*state.changes, change), issues)
                heapq.heappush(waiting, (rank, len(seen), spent, found))
        named = tuple(faults.values()) or _errors(first.issues)
        return Mended(start, (), first.issues, named)

    def _next(self, state: Mended) -> list[Change] | None:
        """The changes about the first issue that one minds; none about an error, None if there is nothing to do."""
        for issue in sorted(filter(self._minds, state.issues), key=lambda i: i.severity != "error"):
            changes = [
                change
                for change in repairs(self._model, state.body, issue)
                if _possible(state.body, change) and self._allows(state.body, issue, change)
            ]
            if changes or issue.severity == "error":
                return changes
        return None


def _rank(changes: int, worse: int, issues: Iterable[Issue]) -> tuple[int, int, int]:
    return changes, worse, sum(1 for _ in issues)


def _errors(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(issue for issue in issues if issue.severity == "error")


def _possible(body: Any, change: Change) -> bool:
    """Tell whether an operation can be done: what it is about is there, and nothing stands where it adds."""
    if change.op in ("replace", "remove"):
        return bool(at(body, change.path))
    if change.op == "move" and not at(body, change.source):
        return False
    *around, last = change.path
    holder = at(body, tuple(around))
    if not holder:
        return False
    if isinstance(holder[0], list):
        return last.isdecimal() and int(last) <= len(holder[0])
    return isinstance(holder[0], dict) and last not in holder[0]
