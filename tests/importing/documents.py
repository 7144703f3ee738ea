"""Documents that producers of OpenAPI made, their imports, and requests on both sides of what they say."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from modelpact import importing, ir, load, pipeline
from pacts import ROOT
from referee import judge

FOLDER = ROOT / "tests/data/imports"
LANGUAGE = ROOT / "spec/language"
NAMES = ("fastapi.json", "typespec.yaml", "zod.json")
CALLS: dict[str, dict[str, dict[str, str]]] = {
    "forms.yaml": {
        "clay-1": {"": "#/components/schemas/Make"},
        "clay-2": {"": "#/components/schemas/Make", "image": "#/components/schemas/Edit"},
        "pictures/cutout": {
            "": "#/paths/~1pictures~1cutout/post/requestBody/content/multipart~1form-data/schema"
        },
    },
    "jobs.yaml": {
        "press-quick": {"": "#/components/schemas/Quick"},
        "press-slow": {"": "#/components/schemas/Slow"},
    },
    "engines.json": {"works/engine-7": {"": "#/components/schemas/Pictures"}},
}
"""Documents of several calls: by model the schema of a body, and of one in which a member is there."""
IN_PATH = {"works/engine-7": {"quality": "fine"}}
_JUNK: tuple[Any, ...] = (
    None, True, False, 0, 1, -1, 2.5, 3, 1e9, "", "x", "auto", "a" * 600, "#aabbcc", [], {}, [1], ["#aabbcc"],
    {"kind": "oil"}, {"kind": "ink", "colours": []}, {"kind": "noise", "amount": 1}, {"x": 0.5, "y": 2}, "1024x1024",
    {"type": "mask", "image": "https://a.test/c.png"}, {"type": "crop", "box": [1, 2, 3]},
)  # fmt: skip


def read(name: str) -> Any:
    """A document."""
    return load.read_foreign((FOLDER / name).read_bytes())


@cache
def imported(name: str) -> importing.Imported:
    """What a document was imported as."""
    return importing.import_openapi(read(name), importing.Asked(document=name), LANGUAGE)


def models(found: importing.Imported) -> dict[str, ir.Model]:
    """The models of an import, which is sound."""
    result = pipeline.judge(importing.sources(found.files), language=LANGUAGE)
    assert not result.errors, result.errors
    return {model.id: model for model in result.catalog.providers[0].models}


def modern(schema: Any, old: bool) -> Any:
    """Schemas of OpenAPI 3.0 as those of 3.1, which are JSON Schemas."""
    if isinstance(schema, list):
        return [modern(item, old) for item in schema]
    if not isinstance(schema, dict) or not old:
        return schema
    made = {key: modern(item, old) for key, item in schema.items()}
    for bound, strict in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if made.get(strict) is True:
            made[strict] = made.pop(bound)
    if made.pop("nullable", None) is True and "type" in made:
        made["type"] = [made["type"], "null"]
    return made


class Schemas:
    """The schemas of a document as a judge of requests, and as a source of them."""

    def __init__(self, name: str) -> None:
        document = read(name)
        self.document = modern(document, document["openapi"].startswith("3.0"))
        (operation,) = (item["post"] for item in self.document["paths"].values() if "post" in item)
        body = operation["requestBody"]["content"]["application/json"]["schema"]
        if "$ref" in body:
            body = self.target(body["$ref"])
        branches = body.get("oneOf") or [
            {"$ref": ref} for ref in body["discriminator"]["mapping"].values()
        ]
        self.branches = {id_: branch for branch in branches for id_ in self._ids(branch)}
        self._judges = {
            id_: jsonschema.Draft202012Validator({**self.document, **branch})
            for id_, branch in self.branches.items()
        }

    def target(self, ref: str) -> Any:
        found = self.document
        for step in ref[2:].split("/"):
            found = found[step]
        return found

    def _ids(self, branch: Any) -> list[str]:
        schema = self.target(branch["$ref"])
        model = schema["properties"]["model"]
        return model.get("enum") or [model["const"]]

    def errors(self, body: dict[str, Any]) -> list[Any]:
        """What the schema of its model says of a request."""
        return list(self._judges[body["model"]].iter_errors(body))

    def requests(self, number: int, seed: int) -> Iterator[dict[str, Any]]:
        """Requests to each model, most of them nearly right."""
        rng = random.Random(seed)
        while number:
            model = rng.choice(sorted(self.branches))
            body = self._object(self.branches[model], rng)
            if isinstance(body, dict):
                number -= 1
                yield {**body, "model": model}

    def _object(self, schema: Any, rng: random.Random, depth: int = 0, junk: float = 0.0) -> Any:
        while "$ref" in schema:
            schema = self.target(schema["$ref"])
        if rng.random() < junk:
            return rng.choice(_JUNK)
        junk = 0.03
        choices = schema.get("oneOf") or schema.get("anyOf")
        if choices:
            return self._object(rng.choice(choices), rng, depth, junk)
        parts = [self._object(part, rng, depth) for part in schema.get("allOf", ())]
        if "const" in schema or "enum" in schema:
            return rng.choice(schema.get("enum") or [schema["const"]])
        kind = schema.get("type")
        kind = rng.choice(kind) if isinstance(kind, list) else kind
        if "properties" in schema or kind == "object":
            made: dict[str, Any] = {}
            for part in parts:
                made |= part if isinstance(part, dict) else {}
            for name, below in schema.get("properties", {}).items():
                there = 0.98 if name in schema.get("required", ()) else 0.4 if depth < 6 else 0
                if rng.random() < there:
                    made[name] = self._object(below, rng, depth + 1, junk)
            return {**made, "zzz": 1} if rng.random() < 0.02 else made
        if parts:
            return parts[0]
        if kind == "array":
            size = rng.choice(
                [0, 1, 1, 1, 2, schema.get("maxItems", 2), schema.get("maxItems", 2) + 1]
            )
            return [
                self._object(schema.get("items", {}), rng, depth + 1, junk) for _ in range(size)
            ]
        return self._scalar(schema, kind, rng)

    def _scalar(self, schema: Any, kind: Any, rng: random.Random) -> Any:
        if kind in ("integer", "number"):
            low = schema.get("minimum", schema.get("exclusiveMinimum", 0))
            high = schema.get("maximum", schema.get("exclusiveMaximum", low + 20))
            step = schema.get("multipleOf", 1)
            inside = [low + step, high - step, (low + high) // 2, low, high] * 3
            return rng.choice([*inside, low - 1, high + 1, (low + high) / 2])
        if kind in ("boolean", "null"):
            return rng.choice([True, False]) if kind == "boolean" else None
        if "pattern" in schema:
            return rng.choice(["#aabbcc", "#aabbcc", "abc-de", "dawn", "#AABBCC0"])
        if "format" in schema:
            return rng.choice(
                ["https://a.test/c.png", "data:image/png;base64,aGVsbG8gd29ybGQgaGVsbG8="]
            )
        low, high = schema.get("minLength", 0), schema.get("maxLength", 12)
        return "a" * max(
            0, rng.choice([low, low + 1, low + 1, high, high, high - 1, low - 1, high + 1])
        )


class Calls(Schemas):
    """The schemas of a document of several calls."""

    def __init__(self, name: str) -> None:
        document = read(name)
        self.document = modern(document, document["openapi"].startswith("3.0"))
        self.calls = CALLS[name]
        self.branches = {
            ref: {"$ref": ref} for refs in self.calls.values() for ref in refs.values()
        }
        self._judges = {
            ref: jsonschema.Draft202012Validator({**self.document, **branch})
            for ref, branch in self.branches.items()
        }

    def target(self, ref: str) -> Any:
        found = self.document
        for step in ref[2:].split("/"):
            found = found[step.replace("~1", "/")]
        return found

    def errors(self, body: dict[str, Any]) -> list[Any]:
        """What the schema of the call that a request becomes says of what it sends."""
        model = body["model"]
        refs = self.calls[model]
        ref = next((ref for name, ref in refs.items() if name and name in body), refs[""])
        sent = {
            f"{name}[]" if f"{name}[]" in self.target(ref).get("properties", {}) else name: value
            for name, value in body.items()
            if name not in IN_PATH.get(model, {})
        }
        return list(self._judges[ref].iter_errors(sent))

    def requests(self, number: int, seed: int) -> Iterator[dict[str, Any]]:
        rng = random.Random(seed)
        while number:
            model = rng.choice(sorted(self.calls))
            ref = rng.choice(sorted(self.calls[model].values()))
            body = self._object(self.branches[ref], rng)
            if isinstance(body, dict):
                number -= 1
                body = {name.removesuffix("[]"): value for name, value in body.items()}
                yield {**body, **IN_PATH.get(model, {}), "model": model}


def compare(schemas: Schemas, name: str, different: dict[str, str], number: int, seed: int) -> None:
    """Judge requests by a schema and by what was imported of it; ``different``: by what is told, the loss that says so."""
    found = imported(name)
    known, lost = models(found), {loss.pointer for loss in found.losses}
    verdicts: Counter[bool] = Counter()
    for body in schemas.requests(number, seed):
        ours = rejected_by(judge(known[body["model"]], body))
        theirs = schemas.errors(body)
        verdicts[bool(theirs)] += 1
        if bool(ours) == bool(theirs):
            continue
        told = ours or ["jsonschema " + "/".join(map(str, theirs[0].absolute_path))]
        by = {at for said, at in different.items() if any(re.fullmatch(said, one) for one in told)}
        assert by and by <= lost, (told, json.dumps(body))
    assert min(verdicts[True], verdicts[False]) > number / 10, verdicts


def rejected_by(found: Any) -> list[str]:
    """Codes and pointers of errors."""
    return [f"{issue.code} {issue.pointer}" for issue in found if issue.severity == "error"]


def path(name: str) -> Path:
    """Where a document lies."""
    return FOLDER / name
