"""Values of the catalogue -> statements that check them.

A value gets one issue at the most: the first constraint that it breaks, then the first remark. What is known from its
presence alone (rejected, ignored, unverified, deprecated) is said apart from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from modelpact import ir, naming
from modelpact.checks import conditions
from modelpact.checks.expressions import Expr, Is, Lit, Var
from modelpact.checks.prose import type_names
from modelpact.checks.remarks import Branch, Spot, chain, presence, tolerated, words
from modelpact.checks.rules import rule_statements
from modelpact.checks.scope import At, Scope
from modelpact.checks.statements import (
    Data,
    ForItems,
    Function,
    If,
    Let,
    Member,
    Note,
    NoteUnknown,
    ReadNumber,
    Run,
    Stmt,
    choose,
)
from modelpact.checks.texts import choice, text


@dataclass(frozen=True, slots=True)
class Checks:
    """Writes the checks of one model: its rules, and what the rest of the provider knows by the same names."""

    model: ir.Model
    elsewhere: Mapping[str, str]

    def object_(
        self, kind: ir.Object, body: str, at: At, path: ir.Path, scope: Scope
    ) -> list[Stmt]:
        """Check the members of an object, the rules about it, and that nothing unknown is in it."""
        known = scope.local("known" if not path else f"{path[-1]} known")
        written: list[Stmt] = [Let(known, Lit(0), changes=True)]
        for member in kind.members:
            written.append(self._member(member, body, known, at, path, scope))
        for rule in self.model.rules:
            if rule.scope == path:
                written += rule_statements(rule, self.model, body, at, scope)
        hint = "" if not path else f"{words(path)} "
        names = tuple(member.name for member in kind.members)
        members = Var(scope.module.constant(f"{hint}members", names))
        found = self.known_elsewhere(kind, path)
        elsewhere = Var(scope.module.constant(f"{hint}elsewhere", found)) if found else None
        return [*written, NoteUnknown(known, body, members, at.pointer, elsewhere, kind.closed)]

    def known_elsewhere(self, kind: ir.Object, path: ir.Path) -> dict[str, Data]:
        """Where names that are unknown here are known: at another depth of this model, or to other models."""
        if ir.EACH in path:
            return {}
        mine = {member.name for member in kind.members}
        found: dict[str, str] = dict(self.elsewhere) if not path else {}
        for argument in self.model.arguments:
            if argument.path[:-1] != path and argument.path[-1] not in mine:
                found[argument.path[-1]] = ir.pointer(argument.path)
        for member in self.model.members if path else ():
            found.setdefault(member.name, ir.pointer((member.name,)))
        for layout in self.model.layouts if not path else ():
            for place in layout.places:
                if place.argument and ir.EACH not in place.path and len(place.path) > 1:
                    found.setdefault(place.path[-1], ir.pointer(place.path))
        return {name: found[name] for name in sorted(found) if name not in mine}

    def _member(
        self, member: ir.Member, body: str, known: str, at: At, path: ir.Path, scope: Scope
    ) -> Stmt:
        here = at.member(member.name)
        checks: list[Stmt] = []
        variable = scope.local(member.name)
        if not isinstance(member.value.disposition, ir.Rejected):
            checks = self.value(Spot(member.value, variable, here, (*path, member.name), scope))
        absent: tuple[Stmt, ...] = ()
        if member.required:
            absent = (Note(here.pointer, "required", "error", "is required"),)
        return Member(
            body,
            (member.name,),
            variable,
            known,
            presence(member.value, here),
            tuple(checks),
            absent,
            changes=_changes(member.value),
        )

    def value(self, spot: Spot) -> list[Stmt]:
        """Check what stands in a variable."""
        value = spot.value
        if not value.kinds:
            return chain(spot)
        texts = [kind for kind in value.kinds if isinstance(kind, ir.String)]
        plain = value.enum is not None and conditions.texts_only(value.enum)
        if len(value.kinds) == 1 and texts and plain:
            return choice(texts[0], spot)
        branches: list[Branch] = []
        last: list[Stmt] = [spot.note("type", "error", f"must be {type_names(value)}")]
        for kind in value.kinds:
            if isinstance(kind, ir.Integer | ir.Number):
                last = [_number(kind, spot)]
            else:
                test: Expr = Is(spot.var, conditions.TYPES[type(kind)])
                branches.append((test, tuple(self._kind(kind, spot))))
        if value.tolerated and not texts:
            branches = [*tolerated(spot), *branches]
        return [choose(branches, tuple(last))] if branches else last

    def _kind(self, kind: ir.Kind, spot: Spot) -> list[Stmt]:
        match kind:
            case ir.String():
                return text(kind, spot)
            case ir.Array():
                return self._array(kind, spot)
            case ir.Object(members=members, closed=closed):
                if not (members or closed):
                    return []
                return self.object_(kind, spot.variable, spot.at, spot.path, spot.scope)
            case _:
                return chain(spot)

    def _array(self, kind: ir.Array, spot: Spot) -> list[Stmt]:
        beyond = At((*spot.at.parts, f"/{kind.max_items}"))
        written = chain(spot, conditions.count_faults(spot.var, kind), beyond=beyond)
        if kind.items is None:
            return written
        scope, path = spot.scope, spot.path
        depth = scope.depth
        index = scope.index()
        item = scope.local(f"{path[-1]} item" if path[-1] != ir.EACH else "item")
        inner = self._item(Spot(kind.items, item, spot.at.item(index), (*path, ir.EACH), scope))
        scope.depth = depth
        if not inner:
            return written
        changes = _changes(kind.items)
        return [*written, ForItems(index, item, spot.variable, tuple(inner), changes)]

    def _item(self, spot: Spot) -> list[Stmt]:
        """Check an item; an object gets a function of its own, called with the indexes that lead to it."""
        kinds = spot.value.kinds
        objects = [kind for kind in kinds if isinstance(kind, ir.Object)]
        if len(kinds) != 1 or not objects or not (objects[0].members or objects[0].closed):
            return self.value(spot)
        path, module = spot.path, spot.scope.module
        inner = spot.scope.inner()
        function = module.function(words(path))
        variable = inner.local(_singular(path))
        body = self.object_(objects[0], variable, spot.at, path, inner)
        # Only a rule that looks at the whole body from here makes the function take it.
        looks = any(_absolute(rule) for rule in self.model.rules if rule.scope[: len(path)] == path)
        indexes = spot.at.indexes
        takes = inner.body if looks else ""
        module.functions.append(Function(function, variable, indexes, takes, tuple(body)))
        call = Run(function, spot.variable, indexes, spot.scope.body if looks else "")
        refused = spot.note("type", "error", "must be an object")
        return [If(((Is(spot.var, "object"), (call,)),), (refused,))]


def _number(kind: ir.Integer | ir.Number, spot: Spot) -> Stmt:
    spot.scope.module.needs.add("numbers")
    faults = conditions.range_faults(spot.var, kind.range, isinstance(kind, ir.Integer))
    must = f"must be {type_names(spot.value)}"
    return ReadNumber(spot.variable, kind, spot.at.pointer, must, tuple(chain(spot, faults)))


def _changes(value: ir.Value) -> bool:
    """Tell whether the check of a value sets its variable again."""
    return any(
        isinstance(kind, ir.Integer | ir.Number)
        or (
            isinstance(kind, ir.String) and kind.dimensions and kind.dimensions.tolerated_separators
        )
        for kind in value.kinds
    )


def _singular(path: ir.Path) -> str:
    noun = naming.snake(next(step for step in reversed(path) if step != ir.EACH))
    return noun[:-1] if noun.endswith("s") and len(noun) > 2 else f"{noun}_item"


def _absolute(rule: ir.Rule) -> bool:
    return any(test.absolute for conjunction in rule.when for test in conjunction)
