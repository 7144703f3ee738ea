"""Constraints as composite literals: limits, sizes, and what narrows a value on top of what holds for it anyway."""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir
from modelpact.checks import conditions
from modelpact.checks.expressions import Var
from modelpact.print_go import Composite, Expr, Lit, Name, values
from modelpact.targets.go import patterns

Entries = list[tuple[str, Expr]]
Limit = tuple[str, ir.Scalar, str]
"""Code, bound and message."""

_KINDS: dict[type[ir.Kind], str] = {
    ir.Null: "aNull",
    ir.Boolean: "aBoolean",
    ir.Integer: "anInteger",
    ir.Number: "aNumber",
    ir.String: "aString",
    ir.Array: "anArray",
    ir.Object: "anObject",
}
_SUBJECT = Var("value")


def kinds(found: Iterable[ir.Kind]) -> Name:
    """A set of types."""
    return Name(" | ".join(dict.fromkeys(_KINDS[type(kind)] for kind in found)))


def numbers(range_: ir.Range, whole: bool) -> list[Limit]:
    """The limits of a number. A step that is written as a fraction is judged with the tolerance that floats need."""
    step = range_.multiple_of
    exact = whole and isinstance(step, int)
    bounds: dict[str, ir.Scalar] = {
        "minimum": range_.minimum,
        "exclusiveMinimum": range_.exclusive_minimum,
        "maximum": range_.maximum,
        "exclusiveMaximum": range_.exclusive_maximum,
        "multipleOf": step if exact or step is None else float(step),
    }
    faults = conditions.range_faults(_SUBJECT, range_, whole)
    return [(code, bounds[code], message) for _, code, message in faults]


def length(kind: ir.String) -> list[Limit]:
    """The limits of the length of a text."""
    bounds = {"minLength": kind.min_length, "maxLength": kind.max_length}
    faults = conditions.text_length_faults(_SUBJECT, kind)
    return [(code, bounds[code], message) for _, code, message in faults]


def count(kind: ir.Array) -> list[Limit]:
    """The limits of the length of an array."""
    bounds = {"minItems": kind.min_items, "maxItems": kind.max_items}
    faults = conditions.count_faults(_SUBJECT, kind)
    return [(code, bounds[code], message) for _, code, message in faults]


def limits(name: str, found: list[Limit]) -> Entries:
    """A field of limits, if there are any."""
    return [(name, limit_list(found))] if found else []


def limit_list(found: list[Limit], type_: str = "[]limit") -> Composite:
    """Limits, each in place."""
    rows = tuple(Composite("", (Lit(code), Lit(bound), Lit(said))) for code, bound, said in found)
    return Composite(type_, rows)


def size(kind: ir.Dimensions) -> Entries:
    """The words and bounds of a size."""
    entries: Entries = []
    if kind.words:
        entries.append(("words", values(kind.words, "[]string")))
    rows = tuple(_bounds(name, ends) for name, ends in conditions.measures(kind).items())
    if rows:
        entries.append(("bounds", Composite("[]bounds", rows)))
    for name, ratio in (("lowest", kind.ratio_minimum), ("highest", kind.ratio_maximum)):
        if ratio:
            entries.append((name, values(ratio, "ratio")))
    return entries


def _bounds(name: str, ends: conditions.Ends) -> Composite:
    named = zip(("least", "most", "step"), ends, strict=True)
    told = tuple((key, Lit(bound)) for key, bound in named if bound is not None)
    return Composite("", (("measure", Lit(name)), *told))


def bounded(kind: ir.Dimensions) -> bool:
    """Tell whether a size has bounds."""
    return bool(conditions.limits(kind))


def constraint(wanted: ir.Value, of: ir.Value) -> Composite:
    """What narrows the value ``of``: types that it has and ``wanted`` has not are refused too."""
    entries: Entries = []
    if wanted.kinds:
        entries.append(("kinds", kinds(wanted.kinds)))
    allowed = {type(kind) for kind in wanted.kinds}
    if ir.Number in allowed:
        allowed.add(ir.Integer)
    refused = [kind for kind in of.kinds if type(kind) not in allowed]
    if refused and wanted.kinds:
        entries.append(("refuses", kinds(refused)))
    if wanted.enum is not None:
        entries.append(("enum", values(wanted.enum)))
    for kind in wanted.kinds:
        match kind:
            case ir.Integer(range=range_) | ir.Number(range=range_):
                entries += limits("limits", numbers(range_, whole=False))
            case ir.String():
                entries += limits("length", length(kind))
                if kind.pattern is not None and patterns.why_not(kind.pattern) is None:
                    entries.append(("pattern", patterns.spelled(kind.pattern)))
                if kind.dimensions is not None:
                    separator = ("separator", Lit(kind.dimensions.separator))
                    sized = (separator, *size(kind.dimensions))
                    entries.append(("size", Composite("&size", sized)))
            case ir.Array():
                entries += limits("count", count(kind))
            case _:
                pass
    return Composite("constraint", tuple(entries))
