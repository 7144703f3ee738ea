"""The ``csv`` target: a table a model, with a line for each parameter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from modelpact import ir, places
from modelpact.files import File, Loss, Name, Render, Target
from modelpact.text import Code


@dataclass(frozen=True, slots=True)
class Row:
    """A parameter."""

    name: Code
    description: Code


@dataclass(frozen=True, slots=True)
class Table:
    """A model."""

    rows: tuple[Row, ...]


def cell(text: str) -> Code:
    """The encoder of this format: a quoted cell in ASCII, which no spreadsheet takes for a formula."""
    plain = re.sub(r"\s+", " ", text).encode("ascii", "backslashreplace").decode("ascii")
    guarded = f"'{plain}" if plain[:1] in ("=", "+", "-", "@") else plain
    return Code('"' + guarded.replace('"', '""') + '"')


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield a table a model."""
    for model in provider.models:
        rows = (
            Row(cell(member.name), cell(member.value.description))
            for path, member in places.walk(model.body)
            if len(path) == 1
        )
        yield File(_name(model), render("csv/model.csv.jinja", Table(tuple(rows))))


def names(provider: ir.Provider) -> Iterable[Name]:
    """Tell the files, for the check on collisions."""
    for model in provider.models:
        yield Name("file", _name(model).casefold(), f"model {model.id}", model.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """Tell what a table has no column for."""
    for model in provider.models:
        yield from (Loss(model.id, rule.id, "a table has no rules") for rule in model.rules)


def _name(model: ir.Model) -> str:
    return re.sub(r"[^A-Za-z0-9.-]", "-", model.id) + ".csv"


TARGET = Target(
    "csv",
    "Tables of parameters for spreadsheets",
    files,
    names,
    losses,
    views={"csv/model.csv.jinja": Table},
    templates=Path(__file__).parent / "templates",
)
