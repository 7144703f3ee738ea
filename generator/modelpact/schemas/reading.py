"""How a schema is being written: for which mode, and what it could not say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from modelpact import ir

Schema = dict[str, Any] | bool

ANY: Schema = True
NONE: Schema = False


def refused() -> dict[str, Any]:
    """Refuse whatever stands at a place. Of ``false`` the most used validator says no place."""
    return {"not": {}}


# keywords that mean something else beside one another, though they are not the same
_VOICE = {"prefixItems": "items", "additionalProperties": "properties"}


class Unsayable(Exception):
    """A condition that JSON Schema has no words for; carries the reason."""


@dataclass(frozen=True, slots=True)
class Reading:
    """``strict``: what a validator warns of is refused too, if ``remarks`` also where a rule or the whole model is what
    it warns of. ``lost`` collects places and reasons.
    """

    strict: bool = False
    remarks: bool = True
    lost: list[tuple[str, str]] = field(default_factory=list)

    def lose(self, subject: str, reason: str) -> None:
        """Note that the schema does not say something."""
        if (subject, reason) not in self.lost:
            self.lost.append((subject, reason))


def both(*schemas: Schema) -> Schema:
    """All of these, laid into one schema where no keyword occurs twice."""
    if NONE in schemas:
        return NONE
    parts = [dict(schema) for schema in schemas if isinstance(schema, dict) and schema]
    if not parts:
        return ANY
    voices = [{_VOICE.get(key, key) for key in part} for part in parts]
    if len(set().union(*voices)) == sum(len(voice) for voice in voices):
        return {key: item for part in parts for key, item in part.items()}
    return {"allOf": parts}


def either(*schemas: Schema) -> Schema:
    """Any of these."""
    rest = [schema for schema in schemas if schema is not NONE]
    if any(schema is ANY or schema == {} for schema in rest):
        return ANY
    if not rest:
        return NONE
    return rest[0] if len(rest) == 1 else {"anyOf": rest}


def implies(condition: Schema, asked: Schema) -> Schema:
    """Where this holds, so must that."""
    if condition is ANY or condition == {} or asked is ANY:
        return asked
    return ANY if condition is NONE else {"if": condition, "then": asked}


def negated(schema: Schema) -> Schema:
    """Everything else."""
    return not schema if isinstance(schema, bool) else {"not": schema}


Change = Callable[[Schema, str | None], Schema]
"""What a schema becomes; with the step from the value of the schema around it, None for the same value."""


def inside(schema: dict[str, Any], change: Change) -> dict[str, Any]:
    """Change every schema that stands directly in another one."""

    def changed(key: str, item: Any) -> Any:
        match key:
            case "properties":
                return {name: change(below, name) for name, below in item.items()}
            case "items" | "contains" | "prefixItems":
                each = [change(one, ir.EACH) for one in item] if isinstance(item, list) else None
                return change(item, ir.EACH) if each is None else each
            case "allOf" | "anyOf":
                return [change(one, None) for one in item]
            case "if" | "then" | "not":
                return change(item, None)
            case _:
                return item

    return {key: changed(key, item) for key, item in schema.items()}
