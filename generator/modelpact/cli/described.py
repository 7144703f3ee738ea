"""What the commands say of themselves, as data: the manual prints it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

from modelpact.docs.manual.commands import Command, Option


def described(command: click.Command, name: str) -> Iterator[Command]:
    """Yield a command and, if it is a group, those below it; ``name`` is what is typed to call it."""
    context = click.Context(command, info_name=name)
    records = (parameter.get_help_record(context) for parameter in command.get_params(context))
    yield Command(
        name=name,
        usage=" ".join((name, *command.collect_usage_pieces(context))),
        help=tuple(
            " ".join(paragraph.split())
            for paragraph in inspect.cleandoc(command.help or "").split("\n\n")
        ),
        options=tuple(Option(*record) for record in records if record),
    )
    if isinstance(command, click.Group):
        for word in command.list_commands(context):
            below = command.get_command(context, word)
            assert below is not None
            yield from described(below, f"{name} {word}")
