"""The invented gateway whose calls are more than one JSON POST with one JSON answer."""

from __future__ import annotations

from functools import lru_cache

from builds import ROOT, build
from modelpact import ir, pipeline

SPEC = ROOT / "tests" / "foundries"


@lru_cache(maxsize=1)
def built() -> pipeline.Result:
    """All that is made of it."""
    result = build(SPEC)
    assert result.errors == (), "\n".join(map(str, result.errors))
    return result


def provider() -> ir.Provider:
    """It itself."""
    (found,) = built().catalog.providers
    return found


def model(id_: str) -> ir.Model:
    """One of its models."""
    return next(model for model in provider().models if model.id == id_)
