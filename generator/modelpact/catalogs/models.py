"""Providers, families and models of the catalogue."""

from __future__ import annotations

from typing import Final

from modelpact import ir
from modelpact.catalogs.rules import CONDITIONS, RULE
from modelpact.catalogs.shapes import PLAINS, Many, Part, Record, Spelled, always, maybe, pair
from modelpact.catalogs.values import EVIDENCE, IMAGE_INPUT, JSON, PATH, PATHS, VALUE


def _ratio(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(":")))


def _named() -> tuple[Part, ...]:
    return always("id"), maybe("title", absent=""), maybe("description", absent="")


_EVIDENCE: Final = maybe("evidence", EVIDENCE)
_TIPS: Final = maybe(
    "tips",
    Many(
        Record(ir.Tip, always("title"), maybe("advice"), maybe("words", PLAINS), _EVIDENCE),
    ),
)
_QUESTIONS: Final = maybe(
    "questions", Many(Record(ir.Question, always("question"), maybe("answer"), _EVIDENCE))
)
_DECISIONS: Final = maybe(
    "decisions",
    Many(
        Record(
            ir.Decision,
            always("id"),
            always("question"),
            maybe("readings", PLAINS, absent=()),
            always("chosen"),
            maybe("severity", absent=None),
            maybe("sections", PLAINS),
            maybe("parameters", PLAINS),
        )
    ),
)
_ENVELOPE: Final = Record(
    ir.Envelope,
    always("name"),
    always("images"),
    maybe("created"),
    maybe("code"),
    maybe("message"),
    maybe("success"),
    maybe("error"),
)
_POLL: Final = Record(
    ir.Poll,
    maybe("operation"),
    maybe("id"),
    maybe("link"),
    maybe("hosts", PLAINS),
    maybe("answer"),
    always("status"),
    always("done", PLAINS),
    maybe("failed", PLAINS),
    maybe("pending", PLAINS),
    maybe("reason"),
    always("interval"),
    always("timeout"),
)
_FILTERED: Final = Record(ir.Filtered, always("path"), maybe("values", PLAINS), maybe("reason"))
_RESPONSE: Final = maybe(
    "response",
    Record(
        ir.Response,
        maybe("selector", PATH),
        maybe("forms", pair("form", "member")),
        maybe("fixed"),
        maybe("count", Record(ir.Count, always("path", PATH), maybe("when", CONDITIONS))),
        maybe("size", PATHS),
        maybe("format", PATH),
        maybe("envelopes", Many(_ENVELOPE)),
        maybe("binary", PLAINS),
        maybe("poll", _POLL),
        maybe("filtered", _FILTERED),
        maybe("extras", pair("member", "description")),
        _EVIDENCE,
    ),
)

PROVIDER: Final = Record(
    ir.Provider,
    *_named(),
    always("base_url"),
    maybe(
        "operations",
        Many(
            Record(
                ir.Operation,
                always("name"),
                always("method"),
                always("path"),
                always("content_type"),
                maybe("array_names"),
            )
        ),
        absent=(),
    ),
    always(
        "auth",
        Record(
            ir.Auth, always("header"), always("scheme"), maybe("placeholder"), maybe("environment")
        ),
    ),
    maybe("headers", pair("name", "value")),
    _RESPONSE,
    maybe(
        "errors",
        Many(Record(ir.Error, always("code"), always("title"), maybe("description"), _EVIDENCE)),
    ),
    _TIPS,
    _QUESTIONS,
    maybe(
        "purposes",
        Many(
            Record(
                ir.Purpose,
                always("title"),
                always("ratios", Many(Spelled(lambda node: f"{node[0]}:{node[1]}", _ratio))),
                _EVIDENCE,
            )
        ),
    ),
    _DECISIONS,
    _EVIDENCE,
)
"""Without its families, models and releases."""

_CHANGE: Final = Record(
    ir.ReleasedChange,
    always("level"),
    always("summary"),
    maybe("models", PLAINS),
    maybe("pointer"),
    maybe("witness", JSON),
    maybe("verdicts", PLAINS),
)
RELEASE: Final = Record(
    ir.Release,
    always("date"),
    always("versions", Spelled(dict, lambda data: tuple(data.items()))),
    maybe("note"),
    maybe("changes", Many(_CHANGE)),
)

FAMILY: Final = Record(ir.Family, *_named(), _TIPS, _QUESTIONS, _DECISIONS, _EVIDENCE)
"""Without its models."""

_LIFECYCLE: Final = Record(
    ir.Lifecycle,
    always("status"),
    maybe("released"),
    maybe("deprecated"),
    maybe("retires"),
    maybe("replacement"),
)
_IMAGES: Final = Record(
    ir.Images,
    maybe("places", PATHS),
    maybe("minimum"),
    maybe("maximum"),
    maybe("input", IMAGE_INPUT),
    _EVIDENCE,
)
_USE: Final = Record(
    ir.Use,
    always("name"),
    maybe("title", absent=""),
    maybe("description"),
    maybe("images"),
    maybe("prompt"),
    maybe("arguments", JSON),
)
_PLACE: Final = Record(ir.Place, always("path", PATH), maybe("argument"), maybe("constant", JSON))
MODEL: Final = Record(
    ir.Model,
    *_named(),
    maybe("aliases", PLAINS),
    always("lifecycle", _LIFECYCLE),
    always("body", VALUE),
    maybe("rules", Many(RULE)),
    maybe("images", _IMAGES),
    maybe("operation"),
    maybe("operation_with_images"),
    maybe("uses", Many(_USE)),
    maybe("arguments", Many(Record(ir.Argument, always("name"), always("path", PATH)))),
    maybe(
        "layouts",
        Many(Record(ir.Layout, always("images"), always("places", Many(_PLACE)))),
    ),
    _RESPONSE,
    _DECISIONS,
    _EVIDENCE,
)
"""Without its family, which is the one that it stands in."""
