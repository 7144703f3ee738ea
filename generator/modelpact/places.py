"""Where values stand in a body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from modelpact import ir, naming


def find(value: ir.Value, path: ir.Path) -> ir.Value | None:
    """The value that a path leads to, through members and items; where anything may stand, anything is found."""
    if not path:
        return value
    for kind in value.kinds:
        match kind:
            case ir.Object(members=members):
                for member in members:
                    if member.name == path[0]:
                        return find(member.value, path[1:])
            case ir.Array(items=items) if path[0] == ir.EACH or path[0].isdecimal():
                return find(items or ir.Value(), path[1:])
            case _:
                pass
    return None if value.kinds else ir.Value()


def walk(value: ir.Value, path: ir.Path = ()) -> Iterator[tuple[ir.Path, ir.Member]]:
    """Every value inside ``value`` in the catalogue's order, an item as a member named EACH."""
    for kind in value.kinds:
        match kind:
            case ir.Object(members=members):
                for member in members:
                    yield (*path, member.name), member
                    yield from walk(member.value, (*path, member.name))
            case ir.Array(items=ir.Value() as items):
                yield (*path, ir.EACH), ir.Member(name=ir.EACH, value=items)
                yield from walk(items, (*path, ir.EACH))
            case _:
                pass


def steps(pointer: str) -> tuple[str, ...]:
    """The steps of a JSON pointer."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def put(body: Any, pointer: str, value: Any) -> Any:
    """Set a member by pointer, with the objects on the way, and return the body."""
    if not pointer:
        return value
    *way, last = steps(pointer)
    here = body
    for step in way:
        here = here.setdefault(step, {})
    here[last] = value
    return body


def object_name(path: ir.Path) -> str:
    """Name the objects at a path, as a type: of what is in a list, one."""
    words = []
    for step, below in zip(path, (*path[1:], ""), strict=False):
        if step != ir.EACH:
            word = naming.pascal(step)
            listed = below == ir.EACH and word.endswith("s") and len(word) > 2
            words.append(word[:-1] if listed else word)
    return "".join(words)
