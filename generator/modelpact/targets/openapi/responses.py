"""What comes back: pictures in each envelope, and errors."""

from __future__ import annotations

from typing import Any

from modelpact import ir, naming, outcome, places

_IMAGE, _ERROR, _RESPONSE = "Image", "Error", "ImageResponse"


def reference(name: str) -> dict[str, str]:
    """Refer to a schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def responses(provider: ir.Provider) -> dict[str, Any]:
    """The answers of an operation, by HTTP status."""
    coded = [envelope for envelope in provider.response.envelopes if envelope.code]
    told = [
        f"A `{envelope.code}` other than {envelope.success} is an error, whatever the HTTP status."
        for envelope in coded
        if envelope.success is not None
    ]
    return {
        "200": {
            "description": " ".join(("The pictures.", *told)),
            "content": {"application/json": {"schema": reference(_RESPONSE)}},
        },
        **{str(error.code): _failure(error, bool(coded)) for error in provider.errors},
    }


def _failure(error: ir.Error, coded: bool) -> dict[str, Any]:
    return {
        "description": f"{error.title}. {error.description}".strip(),
        **({"content": {"application/json": {"schema": reference(_ERROR)}}} if coded else {}),
    }


def schemas(provider: ir.Provider) -> dict[str, Any]:
    """The schemas of answers, by name."""
    answers = (provider.response, *(model.response for model in provider.models))
    envelopes = tuple(dict.fromkeys(found for answer in answers for found in answer.envelopes))
    shapes = {f"{naming.pascal(item.name)}Response": _success(item) for item in envelopes}
    coded = [_error(envelope) for envelope in envelopes if envelope.code]
    union = [reference(name) for name in shapes]
    return {
        _RESPONSE: (
            {"oneOf": union} if len(union) > 1 else union[0] if union else {"type": "object"}
        ),
        **shapes,
        _IMAGE: _image(provider),
        **({_ERROR: coded[0] if len(coded) == 1 else {"oneOf": coded}} if coded else {}),
    }


def _image(provider: ir.Provider) -> dict[str, Any]:
    """A picture: a member for each form that any model may answer in, and what comes beside it."""
    found = (provider.response, *(model.response for model in provider.models))
    forms = {member: form for response in found for form, member in response.forms}
    extras = dict(extra for response in found for extra in response.extras)
    alone = [_holding(form) for member, form in forms.items() if not member]
    image = {
        "description": "A picture. One member holds it; which one, the model and the request decide.",
        "type": "object",
        "properties": {
            **{member: _holding(form) for member, form in forms.items() if member},
            **{name: {"type": "string", "description": text} for name, text in extras.items()},
        },
    }
    return {"anyOf": [*alone, image]} if alone else image


def _holding(form: str) -> dict[str, str]:
    if outcome.is_link(form):
        return {
            "type": "string",
            "format": "uri",
            "description": "An address to download the picture from.",
        }
    return {
        "type": "string",
        "contentEncoding": "base64",
        "description": "The bytes of the picture in Base64.",
    }


_Laid = tuple[str, dict[str, Any], bool]
"""A pointer, what stands there, and whether it always does."""


def _success(envelope: ir.Envelope) -> dict[str, Any]:
    code = {} if envelope.success is None else {"const": envelope.success}
    time = "When the pictures were made, in seconds since 1970."
    return _object(
        "An answer with pictures.",
        (envelope.code, {**_kind(envelope.success), **code}, not envelope.error),
        (envelope.message, {"type": "string"}, False),
        (envelope.created, {"type": "integer", "description": time}, False),
        (envelope.images, {"type": "array", "items": reference(_IMAGE)}, True),
    )


def _kind(success: ir.Scalar) -> dict[str, str]:
    """The type of a code: that of the one that means success."""
    match success:
        case bool():
            return {"type": "boolean"}
        case str():
            return {"type": "string"}
        case _:
            return {"type": "integer"}


def _error(envelope: ir.Envelope) -> dict[str, Any]:
    return _object(
        "An answer without pictures.",
        (envelope.code, _told(envelope.success), True),
        (envelope.message, {"type": "string", "description": "What went wrong, in words."}, False),
    )


def _told(success: ir.Scalar) -> dict[str, Any]:
    kind = _kind(success)
    number = ", as a number" if kind["type"] == "integer" else ""
    return {**kind, "description": f"What went wrong{number}."}


def _object(description: str, *laid: _Laid) -> dict[str, Any]:
    """Lay schemas at their pointers into objects within objects."""
    whole: dict[str, Any] = {"description": description}
    for pointer, schema, always in laid:
        here = whole
        for step in places.steps(pointer):
            here.setdefault("type", "object")
            if always and step not in here.setdefault("required", []):
                here["required"].append(step)
            here = here.setdefault("properties", {}).setdefault(step, {})
        if pointer or schema["type"] == "array":
            here.update(schema)
    return whole
