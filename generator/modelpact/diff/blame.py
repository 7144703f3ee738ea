"""Which change brings an effect about: the nearest by place and code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

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
    "images.maximum": ("image-count-maximum", "no-image-input"),
    "lifecycle.status": ("lifecycle",),
}
"""The codes by which an aspect makes itself felt, where they are not its own name."""

_SURE, _LIKELY, _NEAR, _REMOTE = 4, 3, 2, 1


def blamed(effect: Effect, facts: Sequence[Fact]) -> Fact | None:
    """Find the change that an effect is of; None if there is none that could be."""
    found = max(facts, key=lambda fact: _nearness(effect, fact), default=None)
    return found if found is not None and _nearness(effect, found) else None


def _nearness(effect: Effect, fact: Fact) -> int:
    pointer, aspect = fact.at
    if effect.code == RETURNED:
        return _of_answer(fact)
    if effect.code == SENT:
        return _LIKELY if aspect in ("default", "disposition", "dimensions.words", "type") else 0
    if aspect.startswith(RULE):
        return _SURE if aspect == RULE + effect.code else 0
    codes = _CODES.get(aspect, (aspect.rpartition(".")[2].rpartition(" ")[2],))
    same = pointer == effect.pointer or fact.new == effect.pointer
    if effect.code in codes and (same or not pointer):
        return _SURE if same or aspect in _CODES else _NEAR
    if same:
        return _NEAR
    if aspect == "default" and fact.at.pointer:
        return _REMOTE  # an absent member counts as its default, in any rule
    around = effect.pointer.startswith(pointer + "/") or pointer.startswith(effect.pointer + "/")
    return _REMOTE if pointer and around else 0


def _of_answer(fact: Fact) -> int:
    if fact.at.aspect.startswith("response."):
        return _SURE
    return _LIKELY if fact.at.aspect in ("default", "disposition", "enum", "present") else 0
