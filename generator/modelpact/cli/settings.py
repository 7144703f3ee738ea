"""``[tool.modelpact]`` of the nearest pyproject.toml that has it, from the working directory upward."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any, NamedTuple

import click

KEYS: dict[str, type] = {
    "spec": str,
    "out": str,
    "targets": list,
    "templates": str,
    "fail-on-lossy": bool,
}
"""What may stand there, and as what; a list is one of texts."""
_FILE = "pyproject.toml"
_FOLDERS = ("spec", "out", "templates")
_WORDS = {str: "a text", list: "a list of texts", bool: "true or false"}


class Settings(NamedTuple):
    """What holds, and the file that says so; folders are spelled from the working directory."""

    file: str = ""
    values: dict[str, Any] = {}  # noqa: RUF012 - never changed

    def folder(self, key: str) -> str | None:
        """Return a folder, if it is set."""
        found: str | None = self.values.get(key)
        return found


def read() -> Settings:
    """Read the settings that hold here; what is wrong with them is a sentence and exit code 2."""
    for folder in _upward():
        file = os.path.join(folder, _FILE)
        try:
            with open(file, "rb") as stream:
                data = stream.read()
        except OSError:
            continue
        if b"modelpact" in data:
            table = _table(data, file)
            if table is not None:
                return Settings(file, _checked(table, folder, file))
    return Settings()


def _upward() -> Iterator[str]:
    try:
        folder = os.getcwd()
    except OSError:  # it is gone
        return
    while True:
        yield folder
        above = os.path.dirname(folder)
        if above == folder:
            return
        folder = above


def _table(data: bytes, file: str) -> dict[str, Any] | None:
    import tomllib

    try:
        tools = tomllib.loads(data.decode("utf-8")).get("tool", {})
    except ValueError as error:
        raise click.ClickException(f"{file}: {error}") from error
    table = tools.get("modelpact") if isinstance(tools, dict) else None
    if table is None or isinstance(table, dict):
        return table
    raise click.ClickException(f"{file}: [tool.modelpact] must be a table")


def _checked(table: dict[str, Any], folder: str, file: str) -> dict[str, Any]:
    for key, value in table.items():
        if key not in KEYS:
            from modelpact.cli import near

            mean = near.hint(key, {each: each for each in KEYS})
            raise click.ClickException(
                f"{file}: [tool.modelpact] has no key {key!r}{mean}; there are {', '.join(KEYS)}"
            )
        texts = not isinstance(value, list) or all(isinstance(each, str) for each in value)
        if not isinstance(value, KEYS[key]) or not texts:
            raise click.ClickException(f"{file}: {key} must be {_WORDS[KEYS[key]]}")
    here = os.getcwd()
    return {
        key: os.path.relpath(os.path.join(folder, value), here) if key in _FOLDERS else value
        for key, value in table.items()
    }
