"""Values of the catalogue -> annotations of fields."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from modelpact import ir
from modelpact.checks.conditions import limits
from modelpact.print_py import Binary, Call, Display, Expr, Lit, Name, Subscript
from modelpact.python_checks.expressions import data

Spell = Callable[[ir.Object, ir.Value, ir.Path], Expr]
"""Writes the class of an object at a path, and returns its name."""

_NONE: Final = Name("None")
_ANY: Final = Name("Any")
_TYPES: Final[dict[type[ir.Kind], tuple[str, str]]] = {
    ir.Null: ("null", "None"),
    ir.Boolean: ("boolean", "bool"),
    ir.Integer: ("number", "int"),
    ir.Number: ("number", "float"),
    ir.String: ("string", "str"),
    ir.Array: ("array", "list[Any]"),
    ir.Object: ("object", "dict[str, Any]"),
}


def annotation(value: ir.Value, path: ir.Path, spell: Spell) -> Expr:
    """Spell what may stand at a path."""
    if value.enum is not None:
        return _listed(value, value.enum)
    if not value.kinds:
        return _ANY
    branches = [(_json_types(kind), _kind(kind, value, path, spell)) for kind in value.kinds]
    wrapped = _wraps(value)
    plain = tuple(each.value for each in value.tolerated if each.use is None)
    if plain and not wrapped:
        branches.append(("string", Subscript("Literal", tuple(Lit(word) for word in plain))))
    spelled = _union(branches)
    told = value.tolerated if wrapped else tuple(t for t in value.tolerated if t.use is not None)
    return annotated(spelled, *_tolerated(told))


def takes_null(value: ir.Value) -> bool:
    """Tell whether null may stand here."""
    if value.enum is not None:
        return None in value.enum
    return not value.kinds or any(isinstance(kind, ir.Null) for kind in value.kinds)


def annotated(spelled: Expr, *metadata: Expr) -> Expr:
    """Add to what is said of a type."""
    if not metadata:
        return spelled
    if isinstance(spelled, Subscript) and spelled.name == "Annotated":
        return Subscript("Annotated", (*spelled.keys, *metadata))
    return Subscript("Annotated", (spelled, *metadata))


def _wraps(value: ir.Value) -> bool:
    """Tell whether what is tolerated cannot be a branch of its own: other texts may stand here too."""
    return any("string" in _json_types(kind).split(" ") for kind in value.kinds)


def _tolerated(found: tuple[ir.Tolerated, ...]) -> tuple[Expr, ...]:
    if not found:
        return ()
    pairs = tuple(Display("tuple", (Lit(each.value), Lit(each.use))) for each in found)
    return (Call("Tolerated", (Display("tuple", pairs),)),)


def _union(branches: list[tuple[str, Expr]]) -> Expr:
    spelled = tuple(branch for _, branch in branches)
    if len(branches) == 1:
        return spelled[0]
    others = [each for each in branches if each[0] != "null"]
    if len(others) == 1:
        return Binary("|", (others[0][1], _NONE))
    types = Display("tuple", tuple(Lit(types) for types, _ in branches))
    return Subscript("Annotated", (Binary("|", spelled), Call("ByType", (types,))))


def _json_types(kind: ir.Kind) -> str:
    text = isinstance(kind, ir.Integer | ir.Number) and kind.numeric_text
    return f"{_TYPES[type(kind)][0]}{' string' * text}"


def _listed(value: ir.Value, enum: tuple[ir.Scalar, ...]) -> Expr:
    plain = tuple(each.value for each in value.tolerated if each.use is None)
    values = (*enum, *(word for word in plain if word not in enum))
    spelled: Expr = Subscript("Literal", tuple(Lit(word) for word in values))
    if any(isinstance(word, float) for word in values):
        types = dict.fromkeys(_TYPES[type(kind)][1] for kind in value.kinds)
        names = tuple(Name(name) for name in types) or (_ANY,)
        spelled = Binary("|", names) if len(names) > 1 else names[0]
    words = tuple(word for word in enum if isinstance(word, str))
    metadata: list[Expr] = []
    if any(word is not None and not isinstance(word, str) for word in values):
        metadata.append(Call("Listed", (data(values),)))
    if any(isinstance(kind, ir.Integer | ir.Number) and kind.numeric_text for kind in value.kinds):
        metadata.append(Call("Whole", (), (("text", Lit(True)),)))
    if value.ignore_case and words:
        metadata.append(Call("AnyCase", (data(words),)))
    for kind in value.kinds:
        if isinstance(kind, ir.String) and kind.dimensions and kind.dimensions.tolerated_separators:
            size = kind.dimensions
            others = data(size.tolerated_separators)
            metadata.append(Call("Separators", (data(words), Lit(size.separator), others)))
    told = tuple(each for each in value.tolerated if each.use is not None)
    return annotated(spelled, *metadata, *_tolerated(told))


def _kind(kind: ir.Kind, value: ir.Value, path: ir.Path, spell: Spell) -> Expr:
    match kind:
        case ir.Null():
            return _NONE
        case ir.Boolean():
            return Name("bool")
        case ir.Integer(range=range_, numeric_text=text):
            return annotated(Name("int"), *_whole(range_), _reads("Whole", text))
        case ir.Number(range=range_, numeric_text=text):
            return annotated(Name("float"), *_real(range_), _reads("Real", text))
        case ir.String():
            return annotated(Name("str"), *_text(kind, value))
        case ir.Array(items=items, min_items=least, max_items=most):
            item = _ANY if items is None else annotation(items, (*path, ir.EACH), spell)
            return annotated(Subscript("list", (item,)), *_items(least, most))
        case ir.Object(members=members, closed=closed):
            if members or closed:
                return spell(kind, value, path)
            return Subscript("dict", (Name("str"), _ANY))


def _reads(name: str, text: bool) -> Expr:
    return Call(name, (), (("text", Lit(True)),) if text else ())


def _field(**bounds: ir.Scalar) -> tuple[Expr, ...]:
    given = tuple((name, Lit(bound)) for name, bound in bounds.items() if bound is not None)
    return (Call("Field", (), given),) if given else ()


def _whole(found: ir.Range) -> tuple[Expr, ...]:
    """Bounds of an integer, as integers."""
    step = found.multiple_of
    fits = isinstance(step, int)
    bounds = _field(
        ge=None if found.minimum is None else math.ceil(found.minimum),
        gt=None if found.exclusive_minimum is None else math.floor(found.exclusive_minimum),
        le=None if found.maximum is None else math.floor(found.maximum),
        lt=None if found.exclusive_maximum is None else math.ceil(found.exclusive_maximum),
        multiple_of=step if fits else None,
    )
    return bounds if fits else (*bounds, *_multiple(step))


def _real(found: ir.Range) -> tuple[Expr, ...]:
    bounds = _field(
        ge=found.minimum,
        gt=found.exclusive_minimum,
        le=found.maximum,
        lt=found.exclusive_maximum,
    )
    return (*bounds, *_multiple(found.multiple_of))


def _multiple(step: int | float | None) -> tuple[Expr, ...]:
    return () if step is None else (Call("MultipleOf", (Lit(step),)),)


def _text(kind: ir.String, value: ir.Value) -> tuple[Expr, ...]:
    pattern = None if kind.pattern is None else f"^(?:{kind.pattern})$"
    found = _field(min_length=kind.min_length, max_length=kind.max_length, pattern=pattern)
    if kind.image is not None:
        return (*found, _image(kind.image))
    if kind.dimensions is not None:
        found = (*found, _size(kind.dimensions))
        if value.ignore_case and kind.dimensions.words:
            found = (*found, Call("AnyCase", (data(kind.dimensions.words),)))
    return found


def _items(least: int | None, most: int | None) -> tuple[Expr, ...]:
    bounds = (("least", least), ("most", most))
    given = tuple((name, Lit(bound)) for name, bound in bounds if bound is not None)
    return (Call("Items", (), given),) if given else ()


def _size(found: ir.Dimensions) -> Expr:
    given: list[tuple[str, Expr]] = []
    if found.words:
        given.append(("words", data(found.words)))
    if found.tolerated_separators:
        given.append(("others", data(found.tolerated_separators)))
    given += [(name, data(bounds)) for name, bounds in limits(found).items()]
    return Call("Size", (Lit(found.separator),), tuple(given))


def _image(found: ir.ImageInput) -> Expr:
    given: list[tuple[str, Expr]] = []
    if found.formats:
        given.append(("formats", data(found.formats)))
    given.append(("sources", data(found.sources)))
    if found.tolerated:
        given.append(("tolerated", data(found.tolerated)))
    if found.megabytes is not None:
        given.append(("megabytes", Lit(found.megabytes)))
    return Call("Image", (), tuple(given))
