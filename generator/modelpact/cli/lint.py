"""``modelpact lint``: every problem of the pacts, and what in them wants care, in one run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from modelpact.cli import near, options, out, places

if TYPE_CHECKING:
    from modelpact.cli.reports import Finding
    from modelpact.errors import Problem
    from modelpact.pipeline import Result

FORMATS = ("text", "json", "sarif", "github", "junit")


@click.command("lint")
@options.spec
@click.option(
    "--format",
    type=near.Choice(FORMATS),
    default="text",
    show_default=True,
    help="What to print: for people, as JSON, as SARIF 2.1.0, as annotations of a GitHub workflow, or as JUnit XML.",
)
@click.option("--strict", is_flag=True, help="Exit 1 on warnings, too.")
@click.option(
    "--as-of",
    metavar="DATE",
    callback=options.day,
    help="The day to judge ages by; no clock is read. [default: ages are not judged]",
)
@click.option(
    "--older-than",
    type=click.IntRange(0),
    metavar="DAYS",
    default=180,
    show_default=True,
    help="With --as-of: the age from which evidence is told.",
)
@click.pass_context
def command(
    ctx: click.Context,
    spec: str | None,
    format: str,
    strict: bool,
    as_of: date | None,
    older_than: int,
) -> None:
    """Say what is wrong with the pacts and what in them wants care: place, code, sentence and mend.

    Exits 0 on warnings and notes alone, 1 on errors (with --strict on warnings, too), 2 if the pacts cannot be read.
    A note never counts: that evidence grows old changes no exit code.

    A comment passes a finding over, with a reason and a day on which to look again, at the end of its line or alone
    above it: `# modelpact: ignore C017, W005 until 2027-03-01: the vendor has not answered`. `generate` reads the
    same comments. What makes a file unreadable or no pact cannot be passed over.
    """
    from pathlib import Path

    from modelpact import load, pipeline
    from modelpact.check import upkeep

    folder = options.pacts(spec)
    with options.readable():
        result = pipeline.understand(
            Path(folder),
            language=Path(places.data().language),
            care=upkeep.Asked(as_of, older_than),
        )
    _print(result, folder, format, strict)
    if any(problem.code in load.UNREADABLE for problem in result.problems):
        ctx.exit(2)
    ctx.exit(any(_counts(problem.level, strict) for problem in result.problems))


def _counts(level: str, strict: bool) -> bool:
    return level == "error" or (strict and level == "warning")


def _print(result: Result, folder: str, format: str, strict: bool) -> None:
    found = tuple(_findings(result, folder, strict))
    match format:
        case "text":
            out.problems(result.problems, folder, err=False)
        case "json":
            lists = {
                "problems": out.problems_json(result.problems, folder),
                "suppressed": [
                    {**told, "reason": each.reason, "until": each.until}
                    for each in result.suppressed
                    for told in out.problems_json([each.problem], folder)
                ],
            }
            out.data(lists | {f"{level}s": number for level, number in _numbers(result).items()})
        case "sarif":
            from importlib.metadata import version

            from modelpact.cli import explain
            from modelpact.cli.reports import sarif

            out.data(sarif.log(found, explain.pages(), version("modelpact")))
        case "github":
            from modelpact.cli.reports import github

            for line in github.lines(found):
                click.echo(line)
        case _:
            from modelpact.cli.reports import junit

            files = (_shown(folder, document.path) for document in result.documents)
            click.echo(junit.xml("modelpact lint", found, files))
    if format == "text":
        _summary(result, folder)


def _summary(result: Result, folder: str) -> None:
    numbers = _numbers(result)
    words = [out.counted(numbers["error"], "error"), out.counted(numbers["warning"], "warning")]
    words += [out.counted(numbers["note"], "note")] if numbers["note"] else []
    models = sum(len(provider.models) for provider in result.catalog.providers)
    passed = f"; {len(result.suppressed)} ignored by comments" if result.suppressed else ""
    where = f"{places.shown(folder)} ({out.counted(models, 'model')})"
    out.note(f"{', '.join(words)} in {where}{passed}")
    if result.problems:
        out.note("`modelpact explain CODE` says more about a code")


def _numbers(result: Result) -> dict[str, int]:
    levels = [problem.level for problem in result.problems]
    return {level: levels.count(level) for level in ("error", "warning", "note")}


def _findings(result: Result, folder: str, strict: bool) -> Iterator[Finding]:
    """Yield what was found for reports, what comments pass over included."""
    reasons = {each.problem: f"{each.reason} (until {each.until})" for each in result.suppressed}
    for problem in sorted((*result.problems, *reasons)):
        yield _finding(problem, folder, reasons.get(problem, ""), _counts(problem.level, strict))


def _finding(problem: Problem, folder: str, suppressed: str, failing: bool) -> Finding:
    from modelpact.cli.reports import Finding

    return Finding(
        path=_shown(folder, problem.position.path),
        line=problem.position.line,
        column=problem.position.column,
        code=problem.code,
        level=problem.level,
        message=problem.message,
        help=problem.help,
        excerpt=problem.excerpt,
        failing=failing,
        suppressed=suppressed,
    )


def _shown(folder: str, path: str) -> str:
    return places.pact(folder, path).replace(os.sep, "/")
