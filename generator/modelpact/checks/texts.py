"""Texts of the catalogue -> statements that check them: choices, sizes, pictures, and plain ones."""

from __future__ import annotations

import re

from modelpact import ir
from modelpact.checks import conditions
from modelpact.checks.expressions import (
    BoundFault,
    Call,
    Compare,
    Expr,
    Given,
    Is,
    Join,
    Listed,
    Lit,
    Mismatch,
    Not,
    OneOf,
    Replaced,
    Var,
)
from modelpact.checks.prose import bounds_text, size_text, type_names
from modelpact.checks.remarks import Branch, Spot, chain, other_case, tolerated, unlisted
from modelpact.checks.statements import If, Let, LetPair, Note, NoteFound, Set, Stmt, choose


def text(kind: ir.String, spot: Spot) -> list[Stmt]:
    """Check a value that is a text."""
    value = spot.value
    faults = conditions.text_length_faults(spot.var, kind)
    if kind.pattern is not None:
        name = spot.scope.module.pattern(spot.hint, kind.pattern)
        faults.append((Mismatch(spot.var, name), "pattern", f"must match {kind.pattern}"))
    if kind.image is not None:
        body = _faults_first(spot, faults, _picture(kind.image, spot))
    elif kind.dimensions is not None and value.enum is None:
        body = _faults_first(spot, faults, _size(kind.dimensions, spot))
    else:
        body = chain(spot, faults, text=True)
    if kind.dimensions is not None and value.enum is not None:
        body = [*_separated(kind.dimensions, spot), *body]
    return [choose(tolerated(spot), tuple(body))] if value.tolerated else body


def choice(kind: ir.String, spot: Spot) -> list[Stmt]:
    """Check a text from a list: one test on the good way, the rest only where it fails."""
    value = spot.value
    assert value.enum is not None
    outside = spot.outside(value.enum)
    is_text = Is(spot.var, "string")
    wrong: Stmt = spot.note("type", "error", f"must be {type_names(value)}")
    otherwise = unlisted(spot)
    if value.tolerated:
        told = choose(((Not(is_text), (wrong,)), *tolerated(spot)), otherwise)
    else:
        told = If(((is_text, otherwise),), (wrong,))
    return [
        *(_separated(kind.dimensions, spot) if kind.dimensions else ()),
        If(((outside, (told,)),), tuple(chain(spot, enum=False))),
    ]


def _faults_first(spot: Spot, faults: list[conditions.Fault], otherwise: list[Stmt]) -> list[Stmt]:
    if not faults:
        return otherwise
    branches: list[Branch] = [
        (test, (spot.note(code, "error", why),)) for test, code, why in faults
    ]
    return [If(tuple(branches), tuple(otherwise))]


def _separator(kind: ir.Dimensions, right: Expr, spot: Spot) -> Stmt:
    mend = (Lit("replace"), right)
    return spot.note("separator", "warning", f"is written with {kind.separator} here", mend)


def _separated(kind: ir.Dimensions, spot: Spot) -> list[Stmt]:
    """Take a listed size that is written with another separator."""
    assert spot.value.enum is not None
    written: list[Stmt] = []
    for other in kind.tolerated_separators:
        right = Replaced(spot.variable, other, kind.separator)
        outside = spot.outside(spot.value.enum)
        inside = OneOf(right, outside.among)
        remark = _separator(kind, right, spot)
        found = Join("and", (outside, Is(spot.var, "string"), inside))
        written.append(If(((found, (remark, Set(spot.variable, right))),)))
    return written


def _picture(kind: ir.ImageInput, spot: Spot) -> list[Stmt]:
    module = spot.scope.module
    module.needs.add("images")
    arguments = (
        spot.var,
        Listed(kind.formats, module.constant("image formats", kind.formats)),
        conditions.listed(module, "image sources", kind.sources),
        conditions.listed(module, "image tolerated", kind.tolerated),
        Lit(kind.megabytes),
    )
    fault = spot.scope.local("fault")
    noted = NoteFound(spot.at.pointer, fault)
    return [
        Let(fault, Call("image_fault", arguments)),
        If(((Var(fault), (noted,)),), tuple(chain(spot))),
    ]


def _size(kind: ir.Dimensions, spot: Spot) -> list[Stmt]:
    module, scope = spot.scope.module, spot.scope
    bounds = conditions.limits(kind)
    pixels = scope.local("pixels")
    read: list[Stmt] = [
        Let(
            pixels,
            Call("dimensions", (spot.var, Lit(kind.separator))),
            changes=bool(kind.tolerated_separators),
        )
    ]
    for other in kind.tolerated_separators:
        right = Replaced(spot.variable, other, kind.separator)
        # From here on the value counts as if it were spelled right.
        seen = (_separator(kind, right, spot), Set(spot.variable, right))
        again = Set(pixels, Call("dimensions", (spot.var, Lit(other))))
        other_way = (again, If(((Given(Var(pixels)), seen),)))
        read.append(If(((Not(Given(Var(pixels))), other_way),)))
    words = conditions.listed(module, f"{spot.hint} words", kind.words) if kind.words else None
    mend: tuple[Expr, ...] = (Lit("nearest"), spot.var, words) if words else ()
    limits = Var(module.constant(f"{spot.hint} limits", bounds)) if bounds else None
    if limits:
        mend = (Lit("fit"), spot.var, Lit(kind.separator), limits)
    refused = spot.note("dimensions", "error", size_text(kind), mend)
    branches: list[Branch] = [(Not(Given(Var(pixels))), (refused,))]
    if words is not None and spot.value.ignore_case:
        branches.insert(0, other_case(spot, words))
    after = chain(spot)
    if limits:
        which = scope.local("bound")
        message = f"must keep its limits: {bounds_text(kind)}"
        noted = Note(spot.at.pointer, Var(which), "error", message, mend)
        after = [
            Let(which, BoundFault(Var(pixels), limits)),
            If(((Var(which), (noted,)),), tuple(after)),
        ]
    elif kind.nearest_word is not None and words is not None:
        after = [*_nearest(kind.nearest_word, words, pixels, spot), *after]
    body: list[Stmt] = [*read, If(tuple(branches), tuple(after))]
    if words is not None:
        outside = conditions.outside(module, f"{spot.hint} words", spot.var, kind.words)
        return [If(((outside, tuple(body)),), tuple(chain(spot)))]
    usual = _advised(kind, spot.value)
    if usual:
        outside = conditions.outside(module, f"{spot.hint} advised", spot.var, usual)
        return [If(((outside, tuple(body)),))]
    return body


def _advised(kind: ir.Dimensions, value: ir.Value) -> tuple[ir.Scalar, ...]:
    """List the sizes of which nothing is to be said, where they are advised by name; empty if there are none."""
    if value.advised is None or isinstance(value.disposition, ir.Forced | ir.Advisory):
        return ()
    words = value.advised.value.enum or ()
    side = "[1-9][0-9]{0,5}"
    size = re.compile(f"{side}{re.escape(kind.separator)}{side}")
    fine = all(isinstance(word, str) and size.fullmatch(word) for word in words)
    alone = all(each == ir.String() for each in value.advised.value.kinds)
    return words if fine and alone and not conditions.limits(kind) else ()


def _nearest(most: int | float, words: Expr, pixels: str, spot: Spot) -> list[Stmt]:
    """Tell to which of the ratios a size is converted; ``most`` is the distance in percent that is still near."""
    ratio, off = spot.scope.local("ratio"), spot.scope.local("off")
    near = "is converted to the nearest ratio that is listed, which is not quite this one"
    far = "is far from every ratio that is listed; how it is converted is not known"
    mend = (Lit("replace"), Var(ratio))
    return [
        LetPair((ratio, off), Call("ratio_of", (Var(pixels), words))),
        If(
            (
                (
                    Compare(">", Var(off), Lit(most)),
                    (spot.note("nearestWord", "warning", far, mend),),
                ),
                (Var(off), (spot.note("nearestWord", "warning", near, mend),)),
            )
        ),
    ]
