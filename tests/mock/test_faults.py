"""Every fault does on the wire what its name says."""

from __future__ import annotations

import json
import re
import socket
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest

from mocked import GPT, SEEDREAM, Mock, serving
from modelpact.mock import faults

CUTS = [name for name in faults.CONNECTION if name.startswith("cut-")]


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    with serving() as running:
        yield running


class Wire:
    """A request as bytes, and what comes back as bytes: no client in between mends or hides anything."""

    def __init__(self, mock: Mock, fault: str) -> None:
        body = json.dumps(GPT).encode()
        place = urlsplit(mock.url)
        lines = [
            f"POST {place.path} HTTP/1.1",
            f"Host: {place.netloc}",
            f"Authorization: Bearer {mock.key}",
            f"X-Mock-Fault: {fault}",
            "Content-Type: application/json",
            f"Content-Length: {len(body)}",
        ]
        self.reset = self.timeout = False
        self.received = b""
        assert place.hostname and place.port
        with socket.create_connection((place.hostname, place.port), 5) as connection:
            connection.settimeout(0.5 if "hang" in fault else 5)
            connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
            try:
                while part := connection.recv(65_536):
                    self.received += part
            except ConnectionResetError:
                self.reset = True
            except TimeoutError:
                self.timeout = True

    @property
    def head(self) -> bytes:
        return self.received.partition(b"\r\n\r\n")[0]

    @property
    def body(self) -> bytes:
        return self.received.partition(b"\r\n\r\n")[2]

    @property
    def length(self) -> int:
        found = re.search(rb"content-length: (\d+)", self.head)
        assert found
        return int(found[1])


# --- statuses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 504])
def test_any_status(mock: Mock, status: int) -> None:
    response = mock.ask(GPT, str(status))
    assert response.status_code == status
    assert (response.json()["code"], response.json()["data"]) == (status, None)
    assert response.json()["msg"]
    assert ("Retry-After" in response.headers) == (status in (429, 503))
    assert "X-Modelpact-Issues" in response.headers


def test_how_long_to_wait(mock: Mock) -> None:
    assert mock.ask(GPT, "429").headers["Retry-After"] == "1"
    assert mock.ask(GPT, "503", X_Mock_Retry_After="0.01").headers["Retry-After"] == "0.01"
    assert "Retry-After" not in mock.ask(GPT, "503-bare").headers


def test_a_success_that_is_none(mock: Mock) -> None:
    response = mock.ask(GPT, "code-400")
    assert response.status_code == 200
    assert response.json()["code"] == 400
    assert mock.ask(GPT, "code-999").json()["code"] == 999


def test_faults_for_a_while(mock: Mock) -> None:
    statuses = [
        mock.ask(GPT, "429", X_Mock_Times="2", Idempotency_Key="same").status_code for _ in range(4)
    ]
    assert statuses == [429, 429, 200, 200]
    assert mock.ask(GPT, "429", X_Mock_Times="2", Idempotency_Key="other").status_code == 429


def test_a_fault_for_every_request() -> None:
    with serving(fault="503") as mock:
        assert mock.ask(GPT).status_code == 503
        assert mock.ask(GPT, "404").status_code == 404
        assert mock.client.get(f"{mock.origin}/health").status_code == 200


def test_an_unknown_fault_is_told(mock: Mock) -> None:
    response = mock.ask(GPT, "explode")
    assert response.status_code == 400
    assert "cut-body" in response.json()["msg"]


# --- answers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [None, 301, 302, 303, 307, 308])
def test_redirects(mock: Mock, status: int | None) -> None:
    name = f"redirect-{status}" if status else "redirect"
    response = mock.ask(GPT, name, X_Mock_Location="http://elsewhere.test/v1?a=b")
    assert response.status_code == (status or 307)
    assert response.headers["Location"] == "http://elsewhere.test/v1?a=b"
    assert mock.ask(GPT, name).headers["Location"] == f"{mock.origin}/elsewhere"


@pytest.mark.parametrize("name", ["broken-json", "not-json", "not-utf8", "empty"])
def test_successes_that_are_no_json(mock: Mock, name: str) -> None:
    response = mock.ask(GPT, name)
    assert response.status_code == 200
    with pytest.raises(ValueError):
        json.loads(response.content)
    assert (response.content == b"") == (name == "empty")


def test_successes_without_pictures(mock: Mock) -> None:
    assert mock.ask(GPT, "no-images").json()["data"]["data"] == []
    assert "data" not in mock.ask(GPT, "wrong-shape").json()


def test_a_small_answer_that_becomes_large(mock: Mock) -> None:
    auth = {"Authorization": f"Bearer {mock.key}", "X-Mock-Fault": "gzip-bomb"}
    with mock.client.stream("POST", mock.url, json=GPT, headers=auth) as response:
        packed = b"".join(response.iter_raw())
    assert len(packed) < 300_000
    unpacker, size = zlib.decompressobj(wbits=31), 0
    while packed:
        size += len(unpacker.decompress(packed, 1 << 20))
        packed = unpacker.unconsumed_tail
    assert size == 200_000_000


@pytest.mark.parametrize("name", faults.PICTURES)
@pytest.mark.parametrize("body", [GPT, SEEDREAM], ids=["base64", "url"])
def test_pictures_that_are_none(mock: Mock, name: str, body: dict[str, Any]) -> None:
    (image,) = mock.ask(body, name).json()["data"]["data"]
    link, text = faults.PICTURES[name]
    assert image["url" if link else "b64_json"] == text


def test_a_refused_request_is_refused_before_it_goes_wrong(mock: Mock) -> None:
    assert mock.ask({**GPT, "size": "1x1"}, "bad-base64").status_code == 400
    assert mock.ask(GPT, "no-images", Authorization="Bearer no").status_code == 401


# --- connections -------------------------------------------------------------------------------------


def test_cuts(mock: Mock) -> None:
    """At each stage there is exactly so much of the answer."""
    whole = {}
    for name in CUTS:
        found = Wire(mock, name)
        assert not found.timeout, name
        whole[name] = found
    for name in ("cut-before-read", "cut-reset"):
        assert whole[name].reset, name
        assert whole[name].received == b""
    assert not whole["cut-after-read"].reset
    assert whole["cut-after-read"].received == b""
    assert whole["cut-status"].received == b"HTTP/1.1 200"
    assert whole["cut-headers"].received.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\n\r\n" not in whole["cut-headers"].received
    assert whole["cut-after-headers"].received.endswith(b"\r\n\r\n")
    assert whole["cut-after-headers"].length > 100
    assert 0 < len(whole["cut-body"].body) == whole["cut-body"].length // 2
    assert len(whole["cut-last-byte"].body) == whole["cut-last-byte"].length - 1
    assert b"transfer-encoding: chunked" in whole["cut-chunk"].head
    assert not whole["cut-chunk"].received.endswith(b"0\r\n\r\n")


def test_lengths_that_are_wrong(mock: Mock) -> None:
    longer, shorter = Wire(mock, "wrong-length"), Wire(mock, "short-length")
    assert longer.length == len(longer.body) + 100
    assert json.loads(longer.body)
    assert shorter.length < len(shorter.body)
    assert Wire(mock, "not-http").received.startswith(b"SSH-")


def test_hanging_ends_with_the_one_who_waits(mock: Mock) -> None:
    assert Wire(mock, "hang").timeout
    assert Wire(mock, "hang").received == b""
    half = Wire(mock, "hang-body")
    assert half.timeout
    assert len(half.body) == half.length // 2
    assert mock.ask(GPT).status_code == 200


@pytest.mark.parametrize("name", [*CUTS, "wrong-length", "not-http"])
def test_a_client_sees_an_error(mock: Mock, name: str) -> None:
    with pytest.raises(httpx2.TransportError):
        mock.ask(GPT, name)
    assert mock.ask(GPT).status_code == 200


def test_headers_of_what_is_cut_are_those_of_any_answer(mock: Mock) -> None:
    head = Wire(mock, "cut-body").head.lower()
    assert b"x-modelpact-issues: " in head
    assert b"access-control-allow-origin: *" in head


def test_each_request_is_one_request(mock: Mock) -> None:
    before = mock.posts()
    for name in CUTS:
        Wire(mock, name)
    assert mock.posts() == before + len(CUTS)


@pytest.mark.parametrize(
    ("name", "status"), [("404", 404), ("redirect-302", 302), ("not-json", 200)]
)
def test_downloads_go_wrong_too(mock: Mock, name: str, status: int) -> None:
    response = mock.ask(SEEDREAM, X_Mock_File_Fault=name)
    (image,) = response.json()["data"]["data"]
    fetched = mock.client.get(image["url"])
    assert fetched.status_code == status
    assert fetched.headers.get("Content-Type") != "image/png"


def test_downloads_are_cut(mock: Mock) -> None:
    (image,) = mock.ask(SEEDREAM, X_Mock_File_Fault="cut-body").json()["data"]["data"]
    with pytest.raises(httpx2.TransportError):
        mock.client.get(image["url"])


# --- the end -----------------------------------------------------------------------------------------


def test_the_end_waits_for_no_one_who_hangs() -> None:
    with serving() as mock:
        place = urlsplit(mock.url)
        assert place.hostname and place.port
        waiting = socket.create_connection((place.hostname, place.port), 10)
        head = (
            f"POST {place.path} HTTP/1.1\r\nHost: x\r\nX-Mock-Fault: hang\r\nContent-Length: 2\r\n"
        )
        waiting.sendall(head.encode() + b"\r\n{}")
        while mock.posts() == 0:
            pass
    with suppress(ConnectionResetError):
        assert waiting.recv(10) == b""
    waiting.close()


def test_slow_answers_are_slow() -> None:
    with serving(latency=0.2) as mock:
        begin = time.monotonic()
        assert mock.ask(GPT).status_code == 200
        assert time.monotonic() - begin >= 0.2
        with pytest.raises(httpx2.ReadTimeout):
            mock.client.post(mock.url, json=GPT, timeout=0.05)
