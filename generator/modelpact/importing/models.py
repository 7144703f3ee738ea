"""A request body -> models: one for each id that ``model`` may be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from modelpact import ir, naming
from modelpact.importing import shapes
from modelpact.importing.flat import Flat, Union
from modelpact.importing.flatten import flatten, with_branch
from modelpact.importing.pictures import Picture
from modelpact.importing.rules import ALWAYS, Draft, said
from modelpact.importing.schema import Schema, Source, Unsayable
from modelpact.importing.texts import prose
from modelpact.importing.unions import discriminated
from modelpact.importing.values import Values
from modelpact.resolve.images import MADE

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:@+-]|/(?=[A-Za-z0-9])){0,127}")
_ORDER: Final = (
    "type", "enum", "const", "image", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "pattern", "minItems", "maxItems", "title", "description", "enumDescriptions", "default",
    "examples", "deprecated", "disposition", "required", "additionalProperties", "items", "properties",
)  # fmt: skip


@dataclass(slots=True)
class Body:
    """What requests to one model are: parameters by name, rules, and where each is from in the document."""

    id: str
    at: str
    parameters: dict[str, Any]
    required: list[str]
    rules: list[dict[str, Any]]
    places: dict[ir.Path, str]
    rule_places: dict[str, str]
    pictures: dict[ir.Path, Picture]
    title: str = ""
    description: str = ""
    deprecated: bool = False


@dataclass(slots=True)
class Request:
    """The schema of a request body, and ids that ``model`` may be where the schema does not say.

    ``members`` travel in the path. ``files`` is set where the body is a form: types of pictures by part.
    """

    schema: Schema
    models: list[str] = field(default_factory=list)
    members: dict[str, Schema] = field(default_factory=dict)
    files: dict[str, tuple[str, ...]] | None = None


def bodies(source: Source, request: Request) -> Iterator[Body]:
    """Yield the models of a request; none where it is about no model."""
    whole = _flat(source, request)
    for id_, flat, alone in _models(source, request, whole):
        yield _body(source, Values(source, request.files), flat, id_, alone)


def merged(source: Source, text: Request, edit: Request, id_: str, picture: str) -> Body:
    """The one body of a model with two operations: ``picture`` is the member that asks for the second."""
    one, two = (
        next(found for found in _models(source, each, _flat(source, each)) if found[0] == id_)
        for each in (text, edit)
    )
    values = Values(source, edit.files)
    made = values.of(two[1], ())
    images = shapes.Branch(made, values.rules, two[1].at)
    values.rules, values.files = [], text.files
    words = shapes.Branch(values.of(one[1], ()), values.rules, one[1].at)
    values.rules = []
    made = shapes.by_presence(values, words, images, picture)
    return _body(source, values, one[1], id_, one[2], made)


def named(source: Source, request: Request) -> list[str]:
    """The ids of models that a request speaks of."""
    probe = Source(source.document, source.old)
    return [id_ for ids, _ in _branches(probe, _flat(probe, request)) for id_ in ids]


def takes_any(source: Source, request: Request) -> bool:
    """Tell whether a request has a member model, whose values are not known."""
    probe = Source(source.document, source.old)
    return "model" in _flat(probe, request).properties and not named(source, request)


def _flat(source: Source, request: Request) -> Flat:
    flat = flatten(source, [request.schema])
    for name, member in request.members.items():
        flat.properties[name] = [member]
        flat.required[name] = member.at
    if request.files is not None:
        for name in [name for name in flat.properties if name.endswith("[]")]:
            bare = name.removesuffix("[]")  # a list whose parts have brackets behind their name
            flat.properties.setdefault(bare, flat.properties.pop(name))
            if name in flat.required:
                flat.required[bare] = flat.required.pop(name)
    return flat


def _models(source: Source, request: Request, whole: Flat) -> Iterator[tuple[str, Flat, bool]]:
    """Yield each model, what is known of its requests, and whether they are of no other model."""
    for ids, flat in _branches(source, whole):
        for id_ in ids or request.models:
            if not _ID.fullmatch(id_) or ".." in id_:
                source.lose(flat.at, f"{prose(id_)[:60]!a} cannot be the id of a model")
                continue
            yield id_, flat, flat is not whole or len(_ids(source, flat)) == 1


def _branches(source: Source, flat: Flat) -> Iterator[tuple[list[str], Flat]]:
    """Part a body by the ids of models; empty ids where it does not say them."""
    ids = _ids(source, flat)
    if ids:
        yield ids, flat
        return
    for union in flat.unions:
        left = [other for other in flat.unions if other is not union]
        parts = []
        for schema in union.branches:
            merged = with_branch(source, flat, left, schema)
            _chosen(source, merged, union, schema)
            parts.append(merged)
        found = [(ids, each) for part in parts for ids, each in _branches(source, part)]
        if found and all(ids for ids, _ in found):
            yield from found
            return
    yield [], flat


def _chosen(source: Source, merged: Flat, union: Union, schema: Schema) -> None:
    if (union.discriminator or {}).get("propertyName") == "model" and not _ids(source, merged):
        discriminated(Values(source), merged, union, schema)


def _ids(source: Source, flat: Flat) -> list[str]:
    """The ids that ``model`` may be: those that are listed, else those that are shown."""
    parts = flat.properties.get("model")
    if not parts:
        return []
    probe = Source(source.document, source.old)
    made = Values(probe).value(parts, ("model",))
    listed = made.get("enum")
    if listed is None:
        listed = _listed(probe, flatten(probe, parts)) or made.get("examples", [])
        default = made.get("default", {}).get("server")
        listed = listed or ([default] if default else [])
        if listed:
            source.lose(parts[0].at, "other models than those that are named")
    return list(dict.fromkeys(item for item in listed if isinstance(item, str) and item))


def _listed(source: Source, flat: Flat) -> list[str]:
    """What any alternative of a value lists."""
    found = [*(flat.enum or ())]
    for union in flat.unions:
        for branch in union.branches:
            found += _listed(source, flatten(source, [branch]))
    return found


def _body(
    source: Source,
    values: Values,
    flat: Flat,
    id_: str,
    alone: bool,
    made: dict[str, Any] | None = None,
) -> Body:
    named = flat.properties.get("model")
    if not named:
        source.lose(flat.at, "requests have no member model here: the pact adds one")
    elif "model" not in flat.required:
        source.lose(named[0].at, "a request without model, which pacts always name")
    made = values.of(flat, ()) if made is None else made
    if made.get("additionalProperties") is False:
        source.lose(flat.at, "an unknown member at the top is a warning, and no error")
    members = {name: part for name, part in made.get("properties", {}).items() if name != "model"}
    body = Body(
        id=id_,
        at=flat.at,
        parameters={name: tidy(part, name) for name, part in members.items()},
        required=[name for name in made.get("required", ()) if name in members],
        rules=[],
        places=values.places,
        rule_places={},
        pictures=values.pictures,
    )
    if alone:
        body.title, body.description = prose(made.get("title")), prose(made.get("description"))
    body.deprecated = made.get("deprecated") is True
    taken = set(MADE)
    for draft in values.rules:
        _rule(source, draft, body, made, taken)
    return body


def _rule(source: Source, draft: Draft, body: Body, made: dict[str, Any], taken: set[str]) -> None:
    """Spell a rule as it is for one model."""
    when = [kept for atoms in draft.when if (kept := _for_model(atoms, body.id)) is not None]
    if not when:
        return
    draft.when = ALWAYS if any(not atoms for atoms in when) else when
    about = [path for path in draft.paths if path != ("model",)]
    if len(about) < len(draft.paths):
        if draft.effect == "required" and not about:
            return
        if draft.effect != "required":
            source.lose(draft.at, "a rule about the member model")
            return
    draft.paths = about
    try:
        for atoms in draft.when:
            for atom in atoms:
                default = _default(made, atom.path)
                if atom.check == "in" and default is not None and default in atom.value:
                    if not any(o.check == "present" and o.path == atom.path for o in atoms):
                        continue
                    source.lose(draft.at, f"{atom.path[-1]} left out counts as its default here")
        rule = said(draft, taken)
    except Unsayable as reason:
        source.lose(draft.at, f"the rules of pacts cannot say {reason}")
        return
    body.rules.append(rule)
    body.rule_places[rule["id"]] = draft.at


def _default(made: dict[str, Any], path: ir.Path) -> Any:
    here: Any = made
    for step in path:
        here = (
            here.get("items", {}) if step == ir.EACH else here.get("properties", {}).get(step, {})
        )
    return here.get("default", {}).get("server")


def _for_model(atoms: list[Any], id_: str) -> list[Any] | None:
    """Settle the tests of ``model``; None where one does not hold."""
    kept = []
    for atom in atoms:
        if atom.path != ("model",):
            kept.append(atom)
        elif atom.check == "absent" or (
            atom.check in ("in", "not") and (id_ in atom.value) != (atom.check == "in")
        ):
            return None
    return kept


def tidy(made: dict[str, Any], name: str = "") -> dict[str, Any]:
    """A parameter as people write it: no type that goes without saying, keys in their usual order."""
    found = dict(made)
    if naming.words(found.get("title", "")) == naming.words(name):
        found.pop("title", None)  # it says no more than the name
    types = found.get("type")
    if types is not None:
        found["type"] = types[0] if len(types) == 1 else types
        listed = found.get("enum")
        if listed is not None:
            found["enum"] = [item for item in listed if _keeps(found, item)] or listed
            if types == ["string"]:
                del found["type"]
        elif (types == ["object"] and "properties" in found) or (
            types == ["string"] and found.get("image")
        ):
            del found["type"]
    if "items" in found:
        found["items"] = tidy(found["items"])
    if "properties" in found:
        found["properties"] = {n: tidy(part, n) for n, part in found["properties"].items()}
    return {key: found[key] for key in _ORDER if key in found}


def _keeps(made: dict[str, Any], item: Any) -> bool:
    """Tell whether a listed value satisfies the constraints beside it."""
    if isinstance(item, str):
        return made.get("minLength", 0) <= len(item) <= made.get("maxLength", len(item)) and (
            "pattern" not in made or re.fullmatch(made["pattern"], item) is not None
        )
    if isinstance(item, bool) or item is None:
        return True
    return bool(
        made.get("minimum", item) <= item <= made.get("maximum", item)
        and ("exclusiveMinimum" not in made or item > made["exclusiveMinimum"])
        and ("exclusiveMaximum" not in made or item < made["exclusiveMaximum"])
    )
