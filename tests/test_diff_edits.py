"""Single edits of pacts (data/edits.yaml): what diff says of each, and whether that is true."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from edits import DIRECTIONS, RENDER, Expected, changes, expected, holds, rows, shipped, sides
from modelpact import ir, python_checks
from modelpact.diff import ARTEFACTS, Change, semver
from modelpact.targets import TARGETS

ROWS = [(row, direction) for row in rows() for direction in DIRECTIONS]
NAMES = [f"{row['edit']}, {direction}" for row, direction in ROWS]
EDITS = [
    pytest.param(number, id=name, marks=() if number % 11 == 0 else pytest.mark.slow)
    for number, name in enumerate(NAMES)
]
"""One in eleven is tried at once."""
PRINTED = {
    "client": ("python-client", "typescript-client"),
    "validators": ("python-validators",),
    "docs": ("markdown",),
    "schema": ("jsonschema",),
}
SITE_ONLY = (
    "a tip of a family",
    "a question about a family",
    "a question",
    "what pictures are for",
)
"""Edits of what the site alone prints."""
OTHERWISE = ("default", "layouts", "response", "lifecycle", "operation")
"""Aspects that no verdict depends on."""


@functools.cache
def told(number: int) -> tuple[Change, ...]:
    return changes(*sides(*ROWS[number]))


@pytest.mark.parametrize("number", EDITS)
def test_an_edit_is_told_as_what_it_is(number: int) -> None:
    wanted, found = expected(*ROWS[number]), told(number)
    assert sorted((c.level, c.model, c.pointer) for c in found) == wanted.changes
    for model in wanted.models if wanted.level != "none" else ():
        about = [
            c
            for c in found
            if (c.level, c.model, c.pointer) == (wanted.level, model, wanted.pointer)
        ]
        assert any(map(functools.partial(as_wanted, wanted=wanted), about)), about


def as_wanted(change: Change, wanted: Expected) -> bool:
    body = json.loads(change.witness) if change.witness else None
    verdicts = f"{change.old_verdict} -> {change.new_verdict}" if body else None
    witness = body is None if wanted.witness == "none" else holds(body or {}, wanted.witness)
    return (
        dict(change.steps) == wanted.steps
        and witness
        and (wanted.verdicts is None or verdicts == wanted.verdicts)
    )


@functools.lru_cache(maxsize=8)
def validator(provider: ir.Provider) -> Any:
    return python_checks.loaded(python_checks.bundle(provider, RENDER))


def seen(provider: ir.Provider, body: Any) -> tuple[Any, ...]:
    """What becomes of a request, as the generated validator of these models has it: the verdict comes first."""
    module = validator(provider)
    issues = [(issue.pointer, issue.code, issue.severity) for issue in module.check(body)]
    severities = {severity for _, _, severity in issues}
    verdict = "reject" if "error" in severities else "warn" if severities else "accept"
    sent, converted = module.prepare(body)
    returned = module.response_format(body)
    return verdict, issues, sent, list(map(repr, converted)), repr(returned)


def smaller(body: Any) -> Iterator[Any]:
    """Yield a request with one member or item fewer, wherever that is; its model stays."""
    if isinstance(body, dict):
        for name, item in body.items():
            rest = {key: other for key, other in body.items() if key != name}
            if name != "model":
                yield rest
            yield from ({**rest, name: inner} for inner in smaller(item))
    elif isinstance(body, list):
        for index, item in enumerate(body):
            before, after = body[:index], body[index + 1 :]
            yield before + after
            yield from ([*before, inner, *after] for inner in smaller(item))


@pytest.mark.parametrize("number", EDITS)
def test_a_witness_shows_what_it_is_said_to_show(number: int) -> None:
    row, direction = ROWS[number]
    found = [change for change in told(number) if change.witness]
    touched = {change.model for change in found}
    old, new = (
        replace(provider, models=tuple(m for m in provider.models if m.id in touched))
        for provider in sides(row, direction)
    )
    for change in found:
        body = json.loads(change.witness)
        before, after = seen(old, body), seen(new, body)
        assert (before[0], after[0]) == (change.old_verdict, change.new_verdict)
        if before != after:
            differences = difference(before, after)
            for less in smaller(body):
                was, now = seen(old, less), seen(new, less)
                assert (was[0], now[0]) != (before[0], after[0]) or (
                    difference(was, now) != differences
                ), less
        else:
            assert any(word in change.summary for word in OTHERWISE), change


def difference(before: tuple[Any, ...], after: tuple[Any, ...]) -> Any:
    """What issues came and went, without their indexes, and what else differs."""
    was, now = (
        {(re.sub(r"/\d+", "/-", pointer), code) for pointer, code, _ in side[1]}
        for side in (before, after)
    )
    rest = (
        ()
        if "reject" in (before[0], after[0])
        else (before[2:4] != after[2:4], before[4:], after[4:])
    )
    return was - now, now - was, rest


@pytest.mark.slow
@pytest.mark.parametrize("number", range(0, len(ROWS), 2), ids=NAMES[::2])
def test_an_artefact_takes_no_step_if_not_a_byte_of_it_changes(number: int) -> None:
    found = told(number)
    models = {change.model for change in found if change.model}
    old, new = (
        replace(provider, models=tuple(m for m in provider.models if not models or m.id in models))
        for provider in sides(*ROWS[number])
    )
    changed = {name for name in ARTEFACTS if printed(old, name) != printed(new, name)}
    if ROWS[number][0]["edit"] in SITE_ONLY:
        changed.add("docs")
    for steps in (semver(found), semver(told(number + 1))):
        assert {name for name in ARTEFACTS if steps[name] != "none"} == changed


def printed(provider: ir.Provider, artefact: str) -> dict[str, str]:
    return {
        f"{target.name}/{file.path}": file.text
        for target in TARGETS
        if target.name in PRINTED[artefact]
        for file in target.files(provider, RENDER)
    }


def test_there_are_edits_of_every_kind() -> None:
    levels = [expected(row, direction).level for row, direction in ROWS]
    assert len(ROWS) > 150
    assert min(levels.count(level) for level in ("safe", "risky", "breaking")) > 30
    assert len(shipped().models) == 10


def test_what_holds_is_told_from_what_does_not() -> None:
    cases: Iterable[tuple[Any, Any, bool]] = (
        ({"n": 1, "m": 2}, {"n": 1}, True),
        ({"n": 1}, {"n": True}, False),
        ({"a": {"n": 1}}, {"a": {}}, True),
        ({"a": 1}, {"a": {}}, False),
        ({}, {"a": None}, False),
    )
    for body, wanted, held in cases:
        assert holds(body, wanted) is held
