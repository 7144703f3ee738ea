"""What a person waits for who asks for help, or for a verdict on one request."""

from __future__ import annotations

import json
import shutil
import statistics
import sys
from collections.abc import Iterator

from tests.benchmarks import synthetic
from tests.benchmarks.measure import ROOT, Bench, Goal, cpu, milliseconds, ratio, table, wall

_REQUEST = {"model": "gpt-image-2", "prompt": "A lighthouse in fog", "size": "1024x1024"}
_ONE_OF_MANY = "one of 1,000 validators"
_BOUNDS = {"modelpact --help": 6.0, "modelpact validate one.json": 8.0, _ONE_OF_MANY: 1.3}


def startup(rounds: int = 21) -> Iterator[Goal]:
    """A bare interpreter, ``--help`` and ``validate`` in turn, in a folder whose output is current; and one validator
    out of a folder of a thousand, imported and used.
    """
    with Bench() as bench:
        shutil.copytree(ROOT / "spec", bench.root / "spec")
        bench.run(["modelpact", "generate"])
        (bench.root / "one.json").write_text(json.dumps(_REQUEST))
        contestants = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "modelpact --help": ["modelpact", "--help"],
            "modelpact validate one.json": ["modelpact", "validate", "one.json"],
            _ONE_OF_MANY: [sys.executable, "-c", _one_of_many(bench)],
        }
        taken = bench.in_turn(contestants, rounds)
        bare = taken["python -c pass"]
        rows = []
        for name, runs in taken.items():
            by_cpu, by_wall = ratio(cpu(runs), cpu(bare)), ratio(wall(runs), wall(bare))
            took = milliseconds(statistics.median(wall(runs)))
            rows.append([name, took, f"{by_cpu:.2f}", f"{by_wall:.2f}"])
            if name in _BOUNDS:
                yield Goal(f"{name}, as often as a bare interpreter", by_wall, _BOUNDS[name])
        table("Start (medians)", ["command", "wall", "CPU / bare", "wall / bare"], rows)


def _one_of_many(bench: Bench) -> str:
    """Make the validators of a thousand models; return a program that uses one."""
    synthetic.pacts(bench.root / "many", 1000)
    made = ["--spec", "many", "--out", "made", "--target", "python-validators"]
    bench.run(["modelpact", "generate", *made])
    folder = bench.root / "made/synthetic/python-validators"
    body = {"model": "model-7", "prompt": "A lighthouse in fog"}
    return f"import sys; sys.path.insert(0, {str(folder)!r}); import model_7; model_7.check({body})"
