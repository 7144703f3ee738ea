"""A client of the language server of VS Code's YAML extension: JSON-RPC over the standard streams of its process."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from javascript import missing, node

SCRIPT = Path(__file__).parent / "node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 120
"""Seconds after which the server is ended, so that a test that waits for it fails."""


class Server:
    """The server, as an editor talks to it. ``schemas`` are as in the setting ``yaml.schemas``."""

    def __init__(self, root: Path, schemas: Mapping[str, Sequence[str]]) -> None:
        if not SCRIPT.exists():
            missing("what `npm ci` installs in tests/editor")
        self._settings = {
            "validate": True,
            "completion": True,
            "hover": True,
            "schemaStore": {"enable": False},
            "schemas": schemas,
        }
        self._process = subprocess.Popen(
            [node(), SCRIPT, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._watch = threading.Timer(PATIENCE, self._process.kill)
        self._watch.start()
        self._asked = 0
        self._told: dict[str, list[dict[str, Any]]] = {}
        self.log: list[str] = []
        """What it says of itself."""
        capabilities = {
            "textDocument": {"hover": {"contentFormat": ["markdown"]}},
            "workspace": {"configuration": True},
        }
        self._request(
            "initialize",
            {"processId": None, "rootUri": root.as_uri(), "capabilities": capabilities},
        )
        self._send("initialized", {})

    def close(self) -> None:
        """End the server."""
        self._process.kill()
        self._process.communicate()
        self._watch.cancel()

    def open(self, path: Path, text: str) -> None:
        """Open a file in the editor, with a text that need not be saved."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": document})

    def diagnostics(self, path: Path) -> list[dict[str, Any]]:
        """Return what the editor would underline in an open file."""
        while path.as_uri() not in self._told:
            self._receive()
        return self._told[path.as_uri()]

    def ask(self, what: str, path: Path, line: int, character: int) -> Any:
        """Return the answer on a place in an open file, counted from 0; ``what`` is hover or completion."""
        place = {"line": line, "character": character}
        document = {"uri": path.as_uri()}
        return self._request(f"textDocument/{what}", {"textDocument": document, "position": place})

    def _request(self, method: str, params: Any) -> Any:
        self._asked += 1
        self._send(method, params, id=self._asked)
        while True:
            message = self._receive()
            if message.get("id") == self._asked and "method" not in message:
                return message["result"]

    def _send(self, method: str, params: Any, **more: Any) -> None:
        self._put({"method": method, "params": params, **more})

    def _put(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """Read a message, and do what it is about."""
        message = self._get()
        match message:
            case {"method": "workspace/configuration", "id": id_, "params": {"items": items}}:
                answer = [self._settings if item["section"] == "yaml" else {} for item in items]
                self._put({"id": id_, "result": answer})
            case {"method": str(), "id": id_}:
                self._put({"id": id_, "result": None})
            case {"method": "textDocument/publishDiagnostics", "params": params}:
                self._told[params["uri"]] = params["diagnostics"]
            case {"method": "window/logMessage" | "telemetry/event", "params": params}:
                self.log.append(json.dumps(params))
        return message

    def _get(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        if not length:
            pytest.fail("the language server has ended")
        message: dict[str, Any] = json.loads(stream.read(length))
        return message
