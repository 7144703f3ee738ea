"""From nothing: an environment of its own, the package as pip installs it, a gateway, every example of its page."""

from __future__ import annotations

import ast
import os
import re
import signal
import subprocess
import sys
import venv
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from builds import ROOT

pytestmark = pytest.mark.slow

PACKAGE = ROOT / "generated" / "gravitex" / "python-client"
MOCK = [sys.executable, "-c", "from modelpact.cli import main; main()", "mock"]
TOLERANCE = 0.02
"""How far a picture may be from a ratio in words; pixels are exact."""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has the package, and what the package asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run = subprocess.run([*install, str(PACKAGE)], env=_outside(), capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return python


@pytest.fixture(scope="module")
def gateway() -> Iterator[dict[str, str]]:
    """What the environment must hold to reach ``modelpact mock``, by what it prints."""
    environment = {**_outside(), "PYTHONPATH": str(ROOT / "generator")}
    command = [*MOCK, "--port", "0", "--spec", str(ROOT / "spec")]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        told = dict(process.stdout.readline().rstrip("\n").split(": ", 1) for _ in range(2))
        yield {"GRAVITEX_BASE_URL": told["base_url"], "GRAVITEX_API_KEY": told["api_key"]}
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0


def test_the_environment_holds_the_package_and_one_dependency(python: Path) -> None:
    script = (
        "import gravitex, sys; from importlib.metadata import requires;"
        "print(gravitex.__file__, 'httpx2' in sys.modules, *requires('gravitex'))"
    )
    run = subprocess.run(
        [str(python), "-c", script], env=_outside(), capture_output=True, text=True, check=True
    )
    file, early, *needs = run.stdout.split()
    assert Path(file).is_relative_to(python.parents[1])
    assert early == "False"
    assert [re.split(r"[<>=]", need)[0] for need in needs] == ["httpx2"]


def test_each_example_saves_what_it_asks_for(
    python: Path, gateway: dict[str, str], tmp_path: Path
) -> None:
    page = (PACKAGE / "README.md").read_text(encoding="utf-8")
    examples = re.findall(r"^```python\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    assert len(examples) > 20
    environment = {**_outside(), **gateway}
    found: dict[str, list[str]] = {"pixels": [], "ratio": [], "none": []}
    for number, code in enumerate(examples):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "example.py").write_text(code, encoding="utf-8")
        command = [str(python), "-W", "error", "example.py"]
        run = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
        assert run.returncode == 0, f"{code}\n{run.stderr}"
        saved = sorted(path for path in folder.iterdir() if path.name != "example.py")
        asked = _asked(code)
        assert len(saved) >= len(asked), code
        assert {_stem(path) for path in saved} == set(asked), code
        for path in saved:
            found[_judged(path, asked[_stem(path)])].append(path.name)
    print({kind: len(names) for kind, names in found.items()})
    assert len(found["pixels"]) > 15
    assert len(found["ratio"]) >= 5


def _outside() -> dict[str, str]:
    """The environment without what would lead to this checkout or to a gateway of somebody's own."""
    drop = re.compile(r"PYTHON.*|VIRTUAL_ENV|GRAVITEX_.*", re.IGNORECASE)
    return {name: value for name, value in os.environ.items() if not drop.fullmatch(name)}


def _asked(code: str) -> dict[str, str | None]:
    """Which size was asked for last, by the start of the names that pictures are saved under."""
    sizes: dict[str, str | None] = {}
    size: str | None = None
    for node in _in_order(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        match node.func.attr:
            case "generate" | "conversation":
                given = {word.arg: ast.literal_eval(word.value) for word in _constants(node)}
                size = given.get("size")
            case "post":
                size = ast.literal_eval(node.args[0]).get("size")
            case "save" | "save_async":
                (name,) = node.args
                first = name.values[0] if isinstance(name, ast.JoinedStr) else name
                assert isinstance(first, ast.Constant)
                sizes[re.sub(r"-?\d*$", "", str(first.value))] = size
            case _:
                pass
    return sizes


def _constants(call: ast.Call) -> list[ast.keyword]:
    return [word for word in call.keywords if isinstance(word.value, ast.Constant)]


def _in_order(tree: ast.AST) -> list[ast.expr]:
    """Expressions as they stand on the page."""
    found = [node for node in ast.walk(tree) if isinstance(node, ast.expr)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _stem(path: Path) -> str:
    return re.sub(r"-?\d*$", "", path.stem)


def _judged(path: Path, asked: str | None) -> str:
    """Decode a picture and compare it; say with what."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Pillow's, of pictures too large to be meant
        with Image.open(path) as picture:
            picture.load()
            width, height = picture.size
            assert f".{picture.format}".lower().replace("jpeg", "jpg") == path.suffix
    if asked is None:
        assert width > 0 and height > 0
        return "none"
    if pixels := re.fullmatch(r"(\d+)[x*](\d+)", asked):
        assert (width, height) == (int(pixels[1]), int(pixels[2])), path.name
        return "pixels"
    ratio = re.fullmatch(r"(\d+):(\d+)", asked)
    assert ratio, f"{asked}: neither pixels nor a ratio"
    wanted = int(ratio[1]) / int(ratio[2])
    assert abs(width / height / wanted - 1) <= TOLERANCE, path.name
    return "ratio"
