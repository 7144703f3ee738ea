"""Mock gateways for tests: real servers on this machine, in a thread."""

from __future__ import annotations

import io
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import httpx2
from PIL import Image

import foundry
from builds import GATEWAYS, SPECS, build, executed
from modelpact import ir, naming
from modelpact import serving as sockets
from modelpact.mock import answers, app, faults, server
from modelpact.targets import python_validators

PROMPT = {"prompt": "A lighthouse at dusk"}
GPT = {"model": "gpt-image-2", **PROMPT}
GEMINI = {"model": "gemini-2.5-flash-image", **PROMPT}
SEEDREAM = {"model": "doubao-seedream-4-0-250828", **PROMPT, "size": "2048x2048"}
TEXT = [{"role": "user", "content": [{"text": "A lighthouse at dusk"}]}]
QWEN = {"model": "qwen-image-plus", "input": {"messages": TEXT}}
LARGEST = {**SEEDREAM, "size": "6240x2656"}


@lru_cache
def parts(name: str) -> tuple[ir.Provider, types.ModuleType]:
    """A provider and its validator of all models."""
    spec = {**SPECS, "foundry": foundry.SPEC}.get(name, GATEWAYS)
    result = build(spec, targets=[python_validators.TARGET])
    assert result.errors == ()
    (provider,) = (p for p in result.catalog.providers if p.id == name)
    bundle = f"{name}/python-validators/{naming.module(name)}.py"
    (source,) = (file.text for file in result.files if file.path == bundle)
    return provider, executed(name, source)


class Mock:
    """A running gateway, and a client that asks it."""

    def __init__(self, origin: str, base_path: str, path: str, seed: int) -> None:
        self.origin, self.base_url, self.key = origin, origin + base_path, app.key(seed)
        self.url = self.base_url + path
        self.client = httpx2.Client(timeout=20, trust_env=False)

    def ask(self, body: Any = None, fault: str = "", **headers: str) -> httpx2.Response:
        """Send a body with a good key; names of further headers have _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        given = {
            "Authorization": f"Bearer {self.key}",
            **({"X-Mock-Fault": fault} if fault else {}),
        }
        content = {"content": body} if isinstance(body, bytes) else {"json": body}
        if isinstance(body, bytes):
            given["Content-Type"] = "application/json"
        return self.client.post(self.url, headers={**given, **named}, **content)

    def posts(self) -> int:
        """How many requests for pictures there have been."""
        return sum(self.client.get(f"{self.origin}/health").json()["requests"].values())


@contextmanager
def serving(
    name: str = "gravitex",
    envelope: str | None = None,
    seed: int = 0,
    latency: float = 0,
    fault: str = "",
    validator: Any = None,
    provider: ir.Provider | None = None,
) -> Iterator[Mock]:
    """Run a gateway in a thread, and end it; ``provider`` and ``validator`` stand for those of its name."""
    known, bundle = parts(name)
    provider = provider or known
    shape = answers.envelope(provider, envelope)
    assert shape is not None
    gateway = app.Gateway(
        provider,
        validator or bundle,
        envelope=shape,
        seed=seed,
        latency=latency,
        fault=faults.fault(fault),
    )
    listening = sockets.listen("127.0.0.1", 0)
    origin = sockets.origin(listening)
    running = server.server(gateway.app)
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    mock = Mock(origin, gateway.base_path, provider.operations[0].path, seed)
    try:
        yield mock
    finally:
        mock.client.close()
        running.stop()
        thread.join(10)
        assert not thread.is_alive(), "the server does not end"


def size_of(data: bytes) -> tuple[str, tuple[int, int]]:
    """Decode a picture: its format and its size."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.load()
        return str(picture.format), picture.size
