"""``modelpact show``: a model after inheritance, and the place that each fact is from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import completion, near, options, out, places
from modelpact.document import MappingNode, ScalarNode, SequenceNode, plain
from modelpact.flow import flow, scalar
from modelpact.ir import pointer

if TYPE_CHECKING:
    from modelpact.document import Document, MappingNode, Node
    from modelpact.errors import Position
    from modelpact.ir import Model
    from modelpact.pipeline import Result
    from modelpact.queries.parameter import Parameter

COLUMN = 64  # where the places stand, unless a line is longer
FLOW = 72  # the longest list that is printed in one line
FIRST = ("pact", "model", "family", "title", "description", "aliases", "lifecycle")
ABOVE = ("title", "description", "base_url", "operations", "auth", "errors", "decisions")


@click.command("show")
@click.argument("model", shell_complete=completion.models)
@click.argument("param", required=False)
@options.spec
@options.format
def command(model: str, param: str | None, spec: str | None, format: str) -> None:
    """Print MODEL with everything that it inherits, and the file and line of every fact.

    With PARAM, a pointer such as /parameters/n, a path such as parameters.n or the name of an argument, print that
    parameter alone: its facts, what becomes of it, and the rules and decisions that touch it.
    """
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
    if param is not None:
        part = tree.parameter(_path(result, found, param))
        answer, lines = part.json, part.text
    else:
        answer, lines = tree.json, tree.text
    if format == "json":
        out.data(answer())
    else:
        for line in lines():
            click.echo(line)


def _path(result: Result, model: Model, name: str) -> tuple[str, ...]:
    """Find a parameter, or say what it may be called, and which other models have it."""
    from modelpact.queries import parameter

    found = parameter.find(model, name)
    if found is not None:
        return found
    names = {spelled.casefold(): spelled for spelled in parameter.spellings(model)}
    others = [
        other.id
        for provider in result.catalog.providers
        for other in provider.models
        if parameter.find(other, name) is not None
    ]
    known = f"; {', '.join(others)} {'has' if len(others) == 1 else 'have'} it" if others else ""
    raise click.ClickException(
        f"{model.id} has no parameter {name!r}{near.hint(name, names)}{known}"
    )


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

        self.model, self._folder = model, folder
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
            pointer: self.at(position, column=True)
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
            "model": self.model.id,
            "provider": provider.provider,
            "family": self.model.family,
            "status": self.model.lifecycle.status,
            "pact": plain(self._tree),
            "from-family": {k: v for k, v in plain(family.root).items() if k in ABOVE},
            "from-provider": {k: v for k, v in plain(provider.root).items() if k in ABOVE},
            "rules": [
                {
                    "id": rule.id,
                    "severity": rule.severity,
                    "because": rule.because,
                    "origin": self.at(rule.origin, column=True),
                }
                for rule in self.model.rules
            ],
            "origins": origins,
        }

    def text(self) -> Iterator[str]:
        """Yield the lines of a page in the manner of a pact."""
        model, (_, family, provider) = self.model, self._files
        yield f"# {model.id}, of the family {model.family} at {provider.provider}; {model.lifecycle.status}"
        entries = self._tree.entries
        order = dict.fromkeys((*(key for key in FIRST if key in entries), *entries))
        yield from self.entries({key: entries[key] for key in order}, self._tree, "")
        for what, document in (("family", family), ("provider", provider)):
            yield f"\n# of the {what}"
            above = {key: node for key, node in document.root.entries.items() if key in ABOVE}
            yield from self.entries(above, document.root, "")
        yield "\n# every rule in force, those of the images included"
        for rule in model.rules:
            yield self.line(f"{rule.id}: {rule.severity}: {rule.because}", rule.origin)
        yield "\n# evidence of what names none of its own"
        for document in (*self._files,):
            source = document.root.entries.get("source")
            if source is not None:
                yield self.line(f"{document.path}: {flow(plain(source))}", source.position)

    def parameter(self, path: tuple[str, ...]) -> _Part:
        """One of the model's parameters."""
        from modelpact.queries.parameter import parameter

        return _Part(self, parameter(self.model, path), _declared(self._tree, path))

    def _mapping(self, node: MappingNode, indent: str) -> Iterator[str]:
        return self.entries(node.entries, node, indent)

    def entries(self, entries: dict[str, Node], node: MappingNode, indent: str) -> Iterator[str]:
        for key, value in entries.items():
            yield from self._value(f"{indent}{scalar(key)}:", value, node.keys[key], indent)

    def _value(self, head: str, value: Node, place: Position, indent: str) -> Iterator[str]:
        """Print a value behind ``head``: in the same line if it is short, else below."""
        lines = {(at.path, at.line) for _, at in _origins(value, "")}
        match value:
            case MappingNode(entries) if entries and (
                lines != {(place.path, place.line)} or len(flow(plain(value))) > FLOW
            ):
                below = self.entries(entries, value, f"{indent}  ")
                if head.endswith("-"):  # the first member stands behind the dash
                    yield head + next(below).removeprefix(" " * len(head))
                else:
                    yield self.line(head, place)
                yield from below
            case SequenceNode(items) if len(lines) > 1:
                yield self.line(head, place)
                for item in items:
                    yield from self._value(f"{indent}  -", item, item.position, f"{indent}  ")
            case _:
                yield self.line(f"{head} {flow(plain(value))}", place)

    def line(self, text: str, place: Position) -> str:
        return f"{out.visible(text):{COLUMN}}  # {self.at(place)}"

    def at(self, place: Position, *, column: bool = False) -> str:
        path = places.pact(self._folder, place.path)
        return f"{path}:{place.line}:{place.column}" if column else f"{path}:{place.line}"


class _Part:
    """A parameter of a model. ``node`` is what the pacts say of it; None where it is no parameter of theirs."""

    def __init__(self, whole: _Shown, found: Parameter, node: MappingNode | None) -> None:
        self._whole, self._found, self._node = whole, found, node

    def json(self) -> dict[str, Any]:
        """Return what is known of it, and the place of each of its facts by JSON pointer."""
        found, value = self._found, self._found.member.value
        evidence, default = value.evidence, value.default
        return {
            "model": self._whole.model.id,
            "pointer": pointer(found.path),
            "argument": found.argument,
            "type": found.types,
            "required": found.member.required,
            "description": value.description,
            "values": None if value.enum is None else list(value.enum),
            "constraints": list(found.constraints),
            "default": default
            and {
                "value": default.value.value,
                "whose": default.whose,
                "certainty": default.certainty,
            },
            "disposition": found.fate,
            "consequence": found.consequence,
            "because": found.because,
            "rules": [
                {
                    "id": rule.id,
                    "severity": rule.severity,
                    "because": rule.because,
                    "origin": self._whole.at(rule.origin, column=True),
                }
                for rule in found.rules
            ],
            "decisions": [
                {
                    "id": decision.id,
                    "question": decision.question,
                    "chosen": decision.chosen,
                    "origin": self._whole.at(decision.origin, column=True),
                }
                for decision in found.decisions
            ],
            "evidence": {
                "document": evidence.document,
                "section": evidence.section,
                "certainty": evidence.certainty,
                "read": evidence.read,
            },
            "pact": plain(self._node) if self._node else {},
            "origins": {
                at: self._whole.at(position, column=True)
                for at, position in (_origins(self._node, "") if self._node else ())
            },
        }

    def text(self) -> Iterator[str]:
        """Yield the facts in the manner of a pact, then what follows from them."""
        found, value = self._found, self._found.member.value
        called = f", argument {found.argument}" if found.argument else ""
        yield out.visible(f"# {pointer(found.path)} of {self._whole.model.id}{called}")
        if self._node:
            yield from self._whole.entries(self._node.entries, self._node, "")
        facts = [found.types, "required" if found.member.required else "optional"]
        yield "\n# what is taken"
        yield out.visible(", ".join((*facts, *found.constraints)))
        yield "\n# what becomes of it"
        told = " ".join(text for text in (found.consequence, found.because) if text)
        yield out.visible(told or found.fate)
        if found.rules:
            yield "\n# rules that touch it"
        for rule in found.rules:
            yield self._whole.line(f"{rule.id}: {rule.severity}: {rule.because}", rule.origin)
        if found.decisions:
            yield "\n# decisions about it"
        for decision in found.decisions:
            yield self._whole.line(f"{decision.id}: {decision.question}", decision.origin)
            yield out.visible(f"  {decision.chosen}")
        yield "\n# evidence"
        evidence = value.evidence
        words = (evidence.document, evidence.section, evidence.certainty, evidence.read)
        yield out.visible("; ".join(word for word in words if word))


def _declared(tree: MappingNode, path: tuple[str, ...]) -> MappingNode | None:
    """Find where the pacts declare a parameter."""
    node: Node | None = MappingNode({"properties": tree.entries["parameters"]}, {}, tree.position)
    for step in path:
        if not isinstance(node, MappingNode):
            return None
        inside = node.entries.get("properties")
        if step == "-":
            node = node.entries.get("items")
        else:
            node = inside.entries.get(step) if isinstance(inside, MappingNode) else None
    return node if isinstance(node, MappingNode) else None


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
