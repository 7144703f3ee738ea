"""The resolved catalogue of a provider as JSON, written and read.

``spec/language/catalog.schema.json`` describes it. What the catalogue leaves empty is left out, and the schema says
what that means, so that nothing is lost but origins: a line that moves must not change a byte.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from modelpact import ir
from modelpact.catalogs.models import FAMILY, MODEL, PROVIDER, RELEASE
from modelpact.errors import Position

VERSION: Final = 1
"""Of the catalogue's shape."""


def catalog(provider: ir.Provider) -> dict[str, Any]:
    """Return a provider as plain data."""
    releases = [RELEASE.write(release) for release in provider.releases]
    return {
        "catalog": VERSION,
        "provider": PROVIDER.write(provider),
        "families": [
            {
                **FAMILY.write(family),
                "models": [
                    MODEL.write(model) for model in provider.models if model.family == family.id
                ],
            }
            for family in provider.families
        ],
        **({"releases": releases} if releases else {}),
    }


def provider(data: Any, path: str) -> ir.Provider:
    """Return the provider that data which the schema accepts was made of; all of it is from line 1 of ``path``."""
    origin = Position(path)
    families = [FAMILY.read(family, origin) for family in data["families"]]
    models = [
        MODEL.read(model, origin, family=family["id"])
        for family in data["families"]
        for model in family["models"]
    ]
    head: ir.Provider = PROVIDER.read(data["provider"], origin)
    return replace(
        head,
        families=tuple(sorted(families, key=lambda family: family.id)),
        models=tuple(sorted(models, key=lambda model: model.id)),
        releases=tuple(RELEASE.read(release, origin) for release in data.get("releases", ())),
    )
