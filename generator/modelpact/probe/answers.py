"""What came back, as the record keeps it: the pictures as digests with what their headers say, and no key."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Final, Literal

from modelpact import ir, outcome, places
from modelpact.effective import at
from modelpact.probe.headers import header
from modelpact.probe.plan import Plan

Outcome = Literal["accepted", "refused", "failed"]
"""A failure shows nothing: no key, no money, too many requests, a gateway that is ill."""
REFUSALS: Final = frozenset({400, 404, 410, 413, 415, 422})
"""Statuses that speak of the request."""
_LONGEST: Final = 400
"""Characters of a text that the record keeps."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of an answer: ``form`` as the pact names it, or empty; sizes are 0 where the header is not read."""

    form: str
    format: str = ""
    width: int = 0
    height: int = 0
    has_alpha: bool = False
    bytes: int = 0
    sha256: str = ""
    link: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request met. ``status`` is 0 where nothing came back, and ``note`` says why."""

    request: str
    outcome: Outcome
    status: int
    seconds: float = 0
    date: str = ""
    """The day, as an ISO date."""
    note: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()
    body: Any = None
    base_url: str = ""

    def line(self) -> str:
        data = asdict(self) | {"headers": dict(self.headers)}
        return json.dumps(data, ensure_ascii=True) + "\n"


def outcome_of(plan: Plan, status: int, body: Any) -> Outcome:
    """Tell what an answer means, by its status and by the code that an envelope may have in it."""
    code = status
    if 200 <= status < 300:
        code = next(
            (_code(shape, status, body) for shape in plan.envelopes if _told(shape, body)), status
        )
    if 200 <= code < 300:
        return "accepted" if images(plan, body) else "failed"
    return "refused" if code in REFUSALS else "failed"


def _told(shape: ir.Envelope, body: Any) -> bool:
    """Tell whether an answer is of a shape that says how it went."""
    return any(
        pointer and list(at(body, places.steps(pointer))) for pointer in (shape.code, shape.error)
    )


def _code(shape: ir.Envelope, status: int, body: Any) -> int:
    """Return the code that an answer says it has; 0 for a failure that names none."""
    given = next(at(body, places.steps(shape.code)), None) if shape.code else None
    failed = bool(shape.error) and any(at(body, places.steps(shape.error)))
    success = shape.success
    if success is None and isinstance(given, int) and not shape.error:
        success = 200
    if success is not None and given is not None:
        failed = failed or type(given) is not type(success) or given != success
    if not failed:
        return status
    return given if isinstance(given, int) and not isinstance(given, bool) else 0


def images(plan: Plan, body: Any) -> list[Any]:
    """List the images of an answer, in the first envelope that has some."""
    shapes = [shape.images for shape in plan.envelopes] or ["/data"]
    for pointer in shapes:
        found = next(at(body, places.steps(pointer)), None)
        if isinstance(found, list) and found:
            return found
        if isinstance(found, str) and found:  # one, without a list
            return [found]
    return []


def carried(plan: Plan, image: Any) -> Iterator[tuple[str, str]]:
    """Yield the forms that an image has, each with its text: a link or base64."""
    for form, member in plan.forms or (("url", "url"), ("b64_json", "b64_json")):
        text = next(at(image, tuple(member.split("/")) if member else ()), None)
        if isinstance(text, str) and text:
            yield form, text


def is_link(form: str) -> bool:
    return outcome.is_link(form)


def inline(form: str, text: str) -> Picture:
    """Read a picture that is in the answer itself."""
    try:
        data = base64.b64decode(text.partition(",")[2] or text, validate=True)
    except (binascii.Error, ValueError):
        return Picture(form, problem="it is not base64")
    return of_bytes(form, data)


def of_bytes(form: str, data: bytes, link: str = "") -> Picture:
    """Read a picture; the bytes may be cut behind its header."""
    digest = hashlib.sha256(data).hexdigest()
    found = header(data)
    if found is None:
        return Picture(
            form, bytes=len(data), sha256=digest, link=link, problem="its format is not known"
        )
    return Picture(
        form, found.format, found.width, found.height, found.alpha, len(data), digest, link
    )


def short(value: Any, hidden: Iterable[str] = ()) -> Any:
    """Copy an answer with long texts cut, and with what is hidden left out wherever it stands."""
    hidden = tuple(text for text in hidden if text)
    if isinstance(value, dict):
        return {short(name, hidden): short(item, hidden) for name, item in value.items()}
    if isinstance(value, list):
        return [short(item, hidden) for item in value[:64]]
    if isinstance(value, str):
        for text in hidden:
            value = value.replace(text, "[key]")
        digest = hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()
        cut = f"[{len(value)} characters, sha256 {digest}]"
        return value if len(value) <= _LONGEST else cut
    return value


def read(text: Iterable[str]) -> dict[str, Answer]:
    """Read a record by the ids of its requests; the last answer counts, and a line that was cut is none."""
    found: dict[str, Answer] = {}
    for line in text:
        try:
            data = json.loads(line)
            pictures = tuple(Picture(**each) for each in data.pop("pictures"))
            headers = tuple(data.pop("headers").items())
            answer = Answer(**data, pictures=pictures, headers=headers)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
        found[answer.request] = answer
    return found
