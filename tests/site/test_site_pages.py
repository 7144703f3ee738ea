"""The pages as files: whole, linked, without code of their own, and the same whatever their texts hold."""

from __future__ import annotations

import ast
import json
import posixpath
import re
from base64 import b64encode
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hostile import FILES, PAYLOADS, spelled
from sites import Page, made, pages, read, site

from builds import SPECS, provider
from modelpact.reference.index import SIGNS

NAMES = ("gravitex", "atelier", "manual")


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    files = site(name)
    found = pages(files)
    broken = []
    for path, page in found.items():
        assert len(page.ids) == len(set(page.ids)), f"{path}: an id twice"
        for link in [*page.links, *page.loads]:
            parts = urlsplit(link)
            if parts.scheme in ("data",):
                continue
            assert not parts.scheme and not parts.netloc, f"{path} leaves the site: {link}"
            to = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
            to = path if not parts.path else to
            there = found[to].ids + found[to].choices if to in found else []
            if to not in files or (parts.fragment and unquote(parts.fragment) not in there):
                broken.append(f"{path}: {link}")
    assert broken == []


@pytest.mark.parametrize("name", NAMES)
def test_entries_of_the_search_lead_somewhere(name: str) -> None:
    files = site(name)
    found = pages(files)
    rows = re.findall(r"^  (\[.*\]),$", files["assets/search.js"], re.MULTILINE)
    assert len(rows) > len(found)
    for row in map(ast.literal_eval, rows):
        path, _, anchor = row[2].partition("#")
        assert path in found and (not anchor or unquote(anchor) in found[path].ids), row


@pytest.mark.parametrize("name", NAMES)
def test_no_page_may_connect_or_run_code_but_what_its_policy_names(name: str) -> None:
    for path, page in pages(site(name)).items():
        assert page.inline == [], path
        assert "unsafe" not in page.policy and "default-src 'none'" in page.policy, path
        (style,), (script,) = (
            [_named(text) for kind, text in page.code if kind == wanted]
            for wanted in ("style", "script")
        )
        assert f"; style-src {style}; script-src 'self' {script}; " in page.policy, path
        assert ("connect-src 'none'" in page.policy) == (path != "try.html"), path


def _named(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_each_rule_has_a_request_that_breaks_it() -> None:
    check = provider("gravitex").bundle.check
    shown = 0
    for path, page in pages(site("gravitex")).items():
        if path.startswith("models/"):
            text = "".join(page.text)
            for rule, body in _broken(text):
                assert rule in {issue.code for issue in check(json.loads(body))}, (path, rule)
                shown += 1
    assert shown == sum(len(model.rules) for model in provider("gravitex").models.values())


def test_pages_do_not_depend_on_how_many_checks_are_compiled_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_module("modelpact.targets.site.breaks"), "_AT_ONCE", 3)
    assert made(SPECS["gravitex"]) == site("gravitex")


def _broken(text: str) -> list[tuple[str, str]]:
    """Rules with the request below each."""
    return re.findall(
        r"^([a-z0-9-]+) (?:error|warning) #$(?:(?!^[a-z0-9-]+ (?:error|warning) #$).)*?"
        r"A request that breaks it\s+(\{.*?^\})",
        text,
        re.MULTILINE | re.DOTALL,
    )


def test_pages_are_made_for_machines_too() -> None:
    files = site("gravitex")
    for path in files:
        if path.startswith("models/") and path.endswith(".html"):
            assert path.removesuffix("html") + "md" in files
    listed = re.findall(r"\]\(([^)]+)\)", files["llms.txt"])
    assert set(listed) <= set(files) and len(listed) == 13
    within = re.findall(r"\]\(([^)]+)\)", files["models/llms.txt"])
    assert {f"models/{path}" for path in within} <= set(files) and len(within) == 10
    linked = re.findall(r"\]\((?!#)([^)#]+)", files["models/gpt-image-2.md"])
    assert {posixpath.normpath(f"models/{path}") for path in linked} <= set(files)


def test_the_same_pacts_make_the_same_site() -> None:
    assert made(SPECS["gravitex"]) == site("gravitex")


def test_a_page_is_small() -> None:
    files = site("gravitex")
    for path, text in files.items():
        if path.startswith("models/") and path.endswith(".html"):
            assert len(text) + len(files["assets/site.js"]) < 150_000, path


def test_a_page_does_not_grow_with_the_number_of_models(tmp_path: Path) -> None:
    sizes = []
    for count in (81, 95):
        folder = tmp_path / str(count)
        for path, template in FILES.items():
            for number in range(count if "/models/" in path else 1):
                text = template.format(text="x").replace("model: m\n", f"model: m-{number:03}\n")
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                to = folder / path.replace("m.yaml", f"m-{number:03}.yaml")
                to.write_text(text, encoding="utf-8")
        sizes.append(len(made(folder)["models/m-001.html"]))
    assert sizes[0] == sizes[1]


def test_a_cell_of_the_matrix_is_one_link_and_each_fate_has_its_sign() -> None:
    """There is one for each parameter of each model: of a thousand models, more than all else on the page."""
    page = site("gravitex")["index.html"]
    matrix = page[page.index('class="matrix"') : page.index('class="legend"')]
    cells = re.findall(r"<td>(.*?)</td>", matrix)
    fates = [re.fullmatch(r'<a href="[^"]+" title="(\w+)">\1</a>', cell) for cell in cells if cell]
    names = {fate and fate[1] for fate in fates}
    assert {"honoured", "rejected", "converted"} <= names <= {name for _, name, _ in SIGNS.values()}
    for sign, name, _ in SIGNS.values():
        assert f'[title="{name}"] {{\n  --sign: "\\{ord(sign):04X}";\n}}' in page


def _site(text: str, folder: Path) -> dict[str, Page]:
    return pages(made(spelled(text, folder)))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_is_a_text(payload: str, tmp_path: Path) -> None:
    """The page of a hostile text differs from that of a harmless one in its texts alone."""
    hostile, harmless = _site(payload, tmp_path / "a"), _site("harmless", tmp_path / "b")
    assert hostile.keys() == harmless.keys()
    for path, page in hostile.items():
        assert page.shape == harmless[path].shape, path
        assert page.inline == [] and page.loads == harmless[path].loads
        assert page.code == harmless[path].code
        assert page.links == harmless[path].links
    assert payload in "".join(hostile["index.html"].text)


def test_the_payloads_would_be_seen() -> None:
    assert read("<p>a<b>b</b></p>").shape != read("<p>a&lt;b&gt;b&lt;/b&gt;</p>").shape
    assert len(PAYLOADS) == 24
