"""What comes back for what is asked: worked out here for every target."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from modelpact import ir, places
from modelpact.ir import Json

How = Literal["certain", "usually", "probably", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a request gets that asks so: ``asked`` is None where the parameter is absent.

    ``form`` is the likeliest where it is not known. ``read`` are the places of the image in the answer, ``*`` for
    every image, the likeliest first.
    """

    asked: Json | None
    form: str
    how: How
    read: tuple[str, ...]
    warn: bool = False

    @property
    def returned(self) -> str:
        """``url``, ``url_usually``, ``url_probably`` or ``unknown``."""
        match self.how:
            case "certain":
                return self.form
            case "unknown":
                return "unknown"
            case _:
                return f"{self.form}_{self.how}"


def outcomes(model: ir.Model) -> tuple[Outcome, ...]:
    """One outcome where nothing is asked, then one for each value that may be asked."""
    absent = _outcome(model, None)
    selector = selected(model)
    if selector is None:
        return (absent,)
    values: Iterable[ir.Scalar] = (
        selector.enum if selector.enum is not None else (form for form, _ in model.response.forms)
    )
    return (absent, *(_outcome(model, Json.of(value)) for value in values))


def otherwise(model: ir.Model) -> Outcome:
    """The outcome of asking for anything that is none of the values; ``asked`` is None."""
    form, how = _settled(model, valid=False, asked=None)
    return Outcome(asked=None, form=form, how=how, read=_read(model, form, how), warn=True)


def selected(model: ir.Model) -> ir.Value | None:
    """The parameter that asks for a form, if the model has it."""
    return places.find(model.body, model.response.selector) if model.response.selector else None


def is_link(form: str) -> bool:
    """Tell whether a form is a link to download from, by its name; any other one is base64."""
    return any(word in form.lower() for word in ("url", "link"))


def _outcome(model: ir.Model, asked: Json | None) -> Outcome:
    form, how = _settled(model, valid=True, asked=asked)
    warn = asked is not None and (form != _key(asked.value) or _without_effect(model))
    return Outcome(asked=asked, form=form, how=how, read=_read(model, form, how), warn=warn)


def _settled(model: ir.Model, *, valid: bool, asked: Json | None) -> tuple[str, How]:
    """The form that comes back and how sure that is."""
    selector = selected(model)
    if selector is None:
        return (model.response.fixed, "certain") if model.response.fixed else ("", "unknown")
    match selector.disposition:
        case ir.Forced(value=value):
            return _key(value), "certain"
        case ir.Advisory(value=value):
            return _key(value), "usually"
        case ir.Ignored() | ir.Rejected():
            return _default(selector)
        case _ if not valid:
            return _default(selector)[0], "unknown"
        case _ if asked is None:
            return _default(selector)
        case ir.Converted(table=table):
            return _key(dict(table).get(asked.value, asked.value)), "certain"
        case ir.Unverified():
            return _key(asked.value), "probably"
        case _:
            return _key(asked.value), "certain"


def _default(selector: ir.Value) -> tuple[str, How]:
    default = selector.default
    # A client's default says what is sent, not what the gateway takes when nothing is.
    if default is None or default.whose == "client":
        return "", "unknown"
    sure = default.certainty in ("stated", "example", "observed")
    return _key(default.value.value), "certain" if sure else "probably"


def _without_effect(model: ir.Model) -> bool:
    selector = selected(model)
    return selector is not None and isinstance(
        selector.disposition, ir.Ignored | ir.Rejected | ir.Unverified
    )


def _read(model: ir.Model, form: str, how: How) -> tuple[str, ...]:
    if not model.response.envelopes:
        return ()
    forms = model.response.forms
    likely = [member for name, member in forms if name == form]
    others = [] if how == "certain" and likely else [member for _, member in forms]
    images = model.response.envelopes[0].images
    found = (ir.pointer((member,)) if member else "" for member in dict.fromkeys(likely + others))
    return tuple(f"{images}/*{member}" for member in found)


def _key(value: object) -> str:
    """A form's name, as ``response.forms`` spells the values of the selector."""
    return value if isinstance(value, str) else json.dumps(value)
