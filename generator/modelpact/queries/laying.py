"""A meaning written as the body of a model, with nothing asked yet of whether the model takes it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from modelpact import example, ir, places, wire
from modelpact.queries.meaning import Meaning, Said, Turn, turn_list, words
from modelpact.queries.shapes import shaped
from modelpact.schemas.admits import same

Picture = tuple[Said, str]
"""A picture of the request, and how the other model wants it written."""


def laid(
    source: ir.Model, body: Any, meaning: Meaning, target: ir.Model, pictures: Sequence[Picture]
) -> dict[str, Any]:
    """Write the meaning that a body has for its model as another model wants it, with these of its pictures."""
    written: dict[str, Any] = {"model": target.id}
    if len(meaning.turns) > 1 and wire.turns(target) is not None:
        _converse(target, meaning.turns, pictures, written)
    else:
        texts = ["\n".join(meaning.texts)] if meaning.texts else []
        fillings = {"prompt": texts, "image": [spelled for _, spelled in pictures]}
        for place in example.layout(target, len(pictures)):
            constant = [place.constant.value] if place.constant is not None else []
            for value in constant or fillings.get(place.argument, []):
                example.put(written, target.body, place.path, value)
    for path, value in _arguments(source, meaning, target):
        example.put(written, target.body, path, value)
    for path, value in shaped(source, body, target):
        example.put(written, target.body, path, value)
    ordered = example.in_order(written, target.body)
    assert isinstance(ordered, dict)
    return ordered


def counterpart(source: ir.Model, name: str, target: ir.Model) -> ir.Path | None:
    """Where another model takes what an argument of a model says: under the same name, else in the same role."""
    for argument in target.arguments:
        if argument.name == name:
            return argument.path
    path = next((a.path for a in source.arguments if a.name == name), ())
    for own, other in zip(_roles(source), _roles(target), strict=True):
        if path and path == own and other:
            return other
    return None


def _roles(model: ir.Model) -> tuple[ir.Path, ...]:
    """The parameters that have a meaning of their own: the form of the answer, the format of the file, the count."""
    count = model.response.count
    plain = count.path if count is not None and not count.when else ()
    return model.response.selector, model.response.format, plain


def _converse(
    target: ir.Model, turns: Sequence[Turn], pictures: Sequence[Picture], written: dict[str, Any]
) -> None:
    """Write each turn into the list of turns."""
    listing, spoken = turn_list(target), wire.turns(target)
    assert listing is not None and spoken is not None
    spelled = {said.path: text for said, text in pictures}
    for number, turn in enumerate(turns):
        shown = [spelled[said.path] for said in turn.pictures if said.path in spelled]
        fillings = {"prompt": [words(turn)] if turn.texts else [], "image": shown}
        for place in example.layout(target, 2):
            path = (*listing, str(number), *place.path[len(listing) + 1 :])
            if place.path[: len(listing)] != listing:
                continue
            if place.constant is not None:
                speaks = place.constant.value if turn.own else spoken.model
                example.put(written, target.body, path, speaks)
            for value in fillings.get(place.argument, []):
                example.put(written, target.body, path, value)


def _arguments(
    source: ir.Model, meaning: Meaning, target: ir.Model
) -> Iterator[tuple[ir.Path, Any]]:
    """Yield where the target takes the arguments, and what is converted by the source where it does not."""
    names = {argument.name: argument.path for argument in target.arguments}
    for name, said in meaning.arguments:
        path = counterpart(source, name, target)
        if path is not None:
            yield path, said.value
            continue
        match (places.find(source.body, said.path) or ir.Value()).disposition:
            case ir.Converted(to=to, table=table):
                argument = next((a.name for a in source.arguments if a.path == to), "")
                for before, after in table:
                    if argument in names and same(before, said.value):
                        yield names[argument], after
            case _:
                pass
