"""``modelpact mock`` as a process: what it prints, how it ends, and what it says of mistakes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from builds import ROOT, SPECS
from mocked import GPT

SPEC = str(SPECS["gravitex"])
COMMAND = [sys.executable, "-c", "from modelpact.cli import main; main()", "mock"]


@contextmanager
def started(*options: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, str]]]:
    """Start the command, read the two lines that it prints, and see to its end."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    process = subprocess.Popen(
        [*COMMAND, "--port", "0", *options],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        told = dict(process.stdout.readline().rstrip("\n").split(": ", 1) for _ in range(2))
        yield process, told
    finally:
        process.kill()
        process.communicate()


def ask(told: dict[str, str]) -> httpx2.Response:
    headers = {"Authorization": f"Bearer {told['api_key']}"}
    url = f"{told['base_url']}/images/generations"
    return httpx2.post(url, json=GPT, headers=headers, timeout=20, trust_env=False)


def said(*options: str) -> tuple[int, str, str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}
    run = subprocess.run(
        [*COMMAND, *options], env=environment, capture_output=True, text=True, timeout=60
    )
    return run.returncode, run.stdout, run.stderr


@pytest.mark.parametrize("name", [signal.SIGINT, signal.SIGTERM])
def test_it_prints_where_it_is_serves_and_ends_cleanly(name: signal.Signals) -> None:
    with started("--spec", SPEC) as (process, told):
        assert list(told) == ["base_url", "api_key"]
        assert told["base_url"].startswith("http://127.0.0.1:")
        assert told["base_url"].endswith("/v1")
        assert told["api_key"].startswith("sk-mock-")
        assert ask(told).status_code == 200
        process.send_signal(name)
        out, err = process.communicate(timeout=10)
        assert (process.returncode, out, err) == (0, "", "")
        port = int(told["base_url"].split(":")[2].split("/")[0])
        with socket.create_server(("127.0.0.1", port)):  # it is free again
            pass


@pytest.mark.parametrize("option", [("--fault", "hang"), ("--latency", "60000")])
def test_it_ends_though_somebody_waits(option: tuple[str, str]) -> None:
    with started("--spec", SPEC, *option) as (process, told):
        host, port = told["base_url"].removeprefix("http://").removesuffix("/v1").split(":")
        with socket.create_connection((host, int(port)), 10) as waiting:
            head = "POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"
            waiting.sendall(head.encode())
            while not httpx2.get(f"http://{host}:{port}/health", trust_env=False).json()[
                "requests"
            ]:
                pass
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=10)
        assert (process.returncode, err) == (0, "")


def test_options_reach_the_gateway() -> None:
    options = ("--envelope", "plain", "--seed", "7", "--spec", SPEC, "--host", "localhost")
    with started(*options) as (_, told), started("--seed", "7", "--spec", SPEC) as (_, other):
        assert told["api_key"] == other["api_key"]
        plain, wrapped = ask(told).json(), ask(other).json()
        assert plain["data"] == wrapped["data"]["data"]


def test_another_provider(tmp_path: Path) -> None:
    fixtures = str(SPECS["atelier"])
    with started("--spec", fixtures, "--out", str(tmp_path)) as (_, told):
        origin = told["base_url"].removesuffix("/v1")
        health = httpx2.get(f"{origin}/health", trust_env=False).json()
        assert health["provider"] == "atelier"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--envelope", "paper"], ["paper", "wrapped, plain"]),
        (["--fault", "explode"], ["explode", "cut-body"]),
        (["--provider", "acme"], ["acme", "gravitex"]),
        (["--port", "70000"], ["70000"]),
        (["--host", "256.1.1.1"], ["cannot listen on 256.1.1.1"]),
        (["--spec", "/nowhere"], ["/nowhere"]),
    ],
)
def test_mistakes_are_told(options: list[str], words: list[str]) -> None:
    spec = [] if "--spec" in options else ["--spec", SPEC]
    status, out, err = said(*spec, *options)
    assert (status, out) == (2, "")
    assert "Traceback" not in err
    assert all(word in err for word in words), err


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        status, _, err = said("--spec", SPEC, "--port", str(port))
    assert status == 2
    assert f"cannot listen on 127.0.0.1:{port}" in err


def test_pacts_with_errors_are_not_served(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "provider.yaml").write_text("pact: 1\nprovider: acme\ntitel: x\n")
    status, out, err = said("--spec", str(tmp_path))
    assert (status, out) == (2, "")
    assert "titel" in err


def test_the_names_of_faults() -> None:
    status, out, _ = said("--fault", "list")
    assert status == 0
    assert "cut-body" in out.splitlines()


def test_what_is_missing_is_told() -> None:
    code = "import sys; sys.modules['uvicorn'] = None; from modelpact.cli import main; main()"
    run = subprocess.run(
        [sys.executable, "-c", code, "mock", "--spec", SPEC],
        env={**os.environ, "PYTHONPATH": str(ROOT / "generator")},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 2
    assert "pip install 'modelpact[mock]'" in run.stderr
