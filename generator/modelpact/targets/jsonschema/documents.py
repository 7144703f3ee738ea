"""Whole schemas: one for a model, one for a provider by ``model``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from modelpact import ir
from modelpact.naming import file_stem
from modelpact.schemas import Dialect, model_schemas

_HOST = "https://modelpact.dev"


@dataclass(frozen=True, slots=True)
class Form:
    """A way to write every schema: for a mode of validators, in a draft of JSON Schema."""

    strict: bool
    dialect: Dialect

    def file(self, stem: str) -> str:
        """Name a schema's file."""
        mode = ".strict" if self.strict else ""
        draft = "" if self.dialect is Dialect.NEW else ".draft-07"
        return f"{file_stem(stem)}{mode}{draft}.schema.json"


FORMS = tuple(Form(strict, dialect) for dialect in Dialect for strict in (False, True))


def provider_schemas(provider: ir.Provider, form: Form) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every schema of a provider, with its file's name: those of the models, then one for all."""
    found = model_schemas(provider, strict=form.strict, dialect=form.dialect)
    schemas = {id_: made.schema for id_, made in found.items()}
    for stem, schema in (*schemas.items(), (provider.id, _by_model(provider, schemas, form))):
        name = form.file(stem)
        yield name, {
            "$schema": form.dialect.value,
            "$id": f"{_HOST}/{provider.id}/{name}",
            **schema,
        }


def _by_model(
    provider: ir.Provider, schemas: dict[str, dict[str, Any]], form: Form
) -> dict[str, Any]:
    """Let the schema of the model that ``model`` names hold, so that errors are about its members.

    The lists of a gateway are open: an unknown model is only warned of.
    """
    ids = list(schemas)
    named: dict[str, Any] = {"type": "string", "description": "The model to use."}
    named |= (
        {"enum": ids}
        if form.strict and ids
        else {"minLength": 1, **({"examples": ids} if ids else {})}
    )
    shared = form.dialect.definitions
    return {
        "title": provider.title,
        **({"description": provider.description} if provider.description else {}),
        "type": "object",
        "properties": {"model": named},
        "required": ["model"],
        **({"allOf": [_choice(id_, shared) for id_ in ids]} if ids else {}),
        shared: {file_stem(id_): schema for id_, schema in schemas.items()},
    }


def _choice(id_: str, shared: str) -> dict[str, Any]:
    return {
        "if": {"required": ["model"], "properties": {"model": {"const": id_}}},
        "then": {"$ref": f"#/{shared}/{file_stem(id_)}"},
    }
