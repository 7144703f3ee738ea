"""Sample bodies: laid out as the pact says, complete, in the catalogue's order."""

from __future__ import annotations

from typing import Any

import pytest

import samples
from modelpact import example, ir
from modelpact.example import PROMPT

PARTS = samples.array(samples.obj(text=samples.string(), image=samples.image()))
TURNS = samples.array(samples.obj(role_=samples.value(enum=("user",)), parts_=PARTS))
MEMBERS = samples.members(
    prompt=samples.string(),
    contents=TURNS,
    size=samples.value(enum=("1K", "2K")),
    options=samples.obj(count=samples.integer(1, 4)),
)


def place(path: str, argument: str = "", constant: Any = None) -> ir.Place:
    fixed = None if argument else ir.Json.of(constant)
    return ir.Place(path=samples.path(path), argument=argument, constant=fixed)


TEXT = ir.Layout(images="none", places=(place("prompt", "prompt"),))
ONE = ir.Layout(
    images="one",
    places=(place("contents/0/parts/-/image", "image"), place("contents/0/parts/-/text", "prompt")),
)
MANY = ir.Layout(
    images="many",
    places=(
        place("contents/0/role", constant="user"),
        place("contents/0/parts/-/text", "prompt"),
        place("contents/0/parts/-/image", "image"),
    ),
)


def body(
    images: int = 0, layouts: tuple[ir.Layout, ...] = (TEXT, MANY), **arguments: Any
) -> dict[str, Any]:
    use = ir.Use(
        name="use", title="Use", images=images, prompt="A cat", arguments=ir.Json.of(arguments)
    )
    count = (ir.Argument(name="count", path=("options", "count")),)
    return example.body(samples.model(*MEMBERS, layouts=layouts, arguments=count), use)


def url(number: int) -> str:
    return f"https://example.com/image-{number}.png"


def test_a_prompt_alone() -> None:
    assert body() == {"model": "m-1", "prompt": "A cat"}


def test_several_images_in_the_order_of_the_layout() -> None:
    parts = [{"text": "A cat"}, {"image": url(1)}, {"image": url(2)}]
    assert body(2) == {"model": "m-1", "contents": [{"role": "user", "parts": parts}]}


def test_the_layout_of_many_serves_one_where_there_is_no_other() -> None:
    parts = [{"text": "A cat"}, {"image": url(1)}]
    assert body(1) == {"model": "m-1", "contents": [{"role": "user", "parts": parts}]}


def test_one_image_has_its_own_layout_and_what_is_required_is_added() -> None:
    parts = [{"image": url(1)}, {"text": "A cat"}]
    assert body(1, (TEXT, ONE, MANY)) == {
        "model": "m-1",
        "contents": [{"role": "user", "parts": parts}],
    }


def test_arguments_land_where_the_pact_says_in_the_catalogues_order() -> None:
    found = body(count=3, size="2K", prompt="A dog")
    assert list(found.items()) == [
        ("model", "m-1"),
        ("prompt", "A dog"),
        ("size", "2K"),
        ("options", {"count": 3}),
    ]


def test_an_index_beyond_the_end_appends() -> None:
    late = ir.Layout(images="none", places=(place("contents/4/role", constant="user"),))
    assert body(layouts=(late,))["contents"] == [{"role": "user", "parts": []}]


def test_a_member_whose_name_is_a_number_is_no_index() -> None:
    layout = ir.Layout(images="none", places=(place("0/1", "prompt"),))
    inner = ir.Member(name="1", value=samples.string())
    odd = ir.Member(name="0", value=samples.value(ir.Object(members=(inner,))))
    found = samples.model(odd, layouts=(layout,))
    assert example.body(found, ir.Use(name="u", title="U", prompt="x")) == {
        "model": "m-1",
        "0": {"1": "x"},
    }


def test_the_body_is_new_each_time() -> None:
    assert body(2) is not body(2)
    assert body(2)["contents"] is not body(2)["contents"]


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        (
            ir.ImageInput(sources=("data-uri", "url"), formats=("jpeg", "png")),
            "https://example.com/image-1.png",
        ),
        (ir.ImageInput(sources=("url",), formats=("jpeg",)), "https://example.com/image-1.jpg"),
        (ir.ImageInput(sources=("url",), formats=("heic",)), "https://example.com/image-1.heic"),
        (
            ir.ImageInput(sources=("data-uri",), formats=("webp",)),
            "data:image/webp;base64,UklGRiQAAABXRUJQVlA4IBgA...",
        ),
        (ir.ImageInput(sources=("base64",)), "iVBORw0KGgoAAAANSUhEUgAA"),
        (None, "https://example.com/image-1.png"),
    ],
)
def test_a_sample_image_is_of_a_kind_that_is_taken(
    accepted: ir.ImageInput | None, expected: str
) -> None:
    assert example.image(accepted, 1) == expected


SMALL = ir.Dimensions(separator="x", longest=ir.Range(maximum=520), side=ir.Range(multiple_of=16))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (samples.string(examples=(ir.Json.of("seen"),), default=samples.server("kept")), "seen"),
        (samples.integer(1, 9, default=samples.server(4)), 4),
        (samples.value(enum=("b", "a")), "b"),
        (samples.integer(3, 9), 3),
        (samples.integer(1, 9, multiple_of=4), 4),
        (samples.integer(None, -5), -5),
        (samples.integer(), 1),
        (samples.value(ir.Number(range=ir.Range(exclusive_minimum=2))), 3),
        (samples.boolean(), False),
        (samples.value(ir.Null()), None),
        (samples.string(None, 5), PROMPT[:5]),
        (samples.string(len(PROMPT) + 2), PROMPT + ".."),
        (samples.dimensions("*"), "1024*1024"),
        (samples.dimensions("x", side=(1280, 2048)), "1280x1280"),
        (samples.value(ir.String(dimensions=SMALL)), "512x512"),
        (
            samples.value(ir.String(dimensions=ir.Dimensions(separator="x", words=("1:1", "3:2")))),
            "1:1",
        ),
        (samples.array(samples.integer(2), 2), [2, 2]),
        (samples.obj(a_=samples.integer(2), b=samples.integer(2)), {"a": 2}),
        (samples.value(), PROMPT),
    ],
)
def test_a_sample_fits_its_value(value: ir.Value, expected: object) -> None:
    found = example.sample(value)
    assert found == expected
    assert type(found) is type(expected)
