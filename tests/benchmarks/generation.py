"""A cold ``modelpact generate`` against openapi-python-client, and against itself with ten times the models."""

from __future__ import annotations

import random
import shutil
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks import synthetic
from tests.benchmarks.measure import ROOT, Bench, Goal, Taken, cpu, milliseconds, ratio, table, wall

_LEAST = 2.0
"""How many times as fast as openapi-python-client a provider of a hundred models is generated."""

_LINEAR = 14.0
"""How much more a thousand models may take than a hundred, beside ten: 11 is linear, the rest is for noise."""

_EXPLAINED = 1.5
"""How many times as long it may take to say what an edit means, as well."""

_TARGETS = ("catalog", "python-validators", "jsonschema", "markdown")

_SAMPLE = 25
"""How many of the Python files are shown to black."""


def generation(rounds: int = 5) -> Iterator[Goal]:
    """All four targets, as a whole process, output and bytecode apart; the peer with its own formatting by ruff."""
    with Bench() as bench:
        rows = []
        for models in (10, 100):
            taken = _against_peer(bench, models, rounds)
            ours, peer = taken["modelpact"], taken["openapi-python-client"]
            by_cpu, by_wall = ratio(cpu(peer), cpu(ours)), ratio(wall(peer), wall(ours))
            rows.append(
                [str(models), *map(_median, (ours, peer)), f"{by_cpu:.2f}", f"{by_wall:.2f}"]
            )
            if models == 100:
                yield Goal(
                    "cold generation of 100 models, peer's time / ours", by_wall, _LEAST, True
                )
        heads = [
            "models",
            "modelpact",
            "openapi-python-client",
            "CPU peer / ours",
            "wall peer / ours",
        ]
        table("Cold generation (CPU, medians)", heads, rows)
        yield from _formatted(bench)


def scaling(rounds: int = 3) -> Iterator[Goal]:
    """Ten, a hundred and a thousand models in turn: the cost of a model must not grow with their number."""
    with Bench() as bench:
        yield growth(bench, "Growth (CPU, medians)", _generate, rounds)[1]


def growth(
    bench: Bench, title: str, command: Callable[[Path, Path], list[str]], rounds: int
) -> tuple[dict[str, float], Goal]:
    """Run ``command``, which takes pacts and a folder to write to, for more and more models.

    Return the seconds of processor time of each, by number of models, and the goal that they grow as the models do.
    """

    def out(models: str) -> Path:
        return bench.root / f"out-{models}"

    contestants = {
        str(models): command(_pacts(bench, models), out(str(models))) for models in (10, 100, 1000)
    }
    taken = bench.in_turn(contestants, rounds, lambda name: shutil.rmtree(out(name), True))
    few, some, many = (cpu(taken[name]) for name in contestants)
    medians = {name: statistics.median(cpu(runs)) for name, runs in taken.items()}
    rows = [
        [
            name,
            milliseconds(seconds),
            milliseconds(seconds / int(name)),
            f"{max(run.peak for run in taken[name]) >> 20} MiB",
        ]
        for name, seconds in medians.items()
    ]
    table(title, ["models", "cold", "a model", "peak"], rows)
    found = statistics.median((c - a) / (b - a) for a, b, c in zip(few, some, many, strict=True))
    return medians, Goal("(cold(1000) - cold(10)) / (cold(100) - cold(10))", found, _LINEAR)


def changes(rounds: int = 7) -> Iterator[Goal]:
    """An edited bound of four models: rendered, and rendered with what that means for callers."""
    bounds = ("        maximum: 4\n", "        maximum: 5\n")
    with Bench() as bench:
        contestants = {}
        for name in ("plain", "changes"):
            shutil.copytree(ROOT / "spec", bench.root / name)
            words = ("--changes",) if name == "changes" else ()
            command = ("modelpact", "generate", "--spec", name, "--out", f"out-{name}", *words)
            contestants[name] = command

        def before(name: str) -> None:
            family = bench.root / name / "gravitex/families/doubao-seedream.yaml"
            text = family.read_text(encoding="utf-8")
            old, new = bounds if bounds[0] in text else reversed(bounds)
            family.write_text(text.replace(old, new, 1), encoding="utf-8")

        taken = bench.in_turn(contestants, rounds, before)
        found = ratio(cpu(taken["changes"]), cpu(taken["plain"]))
        rows = [[name, _median(runs)] for name, runs in taken.items()]
        table("An edit of four models (CPU, medians)", ["generate", "CPU"], rows)
        yield Goal("generate --changes / generate", found, _EXPLAINED)


def _against_peer(bench: Bench, models: int, rounds: int) -> dict[str, list[Taken]]:
    document = bench.root / f"openapi-{models}.json"
    synthetic.openapi(document, models)
    peer = bench.root / f"peer-{models}"
    contestants = {
        "modelpact": _ours(bench, models),
        "openapi-python-client": [
            *("openapi-python-client", "generate"),
            *("--path", str(document), "--output-path", str(peer)),
        ],
    }

    def before(name: str) -> None:
        shutil.rmtree(
            peer if name != "modelpact" else bench.root / f"out-{models}", ignore_errors=True
        )

    return bench.in_turn(contestants, rounds, before)


def _ours(bench: Bench, models: int) -> list[str]:
    return _generate(_pacts(bench, models), bench.root / f"out-{models}")


def _pacts(bench: Bench, models: int) -> Path:
    spec = bench.root / f"spec-{models}"
    synthetic.pacts(spec, models)
    return spec


def _generate(spec: Path, out: Path) -> list[str]:
    chosen = [word for target in _TARGETS for word in ("--target", target)]
    return ["modelpact", "generate", "--spec", str(spec), "--out", str(out), *chosen]


def _formatted(bench: Bench) -> Iterator[Goal]:
    """Show black a sample of what was written."""
    import black

    files = sorted((bench.root / "out-100").rglob("*.py"))
    texts = [path.read_text() for path in _sample(files)]
    changed = sum(black.format_str(text, mode=black.Mode()) != text for text in texts)
    yield Goal(f"files that black changes, of {len(texts)}", changed, 0)


def _sample(files: list[Path]) -> list[Path]:
    return random.Random(0).sample(files, min(_SAMPLE, len(files)))


def _median(runs: list[Taken]) -> str:
    return milliseconds(statistics.median(cpu(runs)))
