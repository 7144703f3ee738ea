"""The resolved catalogue of a provider as JSON, for readers and for other tools.

``spec/language/catalog.schema.json`` describes it. What the catalogue leaves empty is left out, and the schema says
what that means, so that nothing is lost. Origins stay out: a line that moves must not change a byte here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from modelpact import ir
from modelpact.files import File, Loss, Name, Render, Target, json_file
from modelpact.targets.catalog.models import family, model
from modelpact.targets.catalog.models import provider as provider_data

VERSION = 1
"""Of the catalogue's shape."""

_FILE = "catalog.json"


def catalog(provider: ir.Provider) -> dict[str, Any]:
    """Return a provider as plain data."""
    return {
        "catalog": VERSION,
        "provider": provider_data(provider),
        "families": [
            {
                **family(item),
                "models": [model(found) for found in provider.models if found.family == item.id],
            }
            for item in provider.families
        ],
    }


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the one file."""
    yield json_file(_FILE, catalog(provider))


def names(provider: ir.Provider) -> Iterable[Name]:
    """Yield the one file's name."""
    yield Name("file", _FILE, f"the catalogue of {provider.id}", provider.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Nothing is lost."""
    return ()


TARGET = Target(
    name="catalog", title="The resolved catalogue as JSON.", files=files, names=names, losses=losses
)
