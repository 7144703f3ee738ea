"""Encoders: what is encoded reads back as the value, in the shape of a harmless word."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable

import black
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from modelpact import text
from modelpact.text import Code, Text
from nasty import COMMONMARK, NASTY, content, shape

texts = st.one_of(
    st.sampled_from(NASTY), st.text(), st.text(alphabet="ab1 \n\\`*_[]()<>|&#~-+=:.!'\"{}$@/")
)
joined = st.lists(texts, max_size=3).map("".join)
"""What may follow what matters as much as each part alone."""

PLACES = (
    "{}\n",
    "# {}\n",
    "- {}\n",
    "word {} word\n",
    "> {}\n",
    "| a | b |\n| - | - |\n| {} | end |\n",
    "**{}**\n",
)


def words(value: str) -> list[str]:
    return value.split()


# --- Text and Code -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "use",
    [
        lambda t: str(t),
        lambda t: f"{t}",
        lambda t: f"{t:>9}",
        lambda t: "{}".format(t),  # noqa: UP032
        lambda t: "%s" % t,  # noqa: UP031
        lambda t: t + "x",
        lambda t: "x" + t,
        lambda t: ", ".join((t,) * 2),
        lambda t: Markup("x") + t,
        lambda t: Markup("%s") % t,
        lambda t: Code("x") + t,
        lambda t: t.__html__(),
    ],
)
def test_text_is_never_printed_raw(use: Callable[[Text], object]) -> None:
    with pytest.raises(TypeError):
        use(Text("x"))


def test_text_is_a_value_and_false_when_empty() -> None:
    assert Text("x") == Text("x")
    assert hash(Text("x")) == hash(Text("x"))
    assert Text("x")
    assert not Text("")
    assert Text("x").raw == "x"


def test_code_joins_with_code_only() -> None:
    assert Code(", ").join([Code("a"), Code("b")]) == "a, b"
    assert type(Code("a") + Code("<b>")) is Code
    assert Code("a") + Code("<b>") == "a<b>"
    attempts: tuple[Callable[[], object], ...] = (
        lambda: Code("a") + "b",
        lambda: Code(", ").join(["a"]),
        lambda: Code("%s") % "b",
    )
    for attempt in attempts:
        with pytest.raises(TypeError):
            attempt()


# --- Python, numbers, comments -----------------------------------------------------------------


@given(joined)
def test_py_is_the_value_in_ascii(value: str) -> None:
    literal = text.py(value)
    assert ast.literal_eval(literal) == value
    assert literal.isascii()
    assert "\n" not in literal
    assert text.py(Text(value)) == literal


@given(st.lists(joined, min_size=1, max_size=4))
@example(['"', "'", "\"'", "''\"", '\'""', "\\'\"", "\\", '""', "''", "\xe9'\"", "\\\\'", "\\x41"])
def test_black_leaves_py_untouched(values: list[str]) -> None:
    source = "".join(f"x = {text.py(value)}\n" for value in values)
    assert black.format_str(source, mode=black.Mode()) == source


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
@example(10**400)
def test_num_reads_back_in_json_and_python(value: float) -> None:
    code = text.num(value)
    assert json.loads(code) == value
    assert ast.literal_eval(code) == value
    source = f"x = {code}\n"
    assert black.format_str(source, mode=black.Mode()) == source


@pytest.mark.parametrize("value", [True, False, float("nan"), float("inf"), float("-inf")])
def test_num_refuses_what_is_no_number(value: float) -> None:
    with pytest.raises(TypeError):
        text.num(value)


@given(joined)
def test_comment_stays_one(value: str) -> None:
    line = text.comment(value)
    assert line.isascii()
    assert len(f"# {line}".splitlines()) == 1
    assert ast.dump(ast.parse(f"# {line}\nx = 1\n")) == ast.dump(ast.parse("# word\nx = 1\n"))


def test_comment_never_sets_the_encoding() -> None:
    source = f"# {text.comment('-*- coding: utf-7 -*- encoding=rot13')}\nx = '+AGE-'\n"
    assert not re.search(r"coding[:=][ \t]*([-_.a-zA-Z0-9]+)", source)
    assert ast.literal_eval(ast.parse(source.encode()).body[0].value) == "+AGE-"  # type: ignore[attr-defined]


@given(joined)
@example('"""\nimport os\n"""')
@example("ends \\")
def test_py_doc_is_one_line_of_a_docstring(value: str) -> None:
    line = text.py_doc(value)
    assert line.isascii() and len(f'"{line}"'.splitlines()) == 1
    (found,) = ast.parse(f'"""{line}"""').body
    shown = text.shown(text.fold(value)).replace('"', "'")
    assert ast.literal_eval(found.value) == shown.encode("ascii", "backslashreplace").decode()  # type: ignore[attr-defined]


# --- TypeScript ---------------------------------------------------------------------------------


@given(joined)
@example("</script><!--*/-->\u2028\u2029\x7f\ud800")
def test_ts_is_ascii_that_ends_nothing(value: str) -> None:
    literal = text.ts(value)
    assert literal.isascii() and literal.isprintable()
    assert not re.search(r"</|<!|\*/|-->", literal)
    assert text.ts(Text(value)) == literal
    assert len(re.sub(r"\\.", "", literal[1:-1]).split(literal[0])) == 1


@given(st.lists(joined, min_size=1, max_size=3))
def test_ts_reads_as_json_where_it_has_double_quotes(values: list[str]) -> None:
    value = "".join(values).replace('"', "")
    assert json.loads(text.ts(value)) == value.encode("utf-16", "surrogatepass").decode(
        "utf-16", "surrogatepass"
    )


@given(joined)
@example("`${x}`*/")
def test_ts_template_holds_no_mark_of_its_own(value: str) -> None:
    body = re.sub(r"\\.", "_", text.ts_template(value))
    assert body.isascii() and not re.search(r"[`$\n\r]|\*/|</", body)


@given(joined)
@example("a */ b @deprecated {@link x} </script>")
def test_a_comment_in_typescript_is_not_ended_and_has_no_tag(value: str) -> None:
    line = str(text.ts_comment(value))
    assert len(f"* {line}".splitlines()) == 1
    for said in (line, str(text.ts_doc(value))):
        assert said.isascii() and "*/" not in said
        assert not re.search(r"(?<!\\)@|</", said)


@given(joined)
@example("\x00\x7f\u0080\u2028\U0001f600`'\"")
def test_go_reads_as_python_where_python_has_its_escapes(value: str) -> None:
    whole = re.sub("[\ud800-\udfff]", "", value)
    literal = text.go(whole)
    assert literal.isascii() and literal.isprintable() and literal[0] == literal[-1] == '"'
    assert ast.literal_eval(literal) == whole
    assert text.go(Text(whole)) == literal


def test_go_keeps_half_a_pair_as_the_bytes_that_are_meant() -> None:
    assert text.go("a\udc80") == '"a\\xed\\xb2\\x80"'


@given(joined)
@example("# x ``` '' - 1. [a]: b")
def test_go_doc_is_plain_prose_to_gofmt(value: str) -> None:
    for width in (12, 77):
        lines = str(text.go_doc(value, width))
        assert lines.isascii() and not re.search(r"``|''", lines)
        assert not re.search(r"^(?:[-+*#\[ \t]|[0-9]+[.)])", lines, re.M)


# --- Markdown ----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
@given(value=joined)
def test_md_reads_as_the_value(place: str, value: str) -> None:
    value = f"a{value}a" if not words(value) else value  # nothing at all has no place of its own
    tokens = COMMONMARK.parse(place.format(text.md(value)))
    assert shape(tokens) == shape(COMMONMARK.parse(place.format("word")))
    seen = words(content(tokens, "text"))
    expected = words(content(COMMONMARK.parse(place.format("\ue000")), "text"))
    assert " ".join(seen) == " ".join(
        words(" ".join(expected).replace("\ue000", text.shown(text.fold(value))))
    )


@given(value=joined)
def test_md_code_holds_the_value(value: str) -> None:
    for place in ("{}\n", "# {}\n", "- {}\n", "word {} word\n"):
        tokens = COMMONMARK.parse(place.format(text.md_code(value)))
        assert shape(tokens) == shape(COMMONMARK.parse(place.format("`word`")))
        assert content(tokens, "code_inline") == (text.shown(value) or '""')


@given(value=joined)
def test_md_cell_code_holds_the_value(value: str) -> None:
    place = "| a | b |\n| - | - |\n| {} | end |\n"
    tokens = COMMONMARK.parse(place.format(text.md_cell_code(value)))
    assert shape(tokens) == shape(COMMONMARK.parse(place.format("`word`")))
    assert content(tokens, "code_inline") == (text.shown(value) or '""')


@given(joined)
def test_md_fence_holds_the_value(value: str) -> None:
    tokens = COMMONMARK.parse(f"before\n\n{text.md_fence(value, Code('json'))}\n\nafter\n")
    benign = COMMONMARK.parse(f"before\n\n{text.md_fence('word')}\n\nafter\n")
    assert shape(tokens) == shape(benign)
    (fence,) = (token for token in tokens if token.type == "fence")
    body = text.shown_lines(value)
    assert fence.content == (body if not body or body.endswith("\n") else body + "\n")
    assert fence.info == "json"


@given(joined)
def test_md_is_no_link_on_github(value: str) -> None:
    encoded = str(text.md(value))
    assert not re.search(r"(?<!\\)(://|@)|\bwww\.|\w\.[^\W\d_]", encoded)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("response_format", "response_format"),
        ("text-to-image (two images)", "text-to-image (two images)"),
        ("2.5, then 1.0 & done!", "2.5, then 1.0 & done!"),
        ("2K -> 2048x2048", "2K -\\> 2048x2048"),
        ("a\u202eb", "a\\[U+202E\\]b"),
        ("- x", "\\- x"),
        ("3. x", "3\\. x"),
        ("a\nb", "a b"),
    ],
)
def test_md_escapes_no_more_than_it_must(value: str, expected: str) -> None:
    assert str(text.md(value)) == expected


@given(joined)
def test_what_cannot_be_seen_is_marked(value: str) -> None:
    for encoded in (
        text.md(value),
        text.md_code(value),
        text.md_cell_code(value),
        text.html(value),
    ):
        assert text.shown_lines(str(encoded)) == str(encoded)


@given(joined)
def test_html_has_no_markup(value: str) -> None:
    assert not re.search(r"[<>\"']", text.html(value))


def test_indent_leaves_the_first_line_and_empty_ones() -> None:
    assert text.indent(Code("a\nb\n\nc\n"), 4) == "a\n    b\n\n    c\n"
