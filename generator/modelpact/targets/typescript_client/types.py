"""What a caller may write, as TypeScript: an interface a model, with one for each object inside of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from modelpact import ir, places, wire
from modelpact.clients.typescript import TAKEN, UNION, arguments, class_name, laid
from modelpact.naming import pascal
from modelpact.print_ts import Alias, Declaration, Interface, Property, Union, scalar
from modelpact.typescript_types import Scope, doc_of, value_type

SAVED: Final = frozenset({"url", "b64_json", "raw", "toBytes", "save", "toJSON"})
"""Members that every image has."""


def declared(provider: ir.Provider) -> tuple[Declaration, ...]:
    """Every declaration of a provider: the models' in order, then their union."""
    name = class_name(provider)
    scope = Scope(image="ImageInput", taken={*TAKEN, name, f"{name}Error"})
    roots = {model.id: _model(model, scope) for model in provider.models}
    held = [f'Omit<{roots[m.id]}, "prompt" | "image">' for m in provider.models if wire.turns(m)]
    doc = ("What can be asked for, told apart by model.",)
    begun = ("What a conversation can be begun with, told apart by model.",)
    return (
        _image(provider),
        *scope.found,
        Alias(UNION, tuple(roots.values()) or ("never",), doc),
        Alias("ConversationParams", tuple(held) or ("never",), begun),
    )


def _image(provider: ir.Provider) -> Interface:
    """An image of an answer, with what this provider says of one."""
    properties = (
        Property(name, ("string",), doc=(description,), readonly=True)
        for name, description in provider.response.extras
        if name not in SAVED
    )
    doc = ("One image of an answer.",)
    return Interface("GeneratedImage", tuple(properties), doc, extends="SavedImage")


def _model(model: ir.Model, scope: Scope) -> str:
    stem = pascal(model.id)
    name = scope.name(f"{stem}Params")
    position = len(scope.found)
    properties = [Property("model", (scalar(model.id),), required=True), *_general(model)]
    for argument in arguments(model):
        value = places.find(model.body, argument.path) or ir.Value()
        own = f"{stem}{pascal(argument.name)}"
        properties.append(
            Property(
                argument.name,
                value_type(value, own, scope),
                required=_required(model, argument.path),
                doc=doc_of(value),
                deprecated=value.deprecated,
            )
        )
    told = ("Members of the body that this package does not know; merged last.",)
    properties.append(Property("extraBody", ("ExtraBody",), doc=told))
    old = model.lifecycle.status in ("deprecated", "retired")
    doc = (f"{model.title}. {model.description}",)
    scope.found.insert(position, Interface(name, tuple(properties), doc, old))
    return name


def _general(model: ir.Model) -> Iterator[Property]:
    """Prompt and image, where a layout has room for them."""
    if "prompt" in laid(model):
        everywhere = all(
            any(place.argument == "prompt" for place in layout.places) for layout in model.layouts
        )
        doc = ("What to draw, or what to change.",)
        yield Property("prompt", ("string",), required=everywhere, doc=doc)
    if "image" in laid(model):
        many = any(layout.images == "many" for layout in model.layouts)
        terms: Union = ("ImageInput",)
        if many and model.images.maximum != 1:
            terms = ("ImageInput", "readonly ImageInput[]")
        yield Property("image", terms, required=model.images.minimum > 0, doc=(_images(model),))


def _images(model: ir.Model) -> str:
    least, most = model.images.minimum, model.images.maximum
    if most is None:
        return f"Pictures to work from, {least} or more." if least else "Pictures to work from."
    if most == 1:
        return "The picture to work from."
    return f"Pictures to work from, {least} to {most}."


def _required(model: ir.Model, path: ir.Path) -> bool:
    """Whether a body lacks something without this: each object on the way must be there, and it in that."""
    value = model.body
    for step in path:
        members = {m.name: m for k in value.kinds if isinstance(k, ir.Object) for m in k.members}
        if step not in members or not members[step].required:
            return False
        value = members[step].value
    return not (value.default and value.default.whose == "client")
