"""Bodies to begin from, and small changes to them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from modelpact import example, ir, places


@dataclass(frozen=True, slots=True)
class Put:
    """Let a value stand at a place, and what must be around it."""

    path: ir.Path
    what: Any


@dataclass(frozen=True, slots=True)
class Fill:
    """Let a path lead to so many values; what is listed already is repeated."""

    path: ir.Path
    count: int


@dataclass(frozen=True, slots=True)
class Twice:
    """Write the first item of a list a second time."""

    path: ir.Path


@dataclass(frozen=True, slots=True)
class Remove:
    """Let a path lead to nothing."""

    path: ir.Path


Change = Put | Fill | Twice | Remove
Changes = tuple[Change, ...]


class Bodies:
    """Writes the bodies of one model. ``check`` lists the issues about a body."""

    def __init__(self, model: ir.Model, check: Callable[[Any], list[Any]]) -> None:
        self.model = model
        self.check = check
        texts = dict.fromkeys(json.dumps(body) for body in _samples(model))
        # The plainest that nothing is wrong with comes first.
        self._starts = sorted(texts, key=lambda text: (len(check(json.loads(text))), len(text)))
        self._parsed = [json.loads(text) for text in self._starts]
        self._depths: dict[ir.Path, tuple[int, ...]] = {}

    def written(self, changes: Iterable[Change]) -> Any:
        """Write a body with these changes, from the sample that has most of their places."""
        last = {(change.path, type(change) is Twice): change for change in changes}
        body = self._start(last.values())
        for change in last.values():
            self._apply(change, body)
        example.complete(body, self.model.body)
        for change in last.values():
            if isinstance(change, Remove):
                _remove(body, change.path)
        return body

    def without(self, path: ir.Path) -> Changes:
        """Let what is around a place be there, and the place not."""
        around = path[:-1]
        if not around or self.has(around):
            return (Remove(path),)
        return Put(around, {}), Remove(path)

    def has(self, path: ir.Path) -> bool:
        """Tell whether a path leads to something in one of the samples."""
        return any(found(body, path) for body in self._parsed)

    def codes(self, changes: Iterable[Change]) -> list[str]:
        """List the codes of the issues about a body with these changes."""
        return [issue.code for issue in self.check(self.written(changes))]

    def _start(self, changes: Iterable[Change]) -> Any:
        depths = [self._reaching(_needed(change)) for change in changes]
        reached = [sum(each) for each in zip(*depths, strict=True)] or [0]
        return json.loads(self._starts[reached.index(max(reached))])

    def _reaching(self, path: ir.Path) -> tuple[int, ...]:
        """How far a path leads in each of the samples."""
        if path not in self._depths:
            self._depths[path] = tuple(_depth(body, path) for body in self._parsed)
        return self._depths[path]

    def _apply(self, change: Change, body: Any) -> None:
        match change:
            case Put(path, what):
                self._put(body, path, _copy(what))
            case Fill(path, count):
                self._fill(body, path, count)
            case Twice(path):
                for listed in found(body, path)[:1]:
                    if isinstance(listed, list) and listed:
                        listed.insert(0, _copy(listed[0]))
            case Remove():
                pass

    def _put(self, body: Any, path: ir.Path, what: Any) -> None:
        *around, last = concrete(body, path)
        holder = found(body, tuple(around))
        if not holder and not last.isdecimal():
            example.put(body, self.model.body, tuple(around), {})
            holder = found(body, tuple(around))
        if holder and isinstance(holder[0], dict):
            holder[0][last] = what  # also where no such member is known
        else:
            example.put(body, self.model.body, (*around, last), what)

    def _fill(self, body: Any, path: ir.Path, count: int) -> None:
        if ir.EACH not in path:
            if count:
                self._put(body, path, self._fitting(path))
            else:
                _remove(body, path)
            return
        each = len(path) - 1 - path[::-1].index(ir.EACH)
        listing, rest = path[:each], path[each + 1 :]
        there = found(body, concrete(body, listing))
        items = there[0] if there and isinstance(there[0], list) else []
        having = [item for item in items if found(item, rest)]
        others = [item for item in items if not found(item, rest)]
        item = having[0] if having else self._item(path, each)
        self._put(body, listing, [*others, *(_copy(item) for _ in range(count))])

    def _item(self, path: ir.Path, each: int) -> Any:
        """Make an item of a list in which the rest of the path leads to a value."""
        value = places.find(self.model.body, path[: each + 1]) or ir.Value()
        rest = path[each + 1 :]
        item = example.sample(value)
        if rest:
            return example.put(item, value, rest, self._fitting(path))
        return _least(value) if item == {} else item

    def _fitting(self, path: ir.Path) -> Any:
        return example.sample(places.find(self.model.body, path) or ir.Value())


def found(body: Any, path: ir.Path) -> list[Any]:
    """List what a path leads to."""
    below = [body]
    for step in path:
        below = [inner for here in below for inner in _step(here, step)]
    return below


def concrete(body: Any, path: ir.Path) -> ir.Path:
    """Replace EACH by the first index where the rest of the path is there, else by 0."""
    if ir.EACH not in path:
        return path
    at = path.index(ir.EACH)
    items = next(iter(found(body, path[:at])), None)
    for index, item in enumerate(items if isinstance(items, list) else []):
        if found(item, path[at + 1 :]):
            return concrete(body, (*path[:at], str(index), *path[at + 1 :]))
    return concrete(body, (*path[:at], "0", *path[at + 1 :]))


def _step(here: Any, step: str) -> Iterator[Any]:
    if isinstance(here, list) and step == ir.EACH:
        yield from here
    elif isinstance(here, list) and step.isdecimal() and int(step) < len(here):
        yield here[int(step)]
    elif isinstance(here, dict) and step in here:
        yield here[step]


def _copy(value: Any) -> Any:
    """Copy what will be changed in place."""
    return json.loads(json.dumps(value)) if isinstance(value, dict | list) else value


def _depth(body: Any, path: ir.Path) -> int:
    return max((n for n in range(len(path) + 1) if found(body, path[:n])), default=0)


def _remove(body: Any, path: ir.Path) -> None:
    for here in found(body, path[:-1]):
        if isinstance(here, dict):
            here.pop(path[-1], None)
        elif isinstance(here, list) and path[-1] == ir.EACH:
            here.clear()
        elif isinstance(here, list) and path[-1].isdecimal():
            del here[int(path[-1]) : int(path[-1]) + 1]


def _needed(change: Change) -> ir.Path:
    """What a sample should have for a change: lists above all, since objects are made as they are needed."""
    if isinstance(change, Remove):
        return change.path
    steps = range(len(change.path), 0, -1)
    lists = (n for n in steps if change.path[n - 1] == ir.EACH or change.path[n - 1].isdecimal())
    return change.path[: next(lists, 0)]


def _least(value: ir.Value) -> Any:
    """An object with one member where none is required: an empty one says nothing."""
    members = (m for kind in value.kinds if isinstance(kind, ir.Object) for m in kind.members)
    plain = (m for m in members if isinstance(m.value.disposition, ir.Honoured))
    return {member.name: example.sample(member.value) for member in [next(plain, None)] if member}


def _samples(model: ir.Model) -> Iterator[Any]:
    """The uses of a model, each also without its arguments; a body that says the least where there are none."""
    for use in model.uses or (ir.Use(name="", title=""),):
        yield example.body(model, replace(use, arguments=ir.Json("{}")))
        yield example.body(model, use)
