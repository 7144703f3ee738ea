"""Two versions of a model, asked the same requests."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from modelpact import ir, python_checks
from modelpact.files import Render
from modelpact.vectors.bodies import Bodies
from modelpact.vectors.requests import requests

Verdict = Literal["accept", "warn", "reject"]

_LONGEST: Final = 16_384
"""Characters in the longest text of a request that is tried."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What becomes of a request: ``issues`` are (pointer with - for an index, code, severity), ``sent`` is JSON.

    ``returned`` and ``read`` tell in which form the images come back, and where. What becomes of a request that is
    rejected does not matter: ``sent``, ``returned`` and ``read`` are empty then.
    """

    verdict: Verdict
    issues: frozenset[tuple[str, str, str]]
    sent: str = ""
    returned: str = ""
    read: tuple[str, ...] = ()


class Side:
    """A version of a model: how it judges, and requests that show all that is said of it."""

    def __init__(self, provider: ir.Provider, model: ir.Model, render: Render) -> None:
        self.model = model
        alone = replace(provider, models=(model,))
        self._validator: Any = python_checks.loaded(python_checks.bundle(alone, render))

    def requests(self) -> Iterator[dict[str, Any]]:
        """Yield requests on both sides of everything that is said of the model."""
        check: Callable[[Any], list[Any]] = self._validator.check
        bodies = Bodies(self.model, check)
        for body, _ in requests(self.model, bodies, (), _LONGEST):
            if body.get("model") == self.model.id:
                yield body

    def plainest(self) -> dict[str, Any]:
        """Return a request that says little, and that nothing is wrong with if there is one."""
        body: dict[str, Any] = Bodies(self.model, self._validator.check).written(())
        return body

    def see(self, body: dict[str, Any]) -> Seen:
        """Tell what becomes of a request."""
        found = self._validator.check(body)
        issues = frozenset((_each(issue.pointer), issue.code, issue.severity) for issue in found)
        if any(issue.severity == "error" for issue in found):
            return Seen("reject", issues)
        sent, changes = self._validator.prepare(body)
        told = [(change.pointer, change.after, change.by) for change in changes]
        answer = self._validator.response_format(body)
        return Seen(
            verdict="warn" if found else "accept",
            issues=issues,
            sent=json.dumps([sent, told], sort_keys=True),
            returned=answer.returned,
            read=tuple(answer.read),
        )


def distinct(bodies: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out requests that were there before; the shortest come first."""
    texts = {json.dumps(body, sort_keys=True): body for body in bodies}
    return [texts[text] for text in sorted(texts, key=lambda text: (len(text), text))]


def _each(pointer: str) -> str:
    """Spell every index of a pointer as ``-``: the same issue in another item is the same issue."""
    return "/".join(ir.EACH if step.isdecimal() else step for step in pointer.split("/"))
