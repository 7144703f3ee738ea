"""``modelpact show``: a model after inheritance, and the place that each fact is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import near, options, out, places
from modelpact.document import MappingNode, ScalarNode, SequenceNode, plain
from modelpact.flow import flow, scalar

if TYPE_CHECKING:
    from modelpact.document import Document, MappingNode, Node
    from modelpact.errors import Position
    from modelpact.ir import Model
    from modelpact.pipeline import Result

COLUMN = 64  # where the places stand, unless a line is longer
FLOW = 72  # the longest list that is printed in one line
FIRST = ("pact", "model", "family", "title", "description", "aliases", "lifecycle")
ABOVE = ("title", "description", "base_url", "operations", "auth", "errors", "decisions")


@click.command("show")
@click.argument("model")
@options.spec
@options.format
@click.pass_context
def command(ctx: click.Context, model: str, spec: str | None, format: str) -> None:
    """Print MODEL with everything that it inherits, and the file and line of every fact."""
    from pathlib import Path

    from modelpact import pipeline

    folder = places.spec(spec)
    with options.readable():
        result = pipeline.understand(Path(folder), language=Path(places.data().language))
    found = _find(result, model)
    if found is None:
        out.problems(result.errors, folder, err=True)
        raise click.ClickException(near.no_model(result.catalog.providers, model))
    tree = _Shown(result, found, folder)
    if format == "json":
        out.data(tree.json())
    else:
        for line in tree.text():
            click.echo(line)


def _find(result: Result, name: str) -> Model | None:
    models = (model for provider in result.catalog.providers for model in provider.models)
    return next((model for model in models if model.id == name), None)


class _Shown:
    """A resolved model, and the files that it is laid together from."""

    def __init__(self, result: Result, model: Model, folder: str) -> None:
        from modelpact.resolve.merge import whole

        def names(document: Document, key: str, value: str) -> bool:
            node = document.root.entries.get(key)
            return isinstance(node, ScalarNode) and node.value == value

        self._model, self._folder = model, folder
        own = next(d for d in result.documents if d.path == model.origin.path and d.kind == "model")
        near = [d for d in result.documents if d.provider == own.provider]
        family = next(d for d in near if d.kind == "family" and names(d, "family", model.family))
        provider = next(d for d in near if d.kind == "provider")
        self._files = (own, family, provider)
        self._tree = whole(result.documents, own)

    def json(self) -> dict[str, Any]:
        """Return the laid-together pact, and the place of each of its facts by JSON pointer."""
        _, family, provider = self._files
        origins = {
            pointer: self._at(position, column=True)
            for part, root in (
                ("", self._tree),
                ("/from-family", family.root),
                ("/from-provider", provider.root),
            )
            for pointer, position in _origins(root, "")
            if not part or pointer.split("/")[1] in ABOVE
            for pointer in [part + pointer]
        }
        return {
            "model": self._model.id,
            "provider": provider.provider,
            "family": self._model.family,
            "status": self._model.lifecycle.status,
            "pact": plain(self._tree),
            "from-family": {k: v for k, v in plain(family.root).items() if k in ABOVE},
            "from-provider": {k: v for k, v in plain(provider.root).items() if k in ABOVE},
            "rules": [
                {
                    "id": rule.id,
                    "severity": rule.severity,
                    "because": rule.because,
                    "origin": self._at(rule.origin, column=True),
                }
                for rule in self._model.rules
            ],
            "origins": origins,
        }

    def text(self) -> Iterator[str]:
        """Yield the lines of a page in the manner of a pact."""
        model, (_, family, provider) = self._model, self._files
        yield f"# {model.id}, of the family {model.family} at {provider.provider}; {model.lifecycle.status}"
        entries = self._tree.entries
        order = dict.fromkeys((*(key for key in FIRST if key in entries), *entries))
        yield from self._entries({key: entries[key] for key in order}, self._tree, "")
        for what, document in (("family", family), ("provider", provider)):
            yield f"\n# of the {what}"
            above = {key: node for key, node in document.root.entries.items() if key in ABOVE}
            yield from self._entries(above, document.root, "")
        yield "\n# every rule in force, those of the images included"
        for rule in model.rules:
            yield self._line(f"{rule.id}: {rule.severity}: {rule.because}", rule.origin)
        yield "\n# evidence of what names none of its own"
        for document in (*self._files,):
            source = document.root.entries.get("source")
            if source is not None:
                yield self._line(f"{document.path}: {flow(plain(source))}", source.position)

    def _mapping(self, node: MappingNode, indent: str) -> Iterator[str]:
        return self._entries(node.entries, node, indent)

    def _entries(self, entries: dict[str, Node], node: MappingNode, indent: str) -> Iterator[str]:
        for key, value in entries.items():
            yield from self._value(f"{indent}{scalar(key)}:", value, node.keys[key], indent)

    def _value(self, head: str, value: Node, place: Position, indent: str) -> Iterator[str]:
        """Print a value behind ``head``: in the same line if it is short, else below."""
        lines = {(at.path, at.line) for _, at in _origins(value, "")}
        match value:
            case MappingNode(entries) if entries and (
                lines != {(place.path, place.line)} or len(flow(plain(value))) > FLOW
            ):
                below = self._entries(entries, value, f"{indent}  ")
                if head.endswith("-"):  # the first member stands behind the dash
                    yield head + next(below).removeprefix(" " * len(head))
                else:
                    yield self._line(head, place)
                yield from below
            case SequenceNode(items) if len(lines) > 1:
                yield self._line(head, place)
                for item in items:
                    yield from self._value(f"{indent}  -", item, item.position, f"{indent}  ")
            case _:
                yield self._line(f"{head} {flow(plain(value))}", place)

    def _line(self, text: str, place: Position) -> str:
        return f"{out.visible(text):{COLUMN}}  # {self._at(place)}"

    def _at(self, place: Position, *, column: bool = False) -> str:
        path = places.pact(self._folder, place.path)
        return f"{path}:{place.line}:{place.column}" if column else f"{path}:{place.line}"


def _origins(node: Node, pointer: str) -> Iterator[tuple[str, Position]]:
    match node:
        case MappingNode(entries, keys):
            for key, value in entries.items():
                at = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
                yield at, keys[key]
                yield from _origins(value, at)
        case SequenceNode(items):
            for number, item in enumerate(items):
                yield f"{pointer}/{number}", item.position
                yield from _origins(item, f"{pointer}/{number}")
