"""``modelpact init``: the first pacts of a gateway, by question and answer or by flags."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import NoReturn

import click

from modelpact.cli import made, out

_ID = re.compile(r"[a-z][a-z0-9_-]*")
_URL = re.compile(r"https?://\S+")


@click.command("init")
@click.argument("folder", metavar="[DIR]", default="spec")
@click.option(
    "--provider", metavar="ID", help="The gateway's id: lower-case letters, digits, - and _."
)
@click.option("--title", metavar="TEXT", help="Its name for people. [default: made of the id]")
@click.option("--base-url", metavar="URL", help="Its address, without the path of an operation.")
@click.option(
    "--path",
    metavar="PATH",
    default="/images/generations",
    show_default=True,
    help="What is appended to the address to make an image.",
)
@click.option(
    "--model", "-m", "models", metavar="ID", multiple=True, help="A model; may be repeated."
)
@click.option("--yes", "-y", is_flag=True, help="Ask nothing.")
def command(
    folder: str,
    provider: str | None,
    title: str | None,
    base_url: str | None,
    path: str,
    models: tuple[str, ...],
    yes: bool,
) -> None:
    """Write the first pacts of a gateway into DIR (default: spec), and overwrite nothing.

    What no flag says is asked for; with --yes it must be said. The files can be rendered at once, and their comments
    say what to change. Beside them goes a copy of the schemas of the language, by which editors complete keys.
    """
    from modelpact import scaffold

    id_ = _said("--provider", "The gateway's id", provider, yes, "acme", why_no_id)
    name = title or (
        scaffold.titled(id_)
        if yes
        else click.prompt("Its name for people", scaffold.titled(id_), err=True)
    )
    url = _said(
        "--base-url", "Its address", base_url, yes, f"https://api.{id_}.example/v1", why_no_url
    )
    ids = models or tuple(
        _said("--model", "Its models, with commas between", None, yes, f"{id_}-1", _why_no_models)
        .replace(" ", "")
        .split(",")
    )
    if reason := _why_no_models(",".join(ids)) or (
        None if path.startswith("/") else "a path begins with /"
    ):
        raise click.UsageError(reason)
    pacts = scaffold.starter(provider=id_, title=name, base_url=url, path=path, models=ids)
    made.written(folder, pacts)
    _next(folder, ids[0])


def _said(
    option: str, question: str, given: str | None, yes: bool, example: str, why_not: made.WhyNot
) -> str:
    """Return what a flag says, or what is answered; a flag that says nothing good is refused."""
    if given is None and not yes:
        return str(click.prompt(question, example, value_proc=_proof(why_not), err=True))
    if given is None:
        raise click.UsageError(f"with --yes say {option}, such as {option} {example}")
    if reason := why_not(given):
        raise click.UsageError(f"{option} {out.visible(given)}: {reason}")
    return given


def _proof(why_not: made.WhyNot) -> Callable[[str], str]:
    def proof(answer: str) -> str:
        if reason := why_not(answer):
            raise click.BadParameter(reason)
        return answer

    return proof


def why_no_id(text: str) -> str | None:
    if not _ID.fullmatch(text):
        return "an id begins with a lower-case letter and has letters, digits, - and _"
    return "is the folder of the pact language" if text == "language" else None


def why_no_url(text: str) -> str | None:
    return (
        None if _URL.fullmatch(text) and text.isprintable() else "an address begins with https://"
    )


def _why_no_models(text: str) -> str | None:
    ids = [id_.strip() for id_ in text.split(",")]
    twice = next((id_ for id_ in ids if ids.count(id_) > 1), None)
    return next(
        (f"{out.visible(id_)!r} {why}" for id_ in ids if (why := made.why_no_model(id_))),
        f"{twice} is named twice" if twice else None,
    )


def _next(folder: str, model: str) -> NoReturn:
    spec = [] if os.path.realpath(folder) == os.path.realpath("spec") else ["--spec", folder]
    for words in (["lint"], ["show", model], ["generate"]):
        out.note("next: " + " ".join(["modelpact", *words, *spec]))
    raise click.exceptions.Exit(0)
