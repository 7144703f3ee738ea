"""``[tool.modelpact]`` of a project, and what shells complete."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from acme import lay, run
from modelpact.cli import main


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose pacts lie in a folder ``pacts``; the working directory is below it."""
    lay(tmp_path)
    (tmp_path / "spec").rename(tmp_path / "pacts")
    (tmp_path / "deep/below").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep/below")
    return tmp_path


def say(folder: Path, table: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.modelpact]\n{table}")


def test_settings_hold_below_the_file_and_folders_are_relative_to_it(folder: Path) -> None:
    say(folder, 'spec = "pacts"\nout = "made"\ntargets = ["catalog", "zod"]\n')
    assert run("generate").exit_code == 0
    assert {path.name for path in (folder / "made/acme").iterdir()} == {"catalog", "zod"}
    assert run("generate", "--check").exit_code == 0 and run("models").stdout == "brush-1\n"
    say(folder, 'spec = "pacts"\nout = "made"\ntargets = ["zod"]\n')
    assert run("generate").exit_code == 0
    assert {path.name for path in (folder / "made/acme").iterdir()} == {"zod"}


def test_the_nearest_file_that_has_the_table_counts_and_flags_win(folder: Path) -> None:
    say(folder, 'spec = "nowhere"\nfail-on-lossy = true\n')
    (folder / "deep/pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert run("generate").exit_code == 2
    words = ("generate", "--spec", "../../pacts", "--target", "zod", "--out", "o")
    assert run(*words).exit_code == 1
    assert run(*words, "--no-fail-on-lossy").exit_code == 0 and Path("o/acme/zod").is_dir()


def test_templates_that_are_set_count_in_every_command(folder: Path) -> None:
    say(folder, 'spec = "pacts"\nout = "made"\ntemplates = "house"\n')
    name = "python-client/client.py.jinja"
    assert run("templates", "eject", name, "-o", "../../house").exit_code == 0
    template = folder / "house" / name
    template.write_text(template.read_text().replace("def images", "def pictures"))
    assert run("generate").exit_code == 0
    assert "def pictures" in (folder / "made/acme/python-client/acme/client.py").read_text()
    assert run("templates", "check").exit_code == 0
    assert run("validate", stdin='{"model": "brush-1", "prompt": "a"}').exit_code == 0


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('sepc = "x"', "has no key 'sepc'; did you mean spec?"),
        ("spec = 1", "spec must be a text"),
        ('targets = ["zod", 1]', "targets must be a list of texts"),
        ('fail-on-lossy = "yes"', "fail-on-lossy must be true or false"),
        ("spec = ", "pyproject.toml: Invalid value"),
    ],
)
def test_what_is_wrong_with_them_is_told(folder: Path, table: str, told: str) -> None:
    say(folder, table)
    result = run("config")
    assert result.exit_code == 2 and told in result.stderr, result.stderr


def test_config_tells_what_holds_and_where_it_is_from(folder: Path) -> None:
    say(folder, 'spec = "pacts"\n')
    rows = json.loads(run("config", "--format", "json").stdout)
    assert rows["spec"] == {"value": "../../pacts", "from": str(folder / "pyproject.toml")}
    assert rows["out"] == {"value": "generated", "from": None}
    assert "fail-on-lossy  false  (default)" in run("config").stdout


# --- completion ----------------------------------------------------------------------------------


def completed(*words: str) -> list[str]:
    *before, last = words
    shell = ShellComplete(main, {}, "modelpact", "_MODELPACT_COMPLETE")
    return [item.value for item in shell.get_completions(before, last)]


def test_models_targets_and_codes_are_completed(folder: Path) -> None:
    say(folder, 'spec = "pacts"\nout = "made"\n')
    assert completed("show", "bru") == ["brush-1"]  # from the names of the files
    assert run("generate").exit_code == 0
    (folder / "pacts/acme/models/brush-1.yaml").unlink()
    assert completed("show", "bru") == ["brush-1"]  # from the catalogue
    assert completed("translate", "x", "--to", "") == ["brush-1"]
    assert completed("emit", "zod", "-m", "b") == ["brush-1"]
    assert completed("emit", "typescript-") == ["typescript-client", "typescript-validators"]
    assert completed("generate", "--target", "pyd") == ["pydantic"]
    assert completed("explain", "maxI") == ["maxItems"]
    assert completed("explain", "no-t") == ["no-two-words"]
    assert completed("gen") == ["generate"]


def test_completing_a_model_imports_nothing_slow(folder: Path) -> None:
    say(folder, 'spec = "pacts"\n')
    program = (
        "import sys\nfrom click.shell_completion import ShellComplete\nfrom modelpact.cli import main\n"
        "found = ShellComplete(main, {}, 'modelpact', 'X').get_completions(['show'], '')\n"
        "print([item.value for item in found], {'yaml', 'jinja2', 'jsonschema', 'modelpact.pipeline'} & {*sys.modules})"
    )
    generator = str(Path(sys.modules["modelpact"].__file__ or "").parents[1])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {generator!r})\n{program}"],
        capture_output=True,
        text=True,
    )
    assert done.stdout == "['brush-1'] set()\n", done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts_are_those_of_their_shells(shell: str) -> None:
    script = run("completion", shell).stdout
    assert f"_MODELPACT_COMPLETE={shell}_complete" in script
    found = shutil.which(shell)
    if found:
        assert subprocess.run([found, "-n"], input=script, text=True).returncode == 0
