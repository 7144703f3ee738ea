"""What every target makes of a hostile text differs in texts and comments alone from what it makes of a word."""

from __future__ import annotations

import ast
import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from builds import LANGUAGE, ROOT, build
from modelpact.targets import TARGETS
from shapes import of_files
from test_hostile import CHANGELOG, FAMILY, MODEL, PROVIDER, TEXTS, refused, spec

ENDS = (
    "A */ console.log('PWNED'); /* ", "*/", "a */\nimport os", "--> <b>", "--!> <b>", "]]> x", "a */ // /*/ @ts-nocheck",
    "@ts-nocheck", "//go:build ignore", "+build ignore", "\\*/ x(); /*", "*\\/ x(); /*", "x'''+f()+'''", '""" + f() + """',
    "\\", "\\\\", '\\"""', "${f()}`+f()+`", "\r\n*/ x(); /*", "\u2028*/ x()", "{{ 7*7 }} {% x %}", "'; f(); '", '"; f(); "',
)  # fmt: skip
"""What ends a comment or a text, in some language or other."""


LENGTH = 160
"""Of each text: all are so long that what is laid out, or named, by its length is the same for all."""


def long(text: str) -> str:
    """The text, filled up with letters and once more; it begins and ends as it does."""
    return f"{text}{'w' * (LENGTH - 2 * len(text))}{text}"


@cache
def benign(key: str) -> dict[str, str]:
    """What is made of words, by path."""
    with tempfile.TemporaryDirectory() as folder:
        found = made(Path(folder), long("w"), key)
    assert found is not None
    return found


def made(folder: Path, text: str, key: str) -> dict[str, str] | None:
    """What every target makes of the text at each place of a spec, by path; None where it is refused."""
    result = build(spec(folder, text, key=key), targets=TARGETS)
    return None if refused(result) else {file.path: file.text for file in result.files}


def misshapen(texts: Iterable[str], folder: Path, go: bool) -> list[tuple[str, str]]:
    """Pair texts with the files in which more than texts and comments is other than with a word."""
    files, words = {}, {}
    for number, text in enumerate(texts):
        key = "" if text.isprintable() else "plain"  # what cannot be seen is refused in a key
        found = made(folder / f"spec-{number}", long(text), key)
        wanted = benign(key)
        assert found is None or found.keys() == wanted.keys()
        for path, source in (found or {}).items():
            # Most of it is code that is always the same.
            if source != wanted[path] and "/vectors/" not in path:
                files[f"{number}/{path}"] = source
                words[f"{number}/{path}"] = f"{key or 'word'}/{path}"
    kept = {
        f"{key or 'word'}/{path}": t for key in ("", "plain") for path, t in benign(key).items()
    }
    measure = {path: kept[path] for path in set(words.values())}
    shapes = of_files(files | measure, folder / "out", go)
    known = list(texts)
    return [
        (known[int(path.split("/")[0])], path)
        for path in files
        if path in shapes and shapes[path] != shapes[words[path]]
    ]


PROSE = frozenset(
    "advice answer because chosen description document examples placeholder prompt question readings "
    "reason scheme section sections subject summary title words".split()
)
"""Fields of the catalogue that may say anything."""
NAMED: Final = frozenset(
    "content_type done images model models family not operation parameters path pattern pending replacement required rules separator text uses".split()
)
"""Keys whose texts name what must be there, have a language of their own, at most three letters, or must differ from
(done, pending) another text that is tried."""


def free(node: Any, key: str = "") -> Iterator[str]:
    """The keys of the pact language below which a text may say anything."""
    if isinstance(node, dict):
        if "string" in str(node.get("type")) and not {"pattern", "enum", "const", "$ref"} & set(
            node
        ):
            yield key
        for name, below in node.items():
            # Below these are names of the language; elsewhere words of JSON Schema.
            for each, found in below.items() if name in ("properties", "$defs") else [(key, below)]:
                if name not in ("examples", "default"):
                    yield from free(found, each)
    elif isinstance(node, list):
        for found in node:
            yield from free(found, key)


def test_every_place_of_a_text_is_tried() -> None:
    tried = PROVIDER + FAMILY + MODEL + CHANGELOG
    schemas = [path for path in LANGUAGE.glob("*.json") if path.stem != "catalog.schema"]
    keys = {key for path in schemas for key in free(json.loads(path.read_text(encoding="utf-8")))}
    assert {
        key for key in keys if not re.search(rf"\b{key}: (\W|\w+: )*{{(text|key)}}", tried)
    } - NAMED == set()


def test_no_prose_is_called_code() -> None:
    """Whoever makes Code of it by hand has no encoder in it that knows the place."""
    found = {
        f"{path.name}:{call.lineno}: {attribute}"
        for path in (ROOT / "generator").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in ("Code", "Markup")
        for attribute in attributes(call)
        if attribute in PROSE
    }
    assert found == set()


def attributes(node: ast.AST) -> Iterator[str]:
    """The attributes that are read for what an expression gives, not only to decide."""
    if isinstance(node, ast.Attribute):
        yield node.attr
    for name, below in ast.iter_fields(node):
        for each in below if isinstance(below, list) else [below]:
            if isinstance(each, ast.AST) and (type(node), name) != (ast.IfExp, "test"):
                yield from attributes(each)


@pytest.mark.slow  # wants npm ci
def test_a_text_that_ends_a_comment_or_a_text(tmp_path: Path) -> None:
    assert misshapen(ENDS[:4], tmp_path, go=False) == []


@pytest.mark.slow
def test_every_text(tmp_path: Path) -> None:
    texts = dict.fromkeys((*ENDS, *(row["value"] for row in TEXTS)))
    assert (
        misshapen(
            [text for text in texts if text.strip() and len(text) < LENGTH / 2], tmp_path, go=True
        )
        == []
    )
