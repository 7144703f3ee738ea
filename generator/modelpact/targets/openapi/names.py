"""What the schemas of requests are called."""

from __future__ import annotations

from modelpact import ir, naming

REQUEST = "ImageRequest"
"""The schema of every request."""


def component(model: ir.Model) -> str:
    """Name the schema of a model's requests."""
    return f"{naming.pascal(model.id)}Request"
