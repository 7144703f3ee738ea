"""JSON Schema word by word: the parameter and the rules that it becomes, and what is told as lost."""

from __future__ import annotations

from typing import Any

import documents
import pytest

from modelpact import importing
from modelpact.document import plain
from modelpact.errors import Unreadable
from modelpact.load import load, read_foreign
from nasty import NASTY

BODY = {"type": "object", "required": ["model"]}


def made(schema: Any, **more: Any) -> tuple[dict[str, Any], list[str]]:
    """The family of one model whose requests have a member ``a``, and the reasons of losses."""
    properties = {"model": {"const": "m-1"}, "a": schema, **more.pop("properties", {})}
    document = {**BODY, "properties": properties, **more}
    found = importing.import_jsonschema(
        document, importing.Asked(base_url="https://a.test"), documents.LANGUAGE
    )
    (family,) = (f for f in load(importing.sources(found.files))[0] if f.kind == "family")
    return plain(family.root), [loss.reason for loss in found.losses]


@pytest.mark.parametrize(
    ("schema", "parameter"),
    [
        ({"type": ["string", "null"], "maxLength": 3}, {"type": ["string", "null"], "maxLength": 3}),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, {"type": ["integer", "null"]}),
        ({"enum": ["x", "y"]}, {"enum": ["x", "y"]}),
        ({"type": "string", "const": "x"}, {"enum": ["x"]}),
        ({"type": "integer", "enum": [1, 2, 2, "x"]}, {"type": "integer", "enum": [1, 2]}),
        ({"oneOf": [{"const": "x", "description": "Ex."}, {"const": "y"}]}, {"enum": ["x", "y"], "enumDescriptions": {"x": "Ex."}}),
        ({"oneOf": [{"enum": ["x"]}, {"type": "integer", "minimum": 1}]}, {"type": ["string", "integer"], "minimum": 1, "pattern": "x"}),
        ({"anyOf": [{"enum": ["x"]}, {"type": "string"}]}, {"type": "string", "examples": ["x"]}),
        ({"type": "array", "items": {"type": "number"}, "maxItems": 2}, {"type": "array", "maxItems": 2, "items": {"type": "number"}}),
        ({"allOf": [{"type": "integer", "minimum": 2}, {"minimum": 1, "maximum": 9}]}, {"type": "integer", "minimum": 2, "maximum": 9}),
        ({"type": "string", "pattern": "^[a-z]\\d{2}$"}, {"type": "string", "pattern": "[a-z][0-9]{2}"}),
        ({"type": "string", "pattern": "^(?:a|b)$"}, {"type": "string", "pattern": "a|b"}),
        ({"type": "string", "default": "x", "description": " Two\r\nlines "}, {"type": "string", "description": "Two\nlines", "default": {"server": "x"}}),
        ({"type": "string", "deprecated": True, "title": "A"}, {"type": "string", "deprecated": True}),
        (False, {"disposition": "rejected"}),
        ({}, {}),
        (
            {"type": "object", "properties": {"b": {"type": "null"}}, "required": ["b"], "additionalProperties": False},
            {"required": ["b"], "additionalProperties": False, "properties": {"b": {"type": "null"}}},
        ),
    ],
)  # fmt: skip
def test_carried_whole(schema: Any, parameter: dict[str, Any]) -> None:
    family, lost = made(schema)
    assert family["parameters"]["a"] == parameter and not lost


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"type": "array", "uniqueItems": True}, "no word for uniqueItems"),
        ({"type": "string", "format": "date"}, "format date"),
        ({"type": "string", "pattern": "(?<=x)y"}, "pattern cannot be carried"),
        ({"type": "string", "pattern": "a"}, "searched for"),
        ({"minLength": 2}, "taken for string"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "members of any name"),
        ({"enum": [[1], "x"]}, "lists or objects"),
        ({"type": "integer", "maximum": 2**63}, "beyond"),
        ({"type": "integer", "minimum": 5, "maximum": 3}, "leave nothing"),
        ({"type": "integer", "default": "x"}, "outside its own constraints"),
        ({"type": "string", "examples": [1]}, "outside its own constraints"),
        ({"$ref": "https://x.test/y.json"}, "another document"),
        ({"$ref": "#/nowhere"}, "leads nowhere"),
        ({"$ref": "#"}, "refers to itself"),
        ({"oneOf": [{"type": "string", "maxLength": 2}, {"type": "string", "minLength": 1}]}, "exactly one"),
        ({"anyOf": [{"type": "object", "required": ["x"]}, {"type": "object", "required": ["y"]}]}, "nothing tells"),
        ({"type": "object", "properties": {"\x00": {}}}, "cannot be named"),
        ({"type": "object", "properties": {"-": {}}}, "cannot be a parameter's name"),
        ({"type": "string", "x-thing": 1}, "x-thing"),
        ({"type": "sting"}, "no JSON type"),
    ],
)  # fmt: skip
def test_told_as_lost(schema: Any, reason: str) -> None:
    _, lost = made(schema)
    assert any(reason in one for one in lost), lost


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"dependentRequired": {"a": ["b"]}}, {"when": {"a": {"present": True}}, "required": ["b"]}),
        ({"oneOf": [{"required": ["a"]}, {"required": ["b"]}]}, {"exactlyOne": ["a", "b"]}),
        ({"anyOf": [{"required": ["a"]}, {"required": ["b"]}]}, {"atLeastOne": ["a", "b"]}),
        ({"not": {"required": ["a", "b"]}}, {"atMostOne": ["a", "b"]}),
        (
            {"if": {"properties": {"a": {"const": "x"}}, "required": ["a"]}, "then": {"required": ["b"]}},
            {"when": {"a": "x"}, "required": ["b"]},
        ),
        (
            {"if": {"required": ["b"]}, "then": {"properties": {"a": {"maxLength": 2}}}},
            {"when": {"b": {"present": True}}, "then": {"a": {"maxLength": 2}}},
        ),
        (
            {"if": {"properties": {"c": {"minimum": 3}}, "required": ["c"]}, "else": {"required": ["b"]}},
            {"when": [{"c": {"present": False}}, {"c": {"exclusiveMaximum": 3}}], "required": ["b"]},
        ),
        (
            {"if": {"properties": {"model": {"const": "m-1"}}}, "then": {"required": ["b"]}},
            {"required": ["b"]},
        ),
    ],
)  # fmt: skip
def test_rules(more: dict[str, Any], rule: dict[str, Any]) -> None:
    family, lost = made(
        {"type": "string"}, properties={"b": {"type": "string"}, "c": {"type": "number"}}, **more
    )
    (found,) = family["rules"]
    assert {key: item for key, item in found.items() if key not in ("id", "because")} == rule
    assert found["because"] and not lost


def test_shapes_of_an_object_are_told_apart() -> None:
    shapes = [
        {"type": "object", "required": ["kind", "x"], "properties": {"kind": {"const": "p"}, "x": {"type": "integer", "maximum": 3}}},
        {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "q"}, "x": {"type": "integer", "maximum": 9}}},
    ]  # fmt: skip
    family, lost = made({"type": "array", "items": {"oneOf": shapes}})
    assert not lost
    assert family["parameters"]["a"]["items"]["properties"]["kind"] == {"enum": ["p", "q"]}
    rules = [
        {k: v for k, v in rule.items() if k not in ("id", "because")} for rule in family["rules"]
    ]
    assert rules == [
        {"in": "a/-", "when": {"kind": "p"}, "required": ["x"]},
        {"in": "a/-", "when": {"kind": "p"}, "then": {"x": {"maximum": 3}}},
    ]


def test_strange_texts_are_carried_or_told_and_never_break_a_file() -> None:
    for number, text in enumerate(NASTY):
        schema = {
            "type": "string",
            "description": text,
            "title": text,
            "enum": [text, "x"],
            "default": text,
        }
        family, _ = made(
            schema, properties={f"b{number}": {"type": "object", "properties": {text: {}}}}
        )
        assert "x" in family["parameters"]["a"]["enum"]


def test_all_constraints_together_end() -> None:
    loop = {
        "$defs": {
            "n": {"anyOf": [{"$ref": "#/$defs/n"}, {"$ref": "#/$defs/m"}]},
            "m": {"allOf": [{"$ref": "#/$defs/n"}]},
        }
    }
    wide = {
        f"w{i}": {
            "anyOf": [{"type": "object", "properties": {"x": {"$ref": f"#/$defs/w{i + 1}"}}}] * 3
        }
        for i in range(12)
    }
    family, lost = made({"$ref": "#/$defs/n"}, **loop)
    assert "a" in family["parameters"] and lost
    family, lost = made({"$ref": "#/$defs/w0"}, **{"$defs": {**wide, "w12": {"type": "string"}}})
    assert "a" in family["parameters"] and any("so deep" in one for one in lost)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"a: &x [*x]", "stands inside"),
        (b"a: !!python/object:os.system x", "the tag"),
        (b'{"a": 1, "a": 2}', "written twice"),
        (b"a: 1\na: 2\n", "written twice"),
        (b"", "empty"),
        (b"{a", "neither JSON nor YAML"),
        (b"a: b\n---\nc: d\n", "second document"),
        (b"[" * 100_000, "nested too deeply"),
        (b"a: *nope", "no anchor"),
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"a": NaN}', "NaN"),
        (b"a: &a [x,x,x,x,x,x,x,x,x,x]\n" + b"".join(b"%c: &%c [%s]\n" % (c, c, b",".join([b"*%c" % (c - 1)] * 10)) for c in range(98, 106)), "more than"),
    ],
)  # fmt: skip
def test_documents_that_cannot_be_read(text: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_foreign(text)


def test_yaml_of_vendors_is_read() -> None:
    text = b"base: &b {p: 1, q: 2}\nx: {<<: *b, q: on}\n200: 2020-01-01\nbig: 18446744073709551615\nr: 16:9\n"
    assert read_foreign(text) == {
        "base": {"p": 1, "q": 2},
        "x": {"p": 1, "q": "on"},
        "200": "2020-01-01",
        "big": 2**64 - 1,
        "r": "16:9",
    }
