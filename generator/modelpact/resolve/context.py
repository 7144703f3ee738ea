"""What the parts of the resolver share: the documents for excerpts, and the findings so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from modelpact import ir, naming
from modelpact.document import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    excerpt,
    plain,
)
from modelpact.errors import Position, Problem


class Context:
    """Collects problems; knows the source lines and the evidence of each file."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.path: document for document in documents}
        self._evidence: dict[str, ir.Evidence] = {}
        self.problems: list[Problem] = []

    def problem(self, position: Position, code: str, message: str, help: str = "") -> None:
        """Note a problem with the source line that it is about."""
        document = self._documents.get(position.path)
        lines = document.lines if document else ()
        self.problems.append(Problem(position, code, message, help, excerpt(lines, position)))

    def evidence(self, node: Node, position: Position) -> ir.Evidence:
        """Read an ``evidence`` value: a certainty, or a source that overlays the file's."""
        base = self.source(position)
        if isinstance(node, ScalarNode):
            return _evidence(base, {"certainty": node.value})
        return _evidence(base, plain(node))

    def source(self, position: Position) -> ir.Evidence:
        """Return the evidence of every fact in the file that does not name its own."""
        found = self._evidence.get(position.path)
        if found is None:
            document = self._documents.get(position.path)
            node = document.root.entries.get("source") if document else None
            given = plain(node) if node else {}
            base = ir.Evidence()
            if document and "document" not in given and (above := self._above(document)):
                base = replace(self.source(above.root.position), section="")
            found = _evidence(base, given)
            self._evidence[position.path] = found
        return found

    def _above(self, document: Document) -> Document | None:
        """The file that another one inherits from."""
        kind = {"model": "family", "family": "provider"}.get(document.kind)
        name = scalar(document.root, "family") if kind == "family" else None
        for other in self._documents.values():
            if (other.provider, other.kind) == (document.provider, kind) and (
                name is None or scalar(other.root, "family") == name
            ):
                return other
        return None


def _evidence(base: ir.Evidence, given: dict[str, Any]) -> ir.Evidence:
    return ir.Evidence(
        document=given.get("document", base.document),
        section=given.get("section", base.section),
        certainty=given.get("certainty", base.certainty),
        read=given.get("read", base.read),
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Name the closest known name, as a half sentence for a ``help`` line."""
    candidates = sorted(known)
    if close := naming.nearest(name, candidates, 0.5):
        return f"Did you mean {close!r}?"
    return f"Known here: {', '.join(candidates)}." if candidates else "Nothing is declared here."


def child(node: MappingNode, key: str) -> MappingNode:
    """Return the mapping under a key, or an empty one."""
    found = node.entries.get(key)
    return found if isinstance(found, MappingNode) else MappingNode({}, {}, node.position)


def items(node: MappingNode, key: str) -> tuple[Node, ...]:
    """Return the items of the list under a key, or none."""
    found = node.entries.get(key)
    return found.items if isinstance(found, SequenceNode) else ()


def scalar(node: MappingNode, key: str, default: Any = None) -> Any:
    """Return the scalar under a key, or the default."""
    found = node.entries.get(key)
    return found.value if isinstance(found, ScalarNode) else default


def texts(node: MappingNode, key: str) -> tuple[str, ...]:
    """Return the list of texts under a key, or none."""
    return tuple(str(item.value) for item in items(node, key) if isinstance(item, ScalarNode))
