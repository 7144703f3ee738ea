"""Which change brings an effect about: the nearest by place and code."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from modelpact import places
from modelpact.diff.changes import Fact
from modelpact.diff.effects import RETURNED, SENT, Effect
from modelpact.diff.facts import RULE

_CODES: Final[dict[str, tuple[str, ...]]] = {
    "enum": ("enum", "tolerated", "forced", "advisory"),
    "ignoreCase": ("ignoreCase", "enum"),
    "numericText": ("numericText", "type"),
    "type": ("type", "integralFloat", "numericText"),
    "present": ("unknownMember", "required"),
    "required": ("required",),
    "additionalProperties": ("unknownMember",),
    "disposition": ("forced", "advisory", "ignored", "unverified", "rejected", "nearestWord"),
    "tolerated": ("tolerated", "enum", "imageSource"),
    "dimensions.tolerated": ("separator", "dimensions", "enum"),
    "dimensions.words": ("enum", "dimensions", "ignoreCase"),
    "dimensions.nearestWord": ("nearestWord",),
    "image.sources": ("imageSource",),
    "image.tolerated": ("imageSource",),
    "image.formats": ("imageFormat",),
    "image.megabytes": ("imageSize",),
    "images.minimum": ("image-count-minimum", "no-image-input"),
    "images.maximum": (
        "image-count-maximum",
        "image-count-total",
        "no-image-input",
        "maxItems",
    ),
    "lifecycle.status": ("lifecycle",),
}
"""The codes by which an aspect makes itself felt, where they are not its own name."""

_SURE, _LIKELY, _NEAR, _REMOTE = 4, 3, 2, 1


def blamed(effect: Effect, facts: Sequence[Fact]) -> Fact | None:
    """Find the change that an effect is of: the likeliest one, and of these the nearest. None if there are none."""
    return max(facts, key=lambda fact: (_likely(effect, fact), _near(effect, fact)), default=None)


def _likely(effect: Effect, fact: Fact) -> int:
    pointer, aspect = fact.at
    if effect.code == RETURNED:
        return _of_answer(fact)
    if effect.code == SENT:
        return _LIKELY if aspect in ("default", "disposition", "dimensions.words", "type") else 0
    if aspect.startswith(RULE):
        return _SURE if aspect == RULE + effect.code else 0
    same = pointer == effect.pointer or fact.new == effect.pointer
    around = effect.pointer.startswith(pointer + "/") or pointer.startswith(effect.pointer + "/")
    codes = _CODES.get(aspect, (aspect.rpartition(".")[2].rpartition(" ")[2],))
    if effect.code in codes and (same or around):
        return _SURE if same or aspect in _CODES else _NEAR
    if same:
        return _NEAR
    if aspect == "default" and pointer:
        return _REMOTE  # an absent member counts as its default, in any rule
    return _REMOTE if pointer and around else 0


def _of_answer(fact: Fact) -> int:
    if fact.at.aspect.startswith(("response.poll", "response.filtered")):
        return _REMOTE
    if fact.at.aspect.startswith("response."):
        return _SURE
    return _LIKELY if fact.at.aspect in ("default", "disposition", "enum", "present") else 0


def _near(effect: Effect, fact: Fact) -> int:
    """Count the steps that the two places have in common."""
    both = zip(places.steps(effect.pointer), places.steps(fact.at.pointer), strict=False)
    return sum(1 for _ in takewhile(lambda each: each[0] == each[1], both))
