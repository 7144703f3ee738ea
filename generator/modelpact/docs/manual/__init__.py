"""The project's own manual: what is written, and what the language, the targets, the commands and the codes tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from modelpact import render
from modelpact.docs.manual import book, codes, commands, language, targets
from modelpact.docs.manual import templates as templates_
from modelpact.files import File
from modelpact.pipeline import schemas
from modelpact.targets.site import assets, machines, search
from modelpact.text import Code, Text

MADE: Final = ("keys", "targets", "templates", "commands", "codes")
"""Chapters whose pages say more than what is written for them."""


def files(
    told: Iterable[commands.Command], *, language_folder: Path, templates: Path
) -> Iterator[File]:
    """Every page, and what they load. ``told``: the commands, as the command line describes them itself."""
    rendering = render.renderer((templates,))
    written = {
        name: book.chapter(name, rendering, twin=name not in MADE) for name, _ in book.CHAPTERS
    }
    made = {
        "keys": language.page(written["keys"], schemas(language_folder)),
        "targets": targets.page(written["targets"]),
        "templates": templates_.page(written["templates"]),
        "commands": commands.page(written["commands"], told),
        "codes": codes.page(written["codes"]),
    }
    entries: list[search.Entry] = []
    for name, chapter in written.items():
        view = made.get(name, chapter)
        template = name if name in made else "chapter"
        yield File(book.path(name), rendering(f"site/manual/{template}.html.jinja", view))
        if twin := str(chapter.page.markdown):
            yield File(twin, chapter.source)
        entries += (*chapter.entries, *getattr(view, "entries", ()))
    yield File("assets/search.js", search.script(dict.fromkeys(entries)))
    yield File("llms.txt", rendering("site/llms.txt.jinja", _listing(written.values())))
    yield from assets(rendering, "site.js")


def _listing(chapters: Iterable[book.Chapter]) -> machines.Listing:
    return machines.Listing(
        title=Text(book.BRAND),
        description=Text("The manual."),
        parts=(
            machines.Part(
                title=Text("Chapters"),
                items=tuple(
                    machines.Item(
                        title=Text(chapter.title),
                        href=chapter.page.markdown or Code(chapter.path),
                        description=Text(chapter.lead),
                    )
                    for chapter in chapters
                ),
            ),
        ),
    )
