"""Walking a body and finding a place in it."""

from __future__ import annotations

import samples
from modelpact import ir, places

TEXT = samples.string()
PARTS = samples.array(samples.obj(text=TEXT))
BODY = samples.obj(
    a_=TEXT,
    parts=PARTS,
    both=samples.value(ir.Object(members=samples.members(x=TEXT)), ir.Array(items=TEXT)),
)


def test_walk_meets_every_value_once_in_the_catalogues_order() -> None:
    assert ["/".join(path) for path, _ in places.walk(BODY)] == [
        "a",
        "parts",
        "parts/-",
        "parts/-/text",
        "both",
        "both/x",
        "both/-",
    ]
    assert [member.required for _, member in places.walk(BODY)] == [True] + [False] * 6


def test_find_goes_through_members_items_and_indexes() -> None:
    assert places.find(BODY, ()) is BODY
    assert places.find(BODY, ("parts",)) is PARTS
    assert places.find(BODY, ("parts", "-", "text")) is TEXT
    assert places.find(BODY, ("parts", "3", "text")) is TEXT
    assert places.find(BODY, ("both", "x")) is TEXT
    assert places.find(BODY, ("both", "0")) is TEXT


def test_find_says_none_where_nothing_can_stand() -> None:
    for path in (("b",), ("a", "b"), ("parts", "text"), ("parts", "-", "b"), ("a", "-")):
        assert places.find(BODY, path) is None
