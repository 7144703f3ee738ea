"""What a template may do: lay text out around holes. Whatever computes belongs in a view."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from jinja2 import Environment, meta, nodes

from modelpact import naming

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Const,
    nodes.If,
    nodes.Not,
    nodes.For,
    nodes.Include,
    nodes.FromImport,
    nodes.Macro,
    nodes.Call,
)
_WORDS = {
    **dict.fromkeys(("Compare", "Test"), "a comparison"),
    **dict.fromkeys(("And", "Or"), "a condition of several parts"),
    **dict.fromkeys(("Add", "Sub", "Mul", "Div", "FloorDiv", "Mod", "Pow", "Neg", "Pos"), "a sum"),
    **dict.fromkeys(("Assign", "AssignBlock", "With"), "a name for a value"),
    **dict.fromkeys(("List", "Tuple", "Dict"), "a list or table"),
    **dict.fromkeys(("Getitem", "Slice"), "brackets behind a value"),
    **dict.fromkeys(("Extends", "Block", "Import"), "inheritance: use include, or from ... import"),
    "Concat": "texts put together",
    "CondExpr": "an if within an expression",
}
"""What people call the constructs that they may miss."""
_WIDEST = 1000
"""The largest number that may stand in a template: it is a width of something."""


def complaints(tree: nodes.Template, filters: Collection[str]) -> list[tuple[int, str]]:
    """Tell what a template does beyond laying out: the line, and the construct by Jinja's name for it."""
    environment = Environment()
    environment.globals = {}
    # The search for undeclared names stops at an unknown filter; those are judged one by one.
    environment.filters = dict.fromkeys((node.name for node in tree.find_all(nodes.Filter)), str)
    tree.set_environment(environment)
    macros = {macro.name for macro in tree.find_all(nodes.Macro)}
    for imported in tree.find_all(nodes.FromImport):
        macros.update(name if isinstance(name, str) else name[1] for name in imported.names)
    found = [(node.lineno, what) for node in walk(tree) for what in _judge(node, macros, filters)]
    found += [
        (part.lineno, "printed constant")
        for node in tree.find_all(nodes.Output)
        for part in node.nodes
        if isinstance(part, nodes.Const)
    ]
    unknown = meta.find_undeclared_variables(tree) - {"view"} - macros
    names = [*tree.find_all(nodes.Name)]
    first = {node.name: node.lineno for node in reversed(names)}
    known = {"view", *macros, *(node.name for node in names if node.ctx != "load")}
    return found + [
        (first.get(name, 1), f"undeclared {name}{_meant(name, known)}") for name in sorted(unknown)
    ]


def walk(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and all below it, in the order of the source."""
    yield node
    for child in node.iter_child_nodes():
        child.lineno = child.lineno or node.lineno  # an operand has none
        yield from walk(child)


def _judge(node: nodes.Node, macros: set[str], filters: Collection[str]) -> Iterator[str]:
    if not isinstance(node, (*ALLOWED, nodes.Operand)):
        name = type(node).__name__
        yield f"{_WORDS[name]} ({name})" if name in _WORDS else name
    if isinstance(node, nodes.Call) and not (
        isinstance(node.node, nodes.Name) and node.node.name in macros
    ):
        yield "call of what is no macro"
    if isinstance(node, nodes.Filter) and node.name not in filters:
        yield f"filter {node.name}{_meant(node.name, filters)}"
    if isinstance(node, nodes.For) and (node.test is not None or node.recursive):
        yield "for that selects or recurses"
    if isinstance(node, nodes.Include | nodes.FromImport) and not (
        isinstance(node.template, nodes.Const) and isinstance(node.template.value, str)
    ):
        yield "name of a template that is worked out"
    if isinstance(node, nodes.Const) and isinstance(node.value, int) and node.value > _WIDEST:
        yield f"number above {_WIDEST}"


def _meant(name: str, known: Collection[str]) -> str:
    return naming.meant(name, known) or f"; there are {', '.join(sorted(known))}"
