"""Where generated code stands: the names that are taken, constants, functions, and pointers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from modelpact import ir, naming
from modelpact.print_py import Assign, Call, Def, Display, Do, Expr, Format, Lit, Name, Stmt

# What the verbatim parts and the template's own functions are called.
_RUNTIME = """
Issue find_fix nearest recased size_of dimensions bound_fault fit within_sides escape movable in_mode unknown whole
real is_decimal is_number one_of MISSING reach count at standing number within is_multiple last_there
nth_there surplus some_in some_not_in some_within size_fault BASE64 image_fault source_fault data_fault
foreign Change ResponseFormat copied prepared RESPELLED put nearest_ratio ratio_of check is_valid prepare
response_format issues body payload MODEL SOFT DEFAULTS CONVERSIONS FORMS OTHERWISE SOFT_CODES CHECKS named i
j k l m re
"""
RUNTIME = frozenset(_RUNTIME.split())
_LONGEST = 70
"""So many characters a name has at most: an assignment to a longer one would be broken before its value."""
_INDEXES = ("i", "j", "k", "l", "m")


@dataclass(frozen=True, slots=True)
class At:
    """A JSON pointer under construction: literal text and index variables."""

    parts: tuple[str | Name, ...] = ("",)

    def member(self, name: str) -> At:
        """Point to a member."""
        return At((*self.parts, ir.pointer((name,))))

    def item(self, index: str) -> At:
        """Point to an item."""
        return At((*self.parts, "/", Name(index)))

    @property
    def expr(self) -> Expr:
        """The pointer as an expression."""
        return Format(self.parts)


@dataclass(slots=True)
class Module:
    """The code of one model under construction. ``prefix`` tells its names from those of other models.

    ``taken`` are the names of the file so far. Prefixes alone do not do: ``a-b`` with a member ``c`` and ``a``
    with ``b c`` would meet.
    """

    prefix: str
    taken: set[str] = field(default_factory=lambda: set(RUNTIME))
    constants: list[Assign] = field(default_factory=list)
    functions: list[Def] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    _shared: dict[str, str] = field(default_factory=dict)

    def constant(self, hint: str, value: Display) -> Name:
        """Keep a display as a constant of the module; an equal one is shared."""
        spelled = f"{value.kind} {value}"  # by their texts, as 1, 1.0 and True are equal
        known = self._shared.get(spelled)
        if known is None:
            known = self.name(f"{self.prefix}{naming.snake(hint)}".upper())
            self._shared[spelled] = known
            pairs = [item for item in value.items if isinstance(item, tuple)]
            annotation = "Limits" if pairs and isinstance(pairs[0][1], Display) else ""
            self.constants.append(Assign(known, value, annotation=annotation))
        return Name(known)

    def name(self, hint: str) -> str:
        """Take a free name at the top of the module."""
        name = naming.unique(hint[:_LONGEST].rstrip("_"), self.taken)
        self.taken.add(name)
        return name


@dataclass(slots=True)
class Scope:
    """A function under construction."""

    module: Module
    depth: int = 0
    body: str = "payload"
    """The variable that holds the whole request; empty where the function does not have it."""
    _taken: set[str] = field(default_factory=lambda: set(RUNTIME))

    def local(self, hint: str) -> str:
        """Take a free variable."""
        spelled = naming.local(hint)
        # Functions of the module are called check_..., and a variable would hide them.
        name = naming.unique(
            f"{spelled}_" if spelled.startswith("check_") else spelled, self._taken
        )
        self._taken.add(name)
        return name

    def index(self) -> str:
        """Take the next index variable."""
        self.depth += 1
        return _INDEXES[self.depth - 1] if self.depth <= len(_INDEXES) else f"i{self.depth}"

    def inner(self) -> Scope:
        """Open a function for the items of an array; index variables go on counting."""
        return Scope(self.module, self.depth, "body")


def issue(at: Expr, code: str, severity: str, message: str, mend: Iterable[Expr] = ()) -> Stmt:
    """Write the statement that notes an issue."""
    arguments: list[Expr] = [at, Lit(code), Lit(severity), Lit(message)]
    given = tuple(mend)
    if given:
        arguments.append(Display("tuple", given))
    return Do(Call("issues.append", (Call("Issue", tuple(arguments)),)))
