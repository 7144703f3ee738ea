"""A JSON Schema of a request body -> pacts: the gateway around it is left to be filled in."""

from __future__ import annotations

from modelpact.errors import Unreadable
from modelpact.importing import pacts
from modelpact.importing.calls import Asked
from modelpact.importing.models import Request, bodies
from modelpact.importing.openapi import Made
from modelpact.importing.schema import Schema, Source
from modelpact.importing.texts import prose, slug
from modelpact.scaffold import Pacts, key_variable, titled


def read(source: Source, asked: Asked) -> Made:
    """Turn a schema into pacts; raise Unreadable where nothing can be made of it."""
    document = source.document
    if not isinstance(document, dict):
        raise Unreadable("the document is no JSON Schema: it is no object")
    if "openapi" in document or "swagger" in document:
        raise Unreadable("it is an OpenAPI document", "Read it by `modelpact import openapi`.")
    found = {
        body.id: body for body in bodies(source, Request(Schema(document, ""), list(asked.models)))
    }
    if asked.models:
        found = {id_: body for id_, body in found.items() if id_ in asked.models}
    if not found:
        raise Unreadable("it does not say which models it is about", "Name them with --model ID.")
    provider = asked.provider or "gateway"
    title = titled(provider)
    family = slug(prose(document.get("title")) or provider, "family")
    above = pacts.family(
        family,
        list(found.values()),
        prose(document.get("title")),
        prose(document.get("description")),
        {},
    )
    head = {
        "pact": 1,
        "provider": provider,
        "title": title,
        "source": {"document": asked.document or title},
        "base_url": asked.base_url or f"https://{provider}.example",
        "operations": {"generate": {"method": "POST", "path": "/images/generations"}},
        "auth": {"environment": key_variable(provider)},
    }
    if not asked.base_url:
        source.lose(
            "", "a schema says neither the address nor the path, nor what comes back: fill them in"
        )
    models = {id_: pacts.model(body, above) for id_, body in found.items()}
    return Made(Pacts(head, {family: above}, models), found)
