"""What the mock gateway answers, asked over HTTP."""

from __future__ import annotations

import asyncio
import base64
import json
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mocked import GEMINI, GPT, LARGEST, QWEN, SEEDREAM, Mock, parts, serving, size_of
from modelpact import outcome
from modelpact.mock import bodies
from mutations import request

DATA = Path(__file__).parents[1] / "data"
ORACLE = [json.loads(line) for line in (DATA / "oracle.jsonl").read_text("utf-8").splitlines()]
SERIES = {
    "sequential_image_generation": "auto",
    "sequential_image_generation_options": {"max_images": 3},
}


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def plain() -> Iterator[Mock]:
    with serving(envelope="plain") as running:
        yield running


def images(response: httpx2.Response) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    body = response.json()
    data = body["data"] if "code" not in body else body["data"]["data"]
    assert isinstance(data, list)
    return data


def pictures(mock: Mock, response: httpx2.Response) -> list[bytes]:
    found = []
    for image in images(response):
        if "b64_json" in image:
            found.append(base64.b64decode(image["b64_json"], validate=True))
        else:
            fetched = mock.client.get(image["url"])
            assert fetched.status_code == 200
            found.append(fetched.content)
    return found


# --- what comes back -----------------------------------------------------------------------------


def test_the_envelope_of_the_pact(mock: Mock) -> None:
    body = mock.ask(GPT).json()
    assert (body["code"], body["msg"]) == (200, "Success")
    assert isinstance(body["data"]["created"], int)
    assert list(body["data"]["data"][0]) == ["b64_json", "revised_prompt"]


def test_the_plain_envelope(plain: Mock) -> None:
    body = plain.ask(GPT).json()
    assert sorted(body) == ["created", "data"]
    assert size_of(pictures(plain, plain.ask(GPT))[0]) == ("PNG", (1024, 1024))


@pytest.mark.parametrize(
    ("body", "count", "expected"),
    [
        (GPT, 1, ("PNG", (1024, 1024))),
        ({**GPT, "n": 3, "size": "1536x1024"}, 3, ("PNG", (1536, 1024))),
        ({**GEMINI, "size": "16:9", "image_size": "2K"}, 1, ("PNG", (2728, 1536))),
        ({**GEMINI, "n": 2, "mime_type": "image/jpeg"}, 2, ("JPEG", (1024, 1024))),
        (SEEDREAM, 1, ("PNG", (2048, 2048))),
        ({**SEEDREAM, **SERIES}, 3, ("PNG", (2048, 2048))),
        (LARGEST, 1, ("PNG", (6240, 2656))),
        ({**QWEN, "parameters": {"n": 1, "size": "1664*928"}}, 1, ("PNG", (1664, 928))),
        ({**QWEN, "response_format": "b64_json"}, 1, ("PNG", (1024, 1024))),
    ],
    ids=str,
)
def test_as_many_pictures_of_that_size_and_kind(
    mock: Mock, body: dict[str, Any], count: int, expected: tuple[str, tuple[int, int]]
) -> None:
    found = pictures(mock, mock.ask(body))
    assert [size_of(data) for data in found] == [expected] * count
    assert len(set(found)) == count


@pytest.mark.parametrize("model", sorted(model.id for model in parts("gravitex")[0].models))
def test_every_use_of_every_model_gets_pictures(mock: Mock, model: str) -> None:
    from modelpact.example import body

    (found,) = (m for m in parts("gravitex")[0].models if m.id == model)
    for use in found.uses:
        response = mock.ask(body(found, use))
        assert all(size_of(data) for data in pictures(mock, response)), use.name


@pytest.mark.parametrize("model", parts("gravitex")[0].models, ids=lambda m: m.id)
def test_forms_are_those_of_the_pact(mock: Mock, model: Any) -> None:
    from modelpact.example import body

    for expected in outcome.outcomes(model):
        asked = {} if expected.asked is None else {"response_format": expected.asked.value}
        image, *_ = images(mock.ask({**body(model, model.uses[0]), **asked}))
        assert dict(model.response.forms)[expected.form] in image, expected


def test_the_same_again_and_another_by_another_seed() -> None:
    with serving(seed=1) as one, serving(seed=1) as same, serving(seed=2) as other:
        bodies = [GPT, {**GPT, "n": 2}, {**SEEDREAM, **SERIES}]
        answers = [
            [pictures(mock, mock.ask(body)) for body in bodies] for mock in (one, same, other)
        ]
        assert answers[0] == answers[1]
        assert all(a != b for a, b in zip(answers[0], answers[2], strict=True))
        assert one.key == same.key != other.key


def test_another_provider_is_another_gateway() -> None:
    with serving("atelier") as atelier:
        body = {"model": "words-1", "prompt": "a cat"}
        key = {"X_Atelier_Key": atelier.key}
        assert atelier.ask(body).status_code == 401
        response = atelier.ask(body, **key)
        (image,) = response.json()["images"]
        assert size_of(atelier.client.get(image["link"]).content)[0] == "PNG"
        assert atelier.url.endswith("/v1/images")


def test_a_model_that_nobody_knows_is_a_warning(mock: Mock) -> None:
    response = mock.ask({"model": "gpt-image-3", "prompt": "a cat"})
    assert len(images(response)) == 1
    assert response.headers["X-Modelpact-Issues"] == "unknownModel"


# --- verdicts ------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ORACLE, ids=lambda row: row["id"])
def test_a_verdict_is_a_status(mock: Mock, row: dict[str, Any]) -> None:
    response = mock.ask(row["payload"])
    _, validator = parts("gravitex")
    issues = validator.check(row["payload"])
    rejected = any(issue.severity == "error" for issue in issues)
    codes = list(dict.fromkeys(issue.code for issue in issues))
    assert response.status_code == (400 if rejected else 200)
    assert response.headers["X-Modelpact-Issues"] == ",".join(codes)
    if rejected:
        body = response.json()
        assert (body["code"], body["data"]) == (400, None)
        first = next(issue for issue in issues if issue.severity == "error")
        assert first.message in body["msg"]
        assert first.pointer in body["msg"]


def test_a_refusal_as_openai_spells_it(plain: Mock) -> None:
    error = plain.ask({**GPT, "size": "1x1"}).json()["error"]
    assert (error["param"], error["code"]) == ("/size", "enum")
    assert "1024x1024" in error["message"]


# --- keys, limits and addresses ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "good"),
    [
        ("Bearer sk-12345678", True),
        ("bearer sk-abc_DEF-9", True),
        ("Bearer sk-1234567", False),
        ("Bearer sk-bad45678", False),
        ("Bearer sk-1234 5678", False),
        ("Bearer 12345678", False),
        ("Basic sk-12345678", False),
        ("sk-12345678", False),
        ("Bearer", False),
        ("", False),
    ],
)
def test_a_key_is_good_by_a_rule(mock: Mock, header: str, good: bool) -> None:
    response = mock.ask(GPT, Authorization=header)
    assert response.status_code == (200 if good else 401)
    assert good or response.json()["code"] == 401
    assert header not in ("Bearer", "") or "sk-..." in response.json()["msg"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no body"),
        (b"{", "not JSON"),
        (b'{"n": NaN}', "no number"),
        (b'{"a": "\xff"}', "UTF-8"),
        (b"[" * 100_000, "nested"),
        (b"[]", "JSON object"),
        (b"null", "JSON object"),
        (b'{"model": 5}', "string"),
    ],
)
def test_bad_bodies_are_400(mock: Mock, content: bytes, why: str) -> None:
    response = mock.ask(content)
    assert response.status_code == 400
    assert why in response.json()["msg"]


def test_a_form_is_415(mock: Mock) -> None:
    response = mock.ask(json.dumps(GPT).encode(), Content_Type="text/plain")
    assert response.status_code == 415
    assert "application/json" in response.json()["msg"]


def test_a_body_beyond_the_limit_is_413(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "_LARGEST", 1 << 20)
    with serving() as mock:
        assert mock.ask({**GPT, "prompt": "a" * (1 << 20)}).status_code == 413

        def parts() -> Iterator[bytes]:
            for _ in range(40):
                yield b" " * 65_536

        auth = {"Authorization": f"Bearer {mock.key}", "Content-Type": "application/json"}
        assert mock.client.post(mock.url, content=parts(), headers=auth).status_code == 413
        assert mock.ask(GPT).status_code == 200


def test_a_large_picture_in_the_body_is_no_trouble(mock: Mock) -> None:
    data = base64.b64encode(bytes(3_000_000)).decode()
    response = mock.ask({**GPT, "image": f"data:image/png;base64,{data}"})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("POST", "/v1/images", 404),
        ("POST", "/images/generations", 404),
        ("GET", "/v1/images/generations", 405),
        ("PUT", "/v1/images/generations", 405),
        ("POST", "/health", 405),
        ("GET", "/files/picture.png", 404),
        ("GET", "/files/..%2f..%2fetc%2fpasswd", 404),
    ],
)
def test_other_addresses_have_errors_in_the_envelope(
    mock: Mock, method: str, path: str, status: int
) -> None:
    response = mock.client.request(method, mock.origin + path)
    assert response.status_code == status
    assert (response.json()["code"], response.json()["data"]) == (status, None)
    assert response.headers["X-Modelpact-Issues"] == ""
    assert status != 405 or "Allow" in response.headers


def test_health(mock: Mock) -> None:
    body = mock.client.get(f"{mock.origin}/health").json()
    assert (body["status"], body["provider"]) == ("ok", "gravitex")
    before = mock.posts()
    mock.ask(GPT)
    assert mock.posts() == before + 1


def test_a_key_does_not_belong_where_files_are(mock: Mock) -> None:
    (image,) = images(mock.ask(SEEDREAM))
    refused = mock.client.get(image["url"], headers={"Authorization": f"Bearer {mock.key}"})
    assert refused.status_code == 400
    assert mock.client.get(image["url"]).headers["Content-Type"] == "image/png"


def test_the_address_of_a_file_is_the_one_that_was_asked(mock: Mock) -> None:
    (image,) = images(mock.ask(SEEDREAM, Host="gateway.test:81"))
    assert image["url"].startswith("http://gateway.test:81/files/")


def test_browsers_may_ask(mock: Mock) -> None:
    wanted = {
        "Origin": "http://app.test",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,idempotency-key,x-mock-fault",
        "Access-Control-Request-Private-Network": "true",
    }
    preflight = mock.client.options(mock.url, headers=wanted)
    assert preflight.status_code == 200
    assert preflight.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
    assert "x-mock-fault" in preflight.headers["Access-Control-Allow-Headers"]
    for response in (mock.ask(GPT, Origin="http://app.test"), mock.ask({}, Origin="http://x.test")):
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert "X-Modelpact-Issues" in response.headers["Access-Control-Expose-Headers"]


def test_a_mistake_of_the_mock_shows_no_traceback() -> None:
    class Broken:
        def check(self, payload: Any, *, mode: str = "warn") -> list[Any]:
            raise RuntimeError("secret")

        def response_format(self, payload: Any) -> Any:
            return None

    with serving(validator=Broken()) as mock:
        response = mock.ask(GPT)
        assert response.status_code == 500
        assert response.json()["code"] == 500
        assert "secret" not in response.text
        assert "Traceback" not in response.text
        assert response.headers["X-Modelpact-Issues"] == ""


# --- many ----------------------------------------------------------------------------------------


def test_fifty_at_once(mock: Mock) -> None:
    bodies = [{**GPT, "n": 1 + number % 4} for number in range(50)]

    async def all_of_them() -> list[httpx2.Response]:
        auth = {"Authorization": f"Bearer {mock.key}"}
        async with httpx2.AsyncClient(headers=auth, timeout=30, trust_env=False) as client:
            return await asyncio.gather(*(client.post(mock.url, json=body) for body in bodies))

    for body, response in zip(bodies, asyncio.run(all_of_them()), strict=True):
        assert len(images(response)) == body["n"]


def test_threads_do_not_mix_answers(mock: Mock) -> None:
    bodies = [{**GPT, "prompt": f"cat {number}"} for number in range(40)]
    with ThreadPoolExecutor(10) as pool:
        first = list(pool.map(lambda body: mock.ask(body).content, bodies))
    assert first == [mock.ask(body).content for body in bodies]
    assert len(set(first)) == 40


def _asked(mock: Mock, data: st.DataObject) -> None:
    provider, validator = parts("gravitex")
    models = {model.id: model for model in provider.models}
    model = models[data.draw(st.sampled_from(sorted(models)))]
    starts = [row["payload"] for row in ORACLE if row["model"] == model.id]
    starts = [start for start in starts if isinstance(start, dict)]
    start = data.draw(st.sampled_from([{"model": model.id}, *starts]))
    body = request(model, start, random.Random(data.draw(st.integers(0, 2**32))))
    try:
        content = json.dumps(body, allow_nan=False).encode()
    except ValueError:  # what is no JSON cannot be sent
        return
    response = mock.ask(content)
    issues = validator.check(json.loads(content))
    rejected = any(issue.severity == "error" for issue in issues)
    assert response.status_code == (400 if rejected else 200), response.text
    assert response.json()["code"] == response.status_code
    assert response.headers["X-Modelpact-Issues"].split(",") == (
        list(dict.fromkeys(issue.code for issue in issues)) or [""]
    )
    if not rejected:
        assert 1 <= len(images(response)) <= 64


@given(st.data())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_of_the_catalogue_gets_an_unexpected_status(
    mock: Mock, data: st.DataObject
) -> None:
    _asked(mock, data)


@pytest.mark.slow
@given(st.data())
@settings(max_examples=5_000, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_request_of_thousands_gets_an_unexpected_status(mock: Mock, data: st.DataObject) -> None:
    _asked(mock, data)
