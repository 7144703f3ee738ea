"""The renderer lets code through and stops everything else, with the template's name."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jinja2
import pytest

from modelpact.render import FILTERS, renderer
from modelpact.text import Code, Text


@dataclass(frozen=True, slots=True)
class View:
    title: Text
    code: Code
    parts: tuple[Text, ...]
    number: int = 3
    flag: bool = True
    nothing: None = None


VIEW = View(Text("a *b* | c"), Code("<b> & 'c'"), (Text("x"), Text("y_")))


def render(folder: Path, source: str, view: Any = VIEW) -> str:
    (folder / "page.md.jinja").write_text(source, encoding="utf-8")
    return renderer([folder])("page.md.jinja", view)


def test_encoded_text_and_code_are_printed_as_they_are(tmp_path: Path) -> None:
    assert render(tmp_path, "# {{ view.title|md }}\n{{ view.code }}\n{{ view.number|num }}\n") == (
        "# a \\*b\\* \\| c\n<b> & 'c'\n3\n"
    )


def test_blocks_leave_no_blank_lines_and_the_last_line_feed_stays(tmp_path: Path) -> None:
    source = "{% for part in view.parts %}\n  {% if view.flag %}\n- {{ part|md }}\n  {% endif %}\n{% endfor %}\n"
    assert render(tmp_path, source) == "- x\n- y\\_\n"


def test_macros_and_includes_give_code(tmp_path: Path) -> None:
    (tmp_path / "_macros.jinja").write_text(
        "{% macro bold(text) %}**{{ text|md }}**{% endmacro %}", "utf-8"
    )
    (tmp_path / "_part.jinja").write_text("part {{ view.code }}", "utf-8")
    source = '{% from "_macros.jinja" import bold %}\n{{ bold(view.title) }} {% include "_part.jinja" %}\n'
    assert render(tmp_path, source) == "**a \\*b\\* \\| c** part <b> & 'c'"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("{{ view.title }}", "Text"),
        ("{{ view.number }}", "int"),
        ("{{ view.nothing }}", "NoneType"),
        ("{{ view.parts }}", "tuple"),
        ("{{ view.flag }}", "bool"),
        ("{{ 'literal' }}", "str"),
        ("{% for part in view.parts %}{{ part }}{% endfor %}", "Text"),
    ],
)
def test_what_no_encoder_made_is_refused_by_name(tmp_path: Path, source: str, kind: str) -> None:
    with pytest.raises(
        TypeError, match=rf"^page\.md\.jinja: a value of type {kind} is printed without"
    ):
        render(tmp_path, source)


def test_a_refusal_names_the_macro_file(tmp_path: Path) -> None:
    (tmp_path / "_macros.jinja").write_text(
        "{% macro bold(text) %}{{ text }}{% endmacro %}", "utf-8"
    )
    with pytest.raises(TypeError, match=r"^_macros\.jinja: "):
        render(tmp_path, '{% from "_macros.jinja" import bold %}{{ bold(view.title) }}')


@pytest.mark.parametrize(
    "source",
    [
        "{{ view.titel|md }}",
        "{{ other|md }}",
        "{% if view.titel %}x{% endif %}",
        "{{ view.titel }}",
        "{{ other }}",
    ],
)
def test_an_unknown_name_is_an_error(tmp_path: Path, source: str) -> None:
    with pytest.raises(jinja2.UndefinedError):
        render(tmp_path, source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ range(3) }}",
        "{{ cycler }}",
        "{{ self.__class__|md }}",
        "{{ view.__class__ }}",
        "{{ view.title.__init__.__globals__|md }}",
        "{{ view.title.raw.format(1)|md }}{{ ''.__class__.__mro__|md }}",
        "{% for x in view.parts %}{{ loop.__class__.__init__.__globals__|md }}{% endfor %}",
    ],
)
def test_templates_reach_no_machinery(tmp_path: Path, source: str) -> None:
    with pytest.raises((jinja2.UndefinedError, jinja2.exceptions.SecurityError)):
        render(tmp_path, source)


@pytest.mark.parametrize(
    "source", ["{{ view.title|upper }}", "{{ view.title|safe }}", "{{ view.title|attr('raw') }}"]
)
def test_only_encoders_are_filters(tmp_path: Path, source: str) -> None:
    with pytest.raises(jinja2.TemplateAssertionError):
        render(tmp_path, source)


def test_spec_text_is_never_a_template(tmp_path: Path) -> None:
    hostile = replace(VIEW, title=Text("{{ view.code }}{% include '/etc/passwd' %}"))
    assert render(tmp_path, "{{ view.title|py }}\n", hostile) == (
        "\"{{ view.code }}{% include '/etc/passwd' %}\"\n"
    )


def test_the_first_folder_wins_and_none_is_left(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        (folder / "page.jinja").write_text(folder.name, "utf-8")
    (second / "other.jinja").write_text("other", "utf-8")
    render_both = renderer([first, second])
    assert (render_both("page.jinja", None), render_both("other.jinja", None)) == ("first", "other")
    (tmp_path / "outside.jinja").write_text("outside", "utf-8")
    with pytest.raises(jinja2.TemplateNotFound):
        render_both("../outside.jinja", None)


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    (tmp_path / "page.jinja").write_text("before", "utf-8")
    once = renderer([tmp_path])
    assert once("page.jinja", None) == "before"
    (tmp_path / "page.jinja").write_text("after", "utf-8")
    assert once("page.jinja", None) == "before"
    assert renderer([tmp_path])("page.jinja", None) == "after"


def test_what_was_compiled_serves_the_next_renderer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """But not where a user has templates: those are compiled with bounds."""
    (tmp_path / "page.jinja").write_text("as it is", "utf-8")
    assert renderer([tmp_path])("page.jinja", None) == "as it is"
    monkeypatch.setattr(jinja2.Environment, "compile", None)
    assert renderer([tmp_path])("page.jinja", None) == "as it is"
    with pytest.raises(TypeError):
        renderer([tmp_path], {"other.jinja": "own"})("page.jinja", None)


def test_every_filter_gives_code() -> None:
    for name, encode in FILTERS.items():
        arguments: tuple[Any, ...] = {"num": (1,), "indent": (Code("a"), 4)}.get(name, (Text("a"),))
        assert type(encode(*arguments)) is Code, name


def test_importing_the_module_does_not_import_jinja() -> None:
    program = "import sys, modelpact.render; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
