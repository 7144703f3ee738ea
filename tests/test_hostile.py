"""Texts that have broken generators, put wherever a spec may have a text: refused with a place, or only ever a text.

Every build is the whole pipeline on real files. A harmless text of the same length, at the same places, is the measure.
"""

from __future__ import annotations

import ast
import json
import re
import tempfile
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from builds import ROOT, build, executed
from modelpact import ir, pipeline
from shapes import module, outline, page

CORPUS = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "hostile.jsonl").read_text(encoding="utf-8").splitlines()
]
STRINGS = [row for row in CORPUS if row["kind"] == "string"]
TEXTS = [
    r
    for r in STRINGS
    if r["class"] in ("code-injection", "docs-xss", "unicode", "name", "rule", "reference")
]
TEXTS = [row for row in TEXTS if row["value"]]
NAMES = [
    r
    for r in STRINGS
    if r["class"] in ("name", "code-injection", "docs-xss", "unicode", "file-name")
]
IDS = [
    row
    for row in STRINGS
    if row["class"] in ("file-name", "name", "code-injection", "docs-xss", "unicode")
]
PATTERNS = [row for row in STRINGS if row["class"] == "pattern"]

PROVIDER = """\
pact: 1
provider: acme
title: {text}
description: {text}
base_url: https://api.acme.test/v1
operations: {{generate: {{method: POST, path: /images}}}}
auth: {{scheme: {text}, placeholder: {text}}}
tips: [{{title: {text}, advice: {text}, words: [{text}]}}]
questions: [{{question: {text}, answer: {text}}}]
errors: [{{code: 1, title: {text}, description: {text}}}]
"""
FAMILY = "pact: 1\nfamily: fam\ntitle: {text}\ndescription: {text}\n"
MODEL = """\
pact: 1
model: {id}
family: fam
title: {text}
description: {text}
aliases: [{text}]
source: {{document: {text}, section: {text}}}
layouts: {{text: {{prompt: free, constants: {{plain: {text}}}}}}}
response:
  selector: form
  fixed: {text}
  forms: {{{key}: {text}}}
  extras: {{{key}: {text}}}
  envelopes: [{{name: {text}, images: /data, code: /code, success: {text}}}]
  poll: {{link: /urls/get, status: /status, done: [ready 1], failed: [{text}]}}
parameters:
  word:
    enum: [{text}, plain]
    default: {{server: {text}}}
    description: {text}
    enumDescriptions: {{{key}: {text}}}
    examples: [{text}]
    tolerated: {{old: {{because: {text}, use: {text}}}}}
    ignoreCase: true
  free:
    type: string
    description: {text}
    default: {{client: {text}}}
    advised: {{enum: [{text}, x], because: {text}}}
  fixed: {{enum: [{text}, plain], disposition: {{forced: {text}, because: {text}}}}}
  asked: {{type: string, disposition: {{rejected: true, because: {text}}}}}
  turned: {{enum: [{text}, plain], disposition: {{converted: {{to: free, values: {{{key}: {text}}}}}, because: {text}}}}}
  size: {{dimensions: {{separator: x, words: [{text}, auto]}}}}
  meant: {{enum: [{text}, plain], title: {text}, disposition: {{advisory: {text}, because: {text}}}}}
  form: {{enum: [{key}]}}
  plain: {{type: string, const: {text}}}
  {name}: {{type: integer, minimum: 1, description: {text}}}
  things:
    type: array
    items: {{properties: {{{name}: {{enum: [{text}]}}, other: {{type: string}}}}}}
rules:
  - {{id: text-of-rule, because: {text}, when: {{word: {text}}}, required: [free]}}
  - {{id: name-of-rule, because: {text}, when: {{{path}: {{present: true}}}}, forbidden: [asked]}}
  - {{id: list-of-rule, because: {text}, when: {{word: plain}}, then: {{free: {{enum: [{text}, x]}}}}}}
  - {{id: item-of-rule, because: {text}, in: things/-, atLeastOne: [{path}, other]}}
decisions:
  - {{id: a-question, question: {text}, readings: [{text}], chosen: {text}, severity: info, sections: [{text}]}}
uses:
  try: {{title: {text}, description: {text}, images: 0, prompt: {text}, arguments: {{word: {text}}}}}
"""
CHANGELOG = """\
pact: 1
releases:
  - date: 2026-01-31
    versions: {{client: 1.2.3, validators: 1.2.3, docs: 1.2.3, schema: 1.2.3}}
    note: {text}
    changes:
      - {{level: risky, models: [{text}, one], pointer: /free, summary: {text}, witness: {{model: one, word: {text}}}}}
      - {{level: safe, pointer: {pointer}, summary: {text}, verdicts: [accept, warn]}}
"""


def quoted(text: str) -> str:
    """Spell a text in YAML, in ASCII."""
    return (
        '"'
        + "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08x}" for c in text)
        + '"'
    )


def spec(
    folder: Path, text: str = "word", name: str = "name", id_: str = "one", key: str = ""
) -> Path:
    """Write a spec; ``key`` stands in the place of the text where a text is a key."""
    path = quoted(name.replace("~", "~0").replace("/", "~1"))
    filled = {
        "text": quoted(text),
        "name": quoted(name),
        "id": quoted(id_),
        "path": path,
        "pointer": quoted(f"/{name}"),
        "key": quoted(key or text),
    }
    for file, content in {
        "provider": PROVIDER,
        "families/fam": FAMILY,
        "models/one": MODEL,
        "changelog": CHANGELOG,
    }.items():
        target = folder / "acme" / f"{file}.yaml"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content.format(**filled), encoding="utf-8")
    return folder


def harmless(text: str) -> str:
    return "w" * len(text)


@cache
@lru_cache
def benign(text: str = "word", name: str = "name", key: str = "") -> dict[str, str]:
    """Build the same with words, once for each length."""
    with tempfile.TemporaryDirectory() as folder:
        result = build(spec(Path(folder), text, name, key=key))
    assert result.problems == (), result.problems
    return {file.path: file.text for file in result.files}


def refused(result: pipeline.Result) -> bool:
    """Tell whether a spec is refused, each time with a place in a file and a mend."""
    for problem in result.errors:
        assert problem.position.path.startswith("acme/") and problem.position.line > 0
        assert problem.message and problem.help
    assert not (result.errors and result.files)
    return bool(result.errors)


# From here on a file holds what the catalogue has no part in.
RUNTIME = "# --- what every validator needs ---"


def same_shape(files: dict[str, str], measure: dict[str, str], names: bool = False) -> None:
    """Compare what is made with what is made of a word."""
    assert sorted(files) == sorted(measure)
    for path, text in files.items():
        if path.endswith(".py"):
            # What every validator needs is the same to the byte.
            (made, *runtime), (wanted, *same) = text.split(RUNTIME), measure[path].split(RUNTIME)
            assert runtime == same, path
            assert module(made, names) == module(wanted, names), path
        elif path.endswith(".md"):
            assert page(text, names) == page(measure[path], names), path
        elif path.endswith(".json"):
            assert outline(json.loads(text), names) == outline(
                json.loads(measure[path]), names
            ), path


def texts(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {text for item in value.values() for text in texts(item)}
    if isinstance(value, list):
        return {text for item in value for text in texts(item)}
    return {value} if isinstance(value, str) else set()


def constants(source: str) -> set[str]:
    found = (node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str)}


def ours(files: dict[str, str]) -> dict[str, str]:
    """The files whose shape no text and no name decides; a client may spell a type by its length."""
    targets = ("catalog", "python-validators", "jsonschema", "markdown")
    return {path: text for path, text in files.items() if path.split("/")[1] in targets}


def validators(files: dict[str, str]) -> list[Any]:
    sources = {path: text for path, text in files.items() if "/python-validators/" in path}
    return [executed(path.rsplit("/", 1)[1][:-3], text) for path, text in sources.items()]


CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]")


@pytest.mark.parametrize("row", TEXTS, ids=lambda row: row["id"])
def test_a_text_is_a_text(
    row: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = row["value"]
    monkeypatch.chdir(tmp_path)
    # What cannot be seen is refused in a key.
    key = "" if text.replace("\n", "").isprintable() else "plain"
    result = build(spec(tmp_path / "hostile", text, key=key))
    if refused(result):
        assert row["verdict"] == "reject" or CONTROL.search(text), result.errors
        return
    assert row["verdict"] != "reject" or row["class"] != "unicode"
    files = {file.path: file.text for file in result.files}
    same_shape(ours(files), ours(benign(harmless(text), key=key)))
    for path in files:
        if path.endswith(".py"):
            assert "__import__" not in {
                getattr(n, "id", "") for n in ast.walk(ast.parse(files[path]))
            }
    assert not (tmp_path / "PWNED").exists()
    assert text in texts(json.loads(files["acme/catalog/catalog.json"]))
    for path in files:
        if "/python-validators/" in path:
            assert text in constants(files[path]), path
    for validator in validators(files):
        assert not (tmp_path / "PWNED").exists()
        good = {
            "model": "one",
            "word": text,
            "free": text,
            "fixed": text,
            "size": text,
            "things": [{"name": text}],
        }
        assert validator.check(good) == []
        found = {
            (i.pointer, i.code)
            for i in validator.check({**good, "word": text + "?", "fixed": "plain"})
        }
        assert found == {("/word", "enum"), ("/fixed", "forced")}
        told = validator.check({"model": "one", "word": text})
        assert [(i.pointer, i.code, i.message) for i in told] == [("/free", "text-of-rule", text)]
        (old,) = validator.check({"model": "one", "word": "old", "free": "x"})
        assert old.code == "tolerated" and old.message == text and old.fix["value"] == text
        sent, _ = validator.prepare({"model": "one", "word": "plain"})
        assert sent["free"] == text
    for path in files:
        if "/jsonschema/" in path:
            schema = json.loads(files[path])
            assert jsonschema_rs.Draft202012Validator(schema).is_valid(good), path
            assert not jsonschema_rs.Draft202012Validator(schema).is_valid(
                {**good, "word": text + "?"}
            )


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["id"])
def test_a_name_of_a_parameter_is_a_name(
    row: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = row["value"]
    monkeypatch.chdir(tmp_path)
    result = build(spec(tmp_path / "hostile", name=name))
    if refused(result):
        assert row["verdict"] == "reject" or row["class"] != "name", result.errors
        return
    assert row["verdict"] != "reject" or row["class"] == "file-name"
    files = {file.path: file.text for file in result.files}
    same_shape(ours(files), ours(benign(name=harmless(name))), names=True)
    where = ir.pointer((name,))
    for validator in validators(files):
        assert not (tmp_path / "PWNED").exists()
        assert (
            validator.check({"model": "one", "free": "x", name: 1, "things": [{name: "word"}]})
            == []
        )
        wrong = {"model": "one", "free": "x", name: 0, "asked": "x", "things": [{name: "x"}, {}]}
        found = validator.check(wrong)
        assert {(i.pointer, i.code) for i in found} == {
            (where, "minimum"),
            ("/asked", "rejected"),
            ("/asked", "name-of-rule"),
            (f"/things/0{where}", "enum"),
            ("/things/1", "item-of-rule"),
        }
    for path in files:
        if "/jsonschema/" in path:
            schema = jsonschema_rs.Draft202012Validator(json.loads(files[path]))
            assert schema.is_valid({"model": "one", "free": "x", name: 1})
            assert not schema.is_valid({"model": "one", "free": "x", name: 0})


@pytest.mark.parametrize("row", IDS, ids=lambda row: row["id"])
def test_an_id_of_a_model_stays_in_its_folder(row: dict[str, str], tmp_path: Path) -> None:
    id_ = row["value"]
    result = build(spec(tmp_path / "hostile", id_=id_))
    if refused(result):
        assert (
            row["verdict"] != "rename" or row["class"] != "name" or id_ in REFUSED_IDS
        ), result.errors
        return
    assert row["verdict"] != "reject"
    files = {file.path: file.text for file in result.files}
    for path in ours(files):
        assert len(path.split("/")) == 3, path
    for path in files:
        assert path.isascii() and path.startswith("acme/"), path
        assert not {"..", ".", ""} & set(path.split("/")) and not set(path) & set('\\:*?"<>| ')
    assert id_ in texts(json.loads(files["acme/catalog/catalog.json"]))
    for validator in validators(files):
        assert validator.check({"model": id_, "free": "x", "name": 1}) == []


# Ids start with a letter or a digit, and have no blanks and nothing beyond ASCII.
REFUSED_IDS = {"_", "_private", "__proto__", "a b", "\uff43lass", "\ufb01eld"}


@pytest.mark.parametrize("row", PATTERNS, ids=lambda row: row["id"])
def test_a_pattern_is_refused_or_means_the_same_everywhere(
    row: dict[str, str], tmp_path: Path
) -> None:
    folder = spec(tmp_path)
    model = folder / "acme" / "models" / "one.yaml"
    text = model.read_text(encoding="utf-8")
    pattern = f"parameters:\n  probe: {{type: string, pattern: {quoted(row['value'])}}}\n"
    model.write_text(text.replace("parameters:\n", pattern, 1), encoding="utf-8")
    result = build(folder)
    if row["verdict"] == "reject":
        assert refused(result)
        return
    assert not refused(result), result.errors
    files = {file.path: file.text for file in result.files}
    schema = jsonschema_rs.Draft202012Validator(
        json.loads(files["acme/jsonschema/one.schema.json"])
    )
    for probe in ("abc", "abc\n", "a/b", "", "ABC", "a/b\n"):
        body = {"model": "one", "probe": probe}
        for validator in validators(files):
            assert validator.is_valid(body) == schema.is_valid(body), probe


@pytest.mark.parametrize(
    "row", [r for r in STRINGS if r["class"] == "name-collision"], ids=lambda row: row["id"]
)
def test_names_that_look_the_same_are_refused(row: dict[str, str], tmp_path: Path) -> None:
    folder = spec(tmp_path)
    model = folder / "acme" / "models" / "one.yaml"
    text = model.read_text(encoding="utf-8")
    both = "".join(f"  {quoted(name)}: {{type: integer}}\n" for name in json.loads(row["value"]))
    model.write_text(text.replace("parameters:\n", f"parameters:\n{both}", 1), encoding="utf-8")
    result = build(folder)
    assert refused(result)
    (problem,) = result.errors
    assert problem.position.path == "acme/models/one.yaml" and problem.code == "C009"


@pytest.mark.parametrize(
    "row", [r for r in STRINGS if r["class"] in ("rule", "reference")], ids=lambda row: row["id"]
)
def test_nothing_in_a_rule_is_an_expression_and_no_path_leads_out(
    row: dict[str, str], tmp_path: Path
) -> None:
    """There is no key whose value is code or a file: at the place of a path these name no parameter."""
    folder = spec(tmp_path)
    model = folder / "acme" / "models" / "one.yaml"
    text = model.read_text(encoding="utf-8")
    model.write_text(
        text.replace("required: [free]", f"required: [{quoted(row['value'])}]"), encoding="utf-8"
    )
    result = build(folder)
    assert refused(result)
    assert {problem.code for problem in result.errors} == {"R002"}


def test_the_measure_itself_can_fail() -> None:
    rest = f"\n{RUNTIME}\n"
    word = {"a.py": f"x = 'w'{rest}", "a.md": "a w\n", "a.json": '{"a": ["w"]}'}
    other = {"a.py": f'x = "\\""{rest}', "a.md": "a \\*\n", "a.json": '{"a": ["x"]}'}
    same_shape(other, word)
    for path, text in {
        "a.py": f"x = 'w' + f(){rest}",
        "a.md": "a *w*\n",
        "a.json": '{"a": ["w", "x"]}',
    }.items():
        with pytest.raises(AssertionError):
            same_shape({**word, path: text}, word)
    with pytest.raises(AssertionError):
        same_shape({**word, "a.py": f"{word['a.py']}pass\n"}, word)
