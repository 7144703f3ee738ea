"""The questions as people type them: what is printed where, and what they exit with."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from acme import GOOD, edit, lay, run
from asking import patched

BRUSH_2 = """\
pact: 1
model: brush-2
family: brush
title: Brush Two
description: The second.
parameters:
  style: {enum: [chalk, oil]}
  glow: {type: boolean, default: {server: true}}
"""
STYLED = {**GOOD, "style": "ink"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the pacts of two models."""
    lay(tmp_path)
    (tmp_path / "spec/acme/models/brush-2.yaml").write_text(BRUSH_2)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(command: str, body: Any, *words: str) -> Result:
    """Ask about a body on standard input."""
    return run(command, "-", *words, stdin=json.dumps(body))


def as_json(command: str, body: Any, *words: str) -> tuple[int, Any]:
    result = asked(command, body, *words, "--format", "json")
    return result.exit_code, json.loads(result.stdout)


# --- which -------------------------------------------------------------------------------------


def test_which_tells_every_model(folder: Path) -> None:
    status, answer = as_json("which", STYLED)
    assert status == 0 and answer["read_as"] == "brush-1"
    first, second = answer["models"]
    assert (first["model"], first["takes"], first["verdict"]) == ("brush-1", "unchanged", "accept")
    assert (second["model"], second["takes"], second["verdict"]) == ("brush-2", "changed", "reject")
    assert second["request"] == {"model": "brush-2", "prompt": "a cat"}
    assert [each["argument"] for each in second["lost"]] == ["style"]


def test_which_exits_1_where_no_model_takes_it(folder: Path) -> None:
    result = asked("which", {**STYLED, "style": "chalk", "n": 5})
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert any(line.startswith("changed    brush-2") for line in lines)
    assert "  n: 5 becomes 4: must be at most 4" in lines
    assert "unchanged" not in result.stdout
    result = asked("which", {"model": "brush-1"})
    assert result.exit_code == 1 and "no         brush-1: /prompt: is required" in result.stdout


def test_which_reads_a_request_without_a_model(folder: Path) -> None:
    result = asked("which", {"prompt": "a cat", "style": "chalk"})
    assert result.exit_code == 0 and "read as a request to brush-2" in result.stderr


# --- translate ---------------------------------------------------------------------------------


def test_translate_prints_a_body_that_can_be_piped_and_tells_the_rest(folder: Path) -> None:
    result = asked("translate", STYLED, "--to", "brush-2")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"model": "brush-2", "prompt": "a cat"}
    assert 'style: "ink" is dropped: must be one of chalk, oil' in result.stderr
    assert "note: glow is not sent: brush-1 has no default, brush-2 takes true" in result.stderr
    again = run("validate", stdin=result.stdout)
    assert again.exit_code == 0


def test_translate_as_json(folder: Path) -> None:
    status, answer = as_json("translate", STYLED, "--to", "brush-2")
    assert status == 0 and answer["verdict"] == "accept" and answer["issues"] == []
    assert answer["request"] == {"model": "brush-2", "prompt": "a cat"}
    (lost,) = answer["lost"]
    assert (lost["source"], lost["target"], lost["from"], lost["to"]) == (
        "/style",
        None,
        "ink",
        None,
    )


def test_translate_exits_1_with_the_reason_where_it_cannot_be(folder: Path) -> None:
    edit(folder / "spec/acme/models/brush-2.yaml", "parameters:", "images: {minimum: 1}\nparameters:\n  mask: {image: true}")  # fmt: skip
    result = asked("translate", GOOD, "--to", "brush-2")
    assert result.exit_code == 1 and result.stdout == ""
    assert "cannot be translated for brush-2: an image is needed" in result.stderr
    status, answer = as_json("translate", GOOD, "--to", "brush-2")
    assert (status, answer["request"], answer["reason"]) == (1, None, "an image is needed")


@pytest.mark.parametrize(
    ("model", "target"), [("brush-1", "brushy"), ("brush-3", "brush-2"), ("Brushy", "brush-2")]
)
def test_translate_guesses_at_names(folder: Path, model: str, target: str) -> None:
    result = asked("translate", {**GOOD, "model": model}, "--to", target)
    assert result.exit_code == 2 and result.stdout == ""
    assert "did you mean brush-" in result.stderr


# --- suggest -----------------------------------------------------------------------------------


def test_suggest_prints_a_request_and_each_change_with_its_code(folder: Path) -> None:
    result = asked("suggest", {**GOOD, "n": 7})
    assert result.exit_code == 0 and json.loads(result.stdout) == {**GOOD, "n": 2}
    assert result.stderr == 'maximum: {"op": "replace", "path": "/n", "value": 2}\n'


def test_suggest_as_json(folder: Path) -> None:
    body = {"model": "brush-1", "n": 2, "style": "oil"}
    status, answer = as_json("suggest", body)
    assert status == 0 and answer["verdict"] == "accept" and answer["faults"] == []
    assert [change.pop("code") for change in answer["changes"]] == ["required", "no-two-words"]
    assert patched(body, answer["changes"]) == answer["request"]


def test_suggest_names_a_fault_that_has_no_mend(folder: Path) -> None:
    result = asked("suggest", 5)
    assert result.exit_code == 1 and result.stdout == ""
    assert result.stderr == "no mend: (body)  notObject: the body must be a JSON object\n"
    status, answer = as_json("suggest", 5)
    assert (status, answer["request"]) == (1, None)
    assert [fault["code"] for fault in answer["faults"]] == ["notObject"]


# --- what cannot be told -----------------------------------------------------------------------

COMMANDS = (["which"], ["translate", "--to", "brush-2"], ["suggest"])


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff", b'{"n": NaN}', b'{"model": "brush-1", "n": 1e999}', b"[" * 100_000],
    ids=["empty", "half", "no UTF-8", "NaN", "infinite", "deep"],
)
def test_what_is_no_request_exits_2(folder: Path, words: list[str], text: bytes) -> None:
    result = run(*words, "-", stdin=text)
    assert result.exit_code == 2 and result.stdout == "" and result.stderr.startswith("Error: ")


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
@pytest.mark.parametrize("model", [["x"], {"a": {"b": 1}}, [[1]], None, 5])
def test_a_model_that_is_no_text_is_answered_or_refused(
    folder: Path, words: list[str], model: Any
) -> None:
    result = asked(words[0], {**GOOD, "model": model}, *words[1:])
    assert result.exit_code in (0, 1, 2)
    assert not result.exception or isinstance(result.exception, SystemExit)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_what_is_nested_deeply_is_answered_or_refused(folder: Path, words: list[str]) -> None:
    for depth in (50, 300, 900):
        body = "[" * depth + "]" * depth
        result = run(*words, "-", stdin=f'{{"model": "brush-1", "prompt": "a", "deep": {body}}}')
        assert result.exit_code in (0, 2)
        assert result.exit_code == 0 or "deep" in result.stderr


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_files_that_are_missing_and_pacts_that_are_wrong_exit_2(
    folder: Path, words: list[str]
) -> None:
    assert "no.json" in run(*words, "no.json").stderr
    assert run(*words, "no.json").exit_code == 2
    edit(folder / "spec/acme/models/brush-2.yaml", "boolean", "bolean")
    result = asked(words[0], GOOD, *words[1:])
    assert result.exit_code == 2 and "brush-2.yaml" in result.stderr


@pytest.mark.parametrize("words", COMMANDS[:2], ids=lambda words: words[0])
def test_a_body_that_is_no_object_is_no_question(folder: Path, words: list[str]) -> None:
    result = asked(words[0], [GOOD], *words[1:])
    assert result.exit_code == 2 and "must be a JSON object" in result.stderr


def test_the_provider_is_the_one_that_knows_the_model_or_is_named(folder: Path) -> None:
    other = folder / "spec/other"
    other.mkdir()
    for path in sorted((folder / "spec/acme").rglob("*.yaml")):
        new = other / path.relative_to(folder / "spec/acme")
        new.parent.mkdir(exist_ok=True)
        text = path.read_text().replace("provider: acme", "provider: other")
        new.write_text(text.replace("brush-", "pen-"))
    (other / "models/brush-1.yaml").rename(other / "models/pen-1.yaml")
    (other / "models/brush-2.yaml").rename(other / "models/pen-2.yaml")
    _, answer = as_json("which", {"model": "pen-1", "prompt": "a cat"})
    assert {each["model"] for each in answer["models"]} == {"pen-1", "pen-2"}
    _, answer = as_json("which", {"prompt": "a cat"}, "--provider", "acme")
    assert {each["model"] for each in answer["models"]} == {"brush-1", "brush-2"}
    result = asked("which", {"prompt": "a cat"})
    assert result.exit_code == 2 and "--provider: acme, other" in result.stderr
    assert "the request names no model; name a provider" in result.stderr
    assert "no provider 'x'" in asked("which", GOOD, "--provider", "x").stderr
    strange = asked("translate", {"model": "pen-1", "prompt": "a cat"}, "--to", "brush-1")
    assert strange.exit_code == 2
    assert "brush-1 is a model of acme, and the request is one to other" in strange.stderr


# --- show MODEL PARAM --------------------------------------------------------------------------


def test_show_tells_one_parameter_with_the_place_of_each_fact(folder: Path) -> None:
    result = run("show", "brush-1", "n")
    assert result.exit_code == 0
    lines = [" ".join(line.split()) for line in result.stdout.splitlines()]
    assert lines[0] == "# /n of brush-1, argument n"
    assert "minimum: 1 # spec/acme/provider.yaml:10" in lines
    assert "maximum: 2 # spec/acme/models/brush-1.yaml:8" in lines
    assert "integer, optional, 1 to 2" in lines
    assert any(line.startswith("no-two-words: error: Two of a kind") for line in lines)


@pytest.mark.parametrize("name", ["n", "/n"])
def test_show_of_a_parameter_as_json(folder: Path, name: str) -> None:
    result = run("show", "brush-1", name, "--format", "json")
    told = json.loads(result.stdout)
    assert (told["pointer"], told["type"], told["required"]) == ("/n", "integer", False)
    assert told["constraints"] == ["1 to 2"] and told["disposition"] == "honoured"
    assert told["default"] == {"value": 1, "whose": "server", "certainty": "stated"}
    assert [rule["id"] for rule in told["rules"]] == ["no-two-words"]
    assert told["origins"]["/maximum"] == "spec/acme/models/brush-1.yaml:8:7"
    assert told["pact"]["maximum"] == 2


def test_show_of_an_unknown_parameter_names_the_nearest_and_who_has_it(folder: Path) -> None:
    result = run("show", "brush-1", "stile")
    assert result.exit_code == 2 and "did you mean style?" in result.stderr
    result = run("show", "brush-1", "glow")
    assert result.exit_code == 2 and result.stderr.endswith("; brush-2 has it\n")


@pytest.mark.parametrize(
    ("model", "name", "pointer"),
    [
        ("qwen-image-plus", "watermark", "/parameters/watermark"),
        ("qwen-image-plus", "parameters.watermark", "/parameters/watermark"),
        ("qwen-image-plus", "/input/messages/0/content/0/text", "/input/messages/-/content/-/text"),
        ("gemini-2.5-flash-image", "contents[].parts[].image", "/contents/-/parts/-/image"),
        ("gemini-2.5-flash-image", "contents.parts.image", "/contents/-/parts/-/image"),
        ("doubao-seedream-4-0-250828", "max_images", "/sequential_image_generation_options/max_images"),
        ("gpt-image-2", "model", "/model"),
    ],
)  # fmt: skip
def test_show_takes_pointers_paths_and_names(model: str, name: str, pointer: str) -> None:
    result = run("show", model, name, "--format", "json")
    assert json.loads(result.stdout)["pointer"] == pointer


@pytest.mark.parametrize(
    ("model", "name", "fate", "word"),
    [
        ("gemini-2.5-flash-image", "response_format", "always b64_json", "always behaves"),
        ("gemini-2.5-flash-image", "quality", "converted", "`image_size`"),
        ("doubao-seedream-4-0-250828", "guidance_scale", "rejected", "is an error"),
        ("doubao-seedream-4-0-250828", "response_format", "usually url", "usually behaves"),
        ("gemini-2.5-flash-image", "person_generation", "unverified", "not documented"),
    ],
)
def test_show_tells_what_becomes_of_it(model: str, name: str, fate: str, word: str) -> None:
    told = json.loads(run("show", model, name, "--format", "json").stdout)
    assert told["disposition"] == fate and word in told["consequence"]
    assert told["because"] and told["because"] in run("show", model, name).stdout
