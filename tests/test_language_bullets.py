"""Each shape that the pact language promises is in a pact of an invented gateway, with a request that meets it."""

from __future__ import annotations

import json
from typing import Any

import pytest

import foundry
from builds import ROOT, provider
from modelpact import ir, operations, places

ROWS = [
    json.loads(line)
    for line in (ROOT / "tests" / "fixtures" / "atelier-requests.jsonl").read_text().splitlines()
]

FIRST = [
    ("an integer range", "numbers-1", "/steps", "maximum"),
    ("a number range with fractional ends", "numbers-1", "/strength", "minimum"),
    ("a multiple", "numbers-1", "/tile", "multipleOf"),
    ("the length of a text", "words-1", "/code", "maxLength"),
    ("a pattern", "words-1", "/slug", "pattern"),
    ("a list of values", "words-1", "/style", "enum"),
    ("a range that hangs on another member", "rules-1", "/scale", "level-and-scale"),
    ("a multiple that hangs on another member", "rules-1", "/tile", "fine-tiles"),
    ("a length that hangs on another member", "rules-1", "/word", "short-words"),
    ("a pattern that hangs on another member", "rules-1", "/word", "small-letters"),
    ("a list of values that hangs on another member", "rules-1", "/colour", "grey-draft"),
    ("forbidden where another member has a value", "rules-1", "/extra", "no-extra-in-draft"),
    ("required where another member has a value", "rules-1", "/word", "plain-needs-word"),
    ("without effect where another member has a value", "rules-1", "/noise", "noise-is-drowned"),
    ("requires", "rules-1", "/east", "north-needs-east"),
    ("both or neither", "rules-1", "/password", "who-are-you"),
    ("at most one of", "rules-1", "/dog", "cat-or-dog"),
    ("exactly one of", "rules-1", "/coffee", "one-drink"),
    ("at least one of", "rules-1", "", "some-ride"),
    ("the same inside of items", "tree-1", "/scene/layers/1/depth", "wash-is-thin"),
    ("the same inside of items of items", "tree-1", "/scene/layers/0/strokes/1/x", "dot-has-place"),
    ("the same inside of nested objects", "tree-1", "/scene/lamp", "night-needs-lamp"),
    ("the length of an array", "numbers-1", "/tags/3", "maxItems"),
    ("two arrays of equal length", "rules-1", "/masks", "masks-match"),
    ("a count plus a number", "rules-1", "/n", "in-and-out"),
    ("the product of two numbers", "rules-1", "/height", "area-of-paper"),
    ("WxH with bounds of its sides", "size-1", "/size", "side"),
    ("WxH with an area", "size-1", "/area", "area"),
    ("WxH with a ratio", "size-1", "/pixels_in_ratio", "ratio"),
    ("WxH with a longest side", "size-1", "/longest", "longest"),
    ("W:H within a range", "size-1", "/ratio", "ratio"),
    ("a tier word or WxH in one member", "size-1", "/tier", "side"),
    ("a nested object whose shape a member selects", "tree-1", "/source/path", "file-has-path"),
    ("null not there", "numbers-1", "/plain", "type"),
    ("a closed object", "tree-1", "/source/hue", "unknownMember"),
    ("an open object", "tree-1", "/scene/nmae", "unknownMember"),
    ("a zone that warns inside of the accepted one", "numbers-1", "/heat", "advised"),
    ("advice that never refuses", "rules-1", "/noise", "quiet-please"),
    ("a deprecated spelling", "words-1", "/style", "tolerated"),
    ("a spelling in another case", "words-1", "/style", "ignoreCase"),
]


def meeting(model: str, pointer: str, code: str) -> list[Any]:
    return [r for r in ROWS if r["model"] == model and [pointer, code] in r["issues"]]


@pytest.mark.parametrize(("shape", "model", "pointer", "code"), FIRST, ids=[b[0] for b in FIRST])
def test_a_shape_of_the_first_day(shape: str, model: str, pointer: str, code: str) -> None:
    found = meeting(model, pointer, code)
    assert found, f"no request shows {shape}"
    for row in found:
        issues = provider("atelier").alone[model].check(row["payload"])
        assert (pointer, code) in [(issue.pointer, issue.code) for issue in issues]


def atelier(model: str) -> ir.Model:
    return provider("atelier").models[model]


def test_an_absent_member_counts_as_its_default() -> None:
    rows = meeting("rules-1", "/steps", "draft-is-quick")
    assert any("mode" not in row["payload"] for row in rows)


def test_sides_go_in_steps() -> None:
    size = places.find(atelier("size-1").body, ("size",))
    assert size is not None
    (text,) = (kind for kind in size.kinds if isinstance(kind, ir.String))
    assert text.dimensions is not None and text.dimensions.side.multiple_of == 16


def test_null_is_allowed_here() -> None:
    assert (
        provider("atelier").alone["numbers-1"].is_valid({"model": "numbers-1", "threshold": None})
    )


def test_an_open_object_warns_and_a_closed_one_refuses() -> None:
    (opened,) = {r["verdict"] for r in meeting("tree-1", "/scene/nmae", "unknownMember")}
    (closed,) = {r["verdict"] for r in meeting("tree-1", "/source/hue", "unknownMember")}
    assert (opened, closed) == ("warn", "reject")


def test_the_same_idea_stands_at_another_depth_in_a_sibling() -> None:
    assert places.find(atelier("numbers-1").body, ("steps",)) is not None
    assert places.find(atelier("words-1").body, ("steps",)) is None
    assert places.find(atelier("words-1").body, ("options", "steps")) is not None


# --- the second list -----------------------------------------------------------------------------


def operation(model: str, *, pictures: bool = False) -> ir.Operation:
    return operations.of_model(foundry.provider(), foundry.model(model))[pictures]


def test_a_provider_has_several_operations_and_a_model_two() -> None:
    assert len(operations.called(foundry.provider())) > 3
    assert operation("bell-1") != operation("bell-1", pictures=True)


def test_the_model_stands_in_the_path() -> None:
    assert operations.placeholders(operation("works/press-1").path) == ("model", "quality")


def test_an_address_has_a_query() -> None:
    _, query = operations.queried(operation("crucible-1").path)
    assert query == (("version", "2026-01"), ("grade", "{grade}"))


def test_a_body_is_a_form_with_files() -> None:
    assert operations.is_multipart(operation("bell-1", pictures=True))
    assert list(operations.pictured(foundry.model("bell-1"))) == ["image", "mask"]


def test_the_key_is_in_a_header_of_any_name() -> None:
    assert foundry.provider().auth.header == "X-Foundry-Key"


def test_the_body_of_an_answer_is_a_picture() -> None:
    assert foundry.model("works/press-1").response.binary == ("png", "jpeg")


@pytest.mark.parametrize(("model", "by"), [("kiln-1", "operation"), ("oven-1", "link")])
def test_answers_are_asked_for_again(model: str, by: str) -> None:
    poll = foundry.model(model).response.poll
    assert poll is not None and getattr(poll, by)


def test_an_answer_of_200_may_be_an_error() -> None:
    (bare,) = foundry.model("bell-1").response.envelopes
    (said,) = foundry.model("tracer-1").response.envelopes
    assert (bare.error, said.success) == ("/error", True)


def test_pictures_may_be_held_back() -> None:
    assert foundry.model("bell-1").response.filtered is not None
