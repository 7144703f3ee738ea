"""Requests to the Gravitex models with the verdict that a reader of the vendor's page gave them."""

from __future__ import annotations

import json
from typing import Any

import pytest

import builds
from builds import ROOT, excused, provider, schemas


def read(name: str) -> list[Any]:
    lines = (ROOT / "tests" / "data" / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


ROWS = read("oracle.jsonl")
FORMS = read("oracle-response-format.jsonl")
EXAMPLES = [row for row in ROWS if row["id"].startswith("ex-")]


def judged(row: Any) -> tuple[str, list[str]]:
    """The verdict on a request, and where it is at fault: by the bundle, as `modelpact validate` asks it."""
    issues = provider("gravitex").bundle.check(row["payload"])
    worst = "error" if any(i.severity == "error" for i in issues) else "warning"
    verdict = {"error": "reject", "warning": "warn"}[worst] if issues else "accept"
    return verdict, [i.pointer for i in issues if i.severity == worst]


def agrees(row: Any) -> bool:
    verdict, pointers = judged(row)
    if verdict not in {row["verdict"], *row["verdict_alt"]}:
        return False
    if verdict != row["verdict"] or verdict == "accept":
        return True
    return bool({row["pointer"], *row["pointer_alt"]} & set(pointers))


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["certainty"] == "sure"], ids=lambda r: r["id"]
)
def test_what_is_sure_is_so(row: Any) -> None:
    assert agrees(row), judged(row)


def test_what_is_debatable_is_so_but_for_one_in_twenty() -> None:
    debatable = [row for row in ROWS if row["certainty"] == "debatable"]
    wrong = [(row["id"], row["verdict"], *judged(row)) for row in debatable if not agrees(row)]
    assert len(debatable) > 50
    assert len(wrong) <= len(debatable) * 0.05, wrong


def test_the_examples_of_the_page_are_judged_as_a_reader_does() -> None:
    assert len(EXAMPLES) == 15
    assert [(row["id"], judged(row)) for row in EXAMPLES if not agrees(row)] == []


def test_there_are_rows_about_every_model() -> None:
    known = set(provider("gravitex").models)
    assert {row["model"] for row in ROWS} >= known
    assert {row["model"] for row in FORMS} == known


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row["id"])
def test_what_comes_back_is_known(row: Any) -> None:
    gravitex = provider("gravitex")
    asked = row["requested"]
    body = {"model": row["model"]}
    if asked["present"]:
        body["response_format"] = asked["value"]
    for validator in (gravitex.bundle, gravitex.alone[row["model"]]):
        answer = validator.response_format(body)
        assert answer.asked == asked.get("value")
        assert answer.returned == row["returns"]
        assert answer.warn == row["client_should_warn"]
        places = row["read"].removesuffix(", first non-empty string").split(" then ")
        assert list(answer.read) == places
        about = [i for i in validator.check(body) if i.pointer == "/response_format"]
        found = (
            "reject" if any(i.severity == "error" for i in about) else "warn" if about else "accept"
        )
        assert found == row["verdict"]


@pytest.mark.parametrize(("strict", "draft"), builds.FORMS)
def test_schemas_accept_what_is_not_rejected_save_what_they_list(strict: bool, draft: str) -> None:
    gravitex = provider("gravitex")
    union = schemas("gravitex", "gravitex", strict, draft)
    wrong = []
    for row in ROWS:
        body = row["payload"]
        model = body.get("model") if isinstance(body, dict) else None
        issues = gravitex.bundle.check(body)
        against = [issue for issue in issues if strict or issue.severity == "error"]
        accepted = union.accepts_twice(body)
        lost = gravitex.lost(model, strict, draft) if model in gravitex.models else {}
        if accepted and against and not excused(against, lost):
            wrong.append((row["id"], "accepted", against))
        if not accepted and not against:
            wrong.append((row["id"], "refused", against))
        if model in gravitex.models:
            assert schemas("gravitex", model, strict, draft).accepts_twice(body) == accepted, row[
                "id"
            ]
    assert wrong == []
