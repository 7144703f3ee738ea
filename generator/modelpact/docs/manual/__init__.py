"""The project's own manual: what is written, and what the language, the targets, the commands and the codes tell."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from modelpact import render
from modelpact.docs.manual import book, codes, commands, language, targets
from modelpact.docs.manual import templates as templates_
from modelpact.docs.manual.notation import HTML, Heading, Notation, markdown
from modelpact.files import File
from modelpact.pipeline import schemas
from modelpact.targets.site import assets, machines, search
from modelpact.text import Text


def files(
    told: Iterable[commands.Command], *, language_folder: Path, templates: Path
) -> Iterator[File]:
    """Every page, and what they load. ``told``: the commands, as the command line describes them itself."""
    rendering = render.renderer((templates,))
    written = {name: book.chapter(name, rendering) for name, _ in book.CHAPTERS}
    made = _made(written, tuple(told), schemas(language_folder))
    entries: list[search.Entry] = []
    for name, chapter in written.items():
        template = name if name in made else "chapter"
        view, twin = made.get(name, (chapter, chapter))
        for path, form, said in ((book.path(name), "html", view), (book.twin(name), "md", twin)):
            yield File(path, rendering(f"site/manual/{template}.{form}.jinja", said))
        entries += (*chapter.entries, *getattr(view, "entries", ()))
    yield File("assets/search.js", search.script(dict.fromkeys(entries)))
    yield File("llms.txt", rendering("site/llms.txt.jinja", _listing(written.values())))
    yield from assets(rendering, "site.js")


class _Headed(Protocol):
    @property
    def headings(self) -> Iterable[Heading]: ...


def _made(
    written: Mapping[str, book.Chapter],
    told: Collection[commands.Command],
    schemas: Mapping[str, Any],
) -> dict[str, tuple[object, object]]:
    """The views of the chapters that say more than what is written for them, in HTML and in Markdown."""
    plain = markdown(())
    told_targets = targets.page(written["targets"])
    return {
        "keys": _linked(lambda notation: language.page(written["keys"], schemas, notation)),
        "targets": (told_targets, told_targets),
        "templates": _linked(lambda notation: templates_.page(written["templates"], notation)),
        "commands": (
            commands.page(written["commands"], told, HTML),
            commands.page(written["commands"], told, plain),
        ),
        "codes": (codes.page(written["codes"], HTML), codes.page(written["codes"], plain)),
    }


def _linked(page: Callable[[Notation], _Headed]) -> tuple[object, object]:
    """Make a chapter that links to its own headings, which have other anchors in Markdown."""
    ours = page(HTML)
    return ours, page(markdown(ours.headings))


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
                        href=chapter.page.markdown,
                        description=Text(chapter.lead),
                    )
                    for chapter in chapters
                ),
            ),
        ),
    )
