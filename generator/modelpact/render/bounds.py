"""What makes templates count their work: each turn of a loop, each macro that is called, each file that begins."""

from __future__ import annotations

from jinja2 import nodes


def count(tree: nodes.Template) -> None:
    """Change a template that is about to be compiled."""
    environment = tree.environment
    for loop in [*tree.find_all(nodes.For)]:
        cost = nodes.Const(_cost(loop))
        loop.iter = nodes.Filter(loop.iter, "counted", [cost], [], None, None, lineno=loop.lineno)
    parts: list[nodes.Template | nodes.Macro] = [tree, *tree.find_all(nodes.Macro)]
    for part in parts:
        tick = nodes.Filter(nodes.Const(_cost(part)), "ticked", [], [], None, None)
        part.body.insert(0, nodes.Output([tick]).set_lineno(part.lineno))
    tree.set_environment(environment)  # type: ignore[arg-type]


def _cost(node: nodes.Node) -> int:
    return 1 + sum(len(data.data) for data in node.find_all(nodes.TemplateData))
