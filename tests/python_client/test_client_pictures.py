"""Pictures that came back: as bytes, as files, and from links that may lead anywhere."""

from __future__ import annotations

import base64
import os
import pickle
import socket
import threading
from pathlib import Path
from types import ModuleType
from typing import Any

import anyio
import anyio.to_thread
import pytest
from loopback import Heard, Loopback, answer, loopback, png
from test_client_calls import client

PNG = png()
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 40


def picture(gravitex: ModuleType, server: Loopback, **members: Any) -> Any:
    """What is made of an answer with this picture."""
    server.answers = [answer(200, {"created": 1, "data": [members]})]
    found = client(gravitex, server).images.generate(model="gpt-image-2", prompt="x")
    return found.data[0]


def of(gravitex: ModuleType, server: Loopback, data: bytes) -> Any:
    return picture(gravitex, server, b64_json=base64.b64encode(data).decode())


def test_ending_follows_from_the_picture(
    gravitex: ModuleType, server: Loopback, tmp_path: Path
) -> None:
    jpeg = of(gravitex, server, JPEG)
    for given, written in (
        ("cat", "cat.jpg"),
        ("dog.png", "dog.jpg"),
        ("fox.JPEG", "fox.JPEG"),
        ("v1.2", "v1.2.jpg"),
    ):
        path = jpeg.save(tmp_path / given)
        assert path == tmp_path / written and path.read_bytes() == JPEG
    assert of(gravitex, server, PNG).save(str(tmp_path / "cat")) == tmp_path / "cat.png"


def test_nothing_is_overwritten_or_followed(
    gravitex: ModuleType, server: Loopback, tmp_path: Path
) -> None:
    image = of(gravitex, server, PNG)
    there, target = tmp_path / "there.png", tmp_path / "target"
    there.write_bytes(b"mine")
    target.write_bytes(b"mine")
    (tmp_path / "link.png").symlink_to(target)
    for name in ("there", "link"):
        with pytest.raises(FileExistsError, match="overwrite=True"):
            image.save(tmp_path / name)
    assert there.read_bytes() == target.read_bytes() == b"mine"
    assert image.save(there, overwrite=True).read_bytes() == PNG
    image.save(tmp_path / "link", overwrite=True)
    assert target.read_bytes() == b"mine" and not (tmp_path / "link.png").is_symlink()
    with pytest.raises(FileNotFoundError):
        image.save(tmp_path / "no" / "folder")
    names = sorted(os.listdir(tmp_path))
    assert names == ["link.png", "target", "there.png"]


def test_nothing_is_left_where_a_file_cannot_be_moved(
    gravitex: ModuleType, server: Loopback, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError("no")

    image = of(gravitex, server, PNG)
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PermissionError):
        image.save(tmp_path / "a")
    assert os.listdir(tmp_path) == []


def test_a_name_may_be_as_long_as_names_may_be(
    gravitex: ModuleType, server: Loopback, tmp_path: Path
) -> None:
    name = "\u6f22" * 83 + ".png"  # 253 bytes of the 255
    assert of(gravitex, server, PNG).save(tmp_path / name).read_bytes() == PNG


def test_a_download_can_be_cancelled(gravitex: ModuleType, server: Loopback) -> None:
    came, go_on = threading.Event(), threading.Event()
    over: list[bool] = []

    def hang(sock: socket.socket, heard: Heard) -> None:
        came.set()
        over.append(not go_on.wait(5))

    image = picture(gravitex, server, url=f"{server.origin}/a.png")
    server.answers = [hang]

    async def ask() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(image.to_bytes_async)
            await anyio.to_thread.run_sync(came.wait)
            group.cancel_scope.cancel()

    anyio.run(ask)
    assert over == []
    go_on.set()


@pytest.mark.parametrize(
    "members",
    [
        {"b64_json": "not base64!"},
        {"b64_json": "aGk=!!!!"},
        {"b64_json": base64.b64encode(b"<html>").decode()},
        {"b64_json": ""},
        {"b64_json": None},
        {"url": 7},
        {},
    ],
)
def test_what_is_no_picture_is_not_written(
    gravitex: ModuleType, server: Loopback, tmp_path: Path, members: Any
) -> None:
    with pytest.raises(gravitex.ImageDecodeError):
        picture(gravitex, server, **members).save(tmp_path / "a")
    assert os.listdir(tmp_path) == []


def test_link_is_fetched_without_the_key(
    gravitex: ModuleType, server: Loopback, tmp_path: Path
) -> None:
    image = picture(gravitex, server, url=f"{server.origin}/files/a?b=1")
    server.answers = [answer(302, Location="/files/b"), answer(200, PNG)]
    assert image.save(tmp_path / "a").read_bytes() == PNG
    _, first, second = server.heard
    assert (first.method, first.path, second.path) == ("GET", "/files/a?b=1", "/files/b")
    assert "authorization" not in first.headers and "authorization" not in second.headers
    server.answers = [answer(200, PNG)]
    assert pickle.loads(pickle.dumps(image)).to_bytes() == PNG


def test_other_private_servers_are_not_asked(gravitex: ModuleType, server: Loopback) -> None:
    with loopback() as other:
        other.answers = [answer(200, PNG)]
        spelled = [
            f"http://{host}:{other.port}/a.png"
            for host in (
                "127.0.0.1",
                "localhost",
                "127.1",
                "2130706433",
                "0x7f000001",
                "0177.0.0.1",
                "0.0.0.0",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[2002:7f00:1::]",
            )
        ]
        spelled += [
            "http://10.0.0.1/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest",
            "http://[fe80::1]/",
            "http://[fd00::1]/",
            "http://100.64.0.1/",
            "http://224.0.0.1/",
            f"http://user@127.0.0.1:{server.port}/",
            f"http://127.0.0.1:{server.port}\\@example.com/",
            "http://a b/",
            "http:///a",
            "https://",
        ]
        for url in spelled:
            with pytest.raises(gravitex.ImageDownloadError):
                picture(gravitex, server, url=url).to_bytes()
        # The first hop may be the configured server; the next is judged anew.
        image = picture(gravitex, server, url=f"{server.origin}/a.png")
        server.answers = [answer(302, Location=spelled[0])]
        with pytest.raises(gravitex.ImageDownloadError, match="private"):
            image.to_bytes()
        assert other.heard == []


@pytest.mark.parametrize("scheme", ["file", "ftp", "gopher", "data"])
def test_only_http_and_https(gravitex: ModuleType, server: Loopback, scheme: str) -> None:
    image = picture(gravitex, server, url=f"{server.origin}/a")
    server.answers = [answer(302, Location=f"{scheme}:///etc/passwd")]
    with pytest.raises(gravitex.ImageDownloadError, match="http"):
        image.to_bytes()


def test_address_that_was_checked_is_the_one_that_is_asked(
    gravitex: ModuleType, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that answers with a public address first and a private one later gains nothing."""
    asked: list[str] = []

    def resolve(host: str, port: int, **rest: Any) -> list[Any]:
        asked.append(host)
        address = "93.184.216.34" if asked.count(host) == 1 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    connected: list[Any] = []

    def connect(address: tuple[str, int], *rest: Any) -> socket.socket:
        connected.append(address)
        sock = socket.socket()
        sock.connect(("127.0.0.1", server.port))
        return sock

    image = picture(gravitex, server, url="http://rebind.test/a")
    server.answers = [answer(200, PNG)]
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr("gravitex._download.socket.create_connection", connect)
    assert image.to_bytes() == PNG
    assert connected == [("93.184.216.34", 80)] and asked == ["rebind.test"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (answer(404), "404"),
        (answer(200, b"<html>"), "no picture"),
        (answer(200, PNG, Content_Encoding="gzip"), "packed"),
        (answer(200, PNG + b"\0" * 5000), "over"),
        (answer(200, PNG, Content_Length="9999"), "download"),
        (answer(302), "302"),
        (answer(302, Location="/a"), "times"),
        (b"nonsense\r\n\r\n", "failed"),
    ],
)
def test_downloads_that_go_wrong(
    gravitex: ModuleType,
    server: Loopback,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    given: bytes,
    told: str,
) -> None:
    monkeypatch.setattr("gravitex._download.MOST_BYTES", 4000)
    image = picture(gravitex, server, url=f"{server.origin}/a")
    server.answers = [given]
    with pytest.raises(gravitex.GravitexError, match=told):
        image.save(tmp_path / "a")
    assert os.listdir(tmp_path) == [] and len(server.heard) <= 7


def test_download_that_drips_ends(
    gravitex: ModuleType, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gravitex._download.SECONDS", 0.3)
    image = picture(gravitex, server, url=f"{server.origin}/a")

    def drip(sock: socket.socket, heard: Any) -> None:
        while True:  # until the other side has had enough
            sock.sendall(b"H")

    def hang(sock: socket.socket, heard: Any) -> None:
        sock.recv(1)

    for slow in (hang, drip):
        server.answers = [slow]
        with pytest.raises(gravitex.ImageDownloadError):
            image.to_bytes()
