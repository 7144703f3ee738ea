"""One request after the other, as a plan says, until it is done, the budget is spent, or somebody stops it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from modelpact import operations, places
from modelpact.effective import at
from modelpact.probe import answers
from modelpact.probe.answers import Answer, Picture
from modelpact.probe.due import billed, due
from modelpact.probe.plan import Plan, Request
from modelpact.sender import http
from modelpact.sender.jobs import Unfinished, finished
from modelpact.sender.travelling import Travelling, travelling

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


Begin = Callable[[Request, int], None]
"""What is told before a request is sent, and how many are due with it."""


class Stopped(Exception):
    """A run that ends before the plan does, and why."""


def run(
    plan: Plan,
    record: dict[str, Answer],
    target: Target,
    begin: Begin = lambda request, due: None,
) -> Iterator[Answer]:
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
        begin(request, len(waiting))
        answer = send(plan, request, target)
        failures = failures + 1 if answer.outcome == "failed" else 0
        record[request.id] = answer
        yield answer
        if failures >= _WASTED:
            raise Stopped(f"{failures} requests in a row failed: {answer.note or answer.status}")


def send(plan: Plan, request: Request, target: Target) -> Answer:
    """Send one request, wait for its job if it begins one, and load the pictures that it is given links to."""
    blank = Answer(request.id, "failed", 0, date=_today(), base_url=target.base_url)
    try:
        first = reply = _asked(plan, travelling(plan, request), target)
        if plan.way.poll is not None:
            ask = partial(_asked, plan, target=target)
            reply = finished(plan, request.body, first, target.base_url, ask)
    except (http.Unreached, Unfinished) as error:
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
    if plan.way.binary and 200 <= reply.status < 300:
        picture = answers.of_bytes("binary", reply.data)
        if picture.format or reply.headers.get("content-type", "").startswith("image/"):
            return replace(told, outcome="accepted", pictures=(picture,))
    try:
        data = json.loads(reply.data)
    except (ValueError, RecursionError):
        return replace(
            told, outcome=answers.outcome_of(plan, reply.status, None), note="the answer is no JSON"
        )
    found = answers.outcome_of(plan, reply.status, data)
    if reply is not first and found == "refused":  # the job was taken before
        found = "failed"
    pictures = tuple(_pictures(plan, data, target)) if found == "accepted" else ()
    note = "" if found == "accepted" else _said(plan, data, target)
    kept = answers.short(data, [target.key])
    return replace(told, outcome=found, pictures=pictures, body=kept, note=note)


def _asked(plan: Plan, asked: Travelling, target: Target) -> http.Reply:
    """Send with the key, which no other server gets; a path may be a whole address."""
    headers = dict(asked.headers)
    if target.key:
        headers[plan.way.header] = f"{plan.way.scheme} {target.key}".strip()
    whole = asked.path.startswith(("http://", "https://"))
    url = asked.path if whole else target.base_url.rstrip("/") + asked.path
    hosts = plan.way.poll.hosts if plan.way.poll else ()
    same = urlsplit(url)[:2] == urlsplit(target.base_url)[:2]
    if not same and not operations.is_among(url, hosts):
        raise http.Unreached("the address leads to another server, where no key is sent")
    return http.ask(asked.method, url, headers, asked.content, timeout=target.timeout)


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


def _said(plan: Plan, data: Any, target: Target) -> str:
    """Find what an error says: where the pact has its words, else anywhere."""
    for shape in plan.envelopes:
        for text in at(data, places.steps(shape.message)) if shape.message else ():
            if isinstance(text, str) and text:
                return _hidden(text, target)[:200]
    return _message(data, target)


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
