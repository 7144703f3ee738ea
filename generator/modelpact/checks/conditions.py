"""Constraints as conditions: the expression that is true of a value that breaks them."""

from __future__ import annotations

from typing import Final

from modelpact import ir
from modelpact.checks.expressions import (
    Between,
    Call,
    Compare,
    Empty,
    Expr,
    Fraction,
    Is,
    Join,
    Length,
    Listed,
    Lit,
    Mismatch,
    Not,
    OneOf,
    Type,
    Uneven,
    Var,
)
from modelpact.checks.prose import least_text, most_text, show
from modelpact.checks.scope import Module
from modelpact.checks.statements import Data

Fault = tuple[Expr, str, str]
"""A condition, the code of its issue, and the message."""

TYPES: Final[dict[type[ir.Kind], Type]] = {
    ir.Null: "null",
    ir.Boolean: "boolean",
    ir.Integer: "number",
    ir.Number: "number",
    ir.String: "string",
    ir.Array: "array",
    ir.Object: "object",
}


def either(tests: list[Expr]) -> Expr:
    """Join conditions of which one is enough."""
    return tests[0] if len(tests) == 1 else Join("or", tuple(tests))


def texts_only(values: tuple[ir.Scalar, ...]) -> bool:
    """Tell whether plain equality is enough to compare with these."""
    return all(isinstance(value, str) for value in values)


def listed(module: Module, hint: str, values: tuple[ir.Scalar, ...]) -> Listed:
    """Spell a list of values: short ones in place, longer ones as a constant."""
    if len(values) <= 3 and sum(len(str(value)) for value in values) < 40:
        return Listed(values)
    return Listed(values, module.constant(hint, values))


def choice(module: Module, hint: str, values: tuple[ir.Scalar, ...]) -> Listed:
    """Spell a list of values to compare with; a single text needs no list."""
    if len(values) == 1 and isinstance(values[0], str):
        return Listed(values)
    return listed(module, hint, values)


def outside(module: Module, hint: str, value: Expr, values: tuple[ir.Scalar, ...]) -> OneOf:
    """Test whether a value is not listed."""
    return OneOf(value, choice(module, hint, values), wanted=False)


def range_faults(value: Expr, range_: ir.Range, whole: bool) -> list[Fault]:
    """List what may be wrong with a number."""
    bounds = (
        ("<", range_.minimum, "minimum", "at least"),
        ("<=", range_.exclusive_minimum, "exclusiveMinimum", "greater than"),
        (">", range_.maximum, "maximum", "at most"),
        (">=", range_.exclusive_maximum, "exclusiveMaximum", "less than"),
    )
    found: list[Fault] = [
        (Compare(operator, value, Lit(bound)), code, f"must be {told} {show(bound)}")
        for operator, bound, code, told in bounds
        if bound is not None
    ]
    step = range_.multiple_of
    if step is not None:
        uneven = Uneven(value, step, whole and isinstance(step, int))
        found.append((uneven, "multipleOf", f"must be a multiple of {show(step)}"))
    return found


def text_length_faults(value: Var, kind: ir.String) -> list[Fault]:
    """List what may be wrong with the length of a text."""
    least, most = kind.min_length, kind.max_length
    found: list[Fault] = []
    if least:
        test: Expr = Empty(value) if least == 1 else Length(value, "text", "<", least)
        found.append((test, "minLength", least_text(least, "character")))
    if most is not None:
        test = Length(value, "text", ">", most)
        found.append((test, "maxLength", most_text(most, "character")))
    return found


def count_faults(value: Var, kind: ir.Array) -> list[Fault]:
    """List what may be wrong with the number of items of an array."""
    least, most = kind.min_items, kind.max_items
    found: list[Fault] = []
    if least:
        test: Expr = Empty(value) if least == 1 else Length(value, "array", "<", least)
        found.append((test, "minItems", least_text(least, "item")))
    if most is not None:
        found.append((Length(value, "array", ">", most), "maxItems", most_text(most, "item")))
    return found


Ends = tuple[float | None, float | None, float | None]
"""Minimum, maximum and step."""


def measures(found: ir.Dimensions) -> dict[str, Ends]:
    """Bound each measure of a size; an exclusive bound is the next whole number."""
    ends: dict[str, Ends] = {}
    for name in ("width", "height", "side", "longest", "shortest", "area"):
        range_: ir.Range = getattr(found, name)
        least = range_.minimum if range_.minimum is not None else _next(range_.exclusive_minimum, 1)
        most = range_.maximum if range_.maximum is not None else _next(range_.exclusive_maximum, -1)
        if (least, most, range_.multiple_of) != (None, None, None):
            ends[name] = (least, most, range_.multiple_of)
    return ends


def limits(found: ir.Dimensions) -> dict[str, Data]:
    """Spell the bounds of a size for the runtime: each as minimum, maximum and step, a ratio as two pairs."""
    entries: dict[str, Data] = dict(measures(found))
    if found.ratio_minimum or found.ratio_maximum:
        entries["ratio"] = (found.ratio_minimum, found.ratio_maximum)
    return entries


def _next(bound: float | None, step: int) -> float | None:
    return None if bound is None else bound + step


def violates(
    value: Var,
    wanted: ir.Value,
    module: Module,
    hint: str,
    guarded: bool,
    of: ir.Value | None = None,
) -> Expr | None:
    """Spell that a value breaks constraints; ``guarded``: only where its type is one that they are about.

    ``of`` is the value that is constrained: types that it has and ``wanted`` has not are broken too.
    """
    tests: list[Expr] = []
    allowed = {type(kind) for kind in wanted.kinds}
    if of is not None and allowed:
        tests += [Is(value, TYPES[type(kind)]) for kind in of.kinds if _excluded(kind, allowed)]
        if ir.Number not in allowed >= {ir.Integer} and any(type(k) is ir.Number for k in of.kinds):
            tests.append(Join("and", (Is(value, "number"), Fraction(value))))
    if wanted.enum is not None:
        unlisted: Expr = outside(module, hint, value, wanted.enum)
        if guarded and wanted.kinds:
            types = dict.fromkeys(TYPES[type(kind)] for kind in wanted.kinds)
            about = either([Is(value, type_) for type_ in types])
            unlisted = Join("and", (about, unlisted))
        tests.append(unlisted)
    for kind in wanted.kinds:
        match kind:
            case ir.Integer(range=range_) | ir.Number(range=range_):
                outside_range = beyond(value, range_)
                if outside_range is not None:
                    tests.append(Join("and", (Is(value, "number"), outside_range)))
            case ir.String():
                faults = _text_faults(value, kind, module, hint)
                if faults:
                    any_ = either(faults)
                    tests.append(Join("and", (Is(value, "string"), any_)) if guarded else any_)
            case ir.Array():
                faults = [test for test, _, _ in count_faults(value, kind)]
                if faults:
                    any_ = either(faults)
                    tests.append(Join("and", (Is(value, "array"), any_)) if guarded else any_)
            case _:
                pass
    return either(tests) if tests else None


def _excluded(kind: ir.Kind, allowed: set[type[ir.Kind]]) -> bool:
    """Tell whether a type is ruled out; of numbers the whole ones are left where integers are asked."""
    number = isinstance(kind, ir.Integer | ir.Number) and allowed & {ir.Integer, ir.Number}
    return not number and type(kind) not in allowed


def beyond(value: Expr, range_: ir.Range) -> Expr | None:
    """Spell that a number is outside of bounds; None where there are none."""
    least, most = range_.minimum, range_.maximum
    inclusive = ir.Range(minimum=least, maximum=most) == range_
    if inclusive and least is not None and most is not None:
        return Not(Between(value, least, most))
    tests = [test for test, _, _ in range_faults(value, range_, whole=False)]
    return either(tests) if tests else None


def _text_faults(value: Var, kind: ir.String, module: Module, hint: str) -> list[Expr]:
    found = [test for test, _, _ in text_length_faults(value, kind)]
    if kind.pattern is not None:
        found.append(Mismatch(value, module.pattern(hint, kind.pattern)))
    size = kind.dimensions
    if size is not None:
        bounds = limits(size)
        broken: Expr
        if bounds:
            held = Var(module.constant(f"{hint} limits", bounds))
            module.needs.add("sizes")
            broken = Call("size_fault", (value, Lit(size.separator), held))
        else:
            broken = Not(Call("dimensions", (value, Lit(size.separator))))
        if size.words:
            words = listed(module, f"{hint} words", size.words)
            broken = Join("and", (OneOf(value, words, wanted=False), broken))
        found.append(broken)
    return found
