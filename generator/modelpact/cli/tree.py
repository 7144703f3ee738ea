"""What commands that write a tree of files have in common: conflicts, and the check that all is current."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from modelpact.cli import near, out, places

if TYPE_CHECKING:
    from modelpact.files import Target
    from modelpact.plugins import Known
    from modelpact.write import Plan


@contextmanager
def writable() -> Iterator[None]:
    """Turn a tree that cannot be read or written into sentences and exit code 2."""
    from modelpact import write

    try:
        yield
    except write.WriteError as error:
        for line in error.details:
            out.note(f"  {out.visible(line)}")
        help = f"\n  help: {error.help}" if error.help else ""
        raise click.ClickException(f"{out.visible(str(error))}{help}") from error


def apart(option: str, folder: str, spec: str) -> None:
    """Refuse to write into the folder of the pacts."""
    here, there = os.path.realpath(folder), os.path.realpath(spec)
    if here == there or here.startswith(os.path.join(there, "")):
        raise click.UsageError(
            f"{option} {folder} lies in the folder of the pacts; choose another one"
        )


def target(name: str, *, plugins: bool = True) -> Target:
    """Return the target of this name."""
    from modelpact.plugins import names

    chosen = found(name, plugins=plugins)
    if chosen is None:
        known = names(plugins=plugins)
        mean = near.hint(name, {each: each for each in known})
        raise click.UsageError(f"no target {name!r}{mean}; there are {', '.join(known)}")
    return chosen


def found(name: str, *, plugins: bool = True) -> Target | None:
    """Return the target of this name, if there is one."""
    from modelpact.plugins import PluginError, named

    try:
        return named(name, plugins=plugins)
    except PluginError as error:
        raise click.ClickException(f"{error}\n  help: --no-plugins does without") from error


def every(*, plugins: bool = True) -> tuple[Known, ...]:
    """Return all targets, with the package that each is from."""
    from modelpact.plugins import PluginError, known

    try:
        return known(plugins=plugins)
    except PluginError as error:
        raise click.ClickException(f"{error}\n  help: --no-plugins does without") from error


def differences(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return what keeps a tree from being current, by kind; nothing at all where only the manifest differs."""
    return {
        "missing": plan.new,
        "differs": plan.changed,
        "stale": plan.stale,
        "edited": plan.edited,
        "extra": plan.extra,
        "blocked": tuple(path for path, _ in plan.blocked),
    }


def report(plan: Plan, folder: str) -> None:
    """Print a line for each file that is not current."""
    named = differences(plan)
    for name, paths in named.items():
        for path in paths:
            click.echo(f"{name}: {places.shown(folder, out.visible(path))}")
    if not plan.current and not any(named.values()):
        click.echo(f"differs: {places.shown(folder, '.modelpact.json')}")


def verdict(plan: Plan, folder: str, mend: str) -> int:
    """Say whether a tree is current, and which command mends it if not; return the exit code."""
    if plan.current:
        out.note(f"current: {out.counted(len(plan.files), 'file')} in {places.shown(folder)}")
        return 0
    if plan.extra:
        out.note("extra files were not written by modelpact: move or delete them")
    if plan.blocked:
        out.note(
            "blocked files are not modelpact's, and no command writes over them: move them away"
        )
    out.note(f"to mend: {mend}")
    return 1


def rewritten(done: Plan) -> list[str]:
    """Return what a sync wrote."""
    edited = set(done.edited) & {file.path for file in done.files}
    return sorted({*done.new, *done.changed} | edited)


def deleted(done: Plan) -> list[str]:
    """Return what a sync deleted."""
    return sorted({*done.stale, *done.edited} - {file.path for file in done.files})
