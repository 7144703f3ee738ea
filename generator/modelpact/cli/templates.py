"""``modelpact templates``: what can be overridden, copies to begin with, and whether overrides still fit."""

from __future__ import annotations

import os
from pathlib import Path

import click

from modelpact.cli import near, options, out, overriding, places, tree


@click.group("templates")
def command() -> None:
    """Bend the output to a style of your own: templates that take the place of the shipped ones."""


@command.command("list")
@options.plugins
@options.format
def list_(no_plugins: bool, format: str) -> None:
    """List the templates: the name, the target, and the class of the view that it is rendered with.

    Code that is copied as it is has no view, and can be overridden as well; nor has what others include.
    """
    shipped = overriding.shipped([each.target for each in tree.every(plugins=not no_plugins)])
    rows = [(name, name.split("/")[0], shipped.views.get(name)) for name in shipped.names()]
    if format == "json":
        out.data(
            [
                {"name": name, "target": target, "view": view.__name__ if view else None}
                for name, target, view in rows
            ]
        )
        return
    width = max(len(name) for name, _, _ in rows)
    for name, target, view in rows:
        click.echo(f"{name:{width}}  {target:21}  {view.__name__ if view else '-'}")


@command.command("eject")
@click.argument("name", metavar="TARGET|FILE")
@click.option("--output", "-o", "to", metavar="DIR", help="The folder to copy to.")
@click.option("--stdout", is_flag=True, help="Print the one template instead.")
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@options.plugins
def eject(name: str, to: str | None, stdout: bool, force: bool, no_plugins: bool) -> None:
    """Copy a template, or all of a target, to begin an override with.

    The first line of a copy tells what it is a copy of, so that `templates check` can tell when that has changed.
    Delete the files that you do not change: they would only go stale.
    """
    shipped = overriding.shipped([each.target for each in tree.every(plugins=not no_plugins)])
    names = shipped.names()
    chosen = [each for each in names if each == name or each.startswith(f"{name}/")]
    if not chosen:
        known = {each: each for each in (*{each.split("/")[0] for each in names}, *names)}
        raise click.ClickException(f"no template or target {name!r}{near.hint(name, known)}")
    if (to is None) != stdout or (stdout and len(chosen) != 1):
        raise click.UsageError("say where to: -o DIR, or --stdout for a single template")
    if to is None:
        click.echo(shipped.stamped(chosen[0]), nl=False)
        return
    there = [each for each in chosen if os.path.lexists(os.path.join(to, each))]
    if there and not force:
        raise click.ClickException(
            f"nothing was copied: {places.shown(to, there[0])} is there\n  help: --force overwrites it"
        )
    with options.readable():
        for each in chosen:
            path = Path(to, each)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(shipped.stamped(each).encode())
    click.echo(f"{out.counted(len(chosen), 'file')} in {places.shown(to)}")


@command.command("check")
@click.argument("folder", metavar="DIR", required=False)
@options.plugins
@options.format
@click.pass_context
def check(ctx: click.Context, folder: str | None, no_plugins: bool, format: str) -> None:
    """Say whether the templates of a folder still fit: exits 1 if there are errors. [default: the folder that is set]

    An error is a hole that the view does not have; a warning is a fact that is lost, or a shipped template that has
    changed since it was copied. `generate` asks the same each time.
    """
    from modelpact.render import overrides

    where = overriding.folder(folder)
    if where is None:
        raise click.UsageError("name the folder; none is set in [tool.modelpact]")
    found = overriding.read(where)
    targets = overriding.concerned(found, plugins=not no_plugins)
    problems = overrides.findings(found, overriding.shipped(targets))
    errors = sum(problem.level == "error" for problem in problems)
    if format == "json":
        out.data({"problems": out.problems_json(problems, where), "errors": errors})
    else:
        out.problems(problems, where, err=False)
        out.note(f"{out.counted(len(found.sources), 'file')}, {out.counted(errors, 'error')}")
    ctx.exit(int(errors > 0))
