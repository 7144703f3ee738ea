"""``modelpact emit``: one target into any project, and the check that it is current there."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from modelpact.cli import completion, near, options, out, overriding, places, tree

if TYPE_CHECKING:
    from modelpact.files import File, Host, Render, Target
    from modelpact.ir import Provider
    from modelpact.pipeline import Result


class _Place(NamedTuple):
    """Where output goes: into ``root``; a file by itself also has a name in there, unless it is printed."""

    root: str
    name: str = ""
    printed: bool = False

    @property
    def alone(self) -> bool:
        return self.printed or self.name != ""


class _Beside(NamedTuple):
    """What output is made from: the folder of the pacts, and that of a user's own templates."""

    spec: str
    templates: str | None


@click.command("emit")
@click.argument("target", shell_complete=completion.targets)
@click.option(
    "--model",
    "-m",
    "models",
    metavar="M",
    multiple=True,
    shell_complete=completion.models,
    help="This model; may be repeated. [default: all]",
)
@click.option("--provider", metavar="P", help="The gateway, where there are several.")
@options.spec
@options.templates
@click.option(
    "--output",
    "-o",
    "to",
    metavar="PATH",
    help="The folder to write to; a file, where there is but one.",
)
@click.option("--file", "one", metavar="NAME", help="Only this one of the target's files.")
@click.option("--stdout", is_flag=True, help="Print the file instead of writing it.")
@click.option(
    "--check", is_flag=True, help="Write nothing; exit 1 if a file differs, is missing or is stale."
)
@click.option(
    "--force", is_flag=True, help="Overwrite emitted files that were edited; the edits are lost."
)
@options.plugins
@click.pass_context
def command(
    ctx: click.Context,
    target: str,
    models: tuple[str, ...],
    provider: str | None,
    spec: str | None,
    templates: str | None,
    to: str | None,
    one: str | None,
    stdout: bool,
    check: bool,
    force: bool,
    no_plugins: bool,
) -> None:
    """Write TARGET for some models into another project.

    Each file says what it came from, the command that renews it and what it cannot express. A validator brings a
    program that runs it on requests. Only files that modelpact wrote are overwritten or deleted.
    """
    from modelpact import pipeline

    if (to is None) != stdout or (stdout and check):
        raise click.UsageError("say where to: -o PATH, or --stdout (which has nothing to check)")
    chosen = tree.target(target, plugins=not no_plugins)
    folder = options.pacts(spec)
    if to is not None:
        tree.apart("-o", to, folder)
    own = overriding.folder(templates)
    sources = overriding.sources(own, plugins=not no_plugins, what="nothing was emitted")
    result = _understood(folder, chosen)
    if result.errors:
        out.problems(result.problems, folder, err=True)
        out.note(f"nothing was emitted: {out.counted(len(result.errors), 'error')}")
        ctx.exit(2)
    source = _provider(result, provider, models)
    words = ["modelpact", "emit", chosen.name]
    chosen_ids = [model.id for model in source.models if model.id in models]
    words += [word for model in chosen_ids for word in ("--model", model)]
    words += ["--provider", provider] if provider else []
    words += ["--file", one] if one else []
    with overriding.rendered(own):
        rendering = pipeline.renderer(Path(places.data().templates), (chosen,), sources)
        beside = _Beside(folder, own)
        place, files = _files(chosen, source, words, to, one, beside, rendering)
    if to is None:
        click.echo(files[0].text, nl=False)
        return
    words += ["--spec", spec] if spec else []
    words += ["--templates", templates] if templates else []
    with tree.writable():
        ctx.exit(_write(place, files, chosen, [*words, "-o", to], check=check, force=force))


def _understood(folder: str, target: Target) -> Result:
    from modelpact import pipeline

    with options.readable(), overriding.rendered(None):
        return pipeline.understand(
            Path(folder), language=Path(places.data().language), targets=(target,)
        )


def _provider(result: Result, name: str | None, models: tuple[str, ...]) -> Provider:
    """Return the provider in question, with no other models than these."""
    from modelpact.emission import reduced

    known = {provider.id: provider for provider in result.catalog.providers}
    if name is not None and name not in known:
        raise click.ClickException(near.no_provider(name, known))
    asked = [known[name]] if name is not None else [*known.values()]
    ids = {provider.id: {model.id for model in provider.models} for provider in asked}
    for model in models:
        if not any(model in each for each in ids.values()):
            raise click.ClickException(near.no_model(asked, model))
    having = [provider for provider in asked if ids[provider.id].issuperset(models)]
    if len(having) != 1:
        several = "say which gateway" if having or not models else "emit each gateway by itself"
        raise click.ClickException(f"{several}: --provider {' or '.join(known)}")
    return reduced(having[0], models or ids[having[0].id])


def _files(
    target: Target,
    provider: Provider,
    words: list[str],
    to: str | None,
    one: str | None,
    beside: _Beside,
    rendering: Render,
) -> tuple[_Place, list[File]]:
    """Render what is asked for; return where it goes, and files with paths from there."""
    from modelpact import emission

    files = sorted(target.files(provider, rendering))
    names = [file.path for file in files]
    if one is not None:
        if one not in names:
            mean = near.hint(one, {name.casefold(): name for name in names})
            raise click.ClickException(f"no file {one!r}{mean}; there are {', '.join(names)}")
        names, files = [one], [file for file in files if file.path == one]
    place = _place(to, one, names)
    if place.alone and len(files) != 1:
        shown = ", ".join(names[:4]) + ", ..." * (len(names) > 4)
        raise click.ClickException(
            f"{target.name} is {len(files)} files here: {shown}\n"
            "  help: give -o a folder, or name one of them with --file"
        )
    command = (*words, *_named(beside, place.root), *_destination(place))
    within = _within(target, provider, one, rendering) if one is not None else provider
    made = emission.Emission(within, target, command, page=not place.alone)
    if place.name:
        files = [replace(files[0], path=place.name)]
    if not place.alone:
        files += emission.company(made, rendering)
        files = _settled(files, target, place.root)
    return place, [emission.headed(file, made.header) for file in files]


def _settled(files: list[File], target: Target, root: str) -> list[File]:
    """Make files part of the module whose folder they go to, if there is one."""
    host = target.host
    folder = os.path.realpath(root)
    while host is not None:
        module = _module(os.path.join(folder, host.marker), host)
        if module:
            below = os.path.relpath(os.path.realpath(root), folder).replace(os.sep, "/")
            path = module if below == "." else f"{module}/{below}"
            return [each for file in files if (each := host.inside(file, path)) is not None]
        if os.path.dirname(folder) == folder:
            break
        folder = os.path.dirname(folder)
    return files


def _module(marker: str, host: Host) -> str:
    """Return the name of somebody's module; none where the file is not there, or was emitted."""
    with options.readable():
        if not os.path.isfile(marker):
            return ""
        with open(marker, encoding="utf-8", errors="replace") as file:
            text = file.read()
    return "" if "Code generated by modelpact" in text else host.name(text)


def _within(target: Target, provider: Provider, one: str, rendering: Render) -> Provider:
    """Return the provider with the models that a file is about: those that bring it when they are alone."""
    from modelpact.emission import reduced

    kept = set()
    for model in provider.models:
        alone = reduced(provider, {model.id})
        if one in {file.path for file in target.files(alone, rendering)}:
            kept.add(model.id)
    return reduced(provider, kept) if kept else provider


def _place(to: str | None, one: str | None, names: list[str]) -> _Place:
    """Tell a file from a folder: what ends like a file of the target is one, unless it is a folder already."""
    if to is None:
        return _Place(".", printed=True)
    suffix = os.path.splitext(to)[1]
    endings = {os.path.splitext(name)[1] for name in names}
    folder = to.endswith(("/", os.sep)) or os.path.isdir(to)
    if not folder and suffix and (len(names) == 1 or suffix in endings):
        return _Place(os.path.dirname(to) or ".", os.path.basename(to))
    return _Place(to, one or "")


def _named(beside: _Beside, root: str) -> list[str]:
    """Name the sources as a caller in ``root`` would; pacts that are shipped need no name."""
    own = ["--templates", _from(beside.templates, root)] if beside.templates is not None else []
    at, shipped = os.path.realpath(beside.spec), os.path.realpath(places.data().spec)
    if at != shipped:
        return ["--spec", _from(at, root), *own]
    taken = places.has_pacts(os.path.join(root, "spec"))
    return [*(["--spec", places.SHIPPED] if taken else []), *own]


def _from(folder: str, root: str) -> str:
    return os.path.relpath(os.path.realpath(folder), os.path.realpath(root)).replace(os.sep, "/")


def _destination(place: _Place) -> list[str]:
    if place.printed:
        return ["--stdout"]
    return ["-o", place.name or "."]


def _write(
    place: _Place, files: list[File], target: Target, words: list[str], *, check: bool, force: bool
) -> int:
    """Write, or tell whether that is needed; return the exit code."""
    from modelpact import write

    owner = "emit" if place.alone else f"emit {target.name}"
    plan = write.plan(files, Path(place.root), owner=owner, alone=place.alone)
    if check:
        tree.report(plan, place.root)
        force = bool(plan.edited)
        return tree.verdict(plan, place.root, shlex.join(words + ["--force"] * force))
    done = write.sync(plan, force=force)
    written, deleted = len(tree.rewritten(done)), len(tree.deleted(done))
    counts = f"{written} written, {len(done.unchanged)} unchanged, {deleted} deleted"
    click.echo(f"{out.visible(places.shown(place.root, place.name))}  {counts}")
    return 0
