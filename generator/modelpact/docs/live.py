"""The process around the served site: a socket, a server, and an eye on the pacts."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

import uvicorn

from modelpact.docs.server import Pages
from modelpact.files import File
from modelpact.serving import Server
from modelpact.watching import edits

Again = Callable[[], Iterable[File] | None]


def run(files: Iterable[File], listening: socket.socket, folder: Path, again: Again) -> None:
    """Serve until interrupted. ``again`` is called after each edit below ``folder``: new files, or None to go on."""
    asyncio.run(_run(files, listening, folder, again))


async def _run(files: Iterable[File], listening: socket.socket, folder: Path, again: Again) -> None:
    pages = Pages(files)
    server = Server(
        uvicorn.Config(
            pages.app,
            ws="none",
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
    stop = threading.Event()
    loop = asyncio.get_running_loop()

    def watch() -> None:
        told = edits(folder, stop)
        next(told)  # the pages are of this state
        for _ in told:
            fresh = again()
            if fresh is not None:
                loop.call_soon_threadsafe(pages.replace, fresh)

    watching = asyncio.create_task(asyncio.to_thread(watch))
    try:
        await server.serve(sockets=[listening])
    finally:
        stop.set()
        await watching
