"""Paths in pacts: ``contents/-/parts/-/image`` from an object, ``/contents`` from the body."""

from __future__ import annotations

from modelpact import ir


def parse(text: str) -> tuple[ir.Path, bool]:
    """Split a path; the flag says whether it starts at the body."""
    absolute = text.startswith("/")
    steps = text[1:] if absolute else text
    return (
        tuple(
            step.replace("~1", "/").replace("~0", "~")
            for step in steps.split("/")
            if step
        ),
        absolute,
    )


def find(value: ir.Value, path: ir.Path) -> ir.Value | None:
    """Return what a path leads to, or None where no such member is declared."""
    for step in path:
        below = None
        for kind in value.kinds:
            if isinstance(kind, ir.Array) and (step == ir.EACH or step.isdigit()):
                below = kind.items or ir.Value()
            elif isinstance(kind, ir.Object):
                below = next(
                    (member.value for member in kind.members if member.name == step),
                    None,
                )
            if below is not None:
                break
        if below is None:
            return ir.Value() if not value.kinds else None
        value = below
    return value


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
