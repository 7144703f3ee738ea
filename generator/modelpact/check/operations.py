"""Checks of how requests travel and how answers are waited for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import Final

from modelpact import ir, operations
from modelpact.errors import Problem

Found = Iterator[Problem]

_JSON: Final = re.compile(r"application/(?:[a-z0-9.+-]+\+)?json(?:\s*;.*)?", re.IGNORECASE)
_BRACES: Final = re.compile(r"[{}]")
_HOLE: Final = re.compile(r"\{[A-Za-z_][A-Za-z0-9_.-]*\}")
_WHOLE: Final = re.compile(r"\{\+?[A-Za-z_][A-Za-z0-9_.-]*\}")


def checks(provider: ir.Provider) -> Found:
    """C023, C024, C025 and C026"""
    for operation in provider.operations:
        yield from _operation(operation)
    for model in provider.models:
        yield from _paths(provider, model)
        yield from _unused(model)
        if model.response.poll is not None:
            yield from _poll(provider, model.response.poll)


def _operation(operation: ir.Operation) -> Found:
    """C023"""
    reason, help = "", f"A body is JSON (application/json) or a form ({operations.MULTIPART})."
    if operations.is_multipart(operation):
        if operation.method == "GET":
            reason, help = "is a form, and GET sends none", "Make it a POST or a PUT."
    elif not _JSON.fullmatch(operation.content_type):
        reason = f"has the content type {operation.content_type!r}, which no client can send"
    elif operation.array_names != "plain":
        reason = "names the parts of lists, and is no form"
    if _BRACES.search(_WHOLE.sub("", operation.path)):
        reason = "has a path with a brace that belongs to no name"
        help = "Write {name}, or {+name} where slashes are kept."
    for name, value in operations.queried(operation.path)[1]:
        if operations.placeholders(value) and not _HOLE.fullmatch(value):
            reason = f"has a query whose {name!r} is text and a name at once"
            help = "Write ?name={name}, or a text without braces."
    if reason:
        yield Problem(operation.origin, "C023", f"the operation {operation.name!r} {reason}", help)


def _paths(provider: ir.Provider, model: ir.Model) -> Found:
    """C024"""
    for operation in dict.fromkeys(operations.of_model(provider, model)):
        for name in operations.placeholders(operation.path):
            if reason := _why_not(model, name):
                yield Problem(
                    operation.origin,
                    "C024",
                    f"{{{name}}} in the path of {operation.name!r} cannot be filled for {model.id}: {reason}",
                    "A path holds members of the request that are always there: a text, a number or a boolean.",
                )


def _why_not(model: ir.Model, name: str) -> str:
    """Say why a member cannot stand in a path; empty where it can."""
    member = operations.find(model, name)
    if member is None:
        return "it has no such member"
    if not member.required:
        return "it may be left out, since it is not under `required`"
    if any(isinstance(kind, ir.Array | ir.Object | ir.Null) for kind in member.value.kinds):
        return "it may be null, a list or an object"
    return ""


def _unused(model: ir.Model) -> Found:
    """C025"""
    if model.operation_with_images and not model.images.places:
        yield Problem(
            model.origin,
            "C025",
            f"{model.id} has an operation for requests with pictures, and takes none",
            "Name the one operation: `operation: NAME`.",
        )


def _poll(provider: ir.Provider, poll: ir.Poll) -> Found:
    """C026"""
    if reason := _badly_polled(provider, poll):
        yield Problem(
            poll.origin,
            "C026",
            reason,
            "Give `operation` with {id} in its path and `id`, or `link`; each status ends one way.",
        )


def _badly_polled(provider: ir.Provider, poll: ir.Poll) -> str:
    status, answer = operations.polled(provider, poll)
    if bool(poll.operation) == bool(poll.link):
        return "`poll` says " + ("twice" if poll.link else "nowhere") + " what is asked"
    if (poll.operation or poll.answer) and not poll.id:
        return "`poll` does not say where the id of the job stands"
    for operation in (status, answer):
        if operation and operations.JOB not in operations.placeholders(operation.path):
            return f"the path of {operation.name!r} has no {{id}} for the job"
    ways = {"done": poll.done, "failed": poll.failed, "pending": poll.pending}
    for (one, first), (two, second) in itertools.combinations(ways.items(), 2):
        both = [value for value in first if value in second]
        if both:
            return f"the status {both[0]!r} is both {one} and {two}"
    return ""
