"""What a caller may write, as TypeScript: an interface a model, with one for each object inside of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from modelpact import ir, places, wire
from modelpact.naming import pascal, unique
from modelpact.print_ts import Alias, Declaration, Interface, Property, Union, scalar
from modelpact.targets.typescript_client.wiring import arguments, laid
from modelpact.text import ts_template

EXPORTS: Final = (
    "APIConnectionError APIConnectionTimeoutError APIError APIPromise APIResponseValidationError APIStatusError "
    "APIUserAbortError AuthenticationError BadRequestError ClientOptions ConflictError Conversation "
    "ConversationParams ExtraBody FetchLimits GeneratedImage ImageDecodeError ImageDownloadError ImageInput "
    "ImageInputError ImagesResponse InternalServerError Issue NotFoundError OtherModelParams "
    "PermissionDeniedError RateLimitError RequestOptions SavedImage SaveOptions Turn TurnOptions "
    "UnprocessableEntityError ValidationError"
).split()
"""What every package exports by itself."""
UNION: Final = "ModelParams"
SAVED: Final = frozenset({"url", "b64_json", "raw", "toBytes", "save", "toJSON"})
"""Members that every image has."""
_TAKEN: Final = frozenset({*EXPORTS, UNION, "Client", "ClientError", "Images", "Omit", "Record"})


def class_name(provider: ir.Provider) -> str:
    """What the client is called."""
    spelled = pascal(provider.id)
    return f"{spelled}Client" if {spelled, f"{spelled}Error"} & _TAKEN else spelled


def declared(provider: ir.Provider) -> tuple[Declaration, ...]:
    """Every declaration of a provider: the models' in order, then their union."""
    name = class_name(provider)
    scope = _Scope(taken={*_TAKEN, name, f"{name}Error"})
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


@dataclass(slots=True)
class _Scope:
    """Declarations so far, and the names that are gone."""

    taken: set[str]
    found: list[Declaration] = field(default_factory=list)

    def name(self, wanted: str) -> str:
        spelled = unique(wanted, self.taken)
        self.taken.add(spelled)
        return spelled


def _model(model: ir.Model, scope: _Scope) -> str:
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
                _type(value, own, scope),
                required=_required(model, argument.path),
                doc=_doc(value),
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


def _doc(value: ir.Value) -> tuple[str, ...]:
    match value.disposition:
        case (
            ir.Forced(because=because) | ir.Advisory(because=because) | ir.Ignored(because=because)
        ):
            return value.description, because
        case ir.Converted(because=because) | ir.Unverified(because=because):
            return value.description, because
        case _:
            return (value.description,)


# --- types of values ---------------------------------------------------------------------------


def _type(value: ir.Value, name: str, scope: _Scope) -> Union:
    """The terms that a value may be; what is inside of it is declared under a name of its own."""
    match value.disposition:
        case ir.Forced(value=forced):
            return (scalar(forced),)
        case _:
            pass
    tolerated = [scalar(each.value) for each in value.tolerated]
    if value.enum is not None:
        terms = [*(scalar(item) for item in value.enum), *tolerated]
    elif not value.kinds:
        terms = ["unknown"]
    else:
        terms = [term for kind in value.kinds for term in _kind(kind, name, scope)] + tolerated
    return _distinct(terms)


def _distinct(terms: list[str]) -> Union:
    """Without repetitions, and without literals that a wider term says already."""
    wide = set(terms)
    kept = [
        term
        for term in dict.fromkeys(terms)
        if not (term[0] in "\"'`" and "string" in wide)
        and not ((term[0].isdigit() or term[0] == "-") and "number" in wide)
        and not (term in ("true", "false") and "boolean" in wide)
    ]
    return ("unknown",) if "unknown" in wide else tuple(kept) or ("never",)


def _kind(kind: ir.Kind, name: str, scope: _Scope) -> list[str]:
    match kind:
        case ir.Null():
            return ["null"]
        case ir.Boolean():
            return ["boolean"]
        case ir.Integer(numeric_text=text) | ir.Number(numeric_text=text):
            return ["number", "`${number}`"] if text else ["number"]
        case ir.String(dimensions=ir.Dimensions() as dimensions):
            signs = dimensions.separator, *dimensions.tolerated_separators
            sizes = [f"`${{number}}{ts_template(sign)}${{number}}`" for sign in signs]
            return [*(scalar(word) for word in dimensions.words), *sizes]
        case ir.String(image=image):
            return ["string"] if image is None else ["ImageInput"]
        case ir.Array(items=items):
            return [f"readonly {_item(items or ir.Value(), f'{name}Item', scope)}[]"]
        case ir.Object(members=members):
            return [_object(members, name, scope) if members else "Record<string, unknown>"]


def _item(value: ir.Value, name: str, scope: _Scope) -> str:
    """One name for what stands in a list."""
    terms = _type(value, name, scope)
    if len(terms) == 1 and not terms[0].startswith("readonly "):
        return terms[0]
    spelled = scope.name(name)
    scope.found.append(Alias(spelled, terms))
    return spelled


def _object(members: tuple[ir.Member, ...], name: str, scope: _Scope) -> str:
    spelled = scope.name(name)
    position = len(scope.found)
    properties = tuple(
        Property(
            member.name,
            _type(member.value, f"{name}{pascal(member.name)}", scope),
            required=member.required,
            doc=_doc(member.value),
            deprecated=member.value.deprecated,
        )
        for member in members
        if not isinstance(member.value.disposition, ir.Rejected)
    )
    scope.found.insert(position, Interface(spelled, properties))
    return spelled
