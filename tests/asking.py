"""Requests to ask questions about, and what a test can say of two bodies without the code under test."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from builds import ROOT, provider
from modelpact import ir
from referee import judge

FILES = {"gravitex": "data/oracle.jsonl", "atelier": "fixtures/atelier-requests.jsonl"}


@cache
def noted(name: str) -> tuple[Any, ...]:
    """The requests that people wrote down."""
    lines = (ROOT / "tests" / FILES[name]).read_text("utf-8").splitlines()
    return tuple(json.loads(line)["payload"] for line in lines)


def known(name: str, body: Any) -> ir.Model | None:
    """The model that a request names, if there is such a one."""
    model = body.get("model") if isinstance(body, dict) else None
    return provider(name).models.get(model) if isinstance(model, str) else None


def taken(name: str) -> list[tuple[ir.Model, dict[str, Any]]]:
    """The noted requests that their model does not reject."""
    found = ((known(name, body), body) for body in noted(name))
    return [(model, body) for model, body in found if model and not errors(model, body)]


def errors(model: ir.Model, body: Any) -> set[tuple[str, str]]:
    """What the referee says against a body."""
    return {(f.pointer, f.code) for f in judge(model, body) if f.severity == "error"}


class Issue(NamedTuple):
    """A finding of the referee, as a validator spells its own."""

    pointer: str
    code: str
    severity: str
    message: str = ""
    fix: None = None


def refereed(model: ir.Model) -> Callable[[Any], list[Any]]:
    """The referee in the place of a validator; it proposes nothing."""
    return lambda body: [Issue(*finding) for finding in judge(model, body)]


def leaves(body: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that has none inside, by pointer."""
    if isinstance(body, dict) and body:
        for key, value in body.items():
            yield from leaves(value, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(body, list) and body:
        for index, value in enumerate(body):
            yield from leaves(value, f"{pointer}/{index}")
    else:
        yield pointer, body


def below(pointer: str, around: str | None) -> bool:
    """Tell whether a pointer is another one, or leads into what stands there."""
    return around is not None and f"{pointer}/".startswith(f"{around}/")


def patched(body: Any, operations: list[dict[str, Any]]) -> Any:
    """Apply JSON Patch operations, as RFC 6902 says."""
    whole = {"": json.loads(json.dumps(body))}
    for operation in operations:
        if operation["op"] == "move":
            value = _taken(whole, operation["from"])
            _put(whole, operation["path"], value, "add")
        elif operation["op"] == "remove":
            _taken(whole, operation["path"])
        else:
            _put(whole, operation["path"], operation["value"], operation["op"])
    return whole[""]


def _holder(whole: Any, pointer: str) -> tuple[Any, Any]:
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")]
    for step in steps[:-1]:
        whole = whole[int(step)] if isinstance(whole, list) else whole[step]
    return whole, int(steps[-1]) if isinstance(whole, list) else steps[-1]


def _taken(whole: Any, pointer: str) -> Any:
    holder, last = _holder(whole, pointer)
    return holder.pop(last)


def _put(whole: Any, pointer: str, value: Any, op: str) -> None:
    holder, last = _holder(whole, pointer)
    if op == "replace":
        holder[last]  # it must be there
    if op == "add" and isinstance(holder, list):
        holder.insert(last, value)
    else:
        holder[last] = value
