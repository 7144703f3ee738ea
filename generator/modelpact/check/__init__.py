"""What a schema cannot say: a table of small functions over the catalogue.

Comes after ``resolve``. Each check yields problems; adding one is a function, a row and a paragraph.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from modelpact import example, ir, naming
from modelpact.check import patterns, rules
from modelpact.check.accepts import show, why_not
from modelpact.check.codes import CODES
from modelpact.check.domains import descend
from modelpact.errors import Position, Problem
from modelpact.files import Name

__all__ = ["CODES", "check"]

Found = Iterator[Problem]


def check(catalog: ir.Catalog, names: Iterable[Name]) -> tuple[Problem, ...]:
    """Find what is wrong with a resolved catalogue. A finding in an inherited file is told once."""
    found: dict[tuple[Position, str, str], Problem] = {}
    for provider in catalog.providers:
        for problem in _provider(provider):
            found.setdefault((problem.position, problem.code, ""), problem)
    for problem in _collisions(names):
        found[problem.position, problem.code, problem.message] = problem
    return tuple(found.values())


def _provider(provider: ir.Provider) -> Found:
    yield from _aliases(provider)
    yield from _decisions(provider)
    yield from _replacements(provider)
    for model in provider.models:
        for model_check in MODEL_CHECKS:
            yield from model_check(model)
        for path, value in walk(model.body):
            for value_check in VALUE_CHECKS:
                yield from value_check(model, path, value)


def walk(value: ir.Value, path: ir.Path = ()) -> Iterator[tuple[ir.Path, ir.Value]]:
    """Yield every value below, with its path."""
    for kind in value.kinds:
        if isinstance(kind, ir.Array) and kind.items is not None:
            yield (*path, ir.EACH), kind.items
            yield from walk(kind.items, (*path, ir.EACH))
        elif isinstance(kind, ir.Object):
            for member in kind.members:
                yield (*path, member.name), member.value
                yield from walk(member.value, (*path, member.name))


# --- values ------------------------------------------------------------------------------------


def _default(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C001"""
    if value.default is None or isinstance(value.disposition, ir.Rejected):
        return
    reason = why_not(value, value.default.value.value)
    if reason:
        yield Problem(
            value.default.origin,
            "C001",
            f"the default {show(value.default.value.value)} of {ir.pointer(path)} of {model.id} "
            f"is outside its own constraints: {reason}",
            "Mend the default or the constraint.",
        )


def _examples(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C002"""
    for shown in value.examples:
        reason = why_not(value, shown.value)
        if reason:
            yield Problem(
                value.origin,
                "C002",
                f"the example {show(shown.value)} of {ir.pointer(path)} of {model.id} is outside its own "
                f"constraints: {reason}",
                "Mend the example or the constraint.",
            )


def _listed(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C017"""
    if value.enum is None:
        return
    others = replace(value, enum=None, tolerated=(), disposition=ir.Honoured())
    for listed in value.enum:
        reason = why_not(others, listed)
        if reason:
            yield Problem(
                value.origin,
                "C017",
                f"{show(listed)} is listed for {ir.pointer(path)} of {model.id}, but outside of its other "
                f"constraints: {reason}",
                "Take the value out of enum, or mend the constraint.",
            )


def _bounds(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C011"""
    for kind in value.kinds:
        for low, high, what in _pairs(kind):
            if low is not None and high is not None and low > high:
                yield Problem(
                    value.origin,
                    "C011",
                    f"{what} of {ir.pointer(path)} of {model.id} leave nothing: {low} to {high}",
                    "Swap or mend the bounds.",
                )


def _pairs(kind: ir.Kind) -> Iterator[tuple[float | None, float | None, str]]:
    match kind:
        case ir.Integer(range=range_) | ir.Number(range=range_):
            yield from _range(range_, "the bounds")
            step = range_.multiple_of
            if step and range_.minimum is not None and range_.maximum is not None:
                first = math.ceil(range_.minimum / step - 1e-9) * step
                yield first, range_.maximum, "the multiples"
        case ir.String():
            yield kind.min_length, kind.max_length, "minLength and maxLength"
            if kind.dimensions:
                for name in ("width", "height", "side", "longest", "shortest", "area"):
                    yield from _range(getattr(kind.dimensions, name), f"the bounds of {name}")
                low, high = kind.dimensions.ratio_minimum, kind.dimensions.ratio_maximum
                if low and high:
                    yield low[0] / low[1], high[0] / high[1], "the bounds of ratio"
        case ir.Array():
            yield kind.min_items, kind.max_items, "minItems and maxItems"
        case _:
            return


def _range(range_: ir.Range, what: str) -> Iterator[tuple[float | None, float | None, str]]:
    low = range_.minimum if range_.minimum is not None else range_.exclusive_minimum
    high = range_.maximum if range_.maximum is not None else range_.exclusive_maximum
    yield low, high, what


def _pattern(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C010"""
    advised = value.advised.value.kinds if value.advised else ()
    for kind in (*value.kinds, *advised):
        if isinstance(kind, ir.String) and kind.pattern is not None:
            reason = patterns.why_not(kind.pattern)
            if reason:
                yield Problem(
                    value.origin,
                    "C010",
                    f"the pattern of {ir.pointer(path)} is not portable: {reason[0]}",
                    reason[1],
                )


def _disposition(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C012"""
    match value.disposition:
        case ir.Forced(value=wanted) | ir.Advisory(value=wanted):
            reason = why_not(value, wanted)
            if reason:
                yield Problem(
                    value.origin,
                    "C012",
                    f"{ir.pointer(path)} of {model.id} is said to behave as {show(wanted)}, "
                    f"which it does not accept: {reason}",
                    "Mend the disposition or the constraint.",
                )
        case ir.Converted(to=to, table=table):
            target = descend(model.body, to)
            for before, after in table:
                for data, at, of in ((before, value, path), (after, target, to)):
                    reason = why_not(at, data)
                    if reason:
                        yield Problem(
                            value.origin,
                            "C012",
                            f"{show(before)} is converted to {show(after)}, but {ir.pointer(of)} of {model.id} "
                            f"does not accept {show(data)}: {reason}",
                            "Mend the table of the disposition or the constraint.",
                        )
        case _:
            return


def _names(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C009"""
    for kind in value.kinds:
        if isinstance(kind, ir.Object):
            yield from _members(kind)


def _members(kind: ir.Object) -> Found:
    seen: dict[str, str] = {}
    for member in kind.members:
        folded = naming.same(member.name)
        position = member.value.origin
        if not member.name.strip() or member.name == ir.EACH:
            yield Problem(
                position,
                "C009",
                f"{member.name!r} cannot be a parameter's name",
                "A name has at least one visible character; a lone - stands for every item of an array.",
            )
        elif folded in seen:
            yield Problem(
                position,
                "C009",
                f"{member.name!r} and {seen[folded]!r} are the same to a reader or to a case-blind system",
                "Rename one of them, or drop the one that is a slip.",
            )
        else:
            seen[folded] = member.name


def _tolerated(model: ir.Model, path: ir.Path, value: ir.Value) -> Found:
    """C016"""
    for each in value.tolerated:
        if each.use is None:
            continue
        reason = why_not(value, each.use)
        if reason:
            yield Problem(
                value.origin,
                "C016",
                f"{show(each.use)}, to be used instead of {show(each.value)} at {ir.pointer(path)} of {model.id}, "
                f"is not accepted: {reason}",
                "Mend `use`, or leave it out.",
            )


# --- models ------------------------------------------------------------------------------------


def _body(model: ir.Model) -> Found:
    """C009 at the top of the body."""
    for kind in model.body.kinds:
        if isinstance(kind, ir.Object):
            yield from _members(kind)


def _uses(model: ir.Model) -> Found:
    """C013"""
    known = sorted({argument.name for argument in model.arguments})
    for use in model.uses:
        strange = [name for name in use.arguments.value if name not in known]
        reason = None
        if strange:
            reason = f"{model.id} has no argument {strange[0]}"
        elif not _takes(model, use.images):
            most = model.images.maximum
            number = "any number" if most is None else most
            reason = f"{model.id} takes {model.images.minimum} to {number} images, not {use.images}"
        else:
            reason = why_not(model.body, example.body(model, use))
        if reason:
            yield Problem(
                use.origin,
                "C013",
                f"the example of use {use.name!r} does not fit {model.id}: {reason}",
                f"Mend the use, or leave it out of the model with `without`. Arguments: {', '.join(known)}.",
            )


def _takes(model: ir.Model, images: int) -> bool:
    most = model.images.maximum
    return images >= model.images.minimum and (most is None or images <= most)


def _images(model: ir.Model) -> Found:
    """C011 of the number of images."""
    most = model.images.maximum
    if most is not None and model.images.places and model.images.minimum > most:
        yield Problem(
            model.origin,
            "C011",
            f"minimum and maximum of the images of {model.id} leave nothing: {model.images.minimum} to {most}",
            "Swap or mend the bounds.",
        )


def _demanded(model: ir.Model) -> Found:
    """C018"""
    needed: dict[ir.Path, ir.Member] = {
        (member.name,): member for member in model.members if member.required
    }
    for path, member in needed.items():
        if isinstance(member.value.disposition, ir.Rejected):
            yield Problem(
                member.value.origin,
                "C018",
                f"{ir.pointer(path)} of {model.id} is required and rejected: no request can be right",
                "Take it out of `required`, or mend its disposition.",
            )
    for rule in model.rules:
        if isinstance(rule.effect, ir.Forbidden) and not rule.when and not rule.scope:
            for path in rule.effect.paths:
                if path in needed and rule.severity == "error":
                    yield Problem(
                        rule.origin,
                        "C018",
                        f"rule {rule.id!r} always forbids {ir.pointer(path)} of {model.id}, which is required",
                        "Take it out of `required`, or give the rule a condition.",
                    )


def _forms(model: ir.Model) -> Found:
    """C014"""
    selector = model.response.selector
    if not selector:
        return
    forms = {form for form, _ in model.response.forms}
    value = descend(model.body, selector)
    for asked in value.enum or ():
        if asked not in forms:
            yield Problem(
                value.origin,
                "C014",
                f"{show(asked)} may be asked for at {ir.pointer(selector)}, but `response.forms` does not say "
                "where it then is",
                f"Add {show(asked)} to `response.forms`. It has {', '.join(sorted(forms)) or 'none'}.",
            )


# --- providers ---------------------------------------------------------------------------------


def _aliases(provider: ir.Provider) -> Found:
    """C008"""
    ids = {naming.same(model.id): model.id for model in provider.models}
    taken: dict[str, str] = {}
    for model in provider.models:
        for alias in model.aliases:
            folded = naming.same(alias)
            other = ids.get(folded) or taken.get(folded)
            if other:
                yield Problem(
                    model.origin,
                    "C008",
                    f"the alias {alias!r} of {model.id} is also {'the id' if folded in ids else 'an alias'} of {other}",
                    "An alias names one model only and is never an id. Remove or change it.",
                )
            taken[folded] = model.id


def _decisions(provider: ir.Provider) -> Found:
    """C006"""
    owned = [provider.decisions]
    owned += [family.decisions for family in provider.families]
    owned += [model.decisions for model in provider.models]
    seen: set[Position] = set()
    for decision in (decision for decisions in owned for decision in decisions):
        if decision.severity is None and decision.origin not in seen:
            seen.add(decision.origin)
            yield Problem(
                decision.origin,
                "C006",
                f"decision {decision.id!r} has no severity",
                "Say what a request that hangs on it meets: accept, info, warn or reject.",
            )


def _replacements(provider: ir.Provider) -> Found:
    """C015"""
    ids = {model.id for model in provider.models}
    for model in provider.models:
        replacement = model.lifecycle.replacement
        if replacement and replacement not in ids:
            yield Problem(
                model.origin,
                "C015",
                f"{replacement!r}, the replacement of {model.id}, is no model of {provider.id}",
                f"Models: {', '.join(sorted(ids))}.",
            )


def _collisions(names: Iterable[Name]) -> Found:
    """C007"""
    seen: dict[tuple[str, str], Name] = {}
    for name in names:
        key = (name.scope, naming.same(name.text))
        if key in seen:
            yield Problem(
                name.position,
                "C007",
                f"{name.what} and {seen[key].what} would both be written as {name.text!r} ({name.scope})",
                "Rename one of them; ids that differ only in case or punctuation cannot be told apart there.",
            )
        else:
            seen[key] = name


VALUE_CHECKS: tuple[Callable[[ir.Model, ir.Path, ir.Value], Found], ...] = (
    _default,
    _examples,
    _listed,
    _bounds,
    _pattern,
    _disposition,
    _names,
    _tolerated,
)
MODEL_CHECKS: tuple[Callable[[ir.Model], Found], ...] = (
    _body,
    _images,
    _demanded,
    _uses,
    _forms,
    rules.dead_rules,
    rules.impossible_values,
    rules.contradictions,
)
