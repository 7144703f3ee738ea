"""What remains of output without its texts and comments. No text of a spec may change that, whatever the language."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from html.parser import HTMLParser
from itertools import starmap
from pathlib import Path
from typing import Any

import golang
import javascript
from modelpact.files import File
from nasty import COMMONMARK, shape

SCRIPTS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".cts")


def module(source: str, names: bool) -> str:
    """The tree of a module without its constants, and without the names that it chooses itself."""
    assert source.isascii()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            node.value = ""
        for field in ("id", "name", "arg", "attr") if names else ():
            if isinstance(getattr(node, field, None), str):
                setattr(node, field, "_")
    return ast.dump(tree)


def page(text: str, names: bool) -> list[tuple[str, ...]]:
    """The tokens of a page; where a link leads counts, but not to which heading."""
    found = shape(COMMONMARK.parse(text), attributes=not names)
    return [(kind, tag, re.sub(r"(\.md|')#[^']*'", r"\1#'", told)) for kind, tag, told in found]


def outline(value: Any, names: bool) -> Any:
    """JSON without its texts; names of members only where they cannot be a text of the spec."""
    if isinstance(value, dict):
        return [(None if names else "", outline(item, names)) for item in value.values()]
    if isinstance(value, list):
        return [outline(item, names) for item in value]
    return "" if isinstance(value, str) else value


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *sorted(name for name, _ in attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment",))


def tags(text: str) -> list[tuple[str, ...]]:
    """The tags of a page of HTML, each with the names of its attributes."""
    reader = _Tags()
    reader.feed(text)
    reader.close()
    return reader.found


def of_files(files: dict[str, str], folder: Path, go: bool) -> dict[str, Any]:
    """The shape of each file whose kind has one; ``folder`` takes those that another program reads."""
    found: dict[str, Any] = {}
    for path, text in files.items():
        match Path(path).suffix:
            case ".py" | ".pyi":
                found[path] = module(text, names=True)
            case ".md":
                found[path] = page(text, names=True)
            case ".json":
                found[path] = outline(json.loads(text), names=True)
            case ".toml":
                found[path] = outline(tomllib.loads(text), names=True)
            case ".html":
                found[path] = tags(text)
    javascript.write(starmap(File, files.items()), folder)
    scripts = [path for path in files if path.endswith(SCRIPTS)]
    javascript.tool("typescript-7")  # or say that nothing of npm is there
    program = javascript.FOLDER / "shape.mjs"
    told = javascript.run(program, _list(scripts, folder), cwd=folder)
    found |= zip(scripts, told.splitlines(), strict=True)
    if go:
        packages = [path for path in files if path.endswith(".go")]
        program = golang.FOLDER / "shape" / "shape.go"
        told = golang.run(
            golang.tool("go"), "run", program, _list(packages, folder), cwd=program.parent
        )
        found |= zip(packages, told.splitlines(), strict=True)
    return found


def _list(paths: list[str], folder: Path) -> Path:
    """Write a file that lists these."""
    file = folder / "list.txt"
    file.write_text("".join(f"{folder / path}\n" for path in paths), encoding="utf-8")
    return file
