"""Words of other languages for what this one calls otherwise: from OpenAPI, other schemas and plain speech."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

_WORDS: Final = {
    "enum": "values choices options allowed allowedValues",
    "pattern": "regex regexp format",
    "minimum": "gte ge from range lower",
    "maximum": "lte le to upper",
    "exclusiveMinimum": "gt",
    "exclusiveMaximum": "lt",
    "type": "nullable kind oneOf anyOf",
    "when": "if where condition",
    "atMostOne": "excludes conflicts conflictsWith",
    "because": "reason message why",
    "base_url": "url host server servers endpoint",
    "environment": "env variable key",
    "operations": "paths endpoints",
    "parameters": "fields inputs",
    "number": "float double decimal",
    "integer": "long",
    "string": "text date uri url file",
    "array": "list tuple set",
    "object": "map mapping dict",
    "preview": "alpha beta experimental",
    "current": "stable active live ga",
    "retired": "removed gone sunset",
}


def meant(word: str, known: Collection[str]) -> str | None:
    """Return what a foreign word is called here, if that is known in its place."""
    return next((ours for ours in known if word in _WORDS.get(ours, "").split()), None)
