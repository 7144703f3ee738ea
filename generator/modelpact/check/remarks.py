"""Whether a value that is accepted draws a warning all the same, told as the reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from modelpact import ir
from modelpact.check.accepts import same, show, why_not


def remark(value: ir.Value, data: Any) -> str | None:
    """Say what a validator would warn of at ``data`` itself."""
    for each in value.tolerated:
        if same(data, each.value):
            return "it is only tolerated"
    if (
        value.enum is not None
        and why_not(value, data) is None
        and not any(same(data, e) for e in value.enum)
    ):
        return "it is spelled in another case"
    match value.disposition:
        case ir.Forced(value=wanted) | ir.Advisory(value=wanted) if not same(data, wanted):
            return f"the server behaves as {show(wanted)}"
        case _:
            pass
    if value.advised is not None and why_not(value.advised.value, data) is not None:
        return "it lies outside of what is advised"
    return _spelling(value, data) if isinstance(data, str) else None


def _spelling(value: ir.Value, data: str) -> str | None:
    for kind in value.kinds:
        match kind:
            case ir.String(dimensions=ir.Dimensions(words=words, separator=sign)):
                return None if data in words or sign in data else "it has another separator"
            case _:
                pass
    return None


def presence(value: ir.Value) -> str | None:
    """Say what a validator would warn of wherever the value is sent."""
    match value.disposition:
        case ir.Ignored():
            return "the parameter has no effect"
        case ir.Unverified():
            return "the parameter is unverified"
        case _:
            return "the parameter is deprecated" if value.deprecated else None


def remarks(value: ir.Value, data: Any, path: ir.Path = ()) -> Iterator[tuple[ir.Path, str]]:
    """Yield what draws a warning in ``data``, members and items included."""
    reason = presence(value) or remark(value, data)
    if reason:
        yield path, reason
        return
    for kind in value.kinds:
        match data, kind:
            case dict(), ir.Object(members=members):
                for member in members:
                    if member.name in data:
                        yield from remarks(member.value, data[member.name], (*path, member.name))
            case list(), ir.Array(items=ir.Value() as items):
                for index, item in enumerate(data):
                    yield from remarks(items, item, (*path, str(index)))
            case _:
                pass
