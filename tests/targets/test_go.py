"""Generated Go: it compiles, is in gofmt's form, and says of each request what the Python validators say."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import golang
from builds import ROOT, SPECS, TEMPLATES, build, provider
from javascript import write
from modelpact import ir
from modelpact.files import File
from modelpact.render import renderer
from modelpact.targets import go
from mutations import request
from test_agreement import starts

ROWS = {"atelier": "fixtures/atelier-requests.jsonl", "gravitex": "data/oracle.jsonl"}
MODES = ("warn", "strict", "passthrough")
EACH = 250
"""So many requests that nobody thought of, a model."""


class Package(NamedTuple):
    """A package in a folder, with programs that use it."""

    name: str
    folder: Path

    def judged(self, program: str, *arguments: str | Path) -> list[Any]:
        """What a program prints, a JSON value a line."""
        told = golang.run(str(self.folder / program), *arguments, cwd=self.folder)
        return [json.loads(line) for line in told.splitlines()]


def files(name: str) -> list[File]:
    """What is made of a provider, with its runner."""
    found = next(each for each in build(SPECS[name]).catalog.providers if each.id == name)
    render = renderer([TEMPLATES])
    return [*go.TARGET.files(found, render), *go.TARGET.runner(found, render)]


@pytest.fixture(scope="module", params=["atelier", "gravitex"])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Package:
    name = request.param
    folder = write(files(name), tmp_path_factory.mktemp(name))
    tell = (golang.FOLDER / "tell" / "tell.go").read_text("utf-8")
    write([File("tell/main.go", tell.replace("validate/validate", f"{name}/{name}"))], folder)
    for test in golang.FOLDER.glob("*_test.go"):
        moved = test.read_text("utf-8").replace("package validate", f"package {name}")
        write([File(f"{name}/{test.name}", moved)], folder)
    golang.run(golang.tool("go"), "build", "-o", folder / "judge", ".", cwd=folder)
    golang.run(golang.tool("go"), "build", "-o", folder / "say", "./tell", cwd=folder)
    return Package(name, folder)


def bodies(name: str) -> list[Any]:
    """The rows with verdicts, and as many again that nobody thought of."""
    lines = (ROOT / "tests" / ROWS[name]).read_text("utf-8").splitlines()
    rows = [json.loads(line)["payload"] for line in lines]
    made = []
    for id_, model in sorted(provider(name).models.items()):
        begin = starts(name, id_)
        for number in range(EACH):
            rng = random.Random(f"go {id_} {number}")
            made.append(request(model, rng.choice(begin), rng))
    return [body for body in (*rows, *made) if _is_json(body)]


def _is_json(value: Any) -> bool:
    if isinstance(value, dict):
        return all(_is_json(item) for item in value.values())
    if isinstance(value, list):
        return all(_is_json(item) for item in value)
    return not isinstance(value, float) or math.isfinite(value)


def lines(folder: Path, found: list[Any]) -> Path:
    path = folder / "requests.jsonl"
    path.write_text("".join(f"{json.dumps(body)}\n" for body in found), "utf-8")
    return path


@pytest.mark.slow
def test_gofmt_and_vet_have_nothing_to_say(package: Package) -> None:
    assert golang.run(golang.tool("gofmt"), "-s", "-l", ".", cwd=package.folder) == ""
    golang.run(golang.tool("go"), "vet", "./...", cwd=package.folder)


@pytest.mark.slow
def test_its_own_tests_pass(package: Package) -> None:
    golang.run(golang.tool("go"), "test", "./...", cwd=package.folder)


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_it_says_what_python_says(package: Package, mode: str, tmp_path: Path) -> None:
    found = bodies(package.name)
    told = package.judged("say", mode, lines(tmp_path, found))
    assert len(told) == len(found)
    wrong = []
    for body, issues in zip(found, told, strict=True):
        wanted = [issue.as_dict() for issue in provider(package.name).bundle.check(body, mode=mode)]
        if issues != wanted:
            wrong.append(f"{body!r}\n  Go     {issues}\n  Python {wanted}")
    assert wrong == [], f"{len(wrong)} of {len(found)}\n" + "\n".join(wrong[:5])
