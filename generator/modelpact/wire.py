"""What every client has to know between its arguments and a body, whatever its language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from modelpact import ir, places

APPEND: Final = -1
"""The step that adds an item to a list."""


@dataclass(frozen=True, slots=True)
class Turns:
    """The list at ``path`` holds a conversation: ``role``, inside of a turn, says ``model`` where the model speaks."""

    path: ir.Path
    role: ir.Path
    model: ir.Scalar


def turns(model: ir.Model) -> Turns | None:
    """Where a model keeps a conversation: its list takes several turns, and the model may speak in one."""
    layouts = {layout.images: layout.places for layout in model.layouts}
    for place in layouts.get("many", ()):
        if place.constant is None or "0" not in place.path:
            continue
        at = place.path.index("0")
        listed, role = places.find(model.body, place.path[:at]), places.find(model.body, place.path)
        if listed is None or role is None or not role.enum or not _several(listed):
            continue
        own = [value for value in role.enum if value != place.constant.value]
        if own:
            return Turns(place.path[:at], place.path[at + 1 :], own[0])
    return None


def _several(listed: ir.Value) -> bool:
    values = [listed, *([listed.advised.value] if listed.advised else [])]
    arrays = [k for value in values for k in value.kinds if isinstance(k, ir.Array)]
    return bool(arrays) and all(k.max_items is None or k.max_items > 1 for k in arrays)


def client_defaults(model: ir.Model) -> Iterator[tuple[ir.Path, ir.Json]]:
    """What a client sends by itself where the caller sends nothing; nothing inside of lists."""
    for path, member in places.walk(model.body):
        default = member.value.default
        if default is not None and default.whose == "client" and ir.EACH not in path:
            yield path, default.value


def steps(body: ir.Value, path: ir.Path) -> tuple[str | int, ...]:
    """Spell a path with numbers where it goes into a list; APPEND stands for EACH."""
    found: list[str | int] = []
    for number, step in enumerate(path):
        above = places.find(body, path[:number]) or ir.Value()
        listed = any(isinstance(kind, ir.Array) for kind in above.kinds)
        if listed and step == ir.EACH:
            found.append(APPEND)
        else:
            found.append(int(step) if listed and step.isdecimal() else step)
    return tuple(found)


def picture(value: ir.Value) -> ir.ImageInput | None:
    """How a value carries a picture, or each of its items does; None where neither does."""
    for kind in value.kinds:
        if isinstance(kind, ir.String) and kind.image is not None:
            return kind.image
        if isinstance(kind, ir.Array) and kind.items is not None:
            found = picture(kind.items)
            if found is not None:
                return found
    return None
