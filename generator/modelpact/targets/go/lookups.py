"""What is looked up of a model: defaults, conversions, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import checks, ir, outcome
from modelpact.print_go import Composite, Expr, Lit, values

Entries = list[tuple[str, Expr]]


def lookups(found: checks.Tables, model: ir.Model) -> Entries:
    """The fields of a model beside its body."""
    entries: Entries = []
    if found.defaults:
        rows = tuple(
            Composite("", (values(path, "path"), Lit(json.text))) for path, json in found.defaults
        )
        entries.append(("defaults", Composite("[]clientDefault", rows)))
    if found.conversions:
        conversions = tuple(map(_conversion, found.conversions))
        entries.append(("conversions", Composite("[]conversion", conversions)))
    forms: Entries = []
    if model.response.selector:
        forms.append(("selector", values(model.response.selector, "path")))
    forms.append(("absent", _form(found.absent, "form")))
    asked = tuple(_asked(found.forms))
    if asked:
        forms.append(("asked", Composite("[]askedForm", asked)))
    forms.append(("otherwise", _form(found.otherwise, "form")))
    return [*entries, ("forms", Composite("forms", tuple(forms)))]


def _conversion(found: checks.Conversion) -> Composite:
    entries: Entries = [("path", values(found.path, "path")), ("to", Lit(found.to))]
    if found.table:
        rows = tuple(
            Composite("", (Lit(before), Lit(after)))
            for before, after in found.table
            if isinstance(before, str)
        )
        entries.append(("table", Composite("[]converted", rows)))
    if found.ratios:
        entries.append(("ratios", values(found.ratios, "[]string")))
    return Composite("", tuple(entries))


def _asked(found: Iterable[outcome.Outcome]) -> Iterable[Composite]:
    """A row for each text that may be asked."""
    for each in found:
        value = None if each.asked is None else each.asked.value
        if isinstance(value, str):
            yield Composite("", (Lit(value), _form(each, "form")))


def _form(found: outcome.Outcome, type_: str) -> Composite:
    read = values(found.read, "[]string") if found.read else Lit(None)
    return Composite(type_, (Lit(found.returned), read, Lit(found.warn)))
