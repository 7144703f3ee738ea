"""The drafts of JSON Schema, and what the older one has no words for."""

from __future__ import annotations

from enum import Enum

from modelpact.schemas.reading import Schema, Unsayable, inside


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
    if isinstance(schema, bool):
        return schema
    if any(key in schema for key in _COUNTING):
        raise Unsayable("a count of the items that match")
    made = inside(schema, lambda below, _: older(below))
    return {"items" if key == "prefixItems" else key: item for key, item in made.items()}
