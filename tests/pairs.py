"""Versions that nobody thought of: invented models and random edits of them, mutants, and strangers."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any

from builds import LANGUAGE, SPECS
from inventions import names, parameter, rule
from modelpact import check, ir, load, places, resolve, sides, validate
from mutants import mutants
from pacts import FAMILY, PROVIDER, schemas, source

Document = dict[str, Any]


Versions = tuple[ir.Model, ...]
"""Versions of one model, under the same id."""


def invented(rng: random.Random, count: int, versions: int) -> list[Versions]:
    """Invent so many models; later versions are edits or mutants of the first, or have nothing to do with it."""
    found: list[Versions] = []
    while len(found) < count:
        documents = {f"m-{number}": _document(rng) for number in range(count)}
        first = _resolved(documents)
        later = [_resolved(_others(documents, rng)) for _ in range(versions - 1)]
        for id_ in sorted(set(first).intersection(*later)):
            model = first[id_]
            # A rule may be about what a mutant has lost, which no pact can say.
            known = [] if model.rules else list(mutants(model))
            rest = (
                rng.choice(known).model if known and rng.random() < 0.5 else each[id_]
                for each in later
            )
            found.append((model, *rest))
    return [
        tuple(_named(model, f"m-{number}") for model in models)
        for number, models in enumerate(found[:count])
    ]


def mutated(name: str, rng: random.Random, count: int, versions: int) -> Iterator[Versions]:
    """Yield models of a provider, each with mutants of it, in any order."""
    models = rng.sample(_models(name), count)
    for model in models:
        known = [mutant.model for mutant in mutants(model) if not _is_vague(mutant.model)]
        found = [model, *rng.sample(known, versions - 1)]
        rng.shuffle(found)
        yield tuple(found)


@lru_cache(maxsize=2)
def _models(name: str) -> tuple[ir.Model, ...]:
    side = sides.read(str(SPECS[name]), language=LANGUAGE)
    (found,) = side.catalog.providers
    return found.models


def _document(rng: random.Random) -> Document:
    parameters = {name: parameter(rng) for name in names(rng, rng.randint(1, 2))}
    rules = [rule(rng, number, parameters) for number in range(rng.randint(0, 2))]
    return {"parameters": parameters, "rules": rules}


def _others(documents: dict[str, Document], rng: random.Random) -> dict[str, Document]:
    """Make another version of each, or something else in its place."""
    return {
        id_: _document(rng) if rng.random() < 0.2 else _edited(document, rng)
        for id_, document in documents.items()
    }


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
