"""Change entries of mappings in the text of a pact: every other byte stays as it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

import yaml

from modelpact.errors import Position
from modelpact.flow import flow

Entry = str | dict[str, str]
"""What to write: a text, or texts by key."""

_BREAK: Final = re.compile(r"\r\n|\r|\n")
_COMMENT: Final = re.compile(r"(?:^|\s)#", re.MULTILINE)
_MARK: Final = "\ufeff"
# libyaml takes some of these for the end of a line, and YAML 1.2 none
_SEPARATORS: Final = re.compile("[\u2028\u2029\ufeff]")


class Unsafe(Exception):
    """An entry cannot be written without a change of something else: where, and why."""

    def __init__(self, position: Position, why: str) -> None:
        super().__init__(why)
        self.position, self.why = position, why


class Wish(NamedTuple):
    """An entry for the mapping that begins at ``position``: added behind what it has, or put in place of it."""

    position: Position
    key: str
    entry: Entry


class Editor:
    """The text of one file, which loads without a problem, and the changes to it."""

    def __init__(self, content: bytes) -> None:
        whole = content.decode()
        self._mark = _MARK if whole.startswith(_MARK) else ""
        self._text = whole.removeprefix(_MARK)
        self._breaks = [(found.start(), found.group()) for found in _BREAK.finditer(self._text)]
        self._starts = [0, *(start + len(sign) for start, sign in self._breaks)]
        self._root = yaml.compose(_SEPARATORS.sub("\ue000", self._text), Loader=yaml.CSafeLoader)
        self._times = Counter(id(node) for node in _walk(self._root))
        self._changes: list[tuple[int, int, str]] = []

    @property
    def content(self) -> bytes:
        """The file with the changes."""
        text = self._text
        for start, end, new in sorted(self._changes, reverse=True):
            text = text[:start] + new + text[end:]
        return (self._mark + text).encode()

    def put(self, wish: Wish) -> None:
        """Write an entry. Raises Unsafe, and then changes nothing."""
        node = self._mapping(wish.position)
        if node is None:
            raise Unsafe(wish.position, "it has no mapping of its own to write to")
        self._refuse_shared(node, wish.position)
        known = next((value for key, value in node.value if key.value == wish.key), None)
        if known is None:
            self._changes.append(self._added(node, wish))
            return
        for each in _walk(known):
            self._refuse_shared(each, wish.position)
        start, end = self._offset(known.start_mark), self._end(known)
        if end is None or _COMMENT.search(self._text, start, end):
            raise Unsafe(wish.position, f"a comment or a block stands in its {wish.key}")
        self._changes.append((start, end, self._spelled(known, wish.entry)))

    # --- reading --------------------------------------------------------------------------------------

    def _mapping(self, position: Position) -> yaml.MappingNode | None:
        place = (position.line - 1, position.column - 1)
        for node in _walk(self._root):
            mark = node.start_mark
            if isinstance(node, yaml.MappingNode) and (mark.line, mark.column) == place:
                return node
        return None

    def _refuse_shared(self, node: yaml.Node, position: Position) -> None:
        """Refuse what an alias repeats: elsewhere it would change too."""
        if self._times[id(node)] > 1:
            raise Unsafe(position, "an alias repeats it elsewhere")

    def _offset(self, mark: yaml.Mark) -> int:
        return self._starts[mark.line] + mark.column

    def _end(self, node: yaml.Node) -> int | None:
        """Return what follows a node's last character; None where it cannot be told: an alias, a text in a block."""
        if self._times[id(node)] > 1:
            return None
        if isinstance(node, yaml.ScalarNode):
            return None if node.style in ("|", ">") else self._offset(node.end_mark)
        if _is_flow(node):
            return self._offset(node.end_mark)
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _line_end(self, offset: int) -> tuple[int, str]:
        """Return where the line of an offset ends, and what ends lines here."""
        usual = self._breaks[0][1] if self._breaks else "\n"
        return next((each for each in self._breaks if each[0] >= offset), (len(self._text), usual))

    # --- writing --------------------------------------------------------------------------------------

    def _added(self, node: yaml.MappingNode, wish: Wish) -> tuple[int, int, str]:
        text = f"{wish.key}: {flow(wish.entry)}"
        ends = [self._end(value) for _, value in node.value]
        if node.flow_style:
            at = ends[-1] if ends else self._offset(node.end_mark) - 1
            if at is None:
                raise Unsafe(wish.position, "its last entry is repeated by an alias")
            return at, at, f", {text}" if ends else text
        indent = " " * node.start_mark.column
        lines = [
            end
            for (_, value), end in zip(node.value, ends, strict=True)
            if end is not None and _is_flow(value)
        ]
        if lines:  # behind what ends with its line
            at, sign = self._line_end(lines[-1])
            return at, at, f"{sign}{indent}{text}"
        at = self._offset(node.value[0][0].start_mark)
        return at, at, f"{text}{self._line_end(at)[1]}{indent}"

    def _spelled(self, known: yaml.Node, entry: Entry) -> str:
        """Spell an entry as what it takes the place of: in braces, or a key in each line."""
        if isinstance(entry, str) or _is_flow(known):
            return flow(entry)
        _, sign = self._line_end(self._offset(known.start_mark))
        between = sign + " " * known.start_mark.column
        return between.join(f"{key}: {flow(text)}" for key, text in entry.items())


def _is_flow(node: yaml.Node) -> bool:
    """Tell whether a node ends where its last sign stands, as all do but blocks of lines."""
    return not isinstance(node, yaml.CollectionNode) or bool(node.flow_style)


def _walk(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """Yield a node and all within it, as often as aliases repeat them."""
    if node is None:
        return
    yield node
    if isinstance(node, yaml.ScalarNode):
        return
    for item in node.value:
        for each in item if isinstance(item, tuple) else (item,):
            yield from _walk(each)
