"""Alternatives of a value -> one parameter that takes what any of them takes."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, Final

from modelpact import ir
from modelpact.importing import shapes
from modelpact.importing.flat import OF_KIND, TYPES, Flat, Union, is_type, same
from modelpact.importing.flatten import with_branch
from modelpact.importing.schema import Schema
from modelpact.importing.texts import literal

if TYPE_CHECKING:
    from modelpact.importing.values import Values

_LOOSER: Final = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems"), min),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems"), max),
}


def united(values: Values, flat: Flat, path: ir.Path) -> dict[str, Any]:
    """The parameter of a value with alternatives: the first of its unions, the rest within each branch."""
    union, left = flat.unions[0], flat.unions[1:]
    outer = values.rules
    branches: list[shapes.Branch] = []
    for schema in union.branches:
        values.rules = []
        merged = with_branch(values.source, flat, left, schema)
        discriminated(values, merged, union, schema)
        made = values.of(merged, path)
        branches.append(shapes.Branch(made, values.rules, schema.at))
    values.rules = outer
    found = merge(values, branches, union, path)
    told = values.told(flat, found)
    shown = [*found.get("examples", ()), *told.get("examples", ())]
    distinct = [item for number, item in enumerate(shown) if item not in shown[:number]]
    return {**found, **told, **({"examples": distinct} if distinct else {})}


def discriminated(values: Values, merged: Flat, union: Union, schema: Schema) -> None:
    """Let OpenAPI's discriminator say which value of a member chooses a branch, where the branch does not."""
    known = union.discriminator or {}
    name = known.get("propertyName")
    ref = schema.value.get("$ref") if isinstance(schema.value, dict) else None
    if not isinstance(name, str) or not isinstance(ref, str):
        return
    mapping = known.get("mapping") if isinstance(known.get("mapping"), dict) else {}
    last = ref.rsplit("/", 1)[-1]
    values_ = [key for key, to in (mapping or {}).items() if to in (ref, last)] or [last]
    merged.properties.setdefault(name, []).append(
        Schema({"type": "string", "enum": values_}, f"{union.at.rsplit('/', 1)[0]}/discriminator")
    )
    merged.required.setdefault(name, union.at)


def merge(
    values: Values, branches: list[shapes.Branch], union: Union, path: ir.Path
) -> dict[str, Any]:
    """One parameter for all branches; the rules of objects hold where their branch is chosen."""
    made = [branch.made for branch in branches]
    lone = [b for b in branches if b.made.get("disposition") == "rejected"]
    if lone and len(lone) < len(branches):  # an alternative that nothing satisfies
        return merge(values, [b for b in branches if b not in lone], union, path)
    if any("type" not in each for each in made):
        return {}
    objects = [branch for branch in branches if "object" in branch.made["type"]]
    others = [branch for branch in branches if branch not in objects]
    for branch in others:
        keep = len([b for b in branches if set(b.made["type"]) & set(branch.made["type"])]) == 1
        if keep:
            values.rules += branch.rules
        else:
            for rule in branch.rules:
                values.source.lose(rule.at, "a rule of one alternative among several")
    found: dict[str, Any] = {
        "type": [name for name in TYPES if any(name in each["type"] for each in made)]
    }
    if "number" in found["type"] and "integer" in found["type"]:
        found["type"].remove("integer")
        if (
            len(
                {
                    _text(e, ("minimum", "maximum"))
                    for e in made
                    if {"number", "integer"} & set(e["type"])
                }
            )
            > 1
        ):
            values.source.lose(union.at, "bounds of a whole number beside those of any number")
    enumerate_(values, made, found, union)
    for name in found["type"]:
        having = [
            each
            for each in made
            if name in each["type"] or (name == "number" and "integer" in each["type"])
        ]
        if name == "object":
            found |= shapes.joined(values, objects, union, path)
        elif len(having) == 1:
            found |= {key: having[0][key] for key in OF_KIND.get(name, ()) if key in having[0]}
        else:
            found |= _loose(values, name, having, union, path)
    if union.one and not objects[1:] and _overlap(made):
        values.source.lose(union.at, "exactly one alternative must hold: here any may")
    shown = [item for each in made for item in each.get("examples", ())]
    told = {key: text for each in made for key, text in each.get("enumDescriptions", {}).items()}
    for each in made:
        if (
            "enum" in each
            and len(each["enum"]) == 1
            and each.get("description")
            and "enum" in found
        ):
            told.setdefault(str(each["enum"][0]), each["description"])
    words = [each for each in made if each["type"] != ["null"]]
    alone = words[0] if len(words) == 1 else {}
    return {
        **found,
        **{
            key: alone[key]
            for key in ("title", "description", "default", "deprecated")
            if key in alone
        },
        **({"enumDescriptions": told} if told and "enum" in found else {}),
        **({"examples": shown} if shown else {}),
    }


def enumerate_(
    values: Values, made: list[dict[str, Any]], found: dict[str, Any], union: Union
) -> None:
    """List the values of all alternatives, if each lists its own; else keep listed texts as a pattern."""
    listed: list[Any] = []
    free: set[str] = set()
    for each in made:
        given = each.get("enum")
        for name in each["type"]:
            if given is not None:
                listed += [item for item in given if is_type(item, name) and not _has(listed, item)]
            elif name == "null":
                listed += [] if _has(listed, None) else [None]
            elif name == "boolean":
                listed += [flag for flag in (True, False) if not _has(listed, flag)]
            else:
                free.add("number" if name == "integer" else name)
    if not any("enum" in each for each in made):
        return
    if not free:
        found["enum"] = listed
        return
    texts = [item for item in listed if isinstance(item, str)]
    numbers = [
        item for item in listed if isinstance(item, int | float) and not isinstance(item, bool)
    ]
    if texts and "string" not in free:
        found["pattern"] = "|".join(map(literal, texts))
    flags = [item for item in listed if isinstance(item, bool)]
    if (numbers and "number" not in free) or len(flags) == 1:
        values.source.lose(union.at, "listed numbers or flags beside values of another type")
    if texts and "string" in free:
        found["examples"] = texts


def _loose(
    values: Values, name: str, having: list[dict[str, Any]], union: Union, path: ir.Path
) -> dict[str, Any]:
    """Constraints of one type that take what any of these take."""
    found: dict[str, Any] = {}
    listed = [each for each in having if "enum" in each]
    free = [each for each in having if "enum" not in each]
    if listed and not free:
        return {}
    if name == "array":
        parts = [each["items"] for each in having if "items" in each]
        if len(parts) == len(having):
            inner = [shapes.Branch(part, [], union.at) for part in parts]
            found["items"] = (
                parts[0] if _alike(parts) else merge(values, inner, union, (*path, ir.EACH))
            )
    differing = [
        k
        for k in OF_KIND.get(name, ())
        if k != "items" and not _alike([each.get(k) for each in free])
    ]
    for key in OF_KIND.get(name, ()):
        given = [each[key] for each in free if key in each]
        if key == "items" or len(given) < len(free):
            continue
        if _alike(given):
            found[key] = given[0]
        elif key in _LOOSER:
            found[key] = _LOOSER[key](given)
        elif key == "pattern":
            found[key] = "|".join(f"(?:{one})" for one in given)
    if (
        len(differing) > 1
        or (differing and listed)
        or (differing and name in ("integer", "number"))
    ):
        values.source.lose(union.at, f"which bounds of a {name} go together")
    if listed and any(key in found for key in OF_KIND.get(name, ())):
        values.source.lose(union.at, "listed values beside others with bounds")
        return {}
    return found


def _overlap(made: list[dict[str, Any]]) -> bool:
    for one, two in combinations(made, 2):
        shared = {_wide(name) for name in one["type"]} & {_wide(name) for name in two["type"]}
        if "enum" in one and "enum" in two:
            if any(_has(two["enum"], item) for item in one["enum"]):
                return True
        elif shared:
            return True
    return False


def _wide(name: str) -> str:
    return "number" if name == "integer" else name


def _has(items: list[Any], item: Any) -> bool:
    return any(same(item, other) for other in items)


def _alike(items: list[Any]) -> bool:
    return all(repr(item) == repr(items[0]) for item in items)


def _text(each: dict[str, Any], keys: tuple[str, ...]) -> str:
    return repr([each.get(key) for key in keys])
