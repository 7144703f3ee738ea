"""The JavaScript validators at work: run by Node, and of one mind with the Python ones."""

from __future__ import annotations

import json
import math
import random
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import javascript
import pacts
from builds import ROOT, Provider, build, provider
from inventions import invented
from javascript import COMPILERS, compile_, run, tool, write
from modelpact import ir, javascript_checks
from modelpact.files import File
from modelpact.javascript_checks.names import RUNTIME
from modelpact.render import renderer
from modelpact.targets.typescript_validators import TARGET
from mutations import request

slow = pytest.mark.slow
FOLDER = Path(__file__).parent
VERBATIM = ROOT / "templates" / "typescript-validators" / "verbatim"
ROWS = {"atelier": "fixtures/atelier-requests.jsonl", "gravitex": "data/oracle.jsonl"}
MODES = ("warn", "warn", "strict", "passthrough")
EXPECTED = "// @ts-expect-error"


class Case(NamedTuple):
    """A request for a module, and what the Python validator says of it."""

    module: Path
    text: str
    mode: str
    wanted: list[Any]


def emitted(made: Provider) -> Iterator[File]:
    start = f"{made.name}/typescript-validators/"
    for path, text in made.files.items():
        if path.startswith(start):
            yield File(path.removeprefix(start), text)


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The output of each provider, as generated."""
    folder = tmp_path_factory.mktemp("validators")
    return {name: write(emitted(provider(name)), folder / name) for name in ROWS}


# --- what is said ----------------------------------------------------------------------------------


def portable(value: Any) -> bool:
    """Whether a value is JSON, with no number that a double cannot hold exactly or at all."""
    match value:
        case dict():
            return all(map(portable, value.values()))
        case list():
            return all(map(portable, value))
        case bool():
            return True
        case int():
            return abs(value) <= 2**53
        case float():
            return math.isfinite(value)
        case _:
            return True


def cases(made: Provider, folder: Path, model: str, body: Any, mode: str) -> Iterator[Case]:
    """Ask the module of a model and the one of all."""
    if portable(body):
        text = json.dumps(body)
        alone = made.alone[model].check(body, mode=mode)
        stem = javascript_checks.module_name(made.models[model])
        yield Case(folder / f"{stem}.js", text, mode, alone)
        yield Case(folder / "index.js", text, mode, made.bundle.check(body, mode=mode))


def disagreements(found: Iterable[Case]) -> list[str]:
    """Judge everything in one process of Node, and say where it differs from Python."""
    asked = list(found)
    lines = [json.dumps([str(case.module), case.text, {"mode": case.mode}]) for case in asked]
    done = subprocess.run(
        [javascript.node(), str(FOLDER / "judge.mjs")],
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    # str.splitlines would also split at the line separators of Unicode.
    told = [json.loads(line) for line in done.stdout.split("\n") if line]
    assert len(told) == len(asked) > 0
    wrong = []
    for case, said in zip(asked, told, strict=True):
        wanted = sorted(map(spelled, (issue.as_dict() for issue in case.wanted)))
        if sorted(map(spelled, said)) != wanted:
            missing = [each for each in wanted if each not in map(spelled, said)]
            extra = [each for each in map(spelled, said) if each not in wanted]
            wrong.append(f"{case.module.stem} {case.mode} {case.text}\n  {missing}\n  {extra}")
    return wrong


def spelled(issue: dict[str, Any]) -> str:
    """An issue as a text; numbers as JavaScript knows them."""
    return json.dumps(_floats(issue), sort_keys=True)


def _floats(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _floats(item) for key, item in value.items()}
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def rows(name: str) -> list[dict[str, Any]]:
    lines = (ROOT / "tests" / ROWS[name]).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("name", sorted(ROWS))
def test_rows_with_verdicts(name: str, folders: dict[str, Path]) -> None:
    made, found = provider(name), []
    for number, row in enumerate(rows(name)):
        body, mode = row["payload"], MODES[number % len(MODES)]
        model = body.get("model") if isinstance(body, dict) else None
        known = model if model in made.models else next(iter(made.models))
        found += cases(made, folders[name], known, body, mode)
    assert disagreements(found) == []


def mutated(made: Provider, folder: Path, count: int, seed: str) -> Iterator[Case]:
    good = [row["payload"] for row in rows(made.name) if row["verdict"] != "reject"]
    for model, known in made.models.items():
        begin = [{"model": model}, *(body for body in good if body.get("model") == model)]
        for number in range(count):
            rng = random.Random(f"{seed} {model} {number}")
            body = request(known, rng.choice(begin), rng)
            mode = MODES[number % len(MODES)]
            yield from cases(made, folder, model, body, mode)


@pytest.mark.parametrize("name", sorted(ROWS))
def test_requests_that_nobody_thought_of(name: str, folders: dict[str, Path]) -> None:
    assert disagreements(mutated(provider(name), folders[name], 30, "plain")) == []


@slow
@pytest.mark.parametrize("name", sorted(ROWS))
def test_many_requests(name: str, folders: dict[str, Path]) -> None:
    assert disagreements(mutated(provider(name), folders[name], 400, "long")) == []


def inventions(count: int, seed: str, folder: Path) -> Iterator[Case]:
    for number in range(count):
        made = Provider("acme", invented(f"{seed} {number}", folder / f"spec-{number}"))
        (known,) = made.models.values()
        target = write(emitted(made), folder / f"out-{number}")
        for each in range(25):
            body = request(known, {"model": known.id}, random.Random(f"{number} {each}"))
            yield from cases(made, target, known.id, body, "warn")


def test_a_spec_that_nobody_thought_of(tmp_path: Path) -> None:
    assert disagreements(inventions(1, "script", tmp_path)) == []


COUNTS = """
parameters:
  key: {type: string}
  count_list_text: {type: string}
  counted_list_text: {type: string}
  has_list_image: {type: string}
  constructor: {type: string}
  list: {type: array, items: {type: object, properties: {text: {type: string}, image: {type: string}}}}
rules:
  - {id: a-text, because: Say something., atLeastOne: [list/-/text]}
  - {id: few-texts, because: Two at most., limit: {sum: [{count: list/-/text}], maximum: 2}}
  - {id: one-image, because: One at most., limit: {sum: [{count: list/-/image}], maximum: 1}}
  - {id: key-or-image, because: One of them., when: {key: {present: false}}, atLeastOne: [list/-/image]}
  - {id: no-constructor, because: Not with a key., when: {key: {present: true}}, forbidden: [constructor]}
"""


def test_counts_and_members_that_are_called_like_the_code_about_them(tmp_path: Path) -> None:
    for path, text in (
        ("provider", pacts.PROVIDER),
        ("families/fam", pacts.FAMILY),
        ("models/m-1", pacts.MODEL + COUNTS),
    ):
        file = tmp_path / "spec" / "acme" / f"{path}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    made = Provider("acme", build(tmp_path / "spec"))
    folder = write(emitted(made), tmp_path / "out")
    lists: tuple[Any, ...] = ([], "many characters", [{}], ["text"], [{"text": ""}, {"image": ""}])
    lists += tuple([{name: ""}] * number for name in ("text", "image") for number in (1, 2, 3))
    names = ("key", "count_list_text", "counted_list_text", "has_list_image", "constructor")
    others = ({}, dict.fromkeys(names, ""), {"key": 5, "toString": 1, "__proto__": {"list": 1}})
    bodies = ({"model": "m-1", **more, "list": items} for more in others for items in lists)
    found = [each for body in bodies for each in cases(made, folder, "m-1", body, "warn")]
    assert disagreements(found) == []
    spelled_ = (folder / "m-1.js").read_text("utf-8")
    for part in ("countedListText > 2", "list?.length > 1 && countListImage(", "!hasListImage("):
        assert part in spelled_


@slow
def test_many_specs_are_agreed_upon_and_stable(tmp_path: Path) -> None:
    assert disagreements(inventions(12, "long script", tmp_path)) == []
    judged = [path for path in sorted(tmp_path.glob("out-*/*.*")) if ".global." not in path.name]
    run(tool("prettier"), "--check", *judged)


# --- how it is used --------------------------------------------------------------------------------


def test_runtime_and_modules(folders: dict[str, Path]) -> None:
    told = run("--test", FOLDER / "validators.test.mjs", FOLDER=str(folders["gravitex"]))
    passed = re.search(r"pass (\d+)$", told, re.M)
    assert passed and int(passed[1]) >= 20 and re.search(r"fail 0$", told, re.M), told


def test_the_runner_judges_lines_and_vectors(folders: dict[str, Path], tmp_path: Path) -> None:
    for file in TARGET.runner(provider("gravitex").known, renderer([ROOT / "templates"])):
        (folders["gravitex"] / file.path).write_text(file.text, "utf-8")
    runner = folders["gravitex"] / "run.mjs"
    lines = [
        '{"model":"gpt-image-2","prompt":"a","n":2.0}',
        "",
        '{"model":',
        '"\u2028"',
        "[" * 9999,
    ]
    (tmp_path / "requests.jsonl").write_text("\n".join(lines), "utf-8")
    told = [
        json.loads(line) for line in run(runner, tmp_path / "requests.jsonl").split("\n") if line
    ]
    refused = {"verdict": "reject", "issues": [{"pointer": "", "code": "notJson"}]}
    assert told == [
        {"verdict": "warn", "issues": [{"pointer": "/n", "code": "integralFloat"}]},
        refused,
        {"verdict": "reject", "issues": [{"pointer": "", "code": "notObject"}]},
        refused,
    ]
    vectors = folders["gravitex"] / "vectors.jsonl"
    row = '{"id":"a","request":%s,"verdict":"warn","issues":[{"pointer":"/n","code":"integralFloat"}]}\n'
    vectors.write_text(row % lines[0], "utf-8")
    assert run(runner) == "1 vectors, 0 differ\n"
    vectors.write_text(row % '{"model":"gpt-image-2","prompt":"a","n":2}', "utf-8")
    done = subprocess.run([javascript.node(), runner], capture_output=True, text=True)
    assert done.returncode == 1 and "1 vectors, 1 differ" in done.stdout


def test_the_names_of_the_runtime_are_taken() -> None:
    """A variable or constant of a model must not hide what every validator carries along."""
    sources = [path.read_text("utf-8") for path in VERBATIM.glob("*.js")]
    sources += [path.read_text("utf-8") for path in VERBATIM.parent.glob("*.js.jinja")]
    found = re.compile(r"^(?:function|class|const|let) (\w+)", re.M)
    defined = {name for source in sources for name in found.findall(source)}
    assert len(defined) > 60 and defined <= RUNTIME


def test_what_cannot_be_said_is_told() -> None:
    made = provider("atelier")
    model = made.models["numbers-1"]
    places = [ir.pointer(path) for path in javascript_checks.integers(model)]
    losses = [loss for loss in TARGET.losses(made.known) if loss.model == "numbers-1"]
    assert places and [loss.subject for loss in losses] == [
        f"integralFloat at {place}" for place in places
    ]


# --- what other tools say --------------------------------------------------------------------------


@slow
def test_prettier_changes_nothing(folders: dict[str, Path]) -> None:
    found = [path for folder in folders.values() for path in folder.glob("*.[jdt]s")]
    judged = [path for path in found if ".global." not in path.name]
    assert len(judged) > 30
    run(tool("prettier"), "--check", *judged, *VERBATIM.iterdir(), *FOLDER.glob("*.*s"))


@slow
def test_the_package_is_in_order(folders: dict[str, Path]) -> None:
    for folder in folders.values():
        assert "All good!" in run(tool("publint"), folder, "--strict", "--pack", "false")


@slow
@pytest.mark.parametrize("compiler", COMPILERS)
def test_types_hold_good_uses_and_refuse_bad_ones(
    compiler: str, folders: dict[str, Path], tmp_path: Path
) -> None:
    javascript.installed(folders["gravitex"], "gravitex-validators", tmp_path / "project")
    text = (FOLDER / "uses.ts").read_text("utf-8")
    expected = {n + 1 for n, line in enumerate(text.splitlines(), 1) if line.strip() == EXPECTED}
    assert len(expected) > 10
    (tmp_path / "project" / "uses.ts").write_text(text, "utf-8")
    assert compile_(compiler, tmp_path / "project", "uses.ts") == []
    bare = text.replace(EXPECTED, "//")
    (tmp_path / "project" / "bare.ts").write_text(bare, "utf-8")
    told = compile_(compiler, tmp_path / "project", "bare.ts")
    assert {int(n) for line in told for n in re.findall(r"^bare\.ts\((\d+),", line)} == expected


@slow
@pytest.mark.parametrize("compiler", COMPILERS)
def test_all_declarations_compile(compiler: str, folders: dict[str, Path]) -> None:
    for folder in folders.values():
        assert (
            compile_(compiler, folder, *sorted(path.name for path in folder.glob("*.d.ts"))) == []
        )
