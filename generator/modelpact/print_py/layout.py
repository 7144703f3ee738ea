"""Expressions on lines, as black would break them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from modelpact.print_py.nodes import (
    ATOM,
    NOT,
    OPEN,
    Between,
    Binary,
    Call,
    Display,
    Expr,
    Format,
    Item,
    Lit,
    Not,
    Subscript,
    binding,
    bracketed,
)

WIDTH = 88


def layout(prefix: str, expr: Expr, suffix: str, indent: int, spelled: str = "") -> list[str]:
    """Print ``prefix expr suffix`` at an indentation, over several lines where it does not fit.

    ``spelled`` is the text of ``expr``, where it is known already.
    """
    pad = " " * indent
    line = f"{pad}{prefix}{spelled or expr}{suffix}"
    if len(line) <= WIDTH:
        return [line]
    match expr:
        case Call(function, arguments, keywords) if arguments or keywords:
            given = [("", argument, str(argument)) for argument in arguments]
            given += [(f"{name}=", value, str(value)) for name, value in keywords]
            inner = " " * (indent + 4) + ", ".join([name + text for name, _, text in given])
            head, tail = [f"{pad}{prefix}{function}("], [f"{pad}){suffix}"]
            if len(inner) <= WIDTH:
                return [*head, inner, *tail]
            comma = "," if len(given) > 1 else ""
            for name, value, text in given:
                head += layout(name, value, comma, indent + 4, text)
            return head + tail
        case Display(kind, items) if items:
            start, end = OPEN[kind]
            rows = [f"{pad}{prefix}{start}"]
            for item in items:
                rows += _row(item, indent + 4, len(items), kind)
            rows.append(f"{pad}{end}{suffix}")
            return rows
        case Item(value, key):
            return [f"{pad}{prefix}{value!s}[", f"{pad}    {key!s}", f"{pad}]{suffix}"]
        case Subscript(name, keys):
            inner = " " * (indent + 4) + ", ".join([str(key) for key in keys])
            rows = [inner]
            if len(inner) > WIDTH:
                comma = "," if len(keys) > 1 else ""
                rows = [row for key in keys for row in layout("", key, comma, indent + 4)]
            return [f"{pad}{prefix}{name}[", *rows, f"{pad}]{suffix}"]
        case Binary("|", (Subscript() as first, *rest)) if prefix:
            told = "".join([f" | {bracketed(operand, 6)}" for operand in rest])
            return layout(prefix, first, f"{told}{suffix}", indent)
        case Binary("|", (first, *rest)):
            rows = layout("", first, "", indent)
            for operand in rest:
                rows += layout("| ", operand, "", indent)
            return [*rows[:-1], f"{rows[-1]}{suffix}"]
        case Binary("+" | "*", (_, *rest)) if len(rest) > 1 or not isinstance(rest[0], Call):
            return [f"{pad}{prefix}(", *_operands(expr, indent + 4), f"{pad}){suffix}"]
        case Binary(operator, (left, Call() as last)):
            return layout(
                f"{prefix}{bracketed(left, binding(expr))} {operator} ", last, suffix, indent
            )
        case Binary(operator, (left, Not(Call() as last))):
            before = f"{prefix}{bracketed(left, binding(expr))} {operator} not "
            return layout(before, last, suffix, indent)
        case Binary(operator, (left, right)) if binding(right) <= binding(expr):
            opening = f"{pad}{prefix}{bracketed(left, binding(expr))} {operator} ("
            return [opening, *_operands(right, indent + 4), f"{pad}){suffix}"]
        case Not(operand) if binding(operand) < NOT:
            return [f"{pad}{prefix}not (", *_operands(operand, indent + 4), f"{pad}){suffix}"]
        case Not(Call() as operand):
            return layout(f"{prefix}not ", operand, suffix, indent)
        case Lit() | Format() if prefix and not suffix and indent + 4 + len(str(expr)) <= WIDTH:
            return [f"{pad}{prefix}(", f"{pad}    {expr}", f"{pad})"]
        case _:
            return [line]


def _row(item: Expr | tuple[Expr, Expr], indent: int, count: int, kind: str) -> list[str]:
    comma = "," if count > 1 or kind in ("tuple", "list", "set", "dict") else ""
    if isinstance(item, tuple):
        return layout(f"{item[0]!s}: ", item[1], comma, indent)
    return layout("", item, comma, indent)


def condition(keyword: str, test: Expr, indent: int) -> list[str]:
    """Print ``keyword test:`` at an indentation."""
    pad = " " * indent
    line = f"{pad}{keyword} {test}:"
    if len(line) <= WIDTH:
        return [line]
    pieces = [f"{keyword} ", *_pieces(test), ":"]
    rows = _operands(test, indent + 4)
    if _opens(pieces, _breaks(test), indent):
        opened = _opened(pieces, indent)
        # Where the first line stays too long, new brackets are tried after all.
        if len(opened[0]) <= WIDTH or any(len(row) > WIDTH for row in rows):
            return opened
    if len(rows) == 1 and len(rows[0]) > WIDTH:
        return layout(f"{keyword} ", test, ":", indent)
    return [f"{pad}{keyword} (", *rows, f"{pad}):"]


@dataclass(slots=True)
class _Brackets:
    """Brackets that are in no others: what is in them, on one line and over several."""

    start: str
    inner: str
    end: str
    rows: Callable[[int], list[str]]

    def __str__(self) -> str:
        return f"{self.start}{self.inner}{self.end}"


_Piece = str | _Brackets


def _pieces(expr: Expr) -> list[_Piece]:
    """Take an expression apart into text and brackets."""
    match expr:
        case Call(function, arguments, keywords) if arguments or keywords:
            inner = str(expr)[len(function) + 1 : -1]
            return [function, _Brackets("(", inner, ")", partial(_arguments, expr))]
        case Display(kind, items) if items:
            start, end = OPEN[kind]
            return [_Brackets(start, str(expr)[1:-1], end, partial(_items, expr))]
        case Item(value, key):
            return [
                *_part(value, ATOM),
                _Brackets("[", str(key), "]", lambda indent: [f"{' ' * indent}{key}"]),
            ]
        case Not(operand):
            return ["not ", *_part(operand, NOT)]
        case Between(low, first, value, second, high):
            return [f"{low} {first} ", *_part(value, 5), f" {second} {high}"]
        case Binary(operator, (first_operand, *rest)):
            level = binding(expr)
            found = _part(first_operand, level)
            for operand in rest:
                found += [f" {operator} ", *_part(operand, level + 1)]
            return found
        case _:
            return [str(expr)]


def _part(expr: Expr, level: int) -> list[_Piece]:
    if binding(expr) >= level:
        return _pieces(expr)
    return [_Brackets("(", str(expr), ")", partial(_operands, expr))]


def _breaks(test: Expr) -> int:
    """Count the operators at which a condition would be broken first: those that bind the least."""
    match test:
        case Binary("and" | "or"):
            return len(_logic(test, "")) - 1
        case Binary(_, operands):
            return len(operands) - 1
        case Between():
            return 2
        case Not(operand) if binding(operand) >= NOT:
            return _breaks(operand)
        case _:
            return 0


def _opens(pieces: list[_Piece], breaks: int, indent: int) -> bool:
    """Tell whether black opens brackets that are there, rather than put new ones around the condition."""
    within = [index for index, piece in enumerate(pieces) if isinstance(piece, _Brackets)]
    if breaks > 1 or not within:
        return False
    if breaks == 0 or (within[-1] == len(pieces) - 2 and len(within) > 1):
        return True
    # Black measures from where the condition would stand in brackets of its own.
    if within[-1] == len(pieces) - 2:
        return indent + 4 + len(_text(pieces[1 : within[-1]])) + 1 <= WIDTH
    if within[0] != 1:
        return False
    upto = within[1] if len(within) > 1 else len(pieces) - 1
    more = len(within) > 1
    return indent + 4 + 1 + len(_text(pieces[2:upto])) + more <= WIDTH


def _text(pieces: Iterable[_Piece]) -> str:
    return "".join(str(piece) for piece in pieces)


def _opened(pieces: list[_Piece], indent: int) -> list[str]:
    """Break in the last brackets that leave a short line before them and behind them."""
    pad = " " * indent
    within = [index for index, piece in enumerate(pieces) if isinstance(piece, _Brackets)]
    for index in reversed(within):
        found = pieces[index]
        assert isinstance(found, _Brackets)
        head = f"{pad}{_text(pieces[:index])}{found.start}"
        tail = f"{pad}{found.end}{_text(pieces[index + 1 :])}"
        if index != within[-1] and len(tail) > WIDTH:
            break
        if len(head) <= WIDTH:
            return [head, *found.rows(indent + 4), tail]
    index = within[-1]
    found = pieces[index]
    assert isinstance(found, _Brackets)
    head_pieces: list[_Piece] = [*pieces[:index], found.start]
    head_rows = [f"{pad}{_text(head_pieces)}"]
    if len(within) > 1:
        head_rows = _opened(head_pieces, indent)
    return [
        *head_rows,
        *found.rows(indent + 4),
        f"{pad}{found.end}{_text(pieces[index + 1 :])}",
    ]


def _arguments(call: Call, indent: int) -> list[str]:
    """Print the arguments of a call on one line, or each on its own."""
    given = [("", argument) for argument in call.arguments]
    given += [(f"{name}=", value) for name, value in call.keywords]
    line = " " * indent + ", ".join([f"{name}{value}" for name, value in given])
    if len(line) <= WIDTH:
        return [line]
    comma = "," if len(given) > 1 else ""
    return [row for name, value in given for row in layout(name, value, comma, indent)]


def _items(display: Display, indent: int) -> list[str]:
    count = len(display.items)
    return [row for item in display.items for row in _row(item, indent, count, display.kind)]


def _logic(test: Expr, before: str) -> list[tuple[str, Expr]]:
    """The operands of nested `and` and `or`, each with what stands before it; those in brackets stay whole."""
    if not (isinstance(test, Binary) and test.operator in ("and", "or")):
        return [(before, test)]
    first, *rest = test.operands
    level = binding(test)
    parts = _logic(first, before) if binding(first) >= level else [(f"{before}(", first)]
    for operand in rest:
        told = f"{test.operator} "
        parts += _logic(operand, told) if binding(operand) > level else [(f"{told}(", operand)]
    return parts


def _operand(part: Expr, indent: int, told: str) -> list[str]:
    if not told.endswith("("):
        return _operands(part, indent, told)
    pad = " " * indent
    line = f"{pad}{told}{part})"
    return (
        [line] if len(line) <= WIDTH else [f"{pad}{told}", *_operands(part, indent + 4), f"{pad})"]
    )


def _operands(test: Expr, indent: int, before: str = "") -> list[str]:
    """Print a condition in brackets: on one line, or each operand on its own behind its operator."""
    pad = " " * indent
    line = f"{pad}{before}{test}"
    if len(line) <= WIDTH:
        return [line]
    match test:
        case Binary("and" | "or"):
            # To black `and` and `or` are one: it breaks at each of them that is not in brackets.
            parts = _logic(test, before)
            return [row for told, part in parts for row in _operand(part, indent, told)]
        case Binary(operator, (first, *rest)):
            level = binding(test)
            rows = _row_of(first, indent, before, level)
            for operand in rest:
                rows += _row_of(operand, indent, f"{operator} ", level + 1)
            return rows
        case Between(low, first_op, value, second_op, high):
            inner = bracketed(value, 5)
            return [f"{pad}{before}{low}", f"{pad}{first_op} {inner}", f"{pad}{second_op} {high}"]
        case Not(Binary("and" | "or") as operand):
            return _operand(operand, indent, f"{before}not (")
        case Not(Between() as operand):
            return _operands(operand, indent, f"{before}not ")
        case Call():
            return layout(before, test, "", indent)
        case Not(Call() as operand):
            return layout(f"{before}not ", operand, "", indent)
        case _:
            return [line]


def _row_of(operand: Expr, indent: int, before: str, level: int) -> list[str]:
    if isinstance(operand, Call | Display):
        return layout(before, operand, "", indent)
    return [f"{' ' * indent}{before}{bracketed(operand, level)}"]
