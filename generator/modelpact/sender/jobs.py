"""A job that the first answer names is asked for until it ends."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urljoin

from modelpact import ir, places
from modelpact.effective import at
from modelpact.probe.plan import Plan
from modelpact.sender.http import Reply
from modelpact.sender.travelling import Travelling, asking

Ask = Callable[[Travelling], Reply]
_NOTHING: Final = object()


class Unfinished(Exception):
    """The job failed, did not end in time, or is not asked for: why."""


def finished(plan: Plan, body: Mapping[str, Any], first: Reply, base_url: str, ask: Ask) -> Reply:
    """Return the answer that has the pictures of a job, which ``first`` names. Raises Unfinished.

    Where ``first`` names none, it is returned; what is refused later is no longer the request.
    """
    poll = plan.way.poll
    assert poll is not None
    ends = time.monotonic() + poll.timeout
    reply = first
    if not 200 <= reply.status < 300:
        return reply
    values = {**body, "id": _at(first, poll.id)} if poll.id else dict(body)
    while True:
        status = _at(reply, poll.status)
        if status is _NOTHING and (
            reply is not first or _at(first, poll.link or poll.id) is _NOTHING
        ):
            return reply
        if status is _NOTHING:
            status = "begun"  # some gateways name the job at first, and no more
        if _among(status, poll.failed):
            raise Unfinished(
                f"the job is {status}: {_at(reply, poll.reason) if poll.reason else ''}"
            )
        if _among(status, poll.done):
            return _good(ask(asking(plan, poll.answer, values))) if poll.answer else reply
        if time.monotonic() + poll.interval > ends:
            raise Unfinished(f"the job is still {status} after {poll.timeout:g} s")
        time.sleep(poll.interval)
        reply = _good(ask(_next(plan, poll, first, values, base_url)))


def _good(reply: Reply) -> Reply:
    if not 200 <= reply.status < 300:
        raise Unfinished(f"the job was begun, and asking for it gave HTTP {reply.status}")
    return reply


def _next(
    plan: Plan, poll: ir.Poll, first: Reply, values: Mapping[str, Any], base_url: str
) -> Travelling:
    if poll.operation:
        return asking(plan, poll.operation, values)
    link = urljoin(base_url.rstrip("/") + "/", str(_at(first, poll.link)))
    return Travelling("GET", link, {"Accept": "application/json", **plan.way.headers}, None)


def _at(reply: Reply, pointer: str) -> Any:
    try:
        data = json.loads(reply.data)
    except (ValueError, RecursionError):
        return _NOTHING
    return next(at(data, places.steps(pointer)), _NOTHING)


def _among(status: Any, listed: tuple[ir.Scalar, ...]) -> bool:
    return any(type(status) is type(each) and status == each for each in listed)
