"""Two versions of a model, each asked what the other one suggests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from modelpact import ir, places
from modelpact.diff.effects import Effect, effects
from modelpact.diff.sides import Seen, Side
from modelpact.vectors.bodies import found
from modelpact.vectors.requests import refused


@dataclass(frozen=True, slots=True)
class Asked:
    """A request and what becomes of it in both versions."""

    body: dict[str, Any]
    old: Seen
    new: Seen

    @property
    def effects(self) -> Iterator[Effect]:
        """What is different."""
        return effects(self.old, self.new)

    @property
    def issues(self) -> int:
        """How many issues there are, in both versions together."""
        return len(self.old.issues) + len(self.new.issues)


class Pair:
    """Two versions of a model."""

    def __init__(self, old: Side, new: Side) -> None:
        self._old, self._new = old, new

    def takes(self, pointer: str) -> bool:
        """Tell whether either version takes anything at a place."""
        steps = places.steps(pointer)
        return not all(refused(side.model, steps) for side in (self._old, self._new))

    def pictured(self) -> Iterator[ir.Path]:
        """Yield the places of pictures where a request is taken that has one there; in lists first."""
        for path in sorted(self._new.model.images.places, key=len, reverse=True):
            if any(found(one.body, path) for one in self.asked if one.new.verdict != "reject"):
                yield path

    def ask(self, body: dict[str, Any]) -> Asked:
        """Ask both versions."""
        was, now = self._old.see(body), self._new.see(body)
        if "reject" in (was.verdict, now.verdict):
            return Asked(body, was, now)
        return Asked(body, self._old.answer(body, was), self._new.answer(body, now))

    @cached_property
    def asked(self) -> list[Asked]:
        """Requests on both sides of everything that either version says; the shortest come first."""
        bodies = (*self._old.requests(), *self._new.requests())
        texts = {json.dumps(body, sort_keys=True): body for body in bodies}
        return [self.ask(texts[text]) for text in sorted(texts, key=lambda text: (len(text), text))]
