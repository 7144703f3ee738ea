"""Tools for language models: the subset that OpenAI enforces, and arguments that are requests."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import Any

import jsonschema_rs
import pytest

import builds
from modelpact import example, ir
from modelpact.files import Loss
from modelpact.targets.tools import TARGET
from samples import (
    array,
    dimensions,
    integer,
    members,
    model,
    obj,
    provider,
    rule,
    server,
    string,
    value,
)

NO_RENDER: Any = None
ROWS = {"gravitex": "data/oracle.jsonl", "atelier": "fixtures/atelier-requests.jsonl"}
ENFORCED = frozenset(
    "type description properties required additionalProperties items enum anyOf pattern minItems maxItems minimum "
    "maximum exclusiveMinimum exclusiveMaximum multipleOf".split()
)


def parameters(*found: ir.Member, **rest: Any) -> Any:
    """OpenAI's schema of a model with these members."""
    files = {
        file.path: file.text for file in TARGET.files(provider(model(*found, **rest)), NO_RENDER)
    }
    (tool,) = json.loads(files["openai.json"])
    return tool["parameters"]


@lru_cache
def shipped(name: str, file: str) -> Any:
    made = json.loads(builds.provider(name).files[f"{name}/tools/{file}"])
    tools = made["tools"] if file == "mcp.json" else made
    return dict(zip(builds.provider(name).models, tools, strict=True))


def bodies(name: str) -> list[Any]:
    """Requests with a known model."""
    lines = (builds.ROOT / "tests" / ROWS[name]).read_text("utf-8").splitlines()
    found = [json.loads(line)["payload"] for line in lines]
    known = builds.provider(name).models
    return [b for b in found if isinstance(b, dict) and b.get("model") in set(known)]


def filled(schema: Any, body: Any) -> Any:
    """Write null for every member that is not there, as a language model has to."""
    if isinstance(body, dict) and "properties" in schema:
        named = schema["properties"]
        inner = {key: filled(named.get(key, {}), item) for key, item in body.items()}
        return {**dict.fromkeys(named), **inner}
    if isinstance(body, list) and "items" in schema:
        return [filled(schema["items"], item) for item in body]
    return body


def sent(body: Any) -> Any:
    """Leave out what is null."""
    if isinstance(body, dict):
        return {key: sent(item) for key, item in body.items() if item is not None}
    return [sent(item) for item in body] if isinstance(body, list) else body


def enforced(schema: Any, depth: int = 1) -> int:
    """Check that a schema is of the subset; return how deep objects are nested."""
    assert set(schema) <= ENFORCED, schema
    assert "(?" not in schema.get("pattern", "").replace("(?:", "")
    assert ("type" in schema) != ("anyOf" in schema)
    below = [*schema.get("anyOf", ()), *([schema["items"]] if "items" in schema else [])]
    if "object" in schema.get("type", ()):
        assert schema["additionalProperties"] is False
        assert schema["required"] == list(schema["properties"])
        below += schema["properties"].values()
        depth += 1
    if "array" in schema.get("type", ()):
        assert "items" in schema
    return max((depth, *(enforced(one, depth) for one in below)))


@pytest.mark.parametrize("name", ROWS)
def test_strict_tools_stay_in_the_subset(name: str) -> None:
    for tool in shipped(name, "openai.json").values():
        assert tool["type"] == "function" and tool["strict"] is True
        assert (
            re.fullmatch("[a-zA-Z0-9_-]{1,64}", tool["name"]) and len(tool["description"]) <= 1024
        )
        assert tool["parameters"]["type"] == "object" and enforced(tool["parameters"]) <= 10
        assert sum(map(len, re.findall(r'"enum": \[[^\]]*\]', json.dumps(tool)))) < 15_000
        jsonschema_rs.meta.validate(tool["parameters"])


@pytest.mark.parametrize("name", ROWS)
def test_strict_tools_take_no_more_than_they_say(name: str) -> None:
    """Where a tool takes a request that earns an issue, it says that it cannot tell."""
    built, counts = builds.provider(name), {True: 0, False: 0}
    lost = [(loss.model, loss.subject) for loss in TARGET.losses(built.known)]
    for body in bodies(name):
        id_ = body["model"]
        schema = shipped(name, "openai.json")[id_]["parameters"]
        taken = jsonschema_rs.validator_for(schema).is_valid(filled(schema, body))
        counts[taken] += 1
        against = [i for i in built.alone[id_].check(sent(body)) if i.severity == "error"]
        if taken and against:
            excuses = {subject: [] for model, subject in lost if model == id_}
            assert builds.excused(against, excuses), (body, against)
    assert min(counts.values()) > 50


@pytest.mark.parametrize("name", ROWS)
def test_every_use_can_be_called(name: str) -> None:
    for id_, found in builds.provider(name).models.items():
        for use in found.uses:
            body = example.body(found, use)
            strict = shipped(name, "openai.json")[id_]["parameters"]
            jsonschema_rs.validator_for(strict).validate(filled(strict, body))
            open_ = shipped(name, "mcp.json")[id_]["inputSchema"]
            jsonschema_rs.validator_for(open_).validate(body)


@pytest.mark.parametrize("name", ROWS)
def test_mcp_tools_lie_between_the_two_schemas(name: str) -> None:
    """They refuse members and values that earn a warning, and no more: rules that warn are the caller's business."""
    judges = {
        id_: jsonschema_rs.Draft202012Validator(tool["inputSchema"])
        for id_, tool in shipped(name, "mcp.json").items()
    }
    between = 0
    for body in bodies(name):
        lenient, strict = (
            builds.schemas(name, body["model"], form).accepts(body) for form in (False, True)
        )
        taken = judges[body["model"]].is_valid(body)
        assert strict <= taken <= lenient, body
        between += strict < taken
    assert between > 3


def test_mcp_tools_have_what_clients_want() -> None:
    for tool in shipped("gravitex", "mcp.json").values():
        schema = tool["inputSchema"]
        assert schema["type"] == "object" and not {"allOf", "anyOf", "oneOf"} & set(schema)
        assert tool["title"] in tool["description"] and tool["annotations"]["readOnlyHint"] is False


def test_how_members_are_written() -> None:
    schema = parameters(
        *members(
            prompt_=string(1, 9),
            n=integer(1, 4, default=server(2)),
            size=dimensions(area=(4, 100)),
            odd=value(ir.Integer(), ir.String(), enum=(1, "one")),
            tags=array(string(), 1, 3),
            maybe=value(ir.String(), ir.Null()),
            shape=obj(x_=integer(), y=integer()),
            any=value(),
            gone=string(disposition=ir.Rejected()),
            useless=string(disposition=ir.Ignored()),
            fixed=value(enum=("a", "b"), disposition=ir.Forced(value="b")),
        ),
        rules=[rule(ir.Required((("n",),)))],
    )
    found = schema["properties"]
    assert schema["description"].endswith("null. So it is.")
    assert found["prompt"] == {"description": "Characters: 1 to 9.", "type": "string"}
    assert found["n"] == {
        "description": "Without it: 2.",
        "type": ["integer", "null"],
        "minimum": 1,
        "maximum": 4,
    }
    assert found["size"]["description"] == "Area: 4 to 100."
    assert re.fullmatch(found["size"]["pattern"], "2x3")
    assert [one["type"] for one in found["odd"]["anyOf"]] == ["integer", "string", "null"]
    assert found["tags"] == {
        "type": ["array", "null"],
        "items": {"type": "string"},
        "minItems": 1,
        "maxItems": 3,
    }
    assert found["maybe"] == {"type": ["string", "null"]}
    assert found["shape"]["required"] == ["x", "y"]
    assert found["shape"]["properties"] == {
        "x": {"type": "integer"},
        "y": {"type": ["integer", "null"]},
    }
    assert [one["type"] for one in found["any"]["anyOf"]] == ["string", "number", "boolean", "null"]
    assert found["fixed"] == {"type": ["string", "null"], "enum": ["b", None]}
    assert not {"gone", "useless"} & set(found)
    assert enforced(schema) == 3


def test_losses_tell_the_two_apart() -> None:
    found = provider(
        model(
            *members(a=string(1), b=string(pattern="(?=x)x")), rules=[rule(ir.Required((("a",),)))]
        )
    )
    assert list(TARGET.losses(found)) == [
        Loss("m-1", "/a", "the length of a text (OpenAI)"),
        Loss("m-1", "/b", "a pattern that looks around (OpenAI)"),
        Loss("m-1", "some-rule", "a rule between members (OpenAI)"),
    ]


def test_long_names_are_cut_and_may_clash() -> None:
    found = provider(model(id="x" * 70 + "1"), model(id="x" * 70 + "2"), model(id="short"))
    names = [name.text for name in TARGET.names(found) if name.scope == "tool"]
    assert sorted(map(len, names)) == [14, 64, 64] and len(set(names)) == 2


def test_a_long_description_is_cut() -> None:
    found = provider(model(description="Long. " * 300))
    tools = json.loads(next(iter(TARGET.files(found, NO_RENDER))).text)["tools"]
    assert len(tools[0]["description"]) == 1024
