class Transport(httpx2.BaseTransport):
    """Sends requests by another transport, and hands answers over as OpenAI spells them."""

    def __init__(self, inner: httpx2.BaseTransport | None = None) -> None:
        self._inner = httpx2.HTTPTransport() if inner is None else inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._inner.handle_request(request)
        try:
            response.read()
        finally:
            response.close()
        return respelled(request, response)

    def close(self) -> None:
        self._inner.close()


class AsyncTransport(httpx2.AsyncBaseTransport):
    """The same for AsyncOpenAI."""

    def __init__(self, inner: httpx2.AsyncBaseTransport | None = None) -> None:
        self._inner = httpx2.AsyncHTTPTransport() if inner is None else inner

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        try:
            await response.aread()
        finally:
            await response.aclose()
        return respelled(request, response)

    async def aclose(self) -> None:
        await self._inner.aclose()


def http_client(**options: Any) -> httpx2.Client:
    """Return what OpenAI takes as http_client; no redirect is followed, as the body would go along."""
    return httpx2.Client(**{"transport": Transport(), **DEFAULTS, **options})


def async_http_client(**options: Any) -> httpx2.AsyncClient:
    """Return what AsyncOpenAI takes as http_client."""
    return httpx2.AsyncClient(**{"transport": AsyncTransport(), **DEFAULTS, **options})


DEFAULTS: dict[str, Any] = {
    "timeout": httpx2.Timeout(600, connect=5),
    "follow_redirects": False,
}
MISSING = object()


def respelled(request: httpx2.Request, response: httpx2.Response) -> httpx2.Response:
    """Take the envelope off an answer; what is no JSON, or has none, stays as it is."""
    try:
        before = json.loads(response.content)
    except (ValueError, RecursionError):
        before = None
    status, body = unwrapped(response.status_code, before)
    headers = response.headers.copy()
    if body is not before:
        for name in ("content-length", "content-encoding", "transfer-encoding"):
            headers.pop(name, None)
    if (status, body) != (response.status_code, before) or status >= 400:
        response = httpx2.Response(
            status,
            headers=headers,
            content=response.content if body is before else json.dumps(body).encode(),
            request=request,
        )
    asked_to_wait = status == 503 and "retry-after" in response.headers
    if (status >= 500 and not asked_to_wait) or status in (408, 409):
        # The work may have been done, and charged: openai would ask for it again.
        response.headers.setdefault("x-should-retry", "false")
    return response


def unwrapped(status: int, body: Any) -> tuple[int, Any]:
    """Return status and body as OpenAI would have sent them."""
    for images, created, code, message, success in ENVELOPES:
        told, found = at(body, code) if code else MISSING, at(body, images)
        if told is MISSING and found is MISSING:
            continue
        if told is not MISSING and success is not None and str(told) != str(success):
            text = at(body, message) if message else MISSING
            number = int(digits) if (digits := str(told)).isdecimal() else 0
            said = number if 400 <= number <= 599 else 500 if status < 400 else status
            return said, failure(told, text)
        if status >= 400 or not isinstance(found, list):
            return status, body
        around = at(body, images[:-1]) if images else {}
        time = at(body, created) if created else MISSING
        data = [picture(item) for item in found]
        created_at = 0 if time is MISSING else time
        return status, {"created": created_at, **around, "data": data}
    return status, body


def failure(code: object, message: object) -> Any:
    """Spell an error as OpenAI does."""
    told = None if message is MISSING else message
    error = {"message": told, "type": "gateway_error", "param": None, "code": str(code)}
    return {"error": error}


def picture(item: Any) -> Any:
    """Rename the members of a picture."""
    if not isinstance(item, dict):
        return item
    return {MEMBERS.get(name, name): value for name, value in item.items()}


def at(body: Any, path: tuple[str, ...]) -> Any:
    """Return what stands at a path, or MISSING."""
    for step in path:
        if not isinstance(body, dict) or step not in body:
            return MISSING
        body = body[step]
    return body
