"""What checks are made of, as ``expressions``: what is done, and the constants and functions of a module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from modelpact import ir
from modelpact.checks.expressions import (
    Call,
    Compare,
    Expr,
    Join,
    Listed,
    Lit,
    Not,
    OneOf,
    Place,
    Pointer,
    Var,
)

Data = ir.Scalar | tuple["Data", ...] | Mapping[str, "Data"]
"""What a constant holds: scalars, lists and mappings."""


@dataclass(slots=True)
class Let:
    """Declare a variable. ``changes``: a later statement sets it again."""

    variable: str
    value: Expr
    changes: bool = False


@dataclass(slots=True)
class LetPair:
    """Declare two variables with the two results of a call."""

    variables: tuple[str, str]
    value: Call


@dataclass(slots=True)
class Set:
    """Set a variable again."""

    variable: str
    value: Expr


@dataclass(slots=True)
class Note:
    """Note an issue; ``mend`` is the recipe of its fix."""

    at: Place
    code: str | Var
    severity: ir.Severity
    message: str
    mend: tuple[Expr, ...] = ()


@dataclass(slots=True)
class NoteFound:
    """Note an issue whose code, severity and message a variable holds."""

    at: Place
    found: str


@dataclass(slots=True)
class If:
    """Branches in order, then what else."""

    branches: tuple[tuple[Expr, tuple[Stmt, ...]], ...]
    otherwise: tuple[Stmt, ...] = ()


def choose(
    branches: Iterable[tuple[Expr, tuple[Stmt, ...]]], otherwise: tuple[Stmt, ...] = ()
) -> If:
    """Branches in order; those that follow one another and do the same become one, and none is without a body."""
    found = [
        (_either(tests), body)
        for body, same in groupby(branches, key=itemgetter(1))
        if (tests := tuple([test for test, _ in same]))
    ]
    if otherwise and not found[-1][1]:
        found[-1] = Not(found[-1][0]), otherwise
        otherwise = ()
    return If(tuple(found), otherwise)


def _either(tests: tuple[Expr, ...]) -> Expr:
    if len(tests) == 1:
        return tests[0]
    words: list[ir.Scalar] = []
    for test in tests:
        match test, tests[0]:
            case Compare("==", value, Lit(str(word))), Compare(_, first, _) if value == first:
                words.append(word)
            case _:
                return Join("or", tests)
    return OneOf(first, Listed(tuple(words)))


@dataclass(slots=True)
class Member:
    """Where the path leads to a value: ``told``, then ``body``, if there is any, with the value in ``variable``.

    ``known`` names a counter that grows then, or is empty.
    """

    object: str
    path: ir.Path
    variable: str
    known: str
    told: tuple[Stmt, ...]
    body: tuple[Stmt, ...]
    absent: tuple[Stmt, ...] = ()
    changes: bool = False


@dataclass(slots=True)
class ReadNumber:
    """Read a number out of a variable into it, or note that it is none; then ``body``, where there is one."""

    variable: str
    kind: ir.Integer | ir.Number
    at: Pointer
    must: str
    body: tuple[Stmt, ...]


@dataclass(slots=True)
class ForItems:
    """For each item of an array, with its index."""

    index: str
    item: str
    array: str
    body: tuple[Stmt, ...]
    changes: bool = False


@dataclass(slots=True)
class ForReached:
    """For each value that the path leads to, with its pointer; ``item`` may be empty."""

    pointer: str
    item: str
    object: str
    path: ir.Path
    at: Pointer
    body: tuple[Stmt, ...]


@dataclass(slots=True)
class ForSurplus:
    """For each place but the first of those whose test is true; ``several`` holds the pairs."""

    pointer: str
    several: str
    pairs: tuple[tuple[Place, Expr], ...]
    body: tuple[Stmt, ...]


@dataclass(slots=True)
class NoteUnknown:
    """Note each member of an object beyond the ``known`` ones, where there are more than the counter says."""

    counter: str
    object: str
    known: Var
    at: Pointer
    elsewhere: Var | None
    closed: bool


@dataclass(slots=True)
class Run:
    """Call a function of the module for an item; ``body`` names the whole request, or is empty."""

    function: str
    item: str
    indexes: tuple[str, ...]
    body: str


@dataclass(slots=True)
class Function:
    """A function about one object, called with the indexes that lead to it; ``body`` as in ``Run``."""

    name: str
    object: str
    indexes: tuple[str, ...]
    body: str
    statements: tuple[Stmt, ...]


Stmt = (
    Let
    | LetPair
    | Set
    | Note
    | NoteFound
    | If
    | Member
    | ReadNumber
    | ForItems
    | ForReached
    | ForSurplus
    | NoteUnknown
    | Run
)


@dataclass(slots=True)
class Constant:
    """Data under a name."""

    name: str
    value: Data


@dataclass(slots=True)
class Helper:
    """A function or constant that a dialect has written for itself."""

    name: str
    code: str


@dataclass(slots=True)
class Pattern:
    """A compiled pattern under a name."""

    name: str
    pattern: str
