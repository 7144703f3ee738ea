"""Recorded requests, judged by two versions: which of them get another verdict, and why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, NoReturn

from modelpact import ir, python_checks
from modelpact.diff.sides import VERDICTS, Seen, Side, Verdict
from modelpact.files import Render

WRAPPERS: Final = ("payload", "request", "body")
"""Members of a record in which a request may lie."""

_GROUPS: Final = 1000
"""Groups that are told apart; what comes after them is counted by model and verdicts alone."""
_LINES: Final = 100
"""Lines that are no request and are named; more are counted."""
_LONGEST: Final = 200
"""Characters of a text in a sample: a picture is cut."""


class Kind(NamedTuple):
    """What some requests have in common: the model, the verdicts, and an issue that came or went.

    ``pointer`` has - for an index. ``pointer`` and ``code`` are empty where there are too many kinds.
    """

    model: str
    old: Verdict
    new: Verdict
    pointer: str
    code: str


@dataclass(slots=True)
class Group:
    """Requests of one kind: how many there are, and the first one, with its line."""

    count: int
    line: int
    sample: Any


@dataclass(slots=True)
class Replay:
    """What became of some requests. A request is in a group for each issue that came or went; in ``verdicts`` once."""

    requests: int = 0
    verdicts: Counter[tuple[Verdict, Verdict]] = field(default_factory=Counter)
    """How many got which other verdict."""
    groups: dict[Kind, Group] = field(default_factory=dict)
    unread: int = 0
    unread_lines: list[int] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many were taken and are not any more."""
        return sum(count for (old, new), count in self.verdicts.items() if _is_refused(old, new))

    def worst_first(self) -> list[tuple[Kind, Group]]:
        """List the groups: first what is refused now, then what else got worse; the most frequent come first."""
        return sorted(self.groups.items(), key=lambda each: (_order(each[0]), -each[1].count))


def replay(old: ir.Catalog, new: ir.Catalog, lines: Iterable[bytes], render: Render) -> Replay:
    """Judge each line of a file of requests by both versions; no more than a line is held at a time."""
    before, after = _Judge(old, render), _Judge(new, render)
    found = Replay()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            body = request(json.loads(line, parse_constant=_refuse))
        except (ValueError, RecursionError):
            found.unread += 1
            if len(found.unread_lines) < _LINES:
                found.unread_lines.append(number)
            continue
        found.requests += 1
        was, now = before.see(body), after.see(body)
        if was.verdict != now.verdict:
            found.verdicts[was.verdict, now.verdict] += 1
            _note(found, number, body, was, now)
    return found


def request(record: Any) -> Any:
    """Return the request that a record is, or holds as ``payload``, ``request`` or ``body``.

    It is the held one where that names a model, or where the record names none.
    """
    if not isinstance(record, dict):
        return record
    held = [record[name] for name in WRAPPERS if isinstance(record.get(name), dict)]
    named = [body for body in held if "model" in body]
    return next(iter(named or (held if "model" not in record else [])), record)


def _note(found: Replay, line: int, body: Any, was: Seen, now: Seen) -> None:
    """Count a request in the group of each issue that makes the difference."""
    model = body.get("model") if isinstance(body, dict) else None
    name = model if isinstance(model, str) else ""
    worse = VERDICTS.index(now.verdict) > VERDICTS.index(was.verdict)
    issues = now.issues - was.issues if worse else was.issues - now.issues
    worst = {each for each in issues if each[2] == "error"} or issues
    for pointer, code, _ in sorted(worst):
        kind = Kind(name[:_LONGEST], was.verdict, now.verdict, pointer, code)
        if kind not in found.groups and len(found.groups) >= _GROUPS:
            kind = Kind("", was.verdict, now.verdict, "", "")
        if kind in found.groups:
            found.groups[kind].count += 1
        else:
            found.groups[kind] = Group(1, line, _cut(body))


class _Judge:
    """The validators of a version, one a provider."""

    def __init__(self, catalog: ir.Catalog, render: Render) -> None:
        self._sides: list[tuple[frozenset[str], Side]] = [
            (
                frozenset(model.id for model in provider.models),
                Side(
                    provider.models[0], python_checks.loaded(python_checks.bundle(provider, render))
                ),
            )
            for provider in catalog.providers
            if provider.models
        ]

    def see(self, body: Any) -> Seen:
        """Ask the provider that knows the model, else the first one."""
        model = body.get("model") if isinstance(body, dict) else None
        known = isinstance(model, str)
        sides = [side for ids, side in self._sides if known and model in ids]
        return (sides or [side for _, side in self._sides])[0].see(body)


def _is_refused(old: Verdict, new: Verdict) -> bool:
    return old != "reject" == new


def _order(kind: Kind) -> tuple[int, Kind]:
    worse = VERDICTS.index(kind.new) > VERDICTS.index(kind.old)
    return 0 if _is_refused(kind.old, kind.new) else 1 if worse else 2, kind


def _cut(value: Any) -> Any:
    """Cut long texts short, wherever they are."""
    if isinstance(value, dict):
        return {name: _cut(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_cut(item) for item in value]
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[: _LONGEST - 3]}..."
    return value


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")
