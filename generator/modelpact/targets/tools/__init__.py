"""Tools for language models, one a model: for MCP servers, and for function calling with OpenAI's strict schemas.

The arguments of a tool are the body of the request, save that a strict schema wants null for what is left out. Members
and values that a validator would warn of are not offered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from modelpact import ir, naming, operations
from modelpact.files import File, Loss, Name, Render, Target, json_file
from modelpact.schemas import ModelSchema, model_schemas
from modelpact.schemas.readable import readable
from modelpact.targets.tools.strict import strict_schema

_MCP, _OPENAI = "mcp.json", "openai.json"
_LONGEST = 64
"""Of a tool's name: ``^[a-zA-Z0-9_-]{1,64}$``."""


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield what an MCP server answers to ``tools/list``, and the ``tools`` of a request to OpenAI's Responses API."""
    yield json_file(_MCP, {"tools": [_mcp(provider, model) for model in provider.models]})
    yield json_file(_OPENAI, [_openai(provider, model) for model in provider.models])


def names(provider: ir.Provider) -> Iterable[Name]:
    """Yield the files, and the tools: long names are cut, and may be one."""
    for file in (_MCP, _OPENAI):
        yield Name("file", file, f"provider {provider.id}", provider.origin)
    for model in provider.models:
        yield Name("tool", _name(provider, model), f"model {model.id}", model.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Yield what either schema does not say; what only OpenAI's does not is marked."""
    for model in provider.models:
        lost = _schemas(provider)[model.id].lost
        for subject, reason in lost:
            yield Loss(model.id, subject, reason)
        for subject, reason in strict_schema(model).lost:
            if (subject, reason) not in lost:
                yield Loss(model.id, subject, f"{reason} (OpenAI)")


def _name(provider: ir.Provider, model: ir.Model) -> str:
    operation, _ = operations.of_model(provider, model)
    return f"{naming.snake(operation.name)}_{naming.snake(model.id)}"[:_LONGEST]


def _description(model: ir.Model) -> str:
    """Say what a tool is for; OpenAI takes at most 1024 characters."""
    gone = model.lifecycle.status in ("deprecated", "retired")
    uses = "; ".join(use.title for use in model.uses)
    parts = (
        f"Make images with {model.title or model.id}.",
        model.description,
        f"The model is {model.lifecycle.status}." if gone else "",
        f"Good for: {uses}." if uses else "",
    )
    text = " ".join(part for part in parts if part)
    return text if len(text) <= 1024 else f"{text[:1021]}..."


def _schemas(provider: ir.Provider) -> dict[str, ModelSchema]:
    return model_schemas(provider, strict=True, remarks=False)


def _mcp(provider: ir.Provider, model: ir.Model) -> dict[str, Any]:
    """A tool as of MCP 2025-11-25. Each call makes other pictures, and costs."""
    schema = readable(_schemas(provider)[model.id].schema)
    schema.pop("description", None)
    return {
        "name": _name(provider, model),
        "title": model.title or model.id,
        "description": _description(model),
        "inputSchema": schema,
        "annotations": {
            "title": model.title or model.id,
            "readOnlyHint": False,
            "destructiveHint": False,
            "idempotentHint": False,
            "openWorldHint": True,
        },
    }


def _openai(provider: ir.Provider, model: ir.Model) -> dict[str, Any]:
    return {
        "type": "function",
        "name": _name(provider, model),
        "description": _description(model),
        "strict": True,
        "parameters": strict_schema(model).schema,
    }


TARGET = Target("tools", "Tools for MCP and OpenAI", files, names, losses)
