"""The program on one page: a folder of pacts becomes files, or problems."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from modelpact import check, ir, load, render, resolve, validate
from modelpact.document import Document, excerpt
from modelpact.errors import Problem
from modelpact.files import File, Loss, Target
from modelpact.targets import TARGETS

COMMITTED = tuple(target for target in TARGETS if target.committed)
"""What is made when nothing is named."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a build yields. ``files`` have paths ``provider/target/...``; there are none where there are errors."""

    documents: tuple[Document, ...]
    catalog: ir.Catalog
    problems: tuple[Problem, ...]
    files: tuple[File, ...] = ()
    losses: tuple[tuple[str, str, Loss], ...] = ()
    """Provider, target and what the target cannot express."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level == "error")


def build(
    spec: Path,
    *,
    language: Path,
    templates: Path,
    targets: Iterable[Target] = COMMITTED,
    tell: Callable[[str], None] = lambda step: None,
) -> Result:
    """Read the pacts below ``spec`` and render them for ``targets``; ``tell`` hears what is rendered next."""
    with no_collection():
        result = understand(spec, language=language)
        if result.errors:
            return result
        rendering = render.renderer((templates,))
        files: list[File] = []
        losses: list[tuple[str, str, Loss]] = []
        for provider in result.catalog.providers:
            for target in targets:
                at = f"{provider.id}/{target.name}"
                tell(at)
                files += (File(f"{at}/{f.path}", f.text) for f in target.files(provider, rendering))
                losses += ((provider.id, target.name, loss) for loss in target.losses(provider))
        return Result(
            result.documents, result.catalog, result.problems, tuple(sorted(files)), tuple(losses)
        )


def understand(spec: Path, *, language: Path) -> Result:
    """Read and check the pacts below ``spec``: everything but the rendering. All problems come at once."""
    with no_collection():
        documents, catalog, unresolved = resolved(load.read(spec), language)
        names = [
            name._replace(scope=f"{provider.id}/{target.name}: {name.scope}")
            for provider in catalog.providers
            for target in TARGETS
            for name in target.names(provider)
        ]
        lines = {document.path: document.lines for document in documents}
        wrong = (
            replace(
                problem, excerpt=excerpt(lines.get(problem.position.path, ()), problem.position)
            )
            for problem in check.check(catalog, names)
        )
        return Result(documents, catalog, tuple(sorted({*unresolved, *wrong})))


def resolved(
    files: Iterable[load.SourceFile], language: Path
) -> tuple[tuple[Document, ...], ir.Catalog, tuple[Problem, ...]]:
    """Turn files into a catalogue, with every problem that keeps part of them out of it."""
    files = tuple(files)
    loaded, unread = load.load(files)
    documents, invalid = validate.validate(loaded, schemas(language))
    catalog, unresolved = resolve.resolve(documents, [file.path for file in files])
    return documents, catalog, (*unread, *invalid, *unresolved)


def schemas(language: Path) -> dict[str, Any]:
    """Read the schemas of the pact language, by file name."""
    found = sorted(language.glob("*.schema.json"))
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in found}


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking a catalogue that lives to the end anyway."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
