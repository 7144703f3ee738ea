"""The generated validators against others: of JSON Schema, on the schemas of the same models, and of types."""

from __future__ import annotations

import copy
import gc
import importlib.util
import json
import shutil
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.benchmarks.measure import ROOT, Bench, Goal, table

Check = Callable[[Any], object]

PICTURE = "https://example.com/a.png"
DATA = (
    "data:image/png;base64," + "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk" * 16
)

REQUESTS: dict[str, dict[str, dict[str, Any]]] = {
    "doubao-seedream-4-5-251128": {
        "valid": {
            "prompt": "Put the lamp of the second picture on the table of the first",
            "contents": [
                {
                    "role": "user",
                    "parts": [
                        {"text": "Put the lamp of the second picture on the table of the first"},
                        {"image": PICTURE},
                        {"image": DATA},
                    ],
                }
            ],
            "size": "2048x2048",
            "watermark": False,
            "seed": 42,
        },
        "one error": {"size": "123x456", "prompt": "A cat", "watermark": False, "seed": 42},
        "many errors": {
            "prompt": "",
            "contents": [{"role": "robot", "parts": [{"text": 5}, {"image": "nothing"}]}],
            "size": 7,
            "watermark": "no",
            "seed": -1,
            "sequential_image_generation": "maybe",
            "sequential_image_generation_options": {"max_images": 9},
        },
    },
    "gpt-image-2": {
        "valid": {
            "prompt": "Give the cat a hat",
            "size": "1024x1536",
            "quality": "high",
            "n": 2,
            "input_fidelity": "high",
            "images": [PICTURE, DATA],
        },
        "one error": {"prompt": "Give the cat a hat", "size": "1024x1536", "n": 11},
        "many errors": {
            "prompt": 5,
            "size": "1x1",
            "quality": "best",
            "n": 0,
            "input_fidelity": None,
            "images": ["nothing", 5],
        },
    },
    "qwen-image-edit-plus": {
        "valid": {
            "input": {
                "messages": [
                    {"role": "user", "content": [{"image": PICTURE}, {"text": "Make it snow"}]}
                ]
            },
            "parameters": {"n": 2, "size": "2048*2048", "watermark": False, "seed": 1},
        },
        "one error": {
            "input": {
                "messages": [
                    {"role": "user", "content": [{"image": PICTURE}, {"text": "Make it snow"}]}
                ]
            },
            "parameters": {"n": 7, "size": "2048*2048", "watermark": False, "seed": 1},
        },
        "many errors": {
            "input": {"messages": [{"role": "robot", "content": [{"image": 5}, {"text": ""}]}]},
            "parameters": {"n": 0, "size": "big", "watermark": 1, "seed": -1},
        },
    },
}


GOALS = {
    "valid": {
        "fastjsonschema": 2.5,
        "pydantic models": 2.5,
        "pydantic TypedDict": 1.7,
        "jsonschema": 50,
        "jsonschema-rs": 0.8,
        "msgspec": 0.8,
    },
    "one error": {"jsonschema-rs": 2, "fastjsonschema": 4.5},
}
"""How many times as long as ours others take at least."""


def validators(rounds: int = 15) -> Iterator[Goal]:
    """All errors of a request, already parsed; fastjsonschema and msgspec stop at the first."""
    from tests.benchmarks import peers

    with Bench() as bench:
        shutil.copytree(ROOT / "spec", bench.root / "spec")
        bench.run(["modelpact", "generate"])
        made = bench.root / "generated" / "gravitex"
        found: dict[str, dict[str, list[float]]] = {}
        rows = []
        for model, requests in REQUESTS.items():
            checks = _contestants(made, model)
            _refuse_as_much(peers.checks(model), made / "vectors" / f"{model}.jsonl")
            for kind, request in requests.items():
                body = {"model": model, **request}
                _agree(checks, body, good=kind == "valid")
                took = _times(checks, body, rounds)
                rows.append([f"{model}, {kind}", *_row(took)])
                for name in took:
                    found.setdefault(kind, {}).setdefault(name, []).append(_ratio(took, name))
    names = list(next(iter(found.values())))
    heads = ["request", "modelpact", *(f"{name} / ours" for name in names[1:])]
    table("One request checked (CPU, medians)", heads, rows)
    means = [[kind, *(_mean(ratios[name]) for name in names[1:])] for kind, ratios in found.items()]
    table("Geometric means", ["requests", *heads[2:]], means)
    for kind, bounds in GOALS.items():
        for name, bound in bounds.items():
            ratio = statistics.geometric_mean(found[kind][name])
            yield Goal(f"{name} / ours, {kind}", ratio, bound, at_least=True)


def _contestants(made: Path, model: str) -> dict[str, Check]:
    import fastjsonschema
    import jsonschema
    import jsonschema_rs
    from tests.benchmarks import peers

    schema = json.loads((made / "jsonschema" / f"{model}.schema.json").read_text())
    slow = jsonschema.Draft202012Validator(schema)
    rust = jsonschema_rs.validator_for(schema)
    compiled = fastjsonschema.compile(
        schema | {"$schema": "http://json-schema.org/draft-07/schema"}
    )

    def first(body: Any) -> object:
        try:
            compiled(body)
        except fastjsonschema.JsonSchemaException as error:
            return [error]
        return []

    return {
        "modelpact": _module(made / "python-validators" / f"{model.replace('-', '_')}.py").check,
        "fastjsonschema": first,
        "jsonschema-rs": lambda body: list(rust.iter_errors(body)),
        "jsonschema": lambda body: list(slow.iter_errors(body)),
        **peers.checks(model),
    }


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _agree(checks: dict[str, Check], body: Any, *, good: bool) -> None:
    for name, check in checks.items():
        said: Any = check(body)
        assert bool(said) is not good, f"{name} on {body}: {said}"


def _refuse_as_much(checks: dict[str, Check], vectors: Path) -> None:
    """Hold those that were written by hand to what ours refuses."""
    for line in vectors.read_text("ascii").splitlines():
        vector = json.loads(line)
        for name, check in checks.items():
            assert vector["verdict"] != "reject" or check(vector["request"]), f"{name} takes {line}"


def _times(checks: dict[str, Check], body: Any, rounds: int) -> dict[str, list[float]]:
    """Return seconds of processor time a check, by contestant and round; they take turns in each round."""
    took: dict[str, list[float]] = {name: [] for name in checks}
    often = {name: _often(check, body) for name, check in checks.items()}
    gc.disable()
    for _ in range(rounds):
        for name, check in checks.items():
            fresh = [copy.deepcopy(body) for _ in range(often[name])]
            began = time.thread_time()
            for one in fresh:
                check(one)
            took[name].append((time.thread_time() - began) / often[name])
    gc.enable()
    return took


def _often(check: Check, body: Any) -> int:
    """Return how often a check runs in about five milliseconds."""
    began = time.perf_counter()
    for _ in range(10):
        check(body)
    return max(10, min(3000, int(0.05 / (time.perf_counter() - began))))


def _ratio(took: dict[str, list[float]], name: str) -> float:
    return statistics.median(a / b for a, b in zip(took[name], took["modelpact"], strict=True))


def _row(took: dict[str, list[float]]) -> list[str]:
    ours, *peers = took
    micro = statistics.median(took[ours]) * 1e6
    return [f"{micro:.2f} us", *(f"{_ratio(took, name):.2f}" for name in peers)]


def _mean(ratios: list[float]) -> str:
    return f"{statistics.geometric_mean(ratios):.2f}"
