"""The command ``modelpact``: the only place that prints, reads the environment or knows the working directory."""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any, NoReturn

import click

COMMANDS = {
    "init": "Write the first pacts of a gateway.",
    "new": "Write the pact of something new.",
    "import": "Write pacts from a description that somebody else made.",
    "generate": "Render the pacts to every target, or check that this was done.",
    "emit": "Write one target for some models into another project, or check that it is current.",
    "targets": "List the kinds of output, and the package that each is from.",
    "templates": "Bend the output to a style of your own.",
    "lint": "Say what is wrong with the pacts.",
    "validate": "Give a verdict on a request.",
    "which": "Say which models take a request, as it is or changed.",
    "translate": "Write a request to one model as a request to another.",
    "suggest": "Change a request as little as can be until it is not rejected.",
    "diff": "Say what changed between two versions of the pacts, and what that means for callers.",
    "replay": "Say which recorded requests get another verdict from another version of the pacts.",
    "changelog": "Write the changes since another version into the changelog of the pacts.",
    "models": "List the ids of the models.",
    "show": "Print a model or a parameter as it is after inheritance, and where each fact is from.",
    "explain": "Say what a code means.",
    "schema": "Print the schemas by which editors complete and check pacts.",
    "config": "Print the settings that hold, and where each is from.",
    "completion": "Print what makes a shell complete commands, models, targets and codes.",
    "docs": "Make the site, or serve it.",
    "probe": "Find out from a gateway whether the facts of a pact are true.",
    "mock": "Serve a gateway on this machine that behaves as the pacts say.",
}


class _Commands(click.Group):
    """Commands that are imported when they are called, so that a quick one does not wait for a slow one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(f"modelpact.cli.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name in COMMANDS or name.startswith("-") or ctx.resilient_parsing:
            return super().resolve_command(ctx, args)
        from modelpact.cli import near

        mean = near.hint(name, {each: each for each in COMMANDS})
        raise click.UsageError(f"no command {name!r}{mean or '; --help lists them'}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except BrokenPipeError:  # click would make this 1, which means findings
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            return 141
        except OSError as error:
            if error.filename is not None:
                raise
            # Nothing that we opened: standard output, on a disk that is full.
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            click.echo(f"Error: cannot print: {error.strerror}", err=True)
            return 2

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        """Run, and end with 0, 1 (findings), 2 (could not), 130 (interrupted) or 141 (nobody reads any more)."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")
        extra["standalone_mode"] = False
        try:
            status = super().main(*args, **extra)
        except click.ClickException as error:
            error.show()
            status = 2
        except (click.Abort, KeyboardInterrupt):
            status = 130
        except Exception:  # a mistake of ours, and no finding: 1 would say so
            import traceback

            traceback.print_exc()
            status = 2
        sys.exit(status)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="modelpact")
def main() -> None:
    """Pacts of image models in; validators, schemas, catalogues and reference pages out.

    Data goes to standard output, all else to standard error. Exit codes: 0 all is well, 1 there are findings,
    2 it could not be done.
    """
