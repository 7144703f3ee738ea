"""Where links into a model's page lead."""

from __future__ import annotations

from typing import Final

from modelpact import ir, naming
from modelpact.reference import parameters
from modelpact.reference.anchors import Anchors
from modelpact.text import Code, html

SECTIONS: Final = {
    "examples": "Examples",
    "response": "What comes back",
    "parameters": "Parameters",
    "images": "Pictures in",
    "rules": "Rules",
    "evidence": "Evidence and decisions",
}
"""The parts of a model's page, with their headings."""


def parameter_anchors(model: ir.Model) -> dict[ir.Path, Code]:
    """The anchor of each parameter that has a place of its own."""
    anchors = Anchors()
    for taken in (*SECTIONS, "content", "nav"):
        anchors.take(taken)
    return {path: anchors.take(naming.kebab(_name(path))) for path, _ in parameters.shown(model)}


def _name(path: ir.Path) -> str:
    last = ("item",) if path[-1] == ir.EACH else ()
    return "-".join((*(step for step in path if step != ir.EACH), *last))


def rule_anchor(rule: ir.Rule) -> Code:
    """The anchor of a rule."""
    return html(f"rule-{rule.id}")
