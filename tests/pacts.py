"""Pacts from texts, without a disk: what tests of the resolver, the checks and the validators start from."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from modelpact import check, ir, load, naming, render, resolve, validate
from modelpact.check import suppressions, upkeep
from modelpact.document import Document
from modelpact.errors import Problem
from modelpact.targets import python_validators

ROOT = Path(__file__).parent.parent
PROVIDER = """
pact: 1
provider: acme
title: Acme
base_url: https://acme.example/v1
operations: {generate: {method: POST, path: /images}}
"""
FAMILY = """
pact: 1
family: fam
title: Fam
"""
MODEL = """
pact: 1
model: m-1
family: fam
"""


def source(path: str, text: str) -> load.SourceFile:
    """Make a spec file of a text; its folder tells its kind."""
    kind = "family" if "families/" in path else "model" if "models/" in path else "provider"
    return load.SourceFile(path=path, provider="acme", kind=kind, content=text.encode())


@functools.cache
def schemas() -> dict[str, Any]:
    """The schemas of the language."""
    found = (ROOT / "spec" / "language").glob("*.schema.json")
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in found}


def loaded(
    model: str = "",
    family: str = "",
    provider: str = "",
    extra: Iterable[load.SourceFile] = (),
    **more: str,
) -> tuple[Document, ...]:
    """Read a provider of one family and one model, each with these lines added.

    ``more`` are further models, ``extra`` any further files.
    """
    files = [
        source("acme/provider.yaml", PROVIDER + provider),
        source("acme/families/fam.yaml", FAMILY + family),
        source("acme/models/m-1.yaml", MODEL + model),
        *(source(f"acme/models/{name}.yaml", text) for name, text in more.items()),
        *extra,
    ]
    read, unread = load.load(files)
    documents, invalid = validate.validate(read, schemas())
    assert not unread and not invalid, (unread, invalid)
    return documents


def resolved(
    model: str = "", family: str = "", provider: str = "", **more: str
) -> tuple[ir.Catalog, tuple[Problem, ...]]:
    """Resolve what ``loaded`` reads."""
    return resolve.resolve(loaded(model, family, provider, **more))


def catalog(model: str = "", family: str = "", provider: str = "", **more: str) -> ir.Catalog:
    """As ``resolved``, without problems."""
    found, problems = resolved(model, family, provider, **more)
    assert not problems, problems
    return found


def findings(
    model: str = "", family: str = "", provider: str = "", **more: str
) -> list[tuple[str, str, int]]:
    """Code, file and line of everything that resolving and checking find."""
    found, problems = resolved(model, family, provider, **more)
    names = [name for each in found.providers for name in python_validators.TARGET.names(each)]
    told = (*problems, *check.check(found, names))
    return sorted((p.code, p.position.path.rsplit("/", 1)[-1], p.position.line) for p in told)


def line_of(text: str, part: str, before: str = MODEL) -> int:
    """The line in which a part of added text will stand."""
    return (before + text)[: (before + text).index(part)].count("\n") + 1


def validator(found: ir.Catalog, model: str = "m-1") -> ModuleType:
    """Render and run the stand-alone validator of a model."""
    return modules(found)[naming.module(model)]


def modules(found: ir.Catalog) -> dict[str, ModuleType]:
    """Render and run every Python validator of the first provider, by module name."""
    rendering = render.renderer([ROOT / "templates"])
    loaded = {}
    for file in python_validators.TARGET.files(found.providers[0], rendering):
        module = ModuleType(file.path.removesuffix(".py"))
        exec(compile(file.text, file.path, "exec"), module.__dict__)
        loaded[module.__name__] = module
    return loaded


def said(module: ModuleType, body: Any, mode: str = "warn") -> list[str]:
    """Issues as ``severity code pointer``."""
    return [
        f"{issue.severity} {issue.code} {issue.pointer}" for issue in module.check(body, mode=mode)
    ]


def cared_for(
    model: str = "",
    family: str = "",
    provider: str = "",
    as_of: str = "",
    older_than: int = 180,
    extra: Iterable[load.SourceFile] = (),
    **more: str,
) -> list[tuple[str, str, int]]:
    """Code, file and line of what ``lint`` finds in pacts that resolve, comments heeded."""
    day = date.fromisoformat(as_of) if as_of else None
    documents = loaded(model, family, provider, extra, **more)
    found, unresolved = resolve.resolve(documents)
    assert not unresolved, unresolved
    every = (
        *check.check(found, ()),
        *upkeep.findings(found, documents, upkeep.Asked(day, older_than)),
    )
    told, passed = suppressions.apply(every, suppressions.read(documents))
    told += suppressions.findings(documents, passed, day)
    return sorted((p.code, p.position.path.rsplit("/", 1)[-1], p.position.line) for p in told)
