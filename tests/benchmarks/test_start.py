"""How long a person waits for the command to start, in units of a bare interpreter's start."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROUNDS = 21
COMMAND = [sys.executable, "-c", "from modelpact.cli import main; main()"]

pytestmark = pytest.mark.slow


def _seconds(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, stdin=subprocess.DEVNULL)
    taken = time.perf_counter() - start
    assert done.returncode == 0, done.stderr
    return taken


def _ratios(commands: dict[str, list[str]], folder: Path) -> dict[str, float]:
    """Run all commands in turn, many times, and compare the medians of pairs that ran side by side."""
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            taken[name].append(_seconds(command, folder))
    bare = taken["pass"]
    return {
        name: statistics.median(mine / base for mine, base in zip(times, bare, strict=True))
        for name, times in taken.items()
    }


def test_help_and_a_verdict_come_quickly(tmp_path: Path) -> None:
    subprocess.run(
        [*COMMAND, "generate", "--spec", str(ROOT / "spec")],
        cwd=tmp_path,
        check=True,
        env=os.environ,
    )
    request = {"model": "gpt-image-2", "prompt": "a cat"}
    (tmp_path / "request.json").write_text(json.dumps(request))
    found = _ratios(
        {
            "pass": [sys.executable, "-c", "pass"],
            "--help": [*COMMAND, "--help"],
            "validate": [*COMMAND, "validate", "--spec", str(ROOT / "spec"), "request.json"],
        },
        tmp_path,
    )
    print({name: round(ratio, 2) for name, ratio in found.items()})
    assert found["--help"] < 6
    assert found["validate"] < 8
