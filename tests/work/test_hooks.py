"""The hooks for pre-commit, as it installs and runs them in somebody's repository; no network is asked."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sources

import repositories
from acme import edit, lay, run
from javascript import missing

pytestmark = pytest.mark.slow

CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: modelpact-lint
      - id: modelpact-check
"""
SETTINGS = """\
[tool.modelpact]
spec = "pacts"
targets = ["catalog"]
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installs."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository that hooks come from."""
    folder = tmp_path_factory.mktemp("modelpact")
    sources.copy(folder)
    repositories.commit(folder)
    return folder


@pytest.fixture
def folder(tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Somebody's repository, in which all is well."""
    if importlib.util.find_spec("pre_commit") is None:
        missing("the package pre-commit")
    monkeypatch.chdir(tmp_path)
    lay(tmp_path)
    (tmp_path / "spec").rename(tmp_path / "pacts")
    (tmp_path / "pyproject.toml").write_text(SETTINGS)
    rev = repositories.git(source, "rev-parse", "HEAD")
    (tmp_path / ".pre-commit-config.yaml").write_text(CONFIG.format(repo=source, rev=rev))
    assert run("generate").exit_code == 0
    repositories.commit(tmp_path)
    return tmp_path


def hooks(folder: Path, home: Path, *words: str) -> tuple[int, str]:
    """Run the hooks on what is staged; return the exit code and what they say."""
    repositories.git(folder, "add", "--all")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", *words],
        cwd=folder,
        env={
            **os.environ,
            **sources.OFFLINE,
            "PRE_COMMIT_HOME": str(home),
            "PRE_COMMIT_COLOR": "never",
        },
        capture_output=True,
        text=True,
        timeout=240,
    )
    return done.returncode, done.stdout + done.stderr


def verdicts(said: str) -> dict[str, str]:
    """Return what became of each hook by its name."""
    rows = [line for line in said.splitlines() if line.startswith("modelpact ") and "..." in line]
    return {row.split("..")[0]: row.rpartition(".")[2].rpartition(")")[2] for row in rows}


def test_a_good_commit_passes(folder: Path, home: Path) -> None:
    code, said = hooks(folder, home, "--all-files")
    assert code == 0, said
    assert verdicts(said) == {"modelpact lint": "Passed", "modelpact generate --check": "Passed"}


def test_a_mistake_in_a_pact_is_told_with_its_line(folder: Path, home: Path) -> None:
    with (folder / "pacts/acme/models/brush-1.yaml").open("a") as pact:
        pact.write("titel: Brush\n")
    code, said = hooks(folder, home)
    assert code == 1 and verdicts(said)["modelpact lint"] == "Failed"
    line = (folder / "pacts/acme/models/brush-1.yaml").read_text().count("\n")
    assert f"pacts/acme/models/brush-1.yaml:{line}:1: S003" in said


def test_what_was_not_generated_anew_stops_a_commit(folder: Path, home: Path) -> None:
    edit(folder / "pacts/acme/models/brush-1.yaml", "maximum: 2", "maximum: 3")
    code, said = hooks(folder, home)
    assert code == 1
    assert verdicts(said) == {"modelpact lint": "Passed", "modelpact generate --check": "Failed"}
    assert "differs: generated/acme/catalog/catalog.json" in said and "modelpact generate" in said


def test_pacts_are_linted_only_where_one_is_committed(folder: Path, home: Path) -> None:
    (folder / "notes.yaml").write_text("x: 1\n")
    code, said = hooks(folder, home)
    assert code == 0
    assert verdicts(said) == {"modelpact lint": "Skipped", "modelpact generate --check": "Passed"}
