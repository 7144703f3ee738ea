"""Requests to a model that show everything the catalogue says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from modelpact import example, ir, places
from modelpact.vectors.bodies import Bodies, Changes, Fill, Put, Twice
from modelpact.vectors.rules import scenes
from modelpact.vectors.values import counts, probes

Request = tuple[Any, str]
"""A body, and what it is about."""

_NO_BODIES: Final[tuple[Any, ...]] = (None, True, 1, "text", [], {})
_NO_MODELS: Final[tuple[Any, ...]] = (
    None,
    "",
    1,
    True,
    [],
    {},
    "no-such-model",
    "__proto__",
    "toString",
)
_AWKWARD: Final = ("unknown", "__proto__", "constructor", "toString", "a/b~c", "")


def requests(
    model: ir.Model, bodies: Bodies, others: tuple[str, ...], longest: int
) -> Iterator[Request]:
    """Yield requests that name a model. ``others`` are members that only other models know."""
    for use in model.uses:
        yield example.body(model, use), f"use {use.name}"
    yield bodies.written(()), "plainest"
    yield {"model": model.id}, "nothing but the model"
    for changes, about in _members(bodies, others, longest):
        yield bodies.written(changes), about
    for rule in model.rules:
        for changes, about in scenes(rule, bodies, longest):
            yield bodies.written(changes), f"rule {rule.id}: {about}"


def _members(
    bodies: Bodies, others: tuple[str, ...], longest: int
) -> Iterator[tuple[Changes, str]]:
    model = bodies.model
    yield from _unknown(model, model.body, (), others)
    for path, member in places.walk(model.body):
        if path == ("model",) or refused(model, path[:-1]):
            continue
        where = ir.pointer(path)
        yield bodies.without(path), f"{where}: absent"
        for what, about in probes(member.value, longest):
            yield (Put(path, what),), f"{where}: {about}"
        for count, about in counts(member.value):
            yield (Fill((*path, ir.EACH), count),), f"{where}: {about}"
        if ir.EACH in path and not isinstance(member.value.disposition, ir.Rejected):
            at = path.index(ir.EACH)
            second = (*path[:at], "1", *path[at + 1 :])
            first = () if bodies.has(path) else (Put(path, example.sample(member.value)),)
            for bad in (None, 1.5):
                changes = (*first, Twice(path[:at]), Put(second, bad))
                yield changes, f"{where}: type, in the second item"
        if not isinstance(member.value.disposition, ir.Rejected):
            yield from _unknown(model, member.value, path, ())


def _unknown(
    model: ir.Model, value: ir.Value, path: ir.Path, others: tuple[str, ...]
) -> Iterator[tuple[Changes, str]]:
    """Put members into an object that do not belong there."""
    for kind in value.kinds:
        if not isinstance(kind, ir.Object):
            continue
        known = {member.name for member in kind.members}
        misplaced = (
            [argument.path[-1] for argument in model.arguments if len(argument.path) > 1]
            if not path
            else [member.name for member in model.members if member.name != "model"][:1]
        )
        near = [f"{member.name}s" for member in kind.members if member.name != "model"][:1]
        strange = _AWKWARD if not path else _AWKWARD[:2]
        for name in dict.fromkeys((*strange, *near, *misplaced, *others)):
            if name not in known:
                where = ir.pointer((*path, name))
                yield (Put((*path, name), 1),), f"{where}: unknown here"
        if path and kind.members:
            yield (Put(path, {}),), f"{ir.pointer(path)}: nothing in it"
            full = {member.name: example.sample(member.value) for member in kind.members}
            yield (Put(path, full),), f"{ir.pointer(path)}: everything in it"


def refused(model: ir.Model, path: ir.Path) -> bool:
    """Tell whether a place lies in a member that is refused whatever is in it."""
    around = (places.find(model.body, path[: length + 1]) for length in range(len(path)))
    return any(value and isinstance(value.disposition, ir.Rejected) for value in around)


def strangers(provider: ir.Provider, body: dict[str, Any]) -> Iterator[Request]:
    """Yield requests that name no model that is known."""
    for other in (*_NO_BODIES, [body]):
        yield other, "no body of a request"
    rest = {name: value for name, value in body.items() if name != "model"}
    yield rest, "/model: absent"
    for found in _NO_MODELS:
        yield {"model": found, **rest}, "/model: no model"
    ids = {model.id for model in provider.models}
    for model in provider.models:
        near = (model.id.upper(), model.id.lower(), f"{model.id} ", f"{model.id}x", model.id[:-1])
        for name in dict.fromkeys((*near, *model.aliases)):
            if name not in ids:
                yield {"model": name, **rest}, f"/model: nearly {model.id}"
