"""Inheritance: provider, then family, then model.

Maps merge by key, lists with ids merge by id, everything else is replaced by the file further down.
"""

from __future__ import annotations

from collections.abc import Iterable

from modelpact.document import Document, MappingNode, Node, ScalarNode, SequenceNode
from modelpact.resolve.context import Context, child, items, nearest, scalar

SHARED = (
    "source",
    "parameters",
    "required",
    "rules",
    "decisions",
    "images",
    "layouts",
    "operation",
    "uses",
    "response",
)
_BY_KEY = {"images", "layouts", "response", "lifecycle"}


def inherit(context: Context, above: MappingNode, below: MappingNode) -> MappingNode:
    """Lay a file over what it inherits. Decisions are not inherited: each level keeps its own."""
    above = _leave_out(context, above, child(below, "without"))
    merged = _Merge(above, below)
    for key, node in below.entries.items():
        inherited = above.entries.get(key)
        if isinstance(inherited, MappingNode) and isinstance(node, MappingNode):
            if key in ("parameters", "uses"):
                node = parameters(inherited, node)
            elif key in _BY_KEY:
                node = _overlay(inherited, node)
        elif (
            key == "rules"
            and isinstance(inherited, SequenceNode)
            and isinstance(node, SequenceNode)
        ):
            node = _by_id(inherited, node)
        merged.put(key, node)
    return merged.node()


class _Merge:
    """A mapping under construction: the entries above, in their order, then what is new below."""

    def __init__(self, above: MappingNode, below: MappingNode) -> None:
        self._entries = dict(above.entries)
        self._keys = dict(above.keys)
        self._below = below

    def put(self, key: str, node: Node) -> None:
        self._entries[key] = node
        self._keys[key] = self._below.keys[key]

    def node(self) -> MappingNode:
        return MappingNode(self._entries, self._keys, self._below.position)


def _overlay(above: MappingNode, below: MappingNode) -> MappingNode:
    merged = _Merge(above, below)
    for key, node in below.entries.items():
        merged.put(key, node)
    return merged.node()


def parameters(above: MappingNode, below: MappingNode) -> MappingNode:
    """Merge parameters by name, and each parameter by key."""
    merged = _Merge(above, below)
    for name, node in below.entries.items():
        inherited = above.entries.get(name)
        if isinstance(inherited, MappingNode) and isinstance(node, MappingNode):
            node = _parameter(inherited, node)
        merged.put(name, node)
    return merged.node()


def _parameter(above: MappingNode, below: MappingNode) -> MappingNode:
    merged = _Merge(above, below)
    for key, node in below.entries.items():
        inherited = above.entries.get(key)
        if isinstance(inherited, MappingNode) and isinstance(node, MappingNode):
            if key == "properties":
                node = parameters(inherited, node)
            elif key == "items":
                node = _parameter(inherited, node)
        merged.put(key, node)
    return merged.node()


def _by_id(above: SequenceNode, below: SequenceNode) -> SequenceNode:
    replaced = {_id(node): node for node in below.items}
    kept = [replaced.pop(_id(node), node) for node in above.items]
    return SequenceNode((*kept, *replaced.values()), below.position)


def _id(node: Node) -> str:
    return str(scalar(node, "id", "")) if isinstance(node, MappingNode) else ""


def _leave_out(context: Context, above: MappingNode, without: MappingNode) -> MappingNode:
    entries = {key: node for key, node in above.entries.items() if key != "decisions"}
    for section in ("parameters", "uses"):
        dropped = _dropped(context, without, section, child(above, section).entries)
        if dropped:
            node = child(above, section)
            rest = {name: value for name, value in node.entries.items() if name not in dropped}
            entries[section] = MappingNode(rest, node.keys, node.position)
    rules = items(above, "rules")
    dropped = _dropped(context, without, "rules", {_id(node): node for node in rules})
    if dropped:
        rest_of_rules = tuple(node for node in rules if _id(node) not in dropped)
        entries["rules"] = SequenceNode(rest_of_rules, above.position)
    return MappingNode(entries, above.keys, above.position)


def _dropped(
    context: Context, without: MappingNode, section: str, known: dict[str, Node]
) -> set[str]:
    names = set()
    for node in items(without, section):
        name = str(node.value) if isinstance(node, ScalarNode) else ""
        if name not in known:
            context.problem(
                node.position,
                "R009",
                f"nothing called {name!r} is inherited among the {section}, so it cannot be left out",
                nearest(name, known) if known else "Remove the line.",
            )
        names.add(name)
    return names


def whole(documents: Iterable[Document], model: Document) -> MappingNode:
    """Lay a model's file over its family's and its provider's. Each node keeps the place that it came from."""
    documents = tuple(documents)
    context = Context(documents)
    above = MappingNode({}, {}, model.root.position)
    for kind, name in (("provider", None), ("family", scalar(model.root, "family"))):
        for document in documents:
            if (document.provider, document.kind) != (model.provider, kind):
                continue
            if name is None:
                entries = {
                    key: node for key, node in document.root.entries.items() if key in SHARED
                }
                above = MappingNode(entries, document.root.keys, document.root.position)
            elif scalar(document.root, "family") == name:
                above = inherit(context, above, document.root)
    return inherit(context, above, model.root)
