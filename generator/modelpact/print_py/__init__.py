"""Print small Python trees the way black leaves them.

Black costs more than everything else together, so it judges in tests and does not run here. The printer knows
black's rules for the few shapes that generated code is made of: a line that fits stays; a call moves its arguments
to a line of their own, then to a line each; a display goes to a line an item; a long condition is wrapped in
parentheses before its operators.
"""

from __future__ import annotations

from modelpact.print_py.layout import WIDTH
from modelpact.print_py.nodes import (
    Assign,
    Between,
    Binary,
    Call,
    Class,
    Declare,
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
    Subscript,
    operands,
    tree,
)
from modelpact.print_py.statements import block, module

__all__ = [
    "WIDTH",
    "Assign",
    "Between",
    "Binary",
    "Call",
    "Class",
    "Declare",
    "Def",
    "Display",
    "Do",
    "Expr",
    "For",
    "Format",
    "If",
    "Item",
    "Line",
    "Lit",
    "Name",
    "Not",
    "Return",
    "Stmt",
    "Subscript",
    "block",
    "module",
    "operands",
    "tree",
]
