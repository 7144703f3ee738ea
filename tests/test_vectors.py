"""The vectors: what they hold, and that an independent reading of the catalogue gives the same verdicts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pytest

import samples as make
from bites import row_says, says
from builds import SPECS, TEMPLATES, provider
from modelpact import ir, render, vectors
from modelpact.targets import vectors as target
from modelpact.vectors.sizes import sizes
from referee import judge

RENDER = render.renderer([TEMPLATES])


@lru_cache
def rows(name: str) -> tuple[vectors.Row, ...]:
    """The vectors of one of the built providers."""
    return vectors.rows(provider(name).known, RENDER)


def made(*members: ir.Member, **rest: Any) -> list[vectors.Row]:
    """The vectors of a provider with one model."""
    return list(vectors.rows(make.provider(make.model(*members, **rest)), RENDER))


def asked(found: list[vectors.Row], name: str) -> list[Any]:
    """What the requests have at a member."""
    bodies = [json.loads(row.request) for row in found if row.model]
    return [body[name] for body in bodies if name in body]


def misjudged(name: str, found: Iterable[vectors.Row]) -> list[Any]:
    """The rows that the referee reads in another way."""
    models, wrong = provider(name).models, []
    for row in found:
        findings = judge(models[row.model], json.loads(row.request))
        if says(findings) != row_says(row):
            wrong.append((row, findings))
    return wrong


@pytest.mark.parametrize("name", SPECS)
def test_the_referee_agrees_with_one_in_ten(name: str) -> None:
    assert misjudged(name, [row for row in rows(name) if row.model][::10]) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", SPECS)
def test_the_referee_agrees_with_all(name: str) -> None:
    assert misjudged(name, [row for row in rows(name) if row.model]) == []


@pytest.mark.parametrize("name", SPECS)
def test_a_row_tells_where_the_worst_issue_is(name: str) -> None:
    for row in rows(name):
        read = json.loads(row.line())
        assert read["codes"] == sorted({issue["code"] for issue in read["issues"]})
        assert (read["verdict"] == "accept") == (read["issues"] == [])
        errors = [read["issues"][index] for index in read["errors"]]
        assert (read["verdict"] == "reject") == bool(errors)
        worst = errors or read["issues"]
        assert read["pointer"] == (worst[0]["pointer"] if worst else None)


@pytest.mark.parametrize("name", SPECS)
def test_no_request_and_no_id_comes_twice(name: str) -> None:
    found = rows(name)
    assert len({row.request for row in found}) == len({row.id for row in found}) == len(found)


@pytest.mark.parametrize("name", SPECS)
def test_every_model_has_vectors_of_every_verdict(name: str) -> None:
    for model in provider(name).models.values():
        seen = {row.verdict for row in rows(name) if row.model == model.id}
        gone = model.lifecycle.status in ("deprecated", "retired")
        always = {
            rule.severity
            for rule in model.rules
            if not rule.when and isinstance(rule.effect, ir.Advise)
        }
        assert seen == {"reject", "warn", *([] if gone or always else ["accept"])}, model.id


def test_they_stay_small() -> None:
    sizes = [len(row.line()) for row in rows("gravitex")]
    assert sum(sizes) < 2_000_000
    assert max(sizes) < 20_000


def test_strangers_are_judged_by_their_model_alone() -> None:
    found = {row.request: row for row in rows("atelier") if not row.model}
    assert [(i.pointer, i.code) for i in provider("atelier").bundle.check(None)] == [
        ("", "notObject")
    ]
    assert found["null"].verdict == found["[]"].verdict == "reject"
    assert found["{}"].issues == (("/model", "required"),)
    unknown = [row for row in found.values() if row.issues == (("/model", "unknownModel"),)]
    assert len(unknown) > 10 and {row.verdict for row in unknown} == {"warn"}


def test_both_sides_of_bounds_are_tried() -> None:
    found = made(
        *make.members(
            steps=make.integer(3, 7),
            share=make.number(0.25, 0.5),
            word=make.string(2, 4),
            tile=make.integer(8, 64, multiple_of=8),
        )
    )
    assert {2, 3, 7, 8, 2.5, "3", True} <= set(map(_hashable, asked(found, "steps")))
    assert {0.24, 0.25, 0.5, 0.51} <= set(map(_hashable, asked(found, "share")))
    assert {1, 2, 4, 5} <= {len(word) for word in asked(found, "word") if isinstance(word, str)}
    assert "\U0001f600abc" in asked(found, "word")
    assert {8, 16, 9, 64, 72} <= set(map(_hashable, asked(found, "tile")))


def _hashable(value: Any) -> Any:
    return None if isinstance(value, list | dict) else value


def test_patterns_are_met_and_missed() -> None:
    found = made(*make.members(word=make.string(None, 6, "(?:no|yes)-[a-c]{2,}[0-9]?|x+")))
    words = {row.verdict for row in found if '"word":' in row.request}
    assert words == {"accept", "reject"}
    assert {"no-aa", "x", "xxxxxx", "x\n"} <= set(map(_hashable, asked(found, "word")))


def test_pictures_are_tried_up_to_a_length() -> None:
    small = make.image("data-uri", megabytes=0.003)
    members = make.members(small=small, large=make.image("data-uri", megabytes=3))
    found = made(*members)
    by_code = {(row.pointer, row.issues[0][1], row.verdict) for row in found if row.issues}
    assert {("/small", "imageSize", "reject"), ("/small", "imageSize", "warn")} <= by_code
    assert not any(pointer == "/large" and code == "imageSize" for pointer, code, _ in by_code)
    losses = list(target.losses(make.provider(make.model(*members))))
    assert [(loss.model, loss.subject) for loss in losses] == [("m-1", "/large")]


def test_each_conjunct_fails_alone_and_defaults_count() -> None:
    both = (
        make.condition("mode", ir.In(("fast",)), when_absent=True),
        make.condition("size", ir.Within(ir.Range(minimum=5))),
    )
    found = made(
        *make.members(
            mode=make.value(enum=("fast", "slow")), size=make.integer(1, 9), note=make.string()
        ),
        rules=[make.rule(ir.Required(make.paths("note")), *both, id="note-it")],
    )
    told = [json.loads(row.request) for row in found if ("/note", "note-it") in row.issues]
    quiet = [json.loads(row.request) for row in found if ("/note", "note-it") not in row.issues]
    assert {"model": "m-1", "size": 5} in told
    assert {"model": "m-1", "mode": "fast", "size": 5} in told
    assert {"model": "m-1", "mode": "slow", "size": 5} in quiet
    assert {"model": "m-1", "mode": "fast", "size": 4} in quiet or {
        "model": "m-1",
        "size": 4,
    } in quiet


def test_limits_are_met_exactly() -> None:
    limit = ir.Limit(
        op="sum",
        terms=(
            ir.Term(path=("pens", ir.EACH), count=True),
            ir.Term(path=("n",), absent=1, times=2),
        ),
        maximum=9,
    )
    found = made(
        *make.members(pens=make.array(make.string()), n=make.integer(1, 4)),
        rules=[make.rule(limit, id="few")],
    )
    bodies = [json.loads(row.request) for row in found if row.model]
    pairs = {
        (len(body.get("pens", ())), _hashable(body.get("n")))
        for body in bodies
        if isinstance(body.get("pens", []), list)
    }
    assert {(7, None), (8, None), (1, 4), (2, 4)} <= pairs


def test_a_file_a_model_and_one_for_the_rest() -> None:
    folder = "gravitex/vectors/"
    built = {
        p.removeprefix(folder): t
        for p, t in provider("gravitex").files.items()
        if p.startswith(folder)
    }
    assert {"gravitex.jsonl", "gpt-image-2.jsonl"} <= set(built) and len(built) == 11
    for name, text in built.items():
        assert text.isascii() and text.endswith("\n")
        (model,) = {json.loads(line)["model"] for line in text.splitlines()}
        assert name == f"{model or 'gravitex'}.jsonl"


def test_a_provider_without_models_has_none() -> None:
    assert vectors.rows(make.provider(), RENDER) == ()


def test_no_side_of_a_size_is_nought_where_one_is_free() -> None:
    kind = ir.Dimensions(separator="x", width=ir.Range(minimum=1))
    texts = [text for text, about in sizes(kind, ()) if about.startswith(("separator", "width"))]
    assert texts and not any(side == "0" for text in texts for side in text.split("x"))
