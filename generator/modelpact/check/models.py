"""Checks of one model as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from modelpact import example, ir
from modelpact.check import rules
from modelpact.check.accepts import show, why_not
from modelpact.check.domains import descend
from modelpact.check.values import members
from modelpact.errors import Problem
from modelpact.naming import meant

Found = Iterator[Problem]


def _body(model: ir.Model) -> Found:
    """C009 at the top of the body."""
    for kind in model.body.kinds:
        if isinstance(kind, ir.Object):
            yield from members(kind)


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
    response, selector = model.response, model.response.selector
    forms = {form for form, _ in response.forms}
    if not selector:
        if forms and response.fixed and response.fixed not in forms:
            yield Problem(
                model.origin,
                "C014",
                f"{model.id} always answers with {response.fixed}, but `response.forms` does not say where it then is"
                + meant(response.fixed, sorted(forms)),
                f"Add {response.fixed} to `response.forms`, or mend `response.fixed`.",
            )
        return
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
