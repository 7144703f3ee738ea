"""Statements on lines, as black would leave them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from modelpact import docstrings
from modelpact.print_py.layout import WIDTH, condition, layout
from modelpact.print_py.nodes import (
    Assign,
    Binary,
    Class,
    Declare,
    Def,
    Do,
    Expr,
    For,
    If,
    Line,
    Return,
    Stmt,
    operands,
)
from modelpact.text import Code


def _block(body: Sequence[Stmt], indent: int) -> list[str]:
    return [line for statement in body or (Line("pass"),) for line in _statement(statement, indent)]


def _statement(statement: Stmt, indent: int) -> list[str]:
    pad = " " * indent
    match statement:
        case Assign(target, value, operator, annotation):
            spelled = f"{target}: {annotation}" if annotation else target
            return layout(f"{spelled} {operator} ", value, "", indent)
        case Do(value):
            return layout("", value, "", indent)
        case Return(value):
            return layout("return ", value, "", indent)
        case Line(text):
            return [pad + text]
        case If():
            lines = []
            branches, otherwise = _flat(statement)
            for number, (test, body) in enumerate(branches):
                lines += condition("elif" if number else "if", test, indent)
                lines += _block(body, indent + 4)
            return [*lines, f"{pad}else:", *_block(otherwise, indent + 4)] if otherwise else lines
        case For(target, over, body):
            return [
                *layout(f"for {target} in ", over, ":", indent),
                *_block(body, indent + 4),
            ]
        case Def(name, parameters, returns, docstring, body, decorator):
            above = [f"{pad}@{decorator}"] if decorator else []
            head = f"{pad}def {name}({', '.join(parameters)}) -> {returns}:"
            lines = [head] if len(head) <= WIDTH else _signature(pad, name, parameters, returns)
            told = [f'{pad}    """{docstring}"""'] if docstring else []
            return [*above, *lines, *told, *_block(body, indent + 4)]
        case Declare(name, annotation, value, docstring):
            suffix = "" if value is None else f" = {value}"
            head = f"{pad}{name}: {annotation} = ("
            rows = layout(f"{name}: ", annotation, suffix, indent)
            if value is not None and len(rows) > 1 and len(head) <= WIDTH:
                rows = [head, f"{pad}    {value}", f"{pad})"]
            return [*rows, *docstrings.docstring(docstring, indent)]
        case Class(name, bases, docstring, body):
            told = docstrings.docstring(docstring, indent + 4)
            lines = [f"{pad}class {name}({', '.join(bases)}):", *told]
            for number, inner in enumerate(body):
                apart = told if not number else isinstance(inner, Def)
                lines += (
                    ["", *_statement(inner, indent + 4)] if apart else _statement(inner, indent + 4)
                )
            return lines if told or body else [*lines, f"{pad}    pass"]
        case _:
            assert_never(statement)


def _flat(found: If) -> tuple[tuple[tuple[Expr, tuple[Stmt, ...]], ...], tuple[Stmt, ...]]:
    """Return branches, and what else, without an if that stands alone in another or in its else."""
    if not found.branches:
        return (), found.otherwise
    *branches, (test, body) = found.branches
    match body, found.otherwise:
        case (If() as inner,), ():
            inside, otherwise = _flat(inner)
            if len(inside) == 1 and not otherwise:
                ((second, body),) = inside
                test = Binary("and", (*operands("and", test), *operands("and", second)))
            return (*branches, (test, body)), ()
        case _, (If() as inner,):
            more, otherwise = _flat(inner)
            return (*found.branches, *more), otherwise
        case _:
            return found.branches, found.otherwise


def _signature(pad: str, name: str, parameters: tuple[str, ...], returns: str) -> list[str]:
    """Break a head: to one line of parameters, or to a line each, as also a single one that takes a line."""
    inner = f"{pad}    {', '.join(parameters)}"
    one = len(parameters) > 1 and len(inner) <= WIDTH
    rows = [inner] if one else [f"{pad}    {parameter}," for parameter in parameters]
    return [f"{pad}def {name}(", *rows, f"{pad}) -> {returns}:"]


def block(statements: Sequence[Stmt], indent: int = 0) -> Code:
    """Print statements; the text ends without a line feed."""
    return Code("\n".join(_block(statements, indent)))


def module(statements: Sequence[Stmt]) -> Code:
    """Print the statements of a module: two empty lines around functions."""
    parts: list[str] = []
    for statement in statements:
        apart = isinstance(statement, Def | Class) and parts
        parts.append(("\n\n" if apart else "") + "\n".join(_statement(statement, 0)))
    return Code("\n".join(parts))
