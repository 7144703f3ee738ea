"""``modelpact translate``: a request to one model, as a request to another."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from modelpact.cli import bodies, completion, gateway, out

if TYPE_CHECKING:
    from modelpact.queries.translation import Note


@click.command("translate")
@click.argument("request", metavar="REQUEST")
@click.option(
    "--to",
    "target",
    metavar="MODEL",
    required=True,
    shell_complete=completion.models,
    help="The model to write it for.",
)
@gateway.options_of
@click.pass_context
def command(
    ctx: click.Context,
    request: str,
    target: str,
    spec: str | None,
    provider: str | None,
    out: str | None,
    format: str,
) -> None:
    """Write the request in the file REQUEST, or on standard input for -, as a request to another model.

    The body goes to standard output; what was lost or changed, and defaults that the two models do not share, to
    standard error. Exits 0 if it is translated, 1 if it cannot be, 2 if there is no telling.
    """
    from modelpact.queries.translation import translate

    body = gateway.members(request)
    asked = gateway.known(spec, out, provider, body.get("model"))
    source, wanted = asked.model(body.get("model")), asked.model(target)
    with gateway.shallow():
        found = translate(source, wanted, body, asked.check)
    if format == "json":
        answer = {
            "model": found.model,
            "request": found.request,
            "lost": [each.as_dict() for each in found.lost],
            "notes": [_note(each, source.id, wanted.id) for each in found.notes],
            "verdict": bodies.verdict(found.issues) if found.request is not None else None,
            "issues": [bodies.issue(each) for each in found.issues],
            "reason": found.reason,
        }
        click.echo(json.dumps(answer, indent=2))
    elif found.request is not None:
        for each in found.lost:
            _tell(gateway.lost(each))
        for note in found.notes:
            _tell(f"note: {_note(note, source.id, wanted.id)}")
        for issue in found.issues:
            _tell(f"warning: {issue.pointer}  {issue.code}: {issue.message}")
        click.echo(json.dumps(found.request, indent=2))
    else:
        _tell(f"cannot be translated for {wanted.id}: {found.reason}")
    ctx.exit(0 if found.request is not None else 1)


def _tell(text: str) -> None:
    out.note(out.visible(text))


def _note(note: Note, source: str, target: str) -> str:
    """Say what was relied on, and what comes instead."""
    return f"{note.argument} is not sent: {source} {_takes(note.source)}, {target} {_takes(note.target)}"


def _takes(default: object) -> str:
    return "has no default" if default is None else f"takes {json.dumps(default)}"
