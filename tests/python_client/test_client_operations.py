"""Calls beyond one JSON POST, by the package made for such a gateway, against its mock and a server that says anything."""

from __future__ import annotations

import asyncio
import base64
import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from loopback import KEY, Loopback, answer, png

import foundry as pact
from mocked import Mock, serving

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
    monkeypatch.setattr("foundry._operations.time.sleep", found.append)
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


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("https://evil.example/j", "leads to another server"),
        ("//evil.example/j", "leads to another server"),
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
        exec(compile(code, title, "exec"), {})
        assert capsys.readouterr().out == said
    assert "- `kiln-1`: every 0.02 s, for 5 s at most" in page


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
        "also: tuple[str, ...] = raw.parse().filtered\n",
        encoding="utf-8",
    )
    folder = str(Path(str(foundry.__file__)).parent)
    out, _, status = api.run(["--strict", "--cache-dir", str(tmp_path), folder, str(used)])
    assert status == 0, out
