"""The files of a provider from plain data, in the order and form that the shipped pacts have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from modelpact import naming
from modelpact.files import File
from modelpact.scaffold.blocks import blocks

Kind = Literal["provider", "family", "model"]
Comments = Mapping[str, str]
"""What to say above a key of the top level; under an empty key: at the head of the file."""

_GROUPS: Final[tuple[tuple[str, ...], ...]] = (
    (
        "pact",
        "provider",
        "model",
        "family",
        "title",
        "description",
        "aliases",
        "lifecycle",
        "without",
        "source",
    ),
    ("base_url", "operations", "auth", "headers", "operation"),
    ("parameters", "required"),
)
"""Keys that stand together at the top, in this order; every other key has a paragraph of its own."""

_LANGUAGE: Final = {
    "provider": "../language/editor",
    "family": "../../language/editor",
    "model": "../../language/editor",
}


@dataclass(frozen=True, slots=True)
class Pacts:
    """A provider as plain data: its file, its families and its models by id, each with comments by key."""

    provider: dict[str, Any]
    families: dict[str, dict[str, Any]]
    models: dict[str, dict[str, Any]]
    comments: Mapping[Kind, Comments] = field(default_factory=dict)


def text(kind: Kind, data: Mapping[str, Any], comments: Comments | None = None) -> str:
    """Print one file; its first line tells editors where the schema lies."""
    said = comments or {}
    parts = [f"# yaml-language-server: $schema={_LANGUAGE[kind]}/{kind}.schema.json"]
    parts += _comment(said.get("", ""))
    for number, group in enumerate(_groups(data)):
        parts += [""] if number else []
        for key in group:
            parts += _comment(said.get(key, ""))
            parts += blocks({key: data[key]})
    return "\n".join(parts) + "\n"


def _groups(data: Mapping[str, Any]) -> Iterator[list[str]]:
    together = [[key for key in group if key in data] for group in _GROUPS]
    named = {key for group in together for key in group}
    alone = [[key] for key in data if key not in named]
    yield from (group for group in (*together, *alone) if group)


def _comment(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in text.splitlines()]


def files(pacts: Pacts) -> tuple[File, ...]:
    """Print every file of a provider, with paths from the folder that holds its folder."""
    at = pacts.provider["provider"]
    found = [
        File(
            f"{at}/provider.yaml", text("provider", pacts.provider, pacts.comments.get("provider"))
        )
    ]
    for kind, folder, things in (
        ("family", "families", pacts.families),
        ("model", "models", pacts.models),
    ):
        taken: set[str] = set()
        for id_, data in things.items():
            stem = naming.unique(naming.file_stem(id_), taken, "-")
            taken.add(stem)
            said = pacts.comments.get("family" if kind == "family" else "model")
            found.append(
                File(
                    f"{at}/{folder}/{stem}.yaml",
                    text("family" if kind == "family" else "model", data, said),
                )
            )
    return tuple(sorted(found))
