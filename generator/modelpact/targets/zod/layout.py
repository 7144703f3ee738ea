"""Trees of schemas, and their lines as prettier leaves them."""

from __future__ import annotations

from dataclasses import dataclass

from modelpact.print_ts import WIDTH, Data, data, doc_lines, flat, is_broken


@dataclass(slots=True)
class Code:
    """Code that is never broken."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(slots=True)
class Literal:
    """Data of the spec or the generator."""

    value: Data

    def __str__(self) -> str:
        return flat(self.value)


@dataclass(slots=True)
class Apply:
    """A call, also of a method of what another returns; a list or an object that comes last opens behind the rest."""

    function: str
    arguments: tuple[Schema, ...]

    def __str__(self) -> str:
        return f"{self.function}({', '.join(map(str, self.arguments))})"


@dataclass(slots=True)
class Several:
    """A call with a list of schemas."""

    function: str
    options: tuple[Schema, ...]

    def __str__(self) -> str:
        return f"{self.function}([{', '.join(map(str, self.options))}])"


@dataclass(slots=True)
class Shape:
    """An object of schemas, a member a line."""

    function: str
    members: tuple[Property, ...]


@dataclass(slots=True)
class Property:
    """A member of a shape, with what is said of it."""

    name: str
    schema: Schema
    about: tuple[str, ...] = ()
    deprecated: bool = False


Schema = Code | Literal | Apply | Several | Shape


def lines(before: str, schema: Schema, after: str, indent: int) -> list[str]:
    """Print ``before schema after``."""
    pad = " " * indent
    line = f"{pad}{before}{schema}{after}"
    if len(line) <= WIDTH and not _breaks(schema):
        return [line]
    if before.endswith(" = ") and len(f"{before}{_head(schema)}") > WIDTH:
        return [f"{pad}{before}".rstrip(), *lines("", schema, after, indent + 2)]
    match schema:
        case Literal(value):
            return _data(before, value, after, indent)
        case Apply(function, arguments) if "()." in function:
            first, second, third = function.split(".")
            rest = lines(".", Apply(third, arguments), after, indent + 2)
            return [f"{pad}{before}{first}", f"{pad}  .{second}", *rest]
        case Apply(function, (*others, Literal(list() as last))) if last:
            head = f"{before}{function}({''.join(f'{each}, ' for each in others)}"
            rows = _data(head, last, f"){after}", indent)
            return rows if len(rows[0]) <= WIDTH else _apart(before, schema, after, indent)
        case Apply(arguments=arguments) if arguments:
            return _apart(before, schema, after, indent)
        case Several(function, options):
            rows = [row for each in options for row in lines("", each, ",", indent + 2)]
            return [f"{pad}{before}{function}([", *rows, f"{pad}]){after}"]
        case Shape(function, members) if members:
            rows = [f"{pad}{before}{function}({{"]
            for each in members:
                rows += doc_lines(each.about, indent + 2, each.deprecated)
                rows += lines(f"{each.name}: ", each.schema, ",", indent + 2)
            return [*rows, f"{pad}}}){after}"]
        case Shape(function):
            return [f"{pad}{before}{function}({{}}){after}"]
        case _:
            return [line]


def _head(schema: Schema) -> str:
    match schema:
        case Shape(function):
            return f"{function}({{"
        case Apply(function):
            return f"{function}("
        case _:
            return str(schema)


def _breaks(schema: Schema) -> bool:
    """Tell whether prettier breaks what would fit."""
    match schema:
        case Literal(value):
            return is_broken(value)
        case Apply(_, arguments) | Several(_, arguments):
            return any(_breaks(each) for each in arguments)
        case Shape():
            return True
        case _:
            return False


def _data(before: str, value: Data, after: str, indent: int) -> list[str]:
    return f"{' ' * indent}{data(value, indent, before, after)}".split("\n")


def _apart(before: str, schema: Apply, after: str, indent: int) -> list[str]:
    pad = " " * indent
    rows = [row for each in schema.arguments for row in lines("", each, ",", indent + 2)]
    return [f"{pad}{before}{schema.function}(", *rows, f"{pad}){after}"]
