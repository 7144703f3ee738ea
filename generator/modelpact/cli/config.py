"""``modelpact config``: which settings hold, and where each is from."""

from __future__ import annotations

import click

from modelpact.cli import options, out, places, settings


@click.command("config")
@options.format
def command(format: str) -> None:
    """Print the settings that hold in this folder, and where each is from.

    They stand in the table [tool.modelpact] of the nearest pyproject.toml that has it; folders are relative to that
    file. What is said on the command line goes before them.
    """
    found = settings.read()
    defaults: dict[str, object] = {
        "spec": places.spec(None),
        "out": "generated",
        "targets": [],
        "templates": None,
        "fail-on-lossy": False,
    }
    rows = [
        (key, found.values.get(key, defaults[key]), found.file if key in found.values else None)
        for key in settings.KEYS
    ]
    if format == "json":
        out.data({key: {"value": value, "from": source} for key, value, source in rows})
        return
    for key, value, source in rows:
        origin = places.shown(source) if source else "default"
        click.echo(out.visible(f"{key:13}  {_spelled(value)}  ({origin})"))


def _spelled(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case list():
            return ", ".join(map(str, value)) or "those that are committed"
        case _:
            return str(value)
