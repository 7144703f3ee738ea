"""Pacts that commands make: judged before they are written, and written over nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from modelpact.cli import out, places, tree

if TYPE_CHECKING:
    from modelpact.files import File
    from modelpact.importing import Lost
    from modelpact.scaffold import Pacts

WhyNot = Callable[[str], str | None]
_MODEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:@+-]|/(?=[A-Za-z0-9])){0,127}")


def why_no_model(id_: str) -> str | None:
    """Say why a text is no model's id."""
    if _MODEL.fullmatch(id_) and ".." not in id_:
        return None
    return "cannot be a model's id: letters and digits with . _ : @ + - and single slashes"


def written(folder: str, pacts: Pacts) -> None:
    """Write a provider that was not there into a folder of pacts, and name each file."""
    from modelpact import scaffold

    files = scaffold.files(pacts)
    _judge(files, folder)
    provided(folder, pacts.provider["provider"], files)


def provided(
    folder: str, provider: str, files: Iterable[File], *more: File, tell: bool = True
) -> None:
    """Write the files of a provider that was not there, and the schemas by which editors know keys."""
    import os

    from modelpact.files import File

    at = os.path.join(folder, provider)
    if os.path.isdir(at) and os.listdir(at):
        raise click.ClickException(
            f"{places.shown(at)} is there already, and nothing is overwritten\n"
            "  help: choose another provider or folder; a further model is `modelpact new model`"
        )
    extra = (File(f"{provider}/{file.path}", file.text) for file in more)
    create(folder, (*files, *extra, *_language(folder)), tell=tell)


def losses_page(source: str, losses: Iterable[Lost]) -> File:
    """What an import could not carry, for people, by what it is."""
    from modelpact.files import File

    reasons: dict[str, list[str]] = {}
    for lost in losses:
        reasons.setdefault(lost.reason, []).append(lost.pointer or "/")
    lines = [
        f"What these pacts do not say as {out.visible(source)} does, by JSON pointer there.",
        "",
    ]
    lines += [] if reasons else ["Nothing was lost."]
    for reason, pointers in sorted(reasons.items()):
        lines += [f"{out.visible(reason)}:", "", *(f"    {out.visible(at)}" for at in pointers), ""]
    return File("import.losses.md", "\n".join(lines).rstrip("\n") + "\n")


def _judge(files: Iterable[File], folder: str) -> None:
    """End with 2 and say why where the pacts would not do."""
    from pathlib import Path

    from modelpact import importing, pipeline

    result = pipeline.judge(importing.sources(files), language=Path(places.data().language))
    if result.errors:
        out.problems(result.errors, folder, err=True)
        raise click.ClickException("nothing was written")


def _language(folder: str) -> Iterable[File]:
    """The schemas that the first lines of pacts lead editors to, unless some are there."""
    import os
    from pathlib import Path

    from modelpact import bundles, pipeline
    from modelpact.files import File

    below = "language/editor"
    if os.path.exists(os.path.join(folder, below)):
        return
    for file in bundles.files(pipeline.schemas(Path(places.data().language))):
        yield File(f"{below}/{file.path}", file.text)


def create(folder: str, files: Iterable[File], *, tell: bool = True) -> None:
    """Write files, and name each of them."""
    from pathlib import Path

    from modelpact import write

    with tree.writable():
        for path in write.create(files, Path(folder)):
            if tell:
                click.echo(out.visible(places.shown(folder, path)))
