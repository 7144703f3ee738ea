"""Catalogues in the shapes of OpenRouter and LiteLLM."""

from __future__ import annotations

import json
from typing import Any

import pytest

import builds
from modelpact import ir
from modelpact.files import Loss
from modelpact.targets.models_json import TARGET
from modelpact.targets.models_json.capabilities import capability
from samples import (
    array,
    boolean,
    dimensions,
    integer,
    members,
    model,
    number,
    obj,
    provider,
    rule,
    string,
    value,
)

NO_RENDER: Any = None


def made(found: ir.Provider) -> tuple[Any, Any]:
    files = {file.path: json.loads(file.text) for file in TARGET.files(found, NO_RENDER)}
    return files["openrouter.json"]["data"], files["litellm.json"]


RICH = model(
    *members(
        n=integer(1, 4),
        size=value(enum=("1x1", "2x2")),
        user=string(disposition=ir.Ignored()),
        parameters=obj(quality=value(enum=("low",))),
    ),
    id="m",
    title="M",
    description="It draws.",
    arguments=tuple(
        ir.Argument(name=name, path=path)
        for name, path in (
            ("n", ("n",)),
            ("size", ("size",)),
            ("user", ("user",)),
            ("quality", ("parameters", "quality")),
        )
    ),
    images=ir.Images(places=(("image",),), minimum=1, maximum=3),
    lifecycle=ir.Lifecycle(released="2026-01-02", retires="2027-01-01"),
    rules=[rule(ir.Required((("n",),)))],
)


def test_openrouter() -> None:
    (entry,), _ = made(provider(RICH))
    assert entry == {
        "id": "m",
        "name": "M",
        "description": "It draws.",
        "created": 1767312000,
        "architecture": {"input_modalities": ["text", "image"], "output_modalities": ["image"]},
        "supported_parameters": {
            "n": {"type": "range", "min": 1, "max": 4},
            "size": {"type": "enum", "values": ["1x1", "2x2"]},
            "quality": {"type": "enum", "values": ["low"]},
            "input_references": {"type": "range", "min": 1, "max": 3},
        },
    }


def test_litellm() -> None:
    evidence = ir.Evidence(document="A page")
    _, entries = made(
        provider(RICH, model(id="plain"), base_url="https://a.test/v1/", evidence=evidence)
    )
    assert entries == {
        "acme/m": {
            "deprecation_date": "2027-01-01",
            "litellm_provider": "acme",
            "mode": "image_generation",
            "source": "A page",
            "supported_endpoints": ["/v1/v1/images"],
            "supported_modalities": ["text", "image"],
            "supported_openai_params": ["n", "size"],
            "supported_output_modalities": ["image"],
        },
        "acme/plain": {
            "litellm_provider": "acme",
            "mode": "image_generation",
            "source": "A page",
            "supported_endpoints": ["/v1/v1/images"],
            "supported_modalities": ["text"],
            "supported_openai_params": [],
            "supported_output_modalities": ["image"],
        },
    }


@pytest.mark.parametrize(
    ("found", "said", "lost"),
    [
        (value(enum=(1, "a", None)), {"type": "enum", "values": ["1", "a", "null"]}, False),
        (
            value(enum=("a", "b"), disposition=ir.Forced(value="b")),
            {"type": "enum", "values": ["b"]},
            False,
        ),
        (number(0, 1), {"type": "range", "min": 0, "max": 1}, False),
        (integer(0, 64, multiple_of=8), {"type": "range", "min": 0, "max": 64}, True),
        (integer(1), {"type": "boolean"}, True),
        (boolean(), {"type": "boolean"}, False),
        (dimensions(area=(1, 2)), {"type": "boolean"}, True),
        (array(), {"type": "boolean"}, True),
    ],
)
def test_capabilities(found: ir.Value, said: Any, lost: bool) -> None:
    assert capability(found)[0] == said and bool(capability(found)[1]) is lost


def test_losses() -> None:
    found = provider(
        model(
            *members(n=integer(1)),
            arguments=(ir.Argument(name="n", path=("n",)),),
            rules=RICH.rules,
        )
    )
    assert list(TARGET.losses(found)) == [
        Loss("m-1", "n", "what it takes, as that is neither a list nor a range"),
        Loss("m-1", "some-rule", "a rule between members"),
    ]


def test_a_model_without_picture_input_says_so() -> None:
    entries = {item["id"]: item for item in made(builds.provider("gravitex").known)[0]}
    assert entries["qwen-image-plus"]["architecture"]["input_modalities"] == ["text"]
    assert "input_references" not in entries["qwen-image-plus"]["supported_parameters"]
    assert entries["qwen-image-edit-plus"]["supported_parameters"]["input_references"]["max"] == 3
    assert not any("cost" in key for entry in entries.values() for key in entry)
