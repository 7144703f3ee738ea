"""The schema of a model's whole body: what may stand where, with each rule at the object that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from modelpact import ir
from modelpact.schemas.dialect import Dialect, older
from modelpact.schemas.reading import NONE, Reading, Schema, Unsayable, refused
from modelpact.schemas.rules import Ruled, rule_schemas, wherever_object
from modelpact.schemas.typed import typed
from modelpact.schemas.values import object_schema


@dataclass(frozen=True, slots=True)
class ModelSchema:
    """A schema, and what it does not say: places or rules, and reasons."""

    schema: dict[str, Any]
    lost: tuple[tuple[str, str], ...]

    @property
    def comment(self) -> str:
        """Say what is lost, a sentence each; empty where nothing is."""
        return " ".join(
            f"Not expressed here: {subject}: {reason}." for subject, reason in self.lost
        )


def model_schemas(
    provider: ir.Provider,
    *,
    strict: bool = False,
    remarks: bool = True,
    dialect: Dialect = Dialect.NEW,
) -> dict[str, ModelSchema]:
    """Return the schemas of the models, by id. They are kept: files and losses of several targets want them."""
    return _model_schemas(_Same(provider), strict, remarks, dialect)


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A provider that equals only itself: to compare two would take longer than to write their schemas."""

    provider: ir.Provider

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.provider is other.provider

    def __hash__(self) -> int:
        return id(self.provider)


@lru_cache(maxsize=5)  # so many does one provider need
def _model_schemas(
    given: _Same, strict: bool, remarks: bool, dialect: Dialect
) -> dict[str, ModelSchema]:
    return {
        model.id: _model_schema(model, Reading(strict, remarks), dialect)
        for model in given.provider.models
    }


def _model_schema(model: ir.Model, reading: Reading, dialect: Dialect) -> ModelSchema:
    (kind,) = model.body.kinds
    assert isinstance(kind, ir.Object)
    body = {"type": "object", **object_schema(kind, "", reading)}
    for rule in model.rules:
        for ruled in _said(rule, model, reading, dialect):
            _lay(body, ruled, f"{rule.id}: {rule.because}")
    gone = model.lifecycle.status in ("deprecated", "retired")
    if gone and reading.strict and reading.remarks:
        body["properties"]["model"] = refused()
    whole = ModelSchema({}, tuple(sorted(reading.lost)))
    told = {"title": model.title, "description": model.description, "$comment": whole.comment}
    whole.schema.update({key: text for key, text in told.items() if text})
    said = typed(body, model.body)
    assert isinstance(said, dict)
    whole.schema.update(said, **({"deprecated": True} if gone else {}))
    return whole


def _said(rule: ir.Rule, model: ir.Model, reading: Reading, dialect: Dialect) -> tuple[Ruled, ...]:
    """Say a rule in a dialect; nothing where there are no words for it."""
    try:
        found = rule_schemas(rule, model.body, reading)
        if dialect is Dialect.OLD:
            return tuple((scope, older(schema)) for scope, schema in found)
        return tuple(found)
    except Unsayable as reason:
        reading.lose(rule.id, str(reason))
        return ()


def _lay(body: dict[str, Any], ruled: Ruled, comment: str) -> None:
    """Add what a rule asks at the object that it is about, or at the root where that object has several shapes."""
    scope, asked = ruled
    place = _object(body, scope)
    if place is None:
        place, asked = body, wherever_object(scope, asked)
    said: Schema = refused() if asked is NONE else asked
    assert isinstance(said, dict)
    place.setdefault("allOf", []).append({"$comment": comment, **said})


def _object(schema: dict[str, Any], path: ir.Path) -> dict[str, Any] | None:
    """The schema of the object that a path leads to, where all on the way have one shape."""
    here: Any = schema
    for step in path:
        kind, inside = here.get("type"), here.get("items")
        if kind == "object" and step in here.get("properties", ()):
            here = here["properties"][step]
        elif kind == "array" and step == ir.EACH and isinstance(inside, dict):
            here = inside
        else:
            return None
    found: dict[str, Any] = here
    return found if found.get("type") == "object" else None
