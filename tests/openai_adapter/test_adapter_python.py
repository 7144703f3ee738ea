"""What the adapter for Python makes of answers, without a server and without openai."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import black
import httpx2
import pytest
from adapters import adapter, source

from builds import SPECS


def answered(status: int, body: Any, name: str = "gravitex", **headers: str) -> httpx2.Response:
    """What the adapter makes of an answer."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    inner = httpx2.MockTransport(
        lambda _: httpx2.Response(status, content=content, headers=headers)
    )
    with httpx2.Client(transport=adapter(name).Transport(inner)) as made:
        return made.post("https://gateway.test")


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"\xff", b"5", b"[1]", b'{"error": {"code": "x"}}', b"[" * 100_000]
)
@pytest.mark.parametrize("status", [200, 404])
def test_what_has_no_envelope_stays(status: int, body: bytes) -> None:
    response = answered(status, body)
    assert (response.status_code, response.content) == (status, body)


@pytest.mark.parametrize(
    ("status", "before", "after", "becomes"),
    [
        (
            200,
            {"code": 200, "data": {"data": [], "created": 1, "usage": {}}},
            200,
            {"data": [], "created": 1, "usage": {}},
        ),
        (200, {"code": "200", "data": {"data": []}}, 200, {"created": 0, "data": []}),
        (200, {"code": 200, "data": None}, 200, {"code": 200, "data": None}),
        (200, {"data": [{"url": "x"}]}, 200, {"created": 0, "data": [{"url": "x"}]}),
        (500, {"code": 200, "data": {"data": []}}, 500, {"code": 200, "data": {"data": []}}),
    ],
)
def test_what_becomes_of_a_body(status: int, before: Any, after: int, becomes: Any) -> None:
    response = answered(status, before)
    assert (response.status_code, response.json()) == (after, becomes)


@pytest.mark.parametrize(
    ("status", "code", "after"),
    [
        (200, 401, 401),
        (200, "401", 401),
        (500, 401, 401),
        (200, 1001, 500),
        (404, 1001, 404),
        (503, 1001, 503),
        (200, "x", 500),
        (200, None, 500),
    ],
)
def test_which_status_a_code_is(status: int, code: Any, after: int) -> None:
    response = answered(status, {"code": code, "msg": None, "data": None})
    assert response.status_code == after
    assert response.json()["error"]["code"] == str(code)


@pytest.mark.parametrize(
    ("status", "headers", "again"),
    [
        (500, {}, False),
        (500, {"retry-after": "1"}, False),
        (503, {}, False),
        (503, {"retry-after": "1"}, True),
        (409, {}, False),
        (429, {}, True),
        (400, {}, True),
    ],
)
def test_what_may_have_been_charged_is_not_asked_again(
    status: int, headers: dict[str, str], again: bool
) -> None:
    response = answered(status, {}, **headers)
    assert response.headers.get("x-should-retry") == (None if again else "false")


def test_members_of_other_names_are_renamed() -> None:
    response = answered(200, {"images": [{"link": "a"}, {"data": "b"}, 5]}, "atelier")
    assert response.json()["data"] == [{"url": "a"}, {"b64_json": "b"}, 5]


def test_an_encoded_answer_is_decoded_once() -> None:
    body = json.dumps({"code": 200, "data": {"data": [{"url": "x"}], "created": 1}}).encode()
    response = answered(200, gzip.compress(body), **{"content-encoding": "gzip"})
    assert response.json()["data"] == [{"url": "x"}]


@pytest.mark.slow
def test_the_module_is_typed(tmp_path: Path) -> None:
    mypy = pytest.importorskip("mypy.api", reason="mypy is not installed")
    pytest.importorskip("openai", reason="openai is not installed")
    file = tmp_path / "gravitex_openai.py"
    file.write_text(source("gravitex"), "ascii")
    out, _, status = mypy.run(["--strict", "--cache-dir", str(tmp_path / ".cache"), str(file)])
    assert status == 0, out


@pytest.mark.parametrize("name", sorted(SPECS))
def test_the_module_is_as_black_leaves_it(name: str) -> None:
    text = source(name)
    assert text.isascii()
    assert black.format_str(text, mode=black.Mode()) == text
