"""What may stand for a value: the nearest number, word, form of a picture."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from modelpact import ir
from modelpact.queries.patch import Change, applied, equal, frozen
from modelpact.queries.values import candidates, nearest_name, pictures, within


def near(value: ir.Value, written: Any) -> list[Any]:
    return [found for found, how in candidates(value, written) if how in ("mend", "near")]


@pytest.mark.parametrize(
    ("written", "names", "meant"),
    [
        ("PNG", ("png", "jpeg"), "png"),
        ("jpg", ("png", "jpeg"), "jpeg"),
        ("image/jpg", ("png", "jpeg"), "jpeg"),
        ("jpeg", ("image/png", "image/jpeg"), "image/jpeg"),
        ("b64-json", ("url", "b64_json"), "b64_json"),
        (" high ", ("low", "high"), "high"),
        ("hihg", ("low", "high"), "high"),
        ("standard", ("low", "high"), None),
    ],
)
def test_names(written: str, names: tuple[str, ...], meant: str | None) -> None:
    assert nearest_name(written, names) == meant


@pytest.mark.parametrize(
    ("value", "written", "first"),
    [
        (samples.integer(1, 10), 12, 10),
        (samples.integer(1, 10), "7", 7),
        (samples.integer(1, 10), 2.6, 3),
        (samples.integer(8, 64, multiple_of=8), 30, 32),
        (samples.number(0.25, 0.75), 1, 0.75),
        (samples.value(ir.Number(range=ir.Range(exclusive_minimum=0))), -1, 0.01),
        (samples.value(ir.Integer(range=ir.Range(exclusive_maximum=10))), 10, 9),
        (samples.value(ir.Integer(), enum=(1, 2, 4)), 9, 4),
        (samples.value(enum=("1K", "2K", "4K")), "8K", "4K"),
        (samples.boolean(), "True", True),
        (samples.string(maximum=3), "abcd", "abcd"[:3]),
        (samples.string(), 5, "5"),
        (samples.array(samples.integer(), maximum=2), [1, 2, 3], [1, 2]),
        (samples.array(samples.integer()), 1, [1]),
        (samples.integer(), [3], 3),
    ],
    ids=str,
)
def test_values(value: ir.Value, written: Any, first: Any) -> None:
    found = near(value, written)
    assert any(equal(each, first) for each in found), found


@given(
    st.fractions(-100, 100),
    st.integers(-50, 0),
    st.integers(1, 50),
    st.sampled_from([None, 1, 5, 0.5]),
)
def test_a_number_is_brought_within_bounds_and_not_further(
    number: Fraction, low: int, high: int, step: float | None
) -> None:
    bounds = ir.Range(minimum=low, maximum=high, multiple_of=step)
    found = within(bounds, number, whole=False)
    assert low <= found <= high and (step is None or found % Fraction(step) == 0)
    allowed = [low, high, *range(low, high + 1)] if step is None else []
    allowed += [Fraction(step) * n for n in range(-100, 101) if step and low <= step * n <= high]
    assert abs(found - number) <= min(abs(Fraction(each) - number) for each in allowed)


def test_pictures_are_wrapped_and_unwrapped_and_keep_their_format() -> None:
    kind = ir.ImageInput(sources=("data-uri",), formats=("png", "jpeg"))
    assert list(pictures(kind, "iVBORw0KGgoAAAA")) == ["data:image/png;base64,iVBORw0KGgoAAAA"]
    assert next(pictures(kind, "data:image/jpg;base64,/9j/4AAQ")) == "/9j/4AAQ"
    assert list(pictures(kind, "data:image/webp;base64,UklGRg")) == []
    assert list(pictures(kind, "https://example.com/a.png")) == []


def test_a_change_leaves_the_body_before_it_alone() -> None:
    body = {"a": [1, {"b": 2}], "c": 3}
    for change, after in (
        (Change(op="add", path=("a", "1"), how="add", value=9), {"a": [1, 9, {"b": 2}], "c": 3}),
        (Change(op="replace", path=("a", "1", "b"), how="near", value=7), {"a": [1, {"b": 7}], "c": 3}),
        (Change(op="remove", path=("a", "0"), how="drop"), {"a": [{"b": 2}], "c": 3}),
        (Change(op="move", path=("d",), source=("a", "1", "b"), how="mend"), {"a": [1, {}], "c": 3, "d": 2}),
    ):  # fmt: skip
        assert applied(body, change) == after
        assert body == {"a": [1, {"b": 2}], "c": 3}


def test_values_of_other_types_are_not_the_same() -> None:
    assert len({frozen(each) for each in (1, 1.0, True, "1", [1], {"1": 1})}) == 6
    assert equal({"a": [1, 2.0]}, {"a": [1.0, 2]}) and not equal([1], [True])
