"""Generated validators, schemas, the mock gateway and the referee are of one mind, but for what they list as lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import javascript
from agreement import Agreement, agreement, corpus, is_json, printed, strange
from bites import Figure
from builds import SPECS
from judges import Answer, Asked, Judge, excuse, judges

PLAIN, SHARE = 1_000, 10


def asking(generated: int, share: int, seed: str) -> dict[str, list[Asked]]:
    return {name: corpus(name, generated // len(SPECS), share, seed) for name in SPECS}


def agreed(found: Agreement) -> None:
    assert found.unlisted == [], "\n".join(found.unlisted[:10])
    if found.missing:
        javascript.missing(" and ".join(sorted({*found.missing.values()})))


def test_everybody_agrees(tmp_path: Path) -> None:
    chosen = [judge for judge in judges() if not judge.slow]
    found = agreement(chosen, asking(PLAIN, SHARE, "plain"), tmp_path)
    agreed(found)
    assert min(found.heard.values()) > 50


@pytest.mark.slow
def test_everybody_agrees_at_length(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    requests = asking(request.config.getoption("--requests"), 1, "long")
    agreed(agreement(judges(), requests, tmp_path))


def test_what_json_cannot_say_is_judged_alike_in_python(tmp_path: Path) -> None:
    told = [judge for judge in judges() if judge.name in ("Python, a module a model", "referee")]
    found = agreement(told, {name: strange(name, 100, "strange") for name in SPECS}, tmp_path)
    agreed(found)
    assert len(found.heard) == 2 and found.verdicts == 400


def test_requests_are_of_every_verdict() -> None:
    """Requests that are all refused would compare little."""
    counts = Counter(
        "reject" if each.errors else "warn" if each.issues else "accept"
        for found in asking(PLAIN, SHARE, "plain").values()
        for each in found
    )
    assert all(counts[verdict] > 150 for verdict in ("accept", "warn", "reject")), counts


def test_requests_are_what_every_language_reads() -> None:
    assert is_json({"a": [1, 0.5, None, "x"]})
    for value in (float("nan"), float("inf"), 2**63, [{"a": -(2**70)}]):
        assert not is_json(value)


# --- the comparison itself -----------------------------------------------------------------------

ONE = Asked(
    "atelier",
    "numbers-1",
    "{}",
    {},
    frozenset({("/steps", "maximum"), ("/mode", "ignored")}),
    frozenset({("/steps", "maximum")}),
)


def judge(answer: Answer, tells: Any, **rest: Any) -> Judge:
    """Somebody who always gives this answer."""

    def ask(name: str, asked: Sequence[Asked], folder: Path) -> list[Answer]:
        return [answer for _ in asked]

    return Judge("somebody", "python-validators", tells, ask, **rest)


@pytest.mark.parametrize(
    ("answer", "tells", "rest", "differs"),
    [
        (Answer(True, ONE.issues), "issues", {}, False),
        (Answer(True, ONE.errors), "issues", {}, True),
        (Answer(True, ONE.issues | {("/n", "type")}), "issues", {}, True),
        (Answer(False, ONE.issues), "issues", {}, True),
        (Answer(True, ONE.issues, ONE.errors), "issues", {}, False),
        (Answer(True, ONE.issues, ONE.issues), "issues", {}, True),
        (Answer(True, frozenset({("/steps", "too_big")})), "errors", {}, False),
        (Answer(True, frozenset({("/mode", "too_big")})), "errors", {}, True),
        (Answer(True, ONE.errors | {("/n", "x")}), "errors", {}, True),
        (Answer(False), "errors", {}, True),
        (Answer(True), "verdict", {}, False),
        (Answer(False), "verdict", {}, True),
        (Answer(False), "verdict", {"overlooks": frozenset({"/steps"})}, False),
        (Answer(False), "verdict", {"overlooks": frozenset({"/mode"})}, True),
        (Answer(False), "verdict", {"strict": True, "overlooks": frozenset({"/steps"})}, True),
    ],
)
def test_a_difference_is_told(
    answer: Answer, tells: Any, rest: Any, differs: bool, tmp_path: Path
) -> None:
    found = agreement([judge(answer, tells, **rest)], {"atelier": [ONE]}, tmp_path)
    assert bool(found.unlisted) == differs
    assert found.heard == {"somebody": 1}


def test_refusing_what_is_fine_has_no_excuse(tmp_path: Path) -> None:
    fine = ONE._replace(issues=frozenset(), errors=frozenset())
    everything = judge(Answer(True), "verdict", overlooks=frozenset({"", "/steps"}))
    assert agreement([everything], {"atelier": [fine]}, tmp_path).unlisted


def test_a_place_that_is_lost_for_its_bounds_excuses_no_wrong_type() -> None:
    schema = judge(Answer(True), "verdict")._replace(target="jsonschema")
    assert excuse(("/size", "side"), schema, "atelier", "size-1") == "/size"
    assert excuse(("/turns/3/parts/0/show", "imageSize"), schema, "atelier", "pictures-1")
    assert excuse(("/elsewhere", "masks-match"), schema, "atelier", "rules-1") == "masks-match"
    assert excuse(("/steps", "integralFloat"), schema, "atelier", "numbers-1") == "integers"
    assert excuse(("/size", "type"), schema, "atelier", "size-1") == ""
    assert excuse(("/size", "side"), schema, "atelier", "numbers-1") == ""
    blind = schema._replace(overlooks=frozenset({"/size"}))
    assert excuse(("/size", "type"), blind, "atelier", "size-1") == "/size"


def test_the_figures_are_printed(tmp_path: Path) -> None:
    overlooking = judge(Answer(False), "verdict", overlooks=frozenset({"/steps"}))
    found = agreement([overlooking], {"atelier": [ONE, ONE]}, tmp_path)
    text = printed(found, Figure(killed=3))
    assert "Differences: 2 listed as losses, 0 unlisted." in text
    assert "| somebody | 2 | 2 |" in text and "place: `/steps` 2." in text
    assert "Mutants of bounds and rules: 3. Told by a vector: 3" in text
