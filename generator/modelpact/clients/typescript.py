"""The client for TypeScript: its names, and what a caller may write for a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from modelpact import ir, places, wire
from modelpact.naming import pascal, words

EXPORTS: Final = (
    "APIConnectionError APIConnectionTimeoutError APIError APIPromise APIResponseValidationError APIStatusError "
    "APIUserAbortError AuthenticationError BadRequestError ClientOptions ConflictError Conversation "
    "ConversationParams ExtraBody FetchLimits Fix GeneratedImage ImageDecodeError ImageDownloadError ImageInput "
    "ImageInputError ImagesFilteredError ImagesResponse InternalServerError Issue JobFailedError JobParams "
    "JobTimeoutError NotFoundError OtherModelParams "
    "PermissionDeniedError RateLimitError RequestOptions SavedImage SaveOptions Turn TurnOptions "
    "UnprocessableEntityError ValidationError"
).split()
"""What every package exports by itself."""
UNION: Final = "ModelParams"
TAKEN: Final = frozenset({*EXPORTS, UNION, "Client", "ClientError", "Images", "Omit", "Record"})


def class_name(provider: ir.Provider) -> str:
    """What the client is called."""
    spelled = pascal(provider.id)
    return f"{spelled}Client" if {spelled, f"{spelled}Error"} & TAKEN else spelled


def prefix(provider: ir.Provider) -> str:
    """How the names of environment variables begin."""
    return "_".join(words(provider.id)).upper() or "API"


def package_name(provider: ir.Provider) -> str:
    """What npm calls the package."""
    return "-".join(words(provider.id)) or "client"


def laid(model: ir.Model) -> frozenset[str]:
    """The general arguments that the model's layouts have room for."""
    none_taken = model.images.maximum == 0
    found = {place.argument for layout in model.layouts for place in layout.places}
    return frozenset(found - {"", "image"} if none_taken else found - {""})


def arguments(model: ir.Model) -> Iterator[ir.Argument]:
    """What a caller may write besides: not what the model rejects, nor what has a meaning of its own."""
    for argument in laid_arguments(model):
        value = places.find(model.body, argument.path)
        if value is None or not isinstance(value.disposition, ir.Rejected):
            yield argument


def laid_arguments(model: ir.Model) -> Iterator[ir.Argument]:
    """The same with what the model rejects, which a check refuses with the reason."""
    general = {"model", "extraBody"} | laid(model)
    return (argument for argument in model.arguments if argument.name not in general)


def picture(model: ir.Model) -> ir.ImageInput | None:
    """How the model takes a picture, at the first place that holds one."""
    for layout in model.layouts:
        for place in layout.places:
            value = places.find(model.body, place.path) if place.argument == "image" else None
            taken = wire.picture(value) if value else None
            if taken:
                return taken
    return model.images.input
