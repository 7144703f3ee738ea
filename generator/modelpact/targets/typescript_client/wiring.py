"""What the client's code reads of the catalogue: where things land in a body, and where an answer holds what."""

from __future__ import annotations

from collections.abc import Iterator

from modelpact import ir, places
from modelpact.naming import words
from modelpact.print_ts import Data

_PLAIN: dict[str, Data] = {
    "images": "/data",
    "created": "/created",
    "code": "",
    "message": "",
    "success": None,
}
"""The answer of OpenAI, for a provider that says nothing."""


def laid(model: ir.Model) -> frozenset[str]:
    """The general arguments that the model's layouts have room for."""
    none_taken = model.images.maximum == 0
    found = {place.argument for layout in model.layouts for place in layout.places}
    return frozenset(found - {"", "image"} if none_taken else found - {""})


def arguments(model: ir.Model) -> Iterator[ir.Argument]:
    """What a caller may write besides: not what the model rejects, nor what has a meaning of its own."""
    general = {"model", "extraBody"} | laid(model)
    for argument in model.arguments:
        value = places.find(model.body, argument.path)
        rejected = value is not None and isinstance(value.disposition, ir.Rejected)
        if argument.name not in general and not rejected:
            yield argument


def prefix(provider: ir.Provider) -> str:
    """How the names of environment variables begin."""
    return "_".join(words(provider.id)).upper() or "API"


def settings(provider: ir.Provider, name: str) -> dict[str, Data]:
    """The provider as data for the code beside it."""
    operation = provider.operations[0]
    answers = [_answer(provider.response)]
    models = []
    for model in provider.models:
        answer = _answer(model.response)
        if answer not in answers:
            answers.append(answer)
        models.append(_model(model, answers.index(answer)))
    return {
        "className": name,
        "title": provider.title,
        "baseURL": provider.base_url,
        "method": operation.method,
        "path": operation.path,
        "header": provider.auth.header,
        "scheme": provider.auth.scheme,
        "keyVariable": provider.auth.environment or f"{prefix(provider)}_API_KEY",
        "baseVariable": f"{prefix(provider)}_BASE_URL",
        "answers": answers,
        "models": models,
    }


def _answer(response: ir.Response) -> dict[str, Data]:
    envelopes: list[Data] = [
        {
            "images": envelope.images,
            "created": envelope.created,
            "code": envelope.code,
            "message": envelope.message,
            "success": envelope.success,
        }
        for envelope in response.envelopes
    ]
    members = list(dict.fromkeys(member for _, member in response.forms))
    return {"envelopes": envelopes or [_PLAIN], "members": members or ["b64_json", "url"]}


def _model(model: ir.Model, answer: int) -> dict[str, Data]:
    layouts = {layout.images: layout for layout in model.layouts}
    return {
        "id": model.id,
        "none": _layout(layouts.get("none")),
        "one": _layout(layouts.get("one")),
        "many": _layout(layouts.get("many")),
        "arguments": [[each.name, ir.pointer(each.path)] for each in arguments(model)],
        "defaults": list(_defaults(model)),
        "pictures": _pictures(model),
        "answer": answer,
    }


def _layout(layout: ir.Layout | None) -> Data:
    if layout is None:
        return None
    return [_place(place) for place in layout.places]


def _place(place: ir.Place) -> dict[str, Data]:
    if place.constant is not None:
        return {"path": ir.pointer(place.path), "constant": place.constant.text}
    return {"path": ir.pointer(place.path), "argument": place.argument}


def _defaults(model: ir.Model) -> Iterator[Data]:
    """What a client sends by itself."""
    for argument in arguments(model):
        value = places.find(model.body, argument.path)
        if value and value.default and value.default.whose == "client":
            yield [ir.pointer(argument.path), value.default.value.text]


def _pictures(model: ir.Model) -> dict[str, Data]:
    found = picture(model)
    return {
        "minimum": model.images.minimum,
        "maximum": model.images.maximum if "image" in laid(model) else 0,
        "sources": list(found.sources + found.tolerated) if found else ["url", "data-uri"],
        "formats": list(found.formats) if found else [],
        "megabytes": found.megabytes if found else None,
    }


def picture(model: ir.Model) -> ir.ImageInput | None:
    """How the model takes a picture, at the first place that holds one."""
    for layout in model.layouts:
        for place in layout.places:
            value = places.find(model.body, place.path) if place.argument == "image" else None
            for kind in value.kinds if value else ():
                if isinstance(kind, ir.String) and kind.image:
                    return kind.image
    return model.images.input


def package(provider: ir.Provider) -> str:
    """What npm calls the package."""
    return "-".join(words(provider.id)) or "client"
