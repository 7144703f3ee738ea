"""Expressions and statements of Python, as far as generated code is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from modelpact.text import numeral, quoted

# --- expressions -------------------------------------------------------------------------------

# The text of an expression is the expression on one line. Trees are not frozen, though nobody changes one: they are
# printed as soon as they are built, and a node that is frozen takes thrice as long to make.

OPEN = {
    "tuple": ("(", ")"),
    "list": ("[", "]"),
    "set": ("{", "}"),
    "dict": ("{", "}"),
    "frozenset": ("{", "}"),
}
BINDING = {
    "or": 1,
    "and": 2,
    "in": 4,
    "not in": 4,
    "is": 4,
    "is not": 4,
    "|": 5,
    "+": 6,
    "-": 6,
    "*": 7,
    "/": 7,
    "%": 7,
}
COMPARISON, NOT, ATOM = 4, 3, 9


@dataclass(slots=True)
class Name:
    """Code that the generator itself spells: a name, an attribute, a short constant expression."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class Lit:
    """A literal of spec or generator data: text, number, boolean or None."""

    value: str | int | float | bool | None

    def __str__(self) -> str:
        value = self.value
        return quoted(value) if isinstance(value, str) else literal(value)


@dataclass(slots=True)
class Format:
    """An f-string of literal texts and names."""

    parts: tuple[str | Name, ...]

    def __str__(self) -> str:
        return formatted(self.parts)


@dataclass(slots=True)
class Call:
    """A call; ``keywords`` follow the positional arguments."""

    function: str
    arguments: tuple[Expr, ...]
    keywords: tuple[tuple[str, Expr], ...] = ()

    def __str__(self) -> str:
        given = ", ".join([str(argument) for argument in self.arguments])
        for name, value in self.keywords:
            given = f"{given}, {name}={value}" if given else f"{name}={value}"
        return f"{self.function}({given})"


@dataclass(slots=True)
class Item:
    """``value[key]``."""

    value: Expr
    key: Expr

    def __str__(self) -> str:
        return f"{bracketed(self.value, ATOM)}[{self.key}]"


@dataclass(slots=True)
class Subscript:
    """``name[key, ...]``, as types are spelled."""

    name: str
    keys: tuple[Expr, ...]

    def __str__(self) -> str:
        return f"{self.name}[{', '.join([str(key) for key in self.keys])}]"


@dataclass(slots=True)
class Display:
    """A tuple, list, set or dict (items are then pairs)."""

    kind: str
    items: tuple[Expr | tuple[Expr, Expr], ...]

    def __str__(self) -> str:
        start, end = OPEN[self.kind]
        comma = "," if self.kind == "tuple" and len(self.items) == 1 else ""
        return f"{start}{', '.join([entry(item) for item in self.items])}{comma}{end}"


@dataclass(slots=True)
class Binary:
    """Operands joined by one operator: ``and``, ``or``, a comparison or arithmetic."""

    operator: str
    operands: tuple[Expr, ...]

    def __str__(self) -> str:
        level = binding(self)
        first, *rest = self.operands
        spelled = [bracketed(first, level), *[bracketed(operand, level + 1) for operand in rest]]
        return f" {self.operator} ".join(spelled)


@dataclass(slots=True)
class Not:
    """``not operand``."""

    operand: Expr

    def __str__(self) -> str:
        return f"not {bracketed(self.operand, NOT)}"


@dataclass(slots=True)
class Between:
    """``low <= value <= high``, with the operators given."""

    low: Expr
    first: str
    value: Expr
    second: str
    high: Expr

    def __str__(self) -> str:
        return f"{self.low} {self.first} {bracketed(self.value, 5)} {self.second} {self.high}"


Expr = Name | Lit | Format | Call | Item | Subscript | Display | Binary | Not | Between


def binding(expr: Expr) -> int:
    """How tightly an expression holds together."""
    match expr:
        case Binary(operator, _):
            return BINDING.get(operator, COMPARISON)
        case Between():
            return COMPARISON
        case Not():
            return NOT
        case _:
            return ATOM


def operands(operator: str, expr: Expr) -> tuple[Expr, ...]:
    """What an operator joins in an expression: the expression itself, if it is of another kind."""
    return expr.operands if isinstance(expr, Binary) and expr.operator == operator else (expr,)


def bracketed(expr: Expr, level: int) -> str:
    """Spell an expression, in parentheses where it binds less tightly than ``level``."""
    return str(expr) if binding(expr) >= level else f"({expr})"


def entry(item: Expr | tuple[Expr, Expr]) -> str:
    """Spell an item of a display, or the pair of a dict."""
    return f"{item[0]}: {item[1]}" if isinstance(item, tuple) else str(item)


def literal(value: str | float | bool | None) -> str:
    """Spell a literal as black would."""
    if isinstance(value, str):
        return quoted(value)
    return str(value) if value is None or isinstance(value, bool) else numeral(value)


def tree(value: object) -> Expr:
    """The tree of a JSON value."""
    match value:
        case dict():
            return Display(
                "dict", tuple((Lit(str(key)), tree(item)) for key, item in value.items())
            )
        case list():
            return Display("list", tuple(map(tree, value)))
        case None | bool() | int() | float() | str():
            return Lit(value)
        case _:
            raise TypeError(type(value).__name__)


def formatted(parts: Sequence[str | Name]) -> str:
    """Spell an f-string, or a plain one where nothing is filled in."""
    texts = [part for part in parts if isinstance(part, str)]
    text = "".join(texts)
    if len(texts) == len(parts):
        return quoted(text)
    quote = "'" if text.count('"') > text.count("'") else '"'
    spelled = []
    for part in parts:
        if isinstance(part, Name):
            spelled.append(f"{{{part.text}}}")
        else:
            # A double quote in front makes ascii() escape single quotes and leave double ones alone.
            body = ascii('"' + part)[2:-1]
            if quote == '"':
                body = body.replace("\\'", "'").replace('"', '\\"')
            spelled.append(body.replace("{", "{{").replace("}", "}}"))
    return f"f{quote}{''.join(spelled)}{quote}"


# --- statements --------------------------------------------------------------------------------


@dataclass(slots=True)
class Assign:
    """``target = value``; ``operator`` may be ``+=``; ``annotation`` is code."""

    target: str
    value: Expr
    operator: str = "="
    annotation: str = ""


@dataclass(slots=True)
class Do:
    """An expression as a statement."""

    value: Expr


@dataclass(slots=True)
class Return:
    """``return value``."""

    value: Expr


@dataclass(slots=True)
class Line:
    """A statement that the generator spells whole: ``pass``, ``continue``, a comment."""

    text: str


@dataclass(slots=True)
class If:
    """Branches in order, then what else."""

    branches: tuple[tuple[Expr, tuple[Stmt, ...]], ...]
    otherwise: tuple[Stmt, ...] = ()


@dataclass(slots=True)
class For:
    """``for target in over:``."""

    target: str
    over: Expr
    body: tuple[Stmt, ...]


@dataclass(slots=True)
class Def:
    """A function; parameters are spelled with their annotations."""

    name: str
    parameters: tuple[str, ...]
    returns: str
    docstring: str
    body: tuple[Stmt, ...]
    decorator: str = ""


@dataclass(slots=True)
class Declare:
    """``name: annotation``, with a value or without, and a docstring below it."""

    name: str
    annotation: Expr
    value: Expr | None = None
    docstring: str = ""


@dataclass(slots=True)
class Class:
    """A class; its functions are set apart."""

    name: str
    bases: tuple[str, ...]
    docstring: str
    body: tuple[Stmt, ...]


Stmt = Assign | Do | Return | Line | If | For | Def | Declare | Class
