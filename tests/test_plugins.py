"""Targets of other packages: a worked example, installed as one would be; and what is said of those that are broken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from acme import edit, lay, run
from modelpact import plugins

EXAMPLE = Path(__file__).parent / "plugin"


def install(site: Path, module: str, *points: str, name: str = "modelpact-csv") -> None:
    """Write what an installer would: the entry points of a distribution."""
    info = site / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    lines = "".join(f"{point} = {module}:TARGET\n" for point in points)
    (info / "entry_points.txt").write_text(f"[{plugins.GROUP}]\n{lines}")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with pacts, where the example is installed."""
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    install(tmp_path / "site", "modelpact_csv", "csv")
    monkeypatch.syspath_prepend(str(EXAMPLE))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    return tmp_path


def test_the_example_declares_what_is_installed_here(folder: Path) -> None:
    import tomllib

    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text())["project"]
    assert project["entry-points"][plugins.GROUP] == {"csv": "modelpact_csv:TARGET"}


def test_a_target_of_another_package_is_made_where_it_is_named_only(folder: Path) -> None:
    assert run("generate").exit_code == 0 and not (folder / "generated/acme/csv").exists()
    assert run("generate", "--target", "csv").exit_code == 0
    assert '"prompt","What to draw."' in (folder / "generated/acme/csv/brush-1.csv").read_text()
    assert run("generate", "--target", "csv", "--check").exit_code == 0
    assert run("emit", "csv", "--stdout").stdout.startswith("parameter,description\n")
    assert (
        "no-two-words: a table has no rules"
        in run("generate", "--target", "csv", "--losses").stdout
    )


def test_it_is_listed_with_its_package_and_can_be_done_without(folder: Path) -> None:
    found = {each["name"]: each for each in json.loads(run("targets", "--format", "json").stdout)}
    assert found["csv"]["origin"] == "modelpact-csv 1.0" and not found["csv"]["default"]
    assert found["zod"]["origin"] == "modelpact" and found["zod"]["default"]
    assert "csv" not in run("targets", "--no-plugins").stdout
    refused = run("generate", "--target", "csv", "--no-plugins")
    assert refused.exit_code == 2 and "no target 'csv'" in refused.stderr


def test_its_templates_are_overridden_as_the_shipped_ones(folder: Path) -> None:
    assert run("templates", "eject", "csv", "-o", "house").exit_code == 0
    edit(folder / "house/csv/model.csv.jinja", "parameter,description", "name,about")
    assert run("generate", "--target", "csv", "--templates", "house").exit_code == 0
    assert (folder / "generated/acme/csv/brush-1.csv").read_text().startswith("name,about\n")
    edit(folder / "house/csv/model.csv.jinja", "row.name", "row.nmae")
    assert "Row has no hole 'nmae'" in run("templates", "check", "house").stdout


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("1 / 0", "cannot be loaded: ZeroDivisionError"),
        ("TARGET = 3", "is no Target"),
        ("from modelpact.targets.zod import TARGET", "calls itself 'zod'"),
        (
            "from dataclasses import replace\nfrom modelpact.targets.zod import TARGET\n"
            "TARGET = replace(TARGET, name='broken', files=lambda provider, render: 1 / 0)",
            "failed: ZeroDivisionError: division by zero (",
        ),
    ],
)
def test_a_broken_one_is_named(
    folder: Path, body: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "site/broken_plugin.py").write_text(body)
    monkeypatch.delitem(sys.modules, "broken_plugin", raising=False)
    install(folder / "site", "broken_plugin", "broken", name="modelpact-broken")
    result = run("generate", "--target", "broken")
    assert result.exit_code == 2 and told in result.stderr, result.stderr
    assert "the target 'broken' of modelpact-broken 1.0" in result.stderr
    assert run("generate", "--target", "csv").exit_code == 0


def test_two_of_one_name_are_refused(folder: Path) -> None:
    install(folder / "site", "modelpact_csv", "csv", name="modelpact-tables")
    result = run("generate", "--target", "csv")
    assert result.exit_code == 2 and "two targets are called 'csv'" in result.stderr
    assert "modelpact-csv 1.0" in result.stderr and "modelpact-tables 1.0" in result.stderr
    assert run("targets").exit_code == 2 and run("targets", "--no-plugins").exit_code == 0


@pytest.mark.slow
@pytest.mark.parametrize("edited", [False, True])
def test_the_golden_test_of_the_example_passes_and_can_fail(edited: bool, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "plugin"
    shutil.copytree(EXAMPLE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    if edited:
        edit(copy / "tests/golden/expected/acme/csv/brush-1.csv", "What to draw", "What to paint")
    generator = str(Path(plugins.__file__).parents[1])
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "-p",
            "no:schemathesis",
            "tests",
        ],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((generator, str(copy)))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == int(edited), done.stdout
    assert ("What to paint" in done.stdout) == edited
