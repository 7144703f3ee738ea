"""JSON Schema, draft 2020-12: one file a model, and one for all models by ``model``; each also in a strict form.

The lenient form accepts what a validator does not reject, warnings included; the strict one refuses what it warns of.
"""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir
from modelpact.files import File, Loss, Name, Render, Target, json_file
from modelpact.targets.jsonschema.documents import file_name, model_schemas, provider_schemas

_FORMS = (False, True)


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the schemas of every model, then those of all together."""
    for strict in _FORMS:
        for name, schema in provider_schemas(provider, strict).items():
            yield json_file(name, schema)


def names(provider: ir.Provider) -> Iterable[Name]:
    """Yield the names of the files; systems that are blind to case would mix up some."""
    owners = [(model.id, f"model {model.id}", model.origin) for model in provider.models]
    for stem, what, origin in (*owners, (provider.id, f"provider {provider.id}", provider.origin)):
        for strict in _FORMS:
            yield Name("file", file_name(stem, strict).casefold(), what, origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Yield what the schemas do not say; what only the strict ones do not is marked."""
    lenient, strict = model_schemas(provider)
    for model, (_, lost) in lenient.items():
        for subject, reason in lost:
            yield Loss(model, subject, reason)
        for subject, reason in strict[model][1]:
            if (subject, reason) not in lost:
                yield Loss(model, subject, f"{reason} (strict)")


TARGET = Target(
    name="jsonschema", title="JSON Schema, draft 2020-12.", files=files, names=names, losses=losses
)
