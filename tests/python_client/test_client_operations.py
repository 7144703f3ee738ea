"""Calls beyond one JSON POST, by the package made for such a gateway, against its mock and a server that says anything."""

from __future__ import annotations

import asyncio
import base64
import pickle
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from loopback import KEY, Loopback, answer, png

import foundry as pact
from builds import TEMPLATES
from mocked import Mock, serving
from modelpact import render
from modelpact.targets import python_client, typescript_client

TARGETS = (python_client.TARGET, typescript_client.TARGET)

PNG = png()
B64 = base64.b64encode(PNG).decode()


@pytest.fixture(scope="module")
def foundry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModuleType]:
    root = tmp_path_factory.mktemp("operations")
    start = "foundry/python-client/"
    for file in pact.built().files:
        if file.path.startswith(start):
            path = root / file.path.removeprefix(start)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, encoding="utf-8")
    own = sys.modules.pop("foundry")  # the pact's module in tests/ is called so, too
    sys.path.insert(0, str(root))
    try:
        import foundry as made

        yield made
    finally:
        sys.path.remove(str(root))
        for name in [name for name in sys.modules if name.split(".")[0] == "foundry"]:
            del sys.modules[name]
        sys.modules["foundry"] = own


@pytest.fixture(scope="module")
def mock() -> Iterator[Mock]:
    with serving("foundry") as running:
        yield running


@pytest.fixture
def client(foundry: ModuleType, mock: Mock) -> Any:
    return foundry.Foundry(api_key=mock.key, base_url=mock.base_url)


def told(foundry: ModuleType, server: Loopback, **options: Any) -> Any:
    return foundry.Foundry(api_key=KEY, base_url=server.base_url, **options)


def fault(name: str) -> dict[str, Any]:
    return {"extra_headers": {"X-Mock-Fault": name}}


KILN = {"model": "kiln-1", "prompt": "p", "n": 2}
CALLS: list[dict[str, Any]] = [
    {"model": "bell-1", "prompt": "p", "n": 2},
    {"model": "bell-1", "prompt": "p", "image": [PNG, PNG], "tune": {"pitch": 1.5}, "n": 2},
    {"model": "bell-1", "prompt": "p", "image": PNG, "polished": True, "tags": ["a"]},
    {"model": "works/press-1", "prompt": "p", "quality": "fine", "format": "jpeg"},
    {"model": "tracer-1", "prompt": "p", "image": PNG},
    KILN,
    {"model": "crucible-1", "prompt": "p", "grade": "fine"},
    {"model": "oven-1", "prompt": "p"},
]


@pytest.mark.parametrize("given", CALLS, ids=lambda given: str(given["model"]))
def test_every_kind_of_call_ends_in_pictures(client: Any, given: dict[str, Any]) -> None:
    response = client.images.generate(**given)
    assert len(response) == given.get("n", 1)
    for image in response:
        assert image.to_bytes()[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")
    assert response.filtered == ()


def test_coroutines_end_in_the_same(foundry: ModuleType, mock: Mock) -> None:
    async def main() -> list[int]:
        async with foundry.AsyncFoundry(api_key=mock.key, base_url=mock.base_url) as client:
            found = [await client.images.generate(**given) for given in CALLS]
            raw = await client.images.with_raw_response.generate(**KILN)
            return [*map(len, found), len(raw.parse())]

    assert asyncio.run(main()) == [given.get("n", 1) for given in CALLS] + [2]


def test_what_travels_where(foundry: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, {"images": [{"b64": B64}]})]
    images = told(foundry, server).images
    images.generate(model="bell-1", prompt='say "\u00e9"', image=[PNG], mask=PNG)
    heard = server.heard[-1]
    assert (heard.method, heard.path) == ("POST", "/v1/models/bell-1/edits")
    assert heard.headers["x-foundry-key"] == f"Token {KEY}"
    assert heard.headers["x-foundry-version"] == "2026-01"
    assert heard.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="image"; filename="picture-2.png"\r\nContent-Type: image/png' in heard.content
    assert b'name="prompt"\r\n\r\nsay "\xc3\xa9"\r\n' in heard.content
    assert b'name="model"' not in heard.content
    images.generate(model="bell-1", prompt="p", image=[PNG, PNG])
    assert server.heard[-1].content.count(b'name="image[]"; filename=') == 2
    server.answers = [answer(200, PNG, Content_Type="image/png")]
    images.generate(model="works/press-1", prompt="p", quality="fine")
    heard = server.heard[-1]
    assert (heard.path, heard.json) == ("/v1/render/works/press-1/fine", {"prompt": "p"})
    assert heard.headers["accept"] == "image/*"
    server.answers = [answer(200, {"ok": True, "traces": ["https://a.example/a.png"]})]
    link = "https://example.com/in.png"
    (image,) = images.generate(model="tracer-1", prompt="p", image=link)
    heard = server.heard[-1]
    assert (heard.method, heard.path) == ("PUT", "/v1/traces")
    assert f'name="image"\r\n\r\n{link}\r\n'.encode() in heard.content
    assert image.url == "https://a.example/a.png"


def test_a_single_picture_is_a_list_of_one(foundry: ModuleType, server: Loopback) -> None:
    server.answers = [
        answer(
            200, {"urls": {"get": "/v1/j"}, "status": "succeeded", "output": "https://a.example/a"}
        )
    ]
    (image,) = told(foundry, server).images.generate(model="oven-1", prompt="p")
    assert image.url == "https://a.example/a"
    assert len(server.heard) == 1, "a job that is done at once is not asked for"


def test_errors_inside_of_200_have_their_names(
    foundry: ModuleType, client: Any, mock: Mock
) -> None:
    with pytest.raises(foundry.ConflictError) as caught:
        client.images.generate(model="bell-1", prompt="p", **fault("code-409"))
    assert (caught.value.code, caught.value.status_code) == (409, 409)
    assert "Mould broken" in str(caught.value)


@pytest.mark.parametrize(
    "body",
    [{"ok": False, "said": "No more ink"}, {"ok": "no", "said": "No more ink", "traces": []}],
)
def test_a_success_that_is_no_number(
    foundry: ModuleType, server: Loopback, body: dict[str, Any]
) -> None:
    server.answers = [answer(200, body)]
    with pytest.raises(foundry.APIError, match="200: No more ink") as caught:
        told(foundry, server).images.generate(model="tracer-1", prompt="p", image=PNG)
    assert caught.value.maybe_billed


def test_an_error_without_a_code(foundry: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, {"error": {"text": "The mould is wet"}})]
    with pytest.raises(foundry.APIError, match="The mould is wet"):
        told(foundry, server).images.generate(model="bell-1", prompt="p")
    for nothing in (None, {}, "", []):
        server.answers = [answer(200, {"error": nothing, "images": [{"b64": B64}]})]
        assert len(told(foundry, server).images.generate(model="bell-1", prompt="p")) == 1


def test_fewer_pictures_and_why(foundry: ModuleType, client: Any) -> None:
    asked = {"model": "bell-1", "prompt": "p", "n": 3}
    response = client.images.generate(**asked, **fault("filtered"))
    assert (len(response), response.filtered) == (2, ("The mock holds it back.",))
    response = client.images.generate(**asked, **fault("filtered-null"))
    assert (len(response), response.filtered) == (2, ("",))
    with pytest.raises(foundry.ImagesFilteredError) as caught:
        client.images.generate(**asked, **fault("filtered-all"))
    assert caught.value.reasons == ("The mock holds it back.",) * 3
    assert pickle.loads(pickle.dumps(caught.value)).reasons == caught.value.reasons


# --- jobs ----------------------------------------------------------------------------------------


def test_a_job_that_fails_says_why(foundry: ModuleType, client: Any) -> None:
    for model in ("kiln-1", "oven-1"):
        with pytest.raises(
            foundry.JobFailedError, match="is failed: The mock lets it fail"
        ) as caught:
            client.images.generate(model=model, prompt="p", **fault("job-failed"))
        assert caught.value.maybe_billed
        assert caught.value.status == "failed"


def test_a_job_that_is_lost_may_have_been_billed(foundry: ModuleType, client: Any) -> None:
    with pytest.raises(foundry.NotFoundError) as caught:
        client.images.generate(model="kiln-1", prompt="p", **fault("job-lost"))
    assert caught.value.maybe_billed


WAITING = {"job": {"id": 7, "state": "wet"}}
DONE = {"job": {"id": 7, "state": "done"}}
IMAGES = {"images": [{"b64": B64}]}


@pytest.fixture
def pauses(foundry: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    found: list[float] = []
    monkeypatch.setattr("foundry._polling.time.sleep", found.append)
    return found


def test_the_server_says_when_to_ask_again(
    foundry: ModuleType, server: Loopback, pauses: list[float]
) -> None:
    server.answers = [
        answer(200, WAITING),
        answer(200, WAITING, Retry_After="3"),
        answer(200, DONE),
        answer(200, IMAGES),
    ]
    told(foundry, server).images.generate(model="kiln-1", prompt="p")
    assert pauses == [0.02, 3.0, 0.0]
    assert [(h.method, h.path) for h in server.heard[1:]] == [
        ("GET", "/v1/jobs/7"),
        ("GET", "/v1/jobs/7"),
        ("GET", "/v1/jobs/7/result"),
    ]
    asked = server.heard[1]
    assert asked.content == b"" and "idempotency-key" not in asked.headers
    assert asked.headers["x-foundry-version"] == "2026-01"


def test_a_question_is_asked_again_where_a_request_is_not(
    foundry: ModuleType, server: Loopback, pauses: list[float]
) -> None:
    server.answers = [answer(200, WAITING), answer(502), answer(200, DONE), answer(200, IMAGES)]
    assert len(told(foundry, server).images.generate(model="kiln-1", prompt="p")) == 1
    assert server.posts == 1


def test_an_address_keeps_its_query(foundry: ModuleType, server: Loopback) -> None:
    """Beside what a caller adds to it; and the first answer need not say how the job stands."""
    server.answers = [
        answer(200, {"look": "/v1/look?job=7"}),
        answer(200, {"state": "done", **IMAGES}),
    ]
    images = told(foundry, server).images
    asked = {"model": "crucible-1", "prompt": "p", "grade": "fine"}
    assert len(images.generate(**asked, extra_query={"trace": "on"})) == 1
    assert [heard.path for heard in server.heard] == [
        "/v1/pours?version=2026-01&grade=fine&trace=on",
        "/v1/look?job=7&trace=on",
    ]
    assert server.heard[0].json == {"model": "crucible-1", "prompt": "p"}
    server.answers = [answer(200, {"look": "/v1/look?job=7"}), answer(200, IMAGES)]
    with pytest.raises(foundry.APIResponseValidationError, match="how the job stands"):
        images.generate(**asked)


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://eu.foundry.example/j", True),
        ("https://a.b.foundry.test/j?id=1", True),
        ("http://eu.foundry.example/j", False),
        ("https://eu.foundry.example:8443/j", False),
        ("https://foundry.test/j", False),
        ("https://evilfoundry.test/j", False),
        ("https://foundry.test.evil.example/j", False),
        ("https://eu.foundry.example@evil.example/j", False),
        ("https://evil.example\\.foundry.test/j", False),
    ],
)
def test_the_key_goes_to_the_hosts_of_the_gateway(
    foundry: ModuleType, link: str, kept: bool
) -> None:
    heard = []

    def hear(request: httpx2.Request) -> httpx2.Response:
        heard.append((str(request.url), request.headers["x-foundry-key"]))
        said = {"look": link} if len(heard) == 1 else {"state": "done", **IMAGES}
        return httpx2.Response(200, json=said)

    client = httpx2.Client(transport=httpx2.MockTransport(hear))
    images = foundry.Foundry(api_key=KEY, http_client=client).images
    asked = {"model": "crucible-1", "prompt": "p", "grade": "fine"}
    if kept:
        assert len(images.generate(**asked)) == 1
        assert heard[1] == (link, f"Token {KEY}")
    else:
        with pytest.raises(foundry.APIResponseValidationError, match="leads to another server"):
            images.generate(**asked)
        assert len(heard) == 1


def test_waiting_ends(foundry: ModuleType, server: Loopback, monkeypatch: Any) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("foundry._jobs.Job.__init__.__defaults__", (lambda: float(next(clock)),))
    server.answers = [answer(200, WAITING)]
    with pytest.raises(foundry.JobTimeoutError, match="still wet after 5 s") as caught:
        told(foundry, server).images.generate(model="kiln-1", prompt="p")
    assert caught.value.job == "7"
    assert caught.value.maybe_billed
    assert len(server.heard) == 5


def test_a_job_may_end_in_a_picture_that_is_the_body_itself(
    foundry: ModuleType, server: Loopback, monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    from foundry._calls import WAYS

    way = WAYS["kiln-1"]
    binary = way._replace(answer=way.answer._replace(binary=True))
    monkeypatch.setitem(WAYS, "kiln-1", binary)
    server.answers = [answer(200, WAITING), answer(200, DONE), answer(200, PNG)]
    (image,) = told(foundry, server).images.generate(model="kiln-1", prompt="p")
    assert image.to_bytes() == PNG
    accepted = [heard.headers["accept"] for heard in server.heard]
    assert accepted == ["application/json", "application/json", "image/*"]


# --- waiting as a call wants, and going on -------------------------------------------------------


def test_a_call_says_how_it_waits(
    foundry: ModuleType, server: Loopback, pauses: list[float]
) -> None:
    images = told(foundry, server).images
    body = {"model": "kiln-1", "prompt": "p"}
    for asked in (
        lambda **options: images.generate(**body, **options),
        lambda **options: images.post(body, **options),
    ):
        server.answers = [
            answer(200, WAITING),
            answer(200, WAITING, Retry_After="3"),
            answer(200, DONE),
            answer(200, IMAGES),
        ]
        server.heard.clear()
        pauses.clear()
        asked(poll_interval=2)
        assert pauses == [2, 2, 0.0]
        assert server.heard[0].json == body


def test_waiting_may_have_no_end(
    foundry: ModuleType, server: Loopback, pauses: list[float], monkeypatch: Any
) -> None:
    clock = iter(range(0, 9000, 1000))
    monkeypatch.setattr("foundry._jobs.Job.__init__.__defaults__", (lambda: float(next(clock)),))
    server.answers = [*[answer(200, WAITING)] * 4, answer(200, DONE), answer(200, IMAGES)]
    images = told(foundry, server).images
    assert len(images.generate(model="kiln-1", prompt="p", poll_timeout=None)) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("poll_interval", value) for value in (0, -1, "2", True, None, float("nan"), 1e99)),
        *(("poll_timeout", value) for value in (-1, "2", False, float("nan"), 1e99)),
    ],
)
def test_no_job_is_begun_that_cannot_be_waited_for(
    foundry: ModuleType, server: Loopback, name: str, value: Any
) -> None:
    images = told(foundry, server).images
    with pytest.raises(foundry.FoundryError, match=f"{name} is a number of seconds"):
        images.generate(model="kiln-1", prompt="p", **{name: value})
    with pytest.raises(foundry.FoundryError, match=f"{name} is a number of seconds"):
        images.resume(model="kiln-1", job="7", **{name: value})
    assert server.heard == []


JOBS = [call for call in CALLS if call["model"] in ("kiln-1", "crucible-1", "oven-1")]


def begun(foundry: ModuleType, client: Any, call: dict[str, Any], **more: Any) -> Any:
    """The error of a job that outlasts the patience of its caller."""
    with pytest.raises(foundry.JobTimeoutError) as caught:
        client.images.generate(**call, **more, poll_timeout=0)
    return caught.value


def billed(mock: Mock) -> int:
    told = mock.client.get(f"{mock.origin}/health").json()["requests"]
    return sum(count for call, count in told.items() if call.startswith("POST "))


@pytest.mark.parametrize("call", JOBS, ids=lambda call: str(call["model"]))
def test_a_job_is_taken_up_again_and_billed_once(
    foundry: ModuleType, client: Any, mock: Mock, call: dict[str, Any]
) -> None:
    before = billed(mock)
    error = pickle.loads(pickle.dumps(begun(foundry, client, call)))
    assert error.job and error.request_id.startswith("mock-") and error.maybe_billed
    again = {"model": call["model"], "job": error.job}
    response = client.images.resume(**again)
    assert len(response) == call.get("n", 1)
    assert response.data[0].to_bytes()[:4] == b"\x89PNG"
    assert len(client.images.with_raw_response.resume(**again).parse()) == len(response)
    assert billed(mock) == before + 1

    async def main() -> int:
        async with foundry.AsyncFoundry(api_key=mock.key, base_url=mock.base_url) as waiting:
            with pytest.raises(foundry.JobTimeoutError) as caught:
                await waiting.images.generate(**call, poll_timeout=0)
            again["job"] = caught.value.job
            return len(await waiting.images.resume(**again, poll_interval=0.01))

    assert asyncio.run(main()) == len(response)
    assert billed(mock) == before + 2


def test_what_is_taken_up_again_may_have_gone_wrong(foundry: ModuleType, client: Any) -> None:
    for call in JOBS[::2]:
        job = begun(foundry, client, call, **fault("job-failed")).job
        with pytest.raises(foundry.JobFailedError, match="The mock lets it fail") as failed:
            client.images.resume(model=call["model"], job=job)
        assert (failed.value.job, failed.value.status) == (job, "failed")
    stuck = begun(foundry, client, KILN, **fault("job-stuck")).job
    with pytest.raises(foundry.JobTimeoutError, match=r"running after 0\.05 s") as late:
        client.images.resume(model="kiln-1", job=stuck, poll_timeout=0.05)
    assert late.value.job == stuck
    with pytest.raises(foundry.NotFoundError, match="no such job") as lost:
        client.images.resume(model="kiln-1", job="job-of-nobody")
    assert lost.value.job == "job-of-nobody"


@pytest.mark.parametrize("link", ["https://evil.example/j", "//evil.example/j", "http://["])
def test_the_key_is_not_sent_where_a_kept_link_leads(
    foundry: ModuleType, server: Loopback, link: str
) -> None:
    for model in ("oven-1", "crucible-1"):
        with pytest.raises(foundry.FoundryError, match="leads to another server"):
            told(foundry, server).images.resume(model=model, job=link)
    assert server.heard == []


def test_what_is_no_job_is_not_taken_up(foundry: ModuleType, client: Any) -> None:
    with pytest.raises(TypeError, match=r"bell-1 begins no jobs; .* crucible-1, kiln-1, oven-1"):
        client.images.resume(model="bell-1", job="7")
    with pytest.raises(TypeError, match="job is what the error told"):
        client.images.resume(model="kiln-1", job="")


@pytest.mark.parametrize("lost", [KeyboardInterrupt(), OSError("gone")])
def test_whatever_ends_the_waiting_tells_the_job(
    foundry: ModuleType, server: Loopback, monkeypatch: Any, lost: BaseException
) -> None:
    def fail(seconds: float) -> None:
        raise lost

    monkeypatch.setattr("foundry._polling.time.sleep", fail)
    server.answers = [answer(200, WAITING, X_Request_Id="r-1")]
    with pytest.raises(type(lost)) as caught:
        told(foundry, server).images.generate(model="kiln-1", prompt="p")
    assert vars(caught.value)["job"] == "7" and vars(caught.value)["request_id"] == "r-1"
    assert "the job 7 may go on" in caught.value.__notes__[0]


def test_a_cancelled_coroutine_tells_the_job(foundry: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, WAITING)]

    async def main() -> None:
        async with foundry.AsyncFoundry(api_key=KEY, base_url=server.base_url) as client:
            call = asyncio.create_task(client.images.generate(model="kiln-1", prompt="p"))
            while len(server.heard) < 2:
                await asyncio.sleep(0.01)
            call.cancel()
            with pytest.raises(asyncio.CancelledError) as caught:
                await call
            assert vars(caught.value)["job"] == "7"

    asyncio.run(main())


def test_a_time_limit_of_coroutines_tells_the_job(foundry: ModuleType, server: Loopback) -> None:
    """As the page says, at the cause of its own error."""
    server.answers = [answer(200, WAITING)]

    async def main() -> None:
        async with foundry.AsyncFoundry(api_key=KEY, base_url=server.base_url) as client:
            with pytest.raises(TimeoutError) as caught:
                async with asyncio.timeout(None) as limit:
                    call = asyncio.create_task(client.images.generate(model="kiln-1", prompt="p"))
                    while len(server.heard) < 2:
                        await asyncio.sleep(0.01)
                    limit.reschedule(0)
                    await call
            assert vars(caught.value.__cause__)["job"] == "7"

    asyncio.run(main())


def test_a_lost_connection_tells_the_job(foundry: ModuleType, server: Loopback) -> None:
    images = told(foundry, server, max_retries=0).images
    server.answers = [answer(200, WAITING, X_Request_Id="r-1"), b""]
    with pytest.raises(foundry.APIConnectionError) as caught:
        images.generate(model="kiln-1", prompt="p")
    assert (caught.value.job, caught.value.request_id) == ("7", "r-1")
    server.answers = [b""]
    with pytest.raises(foundry.APIConnectionError) as caught:
        images.generate(model="kiln-1", prompt="p")
    assert (caught.value.job, caught.value.request_id) == ("", None)


DUD = {"error": {"text": "The mould is wet"}}


@pytest.mark.parametrize("nothing", [{"images": []}, {"other": 1}, DUD, [], {"images": [None]}])
def test_a_job_that_is_done_without_pictures_tells_its_id(
    foundry: ModuleType, server: Loopback, pauses: list[float], nothing: Any
) -> None:
    known = {"job": "7", "request_id": "r-1", "maybe_billed": True}
    answers = [answer(200, DONE, X_Request_Id="r-1"), answer(200, nothing)]
    server.answers = [*answers]
    with pytest.raises(foundry.APIError) as caught:
        told(foundry, server).images.generate(model="kiln-1", prompt="p")
    assert vars(caught.value).items() >= known.items()
    assert "idempotency key foundry-" in str(caught.value)
    assert not hasattr(caught.value, "__notes__"), "it does not go on"

    async def main() -> None:
        async with foundry.AsyncFoundry(api_key=KEY, base_url=server.base_url) as client:
            with pytest.raises(foundry.APIError) as caught:
                await client.images.generate(model="kiln-1", prompt="p")
            assert vars(caught.value).items() >= known.items()

    server.answers = [*answers]
    asyncio.run(main())


def test_an_answer_as_it_came_tells_its_job(
    foundry: ModuleType, server: Loopback, pauses: list[float]
) -> None:
    server.answers = [answer(200, DONE, X_Request_Id="r-1"), answer(200, {"images": []})]
    raw = told(foundry, server).images.with_raw_response.generate(model="kiln-1", prompt="p")
    with pytest.raises(foundry.APIResponseValidationError) as caught:
        raw.parse()
    assert (caught.value.job, caught.value.request_id) == ("7", "r-1")


def test_a_question_tells_no_key_that_was_not_sent(
    foundry: ModuleType, server: Loopback, pauses: list[float]
) -> None:
    images = told(foundry, server, max_retries=0).images
    for answers in (
        [answer(404, {"error": "no such job"})],
        [answer(502)],
        [b""],
        [answer(200, {})],
        [answer(200, DONE), answer(200, {"images": []})],
        [answer(200, {"job": {"id": 7, "state": "failed"}})],
    ):
        server.answers = answers
        with pytest.raises(foundry.APIError) as caught:
            images.resume(model="kiln-1", job="7", idempotency_key="unsent")
        error = caught.value
        assert (error.job, error.maybe_billed, error.idempotency_key) == ("7", True, "")
        assert str(error) == error.message
    server.answers = [answer(200, DONE), answer(200, IMAGES)]
    assert images.resume(model="kiln-1", job="7").idempotency_key == ""


def test_an_address_wants_what_stands_in_it_again(foundry: ModuleType, server: Loopback) -> None:
    """A question about a job has no body, nor the key of the request that began it."""
    server.answers = [answer(200, DONE), answer(200, IMAGES)]
    images = told(foundry, server).images
    assert len(images.resume(model="kiln-1", job="a/7", extra_query={"trace": "on"})) == 1
    assert [(heard.method, heard.path, heard.content) for heard in server.heard] == [
        ("GET", "/v1/jobs/a%2F7?trace=on", b""),
        ("GET", "/v1/jobs/a%2F7/result?trace=on", b""),
    ]
    assert "idempotency-key" not in server.heard[0].headers
    assert server.heard[0].headers["x-foundry-version"] == "2026-01"


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("https://evil.example/j", "leads to another server"),
        ("//evil.example/j", "leads to another server"),
        ("http://[", "leads to another server"),
        ("", "names no job"),
        (True, "names no job"),
    ],
)
def test_the_key_is_not_sent_where_a_link_leads(
    foundry: ModuleType, server: Loopback, link: Any, why: str
) -> None:
    server.answers = [answer(200, {"urls": {"get": link}, "status": "starting"})]
    with pytest.raises(foundry.APIResponseValidationError, match=why):
        told(foundry, server).images.generate(model="oven-1", prompt="p")
    assert len(server.heard) == 1


def test_a_cancelled_coroutine_asks_no_more(foundry: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, WAITING, Retry_After="3")]

    async def main() -> None:
        async with foundry.AsyncFoundry(api_key=KEY, base_url=server.base_url) as client:
            call = asyncio.create_task(client.images.generate(model="kiln-1", prompt="p"))
            while not server.heard:
                await asyncio.sleep(0.01)
            call.cancel()
            with pytest.raises(asyncio.CancelledError):
                await call

    asyncio.run(main())
    assert len(server.heard) == 1


def test_the_page_tells_of_jobs_and_of_pictures_that_are_held_back(
    foundry: ModuleType, mock: Mock, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    page = (Path(str(foundry.__file__)).parents[1] / "README.md").read_text("utf-8")
    monkeypatch.setenv("FOUNDRY_KEY", mock.key)
    monkeypatch.setenv("FOUNDRY_BASE_URL", mock.base_url)
    for title, said in (("Jobs", "1\n"), ("Pictures that are held back", "1 ()\n")):
        _, section = page.split(f"## {title}\n")
        code = section.split("```python\n")[1].split("```")[0]
        code = code.replace("poll_interval=1", "poll_interval=0.01")
        exec(compile(code, title, "exec"), {})
        assert capsys.readouterr().out == said
        if "poll_timeout=60" in code:  # and taken up again
            exec(compile(code.replace("poll_timeout=60", "poll_timeout=0"), title, "exec"), {})
            assert capsys.readouterr().out == said
    assert "- `kiln-1`: every 0.02 s, for 5 s at most" in page


@pytest.mark.parametrize("target", ["python-client", "typescript-client"])
def test_packages_without_jobs_know_nothing_of_them(target: str) -> None:
    provider = pact.provider()
    models = tuple(model for model in provider.models if model.response.poll is None)
    assert 0 < len(models) < len(provider.models)
    made = next(each for each in TARGETS if each.name == target)
    for jobs, known in ((False, replace(provider, models=models)), (True, provider)):
        files = list(made.files(known, render.renderer([TEMPLATES])))
        text = "".join(file.text for file in files)
        for word in ("JobFailedError", "images.resume", "poll_?interval"):
            assert bool(re.search(word, text, re.IGNORECASE)) == jobs, word


# --- what cannot be sent -------------------------------------------------------------------------


def test_what_stands_in_the_address_has_to_be_there(foundry: ModuleType, server: Loopback) -> None:
    images = told(foundry, server, validate=False).images
    with pytest.raises(foundry.FoundryError, match="quality stands in the address"):
        images.post({"model": "works/press-1", "prompt": "p"})
    with pytest.raises(foundry.ImageInputError, match="image cannot be sent as a file"):
        images.post({"model": "bell-1", "prompt": "p", "image": "data:image/png;base64,%%"})
    assert server.heard == []


@pytest.mark.slow
def test_types_know_what_is_filtered(foundry: ModuleType, tmp_path: Path) -> None:
    from mypy import api

    used = tmp_path / "used.py"
    used.write_text(
        "from foundry import Foundry\n"
        'response = Foundry().images.generate(model="kiln-1", prompt="p")\n'
        "why: tuple[str, ...] = response.filtered\n"
        'raw = Foundry().images.with_raw_response.generate(model="oven-1", prompt="p")\n'
        "also: tuple[str, ...] = raw.parse().filtered\n"
        'Foundry().images.generate(model="bell-1", prompt="p", poll_interval=1, poll_timeout=None)\n'
        'more: tuple[str, ...] = Foundry().images.resume(model="kiln-1", job="7").filtered\n'
        'Foundry().images.generate(model="bell-1", prompt="p", poll_timeout="1")'
        "  # type: ignore[call-overload]\n"
        'Foundry().images.resume(model="kiln-1")  # type: ignore[call-arg]\n',
        encoding="utf-8",
    )
    folder = str(Path(str(foundry.__file__)).parent)
    out, _, status = api.run(["--strict", "--cache-dir", str(tmp_path), folder, str(used)])
    assert status == 0, out
