"""Schemas in a shape that generators of clients can read, with the same verdicts.

Generators make types of what they find in ``allOf`` and ``anyOf``, even where it is only a condition. None makes types
of ``then``: so conditions stand there, below an ``if`` that always holds. Validators see them at the same place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from modelpact import ir
from modelpact.schemas.reading import Schema, inside, refused


def readable(schema: Schema) -> dict[str, Any]:
    """Rewrite the schema of a value: what it is made of, then what it must satisfy.

    Some take a title for the name of a type, so that two alike clash; and some send a default, or ask for it, though
    it is what the server takes by itself. Both go into the description.
    """
    if isinstance(schema, bool):
        return _spelled(schema)
    kept = {key: item for key, item in schema.items() if key != "allOf"}
    asked = [_condition(one) for one in schema.get("allOf", ())]
    made = _listed(inside(kept, lambda below, _: readable(below)))
    told = " ".join(_told(made))
    for word in ("title", "description", "default"):
        made.pop(word, None)
    made = {**({"description": told} if told else {}), **made}
    members = made.get("properties", {})
    never = {name: below for name, below in members.items() if below.get("not") == {}}
    if never:
        made["properties"] = {name: below for name, below in members.items() if name not in never}
    if never and made.get("additionalProperties") is not False:
        asked.insert(0, {"$comment": "What the model does not take.", "properties": never})
    rules = {"$comment": "What must hold beyond types.", "allOf": asked}
    return {**made, "if": {}, "then": rules} if asked else made


def _told(schema: dict[str, Any]) -> Iterator[str]:
    if title := schema.get("title"):
        yield f"{title}."
    if description := schema.get("description"):
        yield description
    if "default" in schema:
        yield f"Without it: {ir.Json.of(schema['default']).text}."


def _condition(schema: Schema) -> dict[str, Any]:
    if isinstance(schema, bool):
        return _spelled(schema)
    return _listed(inside(schema, lambda below, _: _condition(below)))


def _spelled(schema: bool) -> dict[str, Any]:
    """Spell ``true`` and ``false`` as more readers know them."""
    return {} if schema else refused()


def _listed(schema: dict[str, Any]) -> dict[str, Any]:
    """Name the items of a list, be they anything."""
    return (
        {**schema, "items": {}}
        if schema.get("type") == "array" and "items" not in schema
        else schema
    )
