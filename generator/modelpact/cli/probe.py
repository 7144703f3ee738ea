"""``modelpact probe``: find out from a gateway whether the facts of a pact are true."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import gateway, options, out

if TYPE_CHECKING:
    from modelpact.probe.answers import Answer
    from modelpact.probe.findings import Finding, Report
    from modelpact.probe.plan import Plan, Request

_COLOURS = {"confirmed": "green", "contradicted": "red", "open": "yellow"}


@click.group("probe")
def command() -> None:
    """Find out from a gateway whether the facts of a pact are true.

    `plan` writes the requests, `run` sends them, `report` says what the answers show. Nothing but `run` sends anything.
    """


@command.command("plan")
@click.argument("model")
@options.spec
@click.option("--provider", metavar="ID", help="The provider. [default: the one with the model]")
@click.option("--out", "out_", metavar="DIR", help="The folder of the output. [default: generated]")
@click.option(
    "--image-url",
    metavar="URL",
    default="",
    help="A picture that the gateway can load. [default: pictures are sent as data]",
)
@click.option("-o", "--output", metavar="FILE", help="Where to write the plan. [default: print it]")
def plan(
    model: str,
    spec: str | None,
    provider: str | None,
    out_: str | None,
    image_url: str,
    output: str | None,
) -> None:
    """Write the requests that confirm or refute each fact of MODEL, as JSON lines.

    A request that is accepted is billed, so each shows as many facts as it can; one that is refused shows one. Requests
    that say after_refusal_of are sent only where that one is refused against what was expected: they tell which of its
    facts is wrong.
    """
    from modelpact.probe import plan as plans
    from modelpact.probe import sheet

    asked = gateway.known(spec, out_, provider, model)
    made = plans.plan(asked.provider, asked.model(model), asked.check, image_url)
    text = "".join(sheet.lines(made))
    if output is None:
        click.echo(text, nl=False)
    else:
        with options.readable(), open(output, "w", encoding="ascii", newline="\n") as stream:
            stream.write(text)
    paid, most = len(made.paid), made.images + sum(request.images for request in made.free)
    out.note(
        f"{out.counted(len(made.facts), 'fact')}: {out.counted(paid, 'request')} to be accepted "
        f"({out.counted(made.images, 'image')} billed; no fewer than {made.fewest} could show as much), "
        f"{len(made.free)} to be refused (free; {most} images if all were accepted)"
    )
    if made.untested:
        out.note(f"{out.counted(len(made.untested), 'thing')} cannot be shown; the plan says why")
    if made.unsendable:
        out.note("some requests need a picture that the gateway can load: name one by --image-url")


@command.command("run")
@click.argument("plan", metavar="PLAN", type=click.Path(dir_okay=False))
@click.option("--base-url", required=True, metavar="URL", help="Where the operations are.")
@click.option("-o", "--output", required=True, metavar="FILE", help="The record, which may exist.")
@click.option("--key-env", metavar="NAME", help="The environment variable that holds the key.")
@click.option("--yes", is_flag=True, help="Send to a gateway that is not on this machine.")
@click.option("--budget", metavar="N", type=click.IntRange(0), help="Images that may be billed.")
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(1, 3600),
    default=300,
    show_default=True,
    help="How long to wait for an answer.",
)
@click.pass_context
def run(
    ctx: click.Context,
    plan: str,
    base_url: str,
    output: str,
    key_env: str | None,
    yes: bool,
    budget: int | None,
    timeout: float,
) -> None:
    """Send the requests of PLAN, and write what comes back to a record, as JSON lines.

    Pictures are kept as digests with what their headers say, and the key never. A run that was stopped goes on where it
    ended: what the record answers is not sent again. A terminal shows each request as it is sent. Exits 0 when all is
    sent, 1 if it ended before, 2 if it cannot begin.
    """
    from modelpact.probe import due
    from modelpact.sender import http
    from modelpact.sender import run as sending

    made = _plan(plan)
    wrong = http.wrong_url(base_url)
    if wrong is not None:
        raise click.UsageError(f"--base-url: {wrong}")
    if not http.is_loopback(base_url) and not yes:
        raise click.UsageError(
            f"{base_url} is not on this machine, and accepted requests are billed, {made.images} images "
            "if the pact is right: say --yes to send them"
        )
    key = _key(key_env)
    record = _record(output)
    target = sending.Target(base_url, key, budget, timeout)
    progress = _Progress(made, sys.stderr.isatty())
    try:
        with options.readable(), open(output, "a", encoding="ascii", newline="\n") as stream:
            stream.write(_mend(output))
            for answer in sending.run(made, record, target, progress.begin):
                stream.write(answer.line())
                stream.flush()
                progress.end(answer)
    except sending.Stopped as stopped:
        out.note(f"stopped: {out.visible(str(stopped))}")
        ctx.exit(1)
    finally:
        progress.close()
        out.note(
            f"{out.counted(progress.sent, 'request')} sent, {out.counted(due.billed(record), 'image')} billed "
            f"in all; {len(due.due(made, record))} left"
        )


@command.command("report")
@click.argument("plan", metavar="PLAN", type=click.Path(dir_okay=False))
@click.argument("record", metavar="RECORD", type=click.Path(dir_okay=False))
@options.format
@click.option("--write", is_flag=True, help="Write what is confirmed into the pacts, as evidence.")
@options.spec
@click.pass_context
def report(
    ctx: click.Context, plan: str, record: str, format: str, write: bool, spec: str | None
) -> None:
    """Say which facts of PLAN the answers in RECORD confirm, contradict or leave open.

    A refusal counts only where something was accepted. Exits 0 if nothing is contradicted, 1 if something is, 2 if
    there is no telling.

    With --write, what has evidence of its own in a pact (a parameter, a rule, images, response) gets the evidence
    `observed` where all that was asked of it is confirmed, and a default that an answer shows the certainty. No fact is
    changed, nor any other byte; what is left out is listed.
    """
    from modelpact.cli import evidenced
    from modelpact.probe import findings

    made = _plan(plan)
    if not os.path.exists(record):
        raise click.ClickException(f"{record}: there is no such file")
    answers = _record(record)
    if not answers:
        raise click.ClickException(f"{record}: no line of it is an answer")
    found = findings.report(made, answers)
    if format == "json":
        out.data(_as_json(made, found))
    else:
        for line in _lines(made, found):
            click.echo(line)
    if write:
        evidenced.write_back(made, found, answers, spec)
    ctx.exit(int(bool(found.of("contradicted") or found.unexplained)))


class _Progress:
    """Tells on a terminal what is asked and what came of it, a line for each request; elsewhere it counts."""

    def __init__(self, plan: Plan, shown: bool) -> None:
        self.sent = 0
        self._plan, self._shown = plan, shown
        self._asked: Request | None = None

    def begin(self, request: Request, due: int) -> None:
        self._asked = request
        says, *more = [self._plan.facts[fact].says for fact in request.shows] or [request.id]
        also = f" and {len(more)} more" if more else ""
        told = f"{self.sent + 1} of {self.sent + due}  {out.visible(says)}{also}: "
        if self._shown:
            click.echo(told, err=True, nl=False)

    def end(self, answer: Answer) -> None:
        asked, self._asked = self._asked, None
        self.sent += 1
        if self._shown and asked:
            is_so = answer.outcome == asked.expect
            word = (
                answer.outcome if is_so else f"{answer.outcome}, where the pact says {asked.expect}"
            )
            out.note(out.style(word, True, fg="green" if is_so else "red"))

    def close(self) -> None:
        """End a line whose request was interrupted."""
        if self._shown and self._asked:
            out.note("interrupted")


def _plan(path: str) -> Plan:
    from modelpact.probe import plan as plans
    from modelpact.probe import sheet

    try:
        with options.readable(), open(path, encoding="utf-8") as stream:
            return sheet.read(stream)
    except (plans.Unplanned, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path} is no plan: {error}") from error


def _record(path: str) -> dict[str, Answer]:
    from modelpact.probe import answers

    if not os.path.exists(path):
        return {}
    with options.readable(), open(path, encoding="utf-8", errors="replace") as stream:
        return answers.read(stream)


def _mend(path: str) -> str:
    """Return the newline that a record lacks which was cut in the middle of a line."""
    with open(path, "rb") as stream:
        data = stream.read()
    return "\n" if data and not data.endswith(b"\n") else ""


def _key(name: str | None) -> str:
    if name is None:
        return ""
    key = os.environ.get(name, "").strip()
    if not key or not key.isascii() or not key.isprintable():
        raise click.UsageError(f"--key-env: {name} holds no key")
    return key


def _lines(made: Plan, found: Report) -> Iterator[str]:
    for state in _STATES[1:]:
        for finding in found.of(state):
            yield f"{out.style(state, False, fg=_COLOURS[state])}  {out.visible(finding.says)}"
            yield f"  {out.visible(finding.because)}{_named(finding)}"
    for request in found.unexplained:
        yield f"unexplained  request {request} was refused, though each fact that it shows was accepted elsewhere"
    for lost in made.untested:
        yield f"not asked  {out.visible(f'{lost.says}: {lost.reason}')}"
    for id_, question, decided in found.decisions:
        yield f"decision  {decided:12}  {out.visible(f'{id_}: {question}')}"
    numbers = ", ".join(f"{len(found.of(state))} {state}" for state in _STATES)
    numbers += f", {len(made.untested)} not asked"
    yield f"{made.model}: {numbers}; {found.sent} requests answered, {found.images} images"


_STATES: tuple[Any, ...] = ("confirmed", "contradicted", "open")


def _named(finding: Finding) -> str:
    return f" (request {finding.request})" if finding.request else ""


def _as_json(made: Plan, found: Report) -> dict[str, Any]:
    return {
        "model": made.model,
        "counts": {state: len(found.of(state)) for state in _STATES},
        "requests": found.sent,
        "images": found.images,
        "facts": [
            {
                "fact": each.fact,
                "about": each.about,
                "says": each.says,
                "state": each.state,
                "because": each.because,
                "request": each.request,
            }
            for each in found.findings
        ],
        "unexplained": list(found.unexplained),
        "not_asked": [
            {"about": lost.about, "says": lost.says, "reason": lost.reason}
            for lost in made.untested
        ],
        "decisions": [
            {"id": id_, "question": asked, "state": state} for id_, asked, state in found.decisions
        ],
    }
