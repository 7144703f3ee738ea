"""Templates lay text out; whatever computes belongs in a view. Jinja's own parser reads each of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from modelpact.render import FILTERS, encoders, layout

TEMPLATES = Path(__file__).parent.parent / "templates"


def templates() -> list[str]:
    found = (path.relative_to(TEMPLATES) for path in TEMPLATES.rglob("*.jinja"))
    return sorted(path.as_posix() for path in found if "verbatim" not in path.parts)


def complaints(source: str) -> list[str]:
    """What a template does beyond laying out, as ``line: what``."""
    found = layout.complaints(Environment().parse(source), FILTERS)
    return [f"{line}: {what}" for line, what in found]


COMMENTS = {"comment": r"(#|//) ", "ts_comment": r" *(/\*)?\*+ "}
"""What a line begins with that holds text made ready for a comment. What ends one kind of comment is plain in another."""


def misplaced(source: str) -> list[str]:
    """The lines with text that is ready for another kind of comment."""
    return [
        line
        for encoder, lead in COMMENTS.items()
        for line in source.splitlines()
        if f"|{encoder} " in line and not re.match(lead, line)
    ]


@pytest.mark.parametrize("name", templates())
def test_template_only_lays_out(name: str) -> None:
    assert complaints((TEMPLATES / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", templates())
def test_text_is_encoded_for_the_comment_that_it_stands_in(name: str) -> None:
    assert misplaced((TEMPLATES / name).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", templates())
def test_text_is_encoded_for_the_language_that_it_stands_in(name: str) -> None:
    environment = Environment()
    environment.filters = dict.fromkeys(FILTERS, str)
    tree = environment.parse((TEMPLATES / name).read_text(encoding="utf-8"))
    assert {node.name for node in tree.find_all(nodes.Filter)} <= {*encoders(name)}


def test_an_encoder_of_another_language_is_none() -> None:
    assert "md" in encoders("a/page.md.jinja") and "md" not in encoders("a/_part.py.jinja")
    assert "py" in encoders("a/_part.py.jinja") and "py" not in encoders("a/code.d.ts.jinja")


def test_text_for_another_comment_is_found() -> None:
    fine = "// {{ view.a|comment }}\n# {{ view.a|comment }}\n * {{ view.a|ts_comment }}.\n/** {{ view.a|ts_comment }} */"
    assert misplaced(fine) == []
    wrong = [" * {{ view.a|comment }}", "x = {{ view.a|comment }}", "// {{ view.a|ts_comment }}"]
    assert misplaced("\n".join(wrong)) == wrong


def test_there_are_templates() -> None:
    assert templates()


@pytest.mark.parametrize(
    "source",
    [
        "plain {{ view.a }} {{ view.a.b|md }} {{ view.c|indent(4) }}",
        "{% for a in view.a %}{{ a|md }}{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}",
        "{% if view.a %}a{% elif view.b %}b{% else %}c{% endif %}{# a remark #}",
        '{% from "_macros.jinja" import row, head as top with context %}{{ row(view.a) }}{{ top(view.b) }}',
        '{% macro row(a) %}{{ a|md }}{% endmacro %}{{ row(view.a) }}{% include "x.jinja" %}',
    ],
)
def test_layout_is_allowed(source: str) -> None:
    assert complaints(source) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("{% if view.a == 1 %}x{% endif %}", "Compare"),
        ("{% if view.a in view.b %}x{% endif %}", "Compare"),
        ("{% if view.a and view.b %}x{% endif %}", "And"),
        ("{% if view.a or view.b %}x{% endif %}", "Or"),
        ("{% if view.a is defined %}x{% endif %}", "Test"),
        ("{{ view.a + 1 }}", "Add"),
        ("{{ view.a - 1 }}", "Sub"),
        ("{{ view.a * 2 }}", "Mul"),
        ("{{ view.a // 2 }}", "FloorDiv"),
        ("{{ -view.a }}", "Neg"),
        ("{{ view.a ~ view.b }}", "Concat"),
        ("{{ view.a[0] }}", "Getitem"),
        ("{{ view['a'] }}", "Getitem"),
        ("{{ view.a[1:] }}", "Slice"),
        ("{% set a = view.a %}{{ a }}", "Assign"),
        ("{% set a %}x{% endset %}{{ a }}", "AssignBlock"),
        ("{{ view.a if view.b }}", "CondExpr"),
        ("{% for a in [view.a] %}{{ a }}{% endfor %}", "List"),
        ("{% for a in (view.a, view.b) %}{{ a }}{% endfor %}", "Tuple"),
        ("{% for a in {'a': 1} %}{{ a }}{% endfor %}", "Dict"),
        ("{{ view.a() }}", "call of what is no macro"),
        ("{{ view.a.upper() }}", "call of what is no macro"),
        ("{{ range() }}", "call of what is no macro"),
        ("{{ view.a|upper }}", "filter upper"),
        ("{{ view.a|safe }}", "filter safe"),
        ("{{ view.a|default('x')|md }}", "filter default"),
        ("{% for a in view.a if a.b %}{{ a }}{% endfor %}", "for that selects or recurses"),
        ("{{ 'x' }}", "printed constant"),
        ("{% filter md %}x{% endfilter %}", "FilterBlock"),
        ("{% with a = view.a %}{{ a }}{% endwith %}", "With"),
        ("{% include view.a %}", "name of a template that is worked out"),
        ("{{ view.a|indent(100000) }}", "number above 1000"),
        ('{% import "x.jinja" as x %}{{ x.y }}', "Import"),
        ('{% extends "x.jinja" %}', "Extends"),
        ("{% autoescape false %}{{ view.a }}{% endautoescape %}", "ScopedEvalContextModifier"),
        ("{{ veiw.a }}", "undeclared veiw"),
        ("{{ loop.index }}", "undeclared loop"),
    ],
)
def test_anything_more_is_found(source: str, what: str) -> None:
    assert what in " ".join(complaints(source))


def test_verbatim_code_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "go" / "verbatim").mkdir(parents=True)
    (tmp_path / "go" / "verbatim" / "a.jinja").write_text("{{", "utf-8")
    (tmp_path / "go" / "b.jinja").write_text("b", "utf-8")
    monkeypatch.setitem(globals(), "TEMPLATES", tmp_path)
    assert templates() == ["go/b.jinja"]
