"""Everything that can judge a request: the emitted validators, the schemas, the mock gateway and the referee.

A validator is asked as any project would: emitted into a folder, and run there on a file of requests.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import javascript
import mocked
from builds import FORMS, TEMPLATES, places, provider, schemas
from modelpact import emission, render
from modelpact.files import Target
from modelpact.targets import TARGETS
from referee import judge as referee

Said = frozenset[tuple[str, str]]
"""Pointers and codes of issues."""


class Asked(NamedTuple):
    """A request to a model of a provider (empty: none that it knows), and what the Python validator says of it."""

    provider: str
    model: str
    line: str
    body: Any
    issues: Said
    errors: Said


class Answer(NamedTuple):
    """Whether a request is refused, and why; no issues where a judge does not tell, nor which of them are errors."""

    rejects: bool
    issues: Said = frozenset()
    errors: Said | None = None


class Judge(NamedTuple):
    """Who is asked. ``target`` is where its losses are listed; ``every``: it hears one request in so many.

    ``tells`` every issue, the errors' places alone, or no more than whether a request is refused. ``overlooks`` are
    places that it never looks at, whatever it is given. ``slow``: it is left to long runs, or wants what these install.
    """

    name: str
    target: str
    tells: Literal["issues", "errors", "verdict"]
    ask: Callable[[str, Sequence[Asked], Path], list[Answer]]
    strict: bool = False
    every: int = 1
    overlooks: frozenset[str] = frozenset()
    slow: bool = False


ERRORS = ("pydantic", "zod")
"""Targets that tell errors only, and these by their places: their codes are those of their libraries."""
PACKAGES = ("zod",)
"""Targets whose output imports a package from npm, of the same name."""
RENDER = render.renderer((TEMPLATES,))
OPENAPI = Path(__file__).parent / "openapi"


class Missing(Exception):
    """A tool is not there."""


# --- emitted validators --------------------------------------------------------------------------


def command(folder: Path) -> list[str]:
    """The program that runs an emitted validator."""
    if (folder / "run.py").exists():
        return [sys.executable, "run.py"]
    if (folder / "run.mjs").exists():
        return [javascript.node(), "run.mjs"]
    return [tool_chain(), "run", "."]


def run(folder: Path, *arguments: str) -> str:
    """Run an emitted validator by its runner; return what it prints."""
    done = subprocess.run(
        [*command(folder), *arguments], cwd=folder, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def runners() -> list[str]:
    """The targets that bring a program."""
    (none,) = (field.default for field in fields(Target) if field.name == "runner")
    return [target.name for target in TARGETS if target.runner is not none]


def tool_chain() -> str:
    """Go, as it is on the path or in its wheel."""
    found = shutil.which("go", path=str(Path(sys.executable).parent)) or shutil.which("go")
    if found is None:
        raise Missing("Go")
    return found


def emitted(target: str, name: str, folder: Path, company: bool, model: str = "") -> Path:
    """Emit a target for one or all models of a provider, with its runner.

    ``company``: and with all else that `modelpact emit` brings.
    """
    (chosen,) = (each for each in TARGETS if each.name == target)
    known = emission.reduced(provider(name).known, [model] if model else provider(name).models)
    made = emission.Emission(known, chosen, ("modelpact", "emit", target, "-o", "."), page=True)
    beside = emission.company(made, RENDER) if company else chosen.runner(known, RENDER)
    files = (*chosen.files(known, RENDER), *beside)
    return javascript.write((emission.headed(file, made.header) for file in files), folder)


def link_packages(target: str, folder: Path) -> None:
    """Let what is emitted below a folder find the packages that it is made with."""
    if target in PACKAGES and not (folder / "node_modules").exists():
        if not (javascript.MODULES / target).exists():
            raise Missing("what `npm ci` installs in tests/typescript")
        (folder / "node_modules").symlink_to(javascript.MODULES, target_is_directory=True)


def _runs(target: str) -> Callable[[str, Sequence[Asked], Path], list[Answer]]:
    def ask(name: str, asked: Sequence[Asked], folder: Path) -> list[Answer]:
        place = folder / name / target
        if not place.exists():
            emitted(target, name, place, company=False)
        link_packages(target, folder)
        requests = folder / f"{name}-{target}.jsonl"
        requests.write_text("".join(f"{each.line}\n" for each in asked), "utf-8")
        said = run(place, str(requests))
        return [_answer(json.loads(line)) for line in said.splitlines()]

    return ask


def _answer(said: Any) -> Answer:
    assert said["verdict"] in ("accept", "warn", "reject"), said
    issues = frozenset((issue["pointer"], issue["code"]) for issue in said["issues"])
    return Answer(said["verdict"] == "reject", issues)


# --- judges in this process ----------------------------------------------------------------------


def _alone(name: str, asked: Sequence[Asked], folder: Path) -> list[Answer]:
    """Ask the Python module of one model."""
    return [_told(_module(each).check(each.body)) for each in asked]


def _module(asked: Asked) -> Any:
    built = provider(asked.provider)
    return built.alone[asked.model] if asked.model else built.bundle


def _refereed(name: str, asked: Sequence[Asked], folder: Path) -> list[Answer]:
    models = provider(name).models
    return [
        (
            _told(referee(models[each.model], each.body))
            if each.model
            else Answer(bool(each.errors), each.issues, each.errors)
        )
        for each in asked
    ]


def _told(issues: Sequence[Any]) -> Answer:
    said = frozenset((issue.pointer, issue.code) for issue in issues)
    errors = frozenset((issue.pointer, issue.code) for issue in issues if issue.severity == "error")
    return Answer(bool(errors), said, errors)


def _schema(
    strict: bool, draft: str, slow: bool
) -> Callable[[str, Sequence[Asked], Path], list[Answer]]:
    def ask(name: str, asked: Sequence[Asked], folder: Path) -> list[Answer]:
        known = schemas(name, name, strict, draft)
        accepts = known.accepts_slowly if slow else known.accepts
        return [Answer(not accepts(each.body)) for each in asked]

    return ask


def _ajv(strict: bool, draft: str) -> Callable[[str, Sequence[Asked], Path], list[Answer]]:
    def ask(name: str, asked: Sequence[Asked], folder: Path) -> list[Answer]:
        if not (OPENAPI / "node_modules").exists():
            raise Missing("what `npm ci` installs in tests/openapi")
        schema, requests = folder / f"{name}.schema.json", folder / f"{name}.jsonl"
        schema.write_text(json.dumps(provider(name).schema(name, strict, draft)), "utf-8")
        requests.write_text("".join(f"{each.line}\n" for each in asked), "utf-8")
        said = javascript.run(OPENAPI / "judge.mjs", schema, requests).split()
        return [Answer({"true": False, "false": True}[word]) for word in said]

    return ask


def _gateway(name: str, asked: Sequence[Asked], folder: Path) -> list[Answer]:
    """Send the requests over HTTP."""
    auth = provider(name).known.auth
    with mocked.serving(name) as mock:
        key = {auth.header.replace("-", "_"): f"{auth.scheme} {mock.key}".strip()}
        answers = []
        for each in asked:
            status = mock.ask(each.line.encode(), **key).status_code
            assert status in (200, 400), (status, each.line)
            answers.append(Answer(status == 400))
        return answers


def judges() -> Iterator[Judge]:
    """Yield everybody who can judge; of the emitted validators those that have a runner."""
    yield Judge("Python, a module a model", "python-validators", "issues", _alone)
    yield Judge("referee", "python-validators", "issues", _refereed)
    for target in runners():
        tells: Literal["errors", "issues"] = "errors" if target in ERRORS else "issues"
        overlooks = frozenset({"/__proto__"} if target == "zod" else ())
        slow = target in ("go", "zod")
        yield Judge(target, target, tells, _runs(target), overlooks=overlooks, slow=slow)
    for strict, draft in FORMS:
        form = f"{'strict ' * strict}JSON Schema{draft.replace('.', ' ')}"
        yield Judge(
            f"{form}, jsonschema-rs", "jsonschema", "verdict", _schema(strict, draft, False), strict
        )
        yield Judge(
            f"{form}, ajv",
            "jsonschema",
            "verdict",
            _ajv(strict, draft),
            strict,
            overlooks=frozenset({"/__proto__"}),
            slow=True,
        )
        yield Judge(
            f"{form}, jsonschema",
            "jsonschema",
            "verdict",
            _schema(strict, draft, True),
            strict,
            every=20,
        )
    yield Judge("mock gateway", "python-validators", "verdict", _gateway, every=10)


# --- what is excused -----------------------------------------------------------------------------


@cache
def lost(target: str, name: str) -> dict[str, frozenset[str]]:
    """What a target does not express, by model: ids of rules, codes and places."""
    (chosen,) = (each for each in TARGETS if each.name == target)
    found: dict[str, set[str]] = {}
    for loss in chosen.losses(provider(name).known):
        found.setdefault(loss.model, set()).add(loss.subject)
    return {model: frozenset(subjects) for model, subjects in found.items()}


SAYABLE = frozenset(
    "notObject type required enum minLength maxLength pattern minItems maxItems dimensions imageSource imageFormat "
    "unknownMember rejected ignored unverified deprecated forced advisory tolerated ignoreCase separator".split()
)
"""Codes of what any schema can express: a place that it lists for its bounds is no excuse for these."""


def excuse(issue: tuple[str, str], judge: Judge, provider: str, model: str) -> str:
    """Name the listed loss that an issue falls under, or the place that the judge overlooks, if there is one."""
    pointer, code = issue
    place = places(pointer)
    if place in judge.overlooks:
        return place
    subjects = lost(judge.target, provider).get(model, frozenset())
    bounds_only = judge.target == "jsonschema" and code in SAYABLE
    integral = "integers" if code == "integralFloat" else code
    named = (code, integral) if bounds_only else (code, integral, place)
    return next((each for each in named if each in subjects), "")
