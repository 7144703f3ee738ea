"""How findings are printed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import places

if TYPE_CHECKING:
    from modelpact.errors import Problem

_WIDTH = 120
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def data(value: Any) -> None:
    """Print JSON to standard output: ASCII, so that any terminal and any pipe takes it."""
    click.echo(json.dumps(value, indent=2))


def note(text: str) -> None:
    """Print to standard error."""
    click.echo(text, err=True)


def visible(text: str) -> str:
    """Spell out what would steer a terminal or hide from the reader."""
    return "".join(char if char.isprintable() else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def style(text: str, err: bool, **how: Any) -> str:
    """Colour a text where a terminal reads it and NO_COLOR does not forbid it."""
    stream = sys.stderr if err else sys.stdout
    coloured = stream.isatty() and not os.environ.get("NO_COLOR")
    return click.style(text, **how) if coloured else text


def problems(found: Iterable[Problem], spec: str, *, err: bool) -> None:
    """Print problems: place, code and message, the source line with a caret, and how to mend it."""
    for problem in found:
        place = problem.position
        at = f"{places.pact(spec, place.path)}:{place.line}:{place.column}"
        code = style(problem.code, err, fg=_COLOURS[problem.level], bold=True)
        word = "" if problem.level == "error" else f"{problem.level}: "
        click.echo(f"{style(at, err, bold=True)}: {code} {word}{visible(problem.message)}", err=err)
        for line in _excerpt(problem):
            click.echo(line, err=err)
        if problem.help:
            click.echo(f"  help: {visible(problem.help)}", err=err)


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" + "s" * (number != 1)


def problems_json(found: Iterable[Problem], spec: str) -> list[dict[str, Any]]:
    return [
        {
            "path": places.pact(spec, problem.position.path),
            "line": problem.position.line,
            "column": problem.position.column,
            "code": problem.code,
            "level": problem.level,
            "message": problem.message,
            "help": problem.help,
            "excerpt": problem.excerpt,
        }
        for problem in found
    ]


def _excerpt(problem: Problem) -> list[str]:
    """Return the source line and a caret below the column; a long line is cut around it."""
    if not problem.excerpt.strip():
        return []
    line, column = problem.excerpt, problem.position.column - 1
    first = max(0, min(column - _WIDTH // 2, len(line) - _WIDTH))
    cut = line[first : first + _WIDTH]
    before = visible(cut.replace("\t", " ")[: max(0, column - first)])
    number = str(problem.position.line)
    text = visible(cut.replace("\t", " "))
    return [f"  {number} | {text}".rstrip(), f"  {' ' * len(number)} | {' ' * len(before)}^"]
