"""The same pacts give the same bytes: under any hash seed, locale and working directory."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from builds import LANGUAGE, ROOT, TEMPLATES
from golden_tree import GOLDEN

PROGRAM = """
import hashlib, sys
from pathlib import Path
from modelpact import pipeline
total = hashlib.sha256()
for spec in sys.argv[3:]:
    result = pipeline.build(Path(spec), language=Path(sys.argv[1]), templates=Path(sys.argv[2]))
    for problem in result.problems:
        total.update(repr(problem).encode())
    for file in result.files:
        total.update(f"{file.path}\\0{file.text}\\0".encode())
    assert result.files or result.problems
print(total.hexdigest())
"""
SEEDS = ("0", "1", "2", "3", "42", "99", "1000", "4294967295")
LOCALES = ("C", "C.UTF-8")


def digest(seed: str, locale: str, folder: Path, specs: list[Path]) -> str:
    """Build in a process of its own, from a working directory, by paths that are relative to it."""
    words = [os.path.relpath(path, folder) for path in (LANGUAGE, TEMPLATES, *specs)]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words],
        cwd=folder,
        env={
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": str(ROOT / "generator"),
            "PYTHONHASHSEED": seed,
            "PYTHONUTF8": "0",
            "LC_ALL": locale,
            "TZ": ("UTC", "Asia/Tokyo")[SEEDS.index(seed) % 2],
        },
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def digests(tmp_path: Path, specs: list[Path], step: int = 1) -> set[str]:
    """Build in every way, or in one of ``step``: then nearly every seed, and each locale and folder, still comes up."""
    folders = (tmp_path, ROOT)
    every = list(itertools.product(SEEDS, LOCALES, folders))[::step]
    with ThreadPoolExecutor(2) as pool:
        return set(pool.map(lambda how: digest(*how, specs), every))


def test_a_small_spec_gives_the_same_bytes_everywhere(tmp_path: Path) -> None:
    specs = [
        GOLDEN / name / "spec" for name in ("rules-inside-items", "hostile-text", "bad-values")
    ]
    assert len(digests(tmp_path, specs, step=5)) == 1


@pytest.mark.slow
def test_all_pacts_give_the_same_bytes_everywhere(tmp_path: Path) -> None:
    # An odd step, so that each seed, locale and folder still comes up, and each of the latter with the other.
    assert len(digests(tmp_path, [ROOT / "spec", ROOT / "tests" / "fixtures"], step=3)) == 1


def test_a_different_spec_gives_other_bytes(tmp_path: Path) -> None:
    one, other = (GOLDEN / name / "spec" for name in ("numbers", "lifecycle"))
    assert digest("0", "C", ROOT, [one]) != digest("0", "C", ROOT, [other])
