"""Examples that people may copy, many at once: run in one process a language."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import javascript

IMPORT = re.compile(r"^import .*\n", re.MULTILINE)
_EACH = (
    "import sys\n"
    "for code in open(sys.argv[1], encoding='utf-8').read().split('\\0'):\n"
    "    exec(code, {})\n"
    "    print(end='\\0')\n"
)


def run_python(codes: list[str], folder: Path, *paths: Path, **environment: str) -> list[str]:
    """Run each piece of code in a folder; return what each prints."""
    # One process for all: what is measured here is whether they run, not how long Python starts.
    (folder / "examples").write_text("\0".join(codes), encoding="utf-8")
    return _printed([sys.executable, "-c", _EACH, "examples"], folder, *paths, **environment)


def run_shell(codes: list[str], folder: Path, **environment: str) -> list[str]:
    """Run each command in a POSIX shell; return what each prints."""
    script = "set -e\n" + "".join(f"{code}\nprintf '\\0'\n" for code in codes)
    return _printed(["sh", "-c", script], folder, **environment)


def _printed(command: list[str], folder: Path, *paths: Path, **environment: str) -> list[str]:
    known = {"PATH": os.environ["PATH"], "PYTHONPATH": os.pathsep.join(map(str, paths))}
    done = subprocess.run(
        command,
        cwd=folder,
        env={**known, **environment},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    *told, rest = done.stdout.split("\0")
    assert rest == ""
    return told


def run_javascript(codes: list[str], folder: Path, *, start: str = "", **environment: str) -> str:
    """Run each piece of code in a scope of its own, all in one module; return what they print."""
    imports = dict.fromkeys(line for code in codes for line in IMPORT.findall(code))
    scopes = [f"{{\n{IMPORT.sub('', code)}\n}}" for code in codes]
    module = folder / "examples.mjs"
    module.write_text("".join(imports) + start + "\n".join(scopes), encoding="utf-8")
    return javascript.run(module.name, cwd=folder, **environment)
