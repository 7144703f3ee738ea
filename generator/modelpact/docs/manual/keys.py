"""The keys of an object in a schema of the language, those inside of it included."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from modelpact.docs.manual.notation import Notation
from modelpact.flow import flow
from modelpact.text import Code, Text, html

_NAME: Final = "<name>"
"""Stands in a place for any name that a pact chooses."""
_ITEM: Final = "[]"
_LIST: Final = Code("list, each: ")
_FORMS: Final = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
    "object": "mapping",
}
_POINTS: Final = {
    "pattern": "It has the form {}.",
    "minimum": "It is at least {}.",
    "maximum": "It is at most {}.",
    "exclusiveMinimum": "It is greater than {}.",
    "maxLength": "It has at most {} characters.",
    "minItems": "Items: at least {}.",
    "maxItems": "Items: at most {}.",
    "minProperties": "Members: at least {}.",
    "maxProperties": "Members: at most {}.",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A key, and the anchor that it has on the page."""

    name: Text
    anchor: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyView:
    """A key. ``place`` is the way to it, such as ``parameter.default.server``, ``within`` that inside of its section.

    ``same`` are the keys inside of it that mean what they mean elsewhere; ``refers`` the sections that its form names.
    """

    name: Text
    place: Text
    within: Text
    anchor: Code
    depth: Code
    required: bool
    says: Code
    form: Code
    points: tuple[Code, ...]
    values: tuple[Text, ...]
    examples: Text
    same: tuple[Link, ...]
    refers: tuple[str, ...]


class Reader:
    """Reads the schemas; ``shared`` are the parts that they refer to, ``notation`` is that of the phrases."""

    def __init__(self, shared: Mapping[str, Any], notation: Notation) -> None:
        self._shared = shared
        self._notation = notation
        self._constraints: Mapping[str, Any] = shared["parameter"]["properties"]

    def keys(self, section: str, node: Mapping[str, Any]) -> Iterator[KeyView]:
        """Yield the keys of a section and, behind each, those inside of it."""
        known: dict[str, tuple[str, ...]] = {}
        for steps, inner in _objects(node, (section,)):
            yield from self._of(steps, inner, known, 1)

    def _of(
        self,
        steps: tuple[str, ...],
        node: Mapping[str, Any],
        known: dict[str, tuple[str, ...]],
        depth: int,
    ) -> Iterator[KeyView]:
        for name, child in node["properties"].items():
            if depth > 1 and self._constraints.get(name) == child:
                continue
            at = (*steps, name)
            same: dict[str, str] = {}
            below = []
            for inner_steps, inner in _objects(child, at):
                own = {
                    k: v for k, v in inner["properties"].items() if self._constraints.get(k) != v
                }
                same |= {k: f"parameter.{k}" for k in inner["properties"] if k not in own}
                told = known.setdefault(json.dumps(own), inner_steps)
                if told == inner_steps:
                    below.append((inner_steps, inner))
                elif _anchor(told) != _anchor(inner_steps):
                    same |= {k: f"{_anchor(told)}.{k}" for k in own}
            yield KeyView(
                name=Text(name),
                place=Text(_spell(at)),
                within=Text(_spell(at[1:])),
                anchor=self._notation.anchor(_anchor(at)),
                depth=html(str(min(depth, 4))),
                required=name in node.get("required", ()),
                says=self._says(child),
                form=self.form(child),
                points=self.points(child),
                values=values(child),
                examples=examples(name, child),
                same=tuple(
                    Link(Text(k), self._notation.anchor(anchor)) for k, anchor in same.items()
                ),
                refers=tuple(dict.fromkeys(references(child))),
            )
            for inner_steps, inner in below:
                yield from self._of(inner_steps, inner, known, depth + 1)

    def _says(self, node: Mapping[str, Any]) -> Code:
        said = node.get("description")
        if said is None:
            said = self._shared[_section(node["$ref"])]["description"]
        return self._notation.marked(said)

    def form(self, node: Mapping[str, Any]) -> Code:
        """Say in words what a value is, with links to the sections that it names."""
        if "$ref" in node:
            to = _target(node["$ref"])
            return self._notation.link(to, to.replace(".", " "))
        if "anyOf" in node:
            found = [self.form(one) for one in node["anyOf"]]
            several = [_LIST + form for form in found]
            told = (Code("list of these") if form in several else form for form in found)
            return Code(", or ").join(dict.fromkeys(told))
        if "const" in node:
            return self._notation.code(json.dumps(node["const"]))
        if "enum" in node:
            return Code("one of the values")
        kind = node.get("type", "anything")
        if isinstance(kind, list):
            return Code(", ".join(_FORMS[one] for one in kind[:-1]) + f" or {_FORMS[kind[-1]]}")
        if kind == "array":
            return _LIST + self.form(node["items"])
        if isinstance(node.get("additionalProperties"), dict):
            return Code("mapping, each: ") + self.form(node["additionalProperties"])
        return Code(_FORMS.get(kind, kind))

    def points(self, node: Mapping[str, Any]) -> tuple[Code, ...]:
        """What else must hold of a value."""
        return tuple(
            Code(said).format(self._notation.code(flow(node[word])))
            for word, said in _POINTS.items()
            if word in node
        )


def values(node: Mapping[str, Any]) -> tuple[Text, ...]:
    """The values that a value, or an item of it, is one of."""
    if "anyOf" in node:
        return tuple(found for one in node["anyOf"] for found in values(one))
    if node.get("type") == "array":
        return values(node["items"])
    return tuple(Text(flow(value)) for value in node.get("enum", ()))


def examples(name: str, node: Mapping[str, Any]) -> Text:
    """The examples of a key as lines of a pact, empty where there are none."""
    return Text("\n".join(f"{name}: {flow(value)}" for value in node.get("examples", ())))


def _objects(
    node: Mapping[str, Any], steps: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Find the objects with keys of their own in a node, with the way to each; those below their keys excluded."""
    if "properties" in node:
        yield steps, node
    for one in node.get("anyOf", ()):
        yield from _objects(one, steps)
    if isinstance(node.get("items"), dict):
        yield from _objects(node["items"], (*steps, _ITEM))
    if isinstance(node.get("additionalProperties"), dict):
        yield from _objects(node["additionalProperties"], (*steps, _NAME))


def _spell(steps: tuple[str, ...]) -> str:
    return ".".join(steps).replace(f".{_ITEM}", _ITEM).removeprefix(f"{_ITEM}.")


def _anchor(steps: tuple[str, ...]) -> str:
    return ".".join(step for step in steps if step not in (_NAME, _ITEM))


def references(node: Mapping[str, Any]) -> Iterator[str]:
    """Find the sections that a node refers to; what its own keys refer to is theirs."""
    if "$ref" in node:
        yield _section(node["$ref"])
    for inner in (*node.get("anyOf", ()), node.get("items"), node.get("additionalProperties")):
        if isinstance(inner, dict):
            yield from references(inner)


def _section(ref: str) -> str:
    return _target(ref).split(".")[0]


def _target(ref: str) -> str:
    """The anchor of what a reference leads to."""
    steps = ref.split("#/$defs/")[1].split("/")
    return ".".join(step for step in steps if step != "properties")
