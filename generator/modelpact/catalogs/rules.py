"""Rules of the catalogue: prose and structure."""

from __future__ import annotations

from typing import Final

from modelpact import ir
from modelpact.catalogs.shapes import PLAINS, Inline, Many, Record, Union, always, maybe
from modelpact.catalogs.values import EVIDENCE, PATH, PATHS, RANGE, VALUE

_CHECK: Final = Union(
    "check",
    {
        "present": Record(ir.Present),
        "absent": Record(ir.Absent),
        "in": Record(ir.In, always("values", PLAINS)),
        "notIn": Record(ir.NotIn, always("values", PLAINS)),
        "within": Record(ir.Within, Inline("range", RANGE)),
        "counted": Record(
            ir.Counted, maybe("minItems", field="minimum"), maybe("maxItems", field="maximum")
        ),
    },
)
_TEST: Final = Record(
    ir.Test, always("path", PATH), maybe("absolute"), Inline("check", _CHECK), maybe("whenAbsent")
)
CONDITIONS: Final = Many(Many(_TEST))
"""Conjunctions, any of which suffices."""

_TERM: Final = Record(
    ir.Term, always("path", PATH), maybe("count"), maybe("times"), maybe("absent")
)
_PATHS: Final = always("paths", PATHS)
_GROUP: Final = Record(ir.Group, always("kind"), _PATHS)
_LIMIT: Final = Record(
    ir.Limit,
    always("kind", field="op"),
    always("terms", Many(_TERM)),
    maybe("minimum"),
    maybe("maximum"),
)
_EFFECT: Final = Union(
    "kind",
    {
        "required": Record(ir.Required, _PATHS),
        "forbidden": Record(ir.Forbidden, _PATHS),
        "ignored": Record(ir.WithoutEffect, _PATHS),
        "advise": Record(ir.Advise, _PATHS),
        "then": Record(ir.Constrain, always("path", PATH), always("value", VALUE)),
        **dict.fromkeys(("atLeastOne", "exactlyOne", "atMostOne", "allOrNone"), _GROUP),
        **dict.fromkeys(("sum", "product", "equal"), _LIMIT),
    },
)
RULE: Final = Record(
    ir.Rule,
    always("id"),
    always("because"),
    always("severity"),
    maybe("in", PATH, "scope"),
    maybe("when", CONDITIONS),
    always("effect", _EFFECT),
    maybe("at", PATH),
    maybe("evidence", EVIDENCE),
)
