"""Judge JSON that was given as a catalogue, and read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from modelpact import ir
from modelpact.catalogs import VERSION, catalog, provider
from modelpact.errors import Position, Problem
from modelpact.validate.quick import catalog_acceptor
from modelpact.validate.words import shown

_REST = "What `modelpact generate` wrote was changed, or is of another version: make it anew from its pacts."


def read(
    data: Any, path: str, schemas: Mapping[str, Any]
) -> tuple[ir.Provider | None, tuple[Problem, ...]]:
    """Return the provider that a catalogue is about, or the first thing that is wrong with it.

    ``schemas`` are spec/language by file name; everything that is read is from line 1 of ``path``.
    """
    try:
        return _read(data, path, schemas)
    except RecursionError:
        return _fault(path, "S020", "it is nested too deeply for a catalogue", _REST)


def _read(
    data: Any, path: str, schemas: Mapping[str, Any]
) -> tuple[ir.Provider | None, tuple[Problem, ...]]:
    if not isinstance(data, dict) or "catalog" not in data:
        help = "Give a file that `modelpact generate` writes as <provider>/catalog/catalog.json."
        return _fault(path, "S020", "this JSON is no catalogue: it has no key `catalog`", help)
    version = data["catalog"]
    if type(version) is not int or version != VERSION:
        message = f"the catalogue is in version {shown(version)}, and this is a reader of version {VERSION}"
        help = "Install a modelpact that reads it, or compare the pacts themselves."
        return _fault(path, "S021", message, help)
    if not catalog_acceptor(schemas)(data):
        # Here and not above: jsonschema is only waited for where it has something to say.
        from modelpact.validate.judge import catalog_error

        found = catalog_error(data, schemas)
        if found:
            return _fault(path, "S020", f"the catalogue does not fit its schema {found}", _REST)
    known = provider(data, path)
    ids = [model.id for model in known.models]
    if twice := next((id_ for id_ in ids if ids.count(id_) > 1), None):
        return _fault(path, "S020", f"the catalogue has two models {shown(twice)}", _REST)
    if (at := _difference(data, catalog(known), "")) is not None:
        message = f"the catalogue says something at {at or 'its root'} that no catalogue says"
        return _fault(path, "S020", message, _REST)
    return known, ()


def _fault(path: str, code: str, message: str, help: str) -> tuple[None, tuple[Problem, ...]]:
    return None, (Problem(Position(path), code, message, help),)


def _difference(found: Any, meant: Any, pointer: str) -> str | None:
    """Return a pointer to the first place where plain data is not what is meant."""
    if found == meant:
        return None
    if isinstance(found, dict) and isinstance(meant, dict) and found.keys() == meant.keys():
        inner = ((ir.pointer((key,)), found[key], meant[key]) for key in found)
    elif isinstance(found, list) and isinstance(meant, list) and len(found) == len(meant):
        inner = ((f"/{at}", *both) for at, both in enumerate(zip(found, meant, strict=True)))
    else:
        return pointer
    below = (_difference(one, other, pointer + step) for step, one, other in inner)
    return next(at for at in below if at is not None)
