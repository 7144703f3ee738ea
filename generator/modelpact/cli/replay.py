"""``modelpact replay``: which recorded requests get another verdict from another version of the pacts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

import click

from modelpact.cli import compared, options, out

if TYPE_CHECKING:
    from modelpact.diff.replay import Replay


@click.command("replay")
@click.argument("old")
@click.argument("new")
@click.argument("requests", type=click.File("rb"))
@options.format
@click.pass_context
def command(ctx: click.Context, old: str, new: str, requests: IO[bytes], format: str) -> None:
    """Judge each line of REQUESTS (- for standard input) by OLD and by NEW, and say which verdicts differ.

    OLD and NEW are folders of pacts, catalogue files, or revisions such as HEAD~1:spec. A line is a request as JSON,
    or an object that holds one as payload, request or body: that one is taken where it names a model, or where the
    object around it names none. Blank lines are passed over, and lines that are no JSON are counted.

    Requests are counted by model, verdicts, and place and code of each issue that makes the difference, with the
    first of them as a sample, in which long texts are cut. Exits 0 if nothing that was taken is refused, 1 if
    something is, 2 if there is no comparing: also where no line is a request.
    """
    from modelpact.diff.replay import replay

    before, after = compared.read(old), compared.read(new)
    for where, side in ((old, before), (new, after)):
        if not any(provider.models for provider in side.catalog.providers):
            raise click.ClickException(f"there are no models in {where}")
    with options.readable():
        found = replay(before.catalog, after.catalog, requests, compared.rendering())
    if format == "json":
        out.data(_as_json(found))
    else:
        for line in _lines(found):
            click.echo(line)
    if not found.requests:
        raise click.ClickException("nothing was compared: there is no request among the lines")
    ctx.exit(int(found.refused > 0))


def _as_json(found: Replay) -> dict[str, Any]:
    return {
        "requests": found.requests,
        "refused": found.refused,
        "unreadable": {"count": found.unread, "lines": found.unread_lines},
        "verdicts": [
            {"old_verdict": old, "new_verdict": new, "count": count}
            for (old, new), count in sorted(found.verdicts.items())
        ],
        "changes": [
            {
                "model": kind.model or None,
                "pointer": kind.pointer,
                "code": kind.code or None,
                "old_verdict": kind.old,
                "new_verdict": kind.new,
                "count": group.count,
                "line": group.line,
                "sample": group.sample,
            }
            for kind, group in found.worst_first()
        ],
    }


def _lines(found: Replay) -> Iterator[str]:
    for kind, group in found.worst_first():
        issue = f"{kind.pointer or '(body)'} {kind.code}" if kind.code else "other issues"
        verdicts = f"{kind.old} -> {kind.new}"
        counted = out.counted(group.count, "request")
        yield out.visible(f"{kind.model or '(no model)'}: {verdicts}, {issue}: {counted}")
        yield out.visible(f"    line {group.line}: {json.dumps(group.sample)}")
    told = ", ".join(
        f"{count} {old} -> {new}" for (old, new), count in sorted(found.verdicts.items())
    )
    changed = found.verdicts.total()
    yield f"{out.counted(found.requests, 'request')}, {changed} with another verdict" + (
        f": {told}" if told else ""
    )
    if found.unread:
        named = ", ".join(map(str, found.unread_lines))
        more = found.unread - len(found.unread_lines)
        rest = f" and {more} more" if more else ""
        yield f"no JSON: {out.counted(found.unread, 'line')} ({named}{rest})"
