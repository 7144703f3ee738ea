"""From arguments to a body: each thing where the catalogue says that its model wants it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

Step = str | int
Path = tuple[Step, ...]
APPEND: Final = -1
"""The step that adds an item to a list."""


class Place(NamedTuple):
    """One thing that goes into a body: ``argument`` is prompt or image, or empty for a constant."""

    path: Path
    argument: str
    constant: Any = None


class Turns(NamedTuple):
    """A list of turns that ``path`` leads to, in which the model speaks as ``model``."""

    path: Path
    role: Path
    model: str


class Model(NamedTuple):
    """How to ask a model. ``check`` names the module that knows its rules."""

    check: str
    none: tuple[Place, ...]
    one: tuple[Place, ...]
    many: tuple[Place, ...]
    arguments: dict[str, Path]
    pictures: tuple[str, ...] = ()
    """Arguments besides image that are pictures."""
    sources: tuple[str, ...] = ()
    most_bytes: int | None = None
    defaults: tuple[tuple[Path, Any], ...] = ()
    turns: Turns | None = None


class Turn(NamedTuple):
    """What somebody says and shows; ``own`` where it is the model."""

    prompt: str | None
    images: Sequence[str]
    own: bool = False


def lay_out(
    model: Model,
    id_: str,
    prompt: str | None,
    images: Sequence[str],
    arguments: Mapping[str, Any],
) -> dict[str, Any]:
    """The body of one request."""
    body: dict[str, Any] = {"model": id_}
    places = model.none if not images else model.one if len(images) == 1 else model.many
    if images and not any(place.argument == "image" for place in places):
        raise TypeError(f"{id_} has no place for image")
    for place in places:
        _fill(body, place, prompt, images)
    return _finished(model, body, arguments)


def lay_out_turns(
    model: Model, id_: str, turns: Sequence[Turn], arguments: Mapping[str, Any]
) -> dict[str, Any]:
    """The body of a conversation so far; what stands outside of the turns is said by the last."""
    if model.turns is None:
        raise TypeError(f"{id_} holds no conversations")
    path, role, own = model.turns
    body: dict[str, Any] = {"model": id_}
    for number, turn in enumerate(turns):
        for place in model.many:
            inside = place.path[: len(path)] == path
            if inside:
                rest = place.path[len(path) + 1 :]
                place = place._replace(path=(*path, number, *rest))
                if turn.own and rest == role:
                    place = place._replace(constant=own)
            if inside or number == len(turns) - 1:
                _fill(body, place, turn.prompt, turn.images)
    return _finished(model, body, arguments)


def _fill(
    body: dict[str, Any], place: Place, prompt: str | None, images: Sequence[str]
) -> None:
    given: Iterable[Any] = (place.constant,)
    if place.argument == "prompt":
        given = () if prompt is None else (prompt,)
    elif place.argument == "image":
        given = images
    for value in given:
        put(body, place.path, value)


def _finished(
    model: Model, body: dict[str, Any], arguments: Mapping[str, Any]
) -> dict[str, Any]:
    for name, value in arguments.items():
        put(body, model.arguments[name], value)
    for path, default in model.defaults:
        if not _settled(body, path):
            put(body, path, plain(default))
    return body


def put(here: Any, path: Path, value: Any) -> None:
    """Put a value at a path, making objects and lists on the way."""
    *before, last = path
    for step, following in zip(before, path[1:], strict=True):
        here = _inside(here, step, {} if isinstance(following, str) else [])
    if isinstance(last, str):
        here[last] = value
    elif last == APPEND or last >= len(here):
        here.append(value)
    else:
        here[last] = value


def _inside(here: Any, step: Step, fresh: Any) -> Any:
    if isinstance(step, str):
        return here.setdefault(step, fresh)
    if step == APPEND or step >= len(here):
        here.append(fresh)
        return fresh
    return here[step]


def _settled(here: Any, path: Path) -> bool:
    """Tell whether there is something at a path already, or something else in its way."""
    for step in path:
        if not isinstance(here, dict):
            return True
        if step not in here:
            return False
        here = here[step]
    return True


def plain(value: Any) -> Any:
    """Copy JSON data; mappings become objects, other sequences lists."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def merge(body: dict[str, Any], extra: Mapping[str, Any]) -> None:
    """Merge what the caller adds: objects member by member, everything else replaced."""
    for name, value in extra.items():
        here = body.get(name)
        if isinstance(here, dict) and isinstance(value, Mapping):
            merge(here, value)
        else:
            body[name] = plain(value)
