"""Pacts in an editor: the language server of VS Code's YAML extension completes, explains and checks them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from language_server import Server

from acme import run
from builds import ROOT
from modelpact.bundles import PACTS

pytestmark = pytest.mark.slow

SCHEMAS = ROOT / "spec/language/editor"
MODELINE = "# yaml-language-server: $schema=../../language/editor/model.schema.json\n"
OTHER = "# $schema: ../../language/editor/model.schema.json\n"
"""The first line in the words of JetBrains."""
MODEL = "pact: 1\nmodel: brush-3\nfamily: brush\n"
PATTERNS = {
    "provider": "**/provider.yaml",
    "family": "**/families/*.yaml",
    "model": "**/models/*.yaml",
    "changelog": "**/changelog.yaml",
}
"""The settings that the manual gives for pacts without a first line."""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    patterns = {
        (SCHEMAS / f"{kind}.schema.json").as_uri(): [pattern] for kind, pattern in PATTERNS.items()
    }
    started = Server(ROOT, patterns)
    yield started
    started.close()


def opened(server: Server, name: str, text: str, first: str = MODELINE) -> Path:
    """Open a pact that is not on the disk, beside the shipped ones but where no setting leads to a schema."""
    path = ROOT / f"spec/gravitex/drafts/{name}.yaml"
    server.open(path, first + text)
    return path


def asked(server: Server, what: str, name: str, text: str) -> str:
    """Ask about the place of the bar in a text; return the answer as JSON."""
    before, after = text.split("|")
    path = opened(server, name, before + after)
    line = before.count("\n") + 1  # the first line is above
    answer = server.ask(what, path, line, len(before.rpartition("\n")[2]))
    return json.dumps(answer, ensure_ascii=False)


@pytest.mark.parametrize(
    "folder", ["spec/gravitex", "tests/fixtures/atelier", "tests/foundries/foundry"]
)
def test_good_pacts_have_nothing_underlined(server: Server, folder: str) -> None:
    paths = sorted((ROOT / folder).rglob("*.yaml"))
    assert len(paths) > 3
    for path in paths:
        server.open(path, path.read_text("utf-8"))
    assert {path.name: server.diagnostics(path) for path in paths} == {
        path.name: [] for path in paths
    }
    assert not server.log  # where it tells of a schema that it could not read whole


@pytest.mark.parametrize("kind", PACTS)
def test_settings_lead_to_the_schema_where_no_first_line_does(server: Server, kind: str) -> None:
    path = ROOT / PATTERNS[kind].replace("**", "elsewhere").replace("*", "new")
    server.open(path, "pact: 1\nno_such_key: 1\n")
    assert "Property no_such_key is not allowed." in {
        found["message"] for found in server.diagnostics(path)
    }


@pytest.mark.parametrize(
    ("line", "said", "text"),
    [
        (4, "Property titel is not allowed", MODEL + "titel: Brush\n"),
        (5, 'Valid values: "string", "integer"', MODEL + "parameters:\n  n: {type: integr}\n"),
        (6, "Property minimun is not allowed", MODEL + "parameters:\n  n:\n    minimun: 1\n"),
        (5, 'Valid values: "honoured"', MODEL + "parameters:\n  size: {disposition: ignord}\n"),
        (5, "must be true", MODEL + "parameters:\n  size: {disposition: {rejected: false}}\n"),
        (5, 'Valid values: "preview"', MODEL + "lifecycle:\n  status: new\n"),
        (1, "must be 1", MODEL.replace("1", "2", 1)),
        (1, 'Missing property "family"', MODEL.replace("family: brush\n", "")),
        (5, 'Expected "number"', MODEL + "parameters:\n  n: {maximum: four}\n"),
        (6, 'Valid values: "url"', MODEL + "images:\n  maximum: 2\n  sources: [url, file]\n"),
        (4, "does not match the pattern", MODEL + "lifecycle: {released: 2026-1-1}\n"),
        (6, 'Missing property "because"', MODEL + "rules:\n\n  - {id: one-two, required: [n]}\n"),
        (5, "Map keys must be unique", MODEL + "title: Brush\ntitle: Brush 3\n"),
    ],
)
def test_a_mistake_is_underlined_where_it_stands(
    server: Server, line: int, said: str, text: str
) -> None:
    path = opened(server, f"mistake-{zlib.crc32(text.encode())}", text)
    found = [(each["range"]["start"]["line"], each["message"]) for each in server.diagnostics(path)]
    assert [(at, said in message) for at, message in found] == [(line, True)]


def test_the_first_line_may_be_in_the_words_of_jetbrains(server: Server) -> None:
    path = opened(server, "other", MODEL + "titel: Brush\n", OTHER)
    assert len(server.diagnostics(path)) == 1


@pytest.mark.parametrize(
    ("name", "text", "labels"),
    [
        ("keys", MODEL + "|", ("parameters", "lifecycle", "rules")),
        ("member", MODEL + "parameters:\n  n:\n    |", ("type", "minimum", "disposition")),
        ("type", MODEL + "parameters:\n  n: {type: |}\n", ("integer", "boolean", "array")),
        ("disposition", MODEL + "parameters:\n  n:\n    disposition: |", ("ignored", "rejected")),
        ("status", MODEL + "lifecycle: {status: |}\n", ("preview", "deprecated", "retired")),
        ("rule", MODEL + "rules:\n  - |", ("because", "when", "exactlyOne")),
        ("sources", MODEL + "images:\n  sources: [|]\n", ("url", "data-uri", "base64")),
    ],
)
def test_keys_and_values_are_completed(
    server: Server, name: str, text: str, labels: tuple[str, ...]
) -> None:
    answer = json.loads(asked(server, "completion", f"begun-{name}", text))
    assert {*labels} <= {item["label"] for item in answer["items"]}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("pact", "pa|ct: 1\n", "The version of the pact language."),
        ("parameters", MODEL + "param|eters: {}\n", "its keys override those above"),
        ("forced", MODEL + "parameters:\n  n: {disposition: {fo|rced: 1}}\n", "always behaves as"),
        ("lifecycle", MODEL + "lifecycle: {repl|acement: brush-4}\n", "the model to move to"),
    ],
)
def test_a_key_tells_what_it_means(server: Server, name: str, text: str, said: str) -> None:
    assert said in asked(server, "hover", f"read-{name}", text)


def test_what_init_writes_is_checked_in_its_own_folder(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    flags = ("--provider", "pictor", "--base-url", "https://api.pictor.example/v1", "--yes")
    assert run("init", *flags, "-m", "brush-1").exit_code == 0
    good = sorted(tmp_path.glob("spec/pictor/**/*.yaml"))
    assert len(good) == 3
    for path in good:
        server.open(path, path.read_text("utf-8"))
        assert server.diagnostics(path) == []
        bad = path.with_stem("bad")
        server.open(bad, path.read_text("utf-8") + "titel: Brush\n")
        assert len(server.diagnostics(bad)) == 1
