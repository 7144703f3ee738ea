"""The official ``openai`` package for Python: through the adapter on the wrapped envelope, without it on the plain one."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from adapters import adapter

from mocked import GEMINI, GPT, QWEN, SEEDREAM, Mock, serving, size_of

openai: Any = pytest.importorskip("openai")
IMAGE = "https://example.com/a.png"


@pytest.fixture(scope="module")
def wrapped() -> Iterator[Mock]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def plain() -> Iterator[Mock]:
    with serving(envelope="plain") as running:
        yield running


def client(mock: Mock, *, adapted: bool = True, retries: int = 0, **options: Any) -> Any:
    made = adapter().http_client(trust_env=False) if adapted else httpx2.Client(trust_env=False)
    return openai.OpenAI(
        api_key=mock.key, base_url=mock.base_url, http_client=made, max_retries=retries, **options
    )


def generate(asked: Any, body: dict[str, Any], **headers: str) -> Any:
    """Ask with what openai knows as arguments, and the rest in extra_body."""
    known = {name: body[name] for name in ("model", "prompt", "n", "size") if name in body}
    rest = {name: value for name, value in body.items() if name not in known}
    known.setdefault("prompt", "")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return asked.images.generate(**known, extra_body=rest, extra_headers=named)


BODIES = [
    (GPT, 1, (1024, 1024)),
    ({**GPT, "n": 2, "size": "1536x1024"}, 2, (1536, 1024)),
    ({**GPT, "image": IMAGE}, 1, (1024, 1024)),
    ({**GEMINI, "size": "16:9", "image_size": "2K"}, 1, (2728, 1536)),
    (SEEDREAM, 1, (2048, 2048)),
    (QWEN, 1, (1024, 1024)),
]


@pytest.mark.parametrize("adapted", [True, False], ids=["adapter", "plain"])
@pytest.mark.parametrize(("body", "count", "size"), BODIES, ids=str)
def test_pictures(
    wrapped: Mock, plain: Mock, body: Any, count: int, size: Any, adapted: bool
) -> None:
    mock = wrapped if adapted else plain
    answer = generate(client(mock, adapted=adapted), body)
    assert isinstance(answer.created, int)
    assert len(answer.data) == count
    for image in answer.data:
        data = (
            base64.b64decode(image.b64_json)
            if image.b64_json
            else mock.client.get(image.url).content
        )
        assert size_of(data) == ("PNG", size)


def test_the_adapter_changes_no_plain_answer(plain: Mock) -> None:
    bare, adapted = (client(plain, adapted=adapted) for adapted in (False, True))
    assert generate(bare, GPT) == generate(adapted, GPT)
    for asked in (bare, adapted):
        with pytest.raises(openai.BadRequestError) as caught:
            generate(asked, {**GPT, "size": "1x1"})
        assert caught.value.param == "/size"


def test_it_is_needed(wrapped: Mock) -> None:
    """What the adapter is for: without it a success cannot be read, and a failure passes as a success."""
    bare = client(wrapped, adapted=False)
    with pytest.raises(KeyError):
        generate(bare, GPT).data[0]
    generate(bare, GPT, X_Mock_Fault="code-400")
    with pytest.raises(openai.BadRequestError):
        generate(client(wrapped), GPT, X_Mock_Fault="code-400")


CLASSES = {
    400: "BadRequestError",
    401: "AuthenticationError",
    403: "PermissionDeniedError",
    404: "NotFoundError",
    409: "ConflictError",
    418: "APIStatusError",
    422: "UnprocessableEntityError",
    429: "RateLimitError",
    500: "InternalServerError",
    503: "InternalServerError",
}


@pytest.mark.parametrize("fault", ["{}", "code-{}"], ids=["status", "code"])
@pytest.mark.parametrize("code", CLASSES)
def test_a_code_is_an_error_whatever_the_status(wrapped: Mock, code: int, fault: str) -> None:
    with pytest.raises(openai.APIStatusError) as caught:
        generate(client(wrapped), GPT, X_Mock_Fault=fault.format(code))
    assert type(caught.value).__name__ == CLASSES[code]
    assert caught.value.status_code == code
    assert caught.value.code == str(code)
    assert caught.value.body["message"]


def test_an_unheard_of_code_is_an_error(wrapped: Mock) -> None:
    with pytest.raises(openai.InternalServerError) as caught:
        generate(client(wrapped), GPT, X_Mock_Fault="code-999")
    assert caught.value.code == "999"


def test_the_message_is_the_one_of_the_gateway(wrapped: Mock) -> None:
    with pytest.raises(openai.BadRequestError, match="1024x1024"):
        generate(client(wrapped), {**GPT, "size": "1x1"})


def test_a_wrong_key(wrapped: Mock) -> None:
    with pytest.raises(openai.AuthenticationError):
        generate(client(wrapped).with_options(api_key="sk-bad-key-123"), GPT)


@pytest.mark.parametrize("fault", ["500", "502", "504", "503-bare", "409", "code-500"])
def test_what_may_be_charged_is_not_asked_again(wrapped: Mock, fault: str) -> None:
    before = wrapped.posts()
    with pytest.raises(openai.APIStatusError):
        generate(client(wrapped, retries=2), GPT, X_Mock_Fault=fault)
    assert wrapped.posts() == before + 1


@pytest.mark.parametrize("fault", ["429", "503"])
def test_what_was_not_begun_is_asked_again(wrapped: Mock, fault: str) -> None:
    before = wrapped.posts()
    headers = {
        "X_Mock_Fault": fault,
        "X_Mock_Times": "1",
        "X_Mock_Retry_After": "0.01",
        "Idempotency_Key": f"once {fault}",
    }
    assert len(generate(client(wrapped, retries=2), GPT, **headers).data) == 1
    assert wrapped.posts() == before + 2


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(wrapped: Mock, status: int) -> None:
    with serving() as other:
        with pytest.raises(openai.APIStatusError) as caught:
            generate(
                client(wrapped),
                GPT,
                X_Mock_Fault=f"redirect-{status}",
                X_Mock_Location=other.url,
            )
        assert caught.value.status_code == status
        assert other.posts() == 0


@pytest.mark.parametrize(
    "fault", ["cut-before-read", "cut-after-read", "cut-headers", "cut-body", "wrong-length"]
)
def test_a_cut_is_a_connection_error(wrapped: Mock, fault: str) -> None:
    with pytest.raises(openai.APIConnectionError):
        generate(client(wrapped), GPT, X_Mock_Fault=fault)


def test_a_hanging_gateway_is_a_timeout(wrapped: Mock) -> None:
    with pytest.raises(openai.APITimeoutError):
        generate(client(wrapped).with_options(timeout=0.2), GPT, X_Mock_Fault="hang")


def test_the_asynchronous_client(wrapped: Mock) -> None:
    async def asked() -> None:
        made = adapter().async_http_client(trust_env=False)
        async with openai.AsyncOpenAI(
            api_key=wrapped.key, base_url=wrapped.base_url, http_client=made, max_retries=0
        ) as async_client:
            answers = await asyncio.gather(
                *(
                    async_client.images.generate(model="gpt-image-2", prompt=f"{n}")
                    for n in range(9)
                )
            )
            assert len({answer.data[0].b64_json for answer in answers}) == 9
            with pytest.raises(openai.BadRequestError):
                await async_client.images.generate(model="gpt-image-2", prompt="")

    asyncio.run(asked())
