"""Where generated code stands: the names that are taken, constants, functions, and pointers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from modelpact import ir, naming
from modelpact.checks.expressions import Pointer, Var
from modelpact.checks.statements import Constant, Data, Function, Helper, Pattern

_INDEXES = ("i", "j", "k", "l", "m")


@dataclass(frozen=True, slots=True)
class Style:
    """How a language spells names. ``taken`` are those of the runtime and of the template.

    A name at the top of a module has at most ``longest`` characters: an assignment to a longer one would be broken
    before its value.
    """

    taken: frozenset[str]
    local: Callable[[str], str]
    function: Callable[[str], str]
    numbered: Callable[[str, int], str]
    longest: int

    def unique(self, name: str, taken: set[str]) -> str:
        """Number a name until it is free, and take it."""
        spelled, number = name, 1
        while spelled in taken:
            number += 1
            spelled = self.numbered(name, number)
        taken.add(spelled)
        return spelled


@dataclass(frozen=True, slots=True)
class At:
    """A JSON pointer under construction: literal text and index variables."""

    parts: tuple[str | Var, ...] = ("",)

    def member(self, name: str) -> At:
        """Point to a member."""
        return At((*self.parts, ir.pointer((name,))))

    def item(self, index: str) -> At:
        """Point to an item."""
        return At((*self.parts, "/", Var(index)))

    @property
    def pointer(self) -> Pointer:
        """The pointer as an expression."""
        return Pointer(self.parts)

    @property
    def indexes(self) -> tuple[str, ...]:
        """The index variables."""
        return tuple(part.name for part in self.parts if isinstance(part, Var))


@dataclass(slots=True)
class Module:
    """The code of one model under construction. ``prefix`` tells its names from those of other models.

    ``taken`` are the names of the file so far. Prefixes alone do not do: ``a-b`` with a member ``c`` and ``a``
    with ``b c`` would meet.
    """

    style: Style
    prefix: str
    taken: set[str]
    constants: list[Constant | Helper | Pattern] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    _shared: dict[str, str] = field(default_factory=dict)

    def constant(self, hint: str, value: Data) -> str:
        """Keep data as a constant of the module; equal data is shared."""
        spelled = repr(value)  # by their texts, as 1, 1.0 and True are equal
        known = self._shared.get(spelled)
        if known is None:
            known = self.name(hint)
            self._shared[spelled] = known
            self.constants.append(Constant(known, value))
        return known

    def pattern(self, hint: str, pattern: str) -> str:
        """Keep a compiled pattern as a constant of the module."""
        self.needs.add("patterns")
        name = self.take(f"{self.prefix}{naming.snake(hint)}_pattern".upper())
        self.constants.append(Pattern(name, pattern))
        return name

    def helper(self, hint: str, write: Callable[[str], str], constant: bool = False) -> str:
        """Keep a function or constant of the dialect's own, which ``write`` spells; an equal one is shared."""
        spelled = write("")
        known = self._shared.get(spelled)
        if known is None:
            named = self.style.function(f"{self.prefix}{naming.snake(hint)}".lower())
            known = self.name(hint) if constant else self.take(named)
            self._shared[spelled] = known
            self.constants.append(Helper(known, write(known)))
        return known

    def name(self, hint: str) -> str:
        """Take the name of a constant."""
        return self.take(f"{self.prefix}{naming.snake(hint)}".upper())

    def function(self, hint: str) -> str:
        """Take the name of a function that checks something."""
        return self.take(self.style.function(f"check_{self.prefix}{naming.snake(hint)}".lower()))

    def take(self, name: str) -> str:
        """Take a name at the top of the module."""
        return self.style.unique(name[: self.style.longest].rstrip("_"), self.taken)


@dataclass(slots=True)
class Scope:
    """A function under construction."""

    module: Module
    depth: int = 0
    body: str = "payload"
    """The variable that holds the whole request; empty where the function does not have it."""
    _taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._taken.update(self.module.style.taken)

    def local(self, hint: str) -> str:
        """Take a free variable."""
        style = self.module.style
        return style.unique(style.local(hint), self._taken)

    def index(self) -> str:
        """Take the next index variable."""
        self.depth += 1
        return _INDEXES[self.depth - 1] if self.depth <= len(_INDEXES) else f"i{self.depth}"

    def inner(self) -> Scope:
        """Open a function for the items of an array; index variables go on counting."""
        return Scope(self.module, self.depth, "body")
