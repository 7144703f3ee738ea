"""Edits of pacts, made in memory, and what is expected of each (data/edits.yaml)."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import Any

from ruamel.yaml import YAML

from modelpact import ir, load, render, resolve, validate
from modelpact.diff import ARTEFACTS, Change, diff
from pacts import ROOT, schemas

RENDER = render.renderer([ROOT / "templates"])
DIRECTIONS = ("there", "back")
SPECS = {"gravitex": ROOT / "spec", "foundry": ROOT / "tests" / "foundries"}


@dataclass(frozen=True)
class Expected:
    """What is expected one way: (class, model, pointer) of every change, and more of those that the edit is about."""

    changes: list[tuple[str, str, str]]
    models: tuple[str, ...]
    level: str
    pointer: str
    steps: dict[str, str]
    verdicts: str | None
    witness: Any


@functools.cache
def rows() -> tuple[dict[str, Any], ...]:
    """The table, as it is written."""
    found = YAML(typ="safe", pure=True).load(ROOT / "tests" / "data" / "edits.yaml")
    return tuple(found)


def expected(row: dict[str, Any], direction: str) -> Expected:
    told = row[direction]
    at = told.get("at", row["at"])
    models = row["models"]
    if models == "all":
        models = [model.id for model in known(provider_of(row)).models]
    found = [(told["class"], model, at) for model in models]
    found += [("safe", model, at) for model in row.get("quiet", ())]
    for *levels, pointer, model in (pad(each, models) for each in row.get("also", ())):
        level = levels[DIRECTIONS.index(direction)]
        found += [(level, each, pointer) for each in model if level != "none"]
    return Expected(
        changes=sorted(found),
        models=tuple(models),
        level=told["class"],
        pointer=at,
        steps=dict(zip(ARTEFACTS, told["steps"].split(), strict=True)),
        verdicts=told.get("verdicts"),
        witness=told.get("witness", {}),
    )


def pad(also: list[str], models: list[str]) -> list[Any]:
    """Name the models of a further change: those of the row where none is named."""
    return [*also[:3], [also[3]] if len(also) > 3 else models]


def provider_of(row: dict[str, Any]) -> str:
    """The provider of which a row edits the pacts."""
    return str(row.get("of", "gravitex"))


@functools.cache
def _read(name: str) -> tuple[dict[str, load.SourceFile], dict[str, Any]]:
    """The files of the pacts, and the documents in them, by path."""
    files = load.read(SPECS[name])
    documents, invalid = validate.validate(load.load(files)[0], schemas())
    assert not invalid
    found = {document.path: document for document in documents}
    return {file.path: file for file in files}, found


def _resolved(files: dict[str, load.SourceFile], known: dict[str, Any]) -> ir.Provider:
    documents = [known[path] for path in sorted(known)]
    catalog, problems = resolve.resolve(documents, sorted(files))
    assert not problems, problems
    return catalog.providers[0]


@functools.cache
def known(name: str) -> ir.Provider:
    """A provider as it is."""
    return _resolved(*_read(name))


def shipped() -> ir.Provider:
    return known("gravitex")


def sides(row: dict[str, Any], direction: str) -> tuple[ir.Provider, ir.Provider]:
    """The providers before and after an edit, or the other way round."""
    path = f"{provider_of(row)}/{row['file']}"
    files, known = _read(provider_of(row))
    files, known = dict(files), dict(known)
    if "copied" in row:
        family = "gravitex/families/gpt-image.yaml"
        _write("gravitex/families/copy.yaml", _swapped(files[family], row["copied"]), files, known)
    if "base" in row:
        _write(path, _swapped(files[path], row["base"]), files, known)
    before = _resolved(files, known)
    if "gone" in row:
        del files[path], known[path]
    else:
        _write(path, _swapped(files[path], row["swap"]), files, known)
    for other, swap in row.get("with", {}).items():
        place = f"{provider_of(row)}/{other}"
        _write(place, _swapped(files[place], swap), files, known)
    after = _resolved(files, known)
    return (before, after) if direction == "there" else (after, before)


def _swapped(file: load.SourceFile, swap: dict[str, str]) -> load.SourceFile:
    assert isinstance(file.content, bytes)
    text = file.content.decode("utf-8")
    for old, new in swap.items():
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return replace(file, content=text.encode("utf-8"))


def _write(
    path: str, file: load.SourceFile, files: dict[str, load.SourceFile], known: dict[str, Any]
) -> None:
    """Put a file among the others, read again."""
    files[path] = replace(file, path=path)
    loaded, unread = load.load([files[path]])
    documents, invalid = validate.validate(loaded, schemas())
    assert not unread and not invalid, (unread, invalid)
    known[path] = documents[0]


def changes(old: ir.Provider, new: ir.Provider) -> tuple[Change, ...]:
    return diff(ir.Catalog(providers=(old,)), ir.Catalog(providers=(new,)), RENDER)


def holds(body: Any, wanted: Any) -> bool:
    """Tell whether a request holds what is wanted of it, members within members."""
    if isinstance(wanted, dict):
        return isinstance(body, dict) and all(
            name in body and holds(body[name], item) for name, item in wanted.items()
        )
    return bool(body == wanted) and type(body) is type(wanted)
