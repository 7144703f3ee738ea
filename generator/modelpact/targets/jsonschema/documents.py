"""Whole schemas: one for a model, one for a provider by ``model``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from modelpact import ir
from modelpact.naming import file_stem
from modelpact.targets.jsonschema.reading import Reading, Schema, refused
from modelpact.targets.jsonschema.rules import rule_schemas
from modelpact.targets.jsonschema.values import object_schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_HOST = "https://modelpact.dev"


def file_name(stem: str, strict: bool) -> str:
    """Name a schema's file."""
    return f"{file_stem(stem)}{'.strict' if strict else ''}.schema.json"


def provider_schemas(provider: ir.Provider, strict: bool) -> dict[str, dict[str, Any]]:
    """Write every schema of a provider, by file name."""
    schemas = {id_: schema for id_, (schema, _) in model_schemas(provider)[strict].items()}
    return {
        **{
            file_name(id_, strict): _whole(provider, id_, schema, strict)
            for id_, schema in schemas.items()
        },
        file_name(provider.id, strict): _whole(
            provider, provider.id, _provider_schema(provider, schemas, strict), strict
        ),
    }


Schemas = dict[str, tuple[dict[str, Any], list[tuple[str, str]]]]
"""By the id of the model: a schema, and what it does not say."""


def model_schemas(provider: ir.Provider) -> tuple[Schemas, Schemas]:
    """Return the lenient and the strict schemas of the models. They are kept: files and losses both want them."""
    return _model_schemas(_Same(provider))


@lru_cache(maxsize=1)
def _model_schemas(given: _Same) -> tuple[Schemas, Schemas]:
    lenient, strict = (
        {model.id: model_schema(model, strict) for model in given.provider.models}
        for strict in (False, True)
    )
    return lenient, strict


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A provider that equals only itself: to compare two would take longer than to write their schemas."""

    provider: ir.Provider

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.provider is other.provider

    def __hash__(self) -> int:
        return id(self.provider)


def _whole(
    provider: ir.Provider, stem: str, schema: dict[str, Any], strict: bool
) -> dict[str, Any]:
    return {
        "$schema": _DIALECT,
        "$id": f"{_HOST}/{provider.id}/{file_name(stem, strict)}",
        **schema,
    }


def model_schema(model: ir.Model, strict: bool) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return a model's schema, and what it does not say: places or rules, and reasons."""
    reading = Reading(strict)
    (kind,) = model.body.kinds
    assert isinstance(kind, ir.Object)
    body = object_schema(kind, "", reading)
    rules = [schema for rule in model.rules for schema in rule_schemas(rule, model.body, reading)]
    gone = model.lifecycle.status in ("deprecated", "retired")
    if gone and strict:
        body["properties"]["model"] = refused()
    lost = sorted(reading.lost)
    comment = " ".join(f"Not expressed here: {subject}: {reason}." for subject, reason in lost)
    return (
        {
            **({"title": model.title} if model.title else {}),
            **({"description": model.description} if model.description else {}),
            **({"$comment": comment} if comment else {}),
            "type": "object",
            **body,
            **({"allOf": rules} if rules else {}),
            **({"deprecated": True} if gone else {}),
        },
        lost,
    )


def _provider_schema(
    provider: ir.Provider, schemas: dict[str, dict[str, Any]], strict: bool
) -> dict[str, Any]:
    """Let the schema of the model that ``model`` names hold, so that errors are about its members.

    The lists of a gateway are open: an unknown model is only warned of.
    """
    ids = list(schemas)
    named: dict[str, Any] = {"type": "string", "description": "The model to use."}
    named |= (
        {"enum": ids} if strict and ids else {"minLength": 1, **({"examples": ids} if ids else {})}
    )
    return {
        "title": provider.title,
        **({"description": provider.description} if provider.description else {}),
        "type": "object",
        "properties": {"model": named},
        "required": ["model"],
        **({"allOf": [_choice(id_) for id_ in ids]} if ids else {}),
        "$defs": {file_stem(id_): schema for id_, schema in schemas.items()},
    }


def _choice(id_: str) -> Schema:
    return {
        "if": {"required": ["model"], "properties": {"model": {"const": id_}}},
        "then": {"$ref": f"#/$defs/{file_stem(id_)}"},
    }
