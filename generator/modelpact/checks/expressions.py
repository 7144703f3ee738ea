"""What checks are made of: small trees that say what is tested and noted, in no language's words.

Here is what has a value; ``statements`` are what is done.

A dialect turns them into code. Variables, constants and functions have been named for it already (see ``scope.Style``);
functions of the runtime have snake-case names that it spells as its language does.
Trees are not frozen, though nobody changes one: they are printed as soon as they are built, and a node that is frozen
takes thrice as long to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from modelpact import ir

Type = Literal["null", "boolean", "number", "string", "array", "object"]


@dataclass(slots=True)
class Var:
    """A variable, or a constant of the module."""

    name: str


@dataclass(slots=True)
class Lit:
    """A literal of spec or generator data."""

    value: ir.Scalar


@dataclass(slots=True)
class Pointer:
    """A JSON pointer of literal texts and index variables."""

    parts: tuple[str | Var, ...]


@dataclass(slots=True)
class Listed:
    """Values, under the name of a constant or, if that is empty, in place."""

    values: tuple[ir.Scalar, ...]
    name: str = ""


@dataclass(slots=True)
class Has:
    """The path leads from an object to a value."""

    object: str
    path: ir.Path


@dataclass(slots=True)
class Read:
    """What the path, which has no EACH, leads to; the runtime's mark of nothing where it leads to nothing."""

    object: str
    path: ir.Path


@dataclass(slots=True)
class Count:
    """To how many values the path leads."""

    object: str
    path: ir.Path


@dataclass(slots=True)
class Number:
    """The finite number that the path leads to; ``absent`` where there is nothing, nothing for anything else."""

    object: str
    path: ir.Path
    absent: int | float | None


@dataclass(slots=True)
class Is:
    """The value is of this type; a number is finite."""

    value: Var
    type: Type


@dataclass(slots=True)
class Given:
    """A result of the runtime that may be nothing is something."""

    value: Var


@dataclass(slots=True)
class Empty:
    """A text or an array has nothing in it."""

    value: Var


@dataclass(slots=True)
class Length:
    """The length of a text in code points, or of an array, compared with a bound."""

    value: Var
    of: Literal["text", "array"]
    operator: Literal["<", ">"]
    bound: int


@dataclass(slots=True)
class Fraction:
    """A number is not whole."""

    value: Var


@dataclass(slots=True)
class Uneven:
    """A number is no multiple of a step; ``whole`` where both are integers."""

    value: Expr
    step: int | float
    whole: bool


@dataclass(slots=True)
class Mismatch:
    """A text does not match, in whole, the pattern that a constant holds."""

    value: Var
    pattern: str


@dataclass(slots=True)
class OneOf:
    """The value is listed, or if not ``wanted`` is not; a boolean is no number."""

    value: Expr
    among: Listed
    wanted: bool = True


@dataclass(slots=True)
class MemberOneOf:
    """A member of an object is one of these texts, or if not ``wanted`` is none of them.

    ``absent`` is the answer where it is not there.
    """

    object: str
    name: str
    among: Listed
    wanted: bool
    absent: bool


@dataclass(slots=True)
class Some:
    """Of the values that the path leads to one is listed, or if not ``wanted`` one is not."""

    object: str
    path: ir.Path
    values: tuple[ir.Scalar, ...]
    wanted: bool


@dataclass(slots=True)
class SomeWithin:
    """Of the values that the path leads to one is a number within the bounds."""

    object: str
    path: ir.Path
    range: ir.Range


@dataclass(slots=True)
class Within:
    """The value is a number within the bounds."""

    value: Expr
    range: ir.Range


@dataclass(slots=True)
class Between:
    """Both bounds are kept."""

    value: Expr
    low: int | float
    high: int | float


@dataclass(slots=True)
class Compare:
    """Two values compared: ``==``, ``!=``, ``<``, ``<=``, ``>`` or ``>=``."""

    operator: str
    left: Expr
    right: Expr


@dataclass(slots=True)
class Join:
    """Operands joined by ``and``, ``or``, ``+`` or ``*``."""

    operator: str
    operands: tuple[Expr, ...]


@dataclass(slots=True)
class Not:
    """The opposite."""

    operand: Expr


@dataclass(slots=True)
class Replaced:
    """A text with each ``old`` replaced."""

    value: str
    old: str
    new: str


@dataclass(slots=True)
class Call:
    """A function of the runtime."""

    function: str
    arguments: tuple[Expr, ...]


@dataclass(slots=True)
class BoundFault:
    """The name of the first limit that a size breaks, or an empty text."""

    size: Var
    limits: Var


@dataclass(slots=True)
class Standing:
    """The pointer to a place that may not be there, cut behind the first step that is not."""

    object: str
    path: ir.Path
    at: Pointer


@dataclass(slots=True)
class LastThere:
    """The pointer to the last of some places that is there."""

    object: str
    paths: tuple[ir.Path, ...]
    at: Pointer


@dataclass(slots=True)
class NthThere:
    """The pointer to one of the values that the path leads to, counted from 0."""

    object: str
    path: ir.Path
    number: int
    at: Pointer


Place = Var | Pointer | Standing | LastThere | NthThere
"""Where an issue points."""

Expr = (
    Var
    | Lit
    | Pointer
    | Listed
    | Has
    | Read
    | Count
    | Number
    | Is
    | Given
    | Empty
    | Length
    | Fraction
    | Uneven
    | Mismatch
    | OneOf
    | MemberOneOf
    | Some
    | SomeWithin
    | Within
    | Between
    | Compare
    | Join
    | Not
    | Replaced
    | Call
    | BoundFault
    | Standing
    | LastThere
    | NthThere
)
