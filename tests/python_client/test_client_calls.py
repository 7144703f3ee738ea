"""Where arguments land, and what is made of answers."""

from __future__ import annotations

import asyncio
import base64
import gzip
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest
from loopback import KEY, Loopback, answer, png

PNG = png()
B64 = base64.b64encode(PNG).decode()
WRAPPED = {"code": 200, "msg": "Success", "data": {"data": [{"b64_json": B64}], "created": 7}}
PLAIN = {"created": 7, "data": [{"b64_json": B64, "revised_prompt": "more"}]}
LINK = "https://example.com/a.png"
URI = f"data:image/png;base64,{B64}"


def client(gravitex: ModuleType, server: Loopback, **options: Any) -> Any:
    return gravitex.Gravitex(api_key=KEY, base_url=server.base_url, **options)


def test_places_of_each_layout(gravitex: ModuleType, server: Loopback, tmp_path: Path) -> None:
    server.answers = [answer(200, WRAPPED)]
    file = tmp_path / "a.png"
    file.write_bytes(PNG)
    images = client(gravitex, server).images
    images.generate(model="gpt-image-2", prompt="x", n=2)
    assert server.heard[-1].json == {"model": "gpt-image-2", "prompt": "x", "n": 2}
    images.generate(model="gpt-image-2", prompt="x", image=file)
    assert server.heard[-1].json["image"] == URI
    with file.open("rb") as opened:
        images.generate(model="gpt-image-2", prompt="x", image=[PNG, str(file), opened, LINK, URI])
    assert server.heard[-1].json["images"] == [URI, URI, URI, LINK, URI]
    images.generate(model="gemini-2.5-flash-image", prompt="x", image=[LINK], size="16:9")
    assert server.heard[-1].json == {
        "model": "gemini-2.5-flash-image",
        "contents": [{"role": "user", "parts": [{"text": "x"}, {"image": LINK}]}],
        "size": "16:9",
    }
    images.generate(
        model="qwen-image-edit-plus", prompt="x", image=[LINK, PNG], n=2, watermark=False
    )
    assert server.heard[-1].json == {
        "model": "qwen-image-edit-plus",
        "input": {
            "messages": [
                {"role": "user", "content": [{"image": LINK}, {"image": URI}, {"text": "x"}]}
            ]
        },
        "parameters": {"n": 2, "watermark": False},
    }


def test_what_a_request_carries(gravitex: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, PLAIN)]
    asking = client(gravitex, server, default_headers={"X-A": "1"}, default_query={"q": "2"})
    asking.images.generate(
        model="gpt-image-2", prompt="x", extra_headers={"X-B": "3"}, extra_body={"user": {"id": 4}}
    )
    (heard,) = server.heard
    assert (heard.method, heard.path) == ("POST", "/v1/images/generations?q=2")
    assert heard.headers["authorization"] == f"Bearer {KEY}"
    assert (heard.headers["x-a"], heard.headers["x-b"]) == ("1", "3")
    assert heard.headers["idempotency-key"].startswith("gravitex-")
    assert heard.json["user"] == {"id": 4}


def test_a_header_is_sent_once_however_it_is_spelled(gravitex: ModuleType) -> None:
    sent: list[Any] = []

    def note(request: Any) -> Any:
        sent.append(request)
        return httpx2.Response(500)

    http = httpx2.Client(transport=httpx2.MockTransport(note))
    asking = gravitex.Gravitex(
        api_key=KEY, http_client=http, default_headers={"user-agent": "mine", "x-a": "1"}
    )
    given = {"X-A": "2", "idempotency-key": "k", "authorization": "Bearer other"}
    with pytest.raises(gravitex.InternalServerError) as caught:
        asking.images.generate(model="gpt-image-2", prompt="x", extra_headers=given)
    (request,) = sent
    for name, value in (
        ("user-agent", "mine"),
        ("x-a", "2"),
        ("idempotency-key", "k"),
        ("authorization", f"Bearer {KEY}"),
    ):
        assert request.headers.get_list(name) == [value]
    assert caught.value.idempotency_key == "k"


@pytest.mark.parametrize("body", [WRAPPED, PLAIN])
@pytest.mark.parametrize("packed", [False, True])
def test_both_envelopes(gravitex: ModuleType, server: Loopback, body: Any, packed: bool) -> None:
    if packed:
        content = gzip.compress(__import__("json").dumps(body).encode())
        server.answers = [answer(200, content, Content_Encoding="gzip", X_Request_Id="r1")]
    else:
        server.answers = [answer(200, body, X_Request_Id="r1")]
    response = client(gravitex, server).images.generate(model="gpt-image-2", prompt="x")
    assert response.created == 7 and response.request_id == "r1" and response.raw == body
    assert len(response.data) == len(response) == 1
    assert response[0] is response.data[0]
    assert response.data[0].to_bytes() == PNG and response.data[0].url is None
    assert response.data[0].revised_prompt == ("more" if body is PLAIN else None)
    with pytest.raises(AttributeError):
        response.created = 8


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (400, "BadRequestError"),
        (401, "AuthenticationError"),
        (403, "PermissionDeniedError"),
        (404, "NotFoundError"),
        (409, "ConflictError"),
        (422, "UnprocessableEntityError"),
        (429, "RateLimitError"),
        (500, "InternalServerError"),
        (418, "APIStatusError"),
        (0, "APIStatusError"),
    ],
)
@pytest.mark.parametrize("status", [200, 500])
def test_code_of_the_body_decides(
    gravitex: ModuleType, server: Loopback, code: int, name: str, status: int
) -> None:
    if status == 500 and code < 400:
        name, expected = "InternalServerError", 500
    else:
        expected = code
    server.answers = [answer(status, {"code": code, "msg": "no size", "data": None})]
    with pytest.raises(gravitex.APIStatusError, match="no size") as caught:
        client(gravitex, server, max_retries=0).images.generate(model="gpt-image-2", prompt="x")
    assert type(caught.value) is getattr(gravitex, name)
    assert caught.value.status_code == expected and caught.value.response.status_code == status
    assert caught.value.maybe_billed is (expected not in (400, 401, 403, 404, 422, 429))
    assert caught.value.idempotency_key == server.heard[0].headers["idempotency-key"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>busy</html>",
        b"[" * 100_000,
        b"7",
        b"{}",
        b'{"data": {}}',
        b'{"code": 200, "data": {"data": null}}',
        b'{"data": []}',
        b'{"data": [7]}',
        b"\xff\xfe{",
    ],
)
def test_answers_without_pictures(gravitex: ModuleType, server: Loopback, content: bytes) -> None:
    server.answers = [answer(200, content)]
    with pytest.raises(gravitex.APIResponseValidationError) as caught:
        client(gravitex, server).images.generate(model="gpt-image-2", prompt="x")
    assert caught.value.maybe_billed and caught.value.idempotency_key
    assert server.posts == 1 and len(str(caught.value)) < 1000


def test_what_the_model_refuses_is_not_sent(gravitex: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, PLAIN)]
    images = client(gravitex, server).images
    with pytest.raises(gravitex.ValidationError, match="/size") as caught:
        images.generate(model="gpt-image-2", prompt="x", size="7x7")
    (issue,) = caught.value.issues
    assert (issue.pointer, issue.code, issue.severity) == ("/size", "enum", "error")
    assert isinstance(caught.value, ValueError) and not server.heard
    with pytest.raises(TypeError, match="guidance_scale"):
        images.generate(model="gpt-image-2", prompt="x", guidance_scale=3)
    with pytest.raises(gravitex.ValidationError, match="guidance_scale"):
        images.generate(model="doubao-seedream-4-0-250828", prompt="x", guidance_scale=3)
    assert not server.heard
    images.generate(model="gpt-image-2", prompt="x", size="7x7", validate=False)
    assert server.heard[0].json["size"] == "7x7"
    with pytest.raises(gravitex.ValidationError):
        images.post({"model": "gpt-image-2", "prompt": "x", "size": "7x7"})
    assert len(server.heard) == 1


def test_warnings_have_classes_and_point_here(gravitex: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, PLAIN)]
    images = client(gravitex, server).images
    for kind, arguments in (
        ("IgnoredWarning", {"model": "gpt-image-2", "response_format": "url"}),
        ("UnverifiedWarning", {"model": "gemini-2.5-flash-image", "max_output_tokens": 5}),
        ("UnknownMemberWarning", {"model": "gpt-image-2", "extra_body": {"colour": 1}}),
        ("UnknownModelWarning", {"model": "gpt-image-99"}),
        ("ToleratedWarning", {"model": "gemini-2.5-flash-image", "image_size": "3K"}),
    ):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            images.generate(prompt="x", **arguments)
        assert [found.category for found in told] == [getattr(gravitex, kind)], kind
        assert told[0].filename == __file__
        assert issubclass(told[0].category, gravitex.GravitexWarning)


def test_unknown_model_takes_prompt_image_and_extra_body(
    gravitex: ModuleType, server: Loopback
) -> None:
    server.answers = [answer(200, PLAIN)]
    images = client(gravitex, server).images
    with pytest.warns(gravitex.UnknownModelWarning):
        images.generate(model="new-1", prompt="x", image=[LINK, PNG], extra_body={"size": "1x1"})
    assert server.heard[0].json == {
        "model": "new-1",
        "prompt": "x",
        "image": [LINK, URI],
        "size": "1x1",
    }
    with pytest.raises(TypeError, match="extra_body"):
        images.generate(model="new-1", prompt="x", size="1x1")


def test_conversation_sends_all_turns_and_size(gravitex: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, WRAPPED), answer(400, {}), answer(200, WRAPPED)]
    chat = client(gravitex, server).images.conversation(
        model="gemini-3-pro-image-preview", size="16:9"
    )
    chat.send("a cat")
    with pytest.raises(gravitex.BadRequestError):
        chat.send("refused")
    chat.send("at night", image=LINK)
    first, _, last = (heard.json for heard in server.heard)
    assert first["contents"] == [{"role": "user", "parts": [{"text": "a cat"}]}]
    assert first["size"] == last["size"] == "16:9"
    assert last["contents"] == [
        {"role": "user", "parts": [{"text": "a cat"}]},
        {"role": "model", "parts": [{"image": URI}]},
        {"role": "user", "parts": [{"text": "at night"}, {"image": LINK}]},
    ]
    assert [turn.own for turn in chat.turns] == [False, True, False, True]
    with pytest.raises(TypeError, match="gemini"):
        client(gravitex, server).images.conversation(model="gpt-image-2")


def test_a_conversation_takes_no_key_of_one_request(gravitex: ModuleType, server: Loopback) -> None:
    """Two turns with one key would look like one request that was sent twice."""
    with pytest.raises(TypeError, match="one request"):
        client(gravitex, server).images.conversation(
            model="gemini-2.5-flash-image", idempotency_key="k"
        )


def test_what_has_no_place_is_told(gravitex: ModuleType) -> None:
    from gravitex._layout import Model, Place, lay_out  # type: ignore[import-not-found]

    words = (Place(("prompt",), "prompt"),)
    model = Model(
        "m", words, words, words, {"options": ("options",)}, defaults=((("options", "n"), 1),)
    )
    assert lay_out(model, "m", "x", (), {}) == {"model": "m", "prompt": "x", "options": {"n": 1}}
    with pytest.raises(TypeError, match="no place for image"):
        lay_out(model, "m", "x", (LINK,), {})
    assert lay_out(model, "m", "x", (), {"options": None})["options"] is None


def test_async_client_does_the_same(gravitex: ModuleType, server: Loopback, tmp_path: Path) -> None:
    server.answers = [answer(200, WRAPPED)]

    async def main() -> list[Path]:
        async with gravitex.AsyncGravitex(api_key=KEY, base_url=server.base_url) as asking:
            calls = [asking.images.generate(model="gpt-image-2", prompt=str(i)) for i in range(9)]
            responses = await asyncio.gather(*calls)
            raw = await asking.images.with_raw_response.generate(model="gpt-image-2", prompt="r")
            assert raw.status_code == 200 and raw.parse().data[0].to_bytes() == PNG
            chat = asking.images.conversation(model="gemini-2.5-flash-image", size="1:1")
            await chat.send("a")
            await chat.send("b")
            assert len(server.heard[-1].json["contents"]) == 3
            return [
                await response.data[0].save_async(tmp_path / f"p{number}")
                for number, response in enumerate(responses)
            ]

    assert [path.read_bytes() for path in asyncio.run(main())] == [PNG] * 9


def test_raw_response_and_options(gravitex: ModuleType, server: Loopback) -> None:
    server.answers = [answer(200, WRAPPED, X_Extra="y")]
    with client(gravitex, server) as asking:
        raw = asking.images.with_raw_response.generate(model="gpt-image-2", prompt="x")
        assert raw.headers["x-extra"] == "y" and raw.json() == WRAPPED
        other = asking.with_options(validate=False, timeout=3, api_key="sk-other-12345")
        other.images.generate(model="gpt-image-2", prompt="x", size="7x7")
        assert server.heard[-1].headers["authorization"] == "Bearer sk-other-12345"
        with pytest.raises(gravitex.ValidationError):
            asking.images.generate(model="gpt-image-2", prompt="x", size="7x7")
        with pytest.raises(TypeError, match="retries"):
            asking.with_options(retries=3)


def test_settings_that_cannot_be(gravitex: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(gravitex.GravitexError, match="GRAVITEX_API_KEY"):
        gravitex.Gravitex()
    for url in ("ftp://a/v1", "a.example", "http://u:p@a/v1", "http://a/v1?x=1", "http://"):
        with pytest.raises(gravitex.GravitexError, match="base_url"):
            gravitex.Gravitex(api_key=KEY, base_url=url)
    monkeypatch.setenv("GRAVITEX_API_KEY", KEY)
    monkeypatch.setenv("GRAVITEX_BASE_URL", "http://127.0.0.1:9/v1/")
    assert gravitex.Gravitex().base_url == "http://127.0.0.1:9/v1"
    monkeypatch.setenv("GRAVITEX_BASE_URL", "")
    assert gravitex.Gravitex().base_url == "https://api.gravitex.ai/v1"
    import httpx

    with httpx.Client() as old, pytest.raises(TypeError, match="httpx2"):
        gravitex.Gravitex(http_client=old)


def test_pictures_that_cannot_go_in(gravitex: ModuleType, server: Loopback, tmp_path: Path) -> None:
    server.answers = [answer(200, PLAIN)]
    big, text, huge = tmp_path / "big.png", tmp_path / "a.txt", tmp_path / "huge.png"
    big.write_bytes(PNG + b"\0" * 50_000_000)
    text.write_text("words")
    huge.touch()
    cases: list[tuple[Any, type[Exception], str]] = [
        (tmp_path / "none.png", gravitex.ImageInputError, "No such file"),
        ("none.png", gravitex.ImageInputError, "No such file"),
        ("A" * 5000, gravitex.ImageInputError, "cannot read"),
        ("a\0b", gravitex.ImageInputError, "cannot read"),
        (tmp_path, gravitex.ImageInputError, "cannot read"),
        (huge, gravitex.ImageInputError, "empty"),
        (text, gravitex.ImageInputError, "no picture"),
        (b"words", gravitex.ImageInputError, "no picture"),
        (7, gravitex.ImageInputError, "not int"),
        (text.open(), gravitex.ImageInputError, "'rb'"),
        (big, gravitex.ValidationError, "larger than 10 MiB"),
        ("data:image/svg+xml;base64,AAAA", gravitex.ValidationError, "imageFormat"),
    ]
    for image, kind, told in cases:
        with pytest.raises(kind, match=told):
            client(gravitex, server).images.generate(model="gpt-image-2", prompt="x", image=image)
        if hasattr(image, "close"):
            image.close()
    assert not server.heard


def test_what_is_not_installed_is_no_lost_answer(gravitex: ModuleType) -> None:
    def missing(request: httpx2.Request) -> httpx2.Response:
        raise ModuleNotFoundError("No module named 'h2'", name="h2")

    http = httpx2.Client(transport=httpx2.MockTransport(missing))
    one = gravitex.Gravitex(api_key=KEY, http_client=http)
    with pytest.raises(ModuleNotFoundError, match="h2"):
        one.images.generate(model="gpt-image-2", prompt="x")
