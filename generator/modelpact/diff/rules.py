"""A rule in words, part by part: where it applies, and what it demands. Places are pointers, as in all changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from modelpact.checks.prose import show
from modelpact.diff import facts

Part = Mapping[str, Any]

_BOUNDS: Final = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minItems": "at least {}",
    "maxItems": "at most {}",
}
_PATHS: Final = {
    "required": "demands {}",
    "forbidden": "forbids {}",
    "ignored": "says that {} has no effect",
    "advise": "remarks on {}",
    "atLeastOne": "demands at least one of {}",
    "exactlyOne": "demands exactly one of {}",
    "atMostOne": "takes at most one of {}",
    "allOrNone": "demands all or none of {}",
}


def changed(old: Part, new: Part) -> str:
    """Say which parts of a rule differ, and how they were."""
    return "; ".join(
        _versus(spell(new.get(key)), spell(old.get(key)))
        for key, spell in _PARTS.items()
        if old.get(key) != new.get(key)
    )


def _versus(now: str, was: str) -> str:
    """Say the two, their common first word once."""
    verb, _, rest = was.partition(" ")
    return f"{now}, was {rest if now.startswith(f'{verb} ') else was}"


def _when(ways: Iterable[Iterable[Part]] | None) -> str:
    if not ways:
        return "applies always"
    return "applies where " + ", or where ".join(" and ".join(map(_test, tests)) for tests in ways)


def _test(test: Part) -> str:
    """Say a condition; ``whenAbsent``: it holds of an absent member, too."""
    path = test["path"]
    match test["check"]:
        case "present":
            return f"{path} is there"
        case "absent":
            return f"{path} is not there"
        case "in":
            told = f"{path} is {_either(test['values'])}"
        case "notIn":
            told = f"{path} is not {_either(test['values'])}"
        case "counted":
            return f"there are {_bounded(test)} of {path}"
        case _:
            told = f"{path} is {_bounded(test)}"
    return f"{told} or absent" if test.get("whenAbsent") else told


def _effect(effect: Part | None) -> str:
    assert effect is not None
    kind = effect["kind"]
    if kind in _PATHS:
        return _PATHS[kind].format(", ".join(effect["paths"]))
    if kind == "then":
        said = "; ".join(_said(*fact) for fact in facts.of_value(effect["value"], ""))
        return f"demands of {effect['path']}: {said}"
    terms = [_term(term) for term in effect["terms"]]
    if kind == "equal":
        return f"demands that {' = '.join(terms)}"
    return f"demands that {(' + ' if kind == 'sum' else ' * ').join(terms)} is {_bounded(effect)}"


def _term(term: Part) -> str:
    counted = f"number of {term['path']}" if term.get("count") else term["path"]
    told = f"{show(term['times'])} * {counted}" if "times" in term else counted
    absent = term.get("absent")
    return told if term.get("count") or absent is None else f"{told} ({show(absent)} if absent)"


def _bounded(bounds: Part) -> str:
    return " and ".join(
        words.format(show(bounds[key])) for key, words in _BOUNDS.items() if key in bounds
    )


def _either(values: Iterable[Any], word: str = " or ") -> str:
    return word.join(map(show, values))


def _said(at: facts.At, item: Any) -> str:
    """Say what is asked of a value, or of one within it."""
    aspect = "" if at.aspect == "type" else at.aspect
    told = ", ".join(map(show, item if isinstance(item, list) else [item]))
    return " ".join(filter(None, (at.pointer, aspect, told)))


_PARTS: Final[dict[str, Callable[[Any], str]]] = {
    "severity": lambda severity: f"is {'an error' if severity == 'error' else 'a warning'}",
    "in": lambda scope: f"holds in {scope or 'the body'}",
    "when": _when,
    "effect": _effect,
    "at": lambda at: f"points to {at or 'what it is about'}",
}
