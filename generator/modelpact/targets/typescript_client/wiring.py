"""What the client's code reads of the catalogue: where things land in a body, and where an answer holds what."""

from __future__ import annotations

from modelpact import ir, places, wire
from modelpact.clients.typescript import laid_arguments, picture, prefix
from modelpact.print_ts import Data

_PLAIN: dict[str, Data] = {
    "images": "/data",
    "created": "/created",
    "code": "",
    "message": "",
    "success": None,
}
"""The answer of OpenAI, for a provider that says nothing."""


def settings(provider: ir.Provider) -> dict[str, Data]:
    """The provider as data for the code beside it."""
    operation = provider.operations[0]
    extras: list[Data] = [name for name, _ in provider.response.extras]
    answers = [_answer(provider.response, extras)]
    models = []
    for model in provider.models:
        answer = _answer(model.response, extras)
        if answer not in answers:
            answers.append(answer)
        models.append(_model(model, answers.index(answer)))
    return {
        "baseURL": provider.base_url,
        "method": operation.method,
        "path": operation.path,
        "contentType": operation.content_type,
        "header": provider.auth.header,
        "scheme": provider.auth.scheme,
        "keyVariable": provider.auth.environment or f"{prefix(provider)}_API_KEY",
        "baseVariable": f"{prefix(provider)}_BASE_URL",
        "answers": answers,
        "models": models,
    }


def _answer(response: ir.Response, extras: list[Data]) -> dict[str, Data]:
    envelopes: list[Data] = [
        {
            "images": envelope.images,
            "created": envelope.created,
            "code": envelope.code if _is_number(envelope.success) else "",
            "message": envelope.message,
            "success": envelope.success if _is_number(envelope.success) else None,
        }
        for envelope in response.envelopes
    ]
    members = list(dict.fromkeys(member for _, member in response.forms))
    return {
        "envelopes": envelopes or [_PLAIN],
        "members": members or ["b64_json", "url"],
        "extras": extras,
    }


def _is_number(success: ir.Scalar) -> bool:
    """Tell whether a code is one that every client looks at; the others have their own place."""
    return success is None or type(success) is int


def _model(model: ir.Model, answer: int) -> dict[str, Data]:
    layouts = {layout.images: layout for layout in model.layouts}
    turns = wire.turns(model)
    return {
        "id": model.id,
        "none": _layout(model, layouts.get("none")),
        "one": _layout(model, layouts.get("one")),
        "many": _layout(model, layouts.get("many")),
        "arguments": [_argument(model, each) for each in laid_arguments(model)],
        "defaults": [
            {"path": _path(model, path), "value": value.text}
            for path, value in wire.client_defaults(model)
        ],
        "pictures": _picture(picture(model)),
        "turns": (
            None
            if turns is None
            else {
                "path": _path(model, turns.path),
                "role": list(turns.role),
                "model": turns.model,
            }
        ),
        "answer": answer,
    }


def _layout(model: ir.Model, layout: ir.Layout | None) -> Data:
    if layout is None:
        return None
    return [_place(model, place) for place in layout.places]


def _place(model: ir.Model, place: ir.Place) -> dict[str, Data]:
    path = _path(model, place.path)
    if place.constant is not None:
        return {"path": path, "constant": place.constant.text}
    return {"path": path, "argument": place.argument}


def _argument(model: ir.Model, argument: ir.Argument) -> dict[str, Data]:
    value = places.find(model.body, argument.path)
    taken = wire.picture(value) if value else None
    found: dict[str, Data] = {"name": argument.name, "path": _path(model, argument.path)}
    return found | {"picture": _picture(taken)} if taken else found


def _path(model: ir.Model, path: ir.Path) -> list[Data]:
    return list(wire.steps(model.body, path))


def _picture(taken: ir.ImageInput | None) -> dict[str, Data]:
    return {
        "sources": list(taken.sources) if taken else ["data-uri"],
        "megabytes": taken.megabytes if taken else None,
    }
