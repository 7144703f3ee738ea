"""What of a plan is still to be sent, and what has been billed."""

from __future__ import annotations

from collections.abc import Mapping

from modelpact.probe.answers import Answer
from modelpact.probe.plan import Plan, Request


def due(plan: Plan, record: Mapping[str, Answer]) -> list[Request]:
    """List what is to be sent now: what has no answer yet; a failure is none.

    Requests that tell the facts of another apart wait until that one is refused, and are left out where every fact
    that they show was accepted elsewhere.
    """
    known = {
        fact
        for request in plan.requests
        if request.expect == "accepted" and _got(record, request.id) == "accepted"
        for fact in request.shows
    }
    return [
        request
        for request in plan.requests
        if _got(record, request.id) not in ("accepted", "refused")
        and (
            not request.after
            or (_got(record, request.after) == "refused" and not known.issuperset(request.shows))
        )
    ]


def billed(record: Mapping[str, Answer]) -> int:
    """Count the images that were billed so far."""
    return sum(
        max(1, len(answer.pictures)) for answer in record.values() if answer.outcome == "accepted"
    )


def _got(record: Mapping[str, Answer], id_: str) -> str:
    answer = record.get(id_)
    return answer.outcome if answer else ""
