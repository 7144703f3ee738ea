"""Which HTTP call a request becomes, and which of its members travel where."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from modelpact import ir
from modelpact.effective import at

MULTIPART: Final = "multipart/form-data"
JOB: Final = "id"
"""The placeholder for a job, in the operations that polling calls."""
_SECURE: Final = re.compile(r"https://([a-z0-9.-]+)(?:[/?].*)?", re.DOTALL)
_PLACEHOLDER: Final = re.compile(r"\{(\+?)([^{}]*)\}")


def of_model(provider: ir.Provider, model: ir.Model) -> tuple[ir.Operation, ir.Operation]:
    """The operations of a model: for requests without pictures, and for those with any."""
    named = {operation.name: operation for operation in provider.operations}
    usual = named.get(model.operation, provider.operations[0])
    return usual, named.get(model.operation_with_images, usual)


def of_request(provider: ir.Provider, model: ir.Model, body: Any) -> ir.Operation:
    """The operation that a request becomes."""
    found = (True for path in model.images.places for _ in at(body, path))
    return of_model(provider, model)[any(found)]


def called(provider: ir.Provider) -> tuple[ir.Operation, ...]:
    """The operations that requests become, in the pact's order; the first where there are no models."""
    found = [o for model in provider.models for o in of_model(provider, model)]
    return tuple(o for o in provider.operations if o in found) or provider.operations[:1]


def asked(provider: ir.Provider) -> frozenset[str]:
    """The names of the operations that requests become, and of those that ask for their jobs.

    Requests to a model that nobody knows become the first one.
    """
    polls = (model.response.poll for model in provider.models)
    polling = (name for poll in polls if poll for name in (poll.operation, poll.answer))
    becoming = (operation.name for operation in (provider.operations[0], *called(provider)))
    return frozenset((*becoming, *filter(None, polling)))


def is_multipart(operation: ir.Operation) -> bool:
    """Tell whether a request travels as a form, its pictures as files."""
    return operation.content_type == MULTIPART


def placeholders(path: str) -> tuple[str, ...]:
    """What a path has holes for."""
    return tuple(found[2] for found in _PLACEHOLDER.finditer(path))


def queried(path: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Part a path from its query: the names in it, with their values as they are written."""
    plain, _, query = path.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&") if pair)
    return plain, tuple((name, value) for name, _, value in pairs)


def pieces(path: str) -> Iterator[tuple[str, str, bool]]:
    """Cut a path: literal text, the hole behind it (empty: none), and whether that keeps slashes."""
    *rest, last = _PLACEHOLDER.split(path)
    for literal, whole, name in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        yield literal, name, bool(whole)
    if last:
        yield last, "", False


def expanded(path: str, values: Mapping[str, Any]) -> str:
    """Fill the holes of a path, as RFC 6570 does; one without a value stays."""

    def fill(found: re.Match[str]) -> str:
        value = values.get(found[2])
        return found[0] if value is None else quote(text(value), safe="/" if found[1] else "")

    return _PLACEHOLDER.sub(fill, path)


def text(value: Any) -> str:
    """Spell a scalar for a path."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def part(value: Any) -> str:
    """Spell a value for a part of a form: what is no text as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def part_name(operation: ir.Operation, name: str) -> str:
    """Name each part of a list of pictures."""
    return f"{name}[]" if operation.array_names == "brackets" else name


def in_body(operation: ir.Operation, body: Mapping[str, Any]) -> dict[str, Any]:
    """The members of a request that do not travel in the path."""
    away = placeholders(operation.path)
    return {name: value for name, value in body.items() if name not in away}


def pictured(model: ir.Model) -> Iterator[str]:
    """The members of a request that are pictures, or lists of them; in a form these are files."""
    for member in model.members:
        if any(path in ((member.name,), (member.name, ir.EACH)) for path in model.images.places):
            yield member.name


def polled(provider: ir.Provider, poll: ir.Poll) -> tuple[ir.Operation | None, ir.Operation | None]:
    """The operations that ask for the status and for the pictures of a job, where operations do."""
    named = {operation.name: operation for operation in provider.operations}
    return named.get(poll.operation), named.get(poll.answer)


def is_among(url: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether an address is one of these hosts, by https; ``*.`` before a name stands for all below it."""
    found = _SECURE.fullmatch(url)
    return found is not None and any(
        found[1].endswith(each[1:]) if each.startswith("*.") else found[1] == each for each in hosts
    )


def polls(provider: ir.Provider) -> bool:
    """Tell whether calls may begin jobs."""
    answers = (provider.response, *(model.response for model in provider.models))
    return any(answer.poll for answer in answers)


def envelopes(provider: ir.Provider) -> tuple[ir.Envelope, ...]:
    """The envelopes of a provider's answers and, behind them, those that models have of their own."""
    answers = (provider.response, *(model.response for model in provider.models))
    return tuple(dict.fromkeys(found for answer in answers for found in answer.envelopes))


def is_plain(provider: ir.Provider) -> bool:
    """Tell whether every request is one of the first operation, in JSON, and every answer says in JSON what it is.

    Clients of such a gateway need nothing of what is said here.
    """
    first = provider.operations[0]
    answers = (provider.response, *(model.response for model in provider.models))
    return (
        not provider.headers
        and called(provider) == (first,)
        and not is_multipart(first)
        and not placeholders(first.path)
        and all(_is_plain(answer) for answer in answers)
    )


def _is_plain(answer: ir.Response) -> bool:
    envelopes = all(
        not envelope.error and (envelope.success is None or type(envelope.success) is int)
        for envelope in answer.envelopes
    )
    whole = not (answer.binary or answer.poll or answer.filtered)
    return envelopes and whole and all(member for _, member in answer.forms)


def find(model: ir.Model, name: str) -> ir.Member | None:
    """The member of a request by its name."""
    return next((member for member in model.members if member.name == name), None)
