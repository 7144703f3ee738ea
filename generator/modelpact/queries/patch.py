"""Changes to a body: JSON Patch operations (RFC 6902), each with what asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from modelpact import ir, places

How = Literal["mend", "near", "drop", "add", "lose", "any"]
"""What becomes of what was written: it is said in another way (``mend``), the nearest that is accepted stands for it
(``near``), it is dropped because it is not taken (``drop``), it stays and something is added (``add``), it is lost
(``lose``), or an example stands for it (``any``).
"""
_WORSE: Final[dict[How, int]] = {"mend": 0, "near": 1, "drop": 3, "add": 4, "lose": 6, "any": 8}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One operation. ``source`` is where a ``move`` moves from; ``code`` and ``why`` are of the issue that asked."""

    op: Literal["add", "replace", "remove", "move"]
    path: ir.Path
    how: How
    value: Any = None
    source: ir.Path = ()
    code: str = ""
    why: str = ""

    @property
    def worse(self) -> int:
        """How much of what was meant is given up, to compare by."""
        return _WORSE[self.how]

    def touches(self, path: ir.Path) -> bool:
        """Tell whether what stands at a path is changed by this, or something around it or inside of it."""
        taken = self.source if self.op == "move" else self.path
        return taken[: len(path)] == path[: len(taken)]

    def as_dict(self) -> dict[str, Any]:
        """Spell it as JSON Patch does, with the code of the issue."""
        told: dict[str, Any] = {"op": self.op, "path": ir.pointer(self.path)}
        if self.op == "move":
            told["from"] = ir.pointer(self.source)
        elif self.op != "remove":
            told["value"] = self.value
        return told | {"code": self.code}


def of_fix(fix: dict[str, Any], how: How) -> Change:
    """The change that a validator proposes."""
    return Change(
        op=fix["op"],
        path=places.steps(fix["path"]),
        how=how,
        value=fix.get("value"),
        source=places.steps(fix.get("from", "")),
    )


def applied(body: Any, change: Change) -> Any:
    """The body after a change; what is not changed is shared with the body before. The places must be there."""
    match change.op:
        case "add":
            return _set(body, change.path, change.value, insert=True)
        case "replace":
            return _set(body, change.path, change.value, insert=False)
        case "remove":
            return _without(body, change.path)
        case "move":
            (moved,) = at(body, change.source)
            return _set(_without(body, change.source), change.path, moved, insert=True)


def at(body: Any, path: ir.Path) -> tuple[Any, ...]:
    """What stands at a path without EACH: one value, or none."""
    for step in path:
        if isinstance(body, dict) and step in body:
            body = body[step]
        elif isinstance(body, list) and step.isdecimal() and int(step) < len(body):
            body = body[int(step)]
        else:
            return ()
    return (body,)


def reach(body: Any, path: ir.Path, where: ir.Path = ()) -> Iterator[tuple[ir.Path, Any]]:
    """Everything that a path leads to, with where it stands; EACH goes into every item."""
    if not path:
        yield where, body
    elif path[0] == ir.EACH and isinstance(body, list):
        for index, item in enumerate(body):
            yield from reach(item, path[1:], (*where, str(index)))
    else:
        for found in at(body, path[:1]):
            yield from reach(found, path[1:], (*where, path[0]))


def leaves(body: Any, where: ir.Path = ()) -> Iterator[tuple[ir.Path, Any]]:
    """Every value that has none inside, with where it stands; an empty object or list is one."""
    if isinstance(body, dict) and body:
        for name, value in body.items():
            yield from leaves(value, (*where, name))
    elif isinstance(body, list) and body:
        for index, value in enumerate(body):
            yield from leaves(value, (*where, str(index)))
    else:
        yield where, body


def weight(body: Any, change: Change) -> int:
    """How many values a change is about, at least one."""
    if change.op == "add":
        return max(1, sum(1 for _ in leaves(change.value)))
    if change.op == "move":
        return 1
    (before,) = at(body, change.path)
    if not isinstance(before, dict | list):
        return 1
    kept = change.value if change.op == "replace" and isinstance(change.value, list) else []
    return max(1, sum(1 for _ in leaves(before)) - sum(1 for _ in leaves(kept) if kept))


def frozen(body: Any) -> Any:
    """The same as something that can be a key: 1, 1.0 and true differ."""
    if isinstance(body, dict):
        return tuple((name, frozen(value)) for name, value in body.items())
    if isinstance(body, list):
        return (list, *map(frozen, body))
    return (type(body), body)


def equal(one: Any, two: Any) -> bool:
    """Tell whether two values are the same in JSON: 1 is 1.0, and true is no number."""
    if isinstance(one, dict) and isinstance(two, dict):
        return one.keys() == two.keys() and all(equal(one[name], two[name]) for name in one)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(equal, one, two))
    return bool(one == two) and isinstance(one, bool) == isinstance(two, bool)


def _set(body: Any, path: ir.Path, value: Any, *, insert: bool) -> Any:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(body, list):
        index = int(step)
        end = index if insert and not rest else index + 1
        below = _set(body[index], rest, value, insert=insert) if rest else value
        return [*body[:index], below, *body[end:]]
    below = _set(body[step], rest, value, insert=insert) if rest else value
    return {**body, step: below}


def _without(body: Any, path: ir.Path) -> Any:
    """Leave out what a path leads to; where it leads to nothing any more, nothing."""
    step, rest = path[0], path[1:]
    if isinstance(body, list):
        index = int(step)
        return [*body[:index], *([_without(body[index], rest)] if rest else []), *body[index + 1 :]]
    if not isinstance(body, dict) or step not in body:
        return body
    if rest:
        return {**body, step: _without(body[step], rest)}
    return {name: value for name, value in body.items() if name != step}
