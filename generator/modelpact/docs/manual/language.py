"""Every key of the pact language, from its schemas: what stands in each kind of file, then the parts they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from modelpact.docs.manual import keys
from modelpact.docs.manual.book import Chapter
from modelpact.docs.manual.keys import KeyView, Link
from modelpact.docs.manual.notation import Heading, Notation
from modelpact.targets.site.search import Entry
from modelpact.text import NOTHING, Code, Text, html

FILES: Final = ("provider", "family", "model", "changelog")
"""The kinds of file; each has a schema of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A kind of file, or a part that others refer to. ``where`` are the keys at which the part stands."""

    name: Text
    anchor: Code
    file: bool
    says: Code
    form: Code
    points: tuple[Code, ...]
    values: tuple[Text, ...]
    examples: Text
    where: tuple[Link, ...]
    keys: tuple[KeyView, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """The chapter on keys."""

    chapter: Chapter
    files: tuple[Section, ...]
    parts: tuple[Section, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        for section in (*self.files, *self.parts):
            kind = "kind of file" if section.file else "part of pacts"
            yield section.name.raw, kind, f"{self.chapter.path}#{section.anchor}", ""
            for key in section.keys:
                words = " ".join((key.says.striptags(), *(value.raw for value in key.values)))
                href = f"{self.chapter.path}#{key.anchor}"
                yield key.name.raw, f"key of {section.name.raw}", href, words.lower()

    @property
    def headings(self) -> Iterator[Heading]:
        """The headings of the twin in their order, with the anchors that the page has."""
        yield Heading(1, self.chapter.title, NOTHING)
        yield from self.chapter.headings
        for anchor, title, sections in (
            ("files", "Kinds of file", self.files),
            ("parts", "Parts that they share", self.parts),
        ):
            yield Heading(2, title, html(anchor))
            for section in sections:
                name = section.name.raw
                yield Heading(3, f"A {name} file" if section.file else name, section.anchor)
                for key in section.keys:
                    yield Heading(4, key.place.raw, key.anchor)


def page(chapter: Chapter, schemas: Mapping[str, Any], notation: Notation) -> Language:
    """The chapter, with every key; ``schemas`` by file name."""
    shared = schemas["common.schema.json"]["$defs"]
    kinds = {kind: schemas[f"{kind}.schema.json"] for kind in FILES}
    reader = keys.Reader(shared, notation)
    listed = {name: tuple(reader.keys(name, node)) for name, node in (kinds | shared).items()}
    where: dict[str, list[Link]] = {}
    for name, node in shared.items():
        for target in keys.references(node):
            where.setdefault(target, []).append(Link(Text(name), notation.anchor(name)))
    for key in (key for found in listed.values() for key in found):
        for target in key.refers:
            where.setdefault(target, []).append(Link(key.place, key.anchor))

    def sections(nodes: Mapping[str, Any]) -> Iterable[Section]:
        return (
            Section(
                name=Text(name),
                anchor=notation.anchor(name),
                file=name in kinds,
                says=notation.marked(node["description"]),
                form=reader.form(node),
                points=reader.points(node),
                values=keys.values(node),
                examples=keys.examples(name, node),
                where=tuple(dict.fromkeys(where.get(name, ()))),
                keys=listed[name],
            )
            for name, node in nodes.items()
        )

    return Language(chapter, tuple(sections(kinds)), tuple(sections(shared)))
