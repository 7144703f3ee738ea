"""How a model is called, where that is more than one JSON body sent and one received."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

from ._envelope import MISSING, at
from ._provider import BaseError

Steps = tuple[str, ...]
EACH = "-"
"""The step to every item of a list."""


class Operation(NamedTuple):
    """An HTTP call. Holes in ``path`` are filled by members of the request, or by the id of a job."""

    method: str
    path: tuple[tuple[str, str, bool], ...]
    """Literal text, the name of the hole behind it (empty: none), and whether it keeps slashes."""
    content_type: str = "application/json"
    brackets: bool = False
    """Whether each part of a list of pictures is named with ``[]`` behind."""

    @property
    def is_form(self) -> bool:
        """Whether the request travels as a form."""
        return self.content_type == "multipart/form-data"

    def filled(self, values: Mapping[str, Any]) -> str:
        """The path for a request."""
        text = ""
        for literal, name, whole in self.path:
            text += literal
            if name:
                text += quote(_said(values, name), safe="/" if whole else "")
        return text

    def left(self, body: Mapping[str, Any]) -> dict[str, Any]:
        """The members that do not travel in the path."""
        away = {name for _, name, _ in self.path}
        return {name: value for name, value in body.items() if name not in away}


class Shape(NamedTuple):
    """A shape of the answer: paths to its parts, empty where it has none."""

    images: Steps
    created: Steps = ()
    code: Steps = ()
    message: Steps = ()
    success: int | str | bool | None = None
    error: Steps = ()


class Poll(NamedTuple):
    """How a job is asked for: by an operation and its id, or at a link; times are seconds."""

    status: Steps
    done: tuple[Any, ...]
    failed: tuple[Any, ...]
    asks: Operation | None
    id: Steps
    link: Steps
    hosts: tuple[str, ...]
    """Further hosts that the link may lead to; ``*.`` before a name stands for all below it."""
    answer: Operation | None
    reason: Steps
    interval: float
    timeout: float


class Filter(NamedTuple):
    """How an entry of the list says that its picture was held back; no values: by anything at all."""

    path: Steps
    values: tuple[Any, ...]
    reason: Steps


class Answer(NamedTuple):
    """What comes back from a model."""

    shapes: tuple[Shape, ...]
    binary: bool = False
    poll: Poll | None = None
    filter: Filter | None = None


class Way(NamedTuple):
    """How a model is called: without pictures and with any, which stand at ``places``."""

    usual: Operation
    pictured: Operation
    places: tuple[Steps, ...]
    files: tuple[str, ...]
    """The members that are files in a form."""
    answer: Answer

    def operation(self, body: Mapping[str, Any]) -> Operation:
        """The call that a request becomes."""
        shows = any(_leads(body, place) for place in self.places)
        return self.pictured if shows else self.usual


def among(value: Any, values: tuple[Any, ...]) -> bool:
    """Tell whether a value is one of these; ``true`` is not 1."""
    return any(
        value == each and isinstance(value, bool) == isinstance(each, bool) for each in values
    )


def says(value: Any) -> bool:
    """Tell whether there is something: not null, false, or empty."""
    return value is not MISSING and value not in (None, False, "", [], {})


def _leads(here: Any, path: Steps) -> bool:
    for number, step in enumerate(path):
        if step == EACH:
            rest = path[number + 1 :]
            return isinstance(here, list) and any(_leads(item, rest) for item in here)
        here = at(here, (step,))
    return here is not MISSING


def _said(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float) and value != "":
        return str(value)
    raise BaseError(f"{name} stands in the address of this call, and has to be given")
