"""OpenAPI 3.1: the operations of a provider, a schema for each model that ``model`` tells apart, answers and errors.

Schemas of OpenAPI 3.1 are JSON Schemas of draft 2020-12, so the models' are those of the ``jsonschema`` target.
"""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir, naming
from modelpact.files import File, Loss, Name, Render, Target, json_file
from modelpact.schemas import model_schemas
from modelpact.targets.openapi import calls, responses
from modelpact.targets.openapi.document import document
from modelpact.targets.openapi.names import REQUEST, component

_FILE = "openapi.json"


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the one file."""
    yield json_file(_FILE, document(provider))


def names(provider: ir.Provider) -> Iterable[Name]:
    """Yield what generators of clients make classes and functions of."""
    whole = f"provider {provider.id}"
    yield Name("file", _FILE, whole, provider.origin)
    for name in (REQUEST, *responses.schemas(provider)):
        yield Name("schema", name, whole, provider.origin)
    for model in provider.models:
        yield Name("schema", component(model), f"model {model.id}", model.origin)
    for operation in provider.operations:
        what = f"operation {operation.name}"
        yield Name("operation", naming.camel(operation.name), what, provider.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Yield what JSON Schema does not say; and a discriminator knows nothing beside its mapping."""
    for model, made in model_schemas(provider).items():
        for subject, reason in made.lost:
            yield Loss(model, subject, reason)
        yield Loss(model, "/model", "another model is refused instead of warned of")
    yield from calls.losses(provider)


TARGET = Target("openapi", "OpenAPI 3.1", files, names, losses)
