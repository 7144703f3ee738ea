"""Golden tests for targets of other packages: what comes out of some pacts is what came out before, to the byte.

In a test of pytest, with an option of your own for ``update``::

    def test_golden(request):
        check_golden(TARGET, HERE / "spec", HERE / "expected", update=request.config.getoption("--update-golden"))
"""

from __future__ import annotations

import difflib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from modelpact import pipeline, shipped
from modelpact.files import Target

__all__ = ["check_golden", "difference", "keep", "kept", "made"]


def check_golden(
    target: Target, spec_dir: Path, expected_dir: Path, *, update: bool = False
) -> None:
    """Make a target of the pacts in ``spec_dir`` and compare it with ``expected_dir``: the set of files, and each byte.

    Files lie below ``<provider>/<target>/``, as where ``generate`` writes. ``update`` takes what is made now for what
    is expected; it is refused where CI is set, since nobody would look at it. Raises ``AssertionError``.
    """
    if update and os.environ.get("CI"):
        raise AssertionError("the expected files cannot be renewed where CI is set")
    files = made(target, spec_dir)
    if update:
        keep(expected_dir, files)
    expected = kept(expected_dir)
    missing, extra = sorted(expected.keys() - files), sorted(files.keys() - expected)
    if missing or extra:
        raise AssertionError(f"no longer made: {missing}; made and not expected: {extra}")
    for path in files:
        if files[path] != expected[path]:
            raise AssertionError(difference(path, expected[path], files[path]))


def made(target: Target, spec_dir: Path) -> dict[str, str]:
    """Make a target, by path. Raises ``AssertionError`` where the pacts have errors, or a file is not as it must be.

    Files are ASCII, with LF, and end with one.
    """
    data = shipped.data()
    assert data is not None, "modelpact is not completely installed"
    result = pipeline.build(
        spec_dir, language=Path(data.language), templates=Path(data.templates), targets=(target,)
    )
    if result.errors:
        told = (f"{p.position}: {p.code} {p.message}" for p in result.errors)
        raise AssertionError("the pacts have errors:\n" + "\n".join(told))
    for file in result.files:
        if not file.text.isascii() or "\r" in file.text or (file.text and file.text[-1] != "\n"):
            raise AssertionError(f"{file.path} is not lines of ASCII, each ended by LF")
    return {file.path: file.text for file in result.files}


def kept(folder: Path) -> dict[str, str]:
    """Read the files of a folder; line ends count."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def keep(folder: Path, files: Mapping[str, str]) -> None:
    """Make a folder hold these files and no others."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))


def difference(path: str, before: str, after: str) -> str:
    """Show the first lines in which a file is other than expected."""
    lines = difflib.unified_diff(
        before.split("\n"), after.split("\n"), path, path, lineterm="", n=2
    )
    return "\n".join(list(lines)[:40])
