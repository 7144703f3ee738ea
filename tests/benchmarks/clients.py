"""What the generated client costs: its import, its first request, each request, and what its types cost checkers."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.benchmarks import synthetic
from tests.benchmarks.measure import BIN, ROOT, Bench, Goal, milliseconds, ratio, table, wall

_BODY = {
    "model": "gpt-image-2",
    "prompt": "A lighthouse on a cliff in fog, seen from the sea at dawn",
    "size": "1536x1024",
    "quality": "high",
    "n": 1,
}
_BLOCK = 40
"""Requests of each contestant that one median is taken of."""

_READY = f"""\
import gravitex

class Ready(BaseException):
    pass

def handed_over(*_: object, **__: object) -> None:
    raise Ready

client = gravitex.Gravitex(api_key="sk-benchmark", base_url="http://127.0.0.1:9/v1")
import httpx2
httpx2.Client.send = handed_over
try:
    client.images.generate(**{_BODY!r})
except Ready:
    pass
else:
    raise SystemExit("no request was handed over")
"""
"""Import, checked and laid out arguments, httpx2's client with its certificates, the request: all but the sending."""

_CLIENT_AND_REQUEST = """\
import httpx2
httpx2.Client().build_request("POST", "http://127.0.0.1:9/v1", json={})
"""

_MODELS = 300
_SECONDS = 10.0


def client(rounds: int = 9) -> Iterator[Goal]:
    """Imports in turn as whole processes; then requests to one mock gateway, ours and bare ones in turn."""
    with Bench() as bench:
        _package(bench, ROOT / "spec", "gravitex")
        yield from _imports(bench, rounds)
        yield from _requests(bench, rounds)


def _imports(bench: Bench, rounds: int) -> Iterator[Goal]:
    (bench.root / "ready.py").write_text(_READY)
    (bench.root / "httpx2_ready.py").write_text(_CLIENT_AND_REQUEST)
    python = sys.executable
    contestants = {
        "pass": [python, "-c", "pass"],
        "import gravitex": [python, "-c", "import gravitex"],
        "from gravitex import Gravitex": [python, "-c", "from gravitex import Gravitex"],
        "import httpx2": [python, "-c", "import httpx2"],
        "httpx2's first request ready": [python, "httpx2_ready.py"],
        "gravitex's first request ready": [python, "ready.py"],
        "import openai": [python, "-c", "import openai"],
    }
    taken = {name: wall(runs) for name, runs in bench.in_turn(contestants, rounds).items()}
    rows = [
        [name, milliseconds(statistics.median(runs)), f"{ratio(runs, taken['pass']):.2f}"]
        for name, runs in taken.items()
    ]
    table("Start of a client (wall, medians)", ["python", "took", "/ pass"], rows)
    ours, ready = taken["import gravitex"], taken["gravitex's first request ready"]
    yield Goal("import gravitex / pass", ratio(ours, taken["pass"]), 5.0)
    yield Goal("first request ready / import httpx2", ratio(ready, taken["import httpx2"]), 1.3)
    yield Goal("import openai / import gravitex", ratio(taken["import openai"], ours), 4.0, True)


def _requests(bench: Bench, rounds: int) -> Iterator[Goal]:
    import httpx2

    sys.path.insert(0, str(bench.root))
    try:
        ours: Any = import_module("gravitex")
    finally:
        sys.path.remove(str(bench.root))
    with _mock() as (base_url, key), httpx2.Client(trust_env=False, timeout=60) as http:
        headers = {"Authorization": f"Bearer {key}"}
        url = f"{base_url}/images/generations"
        body = json.dumps(_BODY).encode()
        bare_headers = {**headers, "Content-Type": "application/json"}
        typed = ours.Gravitex(api_key=key, base_url=base_url, http_client=http)
        taken = _in_turn(
            {
                "httpx2, the bytes of a body": lambda: http.post(
                    url, content=body, headers=bare_headers
                ).raise_for_status(),
                "httpx2, and the answer read": lambda: (
                    http.post(url, json=_BODY, headers=headers).raise_for_status().json()
                ),
                "gravitex": lambda: typed.images.generate(**_BODY),
                "gravitex, validate=False": lambda: typed.images.generate(**_BODY, validate=False),
            },
            rounds,
        )
    bare, read, *_ = taken.values()
    rows = [
        [
            name,
            f"{statistics.median(runs) * 1e6:.0f} us",
            f"{min(runs) * 1e6:.0f} us",
            f"{ratio(runs, bare):.2f}",
            f"{ratio(runs, read):.2f}",
        ]
        for name, runs in taken.items()
    ]
    table("A request (wall, medians)", ["by", "took", "least", "/ bytes", "/ read"], rows)
    yield Goal("request by gravitex / bare httpx2 POST", ratio(taken["gravitex"], bare), 1.15)


def _in_turn(contestants: dict[str, Callable[[], Any]], rounds: int) -> dict[str, list[float]]:
    """Return seconds a request, a median over each block; one request of each in turn, and no first block."""
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(rounds + 1):
        block: dict[str, list[float]] = {name: [] for name in contestants}
        for _ in range(_BLOCK):
            for name, ask in contestants.items():
                began = time.perf_counter()
                ask()
                block[name].append(time.perf_counter() - began)
        if number:
            for name, found in block.items():
                taken[name].append(statistics.median(found))
    return taken


@contextmanager
def _mock() -> Iterator[tuple[str, str]]:
    """Run ``modelpact mock``; yield its address and key."""
    command = [str(BIN / "modelpact"), "mock", "--port", "0", "--spec", str(ROOT / "spec")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        told = [process.stdout.readline().strip().partition(": ")[2] for _ in range(2)]
        yield told[0], told[1]
    finally:
        process.terminate()
        process.wait()


def types(rounds: int = 1) -> Iterator[Goal]:
    """A provider of 300 models: ten calls of ten models, and one call of each, by mypy and pyright.

    No two of the models take the same, or ten of a family do. The package is installed in an environment, and nothing
    of it is in a cache before a run: mypy is shown with all else in its cache (typeshed, httpx2), as anybody has after
    the first day, and with no cache at all; pyright keeps none.
    """
    for apart in (True, False):
        with Bench() as bench:
            spec = bench.root / "spec"
            synthetic.pacts(spec, _MODELS, apart)
            yield from _checked(bench, apart, rounds, _environment(bench, spec))


def _checked(bench: Bench, apart: bool, rounds: int, python: str) -> Iterator[Goal]:
    kind = "all distinct" if apart else "alike in tens"
    (bench.root / "ten.py").write_text(_calls(range(0, _MODELS, _MODELS // 10), apart))
    (bench.root / "each.py").write_text(_calls(range(_MODELS), apart))
    (bench.root / "wrong.py").write_text(_calls([7], apart) + _call(8, quality="best"))
    (bench.root / "warm.py").write_text("import httpx2\n")
    settings = {"typeCheckingMode": "standard", "pythonVersion": "3.11"}
    (bench.root / "pyrightconfig.json").write_text(json.dumps(settings))
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", python, "--cache-dir"]
    pyright = [sys.executable, "-m", "pyright", "--pythonpath", python]
    bench.run([*mypy, "warm", "warm.py"])
    bench.run([*mypy, "other", "wrong.py"], status=1)
    bench.run([*pyright, "wrong.py"], status=1)
    contestants = {
        f"{checker}, {calls}": [*command, f"{calls}.py"]
        for calls in ("ten", "each")
        for checker, command in {
            "mypy": [*mypy, "cache"],
            "mypy without a cache": [*mypy, "none"],
            "pyright": pyright,
        }.items()
    }

    def before(name: str) -> None:
        shutil.rmtree(bench.root / "none", ignore_errors=True)
        shutil.rmtree(bench.root / "cache", ignore_errors=True)
        shutil.copytree(bench.root / "warm", bench.root / "cache")

    runs = bench.in_turn(contestants, rounds, before)
    took = {name: statistics.median(wall(taken)) for name, taken in runs.items()}
    rows = [[name, f"{seconds:.1f} s"] for name, seconds in took.items()]
    table(f"Types of {_MODELS} models, {kind} (wall, medians)", ["checker, calls", "took"], rows)
    for name, seconds in took.items():
        if "without" not in name:
            yield Goal(f"seconds for {_MODELS} models, {kind}, {name}", seconds, _SECONDS)


def _environment(bench: Bench, spec: Path) -> str:
    """Make an environment that has the package, besides all that this one has; return its Python."""
    folder = bench.root / "env"
    bench.run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    (packages,) = (folder / "lib").glob("python*/site-packages")
    (packages / "ours.pth").write_text(sysconfig.get_path("purelib"))
    _package(bench, spec, "synthetic", packages)
    return str(folder / "bin" / "python")


def _calls(models: Iterable[int], apart: bool) -> str:
    head = "from synthetic import Synthetic\n\nclient = Synthetic()\n"
    qualities = {i: f"fair-{i if apart else synthetic.first(i)}" for i in models}
    return head + "".join(_call(i, quality) for i, quality in qualities.items())


def _call(i: int, quality: str) -> str:
    return (
        f'client.images.generate(model="model-{i}", prompt="x", n=1, steps={20 + i},'
        f' quality="{quality}")\n'
    )


def _package(bench: Bench, spec: Path, name: str, to: Path | None = None) -> None:
    """Put a generated package into a folder: by default where Python, started in the bench's, finds it."""
    command = ["modelpact", "generate", "--spec", str(spec), "--out", "out"]
    bench.run([*command, "--target", "python-client"])
    shutil.move(bench.root / "out" / name / "python-client" / name, (to or bench.root) / name)
