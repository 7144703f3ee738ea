"""Nothing is sent twice that may be billed, and no key goes where it does not belong."""

from __future__ import annotations

import logging
import pickle
import socket
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from types import ModuleType
from typing import Any

import pytest
from loopback import KEY, Heard, Loopback, answer, cut, loopback
from test_client_calls import WRAPPED, client


@pytest.fixture
def pauses(gravitex: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses are noted, not made."""
    found: list[float] = []
    monkeypatch.setattr("gravitex._client.time.sleep", found.append)
    return found


def cut_short(sock: socket.socket, heard: Heard) -> None:
    sock.sendall(b"HTTP/1.1 200 OK\r\n")
    cut(sock)


def ask(asking: Any) -> Any:
    return asking.images.generate(model="gpt-image-2", prompt="x")


# --- when a call is made again -----------------------------------------------------------------


@pytest.mark.parametrize(
    "busy",
    [
        answer(429),
        answer(200, {"code": 429, "msg": "slow down"}),
        answer(503, Retry_After="1"),
    ],
)
def test_sent_again_where_no_work_began(
    gravitex: ModuleType, server: Loopback, pauses: list[float], busy: bytes
) -> None:
    server.answers = [busy, busy, answer(200, WRAPPED)]
    assert ask(client(gravitex, server)).data
    keys = {heard.headers["idempotency-key"] for heard in server.heard}
    assert len(server.heard) == 3 and len(keys) == 1 and len(pauses) == 2
    server.answers = [busy]
    with pytest.raises(gravitex.APIStatusError) as caught:
        ask(client(gravitex, server))
    assert len(server.heard) == 6 and caught.value.maybe_billed is False


@pytest.mark.parametrize("status", [408, 409, 500, 502, 503, 504])
def test_not_sent_again_by_itself(
    gravitex: ModuleType, server: Loopback, pauses: list[float], status: int
) -> None:
    server.answers = [answer(status)]
    with pytest.raises(gravitex.APIStatusError) as caught:
        ask(client(gravitex, server))
    assert caught.value.maybe_billed and server.posts == 1 and pauses == []
    server.answers = [answer(status), answer(200, WRAPPED)]
    assert ask(client(gravitex, server, retry_unsafe=True)).data
    assert server.posts == 3
    assert server.heard[1].headers["idempotency-key"] == server.heard[2].headers["idempotency-key"]


def test_no_connection_is_tried_again(gravitex: ModuleType, pauses: list[float]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    asking = gravitex.Gravitex(api_key=KEY, base_url=f"http://127.0.0.1:{port}/v1")
    with pytest.raises(gravitex.APIConnectionError) as caught:
        ask(asking)
    assert caught.value.maybe_billed is False
    assert len(pauses) == 2 and 0.375 <= pauses[0] <= 0.5 and 0.75 <= pauses[1] <= 1


@pytest.mark.parametrize(
    ("headers", "least", "most"),
    [
        ({"Retry_After": "3"}, 3, 3),
        ({"Retry_After": "0.5"}, 0.5, 0.5),
        ({"Retry_After": "99999"}, 120, 120),
        ({"Retry_After": "-4"}, 0, 0),
        ({"Retry_After": "nan"}, 0.375, 0.5),
        ({"Retry_After": "soon"}, 0.375, 0.5),
        ({"Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0, 0),
        ({"Retry_After": "9", "Retry_After_Ms": "250"}, 0.25, 0.25),
    ],
)
def test_server_says_how_long(
    gravitex: ModuleType,
    server: Loopback,
    pauses: list[float],
    headers: dict[str, str],
    least: float,
    most: float,
) -> None:
    server.answers = [answer(429, **headers), answer(200, WRAPPED)]
    ask(client(gravitex, server))
    assert least <= pauses[0] <= most


GOOD = answer(200, WRAPPED)
STAGES: dict[str, Callable[[socket.socket, Heard], None]] = {
    "before the answer": lambda sock, heard: cut(sock),
    "closed before the answer": lambda sock, heard: sock.close(),
    "in the status": lambda sock, heard: (sock.sendall(GOOD[:7]), cut(sock)),  # type: ignore[dict-item]
    "in the headers": lambda sock, heard: (sock.sendall(GOOD[:30]), cut(sock)),  # type: ignore[dict-item]
    "before the body": lambda sock, heard: (  # type: ignore[dict-item]
        sock.sendall(GOOD[: GOOD.index(b"\r\n\r\n") + 4]),
        sock.close(),
    ),
    "in the body": lambda sock, heard: (sock.sendall(GOOD[:-9]), sock.close()),  # type: ignore[dict-item]
    "reset in the body": lambda sock, heard: (sock.sendall(GOOD[:-9]), cut(sock)),  # type: ignore[dict-item]
    "no HTTP": lambda sock, heard: (sock.sendall(b"SSH-2.0-x\r\n\r\n"), cut(sock)),  # type: ignore[dict-item]
}


@pytest.mark.parametrize("stage", STAGES)
def test_exactly_one_post_wherever_it_is_cut(
    gravitex: ModuleType, server: Loopback, stage: str
) -> None:
    server.answers = [STAGES[stage]]
    with client(gravitex, server) as asking:
        for number in range(1, 101):
            with pytest.raises(gravitex.APIConnectionError) as caught:
                ask(asking)
            assert caught.value.maybe_billed and caught.value.idempotency_key
            assert server.posts == number


def test_too_late_is_a_timeout(gravitex: ModuleType, server: Loopback) -> None:
    server.answers = [lambda sock, heard: time.sleep(1.0)]
    asking = client(gravitex, server, timeout=0.15)
    with pytest.raises(gravitex.APITimeoutError) as caught:
        ask(asking)
    assert caught.value.maybe_billed and server.posts == 1


# --- where the key goes ------------------------------------------------------------------------


@pytest.mark.parametrize("status", [300, 301, 302, 303, 305, 307, 308, 399])
@pytest.mark.parametrize(
    "target", ["{other}/v1", "{other}", "//127.0.0.1:{port}/x", "{https}/x", "/v1/elsewhere"]
)
def test_no_redirect_is_followed(
    gravitex: ModuleType, server: Loopback, status: int, target: str
) -> None:
    with loopback() as other:
        other.answers = [answer(200, WRAPPED)]
        location = target.format(
            other=other.origin, port=other.port, https=other.origin.replace("http:", "https:")
        )
        server.answers = [answer(status, Location=location)]
        with pytest.raises(gravitex.APIStatusError, match="redirect") as caught:
            ask(client(gravitex, server, retry_unsafe=True))
        assert other.heard == [] and server.posts == 1 and caught.value.status_code == status
        if "{" in target and "https" not in target:
            assert str(other.port) in str(caught.value)


def every_failure(gravitex: ModuleType, server: Loopback) -> list[BaseException]:
    """Fail in more than 200 ways, some of which repeat the key."""
    said = f"wrong key {KEY}"
    bodies: list[Any] = [
        {"code": 401, "msg": said},
        {"error": {"message": said}},
        {"message": said, "data": KEY},
        said.encode(),
        b"",
        {"data": [{"b64_json": KEY}]},
    ]
    statuses = (200, 302, 400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 504)
    answers: list[Any] = [
        answer(status, body, X_Echo=KEY, **extra)
        for status in statuses
        for body in bodies
        for extra in ({}, {"Location": f"http://a.test/?k={KEY}"})
    ]
    answers += list(STAGES.values()) * 5
    found: list[BaseException] = []
    for given in answers:
        server.answers = [given]
        try:
            with client(gravitex, server, max_retries=0) as asking:
                ask(asking).data[0].to_bytes()
        except gravitex.GravitexError as error:
            found.append(error)
    bad = f"{KEY}\r\nX: y"
    for options in (
        {"api_key": bad},
        {"api_key": KEY, "base_url": "no"},
        {"api_key": KEY.encode()},
    ):
        try:
            gravitex.Gravitex(**options)
        except gravitex.GravitexError as error:
            found.append(error)
    asking = client(gravitex, server)
    for change in ({"api_key": bad}, {"api_key": KEY, "base_url": "no"}):
        try:
            asking.with_options(**change)
        except gravitex.GravitexError as error:
            found.append(error)
    try:
        ask(client(gravitex, server).with_options(api_key=lambda: bad))
    except gravitex.GravitexError as error:
        found.append(error)
    return found


def test_key_is_shown_nowhere(
    gravitex: ModuleType, server: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "gravitex"):
        failures = every_failure(gravitex, server)
    assert len(failures) > 200
    here = __file__
    for error in failures:
        shown = traceback.TracebackException.from_exception(error, capture_locals=True)
        waiting: list[Any] = [shown]
        while waiting:  # the frames of this test hold the key, all others must not
            one = waiting.pop()
            one.stack = traceback.StackSummary.from_list(
                [frame for frame in one.stack if frame.filename != here]
            )
            waiting += [inner for inner in (one.__cause__, one.__context__) if inner]
        texts = ["".join(shown.format()), repr(error), str(error), repr(vars(error))]
        assert not any(KEY in text for text in texts), texts
        assert KEY.encode() not in pickle.dumps(error)
        again = pickle.loads(pickle.dumps(error))
        assert type(again) is type(error) and str(again) == str(error)
    assert not any(KEY in record.getMessage() for record in caplog.records)
    asking = client(gravitex, server)
    assert KEY not in repr(asking) + repr(asking._config) + repr(vars(asking))
    with pytest.raises(TypeError, match="pickle"):
        pickle.dumps(asking)


def test_the_log_of_the_transport_has_no_key(
    gravitex: ModuleType, server: Loopback, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [answer(200, WRAPPED), answer(429), answer(302, Location="/b"), cut_short]
    with caplog.at_level(logging.DEBUG):
        with client(gravitex, server, max_retries=1) as asking:
            for _ in range(4):
                with suppress(gravitex.APIError):
                    ask(asking)
        with suppress(gravitex.APIConnectionError):
            ask(client(gravitex, Loopback(9), max_retries=0))
    sources = {record.name.partition(".")[0] for record in caplog.records}
    assert {"gravitex", "httpx2", "httpcore2"} <= sources
    for record in caplog.records:
        assert KEY not in record.getMessage() + repr(vars(record)), record.name


@pytest.mark.parametrize("headers", [{"X-A": "\u1234"}, {"X-A": 7}, {"\u1234": "a"}])
def test_what_cannot_be_a_request_is_not_told_as_sent(
    gravitex: ModuleType, server: Loopback, headers: Any
) -> None:
    asking = client(gravitex, server)
    with pytest.raises(gravitex.GravitexError, match="no request can be made") as caught:
        asking.images.generate(model="gpt-image-2", prompt="x", extra_headers=headers)
    assert not isinstance(caught.value, gravitex.APIError)
    assert server.heard == []


def test_a_closed_client_says_so(gravitex: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, WRAPPED)]
    asking = client(gravitex, server)
    ask(asking)
    asking.close()
    with pytest.raises(gravitex.GravitexError, match="closed") as caught:
        ask(asking)
    assert not isinstance(caught.value, gravitex.APIError)


def test_key_may_come_from_a_function(gravitex: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, WRAPPED)]
    keys = iter(["first-key", "second-key"])
    asking = gravitex.Gravitex(api_key=lambda: next(keys), base_url=server.base_url)
    ask(asking)
    ask(asking)
    said = [heard.headers["authorization"] for heard in server.heard]
    assert said == ["Bearer first-key", "Bearer second-key"]


def test_answer_that_unpacks_to_a_bomb_is_stopped(
    gravitex: ModuleType, server: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gzip

    monkeypatch.setattr("gravitex._http.MOST_BYTES", 2**20)
    server.answers = [answer(200, gzip.compress(b"\0" * 2**24), Content_Encoding="gzip")]
    with pytest.raises(gravitex.APIConnectionError, match="more than 1 MiB"):
        ask(client(gravitex, server))
    assert server.posts == 1
