"""Entries written into the text of pacts: they are read back, and nothing else is another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from modelpact import load
from modelpact.document import MappingNode, Node, SequenceNode, plain
from modelpact.errors import Position
from modelpact.load.edits import Editor, Entry, Unsafe, Wish
from pacts import ROOT

FILES = sorted([*ROOT.glob("spec/gravitex/**/*.yaml"), *ROOT.glob("tests/fixtures/**/*.yaml")])
NEW = {"document": "Probe of a: b", "certainty": "observed"}


def read(content: bytes) -> MappingNode:
    (document,), problems = load.load([load.SourceFile("p/models/m.yaml", "p", "model", content)])
    assert problems == ()
    return document.root


def mappings(node: Node) -> Iterator[MappingNode]:
    if isinstance(node, MappingNode):
        yield node
    below = node.items if isinstance(node, SequenceNode) else getattr(node, "entries", {}).values()
    for item in below:
        yield from mappings(item)


def without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without(item) for key, item in value.items() if key != "zz"}
    return [without(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_every_mapping_of_every_pact(ends: str) -> None:
    for path in FILES:
        content = path.read_text().rstrip("\n").replace("\n", ends).encode()
        root, editor, asked = read(content), Editor(content), 0
        for node in mappings(root):
            try:
                editor.put(Wish(node.position, "zz", NEW))
                asked += 1
            except Unsafe as unsafe:
                assert "alias" in unsafe.why
        after = read(editor.content)
        assert sum("zz" in node.entries for node in mappings(after)) == asked > 0, path
        assert without(plain(after)) == plain(root)
        lines = iter(editor.content.decode().splitlines(keepends=True))
        assert all(_kept(line, lines) for line in content.decode().splitlines(keepends=True))
        assert ends == "\n" or b"\n" not in editor.content.replace(b"\r\n", b"")


def _kept(line: str, lines: Iterator[str]) -> bool:
    """Tell whether a line is still there, with no more than the entry put into it."""
    spelled = 'zz: {document: "Probe of a: b", certainty: observed}'
    return any(
        new.replace(f", {spelled}", "").replace(spelled, "").strip() == line.strip()
        for new in lines
    )


@pytest.mark.parametrize(
    ("before", "at", "entry", "after"),
    [
        ("n: {a: 1} # one", (1, 4), "new", "n: {a: 1, e: new} # one"),
        ("n: {}", (1, 4), "new", "n: {e: new}"),
        (
            "n: {a: 1, # one\n  b: 2, # two\n  }",
            (1, 4),
            "new",
            "n: {a: 1, # one\n  b: 2, e: new, # two\n  }",
        ),
        (
            "n:\n  a: 1 # one\n  # two\nm: 1\n",
            (2, 3),
            "new",
            "n:\n  a: 1 # one\n  e: new\n  # two\nm: 1\n",
        ),
        (
            "n:\n  a: |\n    x\n\n  b:\n    - 1\n",
            (2, 3),
            "new",
            "n:\n  e: new\n  a: |\n    x\n\n  b:\n    - 1\n",
        ),
        (
            "n:\n- a: {b: 1,\n    c: 2}\n  d:\n    f: 1",
            (2, 3),
            "new",
            "n:\n- a: {b: 1,\n    c: 2}\n  e: new\n  d:\n    f: 1",
        ),
        (
            "n:\n  a: plain\n    text # more\n",
            (2, 3),
            "new",
            "n:\n  a: plain\n    text # more\n  e: new\n",
        ),
        ("n:\n  e: old # why\n  a: 1", (2, 3), "new", "n:\n  e: new # why\n  a: 1"),
        ("n:\n  e: {x: 1}\n", (2, 3), {"y": "1: 2"}, 'n:\n  e: {y: "1: 2"}\n'),
        (
            "n:\n  e:\n    x: 1\n    y: 2 # two\n  a: 1\n",
            (2, 3),
            {"y": "n", "z": "o"},
            "n:\n  e:\n    y: n\n    z: o # two\n  a: 1\n",
        ),
        ("\ufeffn: {a: \u20281}\r\n", (1, 4), "new", "\ufeffn: {a: \u20281, e: new}\r\n"),
        ("n:\r\n  a: 1", (2, 3), "new", "n:\r\n  a: 1\r\n  e: new"),
    ],
)
def test_what_is_written(before: str, at: tuple[int, int], entry: Entry, after: str) -> None:
    editor = Editor(before.encode())
    editor.put(Wish(Position("", *at), "e", entry))
    assert editor.content.decode() == after


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("n: &n {a: 1}\nm: *n", (1, 4), "alias"),
        ("n: &n\n  a: {b: 1}\nm: *n", (2, 6), "alias"),
        ("m: &m x\nn: {a: 1, e: *m}", (2, 4), "alias"),
        ("m: &m x\nn: {e: 1, a: *m}", (2, 5), "no mapping"),
        ("m: &m x\nn: {f: 1, a: *m}", (2, 4), "alias"),
        ("n: {e: &e {b: &b 1}}\nm: *b", (1, 4), "alias"),
        ("n:\n  e:\n    b: 1 # why\n    c: 2", (2, 3), "comment"),
        ("n:\n  e: |\n    b", (2, 3), "block"),
        ("n: 1", (1, 4), "no mapping"),
    ],
)
def test_what_is_refused(text: str, at: tuple[int, int], why: str) -> None:
    editor = Editor(text.encode())
    with pytest.raises(Unsafe, match=why) as caught:
        editor.put(Wish(Position("p", *at), "e", "new"))
    assert caught.value.position == Position("p", *at)
    assert editor.content == text.encode()
