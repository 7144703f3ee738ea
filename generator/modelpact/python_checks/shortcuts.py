"""What is done to the neutral checks before they are printed as Python: slow parts become functions of the module."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from modelpact import ir, naming
from modelpact.checks import expressions as exprs
from modelpact.checks import statements as nodes
from modelpact.checks.scope import Module
from modelpact.print_py import Assign, Binary, Call, Def, Display, For, If, Lit, Name, Return
from modelpact.print_py import Expr as Code
from modelpact.print_py import Stmt as Line
from modelpact.python_checks.expressions import expr
from modelpact.python_checks.names import RUNTIME, STYLE

_FAULT: Final = "tuple[str, str, str] | None"
_URL: Final = ('text[:8] == "https://"', "len(text) > 8", '" " not in text', "text.isprintable()")
_BASE64: Final = '.encode("ascii", "replace").translate(BASE64).isalnum()'


@dataclass(slots=True)
class Shortcuts:
    """Puts calls in place: of ``finders`` where something far below is asked for, and of ``acceptors`` before checks.

    Acceptors tell that an item needs no check, see ``accept``; they are known by the names of the functions that check.
    """

    module: Module
    acceptors: Mapping[str, Def] = field(default_factory=dict)
    finders: dict[ir.Path, Def] = field(default_factory=dict)
    pictures: dict[str, Def] = field(default_factory=dict)
    """Functions that say what is wrong with a picture, by the terms of ``image_fault``."""
    constants: list[Assign] = field(default_factory=list)

    def function(self, found: nodes.Function) -> nodes.Function:
        """Rewrite a function."""
        return replace(found, statements=self._block(found.statements))

    def _block(self, statements: Iterable[nodes.Stmt]) -> tuple[nodes.Stmt, ...]:
        return tuple([self._statement(statement) for statement in statements])

    def _statement(self, found: nodes.Stmt) -> nodes.Stmt:
        match found:
            case nodes.If(branches, otherwise):
                told = tuple([(self._test(test), self._block(body)) for test, body in branches])
                return nodes.If(told, self._block(otherwise))
            case nodes.Member(body=body) | nodes.ForItems(body=body):
                return replace(found, body=self._block(body))
            case nodes.Let(_, exprs.Call("image_fault", (text, *terms))):
                return replace(found, value=self._picture(text, terms))
            case nodes.Run(function, item, _, body) if function in self.acceptors:
                given = (exprs.Var(item), *((exprs.Var(body),) if body else ()))
                accepts = exprs.Call(self.acceptors[function].name, given)
                return nodes.If(((exprs.Not(accepts), (found,)),))
            case _:
                return found

    def _test(self, test: exprs.Expr) -> exprs.Expr:
        match test:
            case exprs.Has(object_, path) if ir.EACH in path and not _indexed(path):
                return exprs.Call(self._finder(path), (exprs.Var(object_),))
            case exprs.Not(operand):
                return exprs.Not(self._test(operand))
            case exprs.Join(operator, operands):
                return exprs.Join(operator, tuple([self._test(each) for each in operands]))
            case _:
                return test

    def _picture(self, text: exprs.Expr, terms: Sequence[exprs.Expr]) -> exprs.Call:
        """Call a function of the place's own, which knows without ado what is plainly right."""
        spelled = [expr(term) for term in terms]
        known = ", ".join(map(str, spelled))
        if known not in self.pictures:
            match terms:
                case exprs.Listed(formats), exprs.Listed(sources), _, exprs.Lit(megabytes):
                    plain = self._plain_pictures(formats, sources, megabytes)
                    ifs = [If(((Binary("and", tests), (Return(Lit(None)),)),)) for tests in plain]
            name = self.module.take(f"fault_of_{self.module.prefix}image")
            told = Return(Call("image_fault", (Name("text"), *spelled)))
            self.pictures[known] = Def(name, ("text: str",), _FAULT, "", (*ifs, told))
        return exprs.Call(self.pictures[known].name, (text,))

    def _plain_pictures(
        self, formats: Sequence[ir.Scalar], sources: Sequence[ir.Scalar], megabytes: ir.Scalar
    ) -> Iterable[tuple[Code, ...]]:
        """Yield what is true of most texts that are right, and of none that is wrong."""
        if "url" in sources:
            yield tuple(map(Name, _URL))
        if formats and "data-uri" in sources:
            names = {*formats} - {"jpg"} | ({"jpg"} if "jpeg" in formats else set())
            heads = sorted(f"data:image/{name};base64," for name in names)
            known = self.module.name("image heads")
            self.constants.append(Assign(known, Display("set", tuple(map(Lit, heads)))))
            limit = int(megabytes * 1333333) if isinstance(megabytes, int | float) else None
            short = [] if limit is None else [f"len(text) <= {limit}"]
            for length in sorted({len(head) for head in heads}):
                begins, data = f"text[:{length}] in {known}", f"text[{length}:{length + 64}]"
                yield tuple(map(Name, [begins, f"{data}{_BASE64}", *short]))

    def _finder(self, path: ir.Path) -> str:
        if path not in self.finders:
            words = " ".join(step for step in path if step != ir.EACH)
            name = self.module.take(f"has_{self.module.prefix}{naming.snake(words)}")
            taken = set(RUNTIME)
            start = STYLE.unique("value", taken)
            body = (*_search(start, path, taken), Return(Lit(False)))
            self.finders[path] = Def(name, (f"{start}: dict[str, object]",), "bool", "", body)
        return self.finders[path].name


def _indexed(path: ir.Path) -> bool:
    return any(step.isdigit() for step in path)


def _search(value: str, path: ir.Path, taken: set[str]) -> tuple[Line, ...]:
    """Return True for the first thing that the path leads to from an object, or from a list."""
    step, *rest = path
    each = step == ir.EACH
    name, key = Name(value), Lit(step)
    if not rest:
        return (If(((name if each else Binary("in", (key, name)), (Return(Lit(True)),)),)),)
    inner = STYLE.unique("item" if each else naming.local(step), taken)
    type_ = Name("list" if rest[0] == ir.EACH else "dict")
    found = _search(inner, tuple(rest), taken)
    below = If(((Call("isinstance", (Name(inner), type_)), found),))
    if each:
        return (For(inner, name, (below,)),)
    return Assign(inner, Call(f"{value}.get", (key,))), below
