"""What the mock gateway answers: routes, keys, limits, verdicts and pictures."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from http import HTTPStatus
from typing import Any, Final, NoReturn
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from modelpact import ir, outcome
from modelpact.mock import answers, faults, wire
from modelpact.mock.faults import Fault
from modelpact.mock.pictures import Picture
from modelpact.validators import Validator

ISSUES: Final = "X-Modelpact-Issues"
"""The header with the codes of all issues of a request, on every response."""
_KEY = re.compile(r"sk-(?!bad)[A-Za-z0-9_-]{8,}")
_LARGEST = 128 * 1024 * 1024
_LARGE = 256 * 1024
"""Bytes from which on a body is judged beside the loop."""


def key(seed: int) -> str:
    """Return a key that works."""
    return f"sk-mock-{hashlib.sha256(str(seed).encode()).hexdigest()[:24]}"


class Refused(Exception):
    """A request that gets an error instead of pictures."""

    def __init__(self, code: int, message: str, issue: Any = None) -> None:
        self.code, self.message, self.issue = code, message, issue


class Gateway:
    """The mock of one provider: ``app`` is the ASGI application."""

    def __init__(
        self,
        provider: ir.Provider,
        validator: Validator,
        *,
        envelope: ir.Envelope,
        seed: int = 0,
        latency: float = 0,
        fault: Fault | None = None,
    ) -> None:
        self._provider, self._validator = provider, validator
        self._envelope, self._seed, self._latency = envelope, seed, latency
        self._fault = fault
        self._requests: Counter[str] = Counter()
        self._attempts: Counter[str] = Counter()
        self.base_path = urlsplit(provider.base_url).path.rstrip("/")
        self.app = self._app()

    def _app(self) -> ASGIApp:
        operations: dict[str, list[str]] = {}
        for operation in self._provider.operations:
            operations.setdefault(self.base_path + operation.path, []).append(operation.method)
        routes = [Route(path, self._operation, methods=names) for path, names in operations.items()]
        routes.append(Route("/health", self._health))
        routes.append(Route("/files/{name}", self._file))
        app = Starlette(
            routes=routes,
            exception_handlers={
                Refused: self._refused,
                HTTPException: self._http,
                Exception: self._mistake,
            },
        )
        return CORSMiddleware(
            _Headed(app),
            allow_origins=["*"],
            allow_methods=["*"],
            allow_headers=["*"],
            allow_private_network=True,
            expose_headers=[ISSUES, "Retry-After", "X-Request-Id", "Location"],
        )

    # --- routes -----------------------------------------------------------------------------------

    async def _operation(self, request: Request) -> Response:
        self._requests[f"{request.method} {request.url.path}"] += 1
        fault = self._asked_fault(request)
        if fault is not None and fault.name == "cut-before-read":
            return wire.Broken(Response(), fault.name)
        body = await _body(request)
        if self._latency:
            await request.scope[wire.CONNECTION].pause(self._latency)
        if fault is not None and (early := self._instead(request, fault)):
            return early
        try:
            response = await self._answer(request, body, fault)
        except Refused as refused:
            response = await self._refused(request, refused)
        if fault is None or fault.stage != "connection":
            return response
        response.headers.update(_crossing(request))
        return wire.Broken(response, fault.name)

    async def _answer(self, request: Request, body: bytes, fault: Fault | None) -> Response:
        self._authorised(request)
        _typed(request)
        large = len(body) > _LARGE
        payload = await run_in_threadpool(_parsed, body) if large else _parsed(body)
        issues = (
            await run_in_threadpool(self._validator.check, payload)
            if large
            else self._validator.check(payload)
        )
        request.state.issues = tuple(dict.fromkeys(issue.code for issue in issues))
        errors = [issue for issue in issues if issue.severity == "error"]
        if errors:
            raise Refused(400, _told(errors), errors[0])
        return self._pictures(request, payload, fault)

    def _pictures(self, request: Request, payload: Any, fault: Fault | None) -> Response:
        form, found = answers.pictures(self._provider, payload, self._seed)
        response = self._provider.response
        id_ = payload.get("model")
        response = next((m.response for m in self._provider.models if m.id == id_), response)
        wrong = faults.PICTURES.get(fault.name) if fault else None
        if wrong is not None:
            forms = [name for name, _ in response.forms if outcome.is_link(name) == wrong[0]]
            form = forms[0] if forms else form
        if fault is not None and fault.name == "no-images":
            found = ()

        def fill(name: str, picture: Picture) -> str:
            if wrong is not None:
                return wrong[1]
            if not outcome.is_link(name):
                return answers.inline(picture)
            return f"{request.base_url}files/{picture.name}{_file_fault(request)}"

        data = answers.success(response, self._envelope, form, found, fill)
        return self._json(request, 200, data, mangle=fault.name if fault else "")

    async def _file(self, request: Request) -> Response:
        """A picture, for anybody who has its address: a key does not belong here, and is refused."""
        picture = Picture.named(request.path_params["name"])
        if picture is None:
            raise HTTPException(404)
        if self._provider.auth.header in request.headers:
            raise Refused(400, f"{self._provider.auth.header} was sent to where files are kept")
        response = Response(picture.data(), media_type=picture.media_type)
        fault = faults.fault(request.query_params.get("fault", ""))
        if fault is None:
            return response
        if early := self._instead(request, fault):
            return early
        return wire.Broken(response, fault.name) if fault.stage == "connection" else response

    async def _health(self, request: Request) -> Response:
        data = {"status": "ok", "provider": self._provider.id, "requests": dict(self._requests)}
        return self._json(request, 200, data)

    # --- what is checked before the body ------------------------------------------------------------

    def _authorised(self, request: Request) -> None:
        auth = self._provider.auth
        given = request.headers.get(auth.header, "")
        scheme, _, rest = given.partition(" ") if auth.scheme else ("", "", given)
        if scheme.lower() != auth.scheme.lower() or not _KEY.fullmatch(rest.strip()):
            how = f"{auth.header}: {auth.scheme} sk-...".replace("  ", " ")
            raise Refused(401, f"{self._told(401)} Send {how}, as the mock printed on start.")

    def _asked_fault(self, request: Request) -> Fault | None:
        """Return the fault of a request; ``X-Mock-Times: N`` keeps it to the first N of an idempotency key."""
        name = request.headers.get("X-Mock-Fault", "")
        fault = faults.fault(name) if name else self._fault
        if name and fault is None:
            raise Refused(400, f"there is no fault {name[:80]!r}; there are {faults.known()}")
        times = request.headers.get("X-Mock-Times", "")
        if fault is not None and times.isdecimal() and times.isascii():
            attempt = request.headers.get("Idempotency-Key", "")
            self._attempts[attempt] += 1
            return fault if self._attempts[attempt] <= int(times[:9]) else None
        return fault

    def _instead(self, request: Request, fault: Fault) -> Response | None:
        """Return what comes whatever was asked, for faults that do not hang on the answer."""
        if fault.stage == "status":
            status = 200 if fault.name == "code" else fault.number
            data = answers.failure(self._envelope, fault.number, self._told(fault.number))
            response = self._json(request, status, data)
            if fault.name != "bare" and fault.number in (429, 503):
                response.headers["Retry-After"] = request.headers.get("X-Mock-Retry-After", "1")
            return response
        match fault.name:
            case "redirect":
                away = request.headers.get("X-Mock-Location") or request.query_params.get("to")
                away = away or f"{request.base_url}elsewhere"
                return Response(status_code=fault.number, headers={"Location": _ascii(away)})
            case "not-json":
                return Response("<!doctype html><title>Bad gateway</title>", media_type="text/html")
            case "empty":
                return Response(b"", media_type="application/json")
            case "not-utf8":
                return Response(b'{"data": [{"url": "\xff\xfe"}]}', media_type="application/json")
            case "wrong-shape":
                return self._json(request, 200, {"pictures": {"first": 1}})
            case "gzip-bomb":
                coded = {"Content-Encoding": "gzip"}
                return Response(wire.bomb(), media_type="application/json", headers=coded)
            case _:
                return None

    # --- answers ------------------------------------------------------------------------------------

    def _told(self, code: int) -> str:
        """Say what a code means: as the pact does, else as HTTP does."""
        for error in self._provider.errors:
            if error.code == code:
                return f"{error.title}. {error.description}".strip()
        phrases = {status.value: status.phrase for status in HTTPStatus}
        return f"{phrases.get(code, f'Code {code}')}."

    def _json(self, request: Request, status: int, data: Any, *, mangle: str = "") -> Response:
        text = json.dumps(data)
        text = text[: len(text) // 2] if mangle == "broken-json" else text
        return Response(text, status, media_type="application/json")

    async def _refused(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        data = answers.failure(self._envelope, error.code, error.message, issue=error.issue)
        response = self._json(request, error.code, data)
        if error.code == 413:  # the rest of the body is not read
            response.headers["Connection"] = "close"
        return response

    async def _http(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        posts = ", ".join(f"{o.method} {self.base_path}{o.path}" for o in self._provider.operations)
        message = f"{HTTPStatus(error.status_code).phrase}. There are {posts}, GET /health."
        data = answers.failure(self._envelope, error.status_code, message)
        response = self._json(request, error.status_code, data)
        response.headers.update(error.headers or {})
        return response

    async def _mistake(self, request: Request, error: Exception) -> Response:
        """Answer where the mock itself fails; the server's log has the rest."""
        message = "The mock gateway failed. Its own output says why."
        return self._json(request, 500, answers.failure(self._envelope, 500, message))


class _Headed:
    """Puts the codes of the issues and a number on every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app, self._count = app, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        self._count += 1
        number = f"mock-{self._count:06}"
        state = scope.setdefault("state", {})
        state["issues"] = ()

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[ISSUES] = ",".join(state["issues"])
                headers["X-Request-Id"] = number
            await send(message)

        await self._app(scope, receive, headed)


# --- requests -----------------------------------------------------------------------------------


async def _body(request: Request) -> bytes:
    """Read a body, but not more than anybody could mean."""
    large = Refused(413, f"The body is larger than {_LARGEST >> 20} MiB.")
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:12]) > _LARGEST:
        raise large
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > _LARGEST:
                raise large
            parts.append(part)
    except ClientDisconnect:
        raise Refused(400, "The body ended early.") from None
    return b"".join(parts)


def _typed(request: Request) -> None:
    kind = request.headers.get("Content-Type", "application/json").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise Refused(415, f"The body is {kind[:80]!r}. Send Content-Type: application/json.")


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body, parse_constant=_constant)
    except RecursionError:
        raise Refused(400, "The body is nested too deeply.") from None
    except ValueError as error:
        why = "not UTF-8" if isinstance(error, UnicodeDecodeError) else str(error)
        raise Refused(
            400, f"The body is not JSON: {why}." if body else "There is no body."
        ) from None


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _told(errors: list[Any]) -> str:
    """Put issues into one sentence each."""
    parts = [f"{error.pointer or 'the body'}: {error.message} ({error.code})" for error in errors]
    more = f" and {len(parts) - 10} more" if len(parts) > 10 else ""
    return "; ".join(part[:500] for part in parts[:10]) + more


def _file_fault(request: Request) -> str:
    """``X-Mock-File-Fault`` makes the download fail instead of the request."""
    name = request.headers.get("X-Mock-File-Fault", "")
    return f"?fault={name}" if faults.fault(name) else ""


def _crossing(request: Request) -> dict[str, str]:
    """Return the headers that middleware cannot add to a response that goes past it."""
    issues = ",".join(request.state.issues)
    return {ISSUES: issues, "Access-Control-Allow-Origin": "*"}


def _ascii(text: str) -> str:
    return "".join(char for char in text if "!" <= char <= "~")
