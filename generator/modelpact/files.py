"""What a target yields: files with relative paths, and the interface that it renders through."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from modelpact import ir
from modelpact.errors import Position


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file to write: a relative path with forward slashes, and its text with LF."""

    path: str
    text: str


Render = Callable[[str, Any], str]
"""render("markdown/model.md.jinja", view) -> text. The only name in the template's scope is ``view``."""


class Name(NamedTuple):
    """An identifier or file name that a target would write, for the check on collisions.

    Two equal ``text`` in one ``scope`` are a collision; ``what`` says whose name it is.
    """

    scope: str
    text: str
    what: str
    position: Position


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a target cannot express: the model, the place or rule, and what is lost."""

    model: str
    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of output. ``files`` yields paths relative to ``<out>/<provider>/<target>/``."""

    name: str
    title: str
    files: Callable[[ir.Provider, Render], Iterable[File]]
    names: Callable[[ir.Provider], Iterable[Name]]
    losses: Callable[[ir.Provider], Iterable[Loss]]
