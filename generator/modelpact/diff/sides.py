"""Versions of a provider and of its models, and what becomes of a request in each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final, Literal

from modelpact import ir, python_checks
from modelpact.files import Render
from modelpact.vectors.bodies import Bodies
from modelpact.vectors.requests import requests

Verdict = Literal["accept", "warn", "reject"]
VERDICTS: Final[tuple[Verdict, ...]] = ("accept", "warn", "reject")

_LONGEST: Final = 16_384
"""Characters in the longest text of a request that is tried."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What becomes of a request: ``issues`` are (pointer with - for an index, code, severity), ``sent`` is JSON.

    ``returned`` and ``read`` tell in which form the images come back, and where. The three are empty where a version
    refuses the request: they do not matter then.
    """

    verdict: Verdict
    issues: frozenset[tuple[str, str, str]]
    sent: str = ""
    returned: str = ""
    read: tuple[str, ...] = ()


class Version:
    """A version of a provider. Its models are judged by one validator, made when it is needed first."""

    def __init__(self, provider: ir.Provider, asked: Iterable[str], render: Render) -> None:
        """``asked`` are the ids of the models that will be asked for."""
        ids = set(asked)
        self._models = {model.id: model for model in provider.models if model.id in ids}
        self._provider = replace(provider, models=tuple(self._models.values()))
        self._render = render

    @cached_property
    def _validator(self) -> Any:
        return python_checks.loaded(python_checks.bundle(self._provider, self._render))

    def side(self, id_: str) -> Side:
        """Return a model of this version, ready to be asked."""
        return Side(self._models[id_], self._validator)


class Side:
    """A version of a model: how it judges, and requests that show all that is said of it."""

    def __init__(self, model: ir.Model, validator: Any) -> None:
        self.model = model
        self._validator = validator

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
        """Give a verdict on a request."""
        found = self._validator.check(body)
        issues = frozenset((_each(issue.pointer), issue.code, issue.severity) for issue in found)
        if any(issue.severity == "error" for issue in found):
            return Seen("reject", issues)
        return Seen("warn" if found else "accept", issues)

    def answer(self, body: dict[str, Any], seen: Seen) -> Seen:
        """Tell as well what is sent for a request that was seen, and what comes back."""
        sent, changes = self._validator.prepare(body)
        told = [(change.pointer, change.after) for change in changes if change.by == "server"]
        text = json.dumps([sent, told], sort_keys=True)
        answer = self._validator.response_format(body)
        return replace(
            seen,
            sent=json.dumps(_plain([sent, told]), sort_keys=True) if ".0" in text else text,
            returned=answer.returned,
            read=tuple(answer.read),
        )


def _plain(value: Any) -> Any:
    """Spell whole numbers as such: 2.0 and 2 are the same number."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _each(pointer: str) -> str:
    """Spell every index of a pointer as ``-``: the same issue in another item is the same issue."""
    return "/".join(ir.EACH if step.isdecimal() else step for step in pointer.split("/"))
