"""What comes back, and which parameters decide on it."""

from __future__ import annotations

from dataclasses import replace

from modelpact import ir
from modelpact.document import MappingNode, Node, ScalarNode, SequenceNode
from modelpact.resolve.context import Context, child, items, scalar
from modelpact.resolve.paths import find, parse
from modelpact.resolve.rules import Rules


def response(context: Context, node: MappingNode) -> ir.Response:
    """Read what comes back, but for what hangs on the parameters of a model."""
    return ir.Response(
        selector=parse(scalar(node, "selector", ""))[0],
        forms=_pairs(child(node, "forms")),
        fixed=scalar(node, "fixed", ""),
        envelopes=tuple(
            ir.Envelope(
                name=scalar(entry, "name", ""),
                images=scalar(entry, "images", ""),
                created=scalar(entry, "created", ""),
                code=scalar(entry, "code", ""),
                message=scalar(entry, "message", ""),
                success=scalar(entry, "success"),
            )
            for entry in items(node, "envelopes")
            if isinstance(entry, MappingNode)
        ),
        extras=_pairs(child(node, "extras")),
        evidence=(
            context.evidence(node.entries["evidence"], node.keys["evidence"])
            if "evidence" in node.entries
            else context.source(node.position)
        ),
    )


def linked(context: Context, node: MappingNode, body: ir.Value, reader: Rules) -> ir.Response:
    """Read what comes back from a model; what it names must be its parameters."""
    read = response(context, node)
    if read.selector:
        reader.link(node.entries["selector"])
    count = _count(node.entries["count"], reader) if "count" in node.entries else None
    size = _size(node.entries["size"], reader) if "size" in node.entries else ()
    form = reader.link(node.entries["format"]) if "format" in node.entries else None
    return replace(
        read,
        count=count if count and not _rejected(body, count.path) else None,
        size=tuple(path for path in size if not _rejected(body, path)),
        format=form if form and not _rejected(body, form) else (),
    )


def _rejected(body: ir.Value, path: ir.Path) -> bool:
    """Tell whether a member settles nothing, since a request that has it is refused."""
    value = find(body, path)
    return value is not None and isinstance(value.disposition, ir.Rejected)


def _count(node: Node, reader: Rules) -> ir.Count | None:
    if not isinstance(node, MappingNode):
        path = reader.link(node)
        return ir.Count(path=path) if path else None
    path, when = reader.link(node.entries["path"]), reader.condition(node)
    return ir.Count(path=path, when=when) if path and when is not None else None


def _size(node: Node, reader: Rules) -> tuple[ir.Path, ...]:
    nodes = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(path for path in map(reader.link, nodes) if path)


def _pairs(node: MappingNode) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key, str(entry.value))
        for key, entry in node.entries.items()
        if isinstance(entry, ScalarNode)
    )
