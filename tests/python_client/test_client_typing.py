"""What type checkers say of good and bad uses, and of the package itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MARK = "# --- each line from here on is wrong ---"


@pytest.fixture(scope="module")
def folder(package_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package and the two files, side by side."""
    folder = tmp_path_factory.mktemp("typing")
    shutil.copytree(package_dir / "gravitex", folder / "gravitex")
    for name in ("uses_good.py", "uses_bad.py"):
        shutil.copy(HERE / name, folder)
    settings = {"typeCheckingMode": "standard", "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    return folder


def mypy(folder: Path, *paths: str) -> dict[str, set[int]]:
    """The lines of errors, by file."""
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", ".cache", *paths]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode in (0, 1), told.stderr
    return _lines(re.findall(r"^([\w/]+\.py):(\d+): error", told.stdout, re.MULTILINE))


def pyright(folder: Path, *paths: str) -> dict[str, set[int]]:
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    told = subprocess.run(
        [*command, *paths], cwd=folder, capture_output=True, text=True, check=False
    )
    assert told.returncode in (0, 1), told.stderr
    found = json.loads(told.stdout)["generalDiagnostics"]
    return _lines(
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1)
        for one in found
        if one["severity"] == "error"
    )


def _lines(found: object) -> dict[str, set[int]]:
    lines: dict[str, set[int]] = {}
    for name, line in found:  # type: ignore[attr-defined]
        lines.setdefault(name, set()).add(int(line))
    return lines


def wrong_lines() -> set[int]:
    rows = (HERE / "uses_bad.py").read_text().splitlines()
    return set(range(rows.index(MARK) + 2, len(rows) + 1))


@pytest.mark.parametrize("checker", [mypy, pytest.param(pyright, marks=pytest.mark.slow)])
def test_good_uses_pass_and_each_bad_line_fails(folder: Path, checker: object) -> None:
    said = checker(folder, "uses_good.py", "uses_bad.py", "gravitex")  # type: ignore[operator]
    assert set(said) <= {"uses_bad.py"}, said
    assert said["uses_bad.py"] == wrong_lines()
    assert len(wrong_lines()) > 40


def test_a_missing_overload_is_seen(folder: Path) -> None:
    images = folder / "gravitex" / "images.pyi"
    text = images.read_text()
    pattern = r"    @overload\n    def generate\(\n?[^@]*?gpt-image-2[^@]*?: \.\.\.\n"
    less, count = re.subn(pattern, "", text)
    assert count == 4
    try:
        images.write_text(less)
        assert mypy(folder, "uses_good.py")["uses_good.py"]
    finally:
        images.write_text(text)


@pytest.mark.slow
def test_what_checkers_are_told_of_the_calls_is_what_runs(folder: Path) -> None:
    command = [sys.executable, "-m", "mypy.stubtest", "gravitex.images"]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
