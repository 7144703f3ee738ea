"""Rules on the way to a pact: conditions as alternatives of tests, every path from the body."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from modelpact import ir, naming
from modelpact.importing.flat import same
from modelpact.importing.schema import Unsayable, escaped

Check = Literal["present", "absent", "in", "not", "within", "count"]
MOST = 24
"""So many alternatives a condition may have."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A test of one path; ``value`` is a list of values, bounds by word, or a (least, most)."""

    path: ir.Path
    check: Check
    value: Any = None

    @property
    def key(self) -> str:
        return repr((self.path, self.check, self.value))


When = list[list[Atom]]
"""Alternatives, each of tests that all hold; one without tests always holds, none never does."""
ALWAYS: When = [[]]


@dataclass(slots=True)
class Draft:
    """A rule: ``scope`` is the object that it is about, ``effect`` a key of the grammar with its paths or bounds."""

    at: str
    scope: ir.Path
    effect: str
    paths: list[ir.Path] = field(default_factory=list)
    bounds: dict[str, Any] = field(default_factory=dict)
    when: When = field(default_factory=lambda: ALWAYS)
    comment: str = ""


def conj(one: When, two: When) -> When:
    """Both hold."""
    joined = [merged for a in one for b in two if (merged := _joined([*a, *b])) is not None]
    found = list({frozenset(atom.key for atom in atoms): atoms for atoms in joined}.values())
    if len(found) > MOST:
        raise Unsayable("a condition of too many alternatives")
    return found


def _joined(atoms: list[Atom]) -> list[Atom] | None:
    """Drop what is said twice; None where two tests exclude each other."""
    found: dict[str, Atom] = {}
    lists: dict[ir.Path, Atom] = {}
    for atom in atoms:
        if atom.check == "in" and ir.EACH not in atom.path and atom.path in lists:
            before = lists[atom.path]
            both = [item for item in before.value if any(same(item, other) for other in atom.value)]
            if not both:
                return None
            found.pop(before.key, None)
            atom = Atom(atom.path, "in", both)
        if atom.check == "in":
            lists[atom.path] = atom
        found[atom.key] = atom
    implied = [
        a.path for a in found.values() if a.check in ("present", "in", "not", "within") or _some(a)
    ]
    for key, atom in [*found.items()]:
        if atom.check == "present" and any(
            p != atom.path and p[: len(atom.path)] == atom.path for p in implied
        ):
            del found[key]
    checks = {(atom.path, atom.check) for atom in found.values()}
    if any(
        (atom.path, "absent") in checks and atom.check in ("present", "in", "not", "within")
        for atom in found.values()
    ):
        return None
    return list(found.values())


def _some(atom: Atom) -> bool:
    """Tell whether a count wants at least one."""
    return atom.check == "count" and bool(atom.value[0])


def negated(when: When) -> When:
    """None of the alternatives holds."""
    found = ALWAYS
    for atoms in when:
        found = conj(found, [alternative for atom in atoms for alternative in _not(atom)])
    return found


def _not(atom: Atom) -> When:
    path = atom.path
    absent, present = Atom(path, "absent"), Atom(path, "present")
    match atom.check:
        case "present":
            return [[absent]]
        case "absent":
            return [[present]]
        case "in" if ir.EACH not in path:
            return [[absent], [Atom(path, "not", atom.value)]]
        case "not" if ir.EACH not in path:
            return [[absent], [Atom(path, "in", atom.value)]]
        case "within" if len(atom.value) == 1 and ir.EACH not in path:
            ((word, bound),) = atom.value.items()
            other = _OTHER.get(word)
            if other:
                return [[absent], [Atom(path, "within", {other: bound})]]
        case "count":
            least, most = atom.value
            few = [[Atom(path, "count", (None, least - 1))]] if least else []
            return few + ([[Atom(path, "count", (most + 1, None))]] if most is not None else [])
    raise Unsayable("the contrary of a condition")


_OTHER = {
    "minimum": "exclusiveMaximum",
    "maximum": "exclusiveMinimum",
    "exclusiveMinimum": "maximum",
    "exclusiveMaximum": "minimum",
}


def spelled(path: ir.Path) -> str:
    """Spell a path as pacts do."""
    return "/".join(map(escaped, path))


def relative(path: ir.Path, scope: ir.Path, *, leave: bool = False) -> str:
    """Spell a path from an object; ``leave``: it may start at the body instead."""
    if path[: len(scope)] == scope and len(path) > len(scope):
        return spelled(path[len(scope) :])
    shared = 0
    while shared < min(len(path), len(scope)) and path[shared] == scope[shared]:
        shared += 1
    if not leave or ir.EACH in path[:shared] or not path:
        raise Unsayable("a condition on what surrounds an item of a list")
    return "/" + spelled(path)


def tests(atoms: list[Atom], scope: ir.Path) -> dict[str, Any]:
    """Spell tests that all hold."""
    found: dict[str, Any] = {}
    for path in dict.fromkeys(atom.path for atom in atoms):
        mine = [atom for atom in atoms if atom.path == path]
        name = relative(path, scope, leave=True)
        listed = [atom for atom in mine if atom.check == "in"]
        if listed:
            values = listed[0].value
            if len(listed) > 1 or any(atom.check in ("within", "count") for atom in mine):
                raise Unsayable("several tests of one member")
            excluded = [item for atom in mine if atom.check == "not" for item in atom.value]
            values = [item for item in values if not any(same(item, other) for other in excluded)]
            found[name] = values[0] if len(values) == 1 else values
            continue
        test: dict[str, Any] = {}
        for atom in mine:
            match atom.check:
                case "present" if not any(other.check in ("not", "within") for other in mine):
                    test["present"] = True
                case "absent":
                    test["present"] = False
                case "not":
                    test.setdefault("not", [])
                    test["not"] += [x for x in atom.value if x not in test["not"]]
                case "within":
                    test |= atom.value
                case "count":
                    least, most = atom.value
                    test |= {"minItems": least} if least is not None else {}
                    test |= {"maxItems": most} if most is not None else {}
        if len(test.get("not", ())) == 1:
            (test["not"],) = test["not"]
        found[name] = test
    return found


def said(draft: Draft, taken: set[str]) -> dict[str, Any]:
    """Spell a rule, with an id that no other has, or raise Unsayable."""
    scope = draft.scope
    when = [tests(atoms, scope) for atoms in draft.when]
    effect: Any
    match draft.effect:
        case "then":
            (path,) = draft.paths
            effect = {relative(path, scope): draft.bounds}
        case "limit":
            (path,) = draft.paths
            effect = {"sum": [{"count": relative(path, scope)}], **draft.bounds}
        case _:
            effect = [relative(path, scope) for path in draft.paths]
    id_, because = _named(draft)
    id_ = naming.unique(id_, taken, "-")
    taken.add(id_)
    return {
        "id": id_,
        "because": because,
        **({"in": spelled(scope)} if scope else {}),
        **({"when": when[0] if len(when) == 1 else when} if draft.when != ALWAYS else {}),
        draft.effect: effect,
    }


def _named(draft: Draft) -> tuple[str, str]:
    """An id and a sentence: those of the comment, if it has them, else made of the members."""
    head, _, rest = draft.comment.partition(": ")
    if rest and naming.kebab(head) == head and "-" in head:
        return head, rest
    names = [_word(path) for path in draft.paths]
    tested = list(dict.fromkeys(_word(atom.path) for atoms in draft.when for atom in atoms))
    listed = " and ".join(names)
    where = f"Depending on {' and '.join(tested)}, " if tested else ""
    sentence = (
        where
        + {
            "required": f"{listed} must be there",
            "forbidden": f"{listed} must not be there",
            "ignored": f"{listed} has no effect",
            "then": f"{listed} has fewer values",
            "limit": f"the number of {listed} has bounds",
            "atLeastOne": f"at least one of {', '.join(names)} is needed",
            "exactlyOne": f"exactly one of {', '.join(names)} is needed",
            "atMostOne": f"no two of {', '.join(names)} go together",
            "allOrNone": f"{listed} come together or not at all",
        }[draft.effect]
    )
    words = naming.words("-".join([*names[:3], *_VERBS[draft.effect], *tested[:2]]))
    id_ = "-".join(words) if len(words) > 1 else f"{naming.kebab('-'.join(words))}-rule"
    because = draft.comment.strip() or f"{sentence[0].upper()}{sentence[1:]}."
    return id_, because


_VERBS: dict[str, list[str]] = {
    "required": ["needed"],
    "forbidden": ["refused"],
    "ignored": ["ignored"],
    "then": ["bounds"],
    "limit": ["count"],
    "atLeastOne": ["some"],
    "exactlyOne": ["one"],
    "atMostOne": ["apart"],
    "allOrNone": ["together"],
}


def _word(path: ir.Path) -> str:
    """The name that people call a path by."""
    return next((step for step in reversed(path) if step != ir.EACH and step.strip()), "items")
