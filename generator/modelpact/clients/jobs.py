"""What the page of a client tells of answers that take a while, or have fewer pictures than were asked for."""

from __future__ import annotations

from dataclasses import dataclass

from modelpact import ir
from modelpact.text import Code, Text, num


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long a client waits for the jobs of a model, in seconds."""

    model: Text
    interval: Code
    timeout: Code


def waiting(provider: ir.Provider) -> tuple[Waiting, ...]:
    """The models whose calls begin jobs."""
    return tuple(
        Waiting(Text(model.id), num(poll.interval), num(poll.timeout))
        for model in provider.models
        if (poll := model.response.poll) is not None
    )
