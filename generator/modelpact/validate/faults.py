"""What is wrong with a document, in our words, and what is left of it without its faults."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice
from typing import Any, Final

from modelpact.document import Document, MappingNode, Node, ScalarNode, SequenceNode, place, plain
from modelpact.errors import Position, Problem
from modelpact.validate.judge import MAX_ERRORS, Error, Judge, wanted
from modelpact.validate.words import (
    Fault,
    Path,
    Wording,
    loses_a_zero,
    rounded_fault,
    version_fault,
)

MAX_PROBLEMS: Final = 100
"""How many problems of one file are told; a file can hold a hundred thousand."""

_ROUNDS: Final = 12
"""How often a cut may call for another one, further up."""


class Faults:
    """Looks for the faults of documents with the schemas of the language."""

    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._judge, self._wording = Judge(schemas), Wording(schemas)
        self._version = schemas["common.schema.json"]["$defs"]["pact"]["const"]

    def of(self, document: Document) -> tuple[Document | None, tuple[Problem, ...]]:
        """Return what is left of a document without its faults, and these; None where cutting does not mend it."""
        fault = _version_fault(document, self._version)
        if fault:
            return None, (_problem(document, fault),)
        faults = _faults(document, self._judge, self._wording)
        problems = tuple(sorted(_problem(document, fault) for fault in faults))
        return _prune(document, self._judge, self._version) if faults else document, problems


def _problem(document: Document, fault: Fault) -> Problem:
    where = place(document.root, fault.path, key=fault.at_key)
    return document.problem(where, fault.code, fault.message, fault.help)


def _version_fault(document: Document, version: int) -> Fault | None:
    node = document.root.entries.get("pact")
    if node is None:
        return None  # told as a missing key
    found = plain(node)
    return (
        None if type(found) is type(version) and found == version else version_fault(found, version)
    )


def _faults(document: Document, judge: Judge, wording: Wording) -> list[Fault]:
    """Return each thing that is wrong once, and no more than anybody reads."""
    errors = judge.errors(document.kind, plain(document.root))
    every = chain(_told(document, errors, wording), _rounded(document, judge, errors))
    return list(islice(dict.fromkeys(every), MAX_PROBLEMS))


def _told(document: Document, errors: Iterable[Error], wording: Wording) -> Iterator[Fault]:
    for leaf in errors:
        raw = _raw(document, place(document.root, leaf.absolute_path))
        yield from islice(wording.faults(leaf, raw), MAX_PROBLEMS)


_PLAIN = re.compile(r"(?:[&!]\S*\s+)*([^\s,\[\]{}#]{1,60})")


def _raw(document: Document, position: Position) -> str:
    """Return a plain scalar as the file spells it."""
    line = document.lines[position.line - 1] if position.line <= len(document.lines) else ""
    match = _PLAIN.match(line, position.column - 1)
    return match.group(1) if match else ""


def _rounded(document: Document, judge: Judge, errors: Iterable[Error]) -> Iterator[Fault]:
    """Find numbers such as 3.10 at places where the language takes a text as well."""
    texts: dict[Path, Node | None] = {}
    for path, node in _scalars(document.root, ()):
        if isinstance(node.value, float) and loses_a_zero(raw := _raw(document, node.position)):
            texts[path] = ScalarNode(raw, node.position)
    as_texts = _cut(document.root, (), texts)
    if as_texts is None or not texts:
        return
    # where a text is refused, the number is meant
    refused = chain(errors, judge.errors(document.kind, plain(as_texts)))
    meant = {tuple(leaf.absolute_path) for leaf in refused}
    for path, node in _scalars(document.root, ()):
        if path in texts and path not in meant and isinstance(node.value, float):
            yield rounded_fault(path, _raw(document, node.position), node.value)


def _scalars(node: Node, path: Path) -> Iterator[tuple[Path, ScalarNode]]:
    match node:
        case ScalarNode():
            yield path, node
        case SequenceNode(items):
            for index, item in enumerate(items):
                yield from _scalars(item, (*path, index))
        case MappingNode(entries):
            for key, value in entries.items():
                yield from _scalars(value, (*path, key))


# --- cutting ------------------------------------------------------------------------------------


def _prune(document: Document, judge: Judge, version: int) -> Document | None:
    """Cut until nothing is wrong; None when the cut reaches the root."""
    root: Node | None = document.root
    for _ in range(_ROUNDS):
        if not isinstance(root, MappingNode):
            return None
        errors = judge.errors(document.kind, plain(root))
        if len(errors) >= MAX_ERRORS:
            return None
        if not errors:
            return replace(document, root=root)
        cuts: dict[Path, Node | None] = {}
        for leaf in errors:
            cuts.update(_cuts(leaf, root, document.path, version))
        root = _cut(root, (), cuts)
    return None


def _cuts(leaf: Error, root: Node, name: str, version: int) -> Iterator[tuple[Path, Node | None]]:
    """Say what to cut for an error, and what stands in for it.

    An item of a list goes as a whole: half a rule means something else. An empty mapping or list stands in
    where one was wanted, so that what refers to it is not reported as well.
    """
    path: Path = tuple(leaf.absolute_path)
    found: Any = leaf.instance
    item = next((index for index, step in enumerate(path, 1) if isinstance(step, int)), None)
    where = place(root, path)
    match leaf.validator:
        case _ if item:
            yield path[:item], None
        case "additionalProperties":
            schema: Any = leaf.schema
            yield from (((*path, key), None) for key in found if key not in schema["properties"])
        case "required" if not path:
            required: Any = leaf.validator_value
            fill: dict[str, str | int] = {"pact": version, "title": name}
            for key in required:
                if key not in found:
                    yield ((key,), ScalarNode(fill[key], where)) if key in fill else ((), None)
        case "type" | "anyOf" if "object" in wanted(leaf) and not isinstance(found, dict):
            yield path, MappingNode({}, {}, where)
        case "type" | "anyOf" if "array" in wanted(leaf) and not isinstance(found, list):
            yield path, SequenceNode((), where)
        case _:
            yield path, None


def _cut(node: Node, path: Path, cuts: Mapping[Path, Node | None]) -> Node | None:
    """Return a copy in which the nodes at some paths are others, or gone; what is new comes last."""
    if path in cuts:
        return cuts[path]
    match node:
        case ScalarNode():
            return node
        case SequenceNode(items):
            left = (_cut(item, (*path, index), cuts) for index, item in enumerate(items))
            return SequenceNode(tuple(item for item in left if item), node.position)
        case MappingNode(entries, keys):
            # only the root is ever filled
            new = (
                [] if path else [str(key) for key, *rest in cuts if not rest and key not in entries]
            )
            kept: dict[str, Node] = {}
            for key in (*entries, *new):
                inner = (
                    _cut(entries[key], (*path, key), cuts) if key in entries else cuts[(*path, key)]
                )
                if inner:
                    kept[key] = inner
            return MappingNode(
                kept, {key: keys.get(key, node.position) for key in kept}, node.position
            )
