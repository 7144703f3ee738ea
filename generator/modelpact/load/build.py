"""From libyaml's events to nodes, counted before anything is kept. Yaml is imported here and in ``edits``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import yaml

from modelpact.document import MappingNode, Node, ScalarNode, SequenceNode
from modelpact.errors import Position, Problem
from modelpact.load.comments import ADDRESS, Span, span
from modelpact.load.scalars import Refused, Scalar, clipped, invisible, resolve_plain
from modelpact.load.words import HELP, TAB, UNKNOWN, WORDS

CParser: Any
try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML without libyaml; load says so
    CParser = None

MAX_DEPTH: Final = 50
MAX_NODES: Final = 100_000
MAX_PROBLEMS: Final = 100
"""How many problems of one file are told; a file can hold a million."""

# C0 but line feed and tab, DEL and C1: what an escape such as \r can put into a text
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_TEXT_TAG: Final = "tag:yaml.org,2002:str"


def has_libyaml() -> bool:
    """Tell whether PyYAML was built with libyaml."""
    return CParser is not None


class _Stop(Exception):
    """The rest of the file cannot be read; why is noted already."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """What an alias may repeat: a node, how many nodes and how many levels it has.

    Without ``closed`` the node is still being read. No node in a closed one: its fault is told already.
    """

    node: Node | None = None
    nodes: int = 1
    height: int = 0
    closed: bool = True


class Builder:
    """Builds the nodes of one file and notes its problems."""

    def __init__(self, path: str, text: str, lines: tuple[str, ...]) -> None:
        self.path = path
        self.lines = lines
        self.problems: list[Problem] = []
        self.anchors: dict[str, _Anchor] = {}
        self.nodes = 0
        self.deepest = 0
        self.has_tabs = "\t" in text
        self.addressed = ADDRESS in text
        self.text_spans: list[Span] = []  # of texts that may hold what looks like a comment
        self.text_lines: set[int] = (
            set()
        )  # lines that go on inside of quotes or blocks: tabs are text there
        self.stand_ins: dict[int, str] = {}
        # libyaml breaks lines at U+2028 and U+2029, and stumbles over U+FEFF; YAML 1.2 has them as any other
        # character: unused ones stand in for them
        for separator in "\u2028\u2029\ufeff":
            if separator in text:
                unused = next(char for char in map(chr, range(0xE000, 0xF900)) if char not in text)
                text = text.replace(separator, unused)
                self.stand_ins[ord(unused)] = separator
        self.event: Callable[[], Any] = CParser(text).get_event

    def build(self) -> MappingNode | None:
        """Read the file's one document; None when there is nothing to go on with."""
        try:
            root = self._stream()
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            self._syntax(error)
            return None
        except yaml.YAMLError:  # libyaml's reader; what it would refuse was replaced before
            self._note(0, 0, "L010", "this is not YAML")
            return None
        if self.has_tabs:
            self._tabs()
        return root

    def _stream(self) -> MappingNode | None:
        event = self.event()
        while type(event) is yaml.StreamStartEvent:
            event = self.event()
        if type(event) is yaml.StreamEndEvent:
            self._note(0, 0, "L014", "the file is empty")
            return None
        if event.tags:
            self._note_at(event, "L012", "a %TAG directive, where pacts have no tags")
        first = self.event()
        root = self._node(first, 1)
        while type(event) is not yaml.StreamEndEvent:
            event = self.event()
            if type(event) is yaml.DocumentStartEvent:
                self._note_at(event, "L013", "a second document begins here")
                break
        match root:
            case MappingNode():
                return root
            case ScalarNode(None) if first.value == "":
                self._note(0, 0, "L014", "the file is empty")
            case ScalarNode():
                self._note_at(first, "L015", "the file is a single value where keys are wanted")
            case SequenceNode():
                self._note_at(first, "L015", "the file is a list where keys are wanted")
        return None

    # --- nodes: None for one that is refused ---

    def _node(self, event: Any, depth: int) -> Node | None:
        kind = type(event)
        if kind is yaml.AliasEvent:
            return self._alias(event, depth)
        before = self.nodes
        self._count(event, 1)
        if kind is yaml.ScalarEvent:
            scalar = self._scalar(event)
            if event.anchor is not None:
                self.anchors[event.anchor] = _Anchor(scalar)
            return scalar
        if depth > self.deepest:
            self._reach(event, depth)
        if event.tag is not None:
            self._tag(event)
        collection = self._mapping if kind is yaml.MappingStartEvent else self._sequence
        if event.anchor is None:
            return collection(event, depth)
        self.anchors[event.anchor] = _Anchor(closed=False)
        outer, self.deepest = self.deepest, depth
        node = collection(event, depth)
        self.anchors[event.anchor] = _Anchor(node, self.nodes - before, self.deepest - depth)
        self.deepest = max(outer, self.deepest)
        return node

    def _mapping(self, start: Any, depth: int) -> MappingNode:
        entries: dict[str, Node] = {}
        keys: dict[str, Position] = {}
        seen: dict[str, Position] = {}
        take = self.event
        path = self.path
        while type(event := take()) is not yaml.MappingEndEvent:
            name = self._key(event, depth)
            if name is None:
                self._node(take(), depth + 1)
                continue
            mark = event.start_mark
            position = Position(path, mark.line + 1, mark.column + 1)
            same = name if name.isascii() else unicodedata.normalize("NFC", name)
            first = seen.setdefault(same, position)
            value = self._node(take(), depth + 1)
            if first is not position:
                self._duplicate(event, name, first)
            elif value is not None:
                entries[name] = value
                keys[name] = position
        mark = start.start_mark
        return MappingNode(entries, keys, Position(path, mark.line + 1, mark.column + 1))

    def _sequence(self, start: Any, depth: int) -> SequenceNode:
        items: list[Node] = []
        take = self.event
        while type(event := take()) is not yaml.SequenceEndEvent:
            item = self._node(event, depth + 1)
            if item is not None:
                items.append(item)
        mark = start.start_mark
        return SequenceNode(tuple(items), Position(self.path, mark.line + 1, mark.column + 1))

    def _scalar(self, event: Any) -> ScalarNode | None:
        value: Scalar | Refused = event.value
        if event.tag is not None:
            self._tag(event)
        if not event.style and event.tag != _TEXT_TAG:
            value = resolve_plain(event.value)
        if isinstance(value, str):
            value = self._checked(value, event)
        elif isinstance(value, Refused):
            self._note_at(event, value.code, value.message)
            return None
        mark = event.start_mark
        return ScalarNode(value, Position(self.path, mark.line + 1, mark.column + 1))

    def _checked(self, text: str, event: Any) -> str:
        """Look for what only some texts hold: escaped controls, tabs, line separators."""
        if event.style == '"' and (found := _CONTROL.search(text)):
            self._note_at(
                event, "L007", f"the control character U+{ord(found.group()):04X} in a text"
            )
            text = _CONTROL.sub(_REPLACEMENT, text)
        if self.addressed and event.style:
            self.text_spans.append(span(event))
        if self.has_tabs and event.style:
            end = event.end_mark
            last = (
                end.line if end.column else end.line - 1
            )  # a block ends where the next line begins
            self.text_lines.update(range(event.start_mark.line + 1, last + 1))
        return text.translate(self.stand_ins) if self.stand_ins else text

    def _key(self, event: Any, depth: int) -> str | None:
        if type(event) is not yaml.ScalarEvent:
            found = "an alias" if type(event) is yaml.AliasEvent else "a list or a mapping"
            self._note_at(event, "L024", f"{found} where a key is wanted")
            self._node(event, depth + 1)
            return None
        self._count(event, 1)
        text: str = event.value
        if event.tag is not None:
            self._tag(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(ScalarNode(text, self._position(event)))
        if not event.style and event.tag is None:
            if text == "<<":
                self._note_at(event, "L021", "the merge key << is not part of YAML 1.2")
                return None
            meant = resolve_plain(text)
            if not isinstance(meant, str):
                self._no_text(event, meant)
                return None
        if event.style or self.stand_ins:
            text = self._checked(text, event)
        if not text.isascii() and (char := invisible(text)):
            self._note_at(
                event,
                "L025",
                f"the key {clipped(text)!r} holds U+{ord(char):04X}, which nobody sees",
            )
            return None
        return text

    def _alias(self, event: Any, depth: int) -> Node | None:
        anchor = self.anchors.get(event.anchor)
        if anchor is None:
            self._note_at(
                event, "L026", f"the alias *{clipped(event.anchor)} has no anchor before it"
            )
            return None
        if not anchor.closed:
            self._note_at(
                event,
                "L027",
                f"the alias *{clipped(event.anchor)} stands inside of what it repeats",
            )
            return None
        self._count(event, anchor.nodes)
        if (
            isinstance(anchor.node, MappingNode | SequenceNode)
            and depth + anchor.height > self.deepest
        ):
            self._reach(event, depth + anchor.height)
        return anchor.node

    def _count(self, event: Any, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            self._note_at(
                event,
                "L041",
                f"more than {MAX_NODES:,} keys and values, counted with aliases written out",
            )
            raise _Stop

    def _reach(self, event: Any, depth: int) -> None:
        self.deepest = depth
        if depth > MAX_DEPTH:
            self._note_at(event, "L040", f"more than {MAX_DEPTH} levels of lists and mappings")
            raise _Stop

    # --- notes: what is wrong, in our words ---

    def _note(self, line: int, column: int, code: str, message: str, help: str = "") -> None:
        """Note a problem; line and column as libyaml counts them, from 0."""
        if len(self.problems) > MAX_PROBLEMS:
            return
        shown = self.lines[line] if line < len(self.lines) else ""
        where = Position(self.path, line + 1, column + 1)
        self.problems.append(Problem(where, code, message, help or HELP[code], shown))

    def _note_at(self, event: Any, code: str, message: str, help: str = "") -> None:
        self._note(event.start_mark.line, event.start_mark.column, code, message, help)

    def _position(self, event: Any) -> Position:
        return Position(self.path, event.start_mark.line + 1, event.start_mark.column + 1)

    def _tag(self, event: Any) -> None:
        tag: str = event.tag
        core = "tag:yaml.org,2002:"
        self._note_at(
            event, "L022", f"the tag {clipped(tag.replace(core, '!!', 1))}, where pacts have none"
        )

    def _no_text(self, event: Any, meant: Scalar | Refused) -> None:
        kind = "null" if meant is None else "a boolean" if isinstance(meant, bool) else "a number"
        text = clipped(event.value)
        if text:
            self._note_at(
                event, "L023", f"the key {text} is {kind} and not a text", f'Quote it: "{text}".'
            )
        else:
            self._note_at(event, "L023", "an empty key", "Write a name before the colon.")

    def _duplicate(self, event: Any, name: str, first: Position) -> None:
        message = f"the key {clipped(name)!r} is written twice: here and in line {first.line}"
        before = self.lines[first.line - 1][first.column - 1 : first.column + len(name)]
        if not name.isascii() and name not in before:
            message += ", with other code points for the same letters"
        self._note_at(event, "L020", message)

    def _tabs(self) -> None:
        """Refuse tabs that indent and that libyaml lets pass."""
        for line, text in enumerate(self.lines):
            if (
                "\t" in text
                and line not in self.text_lines
                and (column := _tab_in_indent(text)) >= 0
            ):
                self._note(line, column, "L011", TAB)

    def _syntax(self, error: yaml.MarkedYAMLError) -> None:
        """Say where and why libyaml gave up."""
        mark: Any = error.problem_mark or error.context_mark
        if mark is None:
            self._note(0, 0, "L010", "this is not YAML")
            return
        text = self.lines[mark.line] if mark.line < len(self.lines) else ""
        column = (
            mark.column if text[mark.column : mark.column + 1] == "\t" else _tab_in_indent(text)
        )
        if column >= 0:
            self._note(mark.line, column, "L011", TAB)
            return
        words = WORDS.get(error.problem or "", UNKNOWN)
        begin: Any = error.context_mark or mark
        where = begin if words.at_begin else mark
        message = words.message.format(
            line=begin.line + 1, found=self._found(mark.line, mark.column)
        )
        self._note(*self._inside(where.line, where.column), words.code, message, words.help)

    def _found(self, line: int, column: int) -> str:
        if line >= len(self.lines) or (
            line + 1 == len(self.lines) and not self.lines[line][column:]
        ):
            return "the end of the file"
        word = re.match(r"\w+|.", self.lines[line][column:].lstrip())
        return repr(clipped(word.group())) if word else "the end of the line"

    def _inside(self, line: int, column: int) -> tuple[int, int]:
        """Move a place behind the last line to the end of the last one that says something."""
        if line < len(self.lines) and self.lines[line]:
            return line, column
        while line > 0 and not (line < len(self.lines) and self.lines[line].strip()):
            line -= 1
        return line, len(self.lines[line])


def _tab_in_indent(text: str) -> int:
    """Return the column of a tab before the first sign of a line; -1 when there is none."""
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    return indent.find("\t") if text.strip() else -1
