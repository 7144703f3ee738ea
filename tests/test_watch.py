"""``generate`` that tells what changed, once or at each edit."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from acme import edit, lay, run, snapshot
from modelpact.watching import edits

ONE = ("--target", "catalog")
FAMILY = Path("spec/acme/families/brush.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    lay(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- once ---------------------------------------------------------------------------------------


def test_changes_are_told_against_what_was_there(folder: Path) -> None:
    first = run("generate", "--changes", *ONE)
    assert (first.exit_code, first.stderr) == (
        0,
        "nothing to compare with: there is no catalogue in generated\n",
    )
    assert first.stdout.endswith("1 file in generated\n")
    edit(FAMILY, "[oil, ink]", "[oil]")
    second = run("generate", "--changes", *ONE)
    assert (second.exit_code, second.stderr) == (0, "")
    written, _, told = second.stdout.partition("\n\n")
    assert written.endswith("1 file in generated")
    assert told.startswith(
        "brush-1\n  breaking  /style: enum lost ink\n            accept -> reject: {"
    )
    assert "\n1 breaking, 0 risky, 0 safe\nversion steps: client major," in told
    third = run("generate", "--changes", *ONE)
    assert third.stdout.endswith("\n\nnothing changed\n")


def test_changes_are_data_too(folder: Path) -> None:
    run("generate", *ONE)
    edit(FAMILY, "[oil, ink]", "[oil, ink, chalk]")
    found = json.loads(run("generate", "--changes", "--format", "json", *ONE).stdout)
    assert [(c["class"], c["model"], c["pointer"]) for c in found["changes"]] == [
        ("safe", "brush-1", "/style")
    ]
    assert found["semver"]["client"] == "minor"
    assert found["written"] == ["acme/catalog/catalog.json"]
    assert "changes" not in json.loads(run("generate", "--format", "json", *ONE).stdout)


def test_a_catalogue_that_nobody_can_read_is_told_and_overwritten(folder: Path) -> None:
    run("generate", *ONE)
    Path("generated/acme/catalog/catalog.json").write_text("{")
    result = run("generate", "--changes", "--force", *ONE)
    assert result.exit_code == 0
    assert result.stderr.startswith(
        "nothing to compare with: generated/acme/catalog/catalog.json: "
    )
    assert run("generate", "--changes", *ONE).stdout.endswith("nothing changed\n")


@pytest.mark.parametrize("option", ["--check", "--diff", "--losses"])
@pytest.mark.parametrize("told", ["--changes", "--watch"])
def test_what_writes_nothing_changes_nothing(folder: Path, told: str, option: str) -> None:
    before = snapshot(folder)
    assert run("generate", told, option).exit_code == 2
    assert snapshot(folder) == before


def test_nobody_watches_json(folder: Path) -> None:
    assert run("generate", "--watch", "--format", "json").exit_code == 2


# --- at each edit -------------------------------------------------------------------------------


def test_who_looked_while_all_was_away_is_told_when_it_is_back(folder: Path) -> None:
    stop = threading.Event()
    patience = threading.Timer(20, stop.set)
    patience.start()
    told = edits(Path("spec"), stop)
    next(told)
    for way in (("spec", "elsewhere"), ("elsewhere", "spec")):
        shutil.move(*way)
    assert next(told, "never") is None
    patience.cancel()


LAST = "waiting for edits in "
HOUSE = Path("house/markdown/index.md.jinja")


class Watching:
    """A ``generate --watch`` in a process of its own, and what it says after each edit."""

    def __init__(self, *words: str) -> None:
        command = (sys.executable, "-m", "modelpact", "generate", "--watch", *words)
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )

    def told(self, part: str) -> str:
        """Read until a part was said, and the rest of that screen."""
        assert self.process.stdout is not None
        screen = ""
        for line in self.process.stdout:
            screen += line
            if line.startswith(LAST):
                if part in screen:
                    return screen
                screen = ""
        raise AssertionError(f"it ended without {part!r}: {screen}")


@pytest.fixture
def watching(folder: Path, request: pytest.FixtureRequest) -> Iterator[Watching]:
    found = Watching(*getattr(request, "param", ONE))
    patience = threading.Timer(60, found.process.kill)
    patience.start()
    try:
        yield found
    finally:
        patience.cancel()
        found.process.kill()
        found.process.wait()


def save(path: Path, old: str, new: str) -> None:
    """Save as many editors do: another file takes the place of the old one."""
    other = path.with_suffix(".new")
    shutil.copy(path, other)
    edit(other, old, new)
    other.replace(path)


def test_each_edit_is_explained(folder: Path, watching: Watching) -> None:
    assert "nothing to compare with" in watching.told("1 file in generated")
    save(FAMILY, "[oil, ink]", "[oil]")
    screen = watching.told("enum lost ink")
    assert "1 written" in screen and "1 breaking, 0 risky, 0 safe" in screen
    assert "\x1b" not in screen

    edit(FAMILY, "[oil]", "[oil")
    screen = watching.told("nothing was written: 1 error")
    assert "spec/acme/families/brush.yaml:" in screen
    edit(FAMILY, "[oil", "[oil, chalk]")
    assert "enum gained chalk" in watching.told(
        "1 file in generated"
    )  # against the last that was good

    shutil.move("spec", "elsewhere")
    watching.told("nothing was written")
    shutil.move("elsewhere", "spec")
    watching.told("nothing changed")

    for number in range(30):
        FAMILY.write_text(FAMILY.read_text() + f"# {number}\n")
    edit(FAMILY, "[oil, chalk]", "[oil, chalk, lead]")
    watching.told("enum gained lead")

    catalogue = Path("generated/acme/catalog/catalog.json")
    catalogue.write_text("edited")
    edit(FAMILY, "lead]", "lead, wax]")
    watching.told("--force overwrites it")

    watching.process.send_signal(signal.SIGINT)
    assert watching.process.wait(20) == 130


@pytest.fixture
def house(folder: Path) -> Path:
    """A folder with one template of a user's own."""
    assert run("templates", "eject", "markdown/index.md.jinja", "-o", "house").exit_code == 0
    return HOUSE


@pytest.mark.parametrize(
    "watching", [("--target", "markdown", "--templates", "house")], indirect=True
)
def test_an_edit_of_a_users_own_template_is_rendered(house: Path, watching: Watching) -> None:
    assert "waiting for edits in spec and house; " in watching.told("in generated")
    house.write_text(house.read_text() + "\nOf the house.\n")
    assert "1 written" in watching.told("written")
    assert Path("generated/acme/markdown/index.md").read_text().endswith("\nOf the house.\n")

    house.write_text("{{ nothing_of_the_kind }}")
    assert "nothing was written" in watching.told("nothing_of_the_kind")


def test_without_watchfiles_it_says_what_to_install(folder: Path) -> None:
    code = "import sys; sys.modules['watchfiles'] = None; from modelpact.cli import main; main()"
    done = subprocess.run(
        (sys.executable, "-c", code, "generate", "--watch"), capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "Error: watching needs watchfiles: pip install 'modelpact[watch]'\n"
    assert not Path("generated").exists()
