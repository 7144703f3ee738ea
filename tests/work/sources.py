"""The sources of the package as others fetch them, and what lets pip install them without a network."""

from __future__ import annotations

import shutil
import sysconfig
from pathlib import Path

from builds import ROOT

OFFLINE = {
    "PYTHONPATH": sysconfig.get_path("purelib"),  # has what pip would load
    "PIP_NO_INDEX": "1",
    "PIP_NO_BUILD_ISOLATION": "0",  # which says that there is none
}


def copy(folder: Path) -> None:
    """Copy what hooks and actions need of the checkout, with whatever is not committed yet."""
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, folder)
    for name in ("generator", "spec", "templates", ".github"):
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
