"""The quick way past the items of arrays in generated Python validators: it is taken, and hides nothing."""

from __future__ import annotations

import json
from types import ModuleType
from typing import Any

import pytest

import pacts
from builds import ROOT, provider

ROWS = {
    "gravitex": ROOT / "tests" / "data" / "oracle.jsonl",
    "atelier": ROOT / "tests" / "fixtures" / "atelier-requests.jsonl",
}
PACT = """
parameters:
  has_images: {type: boolean}
  accepts_turns: {type: boolean}
  fault_of_image: {type: boolean}
  images: {type: array, items: {image: true}}
  turns:
    type: array
    items:
      required: [parts]
      properties:
        size: {dimensions: {separator: x, tolerated: ['*']}, advised: {enum: [8x8], because: Shown.}}
        parts: {type: array, items: {properties: {text: {type: string}, image: {type: string}}}}
images: {formats: [png, jpeg], megabytes: 1, sources: [url, data-uri]}
rules:
  - {id: one-needed, because: Some., in: turns/-, atLeastOne: [parts/-/text, parts/-/image]}
  - {id: two-at-most, because: Few., in: turns/-, limit: {sum: [{count: parts/-/image}], maximum: 2}}
  - {id: no-both, because: One., atMostOne: [images/-, turns/-/parts/-/image]}
"""


def body(**turn: Any) -> dict[str, Any]:
    return {"model": "m-1", "turns": [{"parts": [{"text": "a"}], **turn}]}


def told(module: ModuleType, request: Any) -> list[dict[str, Any]]:
    return [issue.as_dict() for issue in module.check(request)]


def without(module: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no item pass quickly."""
    for name in dir(module):
        if name.startswith("accepts_"):
            monkeypatch.setattr(module, name, lambda *_: False)


@pytest.mark.parametrize("name", ROWS)
def test_it_hides_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [json.loads(line) for line in ROWS[name].read_text(encoding="utf-8").splitlines()]
    known = provider(name).alone
    rows = [row for row in rows if row["model"] in known]
    quick = [told(known[row["model"]], row["payload"]) for row in rows]
    for module in known.values():
        without(module, monkeypatch)
    assert [told(known[row["model"]], row["payload"]) for row in rows] == quick


@pytest.fixture
def module() -> ModuleType:
    return pacts.validator(pacts.catalog(PACT))


@pytest.mark.parametrize(
    ("turn", "said"),
    [
        ({}, []),
        ({"size": "8x8"}, []),
        ({"size": "8*8"}, ["warning separator /turns/0/size"]),
        ({"size": "9x9"}, ["warning advised /turns/0/size"]),
        ({"size": "8"}, ["error dimensions /turns/0/size"]),
        ({"size": 8}, ["error type /turns/0/size"]),
        ({"more": 1}, ["warning unknownMember /turns/0/more"]),
        ({"parts": [{}]}, ["error one-needed /turns/0"]),
        ({"parts": [{"image": "a"}] * 2}, []),
        ({"parts": [{"image": "a"}, {"text": "b"}, {"image": "a"}]}, []),
        ({"parts": [{"image": "a"}] * 3}, ["error two-at-most /turns/0/parts/2/image"]),
    ],
)
def test_an_item_is_told_of(
    module: ModuleType, turn: Any, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert pacts.said(module, body(**turn)) == said
    without(module, monkeypatch)
    assert pacts.said(module, body(**turn)) == said


def test_only_an_item_with_an_issue_is_checked_at_length(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    monkeypatch.setattr(module, "check_turns", lambda *_: checked.append("turn"))
    module.check(body(size="8x8"))
    assert checked == []
    module.check(body(size="9x9"))
    assert checked == ["turn"]


def test_members_do_not_hide_functions(module: ModuleType) -> None:
    request = {**body(), "has_images": True, "accepts_turns": False, "fault_of_image": True}
    assert pacts.said(module, request) == []
    both = {
        **request,
        "images": ["https://a.example/b"],
        "turns": body(parts=[{"image": "a"}])["turns"],
    }
    assert pacts.said(module, both) == ["error no-both /turns/0/parts/0/image"]


@pytest.mark.parametrize(
    ("picture", "said"),
    [
        ("data:image/png;base64,AAAA", []),
        ("data:image/jpeg;base64,AA+/", []),
        ("data:image/jpg;base64,AAA=", []),
        ("data:image/PNG;base64,AAAA", []),
        ("data:image/png;base64,AA..", ["error imageSource /images/0"]),
        ("data:image/png;base64,AA...", []),
        ("data:image/png;base64,", ["error imageSource /images/0"]),
        ("data:image/png;base64", ["error imageSource /images/0"]),
        ("data:image/jpeg;base64", ["error imageSource /images/0"]),
        ("data:image/jpeg;base64;AAAA", ["error imageSource /images/0"]),
        ("data:image/png;base64," + "A" * 1_333_312, []),
        ("data:image/png;base64," + "A" * 1_333_400, ["warning imageSize /images/0"]),
        ("https://a", []),
        ("https://", ["error imageSource /images/0"]),
        ("https://a b", ["error imageSource /images/0"]),
        ("HTTPS://a", []),
        ("http://a", []),
    ],
)  # fmt: skip
def test_pictures(
    module: ModuleType, picture: str, said: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    request = {"model": "m-1", "images": [picture]}
    assert pacts.said(module, request) == said
    terms = (("png", "jpeg"), ("url", "data-uri"), (), 1)
    monkeypatch.setattr(module, "fault_of_image", lambda text: module.image_fault(text, *terms))
    assert pacts.said(module, request) == said


@pytest.mark.parametrize(
    ("picture", "times"),
    [
        ("https://a.example/b.png", 0),
        ("data:image/png;base64,AA+/", 0),
        ("data:image/jpeg;base64,AA+/", 0),
        ("data:image/jpg;base64,AA+/", 0),
        ("data:image/gif;base64,AA+/", 1),
        ("http://a.example/b.png", 1),
        ("https://a.example/\xe4", 0),
        ("https://a.example/\ud800", 1),
        ("data:image/png;base64," + "A" * 1_333_400, 1),
    ],
)
def test_only_an_unusual_picture_is_looked_at_at_length(
    module: ModuleType, picture: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(module, "image_fault", lambda text, *_: looked.append(text))
    assert pacts.said(module, {"model": "m-1", "images": [picture]}) == []
    assert looked == [picture] * times
