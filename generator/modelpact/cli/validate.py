"""``modelpact validate``: a verdict on a request, by the same generated code that everybody else runs.

Nothing is imported here that a single request does not need: a person waits for the answer.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from modelpact.cli import bodies, near, options, validators
from modelpact.validators import Validator, Validators


@click.command("validate")
@click.argument("file", required=False)
@options.spec
@click.option(
    "--mode",
    type=near.Choice(["warn", "strict", "passthrough"]),
    default="warn",
    show_default=True,
    help="strict: warnings reject too. passthrough: what is merely unknown or out of bounds warns.",
)
@click.option("--jsonl", metavar="FILE", help="Answer each line of FILE with one line of JSON.")
@click.option(
    "--provider", metavar="ID", help="Ask this provider. [default: the one that knows the model]"
)
@click.option("--out", "out", metavar="DIR", help="The folder of the output. [default: generated]")
@options.format
@click.pass_context
def command(
    ctx: click.Context,
    file: str | None,
    spec: str | None,
    mode: str,
    jsonl: str | None,
    provider: str | None,
    out: str | None,
    format: str,
) -> None:
    """Give a verdict on the request body in FILE, or on standard input.

    Exits 0 on accept and warn, 1 on reject, 2 if there is no telling.
    """
    if file and jsonl:
        raise click.UsageError("give FILE or --jsonl FILE, not both")
    sources = validators.sources(spec)
    judge = _Judge(Validators(sources, validators.output(out), provider), mode, alone=jsonl is None)
    with validators.told(sources):
        if jsonl:
            ctx.exit(_lines(judge, jsonl))
        answer = _alone(judge, file)
    if format == "json":
        click.echo(json.dumps(answer, indent=2))
    if "error" in answer:
        raise click.ClickException(answer["error"])
    if format == "text":
        _print(answer)
    ctx.exit(1 if answer["verdict"] == "reject" else 0)


def _alone(judge: _Judge, file: str | None) -> dict[str, Any]:
    """Answer the one request that a file holds."""
    try:
        with bodies.opened(file or "-") as stream:
            return judge.answer(stream.read())
    except OSError as error:
        return {"error": f"{file or 'standard input'}: {error.strerror or error}"}


class _Judge:
    """The validators, and how they are asked; ``alone``: there is one request, and none to follow."""

    def __init__(self, known: Validators, mode: str, *, alone: bool) -> None:
        self._known, self._mode, self._alone = known, mode, alone

    def answer(self, text: bytes) -> dict[str, Any]:
        """Return the answer to one request: a verdict, or why there is none."""
        try:
            return self._verdict(bodies.parsed(text))
        except bodies.Unreadable as error:
            return {"error": str(error)}

    def _verdict(self, payload: Any) -> dict[str, Any]:
        model = payload.get("model") if isinstance(payload, dict) else None
        model = model if isinstance(model, str) else None
        chosen, issues = self._asked(payload, model)
        return {
            "model": model,
            "verdict": bodies.verdict(issues),
            "issues": [bodies.issue(issue) for issue in issues],
            "response_format": _form(chosen, payload),
        }

    def _asked(self, payload: Any, model: str | None) -> tuple[Validator, list[Any]]:
        """Ask the validator that knows the model, else the first one."""
        own = self._known.of(model) if self._alone and model is not None else None
        every = () if own is None else (own,)
        for validator in every or self._known.of_all():
            issues = validator.check(payload, mode=self._mode)
            if not any(issue.code in ("unknownModel", "otherModel") for issue in issues):
                return validator, issues
        first = self._known.of_all()[0]
        return first, first.check(payload, mode=self._mode)


def _form(validator: Validator, payload: Any) -> dict[str, Any]:
    form = validator.response_format(payload) if isinstance(payload, dict) else None
    if form is None:  # the model is not known
        asked = payload.get("response_format") if isinstance(payload, dict) else None
        return {"asked": _finite(asked), "returned": "unknown", "warn": False, "read": []}
    asked = _finite(form.asked)
    return {"asked": asked, "returned": form.returned, "warn": form.warn, "read": list(form.read)}


def _finite(value: Any) -> Any:
    """Spell out what 1e999 becomes in Python, which is no JSON any more."""
    return str(value) if isinstance(value, float) and value - value != 0 else value


def _lines(judge: _Judge, path: str) -> int:
    """Answer each line of a file, in order, and return the exit code. Whatever a line is, it gets one answer."""
    count: Counter[str] = Counter()
    try:
        with bodies.opened(path) as stream, _progress(stream) as tell:
            for number, line in enumerate(stream, 1):
                answer = judge.answer(line)
                if "error" in answer:
                    answer = {"line": number, **answer}
                count[answer.get("verdict", "error")] += 1
                sys.stdout.write(json.dumps(answer) + "\n")
                tell(len(line))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise click.ClickException(f"{path}: {error.strerror or error}") from error
    words = [f"{count[verdict]} {verdict}" for verdict in ("accept", "warn", "reject")]
    words += [f"{count['error']} could not be checked"] if count["error"] else []
    click.echo(f"{sum(count.values())} requests: {', '.join(words)}", err=True)
    return 2 if count["error"] else 1 if count["reject"] else 0


@contextmanager
def _progress(stream: IO[bytes]) -> Iterator[Callable[[int], None]]:
    """Draw how much of a file is done, where standard error is a terminal and standard output is not."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda size: None
        return
    from rich.console import Console
    from rich.progress import Progress

    # What is printed meanwhile is data: rich would take it to its own console.
    console = Console(stderr=True)
    with Progress(console=console, redirect_stdout=False, redirect_stderr=False) as bar:
        size = os.fstat(stream.fileno()).st_size
        task = bar.add_task("validating", total=size or None)

        def tell(done: int) -> None:
            bar.advance(task, done)

        yield tell


def _print(answer: dict[str, Any]) -> None:
    """Print an answer for a person."""
    from modelpact.cli import out

    colour = {"accept": "green", "warn": "yellow", "reject": "red"}[answer["verdict"]]
    verdict = out.style(answer["verdict"], False, fg=colour, bold=True)
    click.echo(f"{verdict}  {out.visible(answer['model'] or '(no model)')}")
    for issue in answer["issues"]:
        colour = {"error": "red", "warning": "yellow"}[issue["severity"]]
        severity = out.style(issue["severity"], False, fg=colour)
        pointer = out.visible(issue["pointer"]) or "(body)"
        click.echo(f"  {severity} {pointer}  {issue['code']}: {out.visible(issue['message'])}")
        if "fix" in issue:
            click.echo(f"    fix: {json.dumps(issue['fix'])}")
    form = answer["response_format"]
    asked = "nothing" if form["asked"] is None else json.dumps(form["asked"])
    read = f"; read {', '.join(form['read'])}" if form["read"] else ""
    click.echo(f"  response_format: asked {asked}, returned {form['returned']}{out.visible(read)}")
