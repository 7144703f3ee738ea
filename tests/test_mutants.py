"""The vectors bite: every bound and rule that is dropped, shifted or flipped is told by one of them."""

from __future__ import annotations

import pytest

from bites import Figure, bite
from builds import SPECS
from modelpact import ir
from mutants import Mutant, equivalent, mutants
from samples import condition, integer, members, model, paths, rule, value
from test_vectors import rows


@pytest.mark.parametrize("name", SPECS)
def test_one_mutant_in_thirty_is_killed(name: str) -> None:
    figure = Figure()
    bite(name, rows(name), figure, every=30)
    assert figure.killed > 50
    assert (figure.alive, figure.wrongly_excused) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize("name", SPECS)
def test_every_mutant_is_killed_or_no_mutant(name: str) -> None:
    figure = Figure()
    bite(name, rows(name), figure)
    assert figure.killed > 1900
    assert (figure.alive, figure.wrongly_excused) == ([], [])
    assert figure.equivalent.total() < figure.total / 100


def test_vectors_that_say_nothing_let_mutants_live() -> None:
    figure = Figure()
    bite("atelier", [row for row in rows("atelier") if row.verdict == "accept"], figure, every=30)
    assert len(figure.alive) > figure.total / 4


def test_each_bound_and_rule_has_mutants() -> None:
    needs = rule(
        ir.Required(paths("word", "seed")),
        condition("steps", ir.Within(ir.Range(minimum=5))),
        id="needs",
    )
    known = model(*members(steps=integer(1, 9), word=value(enum=("a", "b"))), rules=[needs])
    done = {(mutant.at, mutant.how) for mutant in mutants(known)}
    assert {
        ("/steps", "integer: range: minimum dropped"),
        ("/steps", "integer: range: minimum + 1"),
        ("/steps", "integer: range: maximum - 1"),
        ("/steps", "required flipped"),
        ("/word", "b dropped"),
        ("/word", "list dropped"),
        ("needs", "dropped"),
        ("needs", "severity flipped"),
        ("needs", "when: /steps dropped"),
        ("needs", "when: /steps minimum - 1"),
        ("needs", "when: /steps absence flipped"),
        ("needs", "/word dropped"),
    } <= done


def test_no_excuse_for_what_can_be_told() -> None:
    known = model(*members(word=value(enum=("a", "b"))))
    told = [mutant for mutant in mutants(known) if equivalent(known, mutant)]
    assert told == []
    same = model(*members(word=value(enum=("1", "2"))))
    (flip,) = (mutant for mutant in mutants(same) if mutant.how == "case flipped")
    assert isinstance(flip, Mutant) and equivalent(same, flip)
