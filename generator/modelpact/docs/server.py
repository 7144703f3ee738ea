"""A site in memory, served, and loaded again by the browser when it has changed."""

from __future__ import annotations

import asyncio
import mimetypes
from collections.abc import Iterable
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from modelpact.files import File

# The pages' policy lets them connect to nothing. A script may be loaded, though, and loading may take a while.
# Not before the page is there: a script on its way keeps a page from being loaded.
_RELOAD: Final = """\
function poll() {
  var script = document.createElement("script");
  script.src = "/_reload/%d.js?" + Date.now();
  script.onload = function () {
    script.remove();
    poll();
  };
  script.onerror = function () {
    script.remove();
    setTimeout(poll, 1000);
  };
  document.head.append(script);
}
addEventListener("load", function () {
  setTimeout(poll);
});
"""
_PATIENCE: Final = 25.0
"""Seconds after which a browser is told that nothing has changed, so that no proxy loses patience first."""


class Pages:
    """Serves files; ``replace`` puts others in their place."""

    def __init__(self, files: Iterable[File]) -> None:
        self._files = {file.path: file.text for file in files}
        self._version = 1
        self._changed = asyncio.Event()
        self.app = Starlette(
            routes=[
                Route("/_reload.js", self._script),
                Route("/_reload/{version:int}.js", self._wait),
                Route("/{path:path}", self._page),
            ]
        )

    def replace(self, files: Iterable[File]) -> None:
        """Serve these files from now on, and let open pages load themselves again."""
        self._files = {file.path: file.text for file in files}
        self._version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def _script(self, request: Request) -> Response:
        return _javascript(_RELOAD % self._version)

    async def _wait(self, request: Request) -> Response:
        if request.path_params["version"] == self._version:
            try:
                await asyncio.wait_for(self._changed.wait(), _PATIENCE)
            except TimeoutError:
                return _javascript("")
        return _javascript("location.reload();")

    async def _page(self, request: Request) -> Response:
        path = request.path_params["path"]
        if not path or path.endswith("/"):
            path += "index.html"
        text = self._files.get(path)
        if text is None:
            if f"{path}/index.html" in self._files:
                return RedirectResponse(f"/{path}/")
            return PlainTextResponse("There is no such page.\n", 404)
        kind = mimetypes.guess_type(path)[0] or "text/plain"
        if path.endswith(".html"):
            text = text.replace("</body>", '<script src="/_reload.js"></script>\n</body>')
        return Response(text, media_type=kind, headers={"Cache-Control": "no-store"})


def _javascript(text: str) -> Response:
    return Response(text, media_type="text/javascript", headers={"Cache-Control": "no-store"})
