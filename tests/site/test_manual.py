"""The manual says all there is to say of keys, commands, targets and codes, and its examples are good."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from referencing import Registry, Resource
from sites import pages, read, site

from acme import run
from builds import LANGUAGE, TEMPLATES
from modelpact.cli import COMMANDS, docs, explain
from modelpact.docs.manual import book, templates
from modelpact.docs.manual.notation import HTML, markdown
from modelpact.docs.manual.prose import commands, prose
from modelpact.document import plain
from modelpact.flow import flow
from modelpact.load import SourceFile, load
from modelpact.render import holes
from modelpact.targets import TARGETS
from nasty import COMMONMARK, hrefs, slugs

SCHEMAS = {
    name: json.loads((LANGUAGE / f"{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("common", "provider", "family", "model")
}
REGISTRY: Registry[Any] = Registry().with_resources(
    (schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values()
)


def _said(page: str) -> str:
    return "".join(pages(site("manual"))[page].text)


def _keys(node: Any) -> Iterator[tuple[str, Any]]:
    """Every key that a schema knows, with its schema."""
    for name, child in node.get("properties", {}).items():
        yield name, child
    for word in ("properties", "$defs"):
        for child in node.get(word, {}).values():
            yield from _keys(child)
    for child in (*node.get("anyOf", ()), node.get("items"), node.get("additionalProperties")):
        if isinstance(child, dict):
            yield from _keys(child)


def test_every_key_has_a_place() -> None:
    ids = set(pages(site("manual"))["keys.html"].ids)
    for kind in ("provider", "family", "model"):
        assert {f"{kind}.{name}" for name in SCHEMAS[kind]["properties"]} <= ids
    for name, part in SCHEMAS["common"]["$defs"].items():
        assert name in ids
        assert {f"{name}.{key}" for key in part.get("properties", {})} <= ids
    names = {one.rpartition(".")[2] for one in ids}
    assert {name for schema in SCHEMAS.values() for name, _ in _keys(schema)} <= names


def test_a_key_tells_its_type_its_values_and_whether_it_must_be_there() -> None:
    text = site("manual")["keys.html"]
    entry = re.search(r'<article [^>]*id="rule.severity">.*?</article>', text, re.DOTALL)
    assert entry and "<code>warning</code>" in entry[0] and "required" not in entry[0]
    entry = re.search(r'<article [^>]*id="decision.chosen">.*?</article>', text, re.DOTALL)
    assert entry and ">required<" in entry[0] and ">text<" in entry[0]
    entry = re.search(r'<article [^>]*id="rule.then">.*?</article>', text, re.DOTALL)
    assert (
        entry and 'href="#parameter.maximum"' in entry[0] and "then: {n: {maximum: 1}}" in entry[0]
    )


def _examples(node: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """The place of each schema that has examples, with each of them."""
    if isinstance(node, dict):
        if isinstance(node.get("examples"), list):
            yield from ((pointer, example) for example in node["examples"])
        for key, value in node.items():
            if not (key == "examples" and isinstance(value, list)):
                yield from _examples(value, f"{pointer}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _examples(value, f"{pointer}/{number}")


def test_examples_of_keys_are_good_and_can_be_read_as_they_are_printed() -> None:
    found = [one for file in SCHEMAS.values() for one in _examples(file, file["$id"] + "#")]
    assert len(found) > 50
    for place, example in found:
        jsonschema.Draft202012Validator({"$ref": place}, registry=REGISTRY).validate(example)
        text = f"pact: 1\nread: {flow(example)}\n"
        (document,), problems = load([SourceFile("a/models/m.yaml", "a", "model", text.encode())])
        assert not problems and plain(document.root)["read"] == example, text


def test_the_pieces_of_the_language_chapter_are_pieces_of_pacts(tmp_path: Path) -> None:
    source = (TEMPLATES / "site/verbatim/manual/language.md").read_text(encoding="utf-8")
    pieces = re.findall(r"^```yaml\n(.*?)^```$", source, re.MULTILINE | re.DOTALL)
    assert len(pieces) > 5
    for piece in pieces:
        model = tmp_path / "acme/models/m.yaml"
        is_model = not piece.startswith("pact:")
        for path, text in (
            ("provider.yaml", PROVIDER),
            ("families/f.yaml", "pact: 1\nfamily: f\ntitle: F\n" + ABOVE),
            ("models/m.yaml", "pact: 1\nmodel: m\nfamily: f\n" + piece * is_model),
            *(() if is_model else [("changelog.yaml", piece)]),
        ):
            (model.parents[1] / path).parent.mkdir(parents=True, exist_ok=True)
            (model.parents[1] / path).write_text(text, encoding="utf-8")
        result = run("lint", "--spec", str(tmp_path))
        assert result.exit_code == 0, f"{piece}\n{result.output}"


PROVIDER = """\
pact: 1
provider: acme
title: Acme
base_url: https://api.acme.example
operations:
  generate: {method: POST, path: /draw}
  edit: {method: POST, path: /edit, content_type: multipart/form-data}
  job: {method: GET, path: "/jobs/{id}"}
"""
ABOVE = """\
parameters:
  guidance_scale: {type: number}
  n: {type: integer, maximum: 9}
  mask: {image: true}
  images: {type: array, items: {image: true}}
  response_format: {enum: [url, b64_json]}
  seed: {type: integer}
  contents: {type: array, items: {properties: {role: {type: string}}}}
rules: [{id: large-one-by-one, because: It is so., required: [n]}]
"""


def test_every_command_and_option_is_told() -> None:
    said = _said("commands.html")
    below = [(name,) for name in COMMANDS] + [("docs", name) for name in docs.command.commands]
    for words in below:
        assert f"modelpact {' '.join(words)}" in said
        for option in re.findall(r"^  (?:-\w, )?(--[\w-]+)", run(*words, "--help").stdout, re.M):
            assert option in said, (words, option)


def test_every_target_is_told() -> None:
    """Whoever adds a target writes about it in templates/site/verbatim/manual/targets.md."""
    text = (TEMPLATES / "site/verbatim/manual/targets.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## `(.*)`$", text, re.MULTILINE)) == {one.name for one in TARGETS}


def test_runners_are_told_of_validators_alone() -> None:
    rows = re.findall(
        r"<tr>.*?<code>(\S+?)</code></a>.*<td>(\w+)</td></tr>", site("manual")["targets.html"]
    )
    assert dict(rows)["python-validators"] == "yes" and dict(rows)["catalog"] == "no"


def test_every_code_is_told() -> None:
    ids = pages(site("manual"))["codes.html"].ids
    assert {one.removeprefix("code-") for one in ids if one.startswith("code-")} == set(
        explain.pages()
    )


def test_the_command_writes_the_manual_without_any_pact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("docs", "build", "--manual")
    assert result.exit_code == 0 and "open manual/index.html" in result.stdout
    for path, text in site("manual").items():
        assert (tmp_path / "manual" / path).read_text(encoding="utf-8") == text
    refused = run("docs", "build", "--manual", "--spec", "spec")
    assert refused.exit_code == 2 and "leave --spec and --templates out" in refused.stderr


TWINS = {book.twin(name): book.path(name) for name, _ in book.CHAPTERS}
"""The pages in Markdown, with the pages that they are the twins of."""


def test_chapters_are_there_for_machines_too() -> None:
    files = site("manual")
    for suffix, paths in ((".md", TWINS.keys()), (".html", TWINS.values())):
        assert {path for path in files if path.endswith(suffix)} == set(paths)
    assert set(re.findall(r"\]\(([^)]+)\)", files["llms.txt"])) == set(TWINS)
    for twin, page in TWINS.items():
        assert f'<link rel="alternate" type="text/markdown" href="{twin}">' in files[page]


def test_twins_link_to_twins_and_to_their_headings() -> None:
    tokens = {twin: COMMONMARK.parse(site("manual")[twin]) for twin in TWINS}
    headings = {twin: slugs(found) for twin, found in tokens.items()}
    followed = 0
    for twin, found in tokens.items():
        for href in hrefs(found):
            path, _, anchor = href.partition("#")
            assert not anchor or unquote(anchor) in headings[path or twin], (twin, href)
            assert (path or twin) in TWINS, (twin, href)
            followed += 1
    assert followed > 300


@pytest.mark.parametrize("twin", sorted(TWINS))
def test_a_twin_says_what_its_page_says(twin: str) -> None:
    html = site("manual")[TWINS[twin]]
    page = html[html.index("<main") : html.index("<footer")] + "</main>"
    labels = re.findall("<figcaption>(.*)</figcaption>", page)
    said = _words(page) - _words(COMMONMARK.render(site("manual")[twin]))
    said -= Counter(re.findall(r"\w+", " ".join(labels)) + ["Copy"] * len(labels))
    assert said == Counter()
    assert not re.search(r"[ \t]$|\n\n\n#|\n\n\Z", site("manual")[twin], re.MULTILINE)


def _words(html: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", " ".join(read(html).text)))


def _rendered(source: str) -> str:
    views: list[Any] = []

    def render(name: str, view: Any) -> str:
        views.append(view)
        return f"[{view.label.raw}|{view.copy.raw}]" if view else ""

    return str(prose(source, render).body)


def test_chapters_hold_no_html_and_sessions_are_copied_without_what_they_print() -> None:
    assert _rendered("a <b>") == '<p class="lead">a &lt;b&gt;</p>\n'
    assert _rendered("```console Here\n$ a b\nc\n$ d\n```") == "[Here|a b\nd]"
    assert commands("$ a\n$b\n") == ["a"]


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("a `b<c` d", "a <code>b&lt;c</code> d"),
        ("`a` `b`", "<code>a</code> <code>b</code>"),
        ("*.yaml and **/*.yaml", "*.yaml and **/*.yaml"),
        ("@, `, <i>", "@, `, &lt;i&gt;"),
    ],
)
def test_only_code_is_marked_in_what_codes_and_keys_say(text: str, page: str) -> None:
    assert HTML.marked(text) == page
    assert COMMONMARK.renderInline(str(markdown(()).marked(text))) == page


def test_equal_headings_have_anchors_of_their_own() -> None:
    found = prose("# A\n\n## Nav\n\n## B\n\n## B\n", lambda name, view: "")
    assert [heading.anchor for heading in found.headings] == ["nav-1", "b", "b-1"]
    assert found.title == "A" and 'id="b-1"' in found.body


def test_every_template_is_told_with_every_hole_of_its_view() -> None:
    views = templates.views()
    page = pages(site("manual"))["templates.html"]
    said = "".join(page.text)
    for name, view in views.items():
        assert name in said
        for cls in holes.reachable(view):
            for hole in holes.fields(cls):
                assert f"{hole}: " in said, (cls, hole)
    text = site("manual")["templates.html"]
    assert "What the bundle dispatches by; empty in the file of a single model." in text
    assert "<code>layout_names: Code</code>" in text
