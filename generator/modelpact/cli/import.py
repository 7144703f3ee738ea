"""``modelpact import``: pacts from what others wrote, and what of it they do not say."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import init, made, options, out, places

if TYPE_CHECKING:
    from modelpact.importing import Imported, Lost

_SHOWN = 20


@click.group("import")
def command() -> None:
    """Write pacts from a description that somebody else made."""


def _options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options that both kinds of document take."""
    for option in (
        options.format,
        click.option("--fail-on-lossy", is_flag=True, help="Write nothing and exit 1 if anything is lost."),
        click.option("--base-url", metavar="URL", default="", help="The gateway's address, where FILE has none."),
        click.option("--provider", metavar="ID", default="", help="The gateway's id. [default: made of the title]"),
        click.option(
            "--output", "-o", "folder", metavar="DIR", default="spec", show_default=True,
            help="The folder of pacts to write into.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


@command.command("openapi")
@click.argument("file", metavar="FILE")
@click.option(
    "--operation",
    "operations",
    metavar="ID",
    multiple=True,
    help="Only this operation; may be repeated.",
)
@click.option(
    "--model",
    "-m",
    "models",
    metavar="ID",
    multiple=True,
    help="Only this model; its id, where FILE has none.",
)
@_options
@click.pass_context
def openapi(ctx: click.Context, /, file: str, operations: tuple[str, ...], **given: Any) -> None:
    """Write pacts from FILE (- is standard input), an OpenAPI document 3.0 to 3.2 in JSON or YAML.

    Every POST operation that makes pictures is read, of a JSON body or a form with files; a discriminated union gives
    one model for each of its values, and where no model is named the end of the path stands for one. What pacts do not
    say as the document does is listed by its JSON pointer there, on standard error and in import.losses.md.

    Exits 0, with losses too (1 with --fail-on-lossy), and 2 if nothing can be made of FILE.
    """
    from modelpact import importing

    ctx.exit(_run(file, importing.import_openapi, operations=operations, **given))


@command.command("jsonschema")
@click.argument("file", metavar="FILE")
@click.option(
    "--model",
    "-m",
    "models",
    metavar="ID",
    multiple=True,
    help="A model that it is about; may be repeated.",
)
@_options
@click.pass_context
def jsonschema(ctx: click.Context, /, file: str, **given: Any) -> None:
    """Write pacts from FILE (- is standard input), a JSON Schema of a request body.

    What a schema does not say is left to be filled in: the address, the path and what comes back. Losses and exit
    codes are as with `import openapi`.
    """
    from modelpact import importing

    ctx.exit(_run(file, importing.import_jsonschema, operations=(), **given))


def _run(
    file: str,
    read: Callable[..., Imported],
    *,
    operations: tuple[str, ...],
    models: tuple[str, ...],
    folder: str,
    provider: str,
    base_url: str,
    fail_on_lossy: bool,
    format: str,
) -> int:
    from pathlib import Path

    from modelpact import importing, load
    from modelpact.errors import Unreadable

    if provider and (reason := init.why_no_id(provider)):
        raise click.UsageError(f"--provider {out.visible(provider)}: {reason}")
    if base_url and (reason := init.why_no_url(base_url)):
        raise click.UsageError(f"--base-url {out.visible(base_url)}: {reason}")
    name = Path(file).name if file != "-" else "standard input"
    asked = importing.Asked(provider, operations, models, base_url.rstrip("/"), out.visible(name))
    try:
        found = read(load.read_foreign(_bytes(file)), asked, Path(places.data().language))
    except Unreadable as error:
        help = f"\n  help: {out.visible(error.help)}" if error.help else ""
        raise click.ClickException(
            f"{out.visible(name)}: {out.visible(str(error))}{help}"
        ) from error
    lossy = fail_on_lossy and bool(found.losses)
    if not lossy:
        made.provided(
            folder,
            found.provider,
            found.files,
            made.losses_page(name, found.losses),
            tell=format == "text",
        )
    _tell(found, format)
    if lossy:
        out.note("nothing was written: facts would be lost")
    return int(lossy)


def _bytes(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    with options.readable(), open(file, "rb") as stream:
        return stream.read()


def _tell(found: Imported, format: str) -> None:
    lost: tuple[Lost, ...] = found.losses
    if format == "json":
        out.data(
            {
                "provider": found.provider,
                "models": list(found.models),
                "files": [file.path for file in found.files],
                "losses": [each._asdict() for each in lost],
            }
        )
    for each in lost if len(lost) <= _SHOWN or format == "json" else lost[:_SHOWN]:
        out.note(f"lost: {out.visible(each.pointer or '/')}: {out.visible(each.reason)}")
    if len(lost) > _SHOWN and format == "text":
        out.note(f"and {len(lost) - _SHOWN} more, in import.losses.md")
    number = "1 loss" if len(lost) == 1 else f"{len(lost)} losses"
    out.note(f"{out.counted(len(found.models), 'model')}, {number}")
