"""How many pictures a body asks for, of what size and kind: by the catalogue of both providers and of small ones."""

from __future__ import annotations

from typing import Any

import pytest

import pacts
from mocked import GEMINI, GPT, LARGEST, QWEN, SEEDREAM, parts
from modelpact.mock.asked import Asked, asked

SERIES = {"sequential_image_generation": "auto"}


def of(body: dict[str, Any]) -> Asked:
    provider, _ = parts("gravitex")
    (model,) = (model for model in provider.models if model.id == body["model"])
    return asked(model, body)


@pytest.mark.parametrize(
    ("body", "number"),
    [
        (GPT, 1),
        ({**GPT, "n": 3}, 3),
        ({**GPT, "n": 2.0}, 2),
        ({**GEMINI, "n": 10**9}, 64),
        ({**QWEN, "parameters": {"n": 4}}, 4),
        ({**QWEN, "n": 4}, 1),
        (SEEDREAM, 1),
        ({**SEEDREAM, **SERIES}, 4),
        ({**SEEDREAM, **SERIES, "sequential_image_generation_options": {"max_images": 2}}, 2),
        ({**SEEDREAM, "sequential_image_generation_options": {"max_images": 2}}, 1),
        ({**SEEDREAM, "n": 3}, 1),
    ],
    ids=str,
)
def test_how_many(body: dict[str, Any], number: int) -> None:
    assert of(body).number == number


@pytest.mark.parametrize(
    ("body", "size"),
    [
        (GPT, (1024, 1024)),
        ({**GPT, "size": "1536x1024"}, (1536, 1024)),
        (LARGEST, (6240, 2656)),
        ({**SEEDREAM, "size": "2K"}, (2048, 2048)),
        ({**SEEDREAM, "size": "4K"}, (4096, 4096)),
        ({**QWEN, "parameters": {"size": "1664*928"}}, (1664, 928)),
        ({**QWEN, "parameters": {"size": "1664x928"}}, (1664, 928)),
        ({**QWEN, "parameters": {"size": "999999*999999"}}, (8192, 8192)),
        (GEMINI, (1024, 1024)),
        ({**GEMINI, "size": "16:9"}, (1368, 768)),
        ({**GEMINI, "size": "9:16", "image_size": "2K"}, (1536, 2728)),
        ({**GEMINI, "size": "1:1", "image_size": "4K"}, (4096, 4096)),
        ({**GEMINI, "size": "1:1", "quality": "hd"}, (2048, 2048)),
        ({**GEMINI, "size": "1:1", "quality": "hd", "image_size": "1K"}, (1024, 1024)),
        ({**GEMINI, "size": "2048x2048"}, (1024, 1024)),
        ({**GEMINI, "size": "1920x1080"}, (1368, 768)),
    ],
    ids=str,
)
def test_how_large(body: dict[str, Any], size: tuple[int, int]) -> None:
    found = of(body)
    assert (found.width, found.height) == size


def test_of_what_kind() -> None:
    assert not of(GEMINI).jpeg
    assert of({**GEMINI, "mime_type": "image/jpeg"}).jpeg
    assert not of({**GEMINI, "mime_type": "image/png"}).jpeg
    assert not of({**GPT, "mime_type": "image/jpeg"}).jpeg


@pytest.mark.parametrize(
    ("body", "form"),
    [
        (GPT, "b64_json"),
        ({**GPT, "response_format": "url"}, "b64_json"),
        ({**GEMINI, "response_format": "url"}, "b64_json"),
        (SEEDREAM, "url"),
        ({**SEEDREAM, "response_format": "b64_json"}, "url"),
        (QWEN, "url"),
        ({**QWEN, "response_format": "b64_json"}, "b64_json"),
        ({**QWEN, "response_format": "url"}, "url"),
    ],
    ids=str,
)
def test_in_what_form(body: dict[str, Any], form: str) -> None:
    assert of(body).form == form


# --- small pacts ---------------------------------------------------------------------------------

PARAMETERS = """
parameters:
  n: {type: [integer, string], default: {server: 2}}
  mode: {enum: [one, some, many], default: {server: one}}
  level: {type: number}
  list: {items: {type: string}}
  width: {type: integer}
  height: {type: integer}
  shape: {dimensions: {separator: x, words: [1:1, 16:9], nearestWord: 5}}
  scale: {enum: [1K, 2K], tolerated: {small: {because: S., use: 1K}}}
  pair: {enum: [640x480, 64x48], dimensions: {separator: x}}
  kind: {enum: [png, jpg]}
"""


def small(response: str, body: dict[str, Any], more: str = "") -> Asked:
    found = pacts.catalog(f"{PARAMETERS}{more}\nresponse: {response}", "", "")
    return asked(found.providers[0].models[0], {"model": "m-1", **body})


@pytest.mark.parametrize(
    ("condition", "body", "number"),
    [
        ("{mode: some}", {"n": 5, "mode": "some"}, 5),
        ("{mode: some}", {"n": 5, "mode": "many"}, 1),
        ("{mode: some}", {"n": 5}, 1),
        ("{mode: one}", {"n": 5}, 5),
        ("{mode: one}", {}, 2),
        ("{mode: {not: one}}", {"n": 5, "mode": "many"}, 5),
        ("{mode: {not: one}}", {"n": 5}, 1),
        ("{mode: {present: true}}", {"n": 5, "mode": "one"}, 5),
        ("{mode: {present: true}}", {"n": 5}, 1),
        ("{mode: {present: false}}", {"n": 5}, 5),
        ("{level: {minimum: 2}}", {"n": 5, "level": 2}, 5),
        ("{level: {minimum: 2}}", {"n": 5, "level": 1.5}, 1),
        ("{level: {minimum: 2}}", {"n": 5, "level": True}, 1),
        ("{list: {minItems: 2}}", {"n": 5, "list": ["a", "b"]}, 5),
        ("{list: {minItems: 2}}", {"n": 5, "list": ["a"]}, 1),
        ("[{mode: some}, {level: 3}]", {"n": 5, "level": 3}, 5),
        ("{mode: some, level: 3}", {"n": 5, "level": 3}, 1),
    ],
    ids=str,
)
def test_a_condition_holds_or_not(condition: str, body: dict[str, Any], number: int) -> None:
    assert small(f"{{count: {{path: n, when: {condition}}}}}", body).number == number


@pytest.mark.parametrize(
    ("n", "number"), [("7", 7), ("seven", 1), (0, 1), (-3, 1), (True, 1), ("٣", 1), (None, 2)]
)
def test_a_number_is_read_with_care(n: Any, number: int) -> None:
    assert small("{count: n}", {"n": n}).number == number


@pytest.mark.parametrize(
    ("size", "body", "expected"),
    [
        ("[width, height]", {"width": 300, "height": 200}, (300, 200)),
        ("[width, height]", {"width": 300}, (300, 300)),
        ("[width, height]", {}, (1024, 1024)),
        ("shape", {"shape": "3200x1800"}, (1368, 768)),
        ("shape", {"shape": "500x510"}, (1024, 1024)),
        ("[shape, scale]", {"shape": "16:9", "scale": "2K"}, (2728, 1536)),
        ("[shape, scale]", {"scale": "small"}, (1024, 1024)),
        ("[shape, pair]", {"shape": "16:9", "pair": "64x48"}, (64, 48)),
        ("pair", {}, (640, 480)),
        ("shape", {"shape": "gibberish"}, (1024, 1024)),
        ("shape", {"shape": "0x0"}, (1024, 1024)),
    ],
    ids=str,
)
def test_parameters_set_the_size_together(
    size: str, body: dict[str, Any], expected: tuple[int, int]
) -> None:
    found = small(f"{{size: {size}}}", body)
    assert (found.width, found.height) == expected


@pytest.mark.parametrize(
    ("disposition", "number"),
    [
        ("{ignored: true}", 2),
        ("{forced: 3}", 3),
        ("{advisory: 3}", 3),
        ("{unverified: true}", 5),
        ("{rejected: true}", 1),
        ('{converted: {to: n, values: {"5": 6}}}', 5),  # that is a text
        ("{converted: {to: n, values: {few: 6}}}", 5),
    ],
)
def test_what_takes_effect_counts(disposition: str, number: int) -> None:
    text = PARAMETERS.replace("{server: 2}}", f"{{server: 2}}, disposition: {disposition}}}", 1)
    found = pacts.catalog(f"{text}\nresponse: {{count: n}}", "", "").providers[0].models[0]
    assert asked(found, {"model": "m-1", "n": 5}).number == number
