"""Expressions of checks as JavaScript: what each is in the trees of ``print_js``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from modelpact import ir, naming
from modelpact.checks import expressions as nodes
from modelpact.checks.expressions import Expr
from modelpact.checks.scope import Module
from modelpact.javascript_checks.counters import counter, finder
from modelpact.print_js import Atom, Entry, Infix, Invoke, join, line, literal, negate, template
from modelpact.print_js import Expr as Code

_IDENTIFIER: Final = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
_INHERITED: Final = frozenset(
    "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ __proto__ constructor hasOwnProperty "
    "isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf".split()
)
"""What every object answers to; these are asked for as own members."""
_CHAIN: Final = 6
"""So many texts are compared one by one; more are looked up in a list."""
_OPERATORS: Final = {"==": "===", "!=": "!==", "and": "&&", "or": "||"}
_UNDEFINED: Final = Atom("undefined")


def _is_plain(name: str) -> bool:
    """Tell whether a member can be read behind a dot, and is absent where it reads as undefined."""
    return name not in _INHERITED and _IDENTIFIER.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class Expressions:
    """Spells expressions; lists and paths that they need become constants of the module.

    ``loops``: what is counted gets a function of its own, without types, which is much quicker than ``countAt``.
    ``variables`` hold members that have been read, by object and name.
    """

    module: Module
    loops: bool = False
    variables: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def spell(self, found: Expr) -> Code:
        """Spell an expression."""
        return _SPELLED[type(found)](self, found)

    # --- what is where ---

    def path(self, path: ir.Path) -> Atom:
        """Name the constant that holds a path."""
        names = " ".join(step for step in path if step != ir.EACH and not step.isdigit())
        return Atom(self.module.constant(f"{names or 'items'} path", path))

    def has(self, object_: str, path: ir.Path) -> Code:
        """Spell that a path leads to a value."""
        if ir.EACH in path:
            return self._leads(object_, path, wanted=True)
        if len(path) == 1 and path[0] in _INHERITED and (object_, path[0]) not in self.variables:
            return Invoke("Object.hasOwn", (Atom(object_), literal(path[0])))
        return Infix("!==", (self.read(object_, path), _UNDEFINED))

    def read(self, object_: str, path: ir.Path) -> Code:
        """Spell what a path leads to, or undefined."""
        if len(path) > 1:
            return Invoke("valueAt", (Atom(object_), self.path(path)))
        (name,) = path
        if (object_, name) in self.variables:
            return Atom(self.variables[object_, name])
        if name in _INHERITED:
            return Invoke("own", (Atom(object_), literal(name)))
        if _is_plain(name):
            return Atom(f"{object_}.{name}")
        return Entry(object_, name)

    def _leads(self, object_: str, path: ir.Path, wanted: bool) -> Code:
        """Spell whether a path through arrays leads to a value."""
        found = self._walked("has", finder, object_, path)
        if found is not None:
            return found if wanted else negate(found)
        return Infix(">" if wanted else "===", (self._count(object_, path), literal(0)))

    def _count(self, object_: str, path: ir.Path) -> Code:
        counted = self._walked("count", counter, object_, path)
        return counted or Invoke("countAt", (Atom(object_), self.path(path)))

    def _walked(
        self, verb: str, write: Callable[[str, ir.Path], str], object_: str, path: ir.Path
    ) -> Code | None:
        """Spell the call of a function that walks along a path; None where there is to be none."""
        plain = all(step == ir.EACH or _is_plain(step) for step in path)
        if not (self.loops and plain) or path[0] == ir.EACH:
            return None
        names = " ".join(step for step in path if step != ir.EACH)
        name = self.module.helper(f"{verb} {names}", lambda name: write(name, path))
        return Invoke(name, (Atom(object_),))

    def _number(self, found: nodes.Number) -> Code:
        absent = literal(found.absent)
        return Invoke("numberAt", (Atom(found.object), self.path(found.path), absent))

    # --- pointers ---

    def pointer(self, found: nodes.Pointer) -> Code:
        """Spell a pointer."""
        return template(
            tuple([part if isinstance(part, str) else Atom(part.name) for part in found.parts])
        )

    def _standing(self, found: nodes.Standing) -> Code:
        at = self.pointer(found.at)
        return Invoke("standing", (Atom(found.object), self.path(found.path), at))

    def _last_there(self, found: nodes.LastThere) -> Code:
        paths = [self.path(path) for path in found.paths]
        return Invoke("lastThere", (Atom(found.object), self.pointer(found.at), *paths))

    def _nth_there(self, found: nodes.NthThere) -> Code:
        at, path = self.pointer(found.at), self.path(found.path)
        return Invoke("nthThere", (Atom(found.object), path, literal(found.number), at))

    # --- values that are listed ---

    def _listed(self, found: nodes.Listed) -> Atom:
        hint = "".join(f"{value} " for value in found.values[:2])[:24]
        return Atom(found.name or self.module.constant(f"{hint}words", found.values))

    def _one_of(self, value: Code, found: nodes.Listed, wanted: bool) -> Code:
        """Spell that a value is listed, or is not; what has to be worked out is written once."""
        if len(found.values) > _CHAIN or (len(found.values) > 1 and isinstance(value, Invoke)):
            test = Invoke(f"{self._listed(found)}.includes", (value,))
            return test if wanted else negate(test)
        operator = "===" if wanted else "!=="
        tests: list[Code] = [Infix(operator, (value, literal(each))) for each in found.values]
        return join("||" if wanted else "&&", tests)

    def _member_one_of(self, found: nodes.MemberOneOf) -> Code:
        read = self.read(found.object, (found.name,))
        # A member that is not there reads as undefined, which is listed nowhere.
        test = self._one_of(read, found.among, found.wanted)
        if not (found.wanted and found.absent):
            return test
        return join("||", [Infix("===", (read, _UNDEFINED)), test])

    def _some(self, found: nodes.Some) -> Code:
        words = self._listed(nodes.Listed(found.values))
        function = "someIn" if found.wanted else "someNotIn"
        return Invoke(function, (Atom(found.object), self.path(found.path), words))

    # --- constraints ---

    def _is(self, found: nodes.Is) -> Code:
        value = Atom(found.value.name)
        match found.type:
            case "null":
                return Infix("===", (value, Atom("null")))
            case "number":
                return Invoke("Number.isFinite", (value,))
            case "array":
                return Invoke("Array.isArray", (value,))
            case "object":
                return Invoke("isObject", (value,))
            case "boolean" | "string" as type_:
                return Infix("===", (Atom(f"typeof {value}"), literal(type_)))

    def _length(self, found: nodes.Length) -> Code:
        value, bound = Atom(found.value.name), literal(found.bound)
        if found.of == "array":
            return Infix(found.operator, (Atom(f"{value}.length"), bound))
        return Invoke("isLonger" if found.operator == ">" else "isShorter", (value, bound))

    def _uneven(self, found: nodes.Uneven) -> Code:
        value, step = self.spell(found.value), literal(found.step)
        if found.whole:
            return Infix("!==", (Infix("%", (value, step)), literal(0)))
        return negate(Invoke("isMultiple", (value, step)))

    def _bounds(self, found: ir.Range) -> tuple[Code, ...]:
        """Spell bounds as arguments, down to the last that there is."""
        given = [
            found.minimum,
            found.maximum,
            found.exclusive_minimum,
            found.exclusive_maximum,
            found.multiple_of,
        ]
        while given and given[-1] is None:
            given.pop()
        return tuple(literal(bound) for bound in given)

    def _within(self, found: nodes.Within) -> Code:
        return Invoke("inRange", (self.spell(found.value), *self._bounds(found.range)))

    def _some_within(self, found: nodes.SomeWithin) -> Code:
        bounds = self._bounds(found.range)
        return Invoke("someWithin", (Atom(found.object), self.path(found.path), *bounds))

    def _between(self, found: nodes.Between) -> Code:
        value = self.spell(found.value)
        low = Infix(">=", (value, literal(found.low)))
        return join("&&", [low, Infix("<=", (value, literal(found.high)))])

    def _not(self, found: nodes.Not) -> Code:
        match found.operand:
            case nodes.Between(value, low, high):
                number = self.spell(value)
                below = Infix("<", (number, literal(low)))
                return join("||", [below, Infix(">", (number, literal(high)))])
            case nodes.Has(object_, path) if ir.EACH in path:
                return self._leads(object_, path, wanted=False)
            case operand:
                return negate(self.spell(operand))

    def _join(self, found: nodes.Join) -> Code:
        operands = [self.spell(operand) for operand in found.operands]
        if found.operator in ("and", "or"):
            return join(_OPERATORS[found.operator], operands)
        return Infix(found.operator, tuple(operands))

    def _compare(self, found: nodes.Compare) -> Code:
        operator = _OPERATORS.get(found.operator, found.operator)
        test = Infix(operator, (self.spell(found.left), self.spell(found.right)))
        match found:
            case nodes.Compare(">", nodes.Count(object_, (name, ir.EACH, step, *more)), bound):
                listed = self.variables.get((object_, name))
                if listed is not None and ir.EACH not in (step, *more):
                    # A list that is short enough need not be walked.
                    long = Infix(">", (Atom(f"{listed}?.length"), self.spell(bound)))
                    return join("&&", [long, test])
        return test

    # --- calls ---

    def _replaced(self, found: nodes.Replaced) -> Code:
        return Invoke(f"{found.value}.replaceAll", (literal(found.old), literal(found.new)))

    def _call(self, found: nodes.Call) -> Code:
        arguments = tuple([self.spell(argument) for argument in found.arguments])
        if found.function == "image_fault":
            text, *terms = arguments
            made = Invoke("picturesOf", tuple(terms))
            return Invoke("imageFault", (text, Atom(self._made("pictures", made))))
        return Invoke(naming.camel(found.function), arguments)

    def _made(self, hint: str, value: Code) -> str:
        """Name the constant that holds what is made once."""

        def write(name: str) -> str:
            return "\n".join(line(f"const {name} = ", value, ";", 0))

        return self.module.helper(hint, write, constant=True)

    def _bound_fault(self, found: nodes.BoundFault) -> Code:
        return Invoke("boundFault", (Atom(f"...{found.size.name}"), Atom(found.limits.name)))


_SPELLED: Final[dict[type[Any], Callable[[Expressions, Any], Code]]] = {
    nodes.Var: lambda _, found: Atom(found.name),
    nodes.Lit: lambda _, found: literal(found.value),
    nodes.Pointer: Expressions.pointer,
    nodes.Listed: Expressions._listed,
    nodes.Has: lambda to, found: to.has(found.object, found.path),
    nodes.Read: lambda to, found: to.read(found.object, found.path),
    nodes.Count: lambda to, found: to._count(found.object, found.path),
    nodes.Number: Expressions._number,
    nodes.Is: Expressions._is,
    nodes.Given: lambda _, found: Infix("!==", (Atom(found.value.name), Atom("null"))),
    nodes.Empty: lambda _, found: Infix("===", (Atom(f"{found.value.name}.length"), literal(0))),
    nodes.Length: Expressions._length,
    nodes.Fraction: lambda _, found: negate(Invoke("Number.isInteger", (Atom(found.value.name),))),
    nodes.Uneven: Expressions._uneven,
    nodes.Mismatch: lambda _, found: negate(
        Invoke(f"{found.pattern}.test", (Atom(found.value.name),))
    ),
    nodes.OneOf: lambda to, found: to._one_of(to.spell(found.value), found.among, found.wanted),
    nodes.MemberOneOf: Expressions._member_one_of,
    nodes.Some: Expressions._some,
    nodes.SomeWithin: Expressions._some_within,
    nodes.Within: Expressions._within,
    nodes.Between: Expressions._between,
    nodes.Compare: Expressions._compare,
    nodes.Join: Expressions._join,
    nodes.Not: Expressions._not,
    nodes.Replaced: Expressions._replaced,
    nodes.Call: Expressions._call,
    nodes.BoundFault: Expressions._bound_fault,
    nodes.Standing: Expressions._standing,
    nodes.LastThere: Expressions._last_there,
    nodes.NthThere: Expressions._nth_there,
}
