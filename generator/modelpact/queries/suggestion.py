"""The nearest request that is not rejected."""

from __future__ import annotations

from typing import Any

from modelpact import ir
from modelpact.queries.search import Check, Mended, mended


def suggest(model: ir.Model, body: Any, check: Check) -> Mended:
    """Change a request for a model as little as can be until its validator does not reject it."""
    return mended(model, body, check)
