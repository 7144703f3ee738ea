"""What a target yields: files with relative paths, and the interface that it renders through."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii as _quoted
from pathlib import Path
from typing import Any, NamedTuple

from modelpact import ir
from modelpact.errors import Position


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file to write: a relative path with forward slashes, and its text with LF."""

    path: str
    text: str


def json_file(path: str, value: Any) -> File:
    """A file of JSON in ASCII: what json.dumps makes with an indent of two, in a third of the time."""
    return File(path, _indented(value, "\n") + "\n")


def _indented(value: Any, margin: str) -> str:
    if isinstance(value, str):
        return _quoted(value)
    inner = margin + "  "
    if isinstance(value, dict):
        rows = [f"{inner}{_quoted(key)}: {_indented(item, inner)}" for key, item in value.items()]
        return f"{{{','.join(rows)}{margin}}}" if rows else "{}"
    if isinstance(value, list | tuple):
        rows = [inner + _indented(item, inner) for item in value]
        return f"[{','.join(rows)}{margin}]" if rows else "[]"
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    return repr(value)


_WORDS = {None: "null", False: "false", True: "true"}


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


def _no_runner(provider: ir.Provider, render: Render) -> Iterable[File]:
    return ()


@dataclass(frozen=True, slots=True)
class Host:
    """What becomes of a target's files in a project that has a module of their language already.

    ``marker`` is the file in that module's root, ``name`` reads its name out of there, and ``inside`` returns a file as
    it is in a folder that is imported by a path, or None where it has no place there.
    """

    marker: str
    name: Callable[[str], str]
    inside: Callable[[File, str], File | None]


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of output. ``files`` yields paths relative to ``<out>/<provider>/<target>/``."""

    name: str
    title: str
    files: Callable[[ir.Provider, Render], Iterable[File]]
    names: Callable[[ir.Provider], Iterable[Name]]
    losses: Callable[[ir.Provider], Iterable[Loss]]
    runner: Callable[[ir.Provider, Render], Iterable[File]] = _no_runner
    """A validator's ``run.*``, which ``emit`` adds: it prints a verdict for each line of a file of requests."""
    committed: bool = True
    """``generate`` makes it. Otherwise it is made on request: by its name, or by a command of its own."""
    host: Host | None = None
    needs: str = ""
    """What a project must have for the files to work; a sentence for whoever emits them."""
    views: Mapping[str, type] = field(default_factory=dict, hash=False)
    """The class of the view that each template is rendered with, by the template's name; users override by these."""
    templates: Path | None = None
    """The folder that its templates lie in, below its name, where that is not the shipped one."""

    @property
    def runs(self) -> bool:
        """Whether it has a runner."""
        return self.runner is not _no_runner
