"""What a record shows, written as evidence beside the facts of a pact: never a fact itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from modelpact import ir, places
from modelpact.document import Document, MappingNode, Node, SequenceNode
from modelpact.errors import Position
from modelpact.load.edits import Wish
from modelpact.probe.answers import Answer
from modelpact.probe.findings import Finding, Report
from modelpact.probe.plan import Plan
from modelpact.resolve import images
from modelpact.resolve.context import scalar

_MOCK: Final = "x-modelpact-issues"
"""A header that no gateway but the mock sends."""
_NUMBER: Final = re.compile(r"-[0-9]+")
_STRANGE: Final = "/modelpact_probe"
_BODY, _RESPONSE, _IMAGES = "the body", "the response", "the images"
"""What has facts and is neither a parameter nor a rule; nothing has evidence for the body."""


class Unwritable(Exception):
    """Nothing of a record can be written: why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the record shows of one thing with evidence of its own.

    ``about`` is a pointer, a rule's id, ``the images`` or ``the response``; ``default``: its default alone.
    ``read`` is the day of the oldest answer that it needs.
    """

    about: str
    read: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """What gets no evidence, and why."""

    about: str
    reason: str


def host(record: Mapping[str, Answer]) -> str:
    """Name the gateway of a record. Raises Unwritable where it is none, or several."""
    if any(_MOCK in dict(answer.headers) for answer in record.values()):
        raise Unwritable(
            "the mock gateway answered, which does what the pact says: that shows nothing"
        )
    hosts = sorted({urlsplit(answer.base_url).netloc for answer in record.values()})
    if len(hosts) != 1 or not hosts[0]:
        raise Unwritable(f"the record is of several gateways: {', '.join(hosts) or 'none'}")
    return hosts[0]


def settled(
    plan: Plan, report: Report, record: Mapping[str, Answer]
) -> tuple[list[Seen], list[Left]]:
    """Sort what a pact gives evidence for: all that was asked of it is confirmed, or why not."""
    groups: dict[tuple[str, bool], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        told = plan.facts[finding.fact]
        groups[_owner(told.about), told.default].append(finding)
    untold = {
        (_owner(lost.about), lost.kind == "default"): lost
        for lost in plan.untested
        if lost.kind != "way"
    }
    unexplained = {fact for r in plan.requests if r.id in report.unexplained for fact in r.shows}
    seen, left = [], []
    for (about, default), findings in groups.items():
        name = f"{about}: its default" if default else about
        bad = [f for f in findings if f.state != "confirmed"]
        if any(f.state == "contradicted" for f in bad):
            first, *_ = (f for f in bad if f.state == "contradicted")
            left.append(Left(name, f"contradicted: {first.says}"))
        elif bad:
            left.append(Left(name, f"not answered: {bad[0].says}"))
        elif any(f.fact in unexplained for f in findings):
            left.append(Left(name, "a request that should be accepted was refused, unexplained"))
        elif about == _BODY:
            left.append(Left(name, "confirmed, and nothing in a pact has evidence for it"))
        elif (lost := untold.get((about, default))) is not None:
            left.append(Left(name, f"not asked: {lost.says}: {lost.reason}"))
        else:
            days = [record[f.request].date for f in findings]
            seen.append(Seen(about, min(days), default))
    return seen, left


def _owner(about: str) -> str:
    """Name what has evidence for a fact."""
    if not about:
        return _RESPONSE
    if _NUMBER.sub("", about) in images.MADE:  # of several places each has a rule
        return _IMAGES
    return about.removesuffix(_STRANGE) or _BODY


def wishes(
    seen: Iterable[Seen], model: ir.Model, documents: Iterable[Document], host: str
) -> tuple[list[tuple[Seen, Wish]], list[Left]]:
    """List what to write for each, where the fact stands: in the file of the model, its family or its provider.

    What stands there already is left out without a word; what is stated by a source of its own is listed, and kept.
    """
    files = _Files(model, documents)
    asked: list[tuple[Seen, Wish]] = []
    left: list[Left] = []
    for each in seen:
        if each.default:
            default = files.value(each.about).default
            assert default is not None
            if default.certainty not in ("stated", "observed"):
                asked.append((each, Wish(files.owner(default.origin), "certainty", "observed")))
            continue
        position, known = files.place(each.about)
        told = {"document": f"Probe of {host}", "certainty": "observed"}
        own = position.path == model.origin.path
        is_told = (known.document, known.certainty) == tuple(told.values())
        if is_told and known.read >= each.read and (known.section == model.id or not own):
            continue
        if known.certainty == "stated" and files.has_evidence(position):
            left.append(Left(each.about, f"is stated already: {known.document}, {known.section}"))
            continue
        entry = {"document": told["document"], "section": model.id} | told | {"read": each.read}
        asked.append((each, Wish(position, "evidence", entry)))
    return asked, left


class _Files:
    """The files that a model's facts stand in."""

    def __init__(self, model: ir.Model, documents: Iterable[Document]) -> None:
        documents = tuple(documents)
        self._model = model
        self._roots = {document.path: document.root for document in documents}
        self._rules = {rule.id: rule for rule in model.rules}
        own = next(d for d in documents if d.path == model.origin.path)
        near = [d for d in documents if d.provider == own.provider]
        self._levels = (
            own.root,
            *(
                d.root
                for d in near
                if d.kind == "family" and scalar(d.root, "family") == model.family
            ),
            *(d.root for d in near if d.kind == "provider"),
        )

    def value(self, pointer: str) -> ir.Value:
        found = places.find(self._model.body, places.steps(pointer))
        assert found is not None
        return found

    def place(self, about: str) -> tuple[Position, ir.Evidence]:
        """Return the mapping that has the evidence of something, and what that is."""
        if about in (_IMAGES, _RESPONSE):
            part = self._model.images if about == _IMAGES else self._model.response
            found = (level.entries.get(about.removeprefix("the ")) for level in self._levels)
            node = next((n.position for n in found if isinstance(n, MappingNode)), None)
            return node or Position(self._model.origin.path), part.evidence
        if not about.startswith("/"):
            return self._rules[about].origin, self._rules[about].evidence
        value = self.value(about)
        return self._entry(value.origin), value.evidence

    def has_evidence(self, position: Position) -> bool:
        """Tell whether the mapping that begins there names its own source."""
        root = self._roots[position.path]
        return any("evidence" in n.entries for n in _mappings(root) if n.position == position)

    def owner(self, origin: Position) -> Position:
        """Return the mapping of a default, by its value."""
        return next(
            node.position
            for node in _mappings(self._roots[origin.path])
            for key in ("server", "client")
            if key in node.entries and node.entries[key].position == origin
        )

    def _entry(self, key: Position) -> Position:
        """Return where the mapping of a key begins; no place in its file where it has none."""
        return next(
            (
                node.entries[name].position
                for node in _mappings(self._roots[key.path])
                for name, position in node.keys.items()
                if position == key and isinstance(node.entries[name], MappingNode)
            ),
            Position(key.path),
        )


def _mappings(node: Node) -> Iterator[MappingNode]:
    if isinstance(node, SequenceNode):
        for item in node.items:
            yield from _mappings(item)
    elif isinstance(node, MappingNode):
        yield node
        for value in node.entries.values():
            yield from _mappings(value)
