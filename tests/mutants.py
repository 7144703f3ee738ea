"""Catalogues with one thing wrong: each rule and bound of a model dropped, shifted by one, or flipped.

A mutant that judges no vector otherwise than the model does is one that the vectors let live.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from modelpact import ir, places

Changed = Iterator[tuple[str, Any]]
"""What was done, and what became of it."""

ENDS = ("minimum", "maximum", "exclusive_minimum", "exclusive_maximum")
TWINS = dict(zip(ENDS, (*ENDS[2:], *ENDS[:2]), strict=True))
MEASURES = ("width", "height", "side", "longest", "shortest", "area")
SOURCES: tuple[ir.ImageSource, ...] = ("url", "data-uri", "base64")
GROUPS = ("atLeastOne", "exactlyOne", "atMostOne", "allOrNone")


class Mutant(NamedTuple):
    """A model that is wrong in one thing: ``at`` is a pointer or the id of a rule, ``how`` what was done to it."""

    at: str
    how: str
    model: ir.Model


def mutants(model: ir.Model) -> Iterator[Mutant]:
    """Yield every mutant of a model."""
    for at, how, body in _values(model.body, ""):
        yield Mutant(at, how, replace(model, body=body))
    for index, rule in enumerate(model.rules):
        rules = model.rules[:index], model.rules[index + 1 :]
        yield Mutant(rule.id, "dropped", replace(model, rules=(*rules[0], *rules[1])))
        for how, changed in _rule(rule):
            yield Mutant(rule.id, how, replace(model, rules=(*rules[0], changed, *rules[1])))
    gone = model.lifecycle.status in ("deprecated", "retired")
    lifecycle = replace(model.lifecycle, status="current" if gone else "retired")
    yield Mutant("/model", "life flipped", replace(model, lifecycle=lifecycle))


# --- values ------------------------------------------------------------------------------------


def _values(value: ir.Value, at: str) -> Iterator[tuple[str, str, ir.Value]]:
    """Change a value, or what is in it; with where, and what was done."""
    if isinstance(value.disposition, ir.Rejected):
        yield at, "disposition dropped", replace(value, disposition=ir.Honoured())
        return
    for index, kind in enumerate(value.kinds):

        def with_kind(changed: ir.Kind, index: int = index) -> ir.Value:
            return replace(value, kinds=(*value.kinds[:index], changed, *value.kinds[index + 1 :]))

        match kind:
            case ir.Object(members=members):
                if at:
                    yield at, "closed flipped", with_kind(replace(kind, closed=not kind.closed))
                for number, member in enumerate(members):
                    for where, how, changed in _members(member, at):
                        rest = members[:number], members[number + 1 :]
                        now = (*rest[0], *changed, *rest[1])
                        yield where, how, with_kind(replace(kind, members=now))
            case ir.Array(items=ir.Value() as items):
                for where, how, inner in _values(items, f"{at}/{ir.EACH}"):
                    yield where, how, with_kind(replace(kind, items=inner))
    if at:
        for how, changed_value in (
            *_value(value),
            *(() if at.endswith("/-") else _presence(value)),
        ):
            yield at, how, changed_value


def _members(member: ir.Member, at: str) -> Iterator[tuple[str, str, tuple[ir.Member, ...]]]:
    here = at + ir.pointer((member.name,))
    if here == "/model":
        return
    yield here, "dropped", ()
    yield here, "required flipped", (replace(member, required=not member.required),)
    for where, how, value in _values(member.value, here):
        yield where, how, (replace(member, value=value),)


def _value(value: ir.Value) -> Changed:
    """Change what is said of one value itself."""
    yield from _wanted(value)
    for index, kind in enumerate(value.kinds):
        name = type(kind).__name__.lower()
        for how, changed in _type(kind, value.kinds):
            kinds = (*value.kinds[:index], *changed, *value.kinds[index + 1 :])
            yield f"{name} {how}", replace(value, kinds=kinds)
    if value.kinds and not any(isinstance(kind, ir.Null) for kind in value.kinds):
        yield "null added", replace(value, kinds=(*value.kinds, ir.Null()))
    if any(isinstance(item, str) for item in value.enum or ()):
        yield "case flipped", replace(value, ignore_case=not value.ignore_case)
    for each in value.tolerated:
        left = tuple(other for other in value.tolerated if other is not each)
        yield f"tolerated {each.value} dropped", replace(value, tolerated=left)
    if value.advised is not None:
        yield "advice dropped", replace(value, advised=None)
        for how, wanted in _wanted(value.advised.value):
            yield f"advice: {how}", replace(value, advised=replace(value.advised, value=wanted))
    match value.disposition:
        case ir.Forced() | ir.Advisory() as disposition:
            yield "disposition dropped", replace(value, disposition=ir.Honoured())
            for other in [item for item in value.enum or () if item != disposition.value][:1]:
                yield "another value", replace(value, disposition=replace(disposition, value=other))


def _presence(value: ir.Value) -> Changed:
    """Change what is said of a member for being there."""
    yield "deprecation flipped", replace(value, deprecated=not value.deprecated)
    match value.disposition:
        case ir.Ignored() | ir.Unverified():
            yield "disposition dropped", replace(value, disposition=ir.Honoured())
        case ir.Honoured() | ir.Converted():
            yield "ignored", replace(value, disposition=ir.Ignored())


def _wanted(value: ir.Value) -> Changed:
    """Change constraints: of a value, or those that advice and rules put on one."""
    for index, kind in enumerate(value.kinds):
        for how, changed in _bounds(kind):
            kinds = (*value.kinds[:index], changed, *value.kinds[index + 1 :])
            yield f"{type(kind).__name__.lower()}: {how}", replace(value, kinds=kinds)
    if value.enum is not None:
        yield "list dropped", replace(value, enum=None)
        for item in value.enum:
            left = tuple(other for other in value.enum if other is not item)
            yield f"{item} dropped", replace(value, enum=left)


def _type(kind: ir.Kind, kinds: tuple[ir.Kind, ...]) -> Iterator[tuple[str, tuple[ir.Kind, ...]]]:
    """Drop a type, or turn it into another."""
    if len(kinds) > 1:
        yield "dropped", ()
    text = any(isinstance(other, ir.String) for other in kinds)
    match kind:
        case ir.Integer(range=bounds, numeric_text=numeric):
            yield "with fractions", (ir.Number(range=bounds, numeric_text=numeric),)
            if not text:
                yield "text flipped", (replace(kind, numeric_text=not numeric),)
        case ir.Number(range=bounds, numeric_text=numeric):
            yield "without fractions", (ir.Integer(range=bounds, numeric_text=numeric),)
            if not text:
                yield "text flipped", (replace(kind, numeric_text=not numeric),)


def _bounds(kind: ir.Kind) -> Changed:
    match kind:
        case ir.Integer():
            yield from _with(kind, "range", _range(kind.range, 1))
        case ir.Number():
            yield from _with(kind, "range", _range(kind.range, 0.01))
        case ir.String():
            yield from _lengths(kind, "min_length", "max_length")
            if kind.pattern is not None:
                yield "pattern dropped", replace(kind, pattern=None)
                yield "pattern never met", replace(kind, pattern="[^\\s\\S]")
            if kind.dimensions is not None:
                yield "dimensions dropped", replace(kind, dimensions=None)
                yield from _with(kind, "dimensions", _dimensions(kind.dimensions))
            if kind.image is not None:
                yield "picture dropped", replace(kind, image=None)
                yield from _with(kind, "image", _image(kind.image))
        case ir.Array():
            yield from _lengths(kind, "min_items", "max_items")


def _with(owner: Any, name: str, changed: Changed) -> Changed:
    for how, now in changed:
        yield f"{name}: {how}", replace(owner, **{name: now})


def _lengths(kind: Any, least: str, most: str) -> Changed:
    for name in (least, most):
        bound = getattr(kind, name)
        if bound is not None:
            yield f"{name} dropped", replace(kind, **{name: None})
            yield f"{name} + 1", replace(kind, **{name: bound + 1})
            if bound:
                yield f"{name} - 1", replace(kind, **{name: bound - 1})


def _range(bounds: ir.Range, by: float) -> Changed:
    for name in ENDS:
        bound = getattr(bounds, name)
        if bound is not None:
            yield f"{name} dropped", replace(bounds, **{name: None})
            yield f"{name} + {by}", replace(bounds, **{name: round(bound + by, 9)})
            yield f"{name} - {by}", replace(bounds, **{name: round(bound - by, 9)})
            yield f"{name} flipped", replace(bounds, **{name: None, TWINS[name]: bound})
    if bounds.multiple_of is not None:
        yield "multiple dropped", replace(bounds, multiple_of=None)
        yield "multiple + 1", replace(bounds, multiple_of=bounds.multiple_of + 1)
        yield "multiple doubled", replace(bounds, multiple_of=bounds.multiple_of * 2)


def _dimensions(kind: ir.Dimensions) -> Changed:
    yield "separator changed", replace(kind, separator="_", tolerated_separators=())
    for name in ("tolerated_separators", "words"):
        for item in getattr(kind, name):
            left = tuple(other for other in getattr(kind, name) if other != item)
            yield f"{item} dropped", replace(kind, **{name: left})
    for name in MEASURES:
        yield from _with(kind, name, _range(getattr(kind, name), 1))
    for name in ("ratio_minimum", "ratio_maximum"):
        ratio = getattr(kind, name)
        if ratio is not None:
            yield f"{name} dropped", replace(kind, **{name: None})
            for by in ((1, 0), (0, 1), (-1, 0), (0, -1)):
                moved = ratio[0] + by[0], ratio[1] + by[1]
                if all(moved):
                    yield f"{name} {moved}", replace(kind, **{name: moved})
    if kind.nearest_word is not None:
        yield "nearest word dropped", replace(kind, nearest_word=None)


def _image(kind: ir.ImageInput) -> Changed:
    for source in SOURCES:
        now = tuple(s for s in SOURCES if (s in kind.sources) != (s == source))
        yield f"{source} flipped", replace(kind, sources=now)
        if source not in kind.sources:
            tolerated = tuple(s for s in SOURCES if (s in kind.tolerated) != (s == source))
            yield f"{source} tolerated flipped", replace(kind, tolerated=tolerated)
    if kind.formats:
        yield "formats dropped", replace(kind, formats=())
        for item in kind.formats:
            left = tuple(other for other in kind.formats if other != item)
            yield f"{item} dropped", replace(kind, formats=left or ("none",))
    if kind.megabytes is not None:
        yield "megabytes dropped", replace(kind, megabytes=None)
        yield "megabytes + 1", replace(kind, megabytes=kind.megabytes + 1)
        yield "megabytes less", replace(kind, megabytes=kind.megabytes * 0.99)


# --- rules -------------------------------------------------------------------------------------


def _rule(rule: ir.Rule) -> Changed:
    flipped = "warning" if rule.severity == "error" else "error"
    if not isinstance(rule.effect, ir.WithoutEffect | ir.Advise):
        yield "severity flipped", replace(rule, severity=flipped)
    if rule.at is not None:
        yield "place dropped", replace(rule, at=None)
    for index, tests in enumerate(rule.when):
        rest = rule.when[:index], rule.when[index + 1 :]
        if len(rule.when) > 1:
            yield f"alternative {index} dropped", replace(rule, when=(*rest[0], *rest[1]))
        for how, changed in _conjunction(tests):
            # Without a test it always applies, whatever the other alternatives ask.
            when = (*rest[0], changed, *rest[1]) if changed else ()
            yield f"when: {how}", replace(rule, when=when)
    for how, effect in _effect(rule.effect):
        yield how, replace(rule, effect=effect)


def _conjunction(tests: tuple[ir.Test, ...]) -> Iterator[tuple[str, tuple[ir.Test, ...]]]:
    for index, test in enumerate(tests):
        where = ir.pointer(test.path)
        yield f"{where} dropped", (*tests[:index], *tests[index + 1 :])
        for how, changed in _test(test):
            yield f"{where} {how}", (*tests[:index], changed, *tests[index + 1 :])


def _test(test: ir.Test) -> Changed:
    match test.check:
        case ir.Present():
            yield "flipped", replace(test, check=ir.Absent())
            return
        case ir.Absent():
            yield "flipped", replace(test, check=ir.Present())
            return
        case ir.Counted():
            yield from _with(test, "check", _ends(test.check))
            return
        case ir.In(values) | ir.NotIn(values):
            other = ir.NotIn if isinstance(test.check, ir.In) else ir.In
            yield "flipped", replace(test, check=other(values), when_absent=not test.when_absent)
            for item in values if len(values) > 1 else ():
                left = tuple(value for value in values if value is not item)
                yield f"{item} dropped", replace(test, check=type(test.check)(left))
        case ir.Within(bounds):
            for how, changed in _range(bounds, 1):
                yield how, replace(test, check=ir.Within(changed))
    yield "absence flipped", replace(test, when_absent=not test.when_absent)


def _ends(bounds: Any) -> Changed:
    for name in ("minimum", "maximum"):
        bound = getattr(bounds, name)
        if bound is not None:
            yield f"{name} dropped", replace(bounds, **{name: None})
            yield f"{name} + 1", replace(bounds, **{name: bound + 1})
            yield f"{name} - 1", replace(bounds, **{name: bound - 1})


def _effect(effect: ir.Effect) -> Changed:
    match effect:
        case ir.Required(paths) | ir.Forbidden(paths) | ir.WithoutEffect(paths) | ir.Advise(paths):
            for path in paths if len(paths) > 1 else ():
                left = tuple(other for other in paths if other != path)
                yield f"{ir.pointer(path)} dropped", replace(effect, paths=left)
            turned = ir.Forbidden if isinstance(effect, ir.Required) else ir.Required
            yield "flipped", turned(paths)
        case ir.Constrain(value=value):
            yield from _with(effect, "value", _wanted(value))
        case ir.Group(kind, paths):
            for other in GROUPS:
                if other != kind:
                    yield other, replace(effect, kind=other)
            for path in paths if len(paths) > 1 else ():
                left = tuple(item for item in paths if item != path)
                yield f"{ir.pointer(path)} dropped", replace(effect, paths=left)
        case ir.Limit():
            yield from _limit(effect)


def _limit(limit: ir.Limit) -> Changed:
    yield from _ends(limit)
    if len(limit.terms) > 1 and limit.op != "equal":
        yield "other sign", replace(limit, op="product" if limit.op == "sum" else "sum")
    for index, term in enumerate(limit.terms):
        rest = limit.terms[:index], limit.terms[index + 1 :]
        where = ir.pointer(term.path)
        if len(limit.terms) > 1:
            yield f"{where} dropped", replace(limit, terms=(*rest[0], *rest[1]))
        for how, changed in _term(term):
            yield f"{where} {how}", replace(limit, terms=(*rest[0], changed, *rest[1]))


def _term(term: ir.Term) -> Changed:
    yield "times + 1", replace(term, times=term.times + 1)
    if term.count:
        return
    if term.absent is None:
        yield "absent is 0", replace(term, absent=0)
    else:
        yield "absent + 1", replace(term, absent=term.absent + 1)
        yield "absence not counted", replace(term, absent=None)


# --- mutants that nobody can tell from the model ------------------------------------------------


def equivalent(model: ir.Model, mutant: Mutant) -> str:
    """Say why a mutant judges every request as the model does; nothing where it may well not."""
    if len(model.rules) == len(mutant.model.rules):
        for rule, other in zip(model.rules, mutant.model.rules, strict=True):
            if rule != other:
                return _same_rule(rule, other)
    path = tuple(step.replace("~1", "/").replace("~0", "~") for step in mutant.at.split("/")[1:])
    value, changed = places.find(model.body, path), places.find(mutant.model.body, path)
    return _same_value(value, changed) if value and changed else ""


def _same_rule(rule: ir.Rule, other: ir.Rule) -> str:
    match rule.effect, other.effect:
        case ir.Group(paths=paths), ir.Group(paths=others) if len(paths) == len(others) == 1:
            one = {"atLeastOne", "exactlyOne"}
            if {rule.effect.kind, other.effect.kind} == one:
                return "of one path, at least one is exactly one"
    for before, after in zip(rule.when, other.when, strict=False):
        for test in (test for test in before if test not in after):
            there = ir.Test(path=test.path, check=ir.Present()) in after
            if there and replace(test, when_absent=not test.when_absent) in after:
                return "the member is there, by another condition"
            if len(after) < len(before) and _idle_without(rule.effect, test):
                return "without the member there is nothing that could break the rule"
    return ""


def _idle_without(effect: ir.Effect, test: ir.Test) -> bool:
    """Tell whether an effect has nothing to say where a test for a member fails."""
    if not isinstance(test.check, ir.Present) or test.absolute:
        return False
    match effect:
        case ir.Forbidden(paths) | ir.WithoutEffect(paths):
            return paths == (test.path,)
        case ir.Limit(op="sum", terms=terms, minimum=None, maximum=int() as maximum):
            others = [term for term in terms if term.path != test.path]
            single = all(t.count and t.times == 1 and ir.EACH not in t.path for t in others)
            return len(others) < len(terms) and single and len(others) <= maximum
        case _:
            return False


def _same_value(value: ir.Value, other: ir.Value) -> str:
    if value.ignore_case != other.ignore_case:
        texts = [item for item in value.enum or () if isinstance(item, str)]
        return "no letter has case" if all(t.upper() == t.lower() for t in texts) else ""
    one, two = _dimensions_of(value), _dimensions_of(other)
    if one is None or one == two:
        return ""
    if value.enum is not None and not one.tolerated_separators:
        return "the sizes are listed, and no other separator is taken"
    if two is None:
        return ""
    for name in MEASURES:
        before, after = getattr(one, name), getattr(two, name)
        if before != after and before.multiple_of is not None:
            return _no_multiple_between(before, after)
    return ""


def _no_multiple_between(one: ir.Range, two: ir.Range) -> str:
    """Excuse bounds moved past no multiple: what breaks them breaks the step as well, under the same code."""
    reached: set[int] = set()
    for end, first in (("minimum", 0), ("maximum", 1)):
        ends = getattr(one, end), getattr(two, end)
        if None not in ends:
            reached |= set(range(int(min(ends)) + first, int(max(ends)) + first))
    kept = replace(two, minimum=one.minimum, maximum=one.maximum) == one
    moved = None not in (two.minimum, two.maximum)
    step = one.multiple_of
    multiples = any(number % step == 0 for number in reached if step is not None)
    return "no multiple lies between" if kept and moved and not multiples else ""


def _dimensions_of(value: ir.Value) -> ir.Dimensions | None:
    found = [kind.dimensions for kind in value.kinds if isinstance(kind, ir.String)]
    return found[0] if found else None
