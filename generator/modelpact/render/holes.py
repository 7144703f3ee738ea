"""The holes of templates: which attributes of which views they read, worked out from the types of the views."""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Union

from jinja2 import nodes

_ITEMS: Final = frozenset("tuple list Sequence Iterable Iterator Collection frozenset set".split())


@dataclass(frozen=True, slots=True)
class Loop:
    """What ``loop`` is inside of a loop."""

    first: bool
    last: bool


@dataclass(frozen=True, slots=True, order=True)
class Hole:
    """An attribute of a view, by the name of its class."""

    view: str
    name: str

    def __str__(self) -> str:
        return f"{self.view}.{self.name}"


@dataclass(frozen=True, slots=True)
class Unknown:
    """A template reads what the view does not have; ``known`` is what it has."""

    template: str
    line: int
    hole: Hole
    known: tuple[str, ...]


@dataclass(slots=True)
class Read:
    """What a template reads, together with those that it includes: by hole, the templates that read it."""

    holes: dict[Hole, set[str]] = field(default_factory=dict)
    unknown: dict[Unknown, None] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)


def read(name: str, view: type, parsed: Callable[[str], nodes.Template | None]) -> Read:
    """Follow a template from the class of its view; ``parsed`` gives None for a template that is not there."""
    found = Read()
    _Reader(found, parsed).template(name, {"view": view})
    return found


def version(view: type) -> str:
    """Return a short digest of a view with all that hangs on it: it changes with any hole."""
    lines = [
        f"{cls.__qualname__}.{name}: {spelled(hint)}"
        for cls in reachable(view)
        for name, hint in fields(cls).items()
    ]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:8]


def reachable(view: type) -> list[type]:
    """Return the classes whose attributes a template with this view can read, the view itself first."""
    found: dict[type, None] = {}
    todo = [view]
    while todo:
        cls = todo.pop(0)
        if cls not in found:
            found[cls] = None
            todo += [each for hint in fields(cls).values() for each in _classes(hint)]
    return [*found]


@lru_cache(maxsize=1024)
def fields(cls: type) -> dict[str, Any]:
    """Return the public fields and properties of a view, with their types; none for what is no view."""
    if not dataclasses.is_dataclass(cls) or cls.__module__ == "modelpact.text":
        return {}
    hints = typing.get_type_hints(cls)
    found = {each.name: hints[each.name] for each in dataclasses.fields(cls)}
    for name, value in vars(cls).items():
        if isinstance(value, property):
            found[name] = typing.get_type_hints(value.fget).get("return", Any)
    return {name: hint for name, hint in found.items() if not name.startswith("_")}


def _members(hint: Any) -> tuple[Any, ...]:
    """Return the parts of a union but None, else the type itself."""
    if typing.get_origin(hint) in (Union, types.UnionType):
        parts = [part for part in typing.get_args(hint) if part is not type(None)]
        return tuple(each for part in parts for each in _members(part))
    return (hint,)


def _items(hint: Any) -> Any:
    """Return the type of what a loop over this goes through."""
    found: list[Any] = []
    for part in _members(hint):
        origin, arguments = typing.get_origin(part), typing.get_args(part)
        if getattr(origin, "__name__", "") not in _ITEMS or not arguments:
            return Any
        found += [each for each in arguments if each is not Ellipsis]
    return Union[tuple(found)]  # noqa: UP007 - there is no operator for a list of types


def _classes(hint: Any) -> Iterator[type]:
    for part in _members(hint):
        if isinstance(part, type) and fields(part):
            yield part
        for argument in typing.get_args(part):
            yield from _classes(argument)


def spelled(hint: Any) -> str:
    """Spell a type without the modules that it comes from: they are no business of a template."""
    if hint is Ellipsis:
        return "..."
    parts = typing.get_args(hint)
    name = getattr(hint, "__qualname__", None) or str(hint)
    if typing.get_origin(hint) in (Union, types.UnionType):
        return " | ".join(map(spelled, parts))
    return f"{name}[{', '.join(map(spelled, parts))}]" if parts else name


_Macros = dict[str, tuple[str, nodes.Macro]]
"""Where each macro is from, and its tree."""


class _Reader:
    """Goes through templates with the types of the names that they know."""

    def __init__(self, found: Read, parsed: Callable[[str], nodes.Template | None]) -> None:
        self._found, self._parsed = found, parsed
        self._seen: set[Any] = set()

    def template(self, name: str, scope: dict[str, Any]) -> None:
        """Read a template, where ``scope`` gives the types of names."""
        tree = self._parsed(name)
        if tree is None or (name, scope["view"]) in self._seen:
            return
        self._seen.add((name, scope["view"]))
        self._found.templates.add(name)
        macros = self._macros(name, tree)
        for node in tree.body:
            self._visit(node, name, scope, macros)

    def _macros(self, name: str, tree: nodes.Template) -> _Macros:
        """Return the macros that a template knows."""
        found = {macro.name: (name, macro) for macro in tree.find_all(nodes.Macro)}
        for imported in tree.find_all(nodes.FromImport):
            source = _name(imported.template)
            other = self._parsed(source)
            if other is None:
                continue
            self._found.templates.add(source)
            theirs = self._macros(source, other)
            for each in imported.names:
                word, alias = each if isinstance(each, tuple) else (each, each)
                if word in theirs:
                    found[alias] = theirs[word]
        return found

    def _visit(self, node: nodes.Node, name: str, scope: dict[str, Any], macros: _Macros) -> Any:
        """Read a node; return the type of its value, Any where that is not known."""
        match node:
            case nodes.Macro():
                return Any
            case nodes.Name():
                return scope.get(node.name, Any)
            case nodes.Getattr():
                return self._attribute(self._visit(node.node, name, scope, macros), node, name)
            case nodes.Include():
                self.template(_name(node.template), scope)
                return Any
            case nodes.For(target=nodes.Name(name=target)):
                inside = {target: _items(self._visit(node.iter, name, scope, macros)), "loop": Loop}
                for child in node.body:
                    self._visit(child, name, scope | inside, macros)
                for child in node.else_:
                    self._visit(child, name, scope, macros)
                return Any
            case nodes.Call(node=nodes.Name(name=called)) if called in macros:
                given = [self._visit(each, name, scope, macros) for each in node.args]
                source, macro = macros[called]
                self._call(source, macro, given)
                return Any
        for child in node.iter_child_nodes():
            self._visit(child, name, scope, macros)
        return Any

    def _call(self, source: str, macro: nodes.Macro, given: list[Any]) -> None:
        key = (source, macro.name, *map(str, given))
        tree = self._parsed(source)
        if key in self._seen or tree is None:
            return
        self._seen.add(key)
        scope = dict(zip((each.name for each in macro.args), given, strict=False))
        macros = self._macros(source, tree)
        for node in macro.body:
            self._visit(node, source, scope, macros)

    def _attribute(self, hint: Any, node: nodes.Getattr, name: str) -> Any:
        parts = _members(hint)
        if Any in parts:
            return Any
        having = [part for part in parts if isinstance(part, type) and node.attr in fields(part)]
        for part in having:
            if part is not Loop:
                hole = Hole(part.__name__, node.attr)
                self._found.holes.setdefault(hole, set()).add(name)
        if having:
            return Union[tuple(fields(part)[node.attr] for part in having)]  # noqa: UP007
        known = tuple(sorted({word for p in parts if isinstance(p, type) for word in fields(p)}))
        owner = " | ".join(map(spelled, parts))
        unknown = Unknown(name, node.lineno, Hole(owner, node.attr), known)
        self._found.unknown[unknown] = None
        return Any


def _name(template: nodes.Expr) -> str:
    return str(template.value) if isinstance(template, nodes.Const) else ""
