"""One target's files for some models of a provider, ready for another project.

Each file says what it came from, the command that renews it and what it cannot express: in a comment, in JSON Schema
as ``$comment``, in OpenAPI as ``x-modelpact``. In a folder, a page beside the files says it at length.
"""

from __future__ import annotations

import json
import re
import shlex
import textwrap
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from modelpact import ir, naming, vectors
from modelpact.files import File, Render, Target, json_file
from modelpact.losses import Lost, grouped
from modelpact.text import Text, comment

PAGE: Final = "MODELPACT.md"
VECTORS: Final = "vectors.jsonl"
_WIDTH: Final = 88
_LONG: Final = 3  # lines of losses in a header; more of them go to the page, if there is one

_HASH: Final = frozenset("py pyi toml yaml yml sh cfg ini".split())
_SLASHES: Final = frozenset("js mjs cjs jsx ts mts cts tsx go mod jsonc".split())
_ANGLES: Final = frozenset("md html".split())
_RUN: Final = {"run.py": "python run.py", "run.mjs": "node run.mjs", "run.go": "go run ."}


@dataclass(frozen=True)
class Emission:
    """What is emitted: a provider with the models in question, and a target.

    ``command`` renews it when called in the folder that it is in; ``page`` says whether a page lies beside the files.
    """

    provider: ir.Provider
    target: Target
    command: tuple[str, ...]
    page: bool

    @property
    def source(self) -> str:
        return f"spec/{naming.ascii_text(self.provider.id)}"

    @property
    def renew(self) -> str:
        """The command for a shell, in one line: it is copied out of comments."""
        return shlex.join(self.command) + (" > FILE" if self.command[-1] == "--stdout" else "")

    @cached_property
    def lost(self) -> tuple[Lost, ...]:
        return grouped(self.target.losses(self.provider))

    @cached_property
    def header(self) -> Header:
        subjects = ", ".join(dict.fromkeys(comment(lost.subject) for lost in self.lost))
        long = len(textwrap.wrap(subjects, _WIDTH)) > _LONG
        short = f"{len(self.lost)} facts, listed in {PAGE}" if long and self.page else subjects
        return Header(
            source=self.source,
            where=f"the folder of {PAGE}" if self.page else "the folder of this file",
            command=comment(self.renew),
            lost=short or "nothing",
        )


@dataclass(frozen=True, slots=True)
class Header:
    """What is written into each file, as ASCII."""

    source: str
    where: str
    command: str
    lost: str

    @property
    def lines(self) -> list[str]:
        """For a comment of several lines."""
        lost = f"What it cannot express: {self.lost}."
        return [
            f"Emitted by modelpact from {self.source}. To renew it, in {self.where}:",
            f"    {self.command}",
            *textwrap.wrap(lost, _WIDTH, break_long_words=False, break_on_hyphens=False),
        ]

    @property
    def data(self) -> dict[str, str]:
        """For a place that takes data."""
        return {
            "from": self.source,
            "renew": self.command,
            "in": self.where,
            "cannotExpress": self.lost,
        }

    @property
    def sentence(self) -> str:
        """For a place that takes one text."""
        return (
            f"Emitted by modelpact from {self.source}. To renew it, in {self.where}: "
            f"`{self.command}`. What it cannot express: {self.lost}."
        )


@dataclass(frozen=True, slots=True)
class LossView:
    """What is lost; ``models`` is empty where it is lost in all of them."""

    subject: Text
    reason: Text
    models: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """The page that lies beside the files."""

    target: Text
    title: Text
    provider: Text
    source: Text
    models: tuple[Text, ...]
    renew: Text
    needs: Text
    run: tuple[Text, ...]
    losses: tuple[LossView, ...]


VIEWS: Final[dict[str, type]] = {"emission/page.md.jinja": PageView}
"""The view of each template."""


def reduced(provider: ir.Provider, models: Collection[str]) -> ir.Provider:
    """Return the provider with these models only, and the families that they belong to."""
    kept = tuple(model for model in provider.models if model.id in models)
    used = {model.family for model in kept}
    families = tuple(family for family in provider.families if family.id in used)
    return replace(provider, models=kept, families=families)


def company(emission: Emission, render: Render) -> tuple[File, ...]:
    """Return what comes along in a folder: the page; and with a validator its runner and what to run it on."""
    runner = tuple(emission.target.runner(emission.provider, render))
    page = File(PAGE, render("emission/page.md.jinja", _page(emission, runner)))
    if not runner:
        return (page,)
    lines = (row.line() for row in vectors.rows(emission.provider, render))
    return (*runner, File(VECTORS, "".join(lines)), page)


def headed(file: File, header: Header) -> File:
    """Add the header, where this kind of file has a place for it."""
    name = file.path.rsplit("/", 1)[-1]
    kind = "py" if name.startswith(".") else name.rsplit(".", 1)[-1].lower()
    if not file.text or file.path == PAGE:
        return file
    if kind == "json":
        return _in_json(file, header)
    if kind in _HASH:
        return _on_top(file, (f"# {line}" for line in header.lines))
    if kind in _SLASHES:
        return _on_top(file, (f"// {line}" for line in header.lines))
    if kind in _ANGLES:
        closed = (re.sub("--(!?)>", r"--\1&gt;", line) for line in header.lines)
        return _on_top(file, ("<!--", *closed, "-->"))
    return file


def _on_top(file: File, lines: Iterable[str]) -> File:
    """Put lines on top, yet below the line that makes a file a program."""
    first, rest = "", str(file.text)
    if rest.startswith("#!"):
        first, _, rest = rest.partition("\n")
        first += "\n"
    return replace(file, text=first + "".join(f"{line}\n" for line in lines) + "\n" + rest)


def _in_json(file: File, header: Header) -> File:
    """Write the header into a document that is JSON Schema or OpenAPI; other JSON has no place for it."""
    document: Any = json.loads(file.text)
    if not isinstance(document, dict):
        return file
    if "json-schema.org" in str(document.get("$schema")):
        said = f"{document.get('$comment', '')} {header.sentence}".lstrip()
        added: dict[str, Any] = {"$comment": said}
    elif "openapi" in document:
        added = {"x-modelpact": header.data}
    else:
        return file
    first = {key: document[key] for key in ("openapi", "$schema", "$id") if key in document}
    return json_file(file.path, first | added | {**document, **added})


def _page(emission: Emission, runner: Iterable[File]) -> PageView:
    return PageView(
        target=Text(emission.target.name),
        title=Text(emission.target.title.removesuffix(".")),
        provider=Text(emission.provider.title),
        source=Text(emission.source),
        models=tuple(Text(model.id) for model in emission.provider.models),
        renew=Text(emission.renew),
        needs=Text(emission.target.needs),
        run=tuple(Text(_RUN[file.path]) for file in runner if file.path in _RUN),
        losses=tuple(
            LossView(Text(lost.subject), Text(lost.reason), _some(lost.models, emission.provider))
            for lost in emission.lost
        ),
    )


def _some(models: tuple[str, ...], provider: ir.Provider) -> tuple[Text, ...]:
    return tuple(map(Text, models)) if len(models) < len(provider.models) else ()
