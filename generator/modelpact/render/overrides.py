"""Templates of one's own that lie over the shipped ones, and whether they fit.

A folder is laid out as that of the shipped templates: ``<target>/<file>``. A file of the same name takes the place of
the shipped one, code under ``verbatim`` as well; other files are there to be included. All is read once, in the
beginning.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, TemplateNotFound, TemplateSyntaxError, meta, nodes
from jinja2.loaders import split_template_path

from modelpact.errors import Level, Position, Problem
from modelpact.naming import meant
from modelpact.render import FILTERS, Unrenderable, encoders, holes
from modelpact.render.layout import complaints
from modelpact.render.sources import VERBATIM_FOLDER, without_stamp, wrapped

_MOST: Final = 512 * 1024
"""Bytes in a template."""
_STAMP: Final = re.compile(
    r"Ejected by modelpact: template (\S+) ([0-9a-f]{16}), view (\S+) ([0-9a-f]{8}|-)"
)
_LEFT_OUT: Final = re.compile(r"leaves out ((?:\w+\.\w+(?:, *)?)+)")
_MANUAL: Final = ("site/manual/", "site/verbatim/manual/")
_TAG: Final = re.compile(r"Encountered unknown tag '((?!end)\w+)'\..*", re.DOTALL)
_TAGS: Final = ("for", "if", "elif", "else", "include", "from", "macro")
_LAYOUT: Final = (
    "Write text, {{ view.a|md }} and the like, if, for, include and macros; what is more is worked out in a target."
)
_LINES: Final = {"py": "# {}", "css": "/* {} */", "md": "<!-- {} -->"}


@dataclass(frozen=True, slots=True)
class Overrides:
    """The files of a folder by name, and what kept some of them from being read."""

    folder: str
    sources: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Shipped:
    """Templates that can be overridden: the folders that they lie in, and the view of each that is rendered."""

    folders: tuple[Path, ...]
    views: Mapping[str, type]

    def names(self) -> list[str]:
        """Return the names of all, real code as well, but for the manual, which is modelpact's own."""
        found = {
            path.relative_to(folder).as_posix()
            for folder in self.folders
            for path in folder.rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and path.name[0] != "."
        }
        return sorted(name for name in found if not name.startswith(_MANUAL))

    def source(self, name: str) -> str | None:
        """Return the text of a template, or None where there is no such one."""
        try:
            steps = split_template_path(name)
        except TemplateNotFound:  # it leads out of the folder
            return None
        for folder in self.folders:
            path = folder.joinpath(*steps)
            if path.is_file():
                return path.read_text(encoding="utf-8")
        return None

    def stamped(self, name: str) -> str:
        """Return a copy of a template for an override, on whose first line stands what it is a copy of."""
        source = self.source(name) or ""
        view = self.views.get(name)
        about = f"{view.__name__} {holes.version(view)}" if view else "- -"
        line = f"Ejected by modelpact: template {name} {_digest(source)}, view {about}"
        if VERBATIM_FOLDER not in name.split("/"):
            return f"{{# {line} #}}\n{source}"
        return _LINES.get(name.rsplit(".", 1)[-1], "// {}").format(line) + "\n" + source


def read(folder: Path) -> Overrides:
    """Read the templates of a folder. Raises ``OSError`` where there is no such folder."""
    root = folder.resolve(strict=True)
    if not root.is_dir():
        raise NotADirectoryError(20, "is not a folder", str(folder))
    sources, problems = {}, []
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if any(part[0] == "." or part == "__pycache__" for part in name.split("/")):
            continue
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            problems.append(_problem(name, 1, "T001", "it is a link that leads out of the folder"))
        elif path.is_file() and ("/" in name or name.endswith(".jinja")):
            if path.stat().st_size > _MOST:
                problems.append(_problem(name, 1, "T001", f"it has more than {_MOST} bytes"))
                continue
            try:
                sources[name] = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
            except UnicodeDecodeError as error:
                line = error.object.count(b"\n", 0, error.start) + 1
                problems.append(_problem(name, line, "T001", "it is no UTF-8"))
    return Overrides(str(folder), sources, tuple(problems))


def findings(overrides: Overrides, shipped: Shipped) -> tuple[Problem, ...]:
    """Say what is wrong with overrides: all at once, sorted, with the line and the hole."""
    checked = _Checked(overrides, shipped)
    found = {*overrides.problems, *checked.strays(), *checked.grammar()}
    found |= {*checked.stamps(), *checked.fits()}
    return tuple(sorted(found))


class Touched:
    """Tells whether templates of a user's own have a part in what a template renders."""

    def __init__(self, folders: tuple[Path, ...], own: Mapping[str, str]) -> None:
        self._shipped, self._own = Shipped(folders, {}), own
        self._parts: dict[str, frozenset[str]] = {}

    def __call__(self, name: str) -> bool:
        return bool(self._found(name))

    def no_python(self, name: str, text: str, line: int, reason: str) -> Unrenderable:
        """Say that what a template renders is no Python, and in which line of an override it stands."""
        wrong = (text.split("\n") + [""])[line - 1].strip()
        at, where = min(self._found(name)), 1
        for each in sorted(self._found(name)):
            lines = [source.strip() for source in self._own[each].split("\n")]
            if wrong and wrong in lines:
                at, where = each, lines.index(wrong) + 1
        message = f"what it renders is no Python: {reason}, in {wrong!r}"
        return Unrenderable(at, where, message, self._own[at], "T008")

    def _found(self, name: str) -> frozenset[str]:
        """Return the overrides among a template and those that it includes."""
        if name not in self._parts:
            self._parts[name] = frozenset()  # a template that includes itself adds nothing
            source = self._own.get(name) or self._shipped.source(name) or ""
            tree = Environment().parse(wrapped(name, source))
            included = [each for each in meta.find_referenced_templates(tree) if each]
            mine = {name} & self._own.keys()
            self._parts[name] = frozenset(mine).union(*map(self._found, included))
        return self._parts[name]


class _Checked:
    """Overrides beside what they lie over."""

    def __init__(self, overrides: Overrides, shipped: Shipped) -> None:
        self._own, self._shipped = overrides.sources, shipped
        self._environment = Environment(trim_blocks=True, lstrip_blocks=True)
        self._environment.filters = dict.fromkeys(FILTERS, str)
        self._trees: dict[tuple[str, bool], nodes.Template | None] = {}

    def strays(self) -> Iterator[Problem]:
        names = self._shipped.names()
        included = {each for name in self._own for each in self._included(name)}
        for name in self._own.keys() - included - set(names):
            called = [each for each in names if each.rpartition("/")[2] == name.rpartition("/")[2]]
            message = (
                f"there is no template of this name{meant(name, called, 0) or meant(name, names)}"
            )
            yield _problem(name, 1, "T002", message)

    def _included(self, name: str) -> Iterable[str]:
        tree = self._tree(name, own=True)
        return {each for each in meta.find_referenced_templates(tree) if each} if tree else ()

    def grammar(self) -> Iterator[Problem]:
        for name, source in self._own.items():
            try:
                tree = self._parse(name, source)
            except TemplateSyntaxError as error:
                text = str(error.message or "it is no template")
                if tag := _TAG.fullmatch(text):
                    text = f"there is no tag {tag[1]!r}{meant(tag[1], _TAGS)}"
                yield self._at(name, error.lineno, "T003", text)
                continue
            for line, what in complaints(tree, FILTERS):
                yield self._at(
                    name, line, "T003", f"this does more than lay text out: {what}", _LAYOUT
                )
            safe = encoders(name)
            for node in tree.find_all(nodes.Filter):
                if node.name in FILTERS and node.name not in safe:
                    message = f"{node.name} writes another language than that of this file"
                    fit = f"Here there are {', '.join(sorted(safe))}."
                    yield self._at(name, node.lineno, "T007", message, fit)
            for included in meta.find_referenced_templates(tree):
                if included and self._tree(included, own=True) is None:
                    line = 1 + source[: max(source.find(included), 0)].count("\n")
                    known = {*self._shipped.names(), *self._own}
                    message = f"there is no {included} to include{meant(included, known)}"
                    yield self._at(name, line, "T003", message)

    def stamps(self) -> Iterator[Problem]:
        """Yield what changed in the shipped templates since copies were made."""
        for name, source in self._own.items():
            stamp = _STAMP.search(source.partition("\n")[0])
            now = self._shipped.source(name)
            if stamp is None or now is None or stamp[2] == _digest(now):
                continue
            view = self._shipped.views.get(name)
            other = view is not None and stamp[4] != holes.version(view)
            yield _problem(
                name,
                1,
                "T006",
                "the shipped template has changed since" + ", and so have its holes" * other,
                help=f"modelpact templates eject {name} --stdout | diff - THIS",
                level="warning",
            )

    def fits(self) -> Iterator[Problem]:
        """Yield holes that are not there, and those of the shipped templates that are no longer read."""
        for name, view in self._shipped.views.items():
            mine = holes.read(name, view, lambda each: self._tree(each, own=True))
            changed = mine.templates & self._own.keys()
            if not changed:
                continue
            for unknown in mine.unknown:
                if unknown.template in self._own:
                    yield self._unknown(unknown)
            theirs = holes.read(name, view, lambda each: self._tree(each, own=False))
            left_out = {word for each in changed for word in self._left_out(each)}
            for hole, places in theirs.holes.items():
                if hole not in mine.holes and str(hole) not in left_out:
                    at = min(places & self._own.keys() or changed)
                    message = f"{hole} is read by the shipped template, and not here"
                    yield _problem(at, 1, "T005", message, level="warning")

    def _left_out(self, name: str) -> Iterator[str]:
        for found in _LEFT_OUT.findall(self._own[name]):
            yield from re.split(", *", found)

    def _unknown(self, unknown: holes.Unknown) -> Problem:
        hole = unknown.hole
        message = f"{hole.view} has no hole {hole.name!r}{meant(hole.name, unknown.known, 0.4)}"
        known = f"It has {', '.join(unknown.known)}." if unknown.known else "It has no holes."
        return self._at(unknown.template, unknown.line, "T004", message, known, hole.name)

    def _tree(self, name: str, own: bool) -> nodes.Template | None:
        """Parse a template, with or without the overrides; None where it is broken or not there."""
        if (name, own) not in self._trees:
            source = self._own.get(name) if own else None
            if source is None:
                source = self._shipped.source(name)
            try:
                tree = None if source is None else self._parse(name, source)
            except TemplateSyntaxError:
                tree = None
            self._trees[name, own] = tree
        return self._trees[name, own]

    def _parse(self, name: str, source: str) -> nodes.Template:
        return self._environment.parse(wrapped(name, without_stamp(name, source)), name)

    def _at(
        self, name: str, line: int, code: str, message: str, help: str = "", word: str = ""
    ) -> Problem:
        lines = self._own[name].split("\n")
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        column = max(excerpt.find(f".{word}") + 2, 1) if word else 1
        return _problem(name, line, code, message, help, column=column, excerpt=excerpt)


def _problem(
    name: str,
    line: int,
    code: str,
    message: str,
    help: str = "",
    level: Level = "error",
    column: int = 1,
    excerpt: str = "",
) -> Problem:
    return Problem(Position(name, line, column), code, message, help, excerpt, level)


def _digest(source: str) -> str:
    return hashlib.sha256(source.encode()).hexdigest()[:16]
