"""Options that several commands take, and what they answer where a folder cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar

import click

from modelpact.cli import near, out, places

_Command = TypeVar("_Command", bound=Callable[..., Any])

spec = click.option(
    "--spec",
    metavar="DIR",
    help="The folder of the pacts; shipped: those that come with modelpact. "
    "[default: spec, if pacts are in it, else shipped]",
)
templates = click.option(
    "--templates",
    metavar="DIR",
    help="Templates of your own, which take the place of the shipped ones.",
)
plugins = click.option(
    "--no-plugins", is_flag=True, help="Do without the targets of other packages."
)
format = click.option(
    "--format",
    type=near.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print.",
)


def pacts(named: str | None) -> str:
    """Return the folder of the pacts, and say so where it is neither named nor here."""
    folder = places.spec(named)
    if places.are_shipped(named, folder):
        reason = (
            "there is no provider.yaml in spec, nor in a folder of it"
            if os.path.isdir("spec")
            else "there is no folder spec with pacts here"
        )
        out.note(f"{reason}: using those that come with modelpact")
    return folder


def day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Read a day of the calendar, for the callback of an option."""
    if value is None:
        return None
    try:
        found = date.fromisoformat(value)
        if found.isoformat() == value:
            return found
    except ValueError:
        pass
    raise click.BadParameter(f"{value} is no day; write it as 2026-01-31")


host = click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on."
)


def port(usual: int) -> Callable[[_Command], _Command]:
    """The option for the port of a server."""
    return click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=usual,
        show_default=True,
        help="The port to listen on; 0 is any that is free.",
    )


@contextmanager
def readable() -> Iterator[None]:
    """Turn a folder or file that cannot be read into a sentence and exit code 2."""
    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise click.ClickException(f"{where}{error.strerror or error}") from error
