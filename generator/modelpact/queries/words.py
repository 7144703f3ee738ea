"""Where the layouts of a model have words and pictures, and what stands there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

from modelpact import ir, places, wire
from modelpact.queries.patch import leaves, reach


def every(model: ir.Model, path: ir.Path) -> ir.Path:
    """The path with EACH where it names an item of a list."""
    above = (places.find(model.body, path[:n]) or ir.Value() for n in range(len(path)))
    return tuple(
        ir.EACH if step.isdecimal() and any(isinstance(k, ir.Array) for k in value.kinds) else step
        for step, value in zip(path, above, strict=True)
    )


def text_paths(model: ir.Model) -> tuple[ir.Path, ...]:
    """Where words may stand."""
    return tuple(dict.fromkeys(_laid(model, "prompt")))


def picture_paths(model: ir.Model) -> tuple[ir.Path, ...]:
    """Where pictures may stand: where they are laid, and in a member that is called so."""
    found = [*_laid(model, "image")]
    named = {path[0] for path in found} | {argument.path[0] for argument in model.arguments}
    for member in model.members:
        if member.name == "image" and member.name not in named:
            found += [(member.name,), (member.name, ir.EACH)]
    for path in tuple(found):
        value = places.find(model.body, path[:-1]) if path[-1] == ir.EACH else None
        if value is not None and any(isinstance(kind, ir.String) for kind in value.kinds):
            found.append(path[:-1])
    return tuple(dict.fromkeys(found))


def _laid(model: ir.Model, argument: str) -> Iterator[ir.Path]:
    for layout in model.layouts:
        for place in layout.places:
            if place.argument == argument:
                yield every(model, place.path)


def texts(model: ir.Model, body: Any) -> Iterator[tuple[ir.Path, str]]:
    """The words of a request where the model's layouts have them."""
    for path in text_paths(model):
        for found, written in reach(body, path):
            if isinstance(written, str):
                yield found, written


def prompts(model: ir.Model, body: Any) -> Iterator[str]:
    """The words of a request: where the model's layouts have them, else anywhere under the same name."""
    names = {"prompt", *(path[-1] for path in text_paths(model))}
    named = (found for found in leaves(body) if found[0] and found[0][-1] in names)
    for _, written in itertools.chain(texts(model, body), named):
        if isinstance(written, str) and written:
            yield written


def pictures(model: ir.Model, body: Any) -> Iterator[tuple[ir.Path, Any]]:
    """The pictures of a request where its model takes them, each once."""
    for path in picture_paths(model):
        for found, written in reach(body, path):
            if isinstance(written, str):
                yield found, written


def how(model: ir.Model) -> ir.ImageInput | None:
    """How the model takes a picture, at the first place where it does."""
    for path in picture_paths(model):
        value = places.find(model.body, path)
        taken = wire.picture(value) if value else None
        if taken:
            return taken
    return model.images.input
