"""What a request means, apart from where its model wants it written: words, pictures, turns and arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from modelpact import ir
from modelpact.queries.patch import at, leaves, reach
from modelpact.queries.words import every, picture_paths, text_paths


class Said(NamedTuple):
    """A value, and where it stands in the body."""

    path: ir.Path
    value: Any


class Turn(NamedTuple):
    """What one side says and shows; ``own``: it is the caller. What stands outside of any turn is the first one."""

    own: bool
    texts: tuple[Said, ...]
    pictures: tuple[Said, ...]


class Meaning(NamedTuple):
    """A request as its model reads it. ``rest`` are the values that the model has no meaning for."""

    turns: tuple[Turn, ...]
    arguments: tuple[tuple[str, Said], ...]
    rest: tuple[Said, ...]

    @property
    def pictures(self) -> tuple[Said, ...]:
        """Every picture, in order."""
        return tuple(picture for turn in self.turns for picture in turn.pictures)

    @property
    def texts(self) -> tuple[str, ...]:
        """What the caller says, each text once."""
        return tuple(
            dict.fromkeys(said.value for turn in self.turns if turn.own for said in turn.texts)
        )

    @property
    def spoken(self) -> tuple[tuple[bool, str, int], ...]:
        """The turns to compare by: who speaks, the words, and how many pictures are shown."""
        return tuple((turn.own, words(turn), len(turn.pictures)) for turn in self.turns)


def words(turn: Turn) -> str:
    """The words of a turn in one text."""
    return "\n".join(dict.fromkeys(said.value for said in turn.texts))


def read(model: ir.Model, body: Any) -> Meaning:
    """Read a body as a model does."""
    listing = turn_list(model)
    texts = [s for path in text_paths(model) for s in _said(body, path)]
    pictures = [s for path in picture_paths(model) for s in _said(body, path)]
    taken = {said.path for said in (*texts, *pictures)}
    spoken = dict(_speakers(model, body, listing))
    taken |= {path for path, _ in spoken.values() if path}
    arguments = []
    for argument in model.arguments:
        for path, value in reach(body, argument.path):
            if not any(inner[: len(path)] == path for inner in taken):
                arguments.append((argument.name, Said(path, value)))
                taken.add(path)
    turns = [
        Turn(
            own,
            tuple(said for said in texts if _turn(said.path, listing) == number),
            tuple(said for said in pictures if _turn(said.path, listing) == number),
        )
        for number, own in ((-1, True), *((n, own) for n, (_, own) in spoken.items()))
    ]
    rest = (
        Said(path, value)
        for path, value in leaves(body)
        if path and path != ("model",) and not any(path[: len(t)] == t for t in taken)
    )
    return Meaning(
        _joined(turns[0], [turn for turn in turns[1:] if turn.texts or turn.pictures]),
        tuple(arguments),
        tuple(rest),
    )


def turn_list(model: ir.Model) -> ir.Path | None:
    """The list whose items are turns, or messages; None where a model has none."""
    for layout in model.layouts:
        for place in layout.places:
            for index, (step, each) in enumerate(
                zip(place.path, every(model, place.path), strict=True)
            ):
                if each == ir.EACH and step != ir.EACH:
                    return place.path[:index]
    return None


def _said(body: Any, path: ir.Path) -> Iterator[Said]:
    for found, value in reach(body, path):
        if isinstance(value, str) and value:
            yield Said(found, value)


def _turn(path: ir.Path, listing: ir.Path | None) -> int:
    if listing is None or path[: len(listing)] != listing or len(path) == len(listing):
        return -1
    return int(path[len(listing)])


def _speakers(
    model: ir.Model, body: Any, listing: ir.Path | None
) -> Iterator[tuple[int, tuple[ir.Path, bool]]]:
    """Yield for each turn where its speaker is named, if it is, and whether that is the caller."""
    items = at(body, listing) if listing is not None else ()
    if listing is None or not items or not isinstance(items[0], list):
        return
    roles = {
        place.path[len(listing) + 1 :]: place.constant.value
        for layout in model.layouts
        for place in layout.places
        if place.constant is not None and place.path[: len(listing)] == listing
    }
    for number in range(len(items[0])):
        path: ir.Path = ()
        own = True
        for below, caller in roles.items():
            there = (*listing, str(number), *below)
            for found in at(body, there):
                if isinstance(found, str):
                    path, own = there, found == caller
        yield number, (path, own)


def _joined(outside: Turn, turns: list[Turn]) -> tuple[Turn, ...]:
    """Put what is said outside of turns to the caller's last one."""
    own = [index for index, turn in enumerate(turns) if turn.own]
    if not own:
        return (outside, *turns) if outside.texts or outside.pictures else tuple(turns)
    last = turns[own[-1]]
    both = Turn(True, (*outside.texts, *last.texts), (*outside.pictures, *last.pictures))
    return (*turns[: own[-1]], both, *turns[own[-1] + 1 :])
