"""Run contestants in turn and compare what they took, as medians over rounds."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts a process's memory."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds that one run took: on the clock, and of the processor, children included; and bytes of memory at most."""

    wall: float
    cpu: float
    peak: int = 0


@dataclass(frozen=True, slots=True)
class Goal:
    """What was promised, and what was found."""

    name: str
    found: float
    bound: float
    at_least: bool = False

    @property
    def met(self) -> bool:
        return self.found >= self.bound if self.at_least else self.found <= self.bound

    def __str__(self) -> str:
        word = "at least" if self.at_least else "at most"
        return f"{'met   ' if self.met else 'MISSED'} {self.name}: {self.found:.2f} ({word} {self.bound:g})"


class Bench:
    """A place to run commands: one core, an environment of its own, and Python's bytecode kept in it.

    The generator is the one beside these files, whichever is installed.
    Bytecode is kept for all contestants alike, whatever the caller's environment says; each runs once before it
    counts.
    """

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.root = Path(self._folder.name)
        drop = (
            "PYTHONDONTWRITEBYTECODE",
            "PYTHONUNBUFFERED",
            "COVERAGE_PROCESS_START",
        )
        self._env = {name: value for name, value in os.environ.items() if name not in drop}
        self._env["PYTHONPYCACHEPREFIX"] = str(self.root / "bytecode")
        self._env["PYTHONPATH"] = str(ROOT / "generator")
        self._env["PATH"] = f"{BIN}{os.pathsep}{self._env.get('PATH', '')}"

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()

    def run(self, command: Sequence[str], status: int = 0) -> Taken:
        """Run a command on one core and return what it took; any other exit status is an error."""
        with tempfile.TemporaryFile() as said:
            began = time.perf_counter()
            process = subprocess.Popen(
                command,
                cwd=self.root,
                env=self._env,
                stdout=said,
                stderr=said,
                preexec_fn=_one_core,
            )
            _, code, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(code)
            if process.returncode != status:
                said.seek(0)
                told = said.read().decode(errors="replace")
                raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{told}")
        return Taken(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT)

    def in_turn(
        self,
        contestants: Mapping[str, Sequence[str]],
        rounds: int,
        before: Callable[[str], None] = lambda name: None,
    ) -> dict[str, list[Taken]]:
        """Let each run once unmeasured, then ``rounds`` times in turn; ``before`` clears the way for a run."""
        taken: dict[str, list[Taken]] = {name: [] for name in contestants}
        for number in range(rounds + 1):
            for name, command in contestants.items():
                before(name)
                found = self.run(command)
                if number:
                    taken[name].append(found)
        return taken


def _one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def ratio(one: Iterable[float], other: Iterable[float]) -> float:
    """Return the median over rounds of one contestant's figure divided by the other's."""
    return statistics.median(a / b for a, b in zip(one, other, strict=True))


def cpu(runs: Iterable[Taken]) -> list[float]:
    return [run.cpu for run in runs]


def wall(runs: Iterable[Taken]) -> list[float]:
    return [run.wall for run in runs]


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table in columns."""
    lines = [tuple(heads), *map(tuple, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    print(f"\n{title}")
    for line in lines:
        first, *rest = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        print(
            "  ".join([first, *(cell.strip().rjust(len(cell)) for cell in rest)]).rstrip(),
            flush=True,
        )


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
