"""The resolved catalogue of a provider as JSON, for readers and for other tools."""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir
from modelpact.catalogs import catalog
from modelpact.files import File, Loss, Name, Render, Target, json_file

_FILE = "catalog.json"


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield the one file."""
    yield json_file(_FILE, catalog(provider))


def names(provider: ir.Provider) -> Iterable[Name]:
    """Yield the one file's name."""
    yield Name("file", _FILE, f"the catalogue of {provider.id}", provider.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Nothing is lost."""
    return ()


TARGET = Target(
    name="catalog", title="The resolved catalogue as JSON.", files=files, names=names, losses=losses
)
