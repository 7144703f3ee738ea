"""What is written more than once: among the models of a family, and below what is inherited anyway."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final

from modelpact.document import Document, MappingNode, Node, ScalarNode, SequenceNode, plain
from modelpact.errors import Position, Problem

Found = Iterator[Problem]
Place = tuple[str, ...]
Facts = dict[Place, tuple[str, Position]]
"""What a file says, by place, as far as files are laid over one another: canonical text, and where its key stands."""

_MAJORITY: Final = 3
"""So many models must say the same where others of the family say something else."""


def among_siblings(documents: tuple[Document, ...]) -> Found:
    """W012: one finding for each parameter or section, at the first file."""
    for family, models in _families(documents).items():
        if len(models) < 2:
            continue
        facts = [(document, _facts(document.root)) for document in models]
        everywhere = set.intersection(*(set(said) for _, said in facts))
        alike: dict[tuple[Place, tuple[str, ...]], list[tuple[str, Position]]] = {}
        for place in (place for place in facts[0][1] if place in everywhere):
            value, number = Counter(said[place][0] for _, said in facts).most_common(1)[0]
            if number == len(facts) or (number >= _MAJORITY and 2 * number > len(facts)):
                who = [(d.path, said[place][1]) for d, said in facts if said[place][0] == value]
                files = tuple(path for path, _ in who)
                alike.setdefault((place[:-1], files), []).append((place[-1], who[0][1]))
        for (above, files), keys in alike.items():
            told = (
                f"{len(files)} of the {len(facts)}"
                if len(files) < len(facts)
                else f"all {len(facts)}"
            )
            names = ", ".join(f"`{'.'.join((*above, key))}`" for key, _ in keys)
            yield Problem(
                keys[0][1],
                "W012",
                f"{told} models of {family} say the same of {names}",
                f"Say it once in the family's file. It stands in {', '.join(files)}.",
                level="warning",
            )


def of_the_inherited(documents: tuple[Document, ...]) -> Found:
    """W013"""
    facts = {document.path: _facts(document.root) for document in documents}
    for document in documents:

        inherited: Facts = {}
        for file, below in itertools.pairwise((*_above(document, documents), document)):
            inherited |= facts[file.path]
            inherited = _left(inherited, below.root)
        for place, (value, position) in facts[document.path].items():
            if (
                place in inherited
                and inherited[place][0] == value
                and not _sourced(document.root, place)
            ):
                yield Problem(
                    position,
                    "W013",
                    f"`{'.'.join(place)}` says what it inherits from {inherited[place][1]}",
                    "Remove it here.",
                    level="warning",
                )


def _families(documents: Iterable[Document]) -> dict[str, list[Document]]:
    """Group the files of models by provider and family; the key is the family's name."""
    found: dict[tuple[str, str], list[Document]] = {}
    for document in documents:
        if document.kind == "model":
            found.setdefault((document.provider, _text(document.root, "family")), []).append(
                document
            )
    return {family: models for (_, family), models in found.items()}


def _above(document: Document, documents: Iterable[Document]) -> Iterator[Document]:
    """Yield what a file inherits from, the provider first."""
    mine = [other for other in documents if other.provider == document.provider]
    if document.kind != "provider":
        yield from (other for other in mine if other.kind == "provider")
    if document.kind == "model":
        family = _text(document.root, "family")
        yield from (
            other
            for other in mine
            if other.kind == "family" and _text(other.root, "family") == family
        )


def _text(node: MappingNode, key: str) -> str:
    found = node.entries.get(key)
    return str(found.value) if isinstance(found, ScalarNode) else ""


def _facts(root: MappingNode) -> Facts:
    facts: Facts = {}
    for section, node in root.entries.items():
        if section in ("parameters", "uses") and isinstance(node, MappingNode):
            _members(facts, (section,), node)
        elif section in ("images", "layouts", "response") and isinstance(node, MappingNode):
            _keys(facts, (section,), node)
        elif section == "required":
            facts[section,] = _fact(node, root.keys[section])
        elif section == "rules" and isinstance(node, SequenceNode):
            for rule in node.items:
                if isinstance(rule, MappingNode):
                    facts[section, _text(rule, "id")] = _fact(rule, rule.position)
    return facts


def _members(facts: Facts, place: Place, node: MappingNode) -> None:
    for name, value in node.entries.items():
        if isinstance(value, MappingNode):
            _keys(facts, (*place, name), value)


def _keys(facts: Facts, place: Place, node: MappingNode) -> None:
    """Take the keys of one parameter or section; evidence goes with the facts that it is about."""
    for key, value in node.entries.items():
        if key == "properties" and isinstance(value, MappingNode):
            _members(facts, (*place, key), value)
        elif key == "items" and isinstance(value, MappingNode):
            _keys(facts, (*place, key), value)
        elif key != "evidence":
            facts[(*place, key)] = _fact(value, node.keys[key])


def _fact(node: Node, position: Position) -> tuple[str, Position]:
    return json.dumps(plain(node), sort_keys=True), position


def _left(inherited: Facts, below: MappingNode) -> Facts:
    """Take away what the file below leaves out."""
    without = plain(below.entries["without"]) if "without" in below.entries else {}
    dropped: set[Any] = {(section, name) for section, names in without.items() for name in names}
    return {place: fact for place, fact in inherited.items() if place[:2] not in dropped}


def _sourced(root: MappingNode, place: Place) -> bool:
    """Tell whether a fact is said again because it is known from elsewhere."""
    node: Node | None = root
    for step in place[:-1]:
        node = node.entries.get(step) if isinstance(node, MappingNode) else None
    return isinstance(node, MappingNode) and "evidence" in node.entries
