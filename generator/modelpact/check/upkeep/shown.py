"""What people are shown and told: defaults, examples, uses, advice, families and replacements."""

from __future__ import annotations

from collections.abc import Iterator

from modelpact import example, ir, places
from modelpact.check.accepts import show, why_not
from modelpact.check.remarks import presence, remark, remarks
from modelpact.check.widths import adds_nothing
from modelpact.errors import Position, Problem

Found = Iterator[Problem]


def draws_a_remark(provider: ir.Provider) -> Found:
    """W010"""
    for model in provider.models:
        for what, reason, position in (*_values(model), *_uses(model)):
            yield Problem(
                position,
                "W010",
                f"{what} of {model.id} draws a warning: {reason}",
                "Show what draws none: people copy it.",
                level="warning",
            )


def _values(model: ir.Model) -> Iterator[tuple[str, str, Position]]:
    """Yield each default and example that draws a warning, with the reason."""
    for path, member in places.walk(model.body):
        value, default = member.value, member.value.default
        if isinstance(value.disposition, ir.Rejected):
            continue
        if default is not None:
            data = default.value.value
            # what the server takes is sent by nobody
            sent = presence(value) if default.whose == "client" else None
            if reason := sent or remark(value, data):
                yield f"the default {show(data)} of {ir.pointer(path)}", reason, default.origin
        for each in value.examples:
            if reason := remark(value, each.value):
                yield f"the example {show(each.value)} of {ir.pointer(path)}", reason, value.origin


def _uses(model: ir.Model) -> Iterator[tuple[str, str, Position]]:
    for use in model.uses:
        for path, reason in remarks(model.body, example.body(model, use)):
            yield f"{ir.pointer(path)} in the use {use.name!r}", reason, use.origin


def useless_advice(provider: ir.Provider) -> Found:
    """W011"""
    for model in provider.models:
        for path, member in places.walk(model.body):
            value, advised = member.value, member.value.advised
            if advised is None:
                continue
            refused = [each for each in advised.value.enum or () if why_not(value, each)]
            reason = None
            if refused:
                reason = f"it names {show(refused[0])}, which is refused"
            elif adds_nothing(value, advised.value):
                reason = "all that is accepted lies within"
            if reason:
                yield Problem(
                    value.origin,
                    "W011",
                    f"what is advised for {ir.pointer(path)} of {model.id} is no advice: {reason}",
                    "Narrow `advised`, or remove it.",
                    level="warning",
                )


def replacements(provider: ir.Provider) -> Found:
    """W004"""
    known = {model.id: model for model in provider.models}
    for model in provider.models:
        other = known.get(model.lifecycle.replacement)
        if other is model or (other and other.lifecycle.status in ("deprecated", "retired")):
            told = "the model itself" if other is model else other.lifecycle.status
            yield Problem(
                model.origin,
                "W004",
                f"{other.id}, the replacement of {model.id}, is {told}",
                "Name the model that people should move to now.",
                level="warning",
            )


def unused_families(provider: ir.Provider) -> Found:
    """W014"""
    used = {model.family for model in provider.models}
    for family in provider.families:
        if family.id not in used:
            yield Problem(
                family.origin,
                "W014",
                f"no model is of the family {family.id}",
                "Remove the file, or mend `family:` in the model that belongs to it.",
                level="warning",
            )


def in_two_providers(catalog: ir.Catalog) -> Found:
    """W015"""
    seen: dict[str, str] = {}
    for provider in catalog.providers:
        for model in provider.models:
            first = seen.setdefault(model.id, provider.id)
            if first != provider.id:
                yield Problem(
                    model.origin,
                    "W015",
                    f"{model.id} of {provider.id} is also a model of {first}",
                    "Nothing need be done where both sell it.",
                    level="note",
                )
