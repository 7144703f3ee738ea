"""Schemas on both sides of every shape of the pact language, judged by two independent engines."""

from __future__ import annotations

import itertools
import json
import random
import re
from dataclasses import dataclass, field
from typing import Any

import jsonschema
import jsonschema_rs
import pytest

from modelpact import ir
from modelpact.files import Loss
from modelpact.schemas.patterns import between, full
from modelpact.schemas.reading import both
from modelpact.targets.jsonschema import TARGET
from samples import (
    array,
    condition,
    dimensions,
    image,
    integer,
    members,
    model,
    number,
    obj,
    path,
    paths,
    provider,
    rule,
    server,
    string,
    value,
)

NO_RENDER: Any = None


def schemas(found: ir.Provider) -> dict[str, Any]:
    return {file.path: json.loads(file.text) for file in TARGET.files(found, NO_RENDER)}


def verdict(schema: Any, body: Any) -> bool:
    """Judge by jsonschema and by jsonschema-rs; they must agree."""
    one = jsonschema.validators.validator_for(schema)(schema).is_valid(body)
    assert jsonschema_rs.validator_for(schema).is_valid(body) is one, body
    return one


def wrong(schema: Any, body: Any) -> list[str]:
    """The pointers of the errors."""
    errors = jsonschema.Draft202012Validator(schema).iter_errors(body)
    return sorted({"".join(f"/{step}" for step in error.absolute_path) for error in errors})


@dataclass(frozen=True)
class Case:
    """Bodies without ``model``: taken without a remark, taken with one, refused."""

    members: dict[str, ir.Value]
    rules: tuple[ir.Rule, ...] = ()
    good: tuple[Any, ...] = ()
    warned: tuple[Any, ...] = ()
    bad: tuple[Any, ...] = ()
    lost: tuple[str, ...] = ()
    """The subjects of what the lenient schema does not say."""
    unseen: tuple[Any, ...] = field(default=())
    """Bodies that a validator refuses or warns of, and even the strict schema takes: each is a loss."""


def one(
    found: ir.Value,
    *,
    good: tuple[Any, ...] = (),
    warned: tuple[Any, ...] = (),
    bad: tuple[Any, ...] = (),
    **rest: Any,
) -> Case:
    """A case about one member, ``a``."""

    def bodies(items: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple({"a": item} for item in items)

    unseen = bodies(rest.pop("unseen", ()))
    return Case(
        {"a": found},
        good=bodies(good),
        warned=bodies(warned),
        bad=bodies(bad),
        unseen=unseen,
        **rest,
    )


PNG = "data:image/png;base64,iVBORw0KGgo="
LONG = "data:image/png;base64," + "A" * 64
ABC = paths("a", "b", "c")
SIZES = ("1024x1024", "2048x1024")
ON = condition("a", ir.In(("on",)))
TEXT = string()
TWO = {"a": integer(1, 4), "b": integer(1, 100)}


def limit(op: Any, *terms: ir.Term, **bounds: Any) -> ir.Limit:
    return ir.Limit(op=op, terms=terms, **bounds)


def term(text: str, **rest: Any) -> ir.Term:
    return ir.Term(path=path(text), **({"absent": 0} if rest.get("count") else {}), **rest)


VALUES = {
    "anything": one(value(), good=(1, "x", None, [], {"b": 1})),
    "integer range": one(integer(1, 4), good=(1, 4), bad=(0, 5, "1", True, None, 1.5, [1])),
    "integral float": one(integer(1, 4), good=(2.0,), bad=(2.5,)),
    "fractional ends": one(number(0.5, 1.25), good=(0.5, 1, 1.25), bad=(0.49, 1.26, True)),
    "exclusive ends": one(
        value(ir.Number(range=ir.Range(exclusive_minimum=0, exclusive_maximum=1))),
        good=(0.1,),
        bad=(0, 1),
    ),
    "multiple of": one(integer(0, 100, multiple_of=8), good=(0, 8, 96), bad=(4, 104)),
    "multiple of a fraction": one(
        number(0, 1, multiple_of=0.1), good=(0.3, 1), bad=(1.1,), unseen=(0.35,), lost=("/a",)
    ),
    "multiple of a float": one(integer(multiple_of=2.0), good=(4,), bad=(3,)),
    "length": one(
        string(1, 3), good=("a", "abc", "\U0001f600" * 3), bad=("", "abcd", "\U0001f600" * 4)
    ),
    "pattern": one(
        string(pattern="[a-z]+|0"),
        good=("abc", "0"),
        bad=("abc\n", "Abc", "a0", "", "\nabc", "0\n", "x\nabc"),
    ),
    "list": one(value(enum=("url", "b64")), good=("url",), bad=("URL", "x", 1, None)),
    "list of one": one(value(enum=("url",)), good=("url",), bad=("b64",)),
    "list of numbers": one(integer(enum=(1, 2)), good=(1, 2.0), bad=(3, True, "1")),
    "list of several types": one(
        value(ir.String(), ir.Integer(), ir.Null(), enum=("auto", 1, None)),
        good=("auto", 1, None),
        bad=("x", 2, True, False),
    ),
    "list within bounds": one(integer(2, 3, enum=(1, 2, 3)), good=(2, 3), bad=(1,)),
    "booleans": one(value(ir.Boolean(), enum=(True,)), good=(True,), bad=(1, False, "true")),
    "several types": one(
        value(ir.Integer(range=ir.Range(minimum=1)), ir.String(max_length=2), ir.Boolean()),
        good=(1, "ab", True),
        bad=(0, "abc", None, [], 1.5),
    ),
    "integer or number": one(
        value(ir.Integer(range=ir.Range(maximum=1)), ir.Number(range=ir.Range(minimum=5))),
        good=(1, 0, 5.5),
        bad=(2, 0.5, "1"),
    ),
    "null here": one(value(ir.String(min_length=1), ir.Null()), good=("a", None), bad=("", 0)),
    "null not there": one(string(), good=("",), bad=(None,)),
    "array": one(
        array(integer(1), 1, 2), good=([1], [1, 2]), bad=([], [1, 2, 3], [0], ["x"], {}, "x")
    ),
    "array of anything": one(array(None, 1), good=([None], ["x", 1]), bad=([],)),
    "closed object": one(
        obj(closed=True, b=integer()), good=({}, {"b": 1}), bad=({"c": 1}, {"b": "x"}, [])
    ),
    "closed and empty": one(obj(closed=True), good=({},), bad=({"c": 1},)),
    "open object": one(
        obj(b_=integer()), good=({"b": 1},), warned=({"b": 1, "c": 1},), bad=({}, {"c": 1})
    ),
    "nested": one(
        obj(b=array(obj(c_=string(1)))),
        good=({"b": [{"c": "x"}]},),
        warned=({"b": [{"c": "x", "d": 1}]},),
        bad=({"b": [{"c": "x"}, {}]}, {"b": [{"c": ""}]}),
    ),
    "zone": one(
        integer(1, 10, advised=ir.Advice(value=integer(1, 4), because="b")),
        good=(1, 4),
        warned=(5, 10),
        bad=(0, 11),
    ),
    "advised words": one(
        string(advised=ir.Advice(value=value(enum=("x",)), because="b")),
        good=("x",),
        warned=("y",),
        bad=(1,),
    ),
    "advised items": one(
        array(advised=ir.Advice(value=array(None, 1), because="b")),
        good=([1],),
        warned=([],),
        bad=("x",),
    ),
    "advised sizes of a list": one(
        value(
            ir.String(dimensions=ir.Dimensions(separator="x")),
            enum=SIZES,
            advised=ir.Advice(value=dimensions(ratio_maximum=(1, 1)), because="b"),
        ),
        good=(SIZES[0],),
        warned=(SIZES[1],),
        bad=("1x1",),
    ),
    "any case": one(
        value(enum=("url", "b64_json"), ignore_case=True),
        good=("url", "b64_json"),
        warned=("URL", "B64_Json"),
        bad=("uri", "url\n", "b64-json", None),
    ),
    "any case and numbers": one(
        value(ir.String(), ir.Integer(), enum=("auto", 1), ignore_case=True),
        good=("auto", 1),
        warned=("AUTO",),
        bad=(2, "1", True),
    ),
    "numeric text": one(
        integer(1, 4, numeric_text=True),
        good=(1, 4),
        warned=("1", "04", "4"),
        bad=("0", "5", "x", "4 ", "", "-1", "4\n", "1.0", "0" * 15 + "4", True),
    ),
    "numeric text below zero": one(
        integer(-1, 0, numeric_text=True),
        good=(-1, 0),
        warned=("-1", "0", "-0", "-01"),
        bad=("-2", "1", "--1"),
    ),
    "numeric text without a short range": one(
        integer(0, 2147483647, numeric_text=True),
        good=(0,),
        warned=("0", "-0", "07", "2147483647"),
        bad=("x", -1, "-1", "2147483648", "9" * 15, "0" * 16),
    ),
    "numeric text without bounds": one(
        number(numeric_text=True), good=(0.5,), warned=("0.5", "-1"), bad=("x", ".5", "1.")
    ),
    "numeric text of a list": one(
        integer(enum=(1, 2), numeric_text=True), good=(1,), warned=("2",), bad=("3", 3)
    ),
    "tolerated word": one(
        value(enum=("1K",), tolerated=(ir.Tolerated(value="3K", because="b"),)),
        good=("1K",),
        warned=("3K",),
        bad=("2K",),
    ),
    "tolerated in any case of the listed": one(
        value(enum=("1K",), ignore_case=True, tolerated=(ir.Tolerated(value="3K", because="b"),)),
        good=("1K",),
        warned=("3K", "1k"),
        bad=("3k",),
    ),
    "tolerated word among numbers": one(
        integer(1, 4, tolerated=(ir.Tolerated(value="auto", because="b"),)),
        good=(1,),
        warned=("auto",),
        bad=(5, "x"),
    ),
    "tolerated beside a pattern": one(
        string(pattern="[0-9]+", tolerated=(ir.Tolerated(value="a.b", because="b"),)),
        good=("1",),
        warned=("a.b",),
        bad=("axb", "1a.b"),
    ),
    "tolerated beside lengths": one(
        value(
            ir.String(min_length=3),
            ir.Integer(),
            tolerated=(ir.Tolerated(value="a", because="b"), ir.Tolerated(value=None, because="b")),
        ),
        good=("abc", 1),
        warned=("a", None),
        bad=("b", True),
    ),
    "tolerated number": one(
        integer(1, 4, tolerated=(ir.Tolerated(value=0.5, because="b"),)),
        good=(1,),
        warned=(0.5,),
        bad=(5, 0.25),
    ),
    "tolerated within": one(
        string(tolerated=(ir.Tolerated(value="old", because="b"),)),
        good=("new",),
        warned=("old",),
        bad=(1,),
    ),
    "deprecated": one(string(deprecated=True), warned=("x",), bad=(1,)),
    "rejected": one(string(disposition=ir.Rejected()), bad=("x", None)),
    "ignored": one(string(disposition=ir.Ignored()), warned=("x",), bad=(1,)),
    "unverified": one(string(disposition=ir.Unverified()), warned=("x",), bad=(1,)),
    "forced": one(
        value(enum=("u", "v"), disposition=ir.Forced(value="u")),
        good=("u",),
        warned=("v",),
        bad=("w",),
    ),
    "advisory": one(
        value(enum=("u", "v"), disposition=ir.Advisory(value="u")),
        good=("u",),
        warned=("v",),
        bad=("w",),
    ),
    "converted": one(
        value(enum=("u", "v"), disposition=ir.Converted(to=("b",))), good=("u", "v"), bad=("w",)
    ),
    "WxH": one(
        dimensions(),
        good=("1x1", "999999x1"),
        bad=(
            "01x1",
            "1x0",
            "1000000x1",
            "1X1",
            "1x1\n",
            " 1x1",
            "1x",
            "x",
            "1*1",
            "-1x1",
            1,
            "\u0661x1",
        ),
    ),
    "WxH or a tier word": one(
        dimensions(words=("2K", "16:9")), good=("2K", "16:9", "1x1"), bad=("3K", "2k", "16.9")
    ),
    "W:H": one(
        dimensions(":", ratio_minimum=(1, 3)),
        good=("1:3", "3:1"),
        bad=("1x3",),
        unseen=("1:4",),
        lost=("/a",),
    ),
    "tolerated separator": one(
        dimensions("*", tolerated_separators=("x", "\u00d7")),
        good=("1*1",),
        warned=("1x1", "1\u00d71"),
        bad=("1:1", "11"),
    ),
    "tolerated separator in a list": one(
        value(
            ir.String(dimensions=ir.Dimensions(separator="*", tolerated_separators=("x",))),
            enum=("2*1",),
        ),
        good=("2*1",),
        warned=("2x1",),
        bad=("1*1", "2:1"),
    ),
    "sides, area and ratio": one(
        dimensions(side=(16, 4096), longest=(1, 3000), area=(1, 10**6), ratio_maximum=(2, 1)),
        good=("512x512",),
        bad=("x",),
        unseen=("8x8", "4096x4096"),
        lost=("/a",),
    ),
    "sides of a list": one(
        value(
            ir.String(
                dimensions=ir.Dimensions(
                    separator="x", side=ir.Range(multiple_of=512), ratio_maximum=(1, 1)
                )
            ),
            enum=(*SIZES, "1000x1000"),
        ),
        good=(SIZES[0],),
        bad=(SIZES[1], "1000x1000"),
    ),
    "picture": one(
        image(),
        good=(
            "https://a.test/x.png",
            "http://a",
            PNG,
            LONG,
            LONG + "\u00e4",
            "data:image/jpg;base64,QQ==",
            "data:image/png;base64,iVBORw0KGgoAAxxxx...",
            "DATA:IMAGE/PNG;BASE64,QQ==",
            "hTTps://a",
            "data:image/png;base64," + "A" * 63,
        ),
        bad=(
            "https://",
            "https://a b",
            "https://a\n",
            "ftp://a",
            "data:image/png;base64,",
            "data:image/gif;base64,QQ==",
            "data:text/plain;base64,QQ==",
            "data:image/png,QQ==",
            "data:image/png;base64,Q Q",
            "data:image/png;base64,QQ==\n",
            "iVBORw0KGgoAAAANSUhEUgAA",
            "",
            1,
        ),
    ),
    "picture of any format": one(
        image(formats=()), good=("data:image/x-y;base64,QQ==",), bad=("data:text/png;base64,QQ==",)
    ),
    "picture, bare": one(
        image("base64"),
        good=("A" * 16, "A" * 64 + "?"),
        bad=("A" * 15, "A" * 20 + "?", "https://a", PNG),
    ),
    "picture, tolerated": one(
        image("url", tolerated=("base64",)), good=("http://a",), warned=("A" * 16,), bad=(PNG,)
    ),
    "picture, large": one(image(megabytes=1), good=(PNG,), unseen=(LONG * 60000,), lost=("/a",)),
    "odd names": Case(
        {"a/b~c": integer(1), "$ref": integer(1)},
        good=({"a/b~c": 1, "$ref": 1},),
        bad=({"a/b~c": 0}, {"$ref": 0}),
    ),
}

RULES = {
    "required when": Case(
        {"a": TEXT, "b": TEXT},
        (rule(ir.Required(paths("b")), ON),),
        good=({}, {"a": "off"}, {"a": "on", "b": "x"}),
        bad=({"a": "on"},),
    ),
    "required, nested and several": Case(
        {"a": obj(b=TEXT), "c": TEXT, "d": TEXT},
        (rule(ir.Required(paths("a/b", "c", "d"))),),
        good=({"a": {"b": "x"}, "c": "x", "d": "x"},),
        bad=({}, {"a": {}, "c": "x", "d": "x"}, {"a": {"b": "x"}, "c": "x"}),
    ),
    "forbidden when": Case(
        {"a": TEXT, "b": TEXT, "c": obj(d=TEXT)},
        (rule(ir.Forbidden(paths("b", "c/d")), ON),),
        good=({"b": "x"}, {"a": "on"}, {"a": "on", "c": {}}),
        bad=({"a": "on", "b": "x"}, {"a": "on", "c": {"d": "x"}}),
    ),
    "forbidden items": Case(
        {"a": array(TEXT)},
        (rule(ir.Forbidden(paths("a/-"))),),
        good=({}, {"a": []}),
        bad=({"a": ["x"]},),
    ),
    "forbidden in items": Case(
        {"a": array(obj(b=TEXT))},
        (rule(ir.Forbidden(paths("a/-/b"))),),
        good=({"a": [{}]},),
        bad=({"a": [{}, {"b": "x"}]},),
    ),
    "without effect when": Case(
        {"a": TEXT, "b": TEXT},
        (rule(ir.WithoutEffect(paths("b")), ON, severity="warning"),),
        good=({"a": "on"}, {"b": "x"}),
        warned=({"a": "on", "b": "x"},),
    ),
    "advice": Case(
        {"a": TEXT},
        (rule(ir.Advise(paths("a")), ON, severity="warning"),),
        good=({}, {"a": "off"}),
        warned=({"a": "on"},),
    ),
    "a rule that warns": Case(
        {"a": TEXT, "b": TEXT},
        (rule(ir.Group("atMostOne", paths("a", "b")), severity="warning"),),
        good=({"a": "x"}, {"b": "x"}),
        warned=({"a": "x", "b": "x"},),
    ),
    "values when": Case(
        {"a": TEXT, "b": value(enum=("x", "y"))},
        (rule(ir.Constrain(path("b"), value(enum=("x",))), ON),),
        good=({"a": "on"}, {"a": "on", "b": "x"}, {"a": "off", "b": "y"}),
        bad=({"a": "on", "b": "y"},),
    ),
    "range when, of several types": Case(
        {"a": TEXT, "b": value(ir.Integer(), ir.String())},
        (
            rule(
                ir.Constrain(path("b"), value(ir.Integer(range=ir.Range(maximum=2)), ir.String())),
                ON,
            ),
        ),
        good=({"a": "on", "b": 2}, {"a": "on", "b": "x"}, {"b": 3}),
        bad=({"a": "on", "b": 3},),
    ),
    "range and length when": Case(
        {"a": TEXT, "b": value(ir.Integer(), ir.String(), ir.Array())},
        (
            rule(
                ir.Constrain(
                    path("b"),
                    value(
                        ir.Integer(range=ir.Range(maximum=2)),
                        ir.String(min_length=2),
                        ir.Array(max_items=1),
                    ),
                ),
                ON,
            ),
        ),
        good=({"a": "on", "b": 2}, {"a": "on", "b": "xy"}, {"a": "on", "b": [1]}, {"b": 3}),
        bad=({"a": "on", "b": 3}, {"a": "on", "b": "x"}, {"a": "on", "b": [1, 2]}),
    ),
    "null when": Case(
        {"a": TEXT, "b": value(ir.Null(), ir.String())},
        (rule(ir.Constrain(path("b"), string()), ON),),
        good=({"a": "on", "b": "x"}, {"b": None}),
        bad=({"a": "on", "b": None},),
    ),
    "length, pattern and items when": Case(
        {"a": TEXT, "b": TEXT, "c": array()},
        (
            rule(ir.Constrain(path("b"), string(1, 2, "[a-z]*")), ON),
            rule(ir.Constrain(path("c"), array(None, 1, 2)), ON),
        ),
        good=({"a": "on", "b": "ab", "c": [1]}, {"b": "ABC", "c": []}),
        bad=(
            {"a": "on", "b": "abc"},
            {"a": "on", "b": "A"},
            {"a": "on", "c": []},
            {"a": "on", "c": [1, 2, 3]},
        ),
    ),
    "text for a number stays out of bounds": Case(
        {"a": TEXT, "b": integer(1, 9, numeric_text=True)},
        (rule(ir.Constrain(path("b"), integer(1, 2)), ON),),
        good=({"a": "on", "b": 2},),
        warned=({"b": "2"}, {"a": "on", "b": "9"}),
        bad=({"a": "on", "b": 3},),
    ),
    "multiple of a fraction when": Case(
        {"a": TEXT, "b": number()},
        (rule(ir.Constrain(path("b"), number(multiple_of=0.1)), ON, id="by-tenths"),),
        good=({"a": "on", "b": 0.3},),
        unseen=({"a": "on", "b": 0.35},),
        lost=("by-tenths",),
    ),
    "sizes of a list when": Case(
        {"a": TEXT, "b": value(ir.String(dimensions=ir.Dimensions(separator="x")), enum=SIZES)},
        (rule(ir.Constrain(path("b"), dimensions(area=(0, 1024 * 1024))), ON),),
        good=({"a": "on", "b": SIZES[0]}, {"b": SIZES[1]}),
        bad=({"a": "on", "b": SIZES[1]},),
    ),
    "sizes when": Case(
        {"a": TEXT, "b": dimensions()},
        (rule(ir.Constrain(path("b"), dimensions(area=(0, 4))), ON, id="small-area"),),
        good=({"a": "on", "b": "2x2"},),
        unseen=({"a": "on", "b": "2x4"},),
        lost=("small-area",),
    ),
    "absent counts as its default": Case(
        {"a": value(enum=("on", "off"), default=server("on")), "b": TEXT},
        (rule(ir.Forbidden(paths("b")), condition("a", ir.In(("on",)), when_absent=True)),),
        good=({}, {"a": "off", "b": "x"}, {"a": "on"}),
        bad=({"b": "x"}, {"a": "on", "b": "x"}),
    ),
    "absent counts as its default, inside": Case(
        {"a": obj(c=integer(default=server(1))), "b": TEXT},
        (
            rule(
                ir.Forbidden(paths("b")),
                condition("a/c", ir.Within(ir.Range(maximum=1)), when_absent=True),
            ),
        ),
        good=({"a": {"c": 2}, "b": "x"},),
        bad=({"b": "x"}, {"a": {}, "b": "x"}, {"a": {"c": 1}, "b": "x"}),
    ),
    "unless it has a value": Case(
        {"a": value(enum=("on", "off")), "b": TEXT},
        (rule(ir.Forbidden(paths("b")), condition("a", ir.NotIn(("on",)))),),
        good=({"b": "x"}, {"a": "on", "b": "x"}),
        bad=({"a": "off", "b": "x"},),
    ),
    "unless it has a value, absent too": Case(
        {"a": value(enum=("on", "off"), default=server("off")), "b": TEXT},
        (rule(ir.Forbidden(paths("b")), condition("a", ir.NotIn(("on",)), when_absent=True)),),
        good=({"a": "on", "b": "x"}, {"a": "off"}),
        bad=({"a": "off", "b": "x"}, {"b": "x"}),
    ),
    "when a number lies within": Case(
        {"a": integer(), "b": TEXT},
        (
            rule(
                ir.Required(paths("b")),
                condition("a", ir.Within(ir.Range(minimum=2, exclusive_maximum=4))),
            ),
        ),
        good=({}, {"a": 1}, {"a": 4}, {"a": 2, "b": "x"}),
        bad=({"a": 2}, {"a": 3}),
    ),
    "when a number is a multiple of a fraction": Case(
        {"a": number(), "b": TEXT},
        (
            rule(
                ir.Required(paths("b")),
                condition("a", ir.Within(ir.Range(multiple_of=0.1))),
                id="some-rule",
            ),
        ),
        good=({"a": 0.25},),
        unseen=({"a": 0.5},),
        lost=("some-rule",),
    ),
    "when there, when not": Case(
        {"a": TEXT, "b": TEXT, "c": TEXT},
        (
            rule(ir.Required(paths("b")), condition("a", ir.Present())),
            rule(
                ir.Required(paths("c")),
                condition("a", ir.Absent(), when_absent=True),
                id="other-rule",
            ),
        ),
        good=({"a": "x", "b": "x"}, {"c": "x"}),
        bad=({"a": "x"}, {}),
    ),
    "when several hold": Case(
        {"a": TEXT, "b": TEXT, "c": TEXT},
        (rule(ir.Required(paths("c")), ON, condition("b", ir.In(("on", "ON")))),),
        good=({"a": "on"}, {"b": "on"}, {"a": "on", "b": "on", "c": "x"}),
        bad=({"a": "on", "b": "ON"},),
    ),
    "when any holds": Case(
        {"a": TEXT, "b": TEXT, "c": TEXT},
        (
            ir.Rule(
                id="some-rule",
                because="b",
                effect=ir.Required(paths("c")),
                when=((ON,), (condition("b", ir.In(("on",))),)),
            ),
        ),
        good=({}, {"a": "on", "c": "x"}),
        bad=({"a": "on"}, {"b": "on"}),
    ),
    "when so many": Case(
        {"a": array(obj(b=TEXT)), "c": TEXT},
        (
            rule(ir.Required(paths("c")), condition("a/-", ir.Counted(2, None))),
            rule(
                ir.Forbidden(paths("c")),
                condition("a/-/b", ir.Counted(None, 0), when_absent=True),
                id="other-rule",
            ),
        ),
        good=({"a": [{}]}, {"a": [{"b": "x"}, {}], "c": "x"}, {}),
        bad=({"a": [{}, {}]}, {"c": "x"}, {"a": [{}, {}], "c": "x"}),
    ),
    "when so many, in lists within lists": Case(
        {"a": array(array(TEXT)), "c": TEXT},
        (rule(ir.Required(paths("c")), condition("a/-/-", ir.Counted(2, None)), id="some-rule"),),
        good=({"a": [["x"]]},),
        unseen=({"a": [["x"], ["x"]]},),
        lost=("some-rule",),
    ),
    "any item": Case(
        {"a": array(obj(b=TEXT)), "c": TEXT},
        (rule(ir.Forbidden(paths("c")), condition("a/-/b", ir.In(("on",)))),),
        good=({"a": [{"b": "off"}], "c": "x"}, {"c": "x"}),
        bad=({"a": [{}, {"b": "on"}], "c": "x"},),
    ),
    "any item, or none there": Case(
        {"a": array(obj(b=TEXT)), "c": TEXT},
        (rule(ir.Forbidden(paths("c")), condition("a/-/b", ir.In(("on",)), when_absent=True)),),
        good=({"a": [{"b": "off"}], "c": "x"},),
        bad=({"a": [{"b": "on"}], "c": "x"}, {"c": "x"}, {"a": [{}], "c": "x"}),
    ),
    "requires": Case(
        {"a": TEXT, "b": TEXT},
        (rule(ir.Required(paths("b")), condition("a", ir.Present())),),
        good=({"b": "x"}, {"a": "x", "b": "x"}),
        bad=({"a": "x"},),
    ),
    "all or none": Case(
        {"a": TEXT, "b": TEXT, "c": TEXT},
        (rule(ir.Group("allOrNone", ABC)),),
        good=({}, {"a": "x", "b": "x", "c": "x"}),
        bad=({"a": "x"}, {"b": "x", "c": "x"}),
    ),
    "at most one": Case(
        {"a": TEXT, "b": TEXT, "c": TEXT},
        (rule(ir.Group("atMostOne", ABC)),),
        good=({}, {"a": "x"}, {"c": "x"}),
        bad=({"a": "x", "b": "x"}, {"b": "x", "c": "x"}, {"a": "x", "b": "x", "c": "x"}),
    ),
    "exactly one": Case(
        {"a": TEXT, "b": TEXT, "c": TEXT},
        (rule(ir.Group("exactlyOne", ABC)),),
        good=({"a": "x"}, {"c": "x"}),
        bad=({}, {"a": "x", "b": "x"}, {"a": "x", "c": "x"}),
    ),
    "at least one": Case(
        {"a": TEXT, "b": array(obj(c=TEXT))},
        (rule(ir.Group("atLeastOne", paths("a", "b/-/c"))),),
        good=({"a": "x"}, {"b": [{}, {"c": "x"}]}),
        bad=({}, {"b": []}, {"b": [{}]}),
    ),
    "in items": Case(
        {"a": array(obj(b=TEXT, c=TEXT))},
        (rule(ir.Group("exactlyOne", paths("b", "c")), scope="a/-"),),
        good=({}, {"a": []}, {"a": [{"b": "x"}, {"c": "x"}]}),
        bad=({"a": [{}]}, {"a": [{"b": "x"}, {"b": "x", "c": "x"}]}),
    ),
    "in a nested object": Case(
        {"a": obj(b=obj(c=TEXT, d=TEXT))},
        (rule(ir.Required(paths("d")), condition("c", ir.In(("on",))), scope="a/b"),),
        good=({}, {"a": {"b": {"c": "on", "d": "x"}}}, {"a": {"b": {}}}),
        bad=({"a": {"b": {"c": "on"}}},),
    ),
    "in items that may be something else": Case(
        {"a": array(value(ir.String(), ir.Object(members=members(b=TEXT))))},
        (rule(ir.Group("atLeastOne", paths("b")), scope="a/-"),),
        good=({"a": ["x", {"b": "x"}]},),
        bad=({"a": [{}]},),
    ),
    "none in items that may be something else": Case(
        {"a": array(value(ir.String(), ir.Object(members=members(b=array()))))},
        (
            rule(
                ir.Limit(
                    op="sum", terms=(ir.Term(path=path("b/-"), count=True, absent=0),), maximum=0
                ),
                scope="a/-",
            ),
        ),
        good=({"a": ["x", {}, {"b": []}]},),
        bad=({"a": ["x", {"b": [1]}]},),
    ),
    "a path through what may be something else": Case(
        {"a": value(ir.String(), ir.Object(members=members(c=TEXT))), "b": TEXT},
        (rule(ir.Required(paths("b")), condition("a/c", ir.Present())),),
        good=({"a": "x"}, {"a": {}}, {"a": {"c": "x"}, "b": "x"}),
        bad=({"a": {"c": "x"}},),
    ),
    "in items, when the body says so": Case(
        {"a": array(obj(b=TEXT, c=TEXT)), "mode": value(enum=("on", "off"), default=server("on"))},
        (
            rule(
                ir.Required(paths("b")),
                condition("mode", ir.In(("on",)), absolute=True, when_absent=True),
                condition("c", ir.In(("yes",))),
                scope="a/-",
            ),
        ),
        good=({"a": [{}]}, {"mode": "off", "a": [{"c": "yes"}]}, {"a": [{"b": "x", "c": "yes"}]}),
        bad=({"a": [{"c": "yes"}]}, {"mode": "on", "a": [{}, {"c": "yes"}]}),
    ),
    "a shape that a member selects": Case(
        {"kind": value(enum=("box", "dot")), "at": obj(x=integer(), w=integer())},
        (
            rule(ir.Required(paths("at/w")), condition("kind", ir.In(("box",)))),
            rule(
                ir.Forbidden(paths("at/w")),
                condition("kind", ir.In(("dot",))),
                id="dot-has-no-width",
            ),
        ),
        good=({"kind": "box", "at": {"w": 1}}, {"kind": "dot", "at": {"x": 1}}),
        bad=({"kind": "box", "at": {}}, {"kind": "box"}, {"kind": "dot", "at": {"w": 1}}),
    ),
    "a step that is an index": Case(
        {"a": array(TEXT), "b": TEXT},
        (rule(ir.Required(paths("b")), condition("a/1", ir.In(("on",)))),),
        good=({"a": ["on"]}, {"a": ["on", "off"]}, {"a": ["x", "on"], "b": "x"}),
        bad=({"a": ["x", "on"]},),
    ),
}

COUNT_A = term("a/-", count=True)
LIMITS = {
    "so many items": Case(
        {"a": array(obj(b=TEXT))},
        (rule(limit("sum", term("a/-/b", count=True), minimum=1, maximum=2)),),
        good=({"a": [{"b": "x"}, {}, {"b": "x"}]},),
        bad=({}, {"a": [{}]}, {"a": [{"b": "x"}] * 3}),
    ),
    "so many in each message": Case(
        {"a": array(obj(b=array(obj(c=TEXT))))},
        (rule(limit("sum", term("b/-/c", count=True), maximum=1), scope="a/-"),),
        good=({"a": [{"b": [{"c": "x"}]}, {"b": [{"c": "x"}, {}]}]}, {}, {"a": [{"b": [{}]}]}),
        bad=({"a": [{}, {"b": [{"c": "x"}, {"c": "x"}]}]},),
    ),
    "a count plus a number": Case(
        {"a": array(TEXT), "b": integer(1, 15, default=server(1))},
        (rule(limit("sum", COUNT_A, term("b", absent=1), maximum=15)),),
        good=({}, {"a": ["x"] * 14}, {"a": ["x"] * 10, "b": 5}, {"b": 15}),
        bad=({"a": ["x"] * 15}, {"a": ["x"] * 10, "b": 6}, {"a": ["x"], "b": 15}),
    ),
    "a number plus a count, twice": Case(
        {"a": array(TEXT, None, 4), "b": integer()},
        (rule(limit("sum", term("b"), term("a/-", count=True, times=2), minimum=3, maximum=6)),),
        good=(
            {"a": ["x"] * 9}["a"] and {},
            {"a": ["x"], "b": 1},
            {"a": ["x"] * 2, "b": 2},
            {"b": 3},
            {"a": ["x"] * 4},
        ),
        bad=({"a": ["x"] * 2, "b": 3}, {"b": 2}, {"a": ["x"] * 4, "b": 0}),
    ),
    "two counts": Case(
        {"a": array(TEXT), "b": array(TEXT)},
        (rule(limit("sum", COUNT_A, term("b/-", count=True), minimum=1, maximum=3)),),
        good=({"a": ["x"]}, {"b": ["x"] * 3}, {"a": ["x"], "b": ["x"] * 2}),
        bad=({}, {"a": ["x"] * 4}, {"a": ["x"] * 2, "b": ["x"] * 2}, {"b": ["x"] * 4}),
    ),
    "three counts": Case(
        {"a": array(TEXT), "b": array(TEXT), "c": array(TEXT)},
        (rule(limit("sum", *(term(f"{n}/-", count=True) for n in "abc"), maximum=3)),),
        good=({"a": ["x"], "b": ["x"], "c": ["x"]}, {"c": ["x"] * 3}),
        bad=({"a": ["x"] * 2, "b": ["x"], "c": ["x"]}, {"b": ["x"] * 4}),
    ),
    "a product": Case(
        TWO,
        (rule(limit("product", term("a"), term("b"), minimum=4, maximum=100)),),
        good=({}, {"a": 1}, {"b": 1}, {"a": 4, "b": 25}, {"a": 1, "b": 100}, {"a": 3, "b": 33}),
        bad=({"a": 4, "b": 26}, {"a": 3, "b": 34}, {"a": 1, "b": 3}),
    ),
    "a product with defaults": Case(
        TWO,
        (rule(limit("product", term("a", absent=2), term("b", absent=60), maximum=100)),),
        good=({"a": 1}, {"b": 50}),
        bad=({}, {"a": 2}, {"b": 51}),
    ),
    "a sum of values of a list": Case(
        {"a": integer(enum=(1, 4)), "b": number(0)},
        (rule(limit("sum", term("a"), term("b"), maximum=4.5)),),
        good=({"a": 4, "b": 0.5}, {"a": 1, "b": 3.5}),
        bad=({"a": 4, "b": 0.75}, {"a": 1, "b": 4}),
    ),
    "one number, by a factor": Case(
        {"a": integer()},
        (rule(limit("sum", term("a", times=3), maximum=10)),),
        good=({"a": 3}, {}),
        bad=({"a": 4},),
    ),
    "equal lengths": Case(
        {"a": array(TEXT, None, 3), "b": array(TEXT)},
        (rule(limit("equal", COUNT_A, term("b/-", count=True))),),
        good=({}, {"a": []}, {"a": ["x"] * 3, "b": ["x"] * 3}),
        bad=(
            {"a": ["x"]},
            {"b": ["x"]},
            {"a": ["x"] * 2, "b": ["x"]},
            {"a": ["x"] * 3, "b": ["x"] * 4},
        ),
    ),
    "a number that counts": Case(
        {"a": array(TEXT), "b": integer(0, 3)},
        (rule(limit("equal", COUNT_A, term("b"))),),
        good=({"a": ["x"]}, {"a": ["x"], "b": 1}, {"b": 0}),
        bad=({"a": ["x"], "b": 2}, {"b": 1}),
    ),
    "equal lengths without an end": Case(
        {"a": array(TEXT), "b": array(TEXT)},
        (rule(limit("equal", COUNT_A, term("b/-", count=True)), id="same-length"),),
        good=({},),
        unseen=({"a": ["x"]},),
        lost=("same-length",),
    ),
    "a sum of long ranges": Case(
        {"a": number(0, 1000), "b": number(0, 1000)},
        (rule(limit("sum", term("a"), term("b"), maximum=10), id="sum-too-large"),),
        good=({"a": 1, "b": 1},),
        unseen=({"a": 9, "b": 9},),
        lost=("sum-too-large",),
    ),
    "a product that may be negative": Case(
        {"a": integer(-4, 4), "b": integer()},
        (rule(limit("product", term("a"), term("b"), maximum=10), id="signed-product"),),
        good=({"a": 1, "b": 1},),
        unseen=({"a": 4, "b": 9},),
        lost=("signed-product",),
    ),
    "counts in lists within lists": Case(
        {"a": array(obj(b=array(TEXT)))},
        (rule(limit("sum", term("a/-/b/-", count=True), maximum=1), id="all-messages"),),
        good=({"a": [{"b": ["x"]}]},),
        unseen=({"a": [{"b": ["x"]}, {"b": ["x"]}]},),
        lost=("all-messages",),
    ),
}
CASES = {**VALUES, **RULES, **LIMITS}


@pytest.mark.parametrize("name", CASES)
def test_shape(name: str) -> None:
    case = CASES[name]
    found = provider(
        model(
            *members(),
            *(ir.Member(name=n, value=v) for n, v in case.members.items()),
            rules=case.rules,
        )
    )
    made = schemas(found)
    for strict, draft in itertools.product((False, True), ("", ".draft-07")):
        suffix = ".strict" * strict + draft
        counts = draft and COUNTED in made[f"m-1{suffix}.schema.json"].get("$comment", "")
        for stem in ("m-1", "acme"):
            schema = made[f"{stem}{suffix}.schema.json"]
            jsonschema.validators.validator_for(schema).check_schema(schema)
            for body in (*case.good, *case.unseen):
                assert verdict(schema, {"model": "m-1", **body}), (body, suffix)
            for body in case.warned:
                assert verdict(schema, {"model": "m-1", **body}) is not strict, (body, suffix)
            for body in () if counts else case.bad:
                assert not verdict(schema, {"model": "m-1", **body}), (body, suffix)
    lost = {loss.subject for loss in TARGET.losses(found) if loss.reason[-1] != ")"}
    assert sorted(lost) == sorted(case.lost)


COUNTED = "a count of the items that match"
"""What draft-07 has no words for."""


def test_the_older_draft_says_what_it_cannot_count() -> None:
    lost = [loss for loss in TARGET.losses(OLDER) if "draft-07" in loss.reason]
    assert lost == [Loss("m-1", "some-rule", f"{COUNTED} (draft-07)")]
    made = schemas(OLDER)
    body = {"model": "m-1", "l": [{"p": "x"}, {"p": "x"}], "n": 1}
    assert not verdict(made["m-1.schema.json"], body)
    older = made["m-1.draft-07.schema.json"]
    assert verdict(older, body) and not verdict(older, {"model": "m-1", "l": [{"p": "x"}]})
    assert older["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert older["$id"] == "https://modelpact.dev/acme/m-1.draft-07.schema.json"
    text = json.dumps(made["acme.draft-07.schema.json"])
    assert '"definitions"' in text and not any(
        f'"{word}"' in text
        for word in ("$defs", "prefixItems", "minContains", "maxContains", "dependentRequired")
    )


OLDER = provider(
    model(
        *members(l=array(obj(p=TEXT)), n=integer(1)),
        rules=[
            rule(limit("sum", term("l/-/p", count=True), maximum=1)),
            rule(ir.Required(paths("n")), condition("l/0/p", ir.Present()), id="first"),
        ],
    )
)


SAMPLE = provider(
    model(
        *members(
            prompt_=string(
                1, title="Prompt", description="What to draw.", examples=(ir.Json.of("A cat"),)
            ),
            n=integer(1, 4, default=server(1)),
            old=string(deprecated=True),
            size=dimensions(area=(0, 100)),
            mask=string(disposition=ir.Rejected()),
        ),
        rules=[rule(limit("equal", COUNT_A, term("b/-", count=True)), id="same-length")],
    ),
    model(*members(n=integer(1, 10)), id="m-2"),
)


def test_annotations() -> None:
    schema = schemas(SAMPLE)["m-1.schema.json"]
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == "https://modelpact.dev/acme/m-1.schema.json"
    assert (schema["title"], schema["description"], schema["type"]) == (
        "Model",
        "A model.",
        "object",
    )
    assert schema["required"] == ["model", "prompt"]
    found = schema["properties"]
    assert found["prompt"] == {
        "title": "Prompt",
        "description": "What to draw.",
        "type": "string",
        "minLength": 1,
        "examples": ["A cat"],
    }
    assert found["n"] == {"type": "integer", "minimum": 1, "maximum": 4, "default": 1}
    assert found["old"]["deprecated"] is True
    assert found["mask"] == {"not": {}}
    assert found["model"] == {"type": "string", "const": "m-1"}


def test_what_is_lost_is_listed_in_the_file_and_in_the_report() -> None:
    made = schemas(SAMPLE)
    said = (
        "Not expressed here: /size: bounds of area in a text. "
        "Not expressed here: same-length: numbers that are equal, without a short range."
    )
    assert made["m-1.schema.json"]["$comment"] == said
    assert made["acme.schema.json"]["$defs"]["m-1"]["$comment"] == said
    assert "2.0 cannot be told from 2" in made["m-1.strict.schema.json"]["$comment"]
    assert "$comment" not in made["m-2.schema.json"]
    assert list(TARGET.losses(SAMPLE)) == [
        Loss("m-1", "/size", "bounds of area in a text"),
        Loss("m-1", "same-length", "numbers that are equal, without a short range"),
        Loss("m-1", "integers", "2.0 cannot be told from 2 (strict)"),
        Loss("m-2", "integers", "2.0 cannot be told from 2 (strict)"),
    ]


def test_ranges_of_numbers_written_as_text() -> None:
    rng = random.Random("ranges")
    sizes = [10**digits for digits in range(1, 15)]
    for _ in range(400):
        low, high = sorted(rng.randint(-rng.choice(sizes), rng.choice(sizes)) for _ in "lh")
        pattern = re.compile(full(between(low, high)))
        near = [end + step for end in (low, 0, high) for step in (-10, -1, 0, 1, 10)]
        for each in (*near, rng.randint(low, high)):
            assert bool(pattern.search(str(each))) is (low <= each <= high), (low, high, each)


def test_errors_name_the_member() -> None:
    schema = schemas(SAMPLE)["acme.schema.json"]
    body = {"model": "m-1", "prompt": "", "n": 5, "mask": "x", "other": 1}
    assert wrong(schema, body) == ["/mask", "/n", "/prompt"]
    assert wrong(schema, {"model": "m-2", "n": 11}) == ["/n"]


@pytest.mark.parametrize(
    ("effect", "body", "where"),
    [
        (ir.Group("atMostOne", ABC), {"a": "x", "c": "x"}, ["/c"]),
        (ir.Forbidden(paths("b")), {"b": "x"}, ["/b"]),
        (ir.Constrain(path("a"), string(2)), {"a": "x"}, ["/a"]),
        (
            limit("sum", term("l/-", count=True), term("n"), maximum=5),
            {"l": [1, 1], "n": 4},
            ["/n"],
        ),
        (limit("product", term("k"), term("n"), maximum=5), {"k": 2, "n": 3}, ["/n"]),
    ],
)
def test_errors_of_rules_name_the_member(effect: ir.Effect, body: Any, where: list[str]) -> None:
    found = provider(
        model(
            *members(a=TEXT, b=TEXT, c=TEXT, l=array(), n=integer(0), k=integer(1, 4)),
            rules=[rule(effect)],
        )
    )
    assert wrong(schemas(found)["m-1.schema.json"], {"model": "m-1", **body}) == where


def test_the_union_goes_by_model() -> None:
    made = schemas(SAMPLE)
    lenient, strict = made["acme.schema.json"], made["acme.strict.schema.json"]
    assert verdict(lenient, {"model": "m-2", "n": 10})
    assert not verdict(lenient, {"model": "m-1", "prompt": "x", "n": 10})
    assert verdict(lenient, {"model": "unheard-of", "n": 99})
    assert not verdict(strict, {"model": "unheard-of"})
    for body in ({}, {"model": ""}, {"model": 1}, {"model": None}, [], "m-1", None):
        assert not verdict(lenient, body)
    assert "oneOf" not in lenient and "discriminator" not in lenient


def test_a_model_file_is_about_its_model() -> None:
    schema = schemas(SAMPLE)["m-2.schema.json"]
    assert verdict(schema, {"model": "m-2"})
    for body in ({}, {"model": "m-1"}, {"n": 1}, []):
        assert not verdict(schema, body)


@pytest.mark.parametrize("status", ["deprecated", "retired"])
def test_a_model_that_goes_is_only_warned_of(status: Any) -> None:
    made = schemas(provider(model(lifecycle=ir.Lifecycle(status=status))))
    for stem in ("m-1", "acme"):
        assert verdict(made[f"{stem}.schema.json"], {"model": "m-1"})
        assert not verdict(made[f"{stem}.strict.schema.json"], {"model": "m-1"})
    assert made["m-1.schema.json"]["deprecated"] is True


def test_files_and_names() -> None:
    found = provider(model(id="A/b:1"), model(id="a-b-1"), model(id="plain"))
    files = [file.path for file in TARGET.files(found, NO_RENDER)]
    assert files[:2] == ["A-b-1.schema.json", "a-b-1.schema.json"]
    assert files[3:4] == ["acme.schema.json"] and "plain.strict.schema.json" in files
    names = list(TARGET.names(found))
    assert sorted(name.text for name in names) == sorted(path.casefold() for path in files)
    assert {name.scope for name in names} == {"file"}
    clashing = [name.what for name in names if name.text == "a-b-1.schema.json"]
    assert clashing == ["model A/b:1", "model a-b-1"]


def test_a_model_may_collide_with_its_provider() -> None:
    texts = [name.text for name in TARGET.names(provider(model(id="ACME")))]
    assert texts.count("acme.schema.json") == 2


def test_text_is_ascii_and_ends_in_a_line_feed() -> None:
    for file in TARGET.files(provider(model(title="K\u00e4tzchen \U0001f600")), NO_RENDER):
        assert file.text.isascii() and file.text.endswith("}\n") and "\r" not in file.text


def test_a_provider_without_models() -> None:
    made = schemas(provider())
    assert verdict(made["acme.schema.json"], {"model": "any"})


def test_keywords_that_speak_of_one_another_are_kept_apart() -> None:
    parts = ({"items": {"type": "string"}}, {"prefixItems": [{"type": "integer"}]})
    assert not verdict(both(*parts), [1])
    closed = both({"properties": {"a": True}}, {"additionalProperties": False})
    assert not verdict(closed, {"a": 1})
    assert both({"minimum": 1}, {"maximum": 2}) == {"minimum": 1, "maximum": 2}
    assert both({"minimum": 1}, False) is False and both(True, {}) is True
