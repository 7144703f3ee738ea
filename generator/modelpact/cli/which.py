"""``modelpact which``: the models that take a request."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from modelpact.cli import bodies, gateway, out

if TYPE_CHECKING:
    from modelpact.queries.choice import Choice

_COLOURS = {"unchanged": "green", "changed": "yellow", "no": "red"}


@click.command("which")
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
    """Say which models take the request in the file REQUEST, or on standard input for -.

    Those that take it as it is come first, with what they remark; then those for which it can be translated, the least
    changed first; then those that cannot take it, and why. Exits 0 if a model takes it as it is, 1 if none does, 2 if
    there is no telling.
    """
    from modelpact.queries.choice import reader, which

    body = gateway.members(request)
    asked = gateway.known(spec, out, provider, body.get("model"))
    with gateway.shallow():
        choices = which(asked.provider, body, asked.check)
        source = reader(asked.provider, body, asked.check).id
    if format == "json":
        told = [_told(choice) for choice in choices]
        click.echo(json.dumps({"read_as": source, "models": told}, indent=2))
    else:
        if source != body.get("model"):
            _note(f"its model is not known here; it is read as a request to {source}")
        for choice in choices:
            _print(choice)
    ctx.exit(0 if any(choice.takes == "unchanged" for choice in choices) else 1)


def _note(text: str) -> None:
    out.note(out.visible(text))


def _told(choice: Choice) -> dict[str, Any]:
    translation = choice.translation
    changed = choice.takes == "changed"
    return {
        "model": choice.model,
        "takes": choice.takes,
        "verdict": bodies.verdict(choice.issues),
        "issues": [bodies.issue(found) for found in choice.issues],
        "request": translation.request if changed else None,
        "lost": [found.as_dict() for found in translation.lost] if changed else [],
        "reason": translation.reason if choice.takes == "no" else "",
    }


def _print(choice: Choice) -> None:
    word = out.style(f"{choice.takes:9}", False, fg=_COLOURS[choice.takes])
    reason = f": {choice.translation.reason}" if choice.takes == "no" else ""
    click.echo(f"{word}  {out.visible(choice.model + reason)}")
    if choice.takes == "unchanged":
        for found in choice.issues:
            click.echo(f"  {out.visible(f'{found.pointer}  {found.code}: {found.message}')}")
    elif choice.takes == "changed":
        for each in choice.translation.lost:
            click.echo(f"  {out.visible(gateway.lost(each))}")
