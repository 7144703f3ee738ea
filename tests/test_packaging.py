"""What is packed is what is tracked, and it works where nothing else is."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from modelpact import pipeline

ROOT = Path(__file__).parents[1]
STRAYS = (
    "templates/secret.txt",
    "templates/markdown/model.md.jinja.orig",
    "templates/__pycache__/x.cpython-311.pyc",
    "spec/language/.DS_Store",
    "spec/language/draft.schema.json",
    "spec/gravitex/notes.md",
    "spec/gravitex/models/unpublished.yaml",
    "spec/other/provider.yaml",
    "generator/modelpact/scratch.py",
    "generator/scratch.py",
    ".env",
)


def _hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "generator/hatch_build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _build(kind: str, source: Path, to: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(to)]
    run = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    (built,) = to.iterdir()
    return built


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout, so nothing says what is tracked")
    if not shutil.which("git"):
        assert not os.environ.get("CI"), "git is missing"
        pytest.skip("git is not installed")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = listed.stdout.decode().split("\0")
    return [name for name in names if name and (ROOT / name).is_file()]


@pytest.fixture(scope="module")
def sdist(tracked: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build from a copy of this checkout in which strays lie about; return the unpacked archive."""
    base = tmp_path_factory.mktemp("sdist")
    copy = base / "checkout"
    for name in tracked:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy / name)
    for command in (["init", "-q"], ["add", "-f", "."]):
        subprocess.run(["git", *command], cwd=copy, check=True)
    for name in STRAYS:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_text("not for the public\n")
    with tarfile.open(_build("sdist", copy, base / "dist")) as archive:
        # Python before 3.11.4 knows no filter.
        safely: Any = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(base / "unpacked", **safely)
    (unpacked,) = (base / "unpacked").iterdir()
    return unpacked


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the unpacked sdist."""
    return _build("wheel", sdist, tmp_path_factory.mktemp("wheel"))


def _shipped(tracked: list[str]) -> set[str]:
    """Spell out, apart from the hook, where each tracked file belongs in the wheel."""
    package = {
        name.removeprefix("generator/")
        for name in tracked
        if name.startswith("generator/modelpact/")
    }
    folders = ("templates/", "spec/language/", "spec/gravitex/")
    return package | {f"modelpact/_data/{name}" for name in tracked if name.startswith(folders)}


def test_sdist_holds_what_is_tracked_and_nothing_else(tracked: list[str], sdist: Path) -> None:
    members = {path.relative_to(sdist).as_posix() for path in sdist.rglob("*") if path.is_file()}
    assert members - {"PKG-INFO"} == set(tracked)


def test_wheel_from_the_sdist_holds_what_is_tracked_and_nothing_else(
    tracked: list[str], wheel: Path
) -> None:
    members = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert members == _shipped(tracked)
    assert "modelpact/_data/spec/gravitex/provider.yaml" in members
    assert any(name.startswith("modelpact/_data/templates/") for name in members)


def test_wheel_from_a_checkout_holds_no_strays_either(
    tracked: list[str], sdist: Path, tmp_path: Path
) -> None:
    checkout = sdist.parents[1] / "checkout"
    built = _build("wheel", checkout, tmp_path / "dist")
    members = {name for name in zipfile.ZipFile(built).namelist() if ".dist-info/" not in name}
    assert members == _shipped(tracked)


def test_strays_would_be_seen(sdist: Path) -> None:
    """The strays lie where a build that takes whole folders would have taken them."""
    checkout = sdist.parents[1] / "checkout"
    assert all((checkout / name).is_file() for name in STRAYS)
    assert not [name for name in STRAYS if (sdist / name).exists()]


def test_hook_leaves_compiled_and_hidden_files_of_an_sdist_alone(tmp_path: Path) -> None:
    for name in ("a.py", "b/c.yaml", "b/.hidden", "__pycache__/a.pyc", "b/old.pyc", ".gitignore"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert _hook().tracked(str(tmp_path)) == [".gitignore", "a.py", "b/c.yaml"]


def test_licence_and_python_are_declared(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (name,) = (name for name in archive.namelist() if name.endswith("/METADATA"))
    lines = archive.read(name).decode().splitlines()
    assert "License-Expression: MIT" in lines and "Requires-Python: >=3.11" in lines
    needs = [line.split(": ")[1] for line in lines if line.startswith("Requires-Dist: ")]
    plain = {need.split(">")[0].split("=")[0] for need in needs if "extra ==" not in need}
    pages = {"markdown-it-py", "pygments"}
    assert plain == {"black", "click", "jinja2", "jsonschema", "pyyaml", "rich"} | pages


def _run(python: list[str], folder: Path, *words: str, **environment: str) -> str:
    code = "from modelpact.cli import main; main()"
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    run = subprocess.run(
        [*python, "-c", code, *words],
        cwd=folder,
        env={**clean, **environment},
        capture_output=True,
        text=True,
        input='{"model": "gemini-2.5-flash-image", "prompt": "a cat", "n": 0}',
    )
    assert run.returncode in (0, 1) and "Traceback" not in run.stderr, run.stderr
    return run.stdout


def _works(python: list[str], folder: Path, **environment: str) -> None:
    """Use the shipped pacts from an empty folder."""
    folder.mkdir()
    assert "gemini-2.5-flash-image" in _run(python, folder, "models", **environment).splitlines()
    assert '"verdict": "reject"' in _run(
        python, folder, "validate", "--format", "json", **environment
    )
    assert list(folder.iterdir()) == []
    _run(python, folder, "generate", **environment)
    built = pipeline.build(
        ROOT / "spec", language=ROOT / "spec/language", templates=ROOT / "templates"
    )
    written = {
        path.relative_to(folder / "generated").as_posix(): path.read_text(encoding="utf-8")
        for path in (folder / "generated").rglob("*")
        if path.is_file() and path.name != ".modelpact.json"
    }
    assert written == {file.path: file.text for file in built.files}
    _run(python, folder, "emit", "markdown", "-m", "gpt-image-2", "-o", "pages", **environment)
    assert (folder / "pages/gpt-image-2.md").is_file()
    new = ("--provider", "acme", "--base-url", "https://a.test", "--model", "a-1", "--yes")
    _run(python, folder, "init", *new, **environment)
    assert _run(python, folder, "models", **environment) == "a-1\n"
    _run(python, folder, "lint", "--strict", **environment)


def test_unpacked_wheel_works_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    site = str(tmp_path / "site")
    where = subprocess.run(
        [sys.executable, "-c", "import modelpact; print(modelpact.__file__)"],
        env={**os.environ, "PYTHONPATH": site},
        capture_output=True,
        text=True,
    )
    assert where.stdout.startswith(site)
    _works([sys.executable], tmp_path / "empty", PYTHONPATH=site)


@pytest.mark.slow
def test_installed_wheel_works_from_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """Install for real; what it depends on is borrowed from here, so that no network is needed."""
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True
    )
    python = tmp_path / "venv/bin/python"
    site = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "-q",
        "--no-index",
        "--no-deps",
    ]
    subprocess.run([*pip, str(wheel)], check=True)
    Path(site, "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    assert subprocess.run(
        [tmp_path / "venv/bin/modelpact", "--version"], capture_output=True, text=True, check=True
    ).stdout
    _works([str(python)], tmp_path / "empty")
