"""What the mock gateway answers: routes, keys, limits, verdicts and pictures."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from modelpact import ir, operations, outcome, travel
from modelpact.mock import answers, bodies, calls, faults, jobs, wire
from modelpact.mock.bodies import Refused
from modelpact.mock.faults import Fault
from modelpact.mock.headed import ISSUES, Headed
from modelpact.mock.jobs import Job, Jobs
from modelpact.mock.pictures import Picture
from modelpact.validators import Validator

_KEY = re.compile(r"sk-(?!bad)[A-Za-z0-9_-]{8,}")
_LARGE = 256 * 1024
"""Bytes from which on a body is judged beside the loop."""


Answer = Callable[[Request, bytes, Fault | None], Awaitable[Response]]


def key(seed: int) -> str:
    """Return a key that works."""
    return f"sk-mock-{hashlib.sha256(str(seed).encode()).hexdigest()[:24]}"


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
        self._jobs = Jobs(seed)
        polls = (m.response.poll for m in provider.models if m.response.poll is not None)
        self._asking = {name for poll in polls for name in (poll.operation, poll.answer)}
        self._requests: Counter[str] = Counter()
        self._attempts: Counter[str] = Counter()
        self.base_path = urlsplit(provider.base_url).path.rstrip("/")
        self.app = self._app()

    def _app(self) -> ASGIApp:
        known = sorted(self._provider.operations, key=lambda o: -calls.plainness(o.path))
        routes = [
            Route(self.base_path + calls.route(o.path)[0], self._endpoint(o), methods=[o.method])
            for o in known
        ]
        routes.append(Route(f"{self.base_path}/mock-jobs/{{id}}", self._linked))
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
            Headed(app),
            allow_origins=["*"],
            allow_methods=["*"],
            allow_headers=["*"],
            allow_private_network=True,
            expose_headers=[ISSUES, "Retry-After", "X-Request-Id", "Location"],
        )

    # --- routes -----------------------------------------------------------------------------------

    def _endpoint(self, operation: ir.Operation) -> Callable[[Request], Awaitable[Response]]:
        """What answers requests for an operation: pictures, or how a job stands."""
        asks = operation.name in self._asking
        _, names = calls.route(operation.path)

        async def answer(request: Request) -> Response:
            values = request.path_params.values()
            request.state.stated = dict(zip(names, map(str, values), strict=True))
            request.state.operation = operation
            return await self._operation(request, self._job if asks else self._answer)

        return answer

    async def _operation(self, request: Request, answer: Answer) -> Response:
        self._requests[f"{request.method} {request.url.path}"] += 1
        fault = self._asked_fault(request)
        if fault is not None and fault.name == "cut-before-read":
            return wire.Broken(Response(), fault.name)
        body = await bodies.read(request)
        if self._latency:
            await request.scope[wire.CONNECTION].pause(self._latency)
        if fault is not None and (early := self._instead(request, fault)):
            return early
        try:
            response = await answer(request, body, fault)
        except Refused as refused:
            response = await self._refused(request, refused)
        if fault is None or fault.stage != "connection":
            return response
        response.headers.update(_crossing(request))
        return wire.Broken(response, fault.name)

    async def _answer(self, request: Request, body: bytes, fault: Fault | None) -> Response:
        self._authorised(request)
        payload = await self._payload(request, body)
        issues = (
            await run_in_threadpool(self._validator.check, payload)
            if len(body) > _LARGE
            else self._validator.check(payload)
        )
        request.state.issues = tuple(dict.fromkeys(issue.code for issue in issues))
        errors = [issue for issue in issues if issue.severity == "error"]
        if errors:
            raise Refused(400, _told(errors), errors[0])
        self._directed(request, payload)
        poll = self._response(payload).poll
        if poll is None:
            return self._pictures(request, payload, fault)
        job = self._jobs.begin(poll, payload, fault.name if fault else "")
        return self._begun(request, job, jobs.waiting(poll))

    async def _payload(self, request: Request, body: bytes) -> Any:
        """The request, wherever its members travelled."""
        operation = request.state.operation
        if operations.is_multipart(operation):
            said: Any = await bodies.form(request, body)
        else:
            bodies.typed(request)
            said = (
                await run_in_threadpool(bodies.parsed, body)
                if len(body) > _LARGE
                else bodies.parsed(body)
            )
        return travel.request(self._provider, operation, request.state.stated, said)

    def _directed(self, request: Request, payload: Any) -> None:
        """Refuse a request that its model does not take here, or whose path leads to no model."""
        model = self._model(payload)
        if model is None:
            if (id_ := request.state.stated.get("model")) is not None:
                raise Refused(404, f"There is no model {id_[:80]!r} here.")
            return
        wanted = operations.of_request(self._provider, model, payload)
        if wanted != request.state.operation:
            where = f"{wanted.method} {self.base_path}{wanted.path}"
            raise Refused(404, f"{model.id} is not here. Send such a request to {where}.")

    def _model(self, payload: Any) -> ir.Model | None:
        id_ = payload.get("model")
        return next((model for model in self._provider.models if model.id == id_), None)

    def _response(self, payload: Any) -> ir.Response:
        model = self._model(payload)
        return model.response if model else self._provider.response

    def _shape(self, response: ir.Response) -> ir.Envelope:
        """The envelope that was chosen, unless a model has its own."""
        own = response.envelopes
        return self._envelope if self._envelope in own or not own else own[0]

    def _pictures(
        self, request: Request, payload: Any, fault: Fault | None, job: Job | None = None
    ) -> Response:
        form, found = answers.pictures(self._provider, payload, self._seed)
        response = self._response(payload)
        wrong = faults.PICTURES.get(fault.name) if fault else None
        if wrong is not None:
            forms = [name for name, _ in response.forms if outcome.is_link(name) == wrong[0]]
            form = forms[0] if forms else form
        if fault is not None and fault.name == "no-images":
            found = ()
        if response.binary:
            return Response(found[0].data(), media_type=found[0].media_type)

        def fill(name: str, picture: Picture) -> str:
            if wrong is not None:
                return wrong[1]
            if not outcome.is_link(name):
                return answers.inline(picture)
            return f"{request.base_url}files/{picture.name}{_file_fault(request)}"

        held = answers.held_back(response.filtered, fault.name if fault else "", len(found))
        data = answers.success(response, self._shape(response), form, found, fill, held)
        if job is not None:
            data = self._told_of(request, data, job, job.poll.done[0])
        return self._json(request, 200, data, mangle=fault.name if fault else "")

    # --- jobs ---------------------------------------------------------------------------------------

    async def _job(self, request: Request, body: bytes, fault: Fault | None) -> Response:
        """How a job stands, or its pictures where an operation of their own asks for them."""
        self._authorised(request)
        job = self._jobs.find(request.state.stated.get(operations.JOB, ""))
        if job is None or job.fault == "job-lost":
            raise Refused(404, "There is no such job.")
        if request.state.operation.name == job.poll.answer:
            if job.waits > 0:
                raise Refused(409, "The job is not done.")
            return self._pictures(request, job.payload, faults.fault(job.fault))
        return self._standing(request, job)

    async def _linked(self, request: Request) -> Response:
        """How a job stands, asked by the link that its first answer had."""
        self._requests[f"{request.method} {request.url.path}"] += 1
        self._authorised(request)
        job = self._jobs.find(request.path_params["id"])
        if job is None or job.fault == "job-lost":
            raise Refused(404, "There is no such job.")
        return self._standing(request, job)

    def _standing(self, request: Request, job: Job) -> Response:
        status = job.asked()
        if status in job.poll.done and not job.poll.answer:
            return self._pictures(request, job.payload, faults.fault(job.fault), job)
        return self._begun(request, job, status)

    def _begun(self, request: Request, job: Job, status: ir.Scalar) -> Response:
        data = self._told_of(request, {}, job, status)
        return self._json(request, 200, data)

    def _told_of(self, request: Request, data: Any, job: Job, status: ir.Scalar) -> Any:
        failed = status in job.poll.failed
        return jobs.told(
            data,
            job.poll,
            status=status,
            id_=job.id,
            link=f"{str(request.base_url).rstrip('/')}{self.base_path}/mock-jobs/{job.id}",
            reason="The mock lets it fail." if failed else "",
        )

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
        for name, value in self._provider.headers:
            if request.headers.get(name) != value:
                raise Refused(400, f"Send {name}: {value} with each request.")
        if operation := getattr(request.state, "operation", None):
            try:
                request.state.stated |= calls.asked(operation.path, request.query_params)
            except ValueError as error:
                raise Refused(400, str(error)) from None

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
