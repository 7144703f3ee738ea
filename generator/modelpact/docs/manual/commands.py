"""The commands, as the command line tells them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from modelpact.docs.manual.book import Chapter
from modelpact.docs.manual.notation import Notation
from modelpact.naming import kebab
from modelpact.targets.site.search import Entry
from modelpact.text import Code, Text, html


@dataclass(frozen=True, slots=True)
class Option:
    """An option: how it is written, and what it does, its default included."""

    spelling: str
    help: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command with its words, such as ``modelpact docs build``; ``help`` in paragraphs."""

    name: str
    usage: str
    help: tuple[str, ...]
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionView:
    spelling: Text
    help: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandView:
    name: Text
    anchor: Code
    usage: Text
    help: tuple[Code, ...]
    options: tuple[OptionView, ...]


@dataclass(frozen=True, slots=True)
class Commands:
    """The chapter on commands."""

    chapter: Chapter
    commands: tuple[CommandView, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        for command in self.commands:
            href = f"{self.chapter.path}#{command.anchor}"
            words = " ".join(option.spelling.raw for option in command.options)
            yield command.name.raw, "command", href, words.lower()


def page(chapter: Chapter, commands: Iterable[Command], notation: Notation) -> Commands:
    """The chapter, with every command."""
    return Commands(chapter, tuple(_view(command, notation) for command in commands))


def _view(command: Command, notation: Notation) -> CommandView:
    return CommandView(
        name=Text(command.name),
        anchor=html(kebab(command.name)),
        usage=Text(command.usage),
        help=tuple(map(notation.marked, command.help)),
        options=tuple(
            OptionView(spelling=Text(option.spelling), help=notation.marked(option.help))
            for option in command.options
        ),
    )
