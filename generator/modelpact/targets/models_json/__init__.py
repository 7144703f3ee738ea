"""Catalogues of models for gateways, in the shapes of two that people read.

``openrouter.json`` is what OpenRouter answers to ``GET /api/v1/images/models`` (its ImageModelListItem and
CapabilityDescriptor, https://openrouter.ai/docs/api/api-reference/images/list-image-generation-models), and
``litellm.json`` holds entries of LiteLLM's ``model_prices_and_context_window.json``. A fact that the catalogue does not
hold, such as a price, is left out, even where the original always has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from modelpact import ir, operations, places
from modelpact.files import File, Loss, Name, Render, Target, json_file
from modelpact.targets.models_json.capabilities import capability, supported

_OPENROUTER, _LITELLM = "openrouter.json", "litellm.json"
_OPENAI: Final = frozenset(
    "background input_fidelity moderation n output_compression output_format partial_images quality response_format "
    "size stream style user".split()
)
"""The optional parameters of OpenAI's image API."""


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield a file for each shape."""
    yield json_file(_OPENROUTER, {"data": [_openrouter(model) for model in provider.models]})
    entries = {f"{provider.id}/{model.id}": _litellm(provider, model) for model in provider.models}
    yield json_file(_LITELLM, entries)


def names(provider: ir.Provider) -> Iterable[Name]:
    """Yield the names of the files."""
    for file in (_OPENROUTER, _LITELLM):
        yield Name("file", file, f"provider {provider.id}", provider.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Yield what a descriptor does not say, and every rule."""
    for model in provider.models:
        for name, value in supported(model):
            if reason := capability(value)[1]:
                yield Loss(model.id, name, reason)
        for rule in model.rules:
            yield Loss(model.id, rule.id, "a rule between members")


def _takes_images(model: ir.Model) -> bool:
    return bool(model.images.places) and model.images.maximum != 0


def _inputs(model: ir.Model) -> list[str]:
    return ["text", "image"] if _takes_images(model) else ["text"]


# --- OpenRouter ------------------------------------------------------------------------------------


def _openrouter(model: ir.Model) -> dict[str, Any]:
    return {
        "id": model.id,
        "name": model.title or model.id,
        **({"description": model.description} if model.description else {}),
        **({"created": _seconds(model.lifecycle.released)} if model.lifecycle.released else {}),
        "architecture": {"input_modalities": _inputs(model), "output_modalities": ["image"]},
        "supported_parameters": {
            **{name: capability(value)[0] for name, value in supported(model)},
            **_references(model.images),
        },
    }


def _references(images: ir.Images) -> dict[str, Any]:
    """How many images go in."""
    if not images.places or not images.maximum:
        return {}
    return {"input_references": {"type": "range", "min": images.minimum, "max": images.maximum}}


def _seconds(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp())


# --- LiteLLM ---------------------------------------------------------------------------------------


def _litellm(provider: ir.Provider, model: ir.Model) -> dict[str, Any]:
    base = urlsplit(provider.base_url).path.rstrip("/")
    known = [
        name for name, _ in supported(model) if name in _OPENAI and places.find(model.body, (name,))
    ]
    called = operations.of_model(provider, model)
    paths = (operations.queried(operation.path)[0] for operation in called)
    evidence = model.evidence.document or provider.evidence.document
    return {
        **({"deprecation_date": model.lifecycle.retires} if model.lifecycle.retires else {}),
        "litellm_provider": provider.id,
        "mode": "image_generation",
        **({"source": evidence} if evidence else {}),
        "supported_endpoints": [base + path for path in dict.fromkeys(paths)],
        "supported_modalities": _inputs(model),
        "supported_openai_params": sorted(known),
        "supported_output_modalities": ["image"],
    }


TARGET = Target(
    "models-json", "Model catalogues as of OpenRouter and LiteLLM", files, names, losses
)
