"""Bodies of answers: pictures and errors, in the envelope of the gateway."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from modelpact import ir, operations, places
from modelpact.mock.asked import Asked, asked
from modelpact.mock.pictures import Picture

CREATED: Final = 1_767_225_600
"""When every picture was made: the same answer to the same request."""
PLAIN: Final = ir.Envelope(name="plain", images="/data", created="/created")
"""The shape where a pact has none."""

Fill = Callable[[str, Picture], str]
"""What stands in a member that holds a picture, by the name of the form."""


def envelope(provider: ir.Provider, name: str | None) -> ir.Envelope | None:
    """Return the envelope of this name, or the usual one."""
    known = operations.envelopes(provider) or (PLAIN,)
    return known[0] if name is None else next((e for e in known if e.name == name), None)


def pictures(provider: ir.Provider, body: Any, seed: int) -> tuple[str, tuple[Picture, ...]]:
    """Return the form and the pictures that a request gets; one square where the model is not known."""
    id_ = body.get("model") if isinstance(body, dict) else None
    model = next((model for model in provider.models if model.id == id_), None)
    wanted = asked(model, body) if model else Asked(1, 1024, 1024, False, "")
    response = model.response if model else provider.response
    form = wanted.form or next((form for form, _ in response.forms), "")
    return form, tuple(
        Picture(colour, wanted.width, wanted.height, wanted.jpeg)
        for colour in _colours(body, seed, wanted.number)
    )


def _colours(body: Any, seed: int, count: int) -> Iterator[bytes]:
    text = json.dumps(body, sort_keys=True)
    for number in range(count):
        yield hashlib.sha256(f"{seed} {number} {text}".encode()).digest()[:3]


def inline(picture: Picture) -> str:
    return base64.b64encode(picture.data()).decode("ascii")


def success(
    response: ir.Response,
    shape: ir.Envelope,
    form: str,
    found: tuple[Picture, ...],
    fill: Fill,
    held: Sequence[Any] = (),
) -> Any:
    """Return the body that carries pictures; ``held`` are entries that take the place of the first of them."""
    member = dict(response.forms).get(form, form or "b64_json")
    extras = {name: "" for name, _ in response.extras}
    images: list[Any] = [
        {member: fill(form, picture), **extras} if member else fill(form, picture)
        for picture in found
    ]
    if held:
        images[: len(held)] = held
    body: Any = {}
    if shape.code and (shape.success is not None or not shape.error):
        places.put(body, shape.code, 200 if shape.success is None else shape.success)
    inside = shape.error and shape.message.startswith(f"{shape.error}/")
    if shape.message and not inside and (shape.code or not response.poll):
        places.put(body, shape.message, "Success")
    if shape.created:
        places.put(body, shape.created, CREATED)
    return places.put(body, shape.images, images)


def failure(shape: ir.Envelope, code: int, message: str, *, issue: Any = None) -> Any:
    """Return the body of an error: in the envelope, or as OpenAI spells it where that has no place for a code."""
    if not shape.code and not shape.error:
        kind = "server_error" if code >= 500 else "invalid_request_error"
        about = {
            "param": issue.pointer if issue else None,
            "code": issue.code if issue else str(code),
        }
        return {"error": {"message": message, "type": kind, **about}}
    body: Any = {}
    inside = any(at.startswith(f"{shape.error}/") for at in (shape.code, shape.message))
    if shape.error and not inside:
        places.put(body, shape.error, message)
    if shape.code:
        places.put(body, shape.code, _failed(shape.success, code))
    if shape.message:
        places.put(body, shape.message, message)
    first = shape.images.split("/")[1] if shape.images and not shape.error else ""
    return {**body, first: None} if first and first not in body else body


def _failed(success: ir.Scalar, code: int) -> ir.Scalar:
    """The code of an error, of the kind that the code of a success is."""
    if isinstance(success, bool):
        return not success
    return f"error_{code}" if isinstance(success, str) else code


def held_back(filtered: ir.Filtered | None, fault: str, count: int) -> list[Any]:
    """The entries of pictures that are held back: one, or all of them; null where a pact has no words for it."""
    names = {"filtered": 1, "filtered-null": 1, "filtered-all": count}
    entry: Any = None
    if filtered is not None and fault != "filtered-null":
        reason = filtered.values[0] if filtered.values else "held back"
        entry = places.put({}, filtered.path, reason)
        if filtered.reason:
            places.put(entry, filtered.reason, "The mock holds it back.")
    return [entry] * min(names.get(fault, 0), count)
