"""``modelpact schema``: the schemas by which editors complete and check pacts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from modelpact.cli import near, options, out, places, tree

if TYPE_CHECKING:
    from modelpact.files import File

NAMES: Final = ("provider", "family", "model", "changelog", "catalog")


@click.command("schema")
@click.argument("name", required=False, type=near.Choice(NAMES), metavar="[NAME]")
@click.option(
    "--output",
    "-o",
    "to",
    metavar="PATH",
    help="The file to write; without NAME the folder, for the schemas of all that people write.",
)
def command(name: str | None, to: str | None) -> None:
    """Print the JSON Schema of a kind of file, complete in itself, for editors; without NAME list them.

    `modelpact schema -o spec/language/editor` renews the copies that the first lines of pacts lead editors to.
    """
    from modelpact import bundles, pipeline

    schemas = pipeline.schemas(Path(places.data().language))
    if name is None:
        if to is None:
            _list(schemas)
            return
        for file in bundles.files(schemas):
            _write(file, Path(to, file.path))
    elif to is None:
        click.echo(bundles.file(schemas, name).text, nl=False)
    else:
        _write(bundles.file(schemas, name), Path(to))


def _list(schemas: dict[str, Any]) -> None:
    width = max(map(len, NAMES))
    for name in NAMES:
        said = schemas[f"{name}.schema.json"]["description"].split(". ")[0].rstrip(".")
        click.echo(f"{name:{width}}  {said}.")


def _write(file: File, path: Path) -> None:
    from modelpact import write

    with tree.writable(), options.readable():
        path.parent.mkdir(parents=True, exist_ok=True)
        write.edit(path, lambda _: file.text.encode())
    click.echo(out.visible(places.shown(str(path))))
