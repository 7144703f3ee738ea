"""Expressions of checks as Python: what each is in the trees of ``print_py``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from modelpact import ir
from modelpact.checks import expressions as nodes
from modelpact.checks.expressions import Expr, Pointer
from modelpact.checks.statements import Data
from modelpact.print_py import (
    Between,
    Binary,
    Call,
    Display,
    Format,
    Lit,
    Name,
    Not,
)
from modelpact.print_py import Expr as Code

_NONE: Final = Lit(None)
_MISSING: Final = Name("MISSING")
CLASSES: Final = {
    "boolean": Name("bool"),
    "string": Name("str"),
    "array": Name("list"),
    "object": Name("dict"),
}
_BOUNDS: Final = (
    ("minimum", "minimum"),
    ("maximum", "maximum"),
    ("above", "exclusive_minimum"),
    ("below", "exclusive_maximum"),
    ("step", "multiple_of"),
)


def data(value: Data) -> Code:
    """Spell data: lists as tuples, mappings as dicts."""
    if isinstance(value, tuple):
        return Display("tuple", tuple(data(item) for item in value))
    if isinstance(value, Mapping):
        return Display("dict", tuple((Lit(key), data(item)) for key, item in value.items()))
    return Lit(value)


def expr(found: Expr) -> Code:
    """Spell an expression."""
    return _EXPRESSIONS[type(found)](found)


def steps(path: ir.Path) -> tuple[Code, ...]:
    """Spell a path as arguments."""
    return tuple([Lit(step) for step in path])


def at(found: Pointer) -> tuple[tuple[str, Code], ...]:
    """The keyword ``at`` of the runtime's functions; nothing at the root."""
    return () if found.parts == ("",) else (("at", expr(found)),)


def _pointer(found: Pointer) -> Code:
    return Format(
        tuple([part if isinstance(part, str) else Name(part.name) for part in found.parts])
    )


def _listed(found: nodes.Listed) -> Code:
    return Name(found.name) if found.name else data(found.values)


def has(object_: str, path: ir.Path, wanted: bool = True) -> Code:
    """Spell that a path leads to a value."""
    if ir.EACH in path:
        return Binary(">" if wanted else "==", (_count(object_, path), Lit(0)))
    if len(path) == 1:
        return Binary("in" if wanted else "not in", (Lit(path[0]), Name(object_)))
    return Binary("is not" if wanted else "is", (read(object_, path), _MISSING))


def read(object_: str, path: ir.Path) -> Code:
    """Spell what a path leads to, or MISSING."""
    if len(path) == 1:
        return Call(f"{object_}.get", (Lit(path[0]), _MISSING))
    return Call("at", (Name(object_), *steps(path)))


def _count(object_: str, path: ir.Path) -> Code:
    arguments = (Name(object_), *steps(path))
    if any(step.isdigit() for step in path):
        return Call("len", (Call("reach", arguments),))
    *way, each, name = ("", *path)
    if each == ir.EACH != name and way[1:] and ir.EACH not in way:
        return Call("having", (_items(object_, tuple(way[1:])), Lit(name)))
    return Call("count", arguments)


def _items(object_: str, path: ir.Path) -> Code:
    """Spell what a path leads to, or something that is no list."""
    return Call(f"{object_}.get", (Lit(path[0]),)) if len(path) == 1 else read(object_, path)


def _number(found: nodes.Number) -> Code:
    return Call("number", (Name(found.object), Lit(found.absent), *steps(found.path)))


def _join(found: nodes.Join) -> Code:
    asked = [each for each in found.operands if isinstance(each, nodes.Is) and each.type in CLASSES]
    names = {each.value.name for each in asked}
    if found.operator == "or" and len(asked) == len(found.operands) and len(names) == 1:
        classes = Display("tuple", tuple([CLASSES[each.type] for each in asked]))
        return Call("isinstance", (Name(names.pop()), classes))
    return Binary(found.operator, tuple([expr(operand) for operand in found.operands]))


def _is(found: nodes.Is) -> Code:
    name = Name(found.value.name)
    match found.type:
        case "null":
            return Binary("is", (name, _NONE))
        case "number":
            return Call("is_number", (name,))
        case type_:
            return Call("isinstance", (name, CLASSES[type_]))


def _length(found: nodes.Length) -> Code:
    return Binary(found.operator, (Call("len", (Name(found.value.name),)), Lit(found.bound)))


def _uneven(found: nodes.Uneven) -> Code:
    value, step = expr(found.value), Lit(found.step)
    if found.whole:
        return Binary("!=", (Binary("%", (value, step)), Lit(0)))
    return Not(Call("is_multiple", (value, step)))


def _mismatch(found: nodes.Mismatch) -> Code:
    return Not(Call("matches", (Name(found.value.name), Name(found.pattern))))


def _one_of(value: Code, among: nodes.Listed, wanted: bool) -> Code:
    values = among.values
    if not all(isinstance(each, str) for each in values):
        test = Call("one_of", (value, _listed(among)))
        return test if wanted else Not(test)
    if len(values) == 1:
        return Binary("==" if wanted else "!=", (value, Lit(values[0])))
    return Binary("in" if wanted else "not in", (value, _listed(among)))


def _member_one_of(found: nodes.MemberOneOf) -> Code:
    read: tuple[Code, ...] = (Lit(found.name),)
    if found.wanted and found.absent:
        # An absent member otherwise reads as None, which is listed nowhere.
        read = (*read, Lit(found.among.values[0]))
    return _one_of(Call(f"{found.object}.get", read), found.among, found.wanted)


def _some(found: nodes.Some) -> Code:
    words = data(found.values)
    function = "some_in" if found.wanted else "some_not_in"
    return Call(function, (Name(found.object), words, *steps(found.path)))


def _some_within(found: nodes.SomeWithin) -> Code:
    bounds = Display("tuple", tuple(Lit(getattr(found.range, name)) for _, name in _BOUNDS))
    return Call("some_within", (Name(found.object), bounds, *steps(found.path)))


def _within(found: nodes.Within) -> Code:
    bounds = [(keyword, getattr(found.range, name)) for keyword, name in _BOUNDS]
    keywords = tuple((keyword, Lit(bound)) for keyword, bound in bounds if bound is not None)
    return Call("within", (expr(found.value),), keywords)


def _not(found: nodes.Not) -> Code:
    match found.operand:
        case nodes.Has(object_, path):
            return has(object_, path, wanted=False)
        case nodes.Given(value):
            return Binary("is", (Name(value.name), _NONE))
        case nodes.Is(value, "null"):
            return Binary("is not", (Name(value.name), _NONE))
        case operand:
            return Not(expr(operand))


def _standing(found: nodes.Standing) -> Code:
    return Call("standing", (Name(found.object), *steps(found.path)), at(found.at))


def _last_there(found: nodes.LastThere) -> Code:
    paths = tuple(Display("tuple", steps(path)) for path in found.paths)
    return Call("last_there", (Name(found.object), *paths), at(found.at))


def _nth_there(found: nodes.NthThere) -> Code:
    arguments = (Name(found.object), Lit(found.number), *steps(found.path))
    return Call("nth_there", arguments, at(found.at))


_EXPRESSIONS: Final[dict[type[Any], Callable[[Any], Code]]] = {
    nodes.Var: lambda found: Name(found.name),
    nodes.Lit: lambda found: Lit(found.value),
    nodes.Pointer: _pointer,
    nodes.Listed: _listed,
    nodes.Has: lambda found: has(found.object, found.path),
    nodes.Read: lambda found: read(found.object, found.path),
    nodes.Count: lambda found: _count(found.object, found.path),
    nodes.Number: _number,
    nodes.Is: _is,
    nodes.Given: lambda found: Binary("is not", (Name(found.value.name), _NONE)),
    nodes.Empty: lambda found: Not(Name(found.value.name)),
    nodes.Length: _length,
    nodes.Fraction: lambda found: Binary(
        "!=", (Binary("%", (Name(found.value.name), Lit(1))), Lit(0))
    ),
    nodes.Uneven: _uneven,
    nodes.Mismatch: _mismatch,
    nodes.OneOf: lambda found: _one_of(expr(found.value), found.among, found.wanted),
    nodes.MemberOneOf: _member_one_of,
    nodes.Some: _some,
    nodes.SomeWithin: _some_within,
    nodes.Within: _within,
    nodes.Between: lambda found: Between(
        Lit(found.low), "<=", expr(found.value), "<=", Lit(found.high)
    ),
    nodes.Compare: lambda found: Binary(found.operator, (expr(found.left), expr(found.right))),
    nodes.Join: _join,
    nodes.Not: _not,
    nodes.Replaced: lambda found: Call(f"{found.value}.replace", (Lit(found.old), Lit(found.new))),
    nodes.Call: lambda found: Call(
        found.function, tuple([expr(argument) for argument in found.arguments])
    ),
    nodes.BoundFault: lambda found: Call(
        "bound_fault", (Name(f"*{found.size.name}"), Name(found.limits.name))
    ),
    nodes.Standing: _standing,
    nodes.LastThere: _last_there,
    nodes.NthThere: _nth_there,
}
