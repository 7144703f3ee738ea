"""The evidence of a record, written into the pacts: all of it, or nothing where that would change something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelpact.cli import options, out, places, tree

if TYPE_CHECKING:
    from modelpact import ir, pipeline
    from modelpact.load import SourceFile
    from modelpact.load.edits import Unsafe, Wish
    from modelpact.probe.answers import Answer
    from modelpact.probe.evidence import Seen
    from modelpact.probe.findings import Report
    from modelpact.probe.plan import Plan


def write_back(made: Plan, found: Report, record: Mapping[str, Answer], named: str | None) -> None:
    """Write what a record confirms, and say on standard error what was written and what not, and why."""
    from modelpact import load
    from modelpact.probe import evidence

    spec = places.spec(named)
    if places.are_shipped(named, spec):
        raise click.UsageError("--write: name the folder of your pacts with --spec")
    try:
        host = evidence.host(record)
    except evidence.Unwritable as error:
        raise click.ClickException(f"nothing is written: {error}") from error
    seen, left = evidence.settled(made, found, record)
    with options.readable():
        files = load.read(Path(spec))
    now = _understood(files, spec)
    model = _model(now, made)
    wishes, stated = evidence.wishes(seen, model, now.documents, host)
    left += stated
    new, refused = _edited(files, wishes)
    if new:
        _verify(files, new, made, spec)
    for path, content in sorted(new.items()):
        _replace(Path(load.above(Path(spec)), path), path, files, content)
    for each in left:
        out.note(f"left  {out.visible(f'{each.about}: {each.reason}')}")
    for about, unsafe in refused:
        at = unsafe.position
        where = f"{places.pact(spec, at.path)}:{at.line}:{at.column}"
        out.note(f"left  {out.visible(f'{about}: {where}: {unsafe.why}')}")
    shown = ", ".join(places.pact(spec, path) for path in sorted(new)) or "nothing new"
    out.note(f"written: {shown}; {len(left) + len(refused)} left")


def _understood(files: Iterable[SourceFile], spec: str) -> pipeline.Result:
    from modelpact import pipeline

    language = Path(places.data().language)
    with options.readable():
        result = pipeline.judge(files, language=language)
    if result.errors:
        out.problems(result.errors, spec, err=True)
        raise click.ClickException("nothing is written: the pacts have errors")
    return result


def _model(now: pipeline.Result, made: Plan) -> ir.Model:
    """Find the model of a plan, and refuse one whose facts are others by now."""
    from modelpact.probe.plan import digest

    providers = (p for p in now.catalog.providers if p.id == made.provider)
    models = (model for provider in providers for model in provider.models)
    model = next((model for model in models if model.id == made.model), None)
    if model is None:
        raise click.ClickException(f"nothing is written: {made.provider} has no {made.model}")
    if digest(model) != made.pact:
        raise click.ClickException(
            f"nothing is written: the facts of {made.model} changed since the plan was made; plan and run again"
        )
    return model


def _edited(
    files: Iterable[SourceFile], wishes: Iterable[tuple[Seen, Wish]]
) -> tuple[dict[str, bytes], list[tuple[str, Unsafe]]]:
    """Return the new content of files, by path, and what could not be written."""
    from modelpact.load.edits import Editor, Unsafe

    contents = {file.path: file.content for file in files}
    editors: dict[str, Editor] = {}
    refused: list[tuple[str, Unsafe]] = []
    for each, wish in wishes:
        content = contents[wish.position.path]
        assert isinstance(content, bytes)  # it was understood
        editor = editors.setdefault(wish.position.path, Editor(content))
        try:
            editor.put(wish)
        except Unsafe as unsafe:
            refused.append((each.about, unsafe))
    new = {path: editor.content for path, editor in editors.items()}
    return {path: made for path, made in new.items() if made != contents[path]}, refused


def _verify(files: Iterable[SourceFile], new: Mapping[str, bytes], made: Plan, spec: str) -> None:
    """Read the pacts as they will be: no model's facts may be others."""
    from modelpact.probe.plan import digest

    before = _understood(files, spec)
    after = _understood(
        (replace(file, content=new.get(file.path, file.content)) for file in files), spec
    )
    facts = [
        {(p.id, model.id): digest(model) for p in result.catalog.providers for model in p.models}
        for result in (before, after)
    ]
    if facts[0] != facts[1]:
        raise click.ClickException("nothing is written: a fact would change with it")


def _replace(file: Path, path: str, files: Iterable[SourceFile], content: bytes) -> None:
    from modelpact import write

    read = next(source.content for source in files if source.path == path)

    def change(found: bytes | None, new: bytes) -> bytes:
        if found != read:
            raise click.ClickException(
                f"{file}: changed while its evidence was gathered; run again"
            )
        return new

    with tree.writable():
        write.edit(file, partial(change, new=content))
