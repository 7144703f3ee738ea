"""A release as lines of YAML, as a careful person would write them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from modelpact import ir
from modelpact.load import resolve_plain
from modelpact.text import UNSEEN

_PLAIN: Final = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ./_()+,'<>=;-]*[A-Za-z0-9.)])?")
"""Prose that needs no quotes."""
_NAME: Final = re.compile(r"[A-Za-z0-9/][A-Za-z0-9./_@+-]*")
"""As ``_PLAIN``, where a comma or a blank would end it."""


def spelled(release: ir.Release) -> tuple[str, ...]:
    """Return the lines of an item of ``releases``, without an indent before the first dash."""
    return tuple(_release(release))


def _release(release: ir.Release) -> Iterator[str]:
    versions = ", ".join(f"{artefact}: {version}" for artefact, version in release.versions)
    yield f"- date: {release.date}"
    yield f"  versions: {{{versions}}}"
    if release.note:
        yield f"  note: {_text(release.note, _PLAIN)}"
    if release.changes:
        yield "  changes:"
    for change in release.changes:
        yield from (f"    {line}" for line in _change(change))


def _change(change: ir.ReleasedChange) -> Iterator[str]:
    yield f"- level: {change.level}"
    if change.models:
        yield f"  models: [{_listed(change.models)}]"
    if change.pointer:
        yield f"  pointer: {_text(change.pointer, _NAME)}"
    yield f"  summary: {_text(change.summary, _PLAIN)}"
    if change.witness:
        yield f"  witness: {_json(change.witness.value)}"
    if all(change.verdicts):
        yield f"  verdicts: [{_listed(change.verdicts)}]"


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(_text(text, _NAME) for text in texts)


def _text(text: str, plain: re.Pattern[str]) -> str:
    return text if plain.fullmatch(text) and resolve_plain(text) == text else _json(text)


def _json(value: Any) -> str:
    """Spell JSON, which YAML reads; what nobody can see is written as its number."""
    return UNSEEN.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
