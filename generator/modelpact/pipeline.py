"""The program on one page: a folder of pacts becomes files, or problems."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from modelpact import check, ir, load, render, resolve, tidy, validate
from modelpact.check import suppressions, upkeep
from modelpact.document import Document, excerpt
from modelpact.errors import Problem, Suppressed
from modelpact.files import File, Loss, Render, Target
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
    suppressed: tuple[Suppressed, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level == "error")


def build(
    spec: Path,
    *,
    language: Path,
    templates: Path,
    targets: Iterable[Target] = COMMITTED,
    overrides: Mapping[str, str] | None = None,
    tell: Callable[[str], None] = lambda step: None,
) -> Result:
    """Read the pacts below ``spec`` and render them for ``targets``; ``tell`` hears what is rendered next.

    ``overrides`` are a user's own templates, by name. Raises ``Unrenderable`` where one of them fails.
    """
    targets = tuple(targets)
    with no_collection():
        result = understand(spec, language=language, targets=targets)
        if result.errors:
            return result
        rendering = renderer(templates, targets, overrides)
        files: list[File] = []
        losses: list[tuple[str, str, Loss]] = []
        for provider in result.catalog.providers:
            for target in targets:
                at = f"{provider.id}/{target.name}"
                tell(at)
                files += (File(f"{at}/{f.path}", f.text) for f in target.files(provider, rendering))
                losses += ((provider.id, target.name, loss) for loss in target.losses(provider))
        return replace(result, files=tuple(sorted(files)), losses=tuple(losses))


def renderer(
    templates: Path, targets: Iterable[Target], overrides: Mapping[str, str] | None = None
) -> Render:
    """What renders targets: from the shipped templates, those of the targets, and over them a user's own.

    Python that a user's own template has a part in is laid out by black.
    """
    folders = (templates, *(target.templates for target in targets if target.templates))
    rendering = render.renderer(folders, overrides)
    if not overrides:
        return rendering
    from modelpact.render.overrides import Touched

    touched = Touched(folders, overrides)

    def laid_out(name: str, view: Any) -> str:
        text = rendering(name, view)
        kind = name.removesuffix(".jinja").rsplit(".", 1)[-1]
        if kind not in ("py", "pyi") or not touched(name):
            return text
        try:
            return tidy.tidied(text, stub=kind == "pyi")
        except tidy.Untidy as error:
            raise touched.no_python(name, text, error.line, error.reason) from error

    return laid_out


def understand(
    spec: Path,
    *,
    language: Path,
    targets: Iterable[Target] = (),
    care: upkeep.Asked | None = None,
) -> Result:
    """Read and check the pacts below ``spec``: everything but the rendering. All problems come at once.

    The names that ``targets`` will write are checked besides those of the shipped ones.
    With ``care`` also look for what wants care, unless files are broken: it would be told of what is left of them.
    """
    return judge(load.read(spec), language=language, targets=targets, care=care)


def judge(
    files: Iterable[load.SourceFile],
    *,
    language: Path,
    targets: Iterable[Target] = (),
    care: upkeep.Asked | None = None,
) -> Result:
    """As ``understand``, of files that need not lie on a disk."""
    checked = (*TARGETS, *(target for target in targets if target not in TARGETS))
    with no_collection():
        documents, catalog, broken = resolved(files, language)
        names = [
            name._replace(scope=f"{provider.id}/{target.name}: {name.scope}")
            for provider in catalog.providers
            for target in checked
            for name in target.names(provider)
        ]
        found: tuple[Problem, ...] = check.check(catalog, names)
        comments = suppressions.read(documents)
        if care is None or broken:
            told, suppressed = suppressions.apply(found, comments)
        else:
            found += upkeep.findings(catalog, documents, care)
            told, suppressed = suppressions.apply(found, comments)
            told += suppressions.findings(documents, suppressed, care.as_of)
        lines = {document.path: document.lines for document in documents}
        problems = sorted({*broken, *(_quoted(problem, lines) for problem in told)})
        passed = sorted(replace(s, problem=_quoted(s.problem, lines)) for s in suppressed)
        return Result(documents, catalog, tuple(problems), suppressed=tuple(passed))


def resolved(
    files: Iterable[load.SourceFile], language: Path
) -> tuple[tuple[Document, ...], ir.Catalog, tuple[Problem, ...]]:
    """Turn files into a catalogue, with every problem that keeps part of them out of it."""
    files = tuple(files)
    loaded, unread = load.load(files)
    documents, invalid = validate.validate(loaded, schemas(language))
    catalog, unresolved = resolve.resolve(documents, [file.path for file in files])
    return documents, catalog, (*unread, *invalid, *unresolved)


def _quoted(problem: Problem, lines: Mapping[str, tuple[str, ...]]) -> Problem:
    """Add the source line."""
    at = problem.position
    return replace(problem, excerpt=excerpt(lines.get(at.path, ()), at))


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
