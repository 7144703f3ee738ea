"""Pairs of versions that nobody thought of: invented models and random edits of them, mutants, and strangers."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from builds import provider
from inventions import names, parameter, rule
from modelpact import check, ir, load, places, resolve, validate
from mutants import mutants
from pacts import FAMILY, PROVIDER, schemas, source

Document = dict[str, Any]


class Pair(NamedTuple):
    """Two versions of a model, under the same id."""

    old: ir.Model
    new: ir.Model


def invented(rng: random.Random, count: int) -> list[Pair]:
    """Invent so many models, each with a version that is edited or a mutant, or has nothing to do with it."""
    found: list[Pair] = []
    while len(found) < count:
        documents = {f"m-{number}": _document(rng) for number in range(count)}
        others = {
            id_: _document(rng) if rng.random() < 0.2 else _edited(document, rng)
            for id_, document in documents.items()
        }
        was, now = _resolved(documents), _resolved(others)
        for id_ in sorted(was.keys() & now.keys()):
            # A rule may be about what a mutant has lost, which no pact can say.
            mutant = not was[id_].rules and rng.random() < 0.5
            new = rng.choice(list(mutants(was[id_]))).model if mutant else now[id_]
            found.append(Pair(was[id_], new))
    ids = (f"m-{number}" for number in range(count))
    return [
        Pair(_named(old, id_), _named(new, id_))
        for (old, new), id_ in zip(found, ids, strict=False)
    ]


def mutated(name: str, rng: random.Random, count: int) -> Iterator[Pair]:
    """Yield models of a provider, each with a mutant of it, in either order."""
    models = list(provider(name).models.values())
    known = {
        model.id: [mutant for mutant in mutants(model) if not _is_vague(mutant.model)]
        for model in models
    }
    for number in range(count):
        model = models[number % len(models)]
        pair = Pair(model, rng.choice(known[model.id]).model)
        yield pair if rng.random() < 0.5 else Pair(pair.new, pair.old)


def _document(rng: random.Random) -> Document:
    parameters = {name: parameter(rng) for name in names(rng, rng.randint(1, 2))}
    rules = [rule(rng, number, parameters) for number in range(rng.randint(0, 2))]
    return {"parameters": parameters, "rules": rules}


def _edited(document: Document, rng: random.Random) -> Document:
    changed = copy.deepcopy(document)
    parameters, rules = changed["parameters"], changed["rules"]
    for _ in range(rng.choice((0, 1, 1, 1, 2, 3))):
        name = rng.choice(list(parameters)) if parameters else "first"
        match rng.choice(
            ("drop", "add", "rename", "other", "key", "key", "number", "rule", "no rule")
        ):
            case "drop":
                parameters.pop(name, None)
            case "add":
                parameters.update({other: parameter(rng) for other in names(rng, 1)})
            case "rename":
                parameters[f"{name} 2"] = parameters.pop(name, {})
            case "other":
                parameters[name] = parameter(rng)
            case "key":
                _without_a_key(parameters.get(name), rng)
            case "number":
                _another_number(parameters.get(name), rng)
            case "rule" if parameters:
                rules.append(rule(rng, len(rules) + 10, parameters))
            case "no rule" if rules:
                rules.pop(rng.randrange(len(rules)))
    return changed


def _without_a_key(found: Any, rng: random.Random) -> None:
    if isinstance(found, dict) and found:
        below = found.get("properties") or found.get("items")
        if below and rng.random() < 0.5:
            _without_a_key(
                rng.choice(list(below.values())) if "properties" in found else below, rng
            )
        else:
            # Rules may be about what is in it.
            left = [key for key in found if key not in ("items", "properties", "type")]
            found.pop(rng.choice([*left, ""]), None)


def _another_number(found: Any, rng: random.Random) -> None:
    numbers = [
        key for key, item in (found or {}).items() if isinstance(item, int) and item is not True
    ]
    if numbers:
        found[rng.choice(numbers)] += rng.choice((-1, 1))


def _resolved(documents: dict[str, Document]) -> dict[str, ir.Model]:
    """Resolve models; those of which something is wrong are left out."""
    sources = [source("acme/provider.yaml", PROVIDER), source("acme/families/fam.yaml", FAMILY)]
    for id_, document in documents.items():
        head = f"pact: 1\nmodel: {id_}\nfamily: fam\n"
        lines = (f"{key}: {json.dumps(item)}\n" for key, item in document.items() if item)
        sources.append(source(f"acme/models/{id_}.yaml", head + "".join(lines)))
    loaded, unread = load.load(sources)
    valid, invalid = validate.validate(loaded, schemas())
    catalog, unresolved = resolve.resolve(valid, [each.path for each in sources])
    found = (*unread, *invalid, *unresolved, *check.check(catalog, []))
    wrong = {problem.position.path for problem in found if problem.level == "error"}
    return {
        model.id: model
        for model in catalog.providers[0].models
        if f"acme/models/{model.id}.yaml" not in wrong and not _is_vague(model)
    }


def _is_vague(model: ir.Model) -> bool:
    """Tell whether a rule is about the inside of a value of which nothing is said, or of none: judges differ on that."""
    ways = (
        places.find(model.body, rule.scope[: n + 1])
        for rule in model.rules
        for n in range(len(rule.scope))
    )
    return any(value is None or not value.kinds for value in ways)


def _named(model: ir.Model, id_: str) -> ir.Model:
    """Give a model another id, in its body as well."""
    (kind,) = model.body.kinds
    assert isinstance(kind, ir.Object)
    first, *rest = kind.members
    own = replace(first, value=replace(first.value, enum=(id_,)))
    body = replace(model.body, kinds=(replace(kind, members=(own, *rest)),))
    return replace(model, id=id_, body=body)
