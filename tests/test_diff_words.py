"""Changes in words, and which of several models shows them."""

from __future__ import annotations

from typing import Any

import pytest

from builds import LANGUAGE, ROOT, SPECS
from edits import rows, sides
from modelpact import ir
from modelpact.catalogs.models import MODEL
from modelpact.diff import Change, facts, groups, rules
from modelpact.diff.changes import compare
from modelpact.diff.facts import At
from modelpact.diff.words import summary
from modelpact.sides import read


def told(aspect: str, old: Any, new: Any, pointer: str = "/n") -> list[str]:
    """What is said where one aspect differs; None is none of it."""
    was, now = ({At(pointer, aspect): item} if item is not None else {} for item in (old, new))
    return [summary(fact) for fact in compare(was, now)]


@pytest.mark.parametrize(
    "aspect, old, new, words",
    [
        ("tolerated", [{"value": "hd", "because": "old"}], [], "tolerated lost hd"),
        (
            "tolerated",
            [{"value": "hd", "because": "old"}, {"value": 1, "because": "x"}],
            [{"value": "hd", "because": "old", "use": "high"}, {"value": "1", "because": "x"}],
            "tolerated lost 1 and gained 1 and changed hd",
        ),
        ("errors", [{"code": 500, "title": "A"}], [{"code": 500, "title": "B"}], "errors changed 500"),
        ("family casts", True, None, "family casts removed"),
        ("operation edit", {"method": "POST"}, True, "operation edit is called now"),
        ("operation edit", True, {"method": "POST"}, "operation edit is called no more"),
        ("header X-A", None, "1", "requests have the header X-A: 1"),
        ("header X-A", "1", None, "requests no longer have the header X-A"),
        ("response.poll", None, True, "response.poll added"),
    ],
)  # fmt: skip
def test_a_table_and_a_call_are_told_by_their_names(
    aspect: str, old: Any, new: Any, words: str
) -> None:
    assert told(aspect, old, new) == [words]


def aspects(found: facts.Facts) -> set[str]:
    """What is said, whatever the names of rules, families and operations; arguments follow from the places."""
    words = (at.aspect.split(" ") for at in found if not at.aspect.startswith(facts.ARGUMENT))
    return {" ".join([first, *rest[1:]]) for first, *rest in words}


def said(provider: ir.Provider) -> set[str]:
    """What is said of a provider and of its models."""
    models = (aspects(facts.of_model(provider, model)) for model in provider.models)
    return aspects(facts.of_provider(provider)).union(*models)


def edited() -> set[str]:
    """What an edit of the table changes: which artefacts print that is proven there, by their bytes."""
    found: set[str] = set()
    for row in rows():
        old, new = sides(row, "there")
        now = {model.id: model for model in new.models}
        known = [(facts.of_provider(old), facts.of_provider(new))]
        known += [
            (facts.of_model(old, model), facts.of_model(new, now[model.id]))
            for model in old.models
            if now.get(model.id, model) != model
        ]
        for was, then in known:
            found |= aspects({fact.at: True for fact in compare(was, then)})
    return found


@pytest.mark.slow
def test_all_that_is_said_is_edited_once() -> None:
    paths = (*SPECS.values(), ROOT / "tests" / "foundries")
    catalogs = (read(str(path), language=LANGUAGE).catalog for path in paths)
    known = set().union(*(said(provider) for each in catalogs for provider in each.providers))
    assert len(known) > 80
    alike = ("advised.value.", "dimensions.", "exclusive")  # every artefact prints any of these
    following = ("image.sources", "images.input.sources", "images.places")
    rest = ("family evidence", "response.selector")
    left = {aspect for aspect in known - edited() if not aspect.startswith(alike)}
    assert left == {*following, *rest}


def test_parts_of_what_came_or_went_are_not_told_besides() -> None:
    poll = {At("", "response.poll"): True, At("", "response.poll.status"): "/status"}
    family = {At("", "family a"): True, At("", "family a title"): "A"}
    found = list(compare({}, poll | family))
    assert [summary(fact) for fact in found] == ["response.poll added", "family a added"]
    changed = list(compare(family, family | {At("", "family a title"): "B"}))
    assert [summary(fact) for fact in changed] == ["family a: title is worded otherwise"]


def test_a_rule_that_speaks_of_other_places_is_changed() -> None:
    def rule(*paths: str) -> facts.Facts:
        said = {"id": "both", "effect": {"kind": "forbidden", "paths": list(paths)}}
        at = At(paths[0], "rule both")
        return {at: said, At(paths[0], "rule both because"): "They clash."}

    (fact,) = compare(rule("/a", "/b"), rule("/c", "/b"))
    assert (fact.how, fact.at.pointer) == ("changed", "/c")


IS = {"kind": "forbidden", "paths": ["/a", "/b"]}
COUNT = {"path": "/images/-", "count": True, "absent": 0}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ({}, {"when": [[{"path": "/a", "check": "present"}]]}, "applies where /a is there, was always"),
        (
            {"when": [[{"path": "/a", "check": "in", "values": ["x", 2], "whenAbsent": True}]]},
            {"when": [[{"path": "/a", "check": "absent"}, {"path": "/b", "check": "notIn", "values": [True]}]]},
            "applies where /a is not there and /b is not true, was where /a is x or 2 or absent",
        ),
        (
            {"when": [[{"path": "/a", "check": "within", "minimum": 1, "exclusiveMaximum": 2.5}]]},
            {"when": [[{"path": "/a/-", "check": "counted", "minItems": 2}], [{"path": "/b", "check": "present"}]]},
            "applies where there are at least 2 of /a/-, or where /b is there, was where /a is at least 1 and less than 2.5",
        ),
        ({"effect": IS}, {"effect": {**IS, "kind": "atMostOne"}}, "takes at most one of /a, /b, was forbids /a, /b"),
        (
            {"effect": {"kind": "sum", "terms": [COUNT, {"path": "/n", "absent": 1}], "maximum": 15}},
            {"effect": {"kind": "sum", "terms": [COUNT, {"path": "/n", "absent": 1, "times": 2}], "maximum": 14}},
            "demands that number of /images/- + 2 * /n (1 if absent) is at most 14, "
            "was that number of /images/- + /n (1 if absent) is at most 15",
        ),
        (
            {"effect": {"kind": "then", "path": "/n", "value": {"type": "integer", "maximum": 1}}},
            {"effect": {"kind": "then", "path": "/n", "value": {"type": "string", "enum": ["a", "b"]}}},
            "demands of /n: string; enum a, b, was of /n: integer; maximum 1",
        ),
        ({"severity": "error"}, {"severity": "warning"}, "is a warning, was an error"),
        ({}, {"in": "/a/-", "at": "/b"}, "holds in /a/-, was in the body; points to /b, was to what it is about"),
    ],
)  # fmt: skip
def test_a_rule_is_told_in_words(old: Any, new: Any, words: str) -> None:
    base = {"id": "a-b", "severity": "error", "effect": IS}
    assert told("rule a-b", {**base, **old}, {**base, **new}) == [f"rule a-b {words}"]


def test_every_kind_of_rule_is_told_without_json() -> None:
    kinds = set()
    for path in SPECS.values():
        for provider in read(str(path), language=LANGUAGE).catalog.providers:
            for model in provider.models:
                for rule in MODEL.write(model).get("rules", ()):
                    kinds.add(rule["effect"]["kind"])
                    said = rules.changed({"effect": IS}, rule)
                    assert said and '":' not in said and '["' not in said, said
    assert len(kinds) == 12


def test_a_group_shows_what_any_of_its_models_shows() -> None:
    def change(model: str, summary: str, witness: str) -> Change:
        return Change(
            level="risky", provider="p", model=model, pointer="/n", summary=summary, witness=witness
        )

    (group,) = groups(
        [
            change("a", "first", ""),
            change("a", "second", "{2a}"),
            change("b", "first", "{1b}"),
            change("b", "second", "{2b}"),
        ]
    )
    assert group.models == ("a", "b")
    assert [(each.summary, each.witness) for each in group.changes] == [
        ("first", "{1b}"),
        ("second", "{2a}"),
    ]
