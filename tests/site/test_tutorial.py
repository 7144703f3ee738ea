"""The tutorial, done as it is written: each file saved, each command typed, each answer compared."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from acme import run
from builds import TEMPLATES
from javascript import missing

PORT = "8000"
TEXT = (TEMPLATES / "site/verbatim/manual/tutorial.md").read_text(encoding="utf-8")
BIN = Path(sys.executable).parent


class Fence(NamedTuple):
    language: str
    name: str
    body: str


def _fences(text: str) -> list[Fence]:
    found = re.findall(r"^```(\w+) ?(.*)\n((?s:.*?))^```$", text, re.MULTILINE)
    return [Fence(*one) for one in found]


def _typed(session: str) -> list[tuple[str, str]]:
    """Each command of a session with what it prints."""
    parts = re.split(r"^\$ (.*)\n", session, flags=re.MULTILINE)
    assert parts[0] == ""
    return list(zip(parts[1::2], parts[2::2], strict=True))


def _as_told(told: str) -> str:
    """A pattern of what a command prints; three dots are anything in a line, or alone any number of lines."""
    return re.sub(
        r"^\\\.\\\.\\\.\\\n|\\\.\\\.\\\.",
        lambda dots: r"(?:.*\n)*" if dots[0].endswith("\n") else ".*",
        re.escape(told),
        flags=re.MULTILINE,
    )


def _save(fence: Fence, folder: Path) -> None:
    path = folder / fence.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(fence.body, encoding="utf-8")


def test_the_pacts_of_the_tutorial_are_good(tmp_path: Path) -> None:
    for fence in _fences(TEXT):
        if fence.language == "yaml":
            _save(fence, tmp_path)
    result = run("lint", "--spec", str(tmp_path / "spec"))
    assert result.exit_code == 0 and "0 errors, 0 warnings" in result.output


def test_every_fence_is_a_file_or_a_session() -> None:
    for fence in _fences(TEXT):
        if fence.language == "console":
            assert _typed(fence.body)
        else:
            assert "." in fence.name, fence
    assert TEXT.count("```") == 2 * len(_fences(TEXT))


def test_what_is_told_is_compared() -> None:
    assert re.fullmatch(_as_told("...\na b\n...\n"), "x\na b\n")
    assert re.fullmatch(_as_told("a ... b\n"), "a 7 b\n")
    for told, said in (("a b\n", "a b\nc\n"), ("a ...\n", "b 7\n"), ("...\nb\n", "a\n")):
        assert not re.fullmatch(_as_told(told), said)


@pytest.mark.slow
def test_the_tutorial_works_from_an_empty_folder(tmp_path: Path) -> None:
    if not shutil.which("modelpact", path=str(BIN)) or not shutil.which("pip", path=str(BIN)):
        missing("modelpact or pip beside this Python")
    folder, installed = tmp_path / "work", tmp_path / "installed"
    folder.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(installed), os.environ.get("PYTHONPATH", "")]),
        # What the client needs is there, and nothing may be fetched.
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_TARGET": str(installed),
    }
    with ExitStack() as servers:
        for fence in _fences(TEXT.replace(PORT, port)):
            if fence.language != "console":
                _save(fence, folder)
                continue
            for command, told in _typed(fence.body):
                if fence.name:
                    servers.enter_context(_serving(command, told, folder, environment))
                elif command.startswith("export "):
                    name, value = command.removeprefix("export ").split("=", 1)
                    environment[name] = value
                else:
                    said = _shell(command, folder, environment)
                    assert re.fullmatch(_as_told(told), said), f"$ {command}\n{said}"
    assert (folder / "lighthouse-1.png").read_bytes().startswith(b"\x89PNG")


def _shell(command: str, folder: Path, environment: dict[str, str]) -> str:
    done = subprocess.run(
        ["sh", "-c", f"{command} 2>&1"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


@contextmanager
def _serving(command: str, told: str, folder: Path, environment: dict[str, str]) -> Iterator[None]:
    """Run a command that goes on until it is stopped, once it has printed what it should."""
    process = subprocess.Popen(
        ["sh", "-c", f"exec {command}"],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        assert "".join(process.stdout.readline() for _ in told.splitlines()) == told
        yield
    finally:
        process.terminate()
        process.wait(10)
