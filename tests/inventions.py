"""Invents specs: names, texts and lists of every length, and rules between whatever there is."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from builds import build
from modelpact import pipeline

LETTERS = "abcdefghij klmnopqrst_-uvwxyz" * 3 + "'\"\\{}%/~#é大\u2028.:,()[]<>&|`$@!?0123456789"
WORDS = (
    "size",
    "prompt",
    "class",
    "n",
    "image format",
    "self",
    "optimize_prompt_options",
    "guidance",
    "len",
    "x",
)


def text(rng: random.Random, most: int = 90) -> str:
    """Make a text: short ones are the most frequent, and blanks stand at no end."""
    length = rng.choice([1, 2, 3, 5, 8, 13, 21, 34, 55, rng.randint(1, most)])
    made = "".join(rng.choice(LETTERS) for _ in range(min(length, most))).strip()
    return made or "a"


def name(rng: random.Random) -> str:
    made = rng.choice(WORDS) if rng.random() < 0.5 else text(rng, 30)
    return made if rng.random() < 0.5 else f"{made}{rng.randint(1, 99)}"


def names(rng: random.Random, count: int) -> list[str]:
    found: dict[str, str] = {}
    for _ in range(count):
        made = name(rng)
        found.setdefault(made.casefold(), made)
    return [made for made in found.values() if made not in ("model", "-")]


def parameter(rng: random.Random, depth: int = 0) -> dict[str, Any]:
    """Describe a value: a number, a text, a list of values, an array or an object."""
    kinds = [
        "integer",
        "number",
        "string",
        "enum",
        "enum",
        "numbers",
        "boolean",
        "size",
        "image",
        "any",
    ]
    if depth < 3:
        kinds += ["array", "object", "array", "union"]
    made: dict[str, Any] = {"description": text(rng)} if rng.random() < 0.5 else {}
    match rng.choice(kinds):
        case "integer":
            low = rng.randint(-5, 10 ** rng.randint(0, 12))
            made |= {"type": "integer", "minimum": low, "maximum": low + rng.randint(0, 10**6)}
            made |= rng.choice(
                [{}, {"numericText": True}, {"multipleOf": 1}, {"exclusiveMinimum": low}]
            )
        case "number":
            made |= {
                "type": "number",
                "minimum": rng.choice([0, 0.5, -1.25]),
                "maximum": rng.choice([1, 2.5, 1e6]),
            }
            made |= rng.choice([{}, {"multipleOf": 0.25}, {"exclusiveMaximum": 100.5}])
        case "string":
            made |= {
                "type": rng.choice(["string", ["string", "null"]]),
                "maxLength": rng.randint(1, 99),
            }
            made |= rng.choice(
                [{}, {"pattern": "[a-z]{0,40}" * rng.randint(1, 5)}, {"minLength": 1}]
            )
        case "enum":
            values = list(
                dict.fromkeys(text(rng, 60) for _ in range(rng.choice([1, 1, 2, 3, 4, 9, 30])))
            )
            made |= {"enum": values} | rng.choice([{}, {"ignoreCase": True}])
            if rng.random() < 0.3:
                made["tolerated"] = {
                    f"{values[0]} {text(rng)}": text(rng),
                    "old one": {"because": text(rng), "use": values[0]},
                }
            made |= rng.choice(
                [{}, {"default": {"server": values[0]}}, {"default": {"client": values[-1]}}]
            )
            made |= rng.choice(
                [{}, {"disposition": {rng.choice(["forced", "advisory"]): values[0]}}]
            )
        case "numbers":
            made |= {
                "enum": rng.sample([1, 2, 3.5, 4, 1000000, 0.125, -7], rng.randint(1, 6)),
                "type": "number",
            }
        case "boolean":
            made |= {"type": "boolean"} | rng.choice(
                [{}, {"default": {"server": False}}, {"disposition": "ignored"}]
            )
        case "size":
            words = [text(rng, 12) for _ in range(rng.randint(1, 5))]
            bounds = {
                key: {"minimum": 8, "maximum": 10 ** rng.randint(1, 6)}
                for key in rng.sample(["side", "width", "area", "longest"], 2)
            }
            made |= {
                "dimensions": {"separator": rng.choice(["x", "*", ":"]), **bounds}
                | rng.choice([{}, {"words": list(dict.fromkeys(words))}])
            }
        case "image":
            made |= {"image": True}
        case "array":
            made |= {
                "type": "array",
                "items": parameter(rng, depth + 1),
                "minItems": rng.randint(0, 2),
                "maxItems": rng.randint(2, 9),
            }
        case "object":
            members = names(rng, rng.randint(1, 5))
            made |= {"properties": {member: parameter(rng, depth + 1) for member in members}}
            made |= rng.choice([{}, {"required": members[:1]}, {"additionalProperties": False}])
        case "union":
            made |= {
                "type": ["string", "array", "null"],
                "maxLength": 9,
                "maxItems": 3,
                "items": parameter(rng, depth + 1),
            }
        case _:
            made |= rng.choice(
                [
                    {},
                    {"disposition": {"unverified": True, "because": text(rng)}},
                    {"deprecated": True},
                ]
            )
    if "enum" not in made and "image" not in made and rng.random() < 0.1:
        made["disposition"] = rng.choice(
            ["ignored", "unverified", {"rejected": True, "because": text(rng)}]
        )
    return made


def spelled(path: tuple[str, ...]) -> str:
    return "/".join(
        step if step == "-" else step.replace("~", "~0").replace("/", "~1") for step in path
    )


def scopes(
    parameters: dict[str, Any], path: tuple[str, ...] = ()
) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """List the objects that rules may be about, each with its members."""
    found = [(path, parameters)]
    for member, described in parameters.items():
        below = (*path, member)
        while described.get("type") == "array":
            described, below = described["items"], (*below, "-")
        if "properties" in described:
            found += scopes(described["properties"], below)
    return found


def rule(rng: random.Random, number: int, parameters: dict[str, Any]) -> dict[str, Any]:
    scope, members = rng.choice(scopes(parameters))
    made: dict[str, Any] = {"id": f"rule-{number}", "because": text(rng)}
    if scope:
        made["in"] = spelled(scope)
    some = [
        spelled((member,))
        for member in rng.sample(sorted(members), min(len(members), rng.randint(1, 5)))
    ]
    if rng.random() < 0.7:
        made["when"] = {path: test(rng, members, path) for path in some[:2]}
    match rng.choice(["list", "list", "group", "group", "then", "limit"]):
        case "list":
            made[rng.choice(["required", "forbidden", "ignored", "advise"])] = some[-2:]
        case "group":
            made[rng.choice(["atLeastOne", "exactlyOne", "atMostOne", "allOrNone"])] = some
        case "then":
            made["then"] = {
                some[-1]: rng.choice(
                    [
                        {"enum": [text(rng), text(rng)]},
                        {"minimum": 1, "maximum": 3},
                        {"maxLength": 4},
                        {"maxItems": 1},
                        {"exclusiveMinimum": 0.5},
                    ]
                )
            }
        case _:
            terms: list[Any] = [
                rng.choice([path, {"count": path}, {"value": path, "times": 2}]) for path in some
            ]
            made["limit"] = {rng.choice(["sum", "product"]): terms, "maximum": rng.randint(1, 20)}
    if rng.random() < 0.3:
        made["severity"] = "warning"
    return made


def test(rng: random.Random, members: dict[str, Any], path: str) -> Any:
    described = next(found for member, found in members.items() if spelled((member,)) == path)
    values = described.get("enum") or [text(rng), 1, True]
    return rng.choice(
        [
            values[0],
            values[:2],
            {"not": values[:4]},
            {"present": rng.random() < 0.5},
            {"minimum": 1, "exclusiveMaximum": 99.5},
        ]
    )


def invented(seed: str, folder: Path) -> pipeline.Result:
    """Invent a spec and build it; rules that the checks refuse are left out."""
    rng = random.Random(seed)
    parameters = {member: parameter(rng) for member in names(rng, rng.randint(2, 14))}
    rules = [rule(rng, number, parameters) for number in range(rng.randint(0, 12))]
    document = {
        "pact": 1,
        "model": "m-1",
        "family": "fam",
        "title": text(rng),
        "parameters": parameters,
    }
    files = {
        "provider": {
            "pact": 1,
            "provider": "acme",
            "title": "Acme",
            "base_url": "https://a.test",
            "operations": {"g": {"method": "POST", "path": "/g"}},
        },
        "families/fam": {"pact": 1, "family": "fam", "title": "Fam"},
    }
    result = None
    while result is None or result.errors:
        for file, content in {**files, "models/m": {**document, "rules": rules}}.items():
            target = folder / "acme" / f"{file}.yaml"
            target.parent.mkdir(parents=True, exist_ok=True)
            lines = {key: json.dumps(item) for key, item in content.items() if key != "rules"}
            listed = "".join(f"  - {json.dumps(item)}\n" for item in content.get("rules", ()))
            body = "".join(f"{key}: {item}\n" for key, item in lines.items())
            target.write_text(body + (f"rules:\n{listed}" if listed else ""), encoding="utf-8")
        result = build(folder)
        refused = {problem.excerpt for problem in result.errors}
        left = [item for item in rules if f"  - {json.dumps(item)}" not in refused]
        assert rules or not result.errors, result.errors
        rules = left if len(left) < len(rules) else rules[:-1]
    return result
