"""Operations: which models call them, what stands in their paths and bodies, and what they answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from modelpact import ir, naming, operations
from modelpact.files import Loss
from modelpact.schemas import model_schemas
from modelpact.schemas.readable import readable
from modelpact.targets.openapi import responses
from modelpact.targets.openapi.names import REQUEST, component


def callers(provider: ir.Provider, operation: ir.Operation) -> tuple[ir.Model, ...]:
    """The models whose requests become this operation."""
    return tuple(m for m in provider.models if operation in operations.of_model(provider, m))


def asking(provider: ir.Provider, operation: ir.Operation) -> tuple[ir.Poll, ...]:
    """The ways in which this operation asks for jobs."""
    found = (model.response.poll for model in provider.models)
    return tuple(
        dict.fromkeys(
            poll
            for poll in found
            if poll is not None and operation in operations.polled(provider, poll)
        )
    )


def summary(operation: ir.Operation, asks: bool) -> str:
    """A line that tells what it is for."""
    words = (*naming.words(operation.name), *(() if asks else ("images",)))
    return " ".join(words).capitalize()


def waiting(provider: ir.Provider, models: tuple[ir.Model, ...]) -> str:
    """What to say where the first answer names a job, since OpenAPI has no words for asking again."""
    for model in models:
        poll = model.response.poll
        if poll is not None:
            status, _ = operations.polled(provider, poll)
            how = f"{status.method} {status.path}" if status else f"the address at {poll.link}"
            return f"The answer names a job: ask {how} until {poll.status} says that it is done."
    return ""


def parameters(
    provider: ir.Provider, operation: ir.Operation, models: tuple[ir.Model, ...]
) -> list[dict[str, Any]]:
    """What stands in the path and in its query, and the headers that every request has."""
    path, query = operations.queried(operation.path)
    found: list[dict[str, Any]] = [
        _parameter(name, "path", name, models)
        for name in dict.fromkeys(operations.placeholders(path))
    ]
    for name, value in query:
        if holes := operations.placeholders(value):
            found.append(_parameter(name, "query", holes[0], models))
        else:
            schema = {"type": "string", "const": unquote(value)}
            found.append({"name": name, "in": "query", "required": True, "schema": schema})
    for name, value in provider.headers:
        schema = {"type": "string", "const": value}
        found.append({"name": name, "in": "header", "required": True, "schema": schema})
    return found


def _parameter(name: str, where: str, hole: str, models: tuple[ir.Model, ...]) -> dict[str, Any]:
    """What fills a hole of an address; without models it is a job's."""
    return {
        "name": name,
        "in": where,
        "required": True,
        "schema": _stated(hole, models),
        **({"description": "The id of the job."} if not models else {}),
    }


def _stated(name: str, models: tuple[ir.Model, ...]) -> dict[str, Any]:
    """The values of all models that a member may have: where each lists them, these."""
    values: dict[ir.Scalar, None] = {}
    for model in models:
        member = operations.find(model, name)
        if member is None or member.value.enum is None:
            return {"type": "string"}
        values |= dict.fromkeys(member.value.enum)
    return {"enum": list(values)} if values else {"type": "string"}


def body(
    provider: ir.Provider, operation: ir.Operation, models: tuple[ir.Model, ...]
) -> dict[str, Any]:
    """The schema of what is sent: every request, or what is left of those that become this operation."""
    away = set(operations.placeholders(operation.path))
    if not away and not operations.is_multipart(operation):
        if models == provider.models:
            return responses.reference(REQUEST)
        named = [responses.reference(component(model)) for model in models]
        return {"oneOf": named} if len(named) != 1 else named[0]
    made = model_schemas(provider)
    found = [_left(model, readable(made[model.id].schema), operation, away) for model in models]
    return {"anyOf": found} if len(found) != 1 else found[0]


def encoding(operation: ir.Operation, models: tuple[ir.Model, ...]) -> dict[str, Any]:
    """The media types of the files in a form, where models list them."""
    found: dict[str, Any] = {}
    if not operations.is_multipart(operation):
        return found
    for model in models:
        formats = model.images.input.formats if model.images.input else ()
        for name in operations.pictured(model) if formats else ():
            kinds = ", ".join(f"image/{form}" for form in formats)
            found[operations.part_name(operation, name)] = {"contentType": kinds}
            found[name] = {"contentType": kinds}
    return found


def _left(
    model: ir.Model, schema: dict[str, Any], operation: ir.Operation, away: set[str]
) -> dict[str, Any]:
    """A model's schema without what travels in the path; in a form, its pictures are bytes."""
    properties = {
        name: inner for name, inner in schema.get("properties", {}).items() if name not in away
    }
    if operations.is_multipart(operation):
        for name in operations.pictured(model):
            label = operations.part_name(operation, name)
            several = _several(model, name)
            if several:
                properties[label] = {"type": "array", "items": _FILE}
            if not several or label != name:
                properties[name] = _FILE
    required = [name for name in schema.get("required", ()) if name in properties]
    return {
        "title": model.title,
        "type": "object",
        "properties": properties,
        **({"required": required} if required else {}),
    }


_FILE = {"type": "string", "contentMediaType": "application/octet-stream"}


def _several(model: ir.Model, name: str) -> bool:
    member = operations.find(model, name)
    return member is not None and any(isinstance(k, ir.Array) for k in member.value.kinds)


def answers(
    provider: ir.Provider, models: tuple[ir.Model, ...], jobs: tuple[ir.Poll, ...]
) -> dict[str, Any]:
    """The answers of an operation, by HTTP status."""
    found = responses.responses(provider)
    content = found["200"]["content"]
    if jobs or any(model.response.poll for model in models):
        content["application/json"] = {"schema": {"type": "object"}}
    formats = dict.fromkeys(form for model in models for form in model.response.binary)
    if formats and all(model.response.binary for model in models):
        content.clear()
    content.update({f"image/{form}": {} for form in formats})
    return found


def losses(provider: ir.Provider) -> Iterator[Loss]:
    """What OpenAPI has no words for: to ask again, to tell operations apart by pictures, rules within a form."""
    for model in provider.models:
        usual, pictured = operations.of_model(provider, model)
        if model.response.poll is not None:
            yield Loss(model.id, "response.poll", "a job that is asked for again is told in prose")
        if usual != pictured:
            reason = "that pictures decide between two operations is not said"
            yield Loss(model.id, "operation", reason)
        for operation in dict.fromkeys((usual, pictured)):
            if operations.is_multipart(operation) or operations.placeholders(operation.path):
                reason = "rules between members are not said where they travel apart"
                yield Loss(model.id, f"operation {operation.name}", reason)
