"""``modelpact targets``: the kinds of output, and the package that each is from."""

from __future__ import annotations

import click

from modelpact.cli import options, out, tree


@click.command("targets")
@options.plugins
@options.format
def command(no_plugins: bool, format: str) -> None:
    """List the targets: what comes with modelpact, and what other packages add.

    Those of other packages are made where they are named only: by --target, or in [tool.modelpact].
    """
    found = tree.every(plugins=not no_plugins)
    if format == "json":
        out.data(
            [
                {
                    "name": each.target.name,
                    "title": each.target.title.removesuffix("."),
                    "origin": each.origin,
                    "default": each.default,
                }
                for each in found
            ]
        )
        return
    width = max(len(each.target.name) for each in found)
    for each in found:
        title = each.target.title.removesuffix(".")
        made = "" if each.default else "; on request"
        click.echo(out.visible(f"{each.target.name:{width}}  {title} ({each.origin}{made})"))
