"""What targets cannot express, put together for readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from modelpact.files import Loss


@dataclass(frozen=True, slots=True)
class Lost:
    """A rule or place that is not expressed, for one reason, in some models."""

    subject: str
    reason: str
    models: tuple[str, ...]


def grouped(losses: Iterable[Loss]) -> tuple[Lost, ...]:
    """Join losses that differ in the model only; rules come before places, each sorted by name."""
    models: dict[tuple[str, str], dict[str, None]] = {}
    for loss in losses:
        models.setdefault((loss.subject, loss.reason), {})[loss.model] = None
    keys = sorted(models, key=lambda key: (key[0].startswith("/"), key))
    return tuple(Lost(*key, tuple(models[key])) for key in keys)
