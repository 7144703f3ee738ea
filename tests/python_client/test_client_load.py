"""Five thousand requests, two hundred at a time: neither sockets nor memory are left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from builds import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts sockets by /proc"),
]

REQUESTS, TOGETHER, BATCH = 5_000, 200, 500
MOCK = [sys.executable, "-c", "from modelpact.cli import main; main()", "mock"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "generator")}

SCRIPT = """\
import asyncio, gc, json, os, sys

from gravitex import AsyncGravitex

requests, together, batch, server = map(int, sys.argv[1:])

def sockets():
    count = 0
    for name in os.listdir("/proc/self/fd"):
        try:
            count += os.readlink(f"/proc/self/fd/{name}").startswith("socket:")
        except FileNotFoundError:
            pass  # the folder's own
    return count

def kilobytes(process="self"):
    with open(f"/proc/{process}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

def seen():
    gc.collect()
    return {"sockets": sockets(), "rss": kilobytes(), "server": kilobytes(server)}

async def main():
    least = sockets()
    report = {"before": least, "batches": [], "answered": 0, "highest": 0, "running": 0}

    async def ask(client, allowed):
        async with allowed:
            report["running"] += 1
            report["highest"] = max(report["highest"], report["running"])
            response = await client.images.generate(
                model="gpt-image-2", prompt="A lighthouse in fog", size="1024x1024"
            )
            report["running"] -= 1
            report["answered"] += response.data[0].to_bytes()[:4] == b"\\x89PNG"

    async with AsyncGravitex(max_retries=0) as client:
        allowed = asyncio.Semaphore(together)
        for _ in range(requests // batch):
            await asyncio.gather(*(ask(client, allowed) for _ in range(batch)))
            report["batches"].append(seen())
    await asyncio.sleep(0)
    report["after"] = sockets()
    print(json.dumps(report))

asyncio.run(main())
"""


def test_nothing_is_left_behind(package_dir: Path, tmp_path: Path) -> None:
    command = [*MOCK, "--port", "0", "--spec", str(ROOT / "spec")]
    process = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        told = dict(process.stdout.readline().rstrip("\n").split(": ", 1) for _ in range(2))
        environment = {
            **os.environ,
            "PYTHONPATH": str(package_dir),
            "GRAVITEX_BASE_URL": told["base_url"],
            "GRAVITEX_API_KEY": told["api_key"],
        }
        numbers = map(str, (REQUESTS, TOGETHER, BATCH, process.pid))
        run = subprocess.run(
            [sys.executable, "-X", "dev", "-W", "error::ResourceWarning", "-c", SCRIPT, *numbers],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert run.returncode == 0, run.stderr
        assert "ResourceWarning" not in run.stderr
        report = json.loads(run.stdout)
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    print(json.dumps(report))
    assert report["answered"] == REQUESTS
    assert report["highest"] == TOGETHER
    # Connections are kept for the next request, one a request under way at most; none outlives the client.
    assert max(batch["sockets"] for batch in report["batches"]) <= report["before"] + TOGETHER
    assert report["after"] == report["before"]
    # The first two batches fill pools and arenas. What 4,000 requests may add from then on is less than a KiB each,
    # which is less than one of the answers.
    for name in ("rss", "server"):
        _, warm, *later = (batch[name] for batch in report["batches"])
        assert max(later) < warm * 1.06, f"{name}: {warm} KiB, then {later}"
