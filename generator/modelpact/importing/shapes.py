"""Objects of several shapes -> one object, with rules that tell the shapes apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from modelpact import ir
from modelpact.importing.flat import COUNTS, NUMBERS, Union, same
from modelpact.importing.rules import Atom, Check, Draft, When, conj
from modelpact.importing.schema import Unsayable

if TYPE_CHECKING:
    from modelpact.importing.values import Values

_SIMPLE: Final = frozenset((*NUMBERS, *COUNTS, "pattern", "enum"))
_PROSE: Final = frozenset(
    {"title", "description", "examples", "default", "enumDescriptions", "deprecated"}
)


@dataclass(slots=True)
class Branch:
    """An alternative: its parameter, the rules of what is inside, and where it stands in the document."""

    made: dict[str, Any]
    rules: list[Draft]
    at: str


def joined(values: Values, branches: list[Branch], union: Union, path: ir.Path) -> dict[str, Any]:
    """The members of all shapes; which go together is told by the member that chooses, where there is one."""
    shapes = [branch.made for branch in branches]
    if len(branches) == 1:
        values.rules += branches[0].rules
        return {
            k: shapes[0][k]
            for k in ("properties", "required", "additionalProperties")
            if k in shapes[0]
        }
    names = list(dict.fromkeys(name for shape in shapes for name in shape.get("properties", {})))
    chooser = chosen_by(shapes, union)
    members: dict[str, Any] = {}
    for name in names:
        parts = [
            shape["properties"][name] for shape in shapes if name in shape.get("properties", {})
        ]
        members[name] = _member(values, parts, union, (*path, name))
    needed = [n for n in names if all(n in shape.get("required", ()) for shape in shapes)]
    closed = [shape.get("additionalProperties") is False for shape in shapes]
    if chooser:
        for branch in branches:
            own = branch.made["properties"][chooser]["enum"]
            when = [[Atom((*path, chooser), "in", own)]]
            _tell_apart(values, branch, chooser, when, members, needed, path)
        if any(closed) and not all(closed):
            values.source.lose(union.at, "one shape is closed and another is not")
        if union.one and any(chooser not in shape.get("required", ()) for shape in shapes):
            values.source.lose(union.at, f"without {chooser} the shapes are not told apart")
    else:
        values.source.lose(
            union.at, "nothing tells these objects apart: which members go together is not judged"
        )
        for branch in branches:
            for rule in branch.rules:
                values.source.lose(rule.at, "a rule of one shape among several")
    return {
        **({"properties": members} if members else {}),
        **({"required": needed} if needed else {}),
        **({"additionalProperties": False} if all(closed) else {}),
    }


def by_presence(values: Values, words: Branch, images: Branch, picture: str) -> dict[str, Any]:
    """The members of two bodies; those of the second are meant where a member of its own is there."""
    union = Union([], False, images.at)
    bodies: tuple[tuple[Branch, Check], ...] = (words, "absent"), (images, "present")
    closed = [each.made.get("additionalProperties") is False for each, _ in bodies]
    for branch, _ in bodies:
        shape = {**branch.made, "properties": {**branch.made.get("properties", {})}}
        shape["properties"].pop("model", None)
        shape.pop("additionalProperties", None)
        shape["required"] = [name for name in shape.get("required", ()) if name != "model"]
        branch.made = shape
    parts = [branch.made["properties"] for branch, _ in bodies]
    members = {
        name: _member(values, [part[name] for part in parts if name in part], union, (name,))
        for name in dict.fromkeys(name for part in parts for name in part)
    }
    needed = [name for name in words.made["required"] if name in images.made["required"]]
    for (branch, check), is_closed in zip(bodies, closed, strict=True):
        when: When = [[Atom((picture,), check)]]
        branch.made["required"] = [name for name in branch.made["required"] if name != picture]
        _tell_apart(values, branch, picture, when, members, needed, ())
        foreign = [name for name in members if name not in branch.made["properties"]]
        paths: list[ir.Path] = [(name,) for name in foreign if name != picture]
        if paths:
            effect = "forbidden" if is_closed else "ignored"
            values.rules.append(Draft(branch.at, (), effect, paths, when=when))
            values.source.lose(
                branch.at,
                f"a member of the other operation alone is judged here: {paths[0][0]}"
                + (f" and {len(paths) - 1} more" if paths[1:] else ""),
            )
    told: tuple[str, ...] = ("title", "description")
    return {
        **{key: words.made[key] for key in told if key in words.made},
        "type": ["object"],
        "properties": members,
        "required": needed,
        **({"additionalProperties": False} if any(closed) else {}),
    }


def chosen_by(shapes: list[dict[str, Any]], union: Union) -> str:
    """The member whose listed values tell the shapes apart; empty where there is none."""
    first = (union.discriminator or {}).get("propertyName")
    names = [first] if isinstance(first, str) else []
    for name in (*names, *shapes[0].get("properties", ())):
        lists = [shape.get("properties", {}).get(name, {}).get("enum") for shape in shapes]
        if all(lists) and not any(
            same(item, other)
            for number, one in enumerate(lists)
            for two in lists[number + 1 :]
            for item in one
            for other in two
        ):
            return str(name)
    return ""


def _member(
    values: Values, parts: list[dict[str, Any]], union: Union, path: ir.Path
) -> dict[str, Any]:
    from modelpact.importing import unions

    bare = [{k: v for k, v in part.items() if k not in _PROSE} for part in parts]
    if all(repr(part) == repr(bare[0]) for part in bare):
        return parts[0]
    told = {
        k: v for part in reversed(parts) for k, v in part.items() if k in ("title", "description")
    }
    whole = Union(union.branches, False, union.at)
    losses = dict(values.source.losses)
    found = unions.merge(values, [Branch(part, [], union.at) for part in parts], whole, path)
    values.source.losses = losses  # what is loosened here is told apart again
    default = [part.get("default") for part in parts]
    same_default = default[0] if all(repr(each) == repr(default[0]) for each in default) else None
    return {**found, **told, **({"default": same_default} if same_default else {})}


def _tell_apart(
    values: Values,
    branch: Branch,
    chooser: str,
    when: When,
    members: dict[str, Any],
    needed: list[str],
    path: ir.Path,
) -> None:
    """Note what holds of one shape alone."""
    shape = branch.made
    own = shape.get("properties", {})
    missing = [n for n in shape.get("required", ()) if n not in needed]
    if missing:
        paths: list[ir.Path] = [(*path, name) for name in missing]
        values.rules.append(Draft(branch.at, path, "required", paths, when=when))
    if shape.get("additionalProperties") is False:
        foreign: list[ir.Path] = [(*path, name) for name in members if name not in own]
        if foreign:
            values.rules.append(Draft(branch.at, path, "forbidden", foreign, when=when))
    for name, part in own.items():
        if name != chooser:
            _narrowed(values, branch, part, members[name], when, (*path, name), path)
    for rule in branch.rules:
        try:
            rule.when = conj(when, rule.when)
            values.rules.append(rule)
        except Unsayable as reason:
            values.source.lose(rule.at, f"the rules of pacts cannot say {reason}")


def _narrowed(
    values: Values,
    branch: Branch,
    part: dict[str, Any],
    whole: dict[str, Any],
    when: Any,
    path: ir.Path,
    scope: ir.Path,
) -> None:
    """Say what a member may be in one shape, where it may be more in another."""
    one = {k: v for k, v in part.items() if k not in _PROSE}
    two = {k: v for k, v in whole.items() if k not in _PROSE}
    if repr(one) == repr(two):
        return
    if part.get("disposition") == "rejected":
        values.rules.append(Draft(branch.at, scope, "forbidden", [path], when=when))
        return
    differing = {key for key in one.keys() | two.keys() if repr(one.get(key)) != repr(two.get(key))}
    simple = {key: one[key] for key in one if key in _SIMPLE and key in differing}
    if "type" in one and one["type"] != two.get("type"):
        simple = {"type": one["type"] if len(one["type"]) > 1 else one["type"][0], **simple}
    if simple:
        values.rules.append(Draft(branch.at, scope, "then", [path], simple, when))
    if differing - _SIMPLE - {"type"}:
        values.source.lose(branch.at, f"what {path[-1]} is made of in this shape alone")
