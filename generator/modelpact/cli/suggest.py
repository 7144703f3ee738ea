"""``modelpact suggest``: the nearest request that is not rejected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import bodies, gateway, out

if TYPE_CHECKING:
    from modelpact import ir
    from modelpact.queries.patch import Change


@click.command("suggest")
@click.argument("request", metavar="REQUEST")
@gateway.options_of
@click.pass_context
def command(
    ctx: click.Context,
    request: str,
    spec: str | None,
    provider: str | None,
    out: str | None,
    format: str,
) -> None:
    """Change the request in the file REQUEST, or on standard input for -, as little as can be until it is not rejected.

    The body goes to standard output; each change, as a JSON Patch operation with the code that asked for it, to
    standard error. Where something has to be there that nobody wrote, an example of it is put there. Exits 0 if there
    is such a request, 1 if a fault has no mend, 2 if there is no telling.
    """
    from modelpact.queries.suggestion import suggest

    body = gateway.request(request)
    named = body.get("model") if isinstance(body, dict) else None
    asked = gateway.known(spec, out, provider, named)
    with gateway.shallow():
        found = suggest(_read_as(asked, body), body, asked.check)
    if format == "json":
        answer = {
            "request": None if found.faults else found.body,
            "changes": [change.as_dict() for change in found.changes],
            "verdict": bodies.verdict(found.issues),
            "issues": [bodies.issue(each) for each in found.issues],
            "faults": [bodies.issue(each) for each in found.faults],
        }
        click.echo(json.dumps(answer, indent=2))
    elif not found.faults:
        for change in found.changes:
            _tell(_line(change))
        for each in found.issues:
            _tell(f"warning: {each.pointer}  {each.code}: {each.message}")
        click.echo(json.dumps(found.body, indent=2))
    else:
        for each in found.faults:
            _tell(f"no mend: {each.pointer or '(body)'}  {each.code}: {each.message}")
    ctx.exit(1 if found.faults else 0)


def _read_as(asked: gateway.Gateway, body: Any) -> ir.Model:
    """The model that a request is for, else the one that has the least against it."""
    from modelpact.queries.choice import reader

    if isinstance(body, list) and len(body) == 1:
        (body,) = body
    if not isinstance(body, dict):
        return asked.provider.models[0]
    return reader(asked.provider, body, asked.check)


def _line(change: Change) -> str:
    operation = change.as_dict()
    code = operation.pop("code")
    return f"{code}: {json.dumps(operation, ensure_ascii=False)}"


def _tell(text: str) -> None:
    out.note(out.visible(text))
