"""Whether a value satisfies what the catalogue says of it, told as the reason why not."""

from __future__ import annotations

import re
from typing import Any

from modelpact import ir


def why_not(value: ir.Value, data: Any, enum: bool = True) -> str | None:
    """Say why ``data`` would be refused at ``value``, or None where it would not."""
    if isinstance(value.disposition, ir.Rejected):
        return "the parameter is rejected by this model"
    if any(same(data, each.value) for each in value.tolerated):
        return None
    if value.kinds:
        reasons = [_kind(kind, data, enum=value.enum is not None) for kind in value.kinds]
        if all(reasons):
            return reasons[0] if len(reasons) == 1 else f"it is none of {names(value)} that fits"
    if enum and value.enum is not None and not any(same(data, each) for each in value.enum):
        lower = [each.lower() for each in value.enum if isinstance(each, str)]
        if not (value.ignore_case and isinstance(data, str) and data.lower() in lower):
            return f"it is none of {', '.join(show(each) for each in value.enum)}"
    return None


def same(first: Any, second: Any) -> bool:
    """Compare as JSON does: a boolean is no number."""
    return bool(first == second) and isinstance(first, bool) == isinstance(second, bool)


def show(data: Any) -> str:
    """Spell data for a message."""
    return data if isinstance(data, str) else ir.Json.of(data).text


_NAMES = {
    ir.Null: "null",
    ir.Boolean: "boolean",
    ir.Integer: "integer",
    ir.Number: "number",
    ir.String: "string",
    ir.Array: "array",
    ir.Object: "object",
}


def names(value: ir.Value) -> str:
    """Name the types of a value."""
    return " or ".join(_NAMES[type(kind)] for kind in value.kinds)


def _kind(kind: ir.Kind, data: Any, enum: bool) -> str | None:
    wrong = f"it is no {_NAMES[type(kind)]}"
    match kind:
        case ir.Null():
            return None if data is None else wrong
        case ir.Boolean():
            return None if isinstance(data, bool) else wrong
        case ir.Integer():
            whole = isinstance(data, int) and not isinstance(data, bool)
            if not whole and not (isinstance(data, float) and data.is_integer()):
                return wrong
            return outside(data, kind.range)
        case ir.Number():
            if not isinstance(data, int | float) or isinstance(data, bool):
                return wrong
            return outside(data, kind.range)
        case ir.String():
            return _text(kind, data, enum) if isinstance(data, str) else wrong
        case ir.Array():
            return _array(kind, data) if isinstance(data, list) else wrong
        case ir.Object():
            return _object(kind, data) if isinstance(data, dict) else wrong


def outside(number: float, range_: ir.Range) -> str | None:
    """Say which bound a number breaks."""
    if range_.minimum is not None and number < range_.minimum:
        return f"it is below the minimum {range_.minimum}"
    if range_.exclusive_minimum is not None and number <= range_.exclusive_minimum:
        return f"it is not above the exclusiveMinimum {range_.exclusive_minimum}"
    if range_.maximum is not None and number > range_.maximum:
        return f"it is above the maximum {range_.maximum}"
    if range_.exclusive_maximum is not None and number >= range_.exclusive_maximum:
        return f"it is not below the exclusiveMaximum {range_.exclusive_maximum}"
    if range_.multiple_of is not None:
        times = number / range_.multiple_of
        if abs(times - round(times)) >= 1e-9:
            return f"it is no multiple of {range_.multiple_of}"
    return None


def _text(kind: ir.String, data: str, enum: bool) -> str | None:
    if kind.min_length is not None and len(data) < kind.min_length:
        return f"it is shorter than {kind.min_length}"
    if kind.max_length is not None and len(data) > kind.max_length:
        return f"it is longer than {kind.max_length}"
    if kind.pattern is not None and not _matches(kind.pattern, data):
        return f"it does not match {kind.pattern}"
    if kind.dimensions is not None and not enum and data not in kind.dimensions.words:
        return _dimensions(kind.dimensions, data)
    return None


def _matches(pattern: str, data: str) -> bool:
    try:
        return re.fullmatch(pattern, data) is not None
    except re.error:
        return True  # the pattern has a problem of its own


def _dimensions(kind: ir.Dimensions, data: str) -> str | None:
    for separator in (kind.separator, *kind.tolerated_separators):
        first, found, second = data.partition(separator)
        if (
            found
            and re.fullmatch("[1-9][0-9]{0,5}", first)
            and re.fullmatch("[1-9][0-9]{0,5}", second)
        ):
            return _size(kind, int(first), int(second))
    return f"it is not of the form WIDTH{kind.separator}HEIGHT"


def _size(kind: ir.Dimensions, width: int, height: int) -> str | None:
    measures = (
        ("width", kind.width, (width,)),
        ("height", kind.height, (height,)),
        ("side", kind.side, (width, height)),
        ("longest side", kind.longest, (max(width, height),)),
        ("shortest side", kind.shortest, (min(width, height),)),
        ("area", kind.area, (width * height,)),
    )
    for name, range_, numbers in measures:
        for number in numbers:
            reason = outside(number, range_)
            if reason:
                return f"its {name} is {number}: {reason}"
    if kind.ratio_minimum and width * kind.ratio_minimum[1] < height * kind.ratio_minimum[0]:
        return "its ratio is below the minimum"
    if kind.ratio_maximum and width * kind.ratio_maximum[1] > height * kind.ratio_maximum[0]:
        return "its ratio is above the maximum"
    return None


def _array(kind: ir.Array, data: list[Any]) -> str | None:
    if kind.min_items is not None and len(data) < kind.min_items:
        return f"it has fewer than {kind.min_items} items"
    if kind.max_items is not None and len(data) > kind.max_items:
        return f"it has more than {kind.max_items} items"
    if kind.items is None:
        return None
    for index, item in enumerate(data):
        reason = why_not(kind.items, item)
        if reason:
            return f"its item {index} does not fit: {reason}"
    return None


def _object(kind: ir.Object, data: dict[str, Any]) -> str | None:
    members = {member.name: member for member in kind.members}
    for name, member in members.items():
        if name in data:
            reason = why_not(member.value, data[name])
            if reason:
                return f"its {name} does not fit: {reason}"
        elif member.required:
            return f"it lacks {name}"
    if kind.closed:
        for name in data:
            if name not in members:
                return f"it has {name}, and the object is closed"
    return None
