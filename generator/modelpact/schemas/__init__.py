"""Models as JSON Schemas, for every target that speaks of values in that language."""

from __future__ import annotations

from modelpact.schemas.dialect import Dialect
from modelpact.schemas.models import ModelSchema, model_schemas

__all__ = ["Dialect", "ModelSchema", "model_schemas"]
