"""What is noted about a value: at most one constraint that it breaks, else at most one remark."""

from __future__ import annotations

from dataclasses import dataclass

from modelpact import ir
from modelpact.checks import conditions
from modelpact.checks.expressions import Call, Compare, Expr, Listed, Lit, OneOf, Var
from modelpact.checks.prose import settled_text, unlisted_text
from modelpact.checks.scope import At, Scope
from modelpact.checks.statements import If, Note, Stmt

Branch = tuple[Expr, tuple[Stmt, ...]]


@dataclass(frozen=True, slots=True)
class Spot:
    """A value under check: where it is in the catalogue, in the body, and in the code."""

    value: ir.Value
    variable: str
    at: At
    path: ir.Path
    scope: Scope

    @property
    def var(self) -> Var:
        """The variable that holds it."""
        return Var(self.variable)

    @property
    def hint(self) -> str:
        """What names of constants about it are made from."""
        return words(self.path)

    def note(
        self, code: str, severity: ir.Severity, message: str, mend: tuple[Expr, ...] = ()
    ) -> Note:
        """Note an issue here."""
        return Note(self.at.pointer, code, severity, message, mend)

    def outside(self, values: tuple[ir.Scalar, ...]) -> OneOf:
        """Test whether it is not listed."""
        return conditions.outside(self.scope.module, self.hint, self.var, values)


def words(path: ir.Path) -> str:
    """Describe a path by its names."""
    return " ".join(step for step in path if step != ir.EACH and not step.isdigit()) or "body"


def presence(value: ir.Value, at: At) -> tuple[Stmt, ...]:
    """Say what is known of a member from its being there."""
    told: list[Stmt] = []
    remove = (Lit("remove"),)
    here = at.pointer
    match value.disposition:
        case ir.Rejected(because=because):
            message = because or "is not taken by this model"
            told.append(Note(here, "rejected", "error", message, remove))
        case ir.Ignored(because=because):
            told.append(Note(here, "ignored", "warning", because or "has no effect", remove))
        case ir.Unverified(because=because):
            told.append(Note(here, "unverified", "warning", because or "is not documented here"))
        case _:
            pass
    if value.deprecated:
        told.append(Note(here, "deprecated", "warning", "is deprecated"))
    return tuple(told)


def tolerated(spot: Spot) -> list[Branch]:
    """Remark on each value that is taken though it is not listed."""
    return [
        (
            Compare("==", spot.var, Lit(each.value)),
            (
                spot.note(
                    "tolerated",
                    "warning",
                    each.because,
                    () if each.use is None else (Lit("replace"), Lit(each.use)),
                ),
            ),
        )
        for each in spot.value.tolerated
    ]


def unlisted(spot: Spot, text: bool = True) -> tuple[Stmt, ...]:
    """Refuse a value that is not listed; ``text``: it is one, and may be a listed word in another case."""
    value = spot.value
    assert value.enum is not None
    code, message = unlisted_text(value, spot.path)
    if code == "otherModel":
        return (spot.note(code, "error", message),)
    words_ = conditions.listed(spot.scope.module, spot.hint, value.enum)
    mend = (Lit("nearest"), spot.var, words_)
    refused = spot.note(code, "error", message, mend)
    if not (value.ignore_case and text):
        return (refused,)
    return (If((other_case(spot, words_),), (refused,)),)


def other_case(spot: Spot, words_: Expr) -> Branch:
    """Take a listed word in another case, with a remark."""
    mend = (Lit("nearest"), spot.var, words_)
    remark = spot.note("ignoreCase", "warning", "is spelled in another case", mend)
    return Call("recased", (spot.var, words_)), (remark,)


def chain(
    spot: Spot,
    faults: list[conditions.Fault] | None = None,
    enum: bool = True,
    text: bool = False,
    beyond: At | None = None,
) -> list[Stmt]:
    """The constraints of a value, then the remarks on it: the first that applies is told.

    ``beyond`` is where too many items begin.
    """
    value, module = spot.value, spot.scope.module
    branches: list[Branch] = []
    for test, code, message in faults or ():
        at = beyond if beyond is not None and code == "maxItems" else spot.at
        noted = Note(at.pointer, code, "error", message, _clamp(code, value))
        branches.append((test, (noted,)))
    if enum and value.enum is not None:
        branches.append((spot.outside(value.enum), unlisted(spot, text)))
    if value.advised is not None:
        guarded = len(value.kinds) != 1
        zone = conditions.violates(
            spot.var, value.advised.value, module, f"{spot.hint} advised", guarded, of=value
        )
        if zone is not None:
            branches.append((zone, (spot.note("advised", "warning", value.advised.because),)))
    wanted = value.disposition
    if isinstance(wanted, ir.Forced | ir.Advisory):
        code, message = settled_text(wanted)
        remark = spot.note(code, "warning", message, (Lit("replace"), Lit(wanted.value)))
        other = OneOf(spot.var, Listed((wanted.value,)), wanted=False)
        branches.append((other, (remark,)))
    return [If(tuple(branches))] if branches else []


def _clamp(code: str, value: ir.Value) -> tuple[Expr, ...]:
    for kind in value.kinds:
        if isinstance(kind, ir.Integer | ir.Number):
            bound = {"minimum": kind.range.minimum, "maximum": kind.range.maximum}.get(code)
            return () if bound is None else (Lit("replace"), Lit(bound))
    return ()
