"""One request after the other, as a plan says, until it is done, the budget is spent, or somebody stops it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from modelpact.probe import answers
from modelpact.probe.answers import Answer, Picture
from modelpact.probe.due import billed, due
from modelpact.probe.plan import Plan, Request
from modelpact.sender import http

_KEPT: Final = frozenset(
    {
        "content-type",
        "date",
        "retry-after",
        "server",
        "x-request-id",
        "request-id",
        "x-modelpact-issues",
    }
)
_PICTURE: Final = 64 * 1024 * 1024
"""Bytes of a linked picture that are read at most."""
_WASTED: Final = 3
"""So many failures in a row end a run: the gateway is ill, or the key is wrong."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to send, with what key, how many images may be billed, and how long to wait for an answer (seconds)."""

    base_url: str
    key: str = ""
    budget: int | None = None
    timeout: float = 300


class Stopped(Exception):
    """A run that ends before the plan does, and why."""


def run(plan: Plan, record: dict[str, Answer], target: Target) -> Iterator[Answer]:
    """Send what is due, and yield each answer; ``record`` gets it, too. Raises Stopped."""
    failures = 0
    while waiting := due(plan, record):
        request = waiting[0]
        spent = billed(record)
        if target.budget is not None and spent + request.images > target.budget:
            raise Stopped(
                f"{spent} images are billed, and the next request may be billed {request.images} more: "
                f"the budget is {target.budget}"
            )
        answer = send(plan, request, target)
        failures = failures + 1 if answer.outcome == "failed" else 0
        record[request.id] = answer
        yield answer
        if failures >= _WASTED:
            raise Stopped(f"{failures} requests in a row failed: {answer.note or answer.status}")


def send(plan: Plan, request: Request, target: Target) -> Answer:
    """Send one request, and load the pictures that it is given links to."""
    call = plan.call
    headers = {"Content-Type": call.content_type, "Accept": "application/json"}
    if target.key:
        headers[call.header] = f"{call.scheme} {target.key}".strip()
    body = json.dumps(request.body, ensure_ascii=True).encode("ascii")
    blank = Answer(request.id, "failed", 0, date=_today(), base_url=target.base_url)
    url = target.base_url.rstrip("/") + call.path
    try:
        reply = http.ask(call.method, url, headers, body, timeout=target.timeout)
    except http.Unreached as error:
        return replace(blank, note=_hidden(str(error), target))
    told = replace(
        blank,
        status=reply.status,
        seconds=round(reply.seconds, 3),
        headers=tuple(
            (name, _hidden(value, target))
            for name, value in sorted(reply.headers.items())
            if name in _KEPT
        ),
    )
    try:
        data = json.loads(reply.data)
    except (ValueError, RecursionError):
        return replace(
            told, outcome=answers.outcome_of(plan, reply.status, None), note="the answer is no JSON"
        )
    found = answers.outcome_of(plan, reply.status, data)
    pictures = tuple(_pictures(plan, data, target)) if found == "accepted" else ()
    note = "" if found == "accepted" else _message(data, target)
    kept = answers.short(data, [target.key])
    return replace(told, outcome=found, pictures=pictures, body=kept, note=note)


def _pictures(plan: Plan, data: Any, target: Target) -> Iterator[Picture]:
    for image in answers.images(plan, data):
        form, text = next(answers.carried(plan, image), ("", ""))
        if not form:
            yield Picture("", problem="there is no picture in it")
        elif answers.is_link(form) and not text.startswith("data:"):
            yield _loaded(form, text, target)
        else:
            yield answers.inline(form, text)


def _loaded(form: str, link: str, target: Target) -> Picture:
    """Load a picture, without the key; from this machine and its net only if the gateway is there, too."""
    parts = urlsplit(link)
    host = parts.netloc.rpartition("@")[2]
    shown = f"{parts.scheme}://{host}{parts.path}"[:200]  # what follows may be a signature
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return Picture(form, link=shown, problem="its link is none of the web")
    try:
        reply = http.ask(
            "GET",
            link,
            {},
            timeout=target.timeout,
            most=_PICTURE,
            private=http.is_loopback(target.base_url),
        )
    except http.Unreached as error:
        return Picture(form, link=shown, problem=_hidden(str(error), target))
    if reply.status != 200:
        return Picture(form, link=shown, problem=f"its link gave HTTP {reply.status}")
    return answers.of_bytes(form, reply.data, shown)


def _message(data: Any, target: Target) -> str:
    """Find what an error says, wherever it says it."""
    if isinstance(data, dict):
        for name in ("message", "msg", "error", "detail"):
            found = data.get(name)
            if isinstance(found, str) and found:
                return _hidden(found, target)[:200]
            if isinstance(found, dict):
                return _message(found, target)
    return ""


def _hidden(text: str, target: Target) -> str:
    return text.replace(target.key, "[key]") if target.key else text


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
