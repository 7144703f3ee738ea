"""Bodies of answers: pictures and errors, in the envelope of the gateway."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from modelpact import ir, places
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
    known = provider.response.envelopes or (PLAIN,)
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
    response: ir.Response, shape: ir.Envelope, form: str, found: tuple[Picture, ...], fill: Fill
) -> Any:
    """Return the body that carries pictures."""
    member = dict(response.forms).get(form, form or "b64_json")
    extras = {name: "" for name, _ in response.extras}
    images = [{member: fill(form, picture), **extras} for picture in found]
    body: Any = {}
    if shape.code:
        places.put(body, shape.code, 200 if shape.success is None else shape.success)
    if shape.message:
        places.put(body, shape.message, "Success")
    if shape.created:
        places.put(body, shape.created, CREATED)
    return places.put(body, shape.images, images)


def failure(shape: ir.Envelope, code: int, message: str, *, issue: Any = None) -> Any:
    """Return the body of an error: in the envelope, or as OpenAI spells it where that has no place for a code."""
    if not shape.code:
        kind = "server_error" if code >= 500 else "invalid_request_error"
        about = {
            "param": issue.pointer if issue else None,
            "code": issue.code if issue else str(code),
        }
        return {"error": {"message": message, "type": kind, **about}}
    body: Any = {}
    places.put(body, shape.code, code)
    if shape.message:
        places.put(body, shape.message, message)
    first = shape.images.split("/")[1] if shape.images else ""
    return {**body, first: None} if first and first not in body else body
