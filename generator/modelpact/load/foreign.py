"""Read a JSON or YAML document that somebody else wrote, as plain data.

Pacts are read strictly; here whatever has one meaning is taken. Anchors, aliases and merge keys are followed, keys
that look like numbers are texts (``200:``), dates and ``on`` are texts, as YAML 1.2 has it. Refused, with a place: what
is neither JSON nor YAML, several documents, tags but those of YAML's core, and what grows without bound.
"""

from __future__ import annotations

import json
import math
from typing import Any, Final

import yaml

from modelpact.errors import Unreadable
from modelpact.load.build import CParser, has_libyaml
from modelpact.load.scalars import Refused, clipped, resolve_plain

MAX_FOREIGN_BYTES: Final = 64 << 20
_MAX_VALUES: Final = 5_000_000
_MAX_DEPTH: Final = 200
_CORE: Final = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq")
)


def read_foreign(data: bytes) -> Any:
    """Return the document as dicts, lists and scalars, or raise Unreadable with the place and the reason."""
    if len(data) > MAX_FOREIGN_BYTES:
        raise Unreadable(f"it is larger than {MAX_FOREIGN_BYTES >> 20} MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"the byte {error.start} is not UTF-8", "Save it as UTF-8.") from error
    if text.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(text, object_pairs_hook=_pairs, parse_constant=_no_number)
        except RecursionError:
            raise Unreadable("it is nested too deeply") from None
        except Unreadable:
            raise
        except ValueError as error:
            return _yaml(text, str(error))
    return _yaml(text)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise Unreadable(
            f"the key {clipped(twice)!r} is written twice in one object",
            "Two readers would take different values: keep one of them.",
        )
    return found


def _no_number(word: str) -> Any:
    raise Unreadable(f"{word} is not JSON")


def _yaml(text: str, as_json: str = "") -> Any:
    if not has_libyaml():
        raise Unreadable("PyYAML has no libyaml", "Install PyYAML with libyaml, or bring JSON.")
    try:
        return _Reader(text).document()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
        why = getattr(error, "problem", None) or "a character that YAML does not allow"
        told = f"; as JSON: {as_json}" if as_json else ""
        raise Unreadable(f"it is neither JSON nor YAML: {where}{why}{told}") from error


class _Reader:
    def __init__(self, text: str) -> None:
        self.take = CParser(text).get_event
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.open: set[str] = set()
        self.values = 0

    def document(self) -> Any:
        event = self.take()
        while type(event) in (yaml.StreamStartEvent, yaml.DocumentStartEvent):
            event = self.take()
        if type(event) is yaml.StreamEndEvent:
            raise Unreadable("it is empty")
        found = self.node(event, 1)
        while type(event) is not yaml.StreamEndEvent:
            event = self.take()
            if type(event) is yaml.DocumentStartEvent:
                raise self.refused(event, "a second document begins", "Bring one document.")
        return found

    def node(self, event: Any, depth: int) -> Any:
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self.alias(event)
        before = self.values
        self.count(event, 1)
        if event.tag is not None and event.tag not in _CORE:
            raise self.refused(
                event, f"the tag {clipped(event.tag)}", "Write the value without it."
            )
        if depth > _MAX_DEPTH:
            raise self.refused(event, f"more than {_MAX_DEPTH} levels", "Write it flatter.")
        if event.anchor is not None:
            self.open.add(event.anchor)
        found: Any
        if kind is yaml.ScalarEvent:
            found = self.scalar(event)
        elif kind is yaml.SequenceStartEvent:
            found = []
            while type(item := self.take()) is not yaml.SequenceEndEvent:
                found.append(self.node(item, depth + 1))
        else:
            found = self.mapping(depth)
        if event.anchor is not None:
            self.open.discard(event.anchor)
            self.anchors[event.anchor] = found, self.values - before
        return found

    def mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        while type(event := self.take()) is not yaml.MappingEndEvent:
            if type(event) is not yaml.ScalarEvent:
                raise self.refused(event, "a key that is no text", "Write a name before the colon.")
            key: str = event.value
            self.count(event, 1)
            value = self.node(self.take(), depth + 1)
            if key == "<<" and not event.style:
                for part in value if isinstance(value, list) else [value]:
                    if not isinstance(part, dict):
                        raise self.refused(event, "<< merges what is no mapping", "Name mappings.")
                    merged = {**part, **merged}
            elif key in found:
                raise self.refused(
                    event,
                    f"the key {clipped(key)!r} is written twice in one mapping",
                    "Two readers would take different values: keep one of them.",
                )
            else:
                found[key] = value
        return {**merged, **found} if merged else found

    def scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.style or event.tag == "tag:yaml.org,2002:str":
            return text
        value = resolve_plain(text)
        if not isinstance(value, Refused):
            return value
        try:
            number = float(text) if set(text) & set(".eE") else int(text, 0)
        except ValueError:
            return text  # .inf, or more digits than any number has
        return text if isinstance(number, float) and not math.isfinite(number) else number

    def alias(self, event: Any) -> Any:
        if event.anchor in self.open:
            raise self.refused(
                event, f"the alias *{event.anchor} stands inside of what it repeats", ""
            )
        if event.anchor not in self.anchors:
            raise self.refused(event, f"the alias *{event.anchor} has no anchor before it", "")
        found, values = self.anchors[event.anchor]
        self.count(event, values)
        return found

    def count(self, event: Any, values: int) -> None:
        self.values += values
        if self.values > _MAX_VALUES:
            raise self.refused(
                event, f"more than {_MAX_VALUES:,} values, with aliases written out", ""
            )

    def refused(self, event: Any, what: str, help: str) -> Unreadable:
        mark = event.start_mark
        return Unreadable(f"line {mark.line + 1}, column {mark.column + 1}: {what}", help)
