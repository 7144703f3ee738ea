"""The drafts of JSON Schema, and what the older one has no words for."""

from __future__ import annotations

from enum import Enum
from typing import Any

from modelpact.schemas.reading import Schema, Unsayable


class Dialect(Enum):
    """A draft: the value is its address, as ``$schema`` names it."""

    NEW = "https://json-schema.org/draft/2020-12/schema"
    OLD = "http://json-schema.org/draft-07/schema#"

    @property
    def definitions(self) -> str:
        """The keyword below which shared schemas stand."""
        return "$defs" if self is Dialect.NEW else "definitions"


_COUNTING = ("minContains", "maxContains")


def older(schema: Schema) -> Schema:
    """Write a schema of a rule in draft-07, or raise Unsayable: that draft cannot count the items that match."""
    found = _older(schema)
    assert isinstance(found, dict | bool)
    return found


def _older(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_older(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if any(key in schema for key in _COUNTING):
        raise Unsayable("a count of the items that match")
    return {
        "items" if key == "prefixItems" else key: item if key in _VALUES else _older(item)
        for key, item in schema.items()
    }


# what these hold are values or names, no schemas
_VALUES = frozenset({"const", "default", "enum", "examples", "required"})
