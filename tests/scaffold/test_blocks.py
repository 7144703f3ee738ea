"""What is printed as a pact reads back as the same data, and looks as people write it."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from modelpact import load
from modelpact.document import plain
from modelpact.load.scalars import invisible
from modelpact.scaffold.blocks import WIDTH, blocks
from nasty import NASTY

# what no pact may hold, however it is written
REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
SIGNS = "ab: #-'\"\n,[]{}|>%@`\\!&*?0.1xeE+_~=<\t "
TEXTS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.text(SIGNS, max_size=200),
    st.lists(st.text("ab#-:?1.", min_size=1, max_size=9), max_size=60).map(" ".join),
).filter(lambda text: not REFUSED.search(text))
KEYS = TEXTS.filter(lambda text: not invisible(text) and len(text) < 500)
SCALARS = st.one_of(
    TEXTS,
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(-1e15, 1e15, allow_subnormal=False).map(lambda number: number + 0.0),
    st.booleans(),
    st.none(),
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=4)),
    max_leaves=20,
)
FILES = st.dictionaries(
    st.one_of(KEYS, st.sampled_from(["rules", "parameters", "title"])), DATA, min_size=1, max_size=4
)


def _distinct(data: Any) -> bool:
    """Whether no two keys of an object are the same letters."""
    if isinstance(data, dict):
        names = {unicodedata.normalize("NFC", key) for key in data}
        return len(names) == len(data) and all(map(_distinct, data.values()))
    return all(map(_distinct, data)) if isinstance(data, list) else True


def read_back(text: str) -> Any:
    (document,), problems = load.load(
        [load.SourceFile("a/provider.yaml", "a", "provider", text.encode())]
    )
    assert not problems, (text, problems)
    return plain(document.root)


@settings(max_examples=60, deadline=None)
@given(FILES.filter(_distinct))
@example({"... 0": [], "--- 0": [], "rules": ["..."]})
def test_reads_back(data: dict[str, Any]) -> None:
    text = "\n".join(blocks(data)) + "\n"
    assert repr(read_back(text)) == repr(data)


@pytest.mark.slow
@settings(max_examples=2000, deadline=None)
@given(FILES.filter(_distinct))
def test_much_reads_back(data: dict[str, Any]) -> None:
    text = "\n".join(blocks(data)) + "\n"
    assert repr(read_back(text)) == repr(data)


def test_looks_as_people_write_it() -> None:
    long = "Several words that say what this is " * 5
    data = {
        "title": "16:9",
        "source": {"document": "A, b", "read": "2026-01-31"},
        "parameters": {
            "n": {"type": "integer", "maximum": 4, "default": {"server": 1}},
            "size": {"enum": ["1x1", "2x2"], "description": long.strip()},
        },
        "description": "Two\nlines.\n",
        "rules": [{"id": "a-b", "because": "x", "when": {"a": 1}, "then": {"b": {"minimum": 2}}}],
    }
    text = "\n".join(blocks(data))
    assert read_back(text + "\n") == data
    lines = text.split("\n")
    assert max(map(len, lines)) <= WIDTH
    for line in (
        "title: 16:9",
        'source: {document: "A, b", read: 2026-01-31}',
        "  n: {type: integer, maximum: 4, default: {server: 1}}",
        "    enum: [1x1, 2x2]",
        "description: |",
        "  - {id: a-b, because: x, when: {a: 1}, then: {b: {minimum: 2}}}",
    ):
        assert line in lines, text
