"""Paths in pacts: ``contents/-/parts/-/image`` from an object, ``/contents`` from the body."""

from __future__ import annotations

from modelpact import ir
from modelpact.places import find


def parse(text: str) -> tuple[ir.Path, bool]:
    """Split a path; the flag says whether it starts at the body."""
    absolute = text.startswith("/")
    steps = text[1:] if absolute else text
    return (
        tuple(step.replace("~1", "/").replace("~0", "~") for step in steps.split("/") if step),
        absolute,
    )


def known(value: ir.Value, path: ir.Path) -> tuple[str, ...]:
    """Return the names that could stand where ``path`` first goes astray."""
    for length in range(len(path), -1, -1):
        reached = find(value, path[:length])
        if reached is not None:
            return tuple(
                member.name
                for kind in reached.kinds
                if isinstance(kind, ir.Object)
                for member in kind.members
            )
    return ()


__all__ = ["find", "known", "parse"]
