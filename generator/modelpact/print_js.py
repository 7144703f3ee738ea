"""Print small JavaScript trees the way prettier leaves them.

Prettier needs Node and judges in tests. The printer knows its rules for the few shapes that generated checks are made
of: a line that fits stays; a call moves its arguments to a line each; a long condition goes between the parentheses on
lines of its own, broken behind its operators.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from modelpact.print_ts import WIDTH, scalar
from modelpact.text import ts_quoted, ts_template

_LEVELS: Final = {"||": 1, "&&": 2, "+": 5, "*": 6, "%": 6}
_COMPARISON, _UNARY, _ATOM = 4, 7, 9
_LOGICAL: Final = ("&&", "||")
_OPPOSITES: Final = {"===": "!==", "!==": "==="}

# --- expressions -------------------------------------------------------------------------------

# The text of an expression is the expression on one line. Trees are not frozen: see print_py.


@dataclass(slots=True)
class Atom:
    """Code that is never broken: a name, a property, a literal."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class Invoke:
    """A call; the function may be ``new X`` or a method."""

    function: str
    arguments: tuple[Expr, ...]

    def __str__(self) -> str:
        return f"{self.function}({', '.join([str(argument) for argument in self.arguments])})"


@dataclass(slots=True)
class Infix:
    """Operands joined by one operator."""

    operator: str
    operands: tuple[Expr, ...]

    def __str__(self) -> str:
        return f" {self.operator} ".join(_operands(self))


@dataclass(slots=True)
class Negate:
    """``!operand``."""

    operand: Expr

    def __str__(self) -> str:
        return f"!{_inner(self.operand, _UNARY)}"


@dataclass(slots=True)
class Entry:
    """``object["name"]``, for names that are no identifiers."""

    value: str
    name: str

    def __str__(self) -> str:
        return f"{self.value}[{ts_quoted(self.name)}]"


Expr = Atom | Entry | Invoke | Infix | Negate


def literal(value: str | float | bool | None) -> Atom:
    """A literal of spec or generator data."""
    return Atom(scalar(value))


def template(parts: tuple[str | Atom, ...]) -> Atom:
    """A text with names in it: a template literal, or a plain one where there are none."""
    if not any(isinstance(part, Atom) for part in parts):
        return literal("".join(map(str, parts)))
    spelled = [
        f"${{{part}}}" if isinstance(part, Atom) else str(ts_template(part)) for part in parts
    ]
    return Atom(f"`{''.join(spelled)}`")


def negate(test: Expr) -> Expr:
    """The opposite of a condition."""
    match test:
        case Infix(operator, operands) if operator in _OPPOSITES:
            return Infix(_OPPOSITES[operator], operands)
        case Negate(operand):
            return operand
        case _:
            return Negate(test)


def join(operator: str, tests: list[Expr]) -> Expr:
    """Join conditions; those that the same operator joins already become part of it."""
    flat = [
        part
        for test in tests
        for part in (
            test.operands if isinstance(test, Infix) and test.operator == operator else (test,)
        )
    ]
    return flat[0] if len(flat) == 1 else Infix(operator, tuple(flat))


def _level(expr: Expr) -> int:
    match expr:
        case Infix(operator):
            return _LEVELS.get(operator, _COMPARISON)
        case Negate():
            return _UNARY
        case _:
            return _ATOM


def _inner(expr: Expr, level: int) -> str:
    return str(expr) if _level(expr) >= level else f"({expr})"


def _bracketed(operand: Expr, outer: Infix) -> bool:
    """Tell whether an operand is put in brackets: also where the reader would have to know what binds first."""
    level = _level(operand)
    return level <= _level(outer) or (outer.operator == "||" and level == _LEVELS["&&"])


def _operands(expr: Infix) -> list[str]:
    return [
        f"({operand})" if _bracketed(operand, expr) else str(operand) for operand in expr.operands
    ]


# --- layout ------------------------------------------------------------------------------------


def line(before: str, expr: Expr, after: str, indent: int) -> list[str]:
    """Print ``before expr after``, over several lines where it does not fit."""
    pad = " " * indent
    flat = f"{pad}{before}{expr}{after}"
    if len(flat) <= WIDTH:
        return [flat]
    if before.endswith(" = ") and not _stays(expr, indent + len(before)):
        return [f"{pad}{before}".rstrip(), *line("", expr, after, indent + 2)]
    match expr:
        case Invoke(function, arguments) if arguments:
            rows = [row for each in arguments for row in line("", each, ",", indent + 2)]
            return [f"{pad}{before}{function}(", *rows, f"{pad}){after}"]
        case Entry(value, name):
            return [f"{pad}{before}{value}[", f"{pad}  {ts_quoted(name)}", f"{pad}]{after}"]
        case Negate(Infix() as operand):
            return [f"{pad}{before}!(", *line("", operand, "", indent + 2), f"{pad}){after}"]
        case Negate(operand):
            return line(f"{before}!", operand, after, indent)
        case Infix():
            return _infix(expr, before, after, indent, step="")
        case _:
            return [flat]


def _stays(expr: Expr, column: int) -> bool:
    """Tell whether the beginning of what is assigned stays behind the sign."""
    return isinstance(expr, Invoke) and column + len(expr.function) < WIDTH


def condition(before: str, test: Expr, indent: int) -> list[str]:
    """Print ``before (test) {``."""
    pad = " " * indent
    flat = f"{pad}{before} ({test}) {{"
    if len(flat) <= WIDTH:
        return [flat]
    if isinstance(test, Negate) and isinstance(test.operand, Infix):
        return [f"{pad}{before} (!(", *line("", test.operand, "", indent + 2), f"{pad})) {{"]
    rows = line("", test, "", indent + 2)
    if isinstance(test, Infix) and test.operator in _LOGICAL:
        rows = _logic(test, test.operands, "", "", indent + 2)
    return [f"{pad}{before} (", *rows, f"{pad}) {{"]


def _infix(expr: Infix, before: str, after: str, indent: int, step: str) -> list[str]:
    """Print operands; the second of a comparison that goes to a line of its own stands ``step`` further in."""
    pad = " " * indent
    flat = f"{pad}{before}{expr}{after}"
    if len(flat) <= WIDTH:
        return [flat]
    if expr.operator in _LOGICAL:
        return _logic(expr, expr.operands, before, after, indent)
    first, *others, last = _operands(expr)
    head = f"{pad}{before}{first} {expr.operator}"
    if len(head) > WIDTH and not others:
        return line(before, expr.operands[0], f" {expr.operator} {last}{after}", indent)
    between = [f"{pad}{step}{other} {expr.operator}" for other in others]
    return [head, *between, f"{pad}{step}{last}{after}"]


def _logic(
    test: Infix, operands: tuple[Expr, ...], before: str, after: str, indent: int
) -> list[str]:
    """Print an operand a line, each with the operator behind it; in brackets all but the first stand one step in."""
    rows: list[str] = []
    last = len(operands) - 1
    for number, operand in enumerate(operands):
        head = before if number == 0 else ""
        tail = after if number == last else f" {test.operator}"
        whole = f"{' ' * indent}{head}({operand}){tail}"
        if not isinstance(operand, Infix):
            rows += line(head, operand, tail, indent)
        elif not _bracketed(operand, test):
            rows += _infix(operand, head, tail, indent, step="  ")
        elif len(whole) <= WIDTH:
            rows.append(whole)
        else:
            within = f" {operand.operator}"
            rows += _logic(operand, operand.operands[:1], f"{head}(", within, indent)
            rows += _logic(operand, operand.operands[1:], "", f"){tail}", indent + 2)
    return rows
