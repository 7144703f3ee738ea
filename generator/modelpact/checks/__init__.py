"""Checks of request bodies in no language: what is tested and noted, and the tables beside it.

``lower`` is the only place that knows how the catalogue is checked; a dialect (``python_checks``,
``javascript_checks``) prints what comes out of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from modelpact import ir, outcome
from modelpact.checks.expressions import Lit, Pointer
from modelpact.checks.prose import elsewhere_text, lifecycle_text
from modelpact.checks.scope import At, Module, Scope
from modelpact.checks.statements import Constant, Function, Helper, Note, Pattern, Stmt
from modelpact.checks.values import Checks

_MOST_ELSEWHERE = 500


@dataclass(frozen=True, slots=True)
class Lowered:
    """The checks of a model. ``functions`` are called by those behind them; the last one takes the body.

    ``needs`` names parts of the runtime: patterns, numbers, sizes, images.
    """

    constants: tuple[Constant | Helper | Pattern, ...]
    functions: tuple[Function, ...]
    needs: frozenset[str]

    @property
    def main(self) -> Function:
        """The function that takes the body."""
        return self.functions[-1]


@dataclass(frozen=True, slots=True)
class Conversion:
    """What the server makes of the value at ``path``: by ``table``, or of a size the nearest of ``ratios``.

    ``to`` points to what it becomes.
    """

    path: ir.Path
    to: str
    table: tuple[tuple[ir.Scalar, ir.Scalar], ...] = ()
    ratios: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tables:
    """What the runtime looks up for a model: rules that ``passthrough`` softens, the client's defaults, conversions,
    and in which form the images come back if nothing, a known form or something else is asked.
    """

    soft: tuple[str, ...]
    defaults: tuple[tuple[ir.Path, ir.Json], ...]
    conversions: tuple[Conversion, ...]
    absent: outcome.Outcome
    forms: tuple[outcome.Outcome, ...]
    otherwise: outcome.Outcome


def lower(model: ir.Model, elsewhere: Mapping[str, str], module: Module) -> Lowered:
    """Write the checks of a model into an empty module.

    ``elsewhere`` says for names which other models know them, see ``elsewhere``.
    """
    name = module.function("body")
    (body,) = model.body.kinds
    assert isinstance(body, ir.Object)
    scope = Scope(module)
    known = {member.name for member in model.members}
    others = {name: told for name, told in elsewhere.items() if name not in known}
    statements = [
        *_lifecycle(model),
        *Checks(model, others).object_(body, scope.body, At(), (), scope),
    ]
    main = Function(name, scope.body, (), "", tuple(statements))
    return Lowered(tuple(module.constants), (*module.functions, main), frozenset(module.needs))


def elsewhere(provider: ir.Provider) -> dict[str, str]:
    """Say which models know a name at the top of their body."""
    found: dict[str, list[str]] = {}
    for model in provider.models:
        for member in model.members:
            if not isinstance(member.value.disposition, ir.Rejected | ir.Unverified):
                found.setdefault(member.name, []).append(model.id)
    if len(found) > _MOST_ELSEWHERE:
        # A table of this size in every file would make the output grow with the square of the models.
        return {}
    return {name: elsewhere_text(tuple(models)) for name, models in sorted(found.items())}


def tables(model: ir.Model) -> Tables:
    """Collect what the runtime looks up."""
    forms = outcome.outcomes(model)
    return Tables(
        soft=tuple(
            rule.id for rule in model.rules if isinstance(rule.effect, ir.Constrain | ir.Limit)
        ),
        defaults=tuple(_defaults(model.body, ())),
        conversions=tuple(_conversions(model.body, ())),
        absent=next(found for found in forms if found.asked is None),
        forms=tuple(found for found in forms if found.asked is not None),
        otherwise=outcome.otherwise(model),
    )


def _lifecycle(model: ir.Model) -> Iterable[Stmt]:
    told, instead = lifecycle_text(model.lifecycle), model.lifecycle.replacement
    if told:
        mend = (Lit("replace"), Lit(instead)) if instead else ()
        yield Note(Pointer(("/model",)), "lifecycle", "warning", told, mend)


def _defaults(value: ir.Value, path: ir.Path) -> Iterable[tuple[ir.Path, ir.Json]]:
    """What a client sends by itself."""
    if value.default is not None and value.default.whose == "client":
        yield path, value.default.value
    for kind in value.kinds:
        if isinstance(kind, ir.Object):
            for member in kind.members:
                yield from _defaults(member.value, (*path, member.name))


def _conversions(value: ir.Value, path: ir.Path) -> Iterable[Conversion]:
    """What the server makes of a value."""
    if isinstance(value.disposition, ir.Converted) and value.disposition.table:
        yield Conversion(path, ir.pointer(value.disposition.to), table=value.disposition.table)
    for kind in value.kinds:
        if isinstance(kind, ir.String):
            size = kind.dimensions
            if size and size.nearest_word is not None:
                yield Conversion(path, ir.pointer(path), ratios=size.words)
        elif isinstance(kind, ir.Object):
            for member in kind.members:
                yield from _conversions(member.value, (*path, member.name))
