"""The printer writes what black would leave: every shape, at every width around the limit."""

from __future__ import annotations

import ast

import black
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from modelpact.print_py import (
    Assign,
    Between,
    Binary,
    Call,
    Def,
    Display,
    Do,
    Expr,
    For,
    Format,
    If,
    Item,
    Line,
    Lit,
    Name,
    Not,
    Return,
    Stmt,
    block,
    module,
)


def stable(statements: tuple[Stmt, ...]) -> str:
    text = f"{module(statements)}\n"
    ast.parse(text)
    assert black.format_str(text, mode=black.Mode()) == text
    return text


def name(length: int) -> Name:
    return Name("n" * length)


WIDTHS = range(1, 91)
SHAPES = {
    "call": lambda n: Do(Call("issues.append", (Call("Issue", (Lit("/" + "p" * n), Lit("code"), Lit("error"))),))),
    "call keywords": lambda n: Do(Call("reach", (name(n), Lit("a")), (("at", Lit("b" * n)),))),
    "assign call": lambda n: Assign("found", Call("function", (name(n), name(n)))),
    "assign long text": lambda n: Assign("text", Lit("t" * n)),
    "assign item": lambda n: Assign("x" * (n // 2 + 1), Item(Name("payload"), Lit("k" * n))),
    "tuple": lambda n: Assign("VALUES", Display("tuple", tuple(Lit("v" * n) for _ in range(3)))),
    "tuple of one": lambda n: Assign("VALUES", Display("tuple", (Lit("v" * n),))),
    "dict": lambda n: Assign("TABLE", Display("dict", ((Lit("k"), Lit("v" * n)), (Lit("l"), Lit(1)))), annotation="dict[str, object]"),
    "if in": lambda n: If(((Binary("in", (Lit("k" * n), Name("payload"))), (Line("pass"),)),)),
    "if and": lambda n: If(((Binary("and", (Binary(">", (name(n), Lit(1))), name(9), Not(name(5)))), (Line("pass"),)),)),
    "if len": lambda n: If(((Binary("!=", (Name("known"), Call("len", (name(n),)))), (Line("pass"),)),)),
    "if between": lambda n: If(((Not(Between(Lit(1), "<=", name(n), "<=", Lit(10))), (Line("pass"),)),), (Return(Lit(None)),)),
    "for": lambda n: For("i, item", Call("enumerate", (name(n),)), (Do(Call("f", (Name("i"),))),)),
    "def": lambda n: Def("c" * (n // 2 + 1), (f"{'p' * (n // 2 + 1)}: dict[str, object]", "issues: list[Issue]"), "None", "Do it.", (Line("pass"),)),
    "def of one": lambda n: Def("c" * n, ("p: dict[str, object]",), "bool", "", (Line("pass"),)),
    "if call": lambda n: If(((Binary("and", (Call("isinstance", (name(9), Name("str"))), Call("f", (name(n), Lit("v" * 9))))), (Line("pass"),)),)),
    "if group": lambda n: If(((Binary("and", (Name("a" * 20), Binary("or", (Call("f", (name(n),)), Name("b" * 20))))), (Line("pass"),)),)),
    "if not group": lambda n: If(((Not(Binary("or", (name(n), Name("b" * 20)))), (Line("pass"),)),)),
    "if three": lambda n: If(((Binary("or", (name(n), Binary("and", (Name("b" * 20), Name("d" * 20))), Call("f", (Name("c"),)))), (Line("pass"),)),)),
    "if deep": lambda n: If(((Binary("or", (Binary("and", (name(n), Binary("or", (Name("a" * 30), Name("b" * 30))))), Binary("and", (Name("c" * 30), Binary("==", (Name("d"), Lit("x" * n))))))), (Line("pass"),)),)),
    "if long in": lambda n: If(((Binary("or", (Binary("in", (Lit("k" * n), Name("payload"))), Binary("not in", (Lit("l" * n), Name("payload"))))), (Line("pass"),)),)),
    "if and not call": lambda n: If(((Binary("and", (Binary("in", (Lit("k" * n), Name("payload"))), Not(Call("one_of", (name(n), Lit("v" * 9)))))), (Line("pass"),)),)),
    "if call and not call": lambda n: If(((Binary("and", (Call("is_number", (name(n),)), Not(Call("one_of", (name(5), Name("VALUES" * 9)))))), (Line("pass"),)),)),
    "if three not call": lambda n: If(((Binary("and", (Name("a"), Binary("in", (Lit("k" * n), Name("payload"))), Not(Call("one_of", (name(n), Lit("v" * 9)))))), (Line("pass"),)),)),
    "if equal call": lambda n: If(((Binary("and", (Binary("==", (Call("payload.get", (Lit("k"), Lit("v" * n))), Lit("v" * n))), Binary("in", (Lit("k"), Name("payload"))))), (Line("pass"),)),)),
    "if get and group": lambda n: If(((Binary("and", (Binary("==", (Call("payload.get", (Lit("k" * 20), Lit("v" * n))), Lit("v" * n))), Binary("or", (Name("a" * 20), Name("b" * 9))))), (Line("pass"),)),)),
    "if get and call": lambda n: If(((Binary("and", (Binary("==", (Call("payload.get", (Lit("k" * 9), Lit("v" * n))), Lit("v" * 20))), Call("f", (Name("a" * 20),)))), (Line("pass"),)),)),
    "if call and call": lambda n: If(((Binary("or", (Call("g", (name(n), name(3))), Call("f", (Name("a" * 20),)))), (Line("pass"),)),)),
    "if in tuple": lambda n: If(((Binary("not in", (name(n), Display("tuple", (Lit("a" * 20), Lit("b" * 9))))), (Line("pass"),)),)),
    "if and in tuple": lambda n: If(((Binary("and", (Call("isinstance", (name(n), Name("str"))), Binary("not in", (name(n), Display("tuple", (Lit("a" * 20), Lit("b" * 9))))))), (Line("pass"),)),)),
    "if and get in tuple": lambda n: If(((Binary("and", (Binary("in", (Lit("k" * n), Name("item"))), Binary("not in", (Call("item.get", (Lit("k" * n), Name("MISSING"))), Display("tuple", (Lit("a" * 20), Lit("b" * 9))))))), (Line("pass"),)),)),
    "if group first": lambda n: If(((Binary("and", (Binary("or", (name(n), Name("b" * 20))), Binary("==", (Call("payload.get", (Lit("k"),)), Lit("e" * (n // 2)))))), (Line("pass"),)),)),
    "if two groups": lambda n: If(((Binary("and", (Binary("or", (name(n), Name("b" * 20))), Binary("or", (Name("a" * 20), Name("c" * 20))))), (Line("pass"),)),)),
    "if group and name": lambda n: If(((Binary("and", (Binary("or", (name(n), Name("b" * 20))), Binary("is not", (Name("a" * 20), Lit(None))))), (Line("pass"),)),)),
    "elif": lambda n: If(((Name("x"), (Line("pass"),)), (Call("one_of", (name(n), Name("VALUES"))), (Line("pass"),)), (Binary("and", (Name("a" * 20), Call("f", (name(n), Name("VALUES"))))), (Line("pass"),)), (Binary("in", (name(n), Display("tuple", (Lit("a" * 20), Lit("b" * 9))))), (Line("pass"),)))),
    "sum of two": lambda n: Assign("total", Binary("+", (Name("a" * 30), name(n)))),
    "sum of a call": lambda n: Assign("total", Binary("+", (Name("a" * 30), Call("count", (Name("payload"), Lit("v" * n)))))),
    "sum of calls": lambda n: Assign("total", Binary("+", (Call("count", (Name("payload"), Lit("c"))), Call("count", (Name("payload"), Lit("v" * n)))))),
    "sum of three": lambda n: Assign("total", Binary("+", (Call("count", (Name("payload"), Lit("v" * n))), Call("count", (Name("payload"), Lit("c" * 20))), Binary("*", (name(5), Lit(2)))))),
    "product": lambda n: Assign("total", Binary("*", (name(n), Binary("*", (Name("b" * 20), Lit(2))), Binary("*", (name(5), Lit(2)))))),
    "format": lambda n: Do(Call("f", (Format(("/" + "a" * n, "/", Name("i"), "/b")), Lit(True)))),
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_is_stable_at_each_width(shape: str) -> None:
    for width in WIDTHS:
        stable((SHAPES[shape](width),))


CONDITIONS = [shape for shape in SHAPES if shape.startswith("if")]


@pytest.mark.parametrize("outer", CONDITIONS)
def test_a_condition_that_holds_nothing_but_another_is_joined_with_it(outer: str) -> None:
    for inner in CONDITIONS:
        for left, right in ((5, 5), (10, 60), (75, 30)):
            (first, _), *_ = SHAPES[outer](left).branches
            (second, body), *_ = SHAPES[inner](right).branches
            text = stable((If(((first, (If(((second, body),)),)),)),))
            assert text.count("if ") == 1, text


LITERALS = st.one_of(
    st.text(max_size=60),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.none(),
)


@settings(max_examples=150, deadline=None)
@given(LITERALS)
def test_literals_mean_their_value(value: str | int | float | bool | None) -> None:
    text = stable((Assign("x", Lit(value)),))
    assert text.isascii()
    assert ast.literal_eval(text.removeprefix("x = ")) == value


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text(max_size=20), min_size=1, max_size=3))
@example(['"', "'"])
@example(["'\\", '"{'])
def test_f_strings_mean_their_text(parts: list[str]) -> None:
    mixed: list[str | Name] = []
    for part in parts:
        mixed += [part, Name("i")]
    text = stable((Assign("x", Format(tuple(mixed))),))
    scope: dict[str, object] = {"i": 7}
    exec(text, scope)
    assert scope["x"] == "".join(f"{part}7" for part in parts)


def test_branches_and_blocks_read_as_written() -> None:
    told: Expr = Binary(
        "or", (Name("a"), Binary("and", (Name("b"), Not(Binary("in", (Name("c"), Name("d")))))))
    )
    found = If(((told, (Return(Lit(1)),)), (Name("e"), ())), (Return(Lit(2)),))
    assert str(block((found,))) == (
        "if a or b and not c in d:\n    return 1\nelif e:\n    pass\nelse:\n    return 2"
    )


def test_an_if_alone_in_an_else_is_a_branch() -> None:
    inner = If(((Name("b"), (Return(Lit(1)),)),), (If(((Name("c"), (Return(Lit(2)),)),)),))
    found = If(((Name("a"), ()),), (inner,))
    assert str(block((found,))) == ("if a:\n    pass\nelif b:\n    return 1\nelif c:\n    return 2")


def test_an_if_with_more_branches_stays_in_the_other() -> None:
    for inner in (
        If(((Name("b"), (Return(Lit(1)),)), (Name("c"), (Return(Lit(2)),)))),
        If(((Name("b"), (Return(Lit(1)),)),), (Return(Lit(2)),)),
    ):
        assert "\n    if b:" in str(block((If(((Name("a"), (inner,)),)),)))
    kept = If(((Name("a"), (If(((Name("b"), (Return(Lit(1)),)),)),)),), (Return(Lit(2)),))
    assert str(block((kept,))) == "if a:\n    if b:\n        return 1\nelse:\n    return 2"


def test_an_if_without_branches_is_nothing() -> None:
    assert str(block((Line("a"), If(()), Line("b")))) == "a\nb"


def test_looser_operands_get_parentheses() -> None:
    either = Binary("or", (Name("a"), Name("b")))
    assert str(Binary("and", (either, Name("c")))) == "(a or b) and c"
    assert str(Not(either)) == "not (a or b)"
    assert str(Binary("*", (Binary("+", (Name("a"), Lit(1))), Lit(2)))) == "(a + 1) * 2"
