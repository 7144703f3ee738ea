"""Documents of others -> pacts. Pure: a document and what is asked of it go in, files and losses come out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modelpact.files import File
from modelpact.importing import jsonschemas, openapi
from modelpact.importing.calls import Asked
from modelpact.importing.schema import Lost, Source
from modelpact.importing.settle import settled, sources

__all__ = ["Asked", "Imported", "Lost", "import_jsonschema", "import_openapi", "sources"]


@dataclass(frozen=True, slots=True)
class Imported:
    """The files of a provider, its id and models, and what pacts do not say as the document does."""

    provider: str
    models: tuple[str, ...]
    files: tuple[File, ...]
    losses: tuple[Lost, ...]


def import_openapi(document: Any, asked: Asked, language: Path) -> Imported:
    """Turn an OpenAPI document into pacts, or raise Unreadable."""
    source = Source(document)
    return _imported(openapi.read(source, asked), source, language)


def import_jsonschema(document: Any, asked: Asked, language: Path) -> Imported:
    """Turn a JSON Schema of a request body into pacts, or raise Unreadable."""
    source = Source(document)
    return _imported(jsonschemas.read(source, asked), source, language)


def _imported(made: openapi.Made, source: Source, language: Path) -> Imported:
    files = settled(made.pacts, made.bodies, source, language)
    losses = tuple(sorted(source.losses))
    return Imported(made.pacts.provider["provider"], tuple(made.pacts.models), files, losses)
