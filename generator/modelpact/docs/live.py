"""The process around the served site: a socket, a server, and an eye on the pacts."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from pathlib import Path

import uvicorn
import watchfiles

from modelpact.docs.server import Pages
from modelpact.files import File
from modelpact.serving import Server

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
    watching = asyncio.create_task(_watch(pages, folder, again))
    try:
        await server.serve(sockets=[listening])
    finally:
        watching.cancel()


async def _watch(pages: Pages, folder: Path, again: Again) -> None:
    async for _ in watchfiles.awatch(folder, debounce=200):
        fresh = await asyncio.to_thread(again)
        if fresh is not None:
            pages.replace(fresh)
