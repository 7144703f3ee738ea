"""Constraints as conditions: the expression that is true of a value that breaks them."""

from __future__ import annotations

from collections.abc import Callable

from modelpact import ir, naming
from modelpact.print_py import Assign, Between, Binary, Call, Display, Expr, Lit, Name, Not
from modelpact.python_checks.scope import Module

Fault = tuple[Expr, str, str]
"""A condition, the code of its issue, and the message."""


def texts_only(values: tuple[ir.Scalar, ...]) -> bool:
    """Tell whether plain equality is enough to compare with these."""
    return all(isinstance(value, str) for value in values)


def tuple_of(values: tuple[ir.Scalar, ...]) -> Display:
    """Spell values as a tuple."""
    return Display("tuple", tuple(Lit(value) for value in values))


def listed(module: Module, hint: str, values: tuple[ir.Scalar, ...]) -> Expr:
    """Spell a list of values: short ones in place, longer ones as a constant."""
    spelled = tuple_of(values)
    if len(values) <= 3 and sum(len(str(value)) for value in values) < 40:
        return spelled
    return module.constant(hint, spelled)


def among(
    module: Module, hint: str, value: Expr, values: tuple[ir.Scalar, ...], wanted: bool = True
) -> Expr:
    """Test whether a value is listed, or is not."""
    if not texts_only(values):
        test = Call("one_of", (value, listed(module, hint, values)))
        return test if wanted else Not(test)
    if len(values) == 1:
        return Binary("==" if wanted else "!=", (value, Lit(values[0])))
    return Binary("in" if wanted else "not in", (value, listed(module, hint, values)))


def range_faults(value: Expr, range_: ir.Range, module: Module, whole: bool) -> list[Fault]:
    """List what may be wrong with a number."""
    found: list[Fault] = []
    if range_.minimum is not None:
        found.append(
            (
                Binary("<", (value, Lit(range_.minimum))),
                "minimum",
                f"must be at least {show(range_.minimum)}",
            )
        )
    if range_.exclusive_minimum is not None:
        found.append(
            (
                Binary("<=", (value, Lit(range_.exclusive_minimum))),
                "exclusiveMinimum",
                f"must be greater than {show(range_.exclusive_minimum)}",
            )
        )
    if range_.maximum is not None:
        found.append(
            (
                Binary(">", (value, Lit(range_.maximum))),
                "maximum",
                f"must be at most {show(range_.maximum)}",
            )
        )
    if range_.exclusive_maximum is not None:
        found.append(
            (
                Binary(">=", (value, Lit(range_.exclusive_maximum))),
                "exclusiveMaximum",
                f"must be less than {show(range_.exclusive_maximum)}",
            )
        )
    if range_.multiple_of is not None:
        step = range_.multiple_of
        if whole and isinstance(step, int):
            test: Expr = Binary("!=", (Binary("%", (value, Lit(step))), Lit(0)))
        else:
            module.needs.add("paths")
            test = Not(Call("is_multiple", (value, Lit(step))))
        found.append((test, "multipleOf", f"must be a multiple of {show(step)}"))
    return found


def length_faults(value: Expr, least: int | None, most: int | None, items: bool) -> list[Fault]:
    """List what may be wrong with the length of a text or an array."""
    noun = "item" if items else "character"
    size = Call("len", (value,))
    found: list[Fault] = []
    if least:
        test: Expr = Not(value) if least == 1 else Binary("<", (size, Lit(least)))
        message = (
            "must not be empty"
            if least == 1
            else f"must have at least {least} {noun}{'s' * (least != 1)}"
        )
        found.append((test, "minItems" if items else "minLength", message))
    if most is not None:
        found.append(
            (
                Binary(">", (size, Lit(most))),
                "maxItems" if items else "maxLength",
                f"must have at most {most} {noun}{'s' * (most != 1)}",
            )
        )
    return found


def limits(found: ir.Dimensions) -> Display | None:
    """Spell the bounds of a size for ``bound_fault`` and ``fit``; None where there are none."""
    entries: list[tuple[Expr, Expr]] = []
    for name in ("width", "height", "side", "longest", "shortest", "area"):
        range_: ir.Range = getattr(found, name)
        least = range_.minimum if range_.minimum is not None else _next(range_.exclusive_minimum, 1)
        most = range_.maximum if range_.maximum is not None else _next(range_.exclusive_maximum, -1)
        if (least, most, range_.multiple_of) != (None, None, None):
            bounds = (Lit(least), Lit(most), Lit(range_.multiple_of))
            entries.append((Lit(name), Display("tuple", bounds)))
    if found.ratio_minimum or found.ratio_maximum:
        pair = Display("tuple", (_ratio(found.ratio_minimum), _ratio(found.ratio_maximum)))
        entries.append((Lit("ratio"), pair))
    return Display("dict", tuple(entries)) if entries else None


def _next(bound: float | None, step: int) -> float | None:
    return None if bound is None else bound + step


def _ratio(ratio: tuple[int, int] | None) -> Expr:
    return Display("tuple", (Lit(ratio[0]), Lit(ratio[1]))) if ratio else Lit(None)


def violates(
    value: Expr,
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
        tests += [_HAS_TYPE[type(kind)](value) for kind in of.kinds if _excluded(kind, allowed)]
        if ir.Number not in allowed >= {ir.Integer} and any(type(k) is ir.Number for k in of.kinds):
            fraction = Binary("!=", (Binary("%", (value, Lit(1))), Lit(0)))
            tests.append(Binary("and", (Call("is_number", (value,)), fraction)))
    if wanted.enum is not None:
        outside = among(module, hint, value, wanted.enum, wanted=False)
        if guarded and wanted.kinds:
            typed = [_HAS_TYPE[type(kind)](value) for kind in wanted.kinds]
            about = tuple({str(test): test for test in typed}.values())
            either = about[0] if len(about) == 1 else Binary("or", about)
            outside = Binary("and", (either, outside))
        tests.append(outside)
    for kind in wanted.kinds:
        match kind:
            case ir.Integer(range=range_) | ir.Number(range=range_):
                outside_range = within(value, range_, module)
                if outside_range is not None:
                    tests.append(Binary("and", (Call("is_number", (value,)), outside_range)))
            case ir.String():
                faults = _text_faults(value, kind, module, hint)
                if faults:
                    any_ = faults[0] if len(faults) == 1 else Binary("or", tuple(faults))
                    tests.append(Binary("and", (_is(value, "str"), any_)) if guarded else any_)
            case ir.Array():
                faults = [
                    test
                    for test, _, _ in length_faults(
                        value, kind.min_items, kind.max_items, items=True
                    )
                ]
                if faults:
                    any_ = faults[0] if len(faults) == 1 else Binary("or", tuple(faults))
                    tests.append(Binary("and", (_is(value, "list"), any_)) if guarded else any_)
            case _:
                pass
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else Binary("or", tuple(tests))


def _excluded(kind: ir.Kind, allowed: set[type[ir.Kind]]) -> bool:
    """Tell whether a type is ruled out; of numbers the whole ones are left where integers are asked."""
    number = isinstance(kind, ir.Integer | ir.Number) and allowed & {ir.Integer, ir.Number}
    return not number and type(kind) not in allowed


_HAS_TYPE: dict[type[ir.Kind], Callable[[Expr], Expr]] = {
    ir.Null: lambda value: Binary("is", (value, Lit(None))),
    ir.Boolean: lambda value: _is(value, "bool"),
    ir.Integer: lambda value: Call("is_number", (value,)),
    ir.Number: lambda value: Call("is_number", (value,)),
    ir.String: lambda value: _is(value, "str"),
    ir.Array: lambda value: _is(value, "list"),
    ir.Object: lambda value: _is(value, "dict"),
}


def within(value: Expr, range_: ir.Range, module: Module) -> Expr | None:
    """Spell that a number is outside of bounds; None where there are none."""
    plain = range_.exclusive_minimum is None and range_.exclusive_maximum is None
    if (
        plain
        and range_.multiple_of is None
        and range_.minimum is not None
        and range_.maximum is not None
    ):
        return Not(Between(Lit(range_.minimum), "<=", value, "<=", Lit(range_.maximum)))
    tests = [test for test, _, _ in range_faults(value, range_, module, whole=False)]
    if not tests:
        return None
    return tests[0] if len(tests) == 1 else Binary("or", tuple(tests))


def _text_faults(value: Expr, kind: ir.String, module: Module, hint: str) -> list[Expr]:
    found = [
        test for test, _, _ in length_faults(value, kind.min_length, kind.max_length, items=False)
    ]
    if kind.pattern is not None:
        found.append(mismatch(value, kind.pattern, module, hint))
    if kind.dimensions is not None:
        bounds = limits(kind.dimensions)
        spelled = Call("dimensions", (value, Lit(kind.dimensions.separator)))
        broken: Expr = Not(spelled)
        if bounds:
            size = module.constant(f"{hint} limits", bounds)
            module.needs.add("sizes")
            broken = Call("size_fault", (value, Lit(kind.dimensions.separator), size))
        if kind.dimensions.words:
            words = listed(module, f"{hint} words", kind.dimensions.words)
            broken = Binary("and", (Binary("not in", (value, words)), broken))
        found.append(broken)
    return found


def mismatch(value: Expr, pattern: str, module: Module, hint: str) -> Expr:
    """Spell that a text does not match a pattern in whole."""
    module.needs.add("patterns")
    name = module.name(f"{module.prefix}{naming.snake(hint)}_pattern".upper())
    module.constants.append(Assign(name, Call("re.compile", (Lit(pattern),))))
    return Not(Call(f"{name}.fullmatch", (value,)))


def _is(value: Expr, type_: str) -> Expr:
    return Call("isinstance", (value, Name(type_)))


def show(value: ir.Scalar) -> str:
    """Spell a value for a message."""
    return value if isinstance(value, str) else ir.Json.of(value).text
