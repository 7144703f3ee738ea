"""Schemas of the pact language that need no other file, for editors."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from modelpact.files import File, json_file

PACTS: Final = ("provider", "family", "model", "changelog")
"""The kinds of files that people write."""


def files(schemas: Mapping[str, Any]) -> tuple[File, ...]:
    """Return the schemas for whatever people write; ``schemas`` are spec/language by file name."""
    return tuple(file(schemas, kind) for kind in PACTS)


def file(schemas: Mapping[str, Any], kind: str) -> File:
    """Return the schema of one kind of file."""
    return json_file(_name(kind), bundle(schemas, kind))


def bundle(schemas: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Return the schema of one kind of file as plain data, with all that it refers to.

    It has no ``$id``: some editors would look there, and not here, for what it refers to.
    """
    name = _name(kind)
    root = {key: value for key, value in schemas[name].items() if key not in ("$id", "$defs")}
    parts: dict[str, Any] = {}
    wanted = [*_parts(root, name)]
    for there, part in wanted:  # grows, as parts refer to others
        if part not in parts:
            parts[part] = schemas[there]["$defs"][part]
            wanted += _parts(parts[part], there)
    whole: dict[str, Any] = _local(root | {"$defs": dict(sorted(parts.items()))})
    return whole


def _name(kind: str) -> str:
    return f"{kind}.schema.json"


def _parts(node: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the file, and the name below its ``$defs``, of each part that a schema in a file refers to."""
    match node:
        case {"$ref": str(ref)}:
            there, _, pointer = ref.partition("#/$defs/")
            yield there or name, pointer.split("/")[0]
        case {**members}:
            for member in members.values():
                yield from _parts(member, name)
        case [*items]:
            for item in items:
                yield from _parts(item, name)


def _local(node: Any) -> Any:
    match node:
        case {"$ref": str(ref), **beside}:
            return {"$ref": ref[ref.index("#") :], **beside}
        case {**members}:
            return {key: _local(member) for key, member in members.items()}
        case [*items]:
            return [_local(item) for item in items]
    return node
