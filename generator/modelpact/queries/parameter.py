"""One parameter of a model: everything that the catalogue says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from modelpact import ir, places
from modelpact.clients import python
from modelpact.reference import words
from modelpact.text import Code


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter: where it stands, what callers of a client call it (empty: nothing), and what is said of it.

    ``rules`` and ``decisions`` are those that name it, what is around it or what is inside of it.
    """

    path: ir.Path
    argument: str
    member: ir.Member
    rules: tuple[ir.Rule, ...]
    decisions: tuple[ir.Decision, ...]

    @property
    def types(self) -> str:
        """``integer``, ``array of strings``, ``anything``."""
        return str(words.types(self.member.value))

    @property
    def constraints(self) -> tuple[str, ...]:
        """Phrases such as ``1 to 6``."""
        return tuple(map(str, words.constraints(self.member.value, Code)))

    @property
    def fate(self) -> str:
        """What becomes of it, in a word or two."""
        return str(words.effect(self.member.value, Code))

    @property
    def consequence(self) -> str:
        """What becomes of it, in a sentence, without the reason; empty where it simply takes effect."""
        plain: ir.Disposition = self.member.value.disposition
        if not isinstance(plain, ir.Honoured):
            plain = replace(plain, because="")
        return str(words.consequence(plain, self.path))

    @property
    def because(self) -> str:
        """The reason for that; empty where there is none."""
        return getattr(self.member.value.disposition, "because", "")


def spellings(model: ir.Model) -> dict[str, ir.Path]:
    """The parameters of a model by everything that they may be called, the plainest name first."""
    found: dict[str, ir.Path] = {}
    paths = [path for path, _ in places.walk(model.body)]
    for path in paths:
        found.setdefault(ir.pointer(path), path)
    for argument in model.arguments:
        found.setdefault(argument.name, argument.path)
    for parameter in python.parameters(model):
        found.setdefault(parameter.name, parameter.path)
    for path in paths:
        named = tuple(step for step in path if step != ir.EACH)
        for spelled in (words.spell(path), "/".join(path), "/".join(named), ".".join(named)):
            found.setdefault(spelled, path)
    for path in paths:
        found.setdefault(path[-1], path)
    return found


def find(model: ir.Model, name: str) -> ir.Path | None:
    """Find a parameter by pointer, path or name; an index of a list stands for every item."""
    known = spellings(model)
    each = "/".join(ir.EACH if step.isdecimal() else step for step in name.split("/"))
    return known.get(name) or known.get(each)


def parameter(model: ir.Model, path: ir.Path) -> Parameter:
    """Collect what is said of a parameter that is there."""
    member = next(member for found, member in places.walk(model.body) if found == path)
    names = (argument.name for argument in model.arguments if argument.path == path)
    return Parameter(
        path=path,
        argument=next(names, ""),
        member=member,
        rules=tuple(rule for rule in model.rules if any(_meet(p, path) for p in _named(rule))),
        decisions=tuple(
            decision
            for decision in model.decisions
            if any(_meet(tuple(p.strip("/").split("/")), path) for p in decision.parameters)
        ),
    )


def _meet(one: ir.Path, other: ir.Path) -> bool:
    return one[: len(other)] == other[: len(one)]


def _named(rule: ir.Rule) -> Iterator[ir.Path]:
    """Every path that a rule looks at or speaks of, from the body."""
    for test in (test for tests in rule.when for test in tests):
        yield test.path if test.absolute else (*rule.scope, *test.path)
    match rule.effect:
        case ir.Constrain(path=path):
            found: tuple[ir.Path, ...] = (path,)
        case ir.Limit(terms=terms):
            found = tuple(term.path for term in terms)
        case _:
            found = rule.effect.paths
    yield from ((*rule.scope, *path) for path in found)
