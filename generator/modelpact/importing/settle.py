"""Pacts that were made of a document, until they lint without an error: what cannot stand goes, and is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from modelpact import ir, load, pipeline, scaffold
from modelpact.check import upkeep
from modelpact.document import Document, DocumentKind, MappingNode, Node, SequenceNode
from modelpact.errors import Position, Problem, Unreadable
from modelpact.files import File
from modelpact.importing.models import Body
from modelpact.importing.schema import Source

Step = str | int
_ROUNDS = 40
_GOES: Final[dict[str, tuple[str, ...]]] = {
    "C001": ("default",),
    "C002": ("examples",),
    "C010": ("pattern",),
    "C011": ("multipleOf", "maximum", "exclusiveMaximum", "maxLength", "maxItems"),
    "C012": ("disposition",),
}
_IDLE: Final = frozenset({"W007", "W008"})
"""Findings about rules that say nothing new: they go, and nothing is lost."""
_LAST: Final = ("examples", "default", "pattern", "multipleOf", "disposition", "enumDescriptions")


def settled(
    pacts: scaffold.Pacts, bodies: dict[str, Body], source: Source, language: Path
) -> tuple[File, ...]:
    """Print pacts, and take out what keeps them from being sound."""
    whole = {
        "provider": pacts.provider,
        **{f"family {id_}": data for id_, data in pacts.families.items()},
        **{f"model {id_}": data for id_, data in pacts.models.items()},
    }
    for _ in range(_ROUNDS):
        result = pipeline.judge(sources(scaffold.files(pacts)), language=language)
        known = {document.path: document for document in result.documents}
        if not result.errors:
            found = upkeep.findings(result.catalog, result.documents, upkeep.Asked())
            idle = sorted(problem for problem in found if problem.code in _IDLE)
            for problem in reversed(idle):  # what goes moves what stands behind it
                file = known[problem.position.path]
                _take(_data(whole, file), way(file.root, problem.position), problem)
            return scaffold.files(pacts)
        done: set[str] = set()
        for problem in result.errors:
            document = known.get(problem.position.path)
            if document is None or document.path in done:
                continue
            path = way(document.root, problem.position)
            if not path and document.kind != "model":
                continue  # nothing in it can go
            done.add(document.path)  # what goes moves the rest
            id_ = _id(document.root, document.kind)
            data = _data(whole, document)
            if document.kind == "model" and path[:1] in (["model"], []):
                pacts.models.pop(id_, None)
                source.lose(bodies[id_].at, f"the model {id_}: {problem.message}")
                continue
            body = bodies.get(id_) or next(iter(bodies.values()))
            at = _pointer(body, data, path)
            gone = _take(data, path, problem)
            if problem.code != "C004":  # a rule that never applies
                source.lose(at, f"{gone}: {problem.message}")
        if not done or not pacts.models:
            break
    first = result.errors[0]
    raise Unreadable(
        f"no sound pacts could be made: {first.code} {first.message}",
        "This is a gap of the importer: report it.",
    )


def sources(files: Iterable[File]) -> list[load.SourceFile]:
    """Files of pacts as they would be read."""
    kinds: dict[str, DocumentKind] = {"families": "family", "models": "model"}
    found = []
    for file in files:
        provider, folder = file.path.split("/")[:2]
        kind = kinds.get(folder, "provider")
        found.append(load.SourceFile(file.path, provider, kind, file.text.encode()))
    return found


def _data(whole: dict[str, Any], document: Document) -> Any:
    """What a file was printed from."""
    kind = document.kind
    return whole["provider" if kind == "provider" else f"{kind} {_id(document.root, kind)}"]


def _id(root: MappingNode, kind: DocumentKind) -> str:
    node = root.entries[kind]
    return str(getattr(node, "value", ""))


def way(node: Node, position: Position) -> list[Step]:
    """The steps to the key or value that stands at a place; those to the nearest before it, if none does."""
    best: tuple[tuple[int, int], int, list[Step]] = ((0, 0), 0, [])

    def walk(here: Node, path: list[Step]) -> None:
        nonlocal best
        below: Iterable[tuple[Step, Position, Node]] = ()
        if isinstance(here, MappingNode):
            below = [(key, here.keys[key], child) for key, child in here.entries.items()]
        elif isinstance(here, SequenceNode):
            below = [(number, child.position, child) for number, child in enumerate(here.items)]
        for step, at, child in below:
            for place in (at, child.position):
                where = (place.line, place.column)
                if where <= (position.line, position.column) and where > best[0]:
                    best = (where, len(path), [*path, step])
            walk(child, [*path, step])

    walk(node, [])
    return best[2]


def _take(data: Any, path: list[Step], problem: Problem) -> str:
    """Remove what a problem is about; return what that was."""
    if "rules" in path[:1]:
        del data["rules"][path[1] if len(path) > 1 else 0]
        if not data["rules"]:
            del data["rules"]
        return "a rule"
    if path[:1] == ["required"]:
        data["required"].pop(path[1] if len(path) > 1 else 0)
        return "a required member"
    if path[:1] in (["uses"], ["layouts"], ["response"], ["images"], ["errors"]):
        del data[path[0]]
        if path[0] == "layouts":
            data.pop("uses", None)
        return str(path[0])
    holders = [(data, path[0])]
    here = data
    for step in path[:-1]:
        here = here[step]
        holders.append((here, path[len(holders)]))
    for holder, step in reversed(holders):
        part = holder[step] if not isinstance(holder, list) else None
        if isinstance(part, dict):
            gone = [key for key in _GOES.get(problem.code, _LAST) if key in part]
            if gone:
                for key in gone if problem.code in _GOES else gone[:1]:
                    del part[key]
                return " and ".join(gone if problem.code in _GOES else gone[:1])
    holder, step = holders[-1]
    del holder[step]
    if step == "parameters" or not holder:
        return "what was left of it"
    return f"the member {step}"


def _pointer(body: Body, data: Any, path: list[Step]) -> str:
    """The place in the source that a place in a pact is from."""
    if path[:1] == ["rules"] and len(path) > 1:
        return body.rule_places.get(data["rules"][path[1]]["id"], body.at)
    steps: ir.Path = tuple(
        ir.EACH if step == "items" else str(step)
        for number, step in enumerate(path)
        if number and step not in ("properties",) and isinstance(step, str)
    )
    while steps and steps not in body.places:
        steps = steps[:-1]
    return body.places.get(steps, body.at)


Tell = Callable[[str], None]
