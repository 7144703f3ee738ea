"""What messages say of values, types and bounds."""

from __future__ import annotations

from typing import Final

from modelpact import ir

_NAMES: Final = {
    ir.Null: "null",
    ir.Boolean: "true or false",
    ir.Integer: "an integer",
    ir.Number: "a number",
    ir.String: "a string",
    ir.Array: "an array",
    ir.Object: "an object",
}
_LONG: Final = 160


def show(value: ir.Scalar) -> str:
    """Spell a value."""
    return value if isinstance(value, str) else ir.Json.of(value).text


def values_text(values: tuple[ir.Scalar, ...]) -> str:
    """List values; of very many only the first."""
    told = ", ".join(show(value) for value in values)
    if len(told) <= _LONG:
        return told
    first = [show(value) for value in values[:4]]
    return f"{', '.join(first)}, ... ({len(values)} in all)"


def type_names(value: ir.Value) -> str:
    """Name the types of a value."""
    names = [_NAMES[type(kind)] for kind in value.kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def one_of_text(values: tuple[ir.Scalar, ...]) -> str:
    """Demand one of some values."""
    return f"must be {'one of ' if len(values) > 1 else ''}{values_text(values)}"


def unlisted_text(value: ir.Value, path: ir.Path) -> tuple[str, str]:
    """Return the code and the message for what is not listed: of a model's own id, that it is another's."""
    assert value.enum is not None
    if path == ("model",) and len(value.enum) == 1:
        known = show(value.enum[0])
        return "otherModel", f"is another model's id: this is the validator of {known}"
    return "enum", one_of_text(value.enum)


def settled_text(found: ir.Forced | ir.Advisory) -> tuple[str, str]:
    """Return the code and the message for another value than the server takes."""
    if isinstance(found, ir.Forced):
        told = f"has no effect: the gateway behaves as if it were {show(found.value)}"
        return "forced", found.because or told
    told = f"may have no effect: usually it is as if it were {show(found.value)}"
    return "advisory", found.because or told


def bounds_text(kind: ir.Dimensions) -> str:
    """Tell the bounds of a size."""
    told = []
    for name in ("width", "height", "side", "longest", "shortest", "area"):
        range_: ir.Range = getattr(kind, name)
        least = range_.minimum if range_.minimum is not None else range_.exclusive_minimum
        most = range_.maximum if range_.maximum is not None else range_.exclusive_maximum
        noun = {"longest": "longest side", "shortest": "shortest side"}.get(name, name)
        if least is not None and most is not None:
            told.append(f"{noun} {least} to {most}")
        elif least is not None:
            told.append(f"{noun} at least {least}")
        elif most is not None:
            told.append(f"{noun} at most {most}")
        if range_.multiple_of is not None:
            told.append(f"{noun} a multiple of {range_.multiple_of}")
    low, high = kind.ratio_minimum, kind.ratio_maximum
    if low:
        told.append(f"ratio at least {low[0]}:{low[1]}")
    if high:
        told.append(f"ratio at most {high[0]}:{high[1]}")
    return ", ".join(told)


def size_text(kind: ir.Dimensions) -> str:
    """Demand a size of this spelling."""
    words = f", or one of {values_text(kind.words)}" if kind.words else ""
    return f"must be WIDTH{kind.separator}HEIGHT{words}"


def least_text(least: int, noun: str) -> str:
    """Demand a length of at least so many."""
    return "must not be empty" if least == 1 else f"must have at least {least} {noun}s"


def most_text(most: int, noun: str) -> str:
    """Demand a length of at most so many."""
    return f"must have at most {most} {noun}{'s' * (most != 1)}"


def lifecycle_text(lifecycle: ir.Lifecycle) -> str:
    """Tell where a model stands that is deprecated or retired; empty for any other."""
    if lifecycle.status not in ("deprecated", "retired"):
        return ""
    since = f" since {lifecycle.deprecated}" if lifecycle.deprecated else ""
    if lifecycle.retires and lifecycle.status == "deprecated":
        since += f", retires on {lifecycle.retires}"
    instead = f"; use {lifecycle.replacement}" if lifecycle.replacement else ""
    return f"is {lifecycle.status}{since}{instead}"


def elsewhere_text(models: tuple[str, ...]) -> str:
    """Name the models that know a member."""
    if len(models) <= 2:
        return " and ".join(models)
    return f"{models[0]} and {len(models) - 1} others"
