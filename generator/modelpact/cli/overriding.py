"""Templates of a user's own: the folder that holds them, and whether they fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelpact.cli import options, out, places, settings, tree

if TYPE_CHECKING:
    from modelpact.files import Target
    from modelpact.render.overrides import Overrides, Shipped


def folder(named: str | None) -> str | None:
    """Return the folder of templates that is named, else the one that is set, else None."""
    return named if named is not None else settings.read().folder("templates")


def read(where: str) -> Overrides:
    """Read the templates of a folder."""
    from modelpact.render import overrides

    with options.readable():
        return overrides.read(Path(where))


def shipped(targets: list[Target]) -> Shipped:
    """Return what can be overridden where these are the targets."""
    from modelpact import emission
    from modelpact.docs import build
    from modelpact.render.overrides import Shipped

    views = {name: view for target in targets for name, view in target.views.items()}
    folders = (Path(places.data().templates), *(t.templates for t in targets if t.templates))
    return Shipped(folders, views | emission.VIEWS | build.VIEWS)


def concerned(found: Overrides, *, plugins: bool) -> list[Target]:
    """Return the shipped targets, and those of other packages whose templates are overridden."""
    from modelpact.targets import TARGETS

    known = {target.name for target in TARGETS}
    theirs = sorted({name.split("/")[0] for name in found.sources} - known)
    others = (tree.found(name, plugins=plugins) for name in theirs)
    return [*TARGETS, *(target for target in others if target is not None)]


def sources(where: str | None, *, plugins: bool, what: str) -> Mapping[str, str] | None:
    """Read and check a folder of templates; print what is remarked, and refuse what does not fit.

    ``what`` says what is not done then. Returns templates by name, or None where there is no folder.
    """
    if where is None:
        return None
    from modelpact.render import overrides

    found = read(where)
    problems = overrides.findings(found, shipped(concerned(found, plugins=plugins)))
    out.problems(problems, where, err=True)
    errors = sum(problem.level == "error" for problem in problems)
    if errors:
        raise click.ClickException(f"{what}: {out.counted(errors, 'error')} in {where}")
    return found.sources


@contextmanager
def rendered(where: str | None) -> Iterator[None]:
    """Turn a template or a target that fails into a sentence with its place, and exit code 2."""
    from modelpact.errors import Position, Problem
    from modelpact.plugins import PluginError
    from modelpact.render import Unrenderable

    try:
        yield
    except PluginError as error:
        raise click.ClickException(str(error)) from error
    except Unrenderable as error:
        at = Position(error.name, error.line)
        problem = Problem(at, error.code, error.reason, excerpt=error.excerpt)
        out.problems([problem], where or "", err=True)
        raise click.ClickException("nothing was written: a template failed") from error
