"""Pacts that commands make: judged before they are written, and written over nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from modelpact.cli import out, places, tree

if TYPE_CHECKING:
    from modelpact.document import DocumentKind
    from modelpact.files import File
    from modelpact.load import SourceFile
    from modelpact.scaffold import Pacts

WhyNot = Callable[[str], str | None]
_MODEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._:@+-]|/(?=[A-Za-z0-9])){0,127}")


def why_no_model(id_: str) -> str | None:
    """Say why a text is no model's id."""
    if _MODEL.fullmatch(id_) and ".." not in id_:
        return None
    return "cannot be a model's id: letters and digits with . _ : @ + - and single slashes"


def written(folder: str, pacts: Pacts, *more: File) -> None:
    """Write a provider that was not there into a folder of pacts, with the schemas for editors; name each file."""
    import os

    from modelpact import scaffold

    provider = pacts.provider["provider"]
    at = os.path.join(folder, provider)
    if os.path.isdir(at) and os.listdir(at):
        raise click.ClickException(
            f"{places.shown(at)} is there already, and nothing is overwritten\n"
            "  help: choose another provider or folder; a further model is `modelpact new model`"
        )
    files = scaffold.files(pacts)
    _judge(files, folder)
    create(folder, (*files, *more, *_language(folder)))


def _judge(files: Iterable[File], folder: str) -> None:
    """End with 2 and say why where the pacts would not do."""
    from pathlib import Path

    from modelpact import pipeline

    result = pipeline.judge(sources(files), language=Path(places.data().language))
    if result.errors:
        out.problems(result.errors, folder, err=True)
        raise click.ClickException("nothing was written")


def sources(files: Iterable[File]) -> list[SourceFile]:
    """Files of pacts as they would be read."""
    from modelpact import load

    kinds: dict[str, DocumentKind] = {"families": "family", "models": "model"}
    return [
        load.SourceFile(
            file.path,
            file.path.split("/")[0],
            kinds.get(file.path.split("/")[1], "provider"),
            file.text.encode(),
        )
        for file in files
    ]


def _language(folder: str) -> Iterable[File]:
    """The schemas that the first lines of pacts lead editors to, unless some are there."""
    import os

    from modelpact.files import File

    if os.path.exists(os.path.join(folder, "language")):
        return
    here = places.data().language
    for name in ("common", "provider", "family", "model"):
        with open(os.path.join(here, f"{name}.schema.json"), encoding="utf-8") as file:
            yield File(f"language/{name}.schema.json", file.read())


def create(folder: str, files: Iterable[File]) -> None:
    """Write files and name each of them."""
    from pathlib import Path

    from modelpact import write

    with tree.writable():
        for path in write.create(files, Path(folder)):
            click.echo(out.visible(places.shown(folder, path)))
