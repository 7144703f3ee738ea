"""JSON Schema: one file a model, and one for all models by ``model``; each in two forms and two drafts.

The lenient form accepts what a validator does not reject, warnings included; the strict one refuses what it warns of.
Draft 2020-12, and draft-07 for readers that know no newer one.
"""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir
from modelpact.files import File, Loss, Name, Render, Target, json_file
from modelpact.schemas import Dialect, model_schemas
from modelpact.targets.jsonschema.documents import FORMS, provider_schemas


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the schemas of every model, then those of all together, form by form."""
    for form in FORMS:
        for name, schema in provider_schemas(provider, form):
            yield json_file(name, schema)


def names(provider: ir.Provider) -> Iterable[Name]:
    """Yield the names of the files; systems that are blind to case would mix up some."""
    owners = [(model.id, f"model {model.id}", model.origin) for model in provider.models]
    for stem, what, origin in (*owners, (provider.id, f"provider {provider.id}", provider.origin)):
        for form in FORMS:
            yield Name("file", form.file(stem).casefold(), what, origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Yield what the schemas do not say, form by form: what all of them do not, then what only some do not."""
    told: set[tuple[str, str, str]] = set()
    for form in FORMS:
        marks = [
            *(["strict"] if form.strict else []),
            *(["draft-07"] if form.dialect is Dialect.OLD else []),
        ]
        mark = f" ({', '.join(marks)})" if marks else ""
        found = model_schemas(provider, strict=form.strict, dialect=form.dialect)
        for model, made in found.items():
            for subject, reason in made.lost:
                if (model, subject, reason) not in told:
                    told.add((model, subject, reason))
                    yield Loss(model, subject, reason + mark)


TARGET = Target(
    name="jsonschema",
    title="JSON Schema, drafts 2020-12 and 07.",
    files=files,
    names=names,
    losses=losses,
)
