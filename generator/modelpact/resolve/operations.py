"""The operations that a model names are those of its provider."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from modelpact.document import MappingNode, Node, ScalarNode
from modelpact.resolve.context import Context, child, nearest, scalar


def linked(context: Context, known: tuple[str, ...], model: MappingNode) -> None:
    """Report each name that no operation has. ``model`` is what it says with all that it inherits."""
    for node in _names(model):
        if isinstance(node, ScalarNode) and node.value not in known:
            context.problem(
                node.position,
                "R019",
                f"there is no operation {node.value!r}",
                nearest(str(node.value), known),
            )


_HEADER: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_SET: Final = frozenset(
    "accept accept-encoding connection content-length content-type cookie host idempotency-key"
    " transfer-encoding user-agent".split()
)
"""Headers that clients set by themselves."""


def headers(context: Context, provider: MappingNode) -> None:
    """Report headers that no request can have besides."""
    key = str(scalar(child(provider, "auth"), "header", "Authorization")).lower()
    seen: set[str] = set()
    for name, position in child(provider, "headers").keys.items():
        lower = name.lower()
        why = "clients set it by themselves" if lower in _SET else ""
        why = why or ("it shows the key" if lower == key else "")
        why = why or ("it stands here twice" if lower in seen else "")
        why = why or ("it is no name of a header" if not _HEADER.fullmatch(name) else "")
        if why:
            context.problem(
                position,
                "R020",
                f"the header {name!r} cannot be one of all requests: {why}",
                "Remove it, or mend its name.",
            )
        seen.add(lower)


def _names(model: MappingNode) -> Iterator[Node]:
    if "operation" in model.entries:
        node = model.entries["operation"]
        yield from node.entries.values() if isinstance(node, MappingNode) else (node,)
    poll = child(child(model, "response"), "poll")
    yield from (poll.entries[key] for key in ("operation", "answer") if key in poll.entries)
