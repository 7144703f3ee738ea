"""The catalogue as JSON: nothing of the IR is lost, and the schema describes every bit of it."""

from __future__ import annotations

import dataclasses
import inspect
import itertools
import json
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import samples
from modelpact import catalogs, ir, load, resolve
from modelpact.catalogs import catalog
from modelpact.errors import Position
from modelpact.targets.catalog import TARGET

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "spec/language/catalog.schema.json").read_text("utf-8")
)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
CLASSES = [
    found
    for _, found in inspect.getmembers(ir, inspect.isclass)
    if dataclasses.is_dataclass(found) and found.__module__ == ir.__name__
]
DATES = ("date", "read", "released", "deprecated", "retires")


def fields(cls: type) -> list[dataclasses.Field[Any]]:
    return [found for found in dataclasses.fields(cls) if found.name != "origin"]


def kinds_of(hint: Any) -> tuple[Any, ...]:
    return (
        typing.get_args(hint)
        if typing.get_origin(hint) in (typing.Union, types.UnionType)
        else (hint,)
    )


class Maker:
    """Makes instances in which every field is filled, each text and number another one."""

    def __init__(self) -> None:
        self.count = 0

    def make(self, cls: type, depth: int, **given: Any) -> Any:
        hints = typing.get_type_hints(cls)
        filled = {
            found.name: (
                self.fill(hints[found.name], depth)
                if found.name not in DATES or hints[found.name] is not str
                else self.date()
            )
            for found in fields(cls)
            if found.name not in given
        }
        return cls(**filled, **given)

    def date(self) -> str:
        self.count += 1
        return f"2026-{self.count % 100:02}-01"

    def fill(self, hint: Any, depth: int) -> Any:
        self.count += 1
        options = [option for option in kinds_of(hint) if option is not type(None)]
        first = options[0]
        if typing.get_origin(first) is typing.Literal:
            return typing.get_args(first)[-1]
        if typing.get_origin(first) is tuple:
            return self.many(typing.get_args(first), depth)
        if dataclasses.is_dataclass(first):
            return self.tree(options, depth)
        return {str: f"t{self.count}", int: self.count, bool: True}[first]

    def many(self, arguments: tuple[Any, ...], depth: int) -> Any:
        item, more = arguments[0], arguments[-1] is ...
        if not more:
            return tuple(self.fill(argument, depth) for argument in arguments)
        if item == ir.Kind or (item is ir.Member and depth < 1):
            return ()
        return (self.fill(item, depth),)

    def tree(self, options: list[Any], depth: int) -> Any:
        cls = options[-1]
        if cls is ir.Json:
            return ir.Json.of({"n": self.count})
        if cls in (ir.Value, ir.Advice) and depth < 1:
            return self.make(cls, 0, value=ir.Value()) if cls is ir.Advice else ir.Value()
        return self.make(cls, depth - 1 if cls in (ir.Value, ir.Advice) else depth)


def full_value(maker: Maker, kinds: tuple[ir.Kind, ...]) -> ir.Value:
    whole = maker.make(ir.Value, 0, kinds=kinds)
    assert isinstance(whole, ir.Value)
    return dataclasses.replace(whole, advised=ir.Advice(value=samples.integer(1, 2), because="b"))


def full_provider() -> ir.Provider:
    """A provider in which every class of the IR occurs with every field filled."""
    maker = Maker()
    kinds = [
        maker.make(cls, 0) if cls not in (ir.Object, ir.Array) else cls()
        for cls in typing.get_args(ir.Kind)
    ]
    array = ir.Array(items=full_value(maker, (kinds[1],)), min_items=11, max_items=12)
    dispositions = [maker.make(cls, 0) for cls in typing.get_args(ir.Disposition)]
    leaves = [full_value(maker, (found,)) for found in (*kinds[:5], array)]
    leaves += [full_value(maker, tuple(kinds))]
    leaves += [dataclasses.replace(leaves[0], disposition=found) for found in dispositions]
    inner = tuple(
        ir.Member(name=f"m{number}" if number else "model", value=found, required=True)
        for number, found in enumerate(leaves)
    )
    body = ir.Value(kinds=(ir.Object(members=inner, closed=True),))
    checks = [maker.make(cls, 0) for cls in typing.get_args(ir.Check)]
    tests = tuple(
        ir.Test(path=("a", "-"), check=found, absolute=True, when_absent=True) for found in checks
    )
    effects = [
        maker.make(cls, 0, **({"value": leaves[2]} if cls is ir.Constrain else {}))
        for cls in typing.get_args(ir.Effect)
    ]
    rules = tuple(maker.make(ir.Rule, 0, effect=found, when=(tests,)) for found in effects)
    model = maker.make(ir.Model, 0, body=body, rules=rules, family="fam")
    family = maker.make(ir.Family, 0, id="fam")
    change = maker.make(ir.ReleasedChange, 0, pointer="/p", verdicts=("warn", "reject"))
    artefacts = ("client", "validators", "docs", "schema")
    versions = tuple((artefact, "0.1.0") for artefact in artefacts)
    release = maker.make(ir.Release, 0, versions=versions, changes=(change,))
    provider = maker.make(ir.Provider, 0, models=(model,), families=(family,), releases=(release,))
    assert isinstance(provider, ir.Provider)
    return provider


def nodes(item: Any) -> Iterator[Any]:
    if dataclasses.is_dataclass(item):
        yield item
        for found in dataclasses.fields(item):
            yield from nodes(getattr(item, found.name))
    elif isinstance(item, tuple):
        for found in item:
            yield from nodes(found)


def changed(item: Any, old: Any, new: Any) -> Any:
    """The same tree with one node, found by identity, replaced."""
    if item is old:
        return new
    if isinstance(item, tuple):
        return tuple(changed(found, old, new) for found in item)
    if not dataclasses.is_dataclass(item) or isinstance(item, Position):
        return item
    return dataclasses.replace(
        item, **{f.name: changed(getattr(item, f.name), old, new) for f in dataclasses.fields(item)}
    )


def other(cls: type, name: str, old: Any) -> Any:
    """A different content of a field: empty where it was filled, or another text, number or node."""
    hint = typing.get_type_hints(cls)[name]
    if isinstance(old, bool):
        return not old
    if isinstance(old, str):
        options = [
            a
            for option in kinds_of(hint)
            for a in typing.get_args(option)
            if typing.get_origin(option) is typing.Literal
        ]
        return next((option for option in options if option != old), old + "x")
    if isinstance(old, int | float):
        return old + 1
    if isinstance(old, ir.Json):
        return ir.Json.of("other")
    if isinstance(old, tuple):
        (option,) = [found for found in kinds_of(hint) if found is not type(None)]
        return old[:-1] if typing.get_args(option)[-1] is ... else (old[0], other_scalar(old[1]))
    if type(None) in kinds_of(hint):
        return None
    if name == "effect":
        return ir.Required((("zz",),))
    if name == "check":
        return ir.In(("zz",))
    if name == "disposition":
        return ir.Forced(value="zz")
    return type(old)() if name not in ("value", "body") else samples.integer(1, 77)


def other_scalar(old: Any) -> Any:
    return old + 1 if isinstance(old, int) else f"{old}x"


FULL = full_provider()


def test_the_sample_has_every_class_and_field() -> None:
    # Catalog is several providers, one file each; the rest must all be there
    found = {type(node) for node in nodes(FULL)}
    assert set(CLASSES) - found == {ir.Catalog}


@pytest.mark.parametrize("cls", [cls for cls in CLASSES if cls not in (ir.Catalog, ir.Json)])
def test_every_field_is_represented(cls: type) -> None:
    text = json.dumps(catalog(FULL))
    for found in fields(cls):
        seen = 0
        for node in nodes(FULL):
            if type(node) is not cls or seen == 6:
                continue
            old = getattr(node, found.name)
            if old in ((), None):
                continue
            new = dataclasses.replace(node, **{found.name: other(cls, found.name, old)})
            if new == node:
                continue
            seen += 1
            if (cls, found.name) in ((ir.Family, "id"), (ir.Model, "family")):
                continue  # a model's family is the one that it stands in: the next test
            assert json.dumps(catalog(changed(FULL, node, new))) != text, f"{found.name} of {node}"
        assert seen, f"{cls.__name__}.{found.name} is filled nowhere"


def test_a_model_stands_in_its_family() -> None:
    found = catalog(
        samples.provider(samples.model(id="a", family="x"), samples.model(id="b", family="y"))
    )
    assert [(f["id"], [m["id"] for m in f["models"]]) for f in found["families"]] == [
        ("x", ["a"]),
        ("y", ["b"]),
    ]


def test_each_kind_can_be_told_from_the_others() -> None:
    for group in (ir.Kind, ir.Disposition, ir.Check, ir.Effect):
        made = [node for node in nodes(FULL) if type(node) in typing.get_args(group)]
        spelled: dict[type, set[str]] = {type(node): set() for node in made}
        for node in made:
            holder = {
                ir.Kind: lambda n: samples.value(n),
                ir.Disposition: lambda n: samples.value(disposition=n),
                ir.Check: lambda n: samples.value(),
                ir.Effect: lambda n: samples.value(),
            }[group](node)
            shown = samples.model(
                *samples.members(a=holder),
                rules=[
                    samples.rule(
                        node if group is ir.Effect else ir.Required((("a",),)),
                        samples.condition("a", node if group is ir.Check else ir.Present()),
                    )
                ],
            )
            spelled[type(node)].add(json.dumps(catalog(samples.provider(shown))))
        for one, two in itertools.combinations(spelled.values(), 2):
            assert one and two and not one & two


@pytest.mark.parametrize(
    "provider",
    [
        FULL,
        samples.provider(),
        samples.provider(samples.model()),
        samples.provider(
            samples.model(
                *samples.members(
                    any=samples.value(),
                    none=samples.value(enum=()),
                    null=samples.value(ir.Null(), ir.Integer(), default=samples.server(None)),
                    zero=samples.integer(
                        0,
                        0,
                        default=samples.server(0),
                        tolerated=(ir.Tolerated(value=None, because="b"),),
                    ),
                    size=samples.dimensions(side=(0, 0), ratio_minimum=(1, 3)),
                ),
                rules=[samples.rule(ir.Group("atLeastOne", ((),)), at=())],
                images=ir.Images(maximum=0),
                layouts=(
                    ir.Layout(
                        images="none", places=(ir.Place(path=("a",), constant=ir.Json("null")),)
                    ),
                ),
            )
        ),
    ],
)
def test_the_schema_accepts_it_and_it_is_read_back(provider: ir.Provider) -> None:
    data = catalog(provider)
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    found = catalogs.provider(json.loads(json.dumps(data)), "a/catalog.json")
    assert found == provider
    assert repr(found) == repr(provider)
    assert {node.origin for node in nodes(found) if hasattr(node, "origin")} == {
        Position("a/catalog.json")
    }


def test_the_schema_accepts_every_pact_of_the_repository() -> None:
    documents, _ = load.load(load.read(Path(__file__).parents[2] / "spec"))
    providers = resolve.resolve(documents)[0].providers
    assert providers and all(found.models for found in providers)
    for found in providers:
        assert [error.message for error in VALIDATOR.iter_errors(catalog(found))] == []


def test_what_is_nothing_is_kept_where_it_is_something() -> None:
    sample = samples.model(
        *samples.members(
            a=samples.integer(0, default=samples.server(None)), b=samples.value(enum=())
        ),
        images=ir.Images(maximum=0),
        rules=[samples.rule(ir.Advise(()), at=())],
    )
    (found,) = catalog(samples.provider(sample))["families"][0]["models"]
    assert found["body"]["properties"]["a"] == {
        "type": "integer",
        "minimum": 0,
        "default": {"server": None},
    }
    assert found["body"]["properties"]["b"] == {"enum": []}
    assert found["images"] == {"maximum": 0}
    assert found["rules"][0]["at"] == ""


def places(item: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(item, dict):
        yield where, item
        for key, found in item.items():
            yield from places(found, f"{where}/{key}")
    elif isinstance(item, list):
        for number, found in enumerate(item):
            yield from places(found, f"{where}/{number}")


def test_the_schema_is_one_and_describes_every_property() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    for where, item in places(SCHEMA):
        for name, found in (
            (item.get("properties") or {}).items() if item.get("type") == "object" else ()
        ):
            target = SCHEMA["$defs"].get(found.get("$ref", "").rsplit("/", 1)[-1], {})
            assert found.get("description") or target.get("description"), f"{where}/{name}"
        if item.get("type") == "object" and "properties" in item:
            assert item.get("additionalProperties") is False, where


def test_the_schema_refuses_what_the_target_never_writes() -> None:
    good = catalog(FULL)
    assert VALIDATOR.is_valid(good)
    for spoil in (
        {**good, "catalog": 2},
        {**good, "extra": 1},
        {key: found for key, found in good.items() if key != "families"},
    ):
        assert not VALIDATOR.is_valid(spoil)


def test_a_moved_line_changes_no_byte() -> None:
    moved = changed(FULL, FULL, dataclasses.replace(FULL, origin=Position("elsewhere.yaml", 9, 9)))
    render: Any = None
    assert list(TARGET.files(moved, render)) == list(TARGET.files(FULL, render))


def test_the_file() -> None:
    render: Any = None
    (file,) = TARGET.files(samples.provider(samples.model(title="K\u00e4tzchen")), render)
    assert file.path == "catalog.json"
    assert file.text.endswith("}\n") and file.text.isascii() and "\\u00e4" in file.text
    assert [(name.scope, name.text) for name in TARGET.names(FULL)] == [("file", "catalog.json")]
    assert list(TARGET.losses(FULL)) == []
