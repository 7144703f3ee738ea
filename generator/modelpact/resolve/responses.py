"""What comes back, and which parameters decide on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from modelpact import ir
from modelpact.document import MappingNode, Node, ScalarNode, SequenceNode
from modelpact.resolve.context import Context, child, items, scalar, texts
from modelpact.resolve.paths import find, parse
from modelpact.resolve.rules import Rules

BINARY: Final = "binary"
"""The form of a picture that is the body itself."""


def response(context: Context, node: MappingNode) -> ir.Response:
    """Read what comes back, but for what hangs on the parameters of a model."""
    return ir.Response(
        selector=parse(scalar(node, "selector", ""))[0],
        forms=pairs(child(node, "forms")),
        fixed=scalar(node, "fixed", ""),
        envelopes=tuple(
            ir.Envelope(
                name=scalar(entry, "name", ""),
                images=scalar(entry, "images", ""),
                created=scalar(entry, "created", ""),
                code=scalar(entry, "code", ""),
                message=scalar(entry, "message", ""),
                success=scalar(entry, "success"),
                error=scalar(entry, "error", ""),
            )
            for entry in items(node, "envelopes")
            if isinstance(entry, MappingNode)
        ),
        binary=_formats(node),
        poll=_poll(child(node, "poll")) if "poll" in node.entries else None,
        filtered=_filtered(child(node, "filtered")) if "filtered" in node.entries else None,
        extras=pairs(child(node, "extras")),
        evidence=(
            context.evidence(node.entries["evidence"], node.keys["evidence"])
            if "evidence" in node.entries
            else context.source(node.position)
        ),
    )


def _formats(node: MappingNode) -> tuple[str, ...]:
    named = ("jpeg" if name == "jpg" else name for name in texts(node, "binary"))
    return tuple(dict.fromkeys(named))


def _poll(node: MappingNode) -> ir.Poll:
    return ir.Poll(
        status=scalar(node, "status", ""),
        done=_scalars(node, "done"),
        failed=_scalars(node, "failed"),
        pending=_scalars(node, "pending"),
        operation=scalar(node, "operation", ""),
        id=scalar(node, "id", ""),
        link=scalar(node, "link", ""),
        hosts=texts(node, "hosts"),
        answer=scalar(node, "answer", ""),
        reason=scalar(node, "reason", ""),
        interval=scalar(node, "interval", 2),
        timeout=scalar(node, "timeout", 600),
        origin=node.position,
    )


def _filtered(node: MappingNode) -> ir.Filtered:
    return ir.Filtered(
        path=scalar(node, "path", ""),
        values=_scalars(node, "values"),
        reason=scalar(node, "reason", ""),
    )


def _scalars(node: MappingNode, key: str) -> tuple[ir.Scalar, ...]:
    return tuple(item.value for item in items(node, key) if isinstance(item, ScalarNode))


def linked(context: Context, node: MappingNode, body: ir.Value, reader: Rules) -> ir.Response:
    """Read what comes back from a model; what it names must be its parameters."""
    read = response(context, node)
    if read.binary:  # whatever is inherited: nothing can be asked for
        read = replace(read, selector=(), forms=(), fixed=BINARY)
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


def pairs(node: MappingNode) -> tuple[tuple[str, str], ...]:
    """Read a mapping of texts."""
    return tuple(
        (key, str(entry.value))
        for key, entry in node.entries.items()
        if isinstance(entry, ScalarNode)
    )
