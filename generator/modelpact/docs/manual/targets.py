"""The targets: what is written about each, with what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from modelpact.docs.manual.book import Chapter
from modelpact.files import Target
from modelpact.targets import TARGETS
from modelpact.targets.site.search import Entry
from modelpact.text import Code, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A target; its link leads to what is written about it."""

    name: Text
    href: Code
    title: Text
    emit: Text
    made: Code
    runs: Code


@dataclass(frozen=True, slots=True)
class Targets:
    """The chapter on targets: a table on top, and a part for each target."""

    chapter: Chapter
    rows: tuple[Row, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        for row in self.rows:
            yield row.name.raw, "target", f"{self.chapter.path}{row.href}", row.title.raw.lower()


def page(chapter: Chapter) -> Targets:
    """The chapter, with every target. One that nothing is written about is a mistake of ours."""
    anchors = {heading.title: heading.anchor for heading in chapter.headings}
    return Targets(chapter, tuple(_row(target, anchors[target.name]) for target in TARGETS))


def _row(target: Target, anchor: Code) -> Row:
    return Row(
        name=Text(target.name),
        href=Code(f"#{anchor}"),
        title=Text(target.title.removesuffix(".")),
        emit=Text(f"modelpact emit {target.name} -o {target.name}"),
        made=Code("yes" if target.committed else "on request"),
        runs=Code("yes" if target.runs else "no"),
    )
