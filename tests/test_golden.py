"""Each golden case is made as it was made before, to the byte. ``pytest --update-golden`` accepts what is made now."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from golden_tree import GOLDEN, PROBLEMS, cases, keep, kept, made
from modelpact.testing import difference


@pytest.mark.parametrize("name", cases())
def test_golden(name: str, request: pytest.FixtureRequest) -> None:
    case = GOLDEN / name
    files = made(case)
    if request.config.getoption("--update-golden"):
        keep(case, files)
    expected = kept(case)
    assert sorted(files) == sorted(expected), "the set of files"
    changed = [path for path in files if files[path] != expected[path]]
    assert changed == [], difference(changed[0], expected[changed[0]], files[changed[0]])


def test_a_bad_spec_is_a_case_of_its_own_kind() -> None:
    bad = [name for name in cases() if list(kept(GOLDEN / name)) == [PROBLEMS]]
    assert bad == [name for name in cases() if name.startswith("bad-")] and len(bad) >= 4


def test_a_good_case_has_all_targets() -> None:
    for name in cases():
        if not name.startswith("bad-"):
            targets = {path.split("/")[1] for path in kept(GOLDEN / name)}
            assert targets >= {"catalog", "python-validators", "jsonschema", "markdown"}, name


@pytest.mark.parametrize("strange", ["missing", "extra", "changed", "line end"])
def test_what_differs_is_seen(strange: str, tmp_path: Path) -> None:
    """The comparison itself can fail: in the set of files, in a letter, in a line end."""
    files = {"a/one.txt": "1\n", "a/two.txt": "2\n"}
    keep(tmp_path, files)
    assert kept(tmp_path) == files
    folder = tmp_path / "expected"
    match strange:
        case "missing":
            (folder / "a/two.txt").unlink()
        case "extra":
            (folder / ".hidden").write_text("")
        case "changed":
            (folder / "a/one.txt").write_text("l\n")
        case _:
            (folder / "a/one.txt").write_bytes(b"1\r\n")
    assert kept(tmp_path) != files
    keep(tmp_path, files)
    assert kept(tmp_path) == files


def test_updating_is_refused_where_nobody_looks() -> None:
    words = [
        sys.executable,
        "-m",
        "pytest",
        "--update-golden",
        "--collect-only",
        "-q",
        str(GOLDEN.parent / "test_golden.py"),
    ]
    done = subprocess.run(words, env={**os.environ, "CI": "1"}, capture_output=True, text=True)
    assert done.returncode == 4 and "--update-golden" in done.stderr, done
