"""Changes in words, and which of several models shows them."""

from __future__ import annotations

from typing import Any

import pytest

from builds import LANGUAGE, ROOT, SPECS
from edits import rows, sides
from modelpact import ir
from modelpact.diff import Change, facts, groups
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
