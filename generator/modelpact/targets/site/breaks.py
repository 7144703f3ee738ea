"""For each rule a request that breaks it, taken from the conformance vectors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from modelpact import ir, vectors
from modelpact.files import Render

Breaks = Mapping[str, Mapping[str, Any]]
"""Rules' ids with a request that each of them is about."""


def breaks(provider: ir.Provider, render: Render) -> dict[str, Breaks]:
    """By model: for each rule the request that shows it best, with the fewest issues and then the shortest."""
    rules = {model.id: {rule.id for rule in model.rules} for model in provider.models}
    best: dict[str, dict[str, vectors.Row]] = {model.id: {} for model in provider.models}
    for row in vectors.rows(provider, render):
        for _, code in row.issues:
            if row.model and code in rules[row.model]:
                known = best[row.model].get(code)
                if known is None or _cost(row) < _cost(known):
                    best[row.model][code] = row
    return {
        model: {code: json.loads(row.request) for code, row in found.items()}
        for model, found in best.items()
    }


def _cost(row: vectors.Row) -> tuple[int, int, str]:
    return len(row.issues), len(row.request), row.request
