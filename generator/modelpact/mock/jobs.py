"""Jobs: what the first answer names, and what it has become each time that somebody asks."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any, Final

from modelpact import ir, places

_MOST: Final = 1024
"""Jobs that are kept; the oldest are forgotten."""


@dataclass(slots=True)
class Job:
    """A request that is worked on: how often it is still to be waited for, and what goes wrong with it."""

    id: str
    poll: ir.Poll
    payload: Any
    fault: str
    waits: int

    def asked(self) -> ir.Scalar:
        """Return the status, one question later."""
        if self.waits > 0 or self.fault == "job-stuck":
            self.waits -= 1
            return waiting(self.poll)
        if self.fault == "job-failed":
            return self.poll.failed[0] if self.poll.failed else waiting(self.poll)
        return self.poll.done[0]


class Jobs:
    """The jobs of a gateway: the same request is the same job, begun anew."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._found: OrderedDict[str, Job] = OrderedDict()

    def begin(self, poll: ir.Poll, payload: Any, fault: str) -> Job:
        text = json.dumps(payload, sort_keys=True)
        digest = hashlib.sha256(f"{self._seed} {text}".encode()).hexdigest()
        job = Job(f"job-{digest[:12]}", poll, payload, fault, waits=int(digest[0], 16) % 3)
        self._found[job.id] = job
        self._found.move_to_end(job.id)
        while len(self._found) > _MOST:
            self._found.popitem(last=False)
        return job

    def find(self, id_: str) -> Job | None:
        return self._found.get(id_)


def waiting(poll: ir.Poll) -> ir.Scalar:
    """A status that is neither done nor failed: the pact's own, else one of the same kind as those."""
    if poll.pending:
        return poll.pending[0]
    ended = (*poll.done, *poll.failed)
    if isinstance(poll.done[0], bool):
        return None if (not poll.done[0]) in ended else not poll.done[0]
    if isinstance(poll.done[0], int):
        return next(number for number in range(len(ended) + 1) if number not in ended)
    return next(word for word in ("running", "waiting", "working", "open") if word not in ended)


def told(body: Any, poll: ir.Poll, *, status: ir.Scalar, id_: str, link: str, reason: str) -> Any:
    """Put into an answer what there is to say of a job."""
    for pointer, value in (
        (poll.id, id_),
        (poll.link, link),
        (poll.status, status),
        (poll.reason, reason),
    ):
        if pointer and value != "":
            places.put(body, pointer, value)
    return body
