"""The nearest request that is not rejected: for every request that is, and as near as can be."""

from __future__ import annotations

import json
from typing import Any

import pytest

import samples
from agreement import rows
from asking import below, errors, known, leaves, noted, patched, refereed
from builds import SPECS, provider
from modelpact import ir
from modelpact.queries.choice import reader
from modelpact.queries.search import Mended
from modelpact.queries.suggestion import suggest

GPT = {"model": "gpt-image-2", "prompt": "A fox"}
SEEDREAM = {"model": "doubao-seedream-4-5-251128", "prompt": "A fox"}
QWEN = {
    "model": "qwen-image-edit-plus",
    "input": {
        "messages": [
            {
                "role": "user",
                "content": [{"image": "https://example.com/a.png"}, {"text": "Make it snow"}],
            }
        ]
    },
}
PICTURE = "data:image/png;base64,iVBORw0KGgo="


def of(body: Any, name: str = "gravitex") -> Mended:
    made = provider(name)
    model = reader(made.known, body, made.bundle.check) if isinstance(body, dict) else None
    return suggest(model or made.known.models[0], body, made.bundle.check)


def told(found: Mended) -> list[tuple[Any, ...]]:
    operations = (change.as_dict() for change in found.changes)
    return [(o["op"], o["path"], o.get("value"), o["code"]) for o in operations]


def is_mended(model: ir.Model | None, body: Any, found: Mended) -> None:
    """A request is not rejected, its changes lead to it, and what no change is about is as it was."""
    operations = [change.as_dict() for change in found.changes]
    assert patched(body, operations) == found.body
    assert model is None or errors(model, found.body) == set()
    assert not any(issue.severity == "error" for issue in found.issues)
    changed = {o["path"] for o in operations} | {o["from"] for o in operations if "from" in o}
    # What stands behind an item that is removed has another index from then on.
    changed |= {at.rpartition("/")[0] for at in changed if at.rpartition("/")[2].isdecimal()}
    after = [value for _, value in leaves(found.body)]
    for pointer, value in leaves(body):
        touched = any(below(pointer, at) or below(at, pointer) for at in changed)
        assert value in after or touched, (pointer, operations)


@pytest.mark.parametrize("name", SPECS)
def test_every_noted_request_that_is_rejected_has_a_mend(name: str) -> None:
    made, mended = provider(name), 0
    for body in noted(name):
        if not any(issue.severity == "error" for issue in made.bundle.check(body)):
            continue
        found = of(body, name)
        if isinstance(body, dict) or (isinstance(body, list) and [*map(type, body)] == [dict]):
            assert found.faults == (), (body, found.faults)
            is_mended(known(name, found.body), body, found)
            mended += 1
        else:
            assert [fault.code for fault in found.faults] == ["notObject"]
            assert found.body == body and found.changes == ()
    assert mended > 60


@pytest.mark.slow
@pytest.mark.parametrize("name", SPECS)
def test_every_vector_that_is_rejected_has_a_mend(name: str) -> None:
    mended = 0
    for row in rows(name):
        body = json.loads(row.request)
        if row.verdict == "reject" and isinstance(body, dict):
            found = of(body, name)
            assert found.faults == (), (row.why, found.faults)
            is_mended(known(name, found.body), body, found)
            mended += 1
    assert mended > 2000


def test_what_is_not_rejected_is_left_alone() -> None:
    found = of({**SEEDREAM, "size": "2K", "n": 2})
    assert found.changes == () and {issue.code for issue in found.issues} == {
        "tolerated",
        "unknownMember",
    }


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        ({**GPT, "n": 0}, [("replace", "/n", 1, "minimum")]),
        ({**GPT, "n": "4"}, [("replace", "/n", 4, "type")]),
        ({**GPT, "n": True}, [("remove", "/n", None, "type")]),
        ({**GPT, "prompt": 5}, [("replace", "/prompt", "5", "type")]),
        ({**GPT, "quality": "hihg"}, [("replace", "/quality", "high", "enum")]),
        ({**GPT, "quality": "standard"}, [("remove", "/quality", None, "enum")]),
        ({**GPT, "size": "1000x1500"}, [("replace", "/size", "1024x1536", "enum")]),
        ({**GPT, "images": PICTURE}, [("replace", "/images", [PICTURE], "type")]),
        ({**SEEDREAM, "guidance_scale": 2}, [("remove", "/guidance_scale", None, "rejected")]),
        (
            {**GPT, "n": 11, "quality": "LOW"},
            [("replace", "/quality", "low", "enum"), ("replace", "/n", 10, "maximum")],
        ),
        (
            {"model": "gemini-3-pro-image-preview", "prompt": "A fox", "image_size": "8K"},
            [("replace", "/image_size", "4K", "enum")],
        ),
        (
            {"model": "gemini-3-pro-image-preview", "contents": ["A fox"]},
            [
                (
                    "replace",
                    "/contents/0",
                    {"role": "user", "parts": [{"text": "A fox"}]},
                    "type",
                )
            ],
        ),
        ({"prompt": "A fox", "input_fidelity": "low"}, [("add", "/model", "gpt-image-2", "required")]),
    ],
    ids=str,
)  # fmt: skip
def test_the_nearest(body: Any, changes: list[Any]) -> None:
    assert told(of(body)) == changes


def test_the_only_item_of_a_list_is_the_request() -> None:
    found = of([GPT])
    assert found.body == GPT and told(found) == [("replace", "", GPT, "notObject")]


def test_words_that_are_there_are_used_where_words_are_missing() -> None:
    body = {"model": "qwen-image-plus", "input": {"prompt": "A fox"}}
    ((op, path, value, code),) = told(of(body))
    assert (op, path, code) == ("add", "/input/messages", "required")
    assert value == [{"role": "user", "content": [{"text": "A fox"}]}]


def test_a_picture_is_shown_where_one_is_needed() -> None:
    words_alone = {
        **QWEN,
        "input": {"messages": [{"role": "user", "content": [{"text": "Make it snow"}]}]},
    }
    found = of(words_alone)
    (change,) = found.changes
    assert change.op == "add" and change.how == "add"
    content = found.body["input"]["messages"][0]["content"]
    assert content[0] == {"text": "Make it snow"} and list(content[1]) == ["image"]


def test_of_too_many_pictures_the_last_ones_go() -> None:
    parts = [{"text": "Blend"}, *({"image": f"https://example.com/{n}.png"} for n in range(7))]
    body = {"model": "gemini-2.5-flash-image", "contents": [{"role": "user", "parts": parts}]}
    found = of(body)
    assert found.body["contents"][0]["parts"] == parts[:6]


def test_a_picture_of_the_wrong_format_is_not_passed_off_as_another() -> None:
    webp = "data:image/webp;base64,UklGRgAAAABXRUJQ"
    parts = [{"text": "Blend"}, {"image": webp}]
    body = {"model": "doubao-seedream-4-0-250828", "prompt": "x", "contents": [{"parts": parts}]}
    assert "UklGR" not in json.dumps(of(body).body)


def test_of_two_ways_the_one_without_a_warning_is_taken() -> None:
    """Where either will do, it is the one that is not deprecated, although it comes second."""
    model = samples.model(
        *samples.members(a=samples.integer(deprecated=True), b=samples.integer()),
        rules=[samples.rule(ir.Group("atLeastOne", (("a",), ("b",))), id="a-or-b")],
    )
    found = suggest(model, {"model": "m-1"}, refereed(model))
    assert list(found.body) == ["model", "b"]


def test_two_values_are_mended_rather_than_three_thrown_away() -> None:
    small = samples.integer(maximum=3)
    items = samples.array(samples.obj(a=small, b=small, c=samples.integer()))
    model = samples.model(*samples.members(list=items))
    body = {"model": "m-1", "list": [{"a": 9, "b": 9, "c": 1}]}
    found = suggest(model, body, refereed(model))
    assert found.body == {"model": "m-1", "list": [{"a": 3, "b": 3, "c": 1}]}


def test_a_fault_without_a_mend_is_named() -> None:
    """Two rules that leave nothing."""
    model = samples.model(
        *samples.members(a=samples.integer()),
        rules=[
            samples.rule(ir.Required((("a",),)), id="a-must-be"),
            samples.rule(ir.Forbidden((("a",),)), id="a-must-not-be"),
        ],
    )

    found = suggest(model, {"model": "m-1"}, refereed(model))
    assert found.body == {"model": "m-1"} and found.changes == ()
    assert {fault.code for fault in found.faults} <= {"a-must-be", "a-must-not-be"}
    assert found.faults != ()
