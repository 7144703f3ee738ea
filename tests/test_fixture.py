"""The invented provider uses every shape of the pact language: its requests meet what was written down by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from markdown_it import MarkdownIt

from builds import FORMS, ROOT, excused, provider, schemas
from modelpact import ir
from referee import judge

ROWS = [
    json.loads(line)
    for line in (ROOT / "tests" / "fixtures" / "atelier-requests.jsonl").read_text().splitlines()
]
MODELS = sorted({row["model"] for row in ROWS})


def rows(model: str) -> list[Any]:
    return [row for row in ROWS if row["model"] == model]


def told(issues: list[Any]) -> list[tuple[str, str]]:
    return sorted((issue.pointer, issue.code) for issue in issues)


def written(row: Any) -> list[tuple[str, str]]:
    return sorted((pointer, code) for pointer, code in row["issues"])


def verdict(issues: list[Any]) -> str:
    if any(issue.severity == "error" for issue in issues):
        return "reject"
    return "warn" if issues else "accept"


def test_every_model_and_rule_is_asked_about() -> None:
    atelier = provider("atelier")
    assert set(MODELS) == set(atelier.models)
    assert len(ROWS) >= 250
    asked = {(row["model"], code) for row in ROWS for _, code in row["issues"]}
    rules = {(model.id, rule.id) for model in atelier.models.values() for rule in model.rules}
    assert rules - asked == set()
    for model in MODELS:
        found = {row["verdict"] for row in rows(model)}
        assert found >= (
            {"warn"} if atelier.models[model].lifecycle.status == "retired" else {"reject"}
        )


@pytest.mark.parametrize("model", MODELS)
def test_the_validator_says_what_is_written(model: str) -> None:
    check = provider("atelier").alone[model].check
    wrong = [
        (row["id"], written(row), told(found), row["verdict"], verdict(found))
        for row in rows(model)
        if told(found := check(row["payload"])) != written(row) or verdict(found) != row["verdict"]
    ]
    assert wrong == []


@pytest.mark.parametrize("model", MODELS)
def test_the_referee_says_what_is_written(model: str) -> None:
    known = provider("atelier").models[model]
    wrong = [
        (row["id"], written(row), told(found))
        for row in rows(model)
        if told(found := judge(known, row["payload"])) != written(row)
        or verdict(found) != row["verdict"]
    ]
    assert wrong == []


@pytest.mark.parametrize("model", MODELS)
def test_the_bundle_says_what_the_file_of_the_model_says(model: str) -> None:
    atelier = provider("atelier")
    for row in rows(model):
        body = row["payload"]
        if isinstance(body, dict) and body.get("model") == model:
            for mode in ("warn", "strict", "passthrough"):
                alone = [issue.as_dict() for issue in atelier.alone[model].check(body, mode=mode)]
                together = [issue.as_dict() for issue in atelier.bundle.check(body, mode=mode)]
                assert together == alone, (row["id"], mode)
            assert atelier.bundle.is_valid(body) == (row["verdict"] != "reject")


@pytest.mark.parametrize(("strict", "draft"), FORMS)
@pytest.mark.parametrize("model", MODELS)
def test_schemas_refuse_what_is_refused_save_what_they_list(
    model: str, strict: bool, draft: str
) -> None:
    atelier = provider("atelier")
    lost = atelier.lost(model, strict, draft)
    schema, check = schemas("atelier", model, strict, draft), atelier.alone[model].check
    wrong = []
    for row in rows(model):
        against = [i for i in check(row["payload"]) if strict or i.severity == "error"]
        accepted = schema.accepts_twice(row["payload"])
        if accepted and not (against == [] or excused(against, lost)):
            wrong.append((row["id"], "accepted", told(against)))
        if not accepted and not against:
            wrong.append((row["id"], "refused", []))
    assert wrong == []


@pytest.mark.parametrize("model", MODELS)
def test_what_is_reported_as_lost_stands_in_a_header_and_is_lost(model: str) -> None:
    """A loss that no request shows might as well be none."""
    atelier = provider("atelier")
    reported = {loss.subject for loss in atelier.losses if loss.model == model}
    assert reported == {subject for form in FORMS for subject in atelier.lost(model, *form)}
    for strict, draft in FORMS:
        schema = schemas("atelier", model, strict, draft)
        lost = atelier.lost(model, strict, draft)
        shown = set()
        for row in rows(model):
            against = [
                i
                for i in atelier.alone[model].check(row["payload"])
                if strict or i.severity == "error"
            ]
            if against and schema.accepts(row["payload"]):
                shown |= {
                    subject for subject in lost if any(excused([i], {subject: []}) for i in against)
                }
        # An integer that nobody writes as 2.0 shows nothing.
        assert set(lost) - shown - {"integers"} == set()


@pytest.mark.parametrize(("strict", "draft"), FORMS)
def test_the_schema_of_all_models_judges_as_that_of_the_model(strict: bool, draft: str) -> None:
    union = schemas("atelier", "atelier", strict, draft)
    for row in ROWS:
        body = row["payload"]
        if isinstance(body, dict) and body.get("model") == row["model"]:
            alone = schemas("atelier", row["model"], strict, draft)
            assert union.accepts(body) == alone.accepts(body), row["id"]
        elif not isinstance(body, dict) or not isinstance(body.get("model"), str):
            assert not union.accepts(body), row["id"]


@pytest.mark.parametrize("model", MODELS)
def test_the_page_names_each_parameter_and_rule(model: str) -> None:
    atelier = provider("atelier")
    known = atelier.models[model]
    page = next(
        text
        for path, text in atelier.files.items()
        if path.startswith("atelier/markdown/")
        and f"{known.title}\n" in text.split("\n\n")[0] + "\n"
    )
    seen = "\n".join(
        t.content
        for token in MarkdownIt("commonmark").enable("table").parse(page)
        for t in [token, *(token.children or [])]
    )
    for member in known.members:
        assert ir.pointer((member.name,))[1:] in seen, member.name
    for rule in known.rules:
        assert rule.id in seen, rule.id


def test_a_client_default_is_filled_in_and_the_rest_is_left() -> None:
    words = provider("atelier").alone["words-1"]
    sent, changes = words.prepare({"model": "words-1", "prompt": "x", "options": {"steps": 1}})
    assert sent["quality"] == "low" and sent["options"] == {"steps": 1, "finish": "matt"}
    assert {(c.pointer, c.by) for c in changes} == {
        ("/quality", "client"),
        ("/options/finish", "client"),
    }
    sent, _ = words.prepare({"model": "words-1", "prompt": "x", "quality": "high"})
    assert sent["quality"] == "high" and "options" not in sent


def test_a_conversion_is_told_and_not_done() -> None:
    words = provider("atelier").alone["words-1"]
    sent, changes = words.prepare(
        {"model": "words-1", "prompt": "x", "grade": "a", "quality": "low"}
    )
    assert sent["grade"] == "a"
    assert ("/quality", "a", "high", "server") in {
        (c.pointer, c.before, c.after, c.by) for c in changes
    }


def test_a_replacement_is_named() -> None:
    (issue,) = provider("atelier").alone["old-1"].check({"model": "old-1"})
    assert "size-1" in issue.message and issue.fix == {
        "op": "replace",
        "path": "/model",
        "value": "size-1",
    }


def test_a_fixed_form_comes_back_where_nobody_asks() -> None:
    atelier = provider("atelier")
    answer = atelier.bundle.response_format({"model": "numbers-1"})
    assert (answer.asked, answer.returned, answer.read, answer.warn) == (
        None,
        "url",
        ("/images/*/link",),
        False,
    )
    asked = atelier.bundle.response_format({"model": "pictures-1", "response_format": "b64_json"})
    assert (asked.returned, asked.read) == ("b64_json", ("/images/*/data",))
