"""Values of the catalogue -> schemas."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from modelpact import ir
from modelpact.checks.conditions import limits
from modelpact.checks.scope import Module
from modelpact.targets.zod.layout import Apply, Code, Literal, Property, Schema, Several, Shape

Spell = Callable[[ir.Object, ir.Value, ir.Path], Schema]
"""Writes the schema of an object at a path, and returns its name."""

_TYPES: Final[dict[type[ir.Kind], str]] = {
    ir.Null: "null",
    ir.Boolean: "boolean",
    ir.Integer: "number",
    ir.Number: "number",
    ir.String: "string",
    ir.Array: "array",
    ir.Object: "object",
}


_NEVER: Final = Code("z.never()")


class Schemas:
    """Spells schemas; patterns become constants of the module."""

    def __init__(self, module: Module, spell: Spell) -> None:
        self._module = module
        self._spell = spell

    def value(self, value: ir.Value, path: ir.Path) -> Schema:
        """Spell what may stand at a path."""
        if isinstance(value.disposition, ir.Rejected):
            return _NEVER
        if value.enum is not None:
            return self._listed(value, value.enum)
        if not value.kinds:
            return Code("z.unknown()")
        branches = [(kind, self._kind(kind, value, path)) for kind in value.kinds]
        told = _words(tuple(each.value for each in value.tolerated))
        return _union(branches, told)

    def _listed(self, value: ir.Value, enum: tuple[ir.Scalar, ...]) -> Schema:
        told = tuple(each.value for each in value.tolerated if each.value not in enum)
        options = [_words((*enum, *told)) or _NEVER]
        words = tuple(word for word in enum if isinstance(word, str))
        if value.ignore_case and words:
            options.append(_text(Apply("anyCase", (_list(words),))))
        for kind in value.kinds:
            match kind:
                case ir.String(
                    dimensions=ir.Dimensions(tolerated_separators=others) as size
                ) if others:
                    spelled = (_list(words), Literal(size.separator), _list(others))
                    options.append(_text(Apply("separated", spelled)))
                case ir.Integer(numeric_text=True) | ir.Number(numeric_text=True):
                    numbers = tuple(word for word in enum if not isinstance(word, str))
                    whole = isinstance(kind, ir.Integer)
                    options.append(_or_text(_words(numbers) or _NEVER, whole))
                case _:
                    pass
        return _any(options)

    def _kind(self, kind: ir.Kind, value: ir.Value, path: ir.Path) -> Schema:
        match kind:
            case ir.Null():
                return Code("z.null()")
            case ir.Boolean():
                return Code("z.boolean()")
            case ir.Integer(range=range_, numeric_text=text):
                return _number([Apply("whole", ()), *_bounds(range_)], text, whole=True)
            case ir.Number(range=range_, numeric_text=text):
                return _number(_bounds(range_), text, whole=False)
            case ir.String():
                return _text(*self._string(kind, value, path))
            case ir.Array(items=items, min_items=least, max_items=most):
                item = Code("z.unknown()") if items is None else self.value(items, (*path, ir.EACH))
                if not least and most is None:
                    return Apply("z.array", (item,))
                bounds = (Literal(least or 0), *(() if most is None else (Literal(most),)))
                return Apply("listOf", (item, *bounds))
            case ir.Object(members=members, closed=closed):
                if members or closed:
                    return self._spell(kind, value, path)
                return Code("z.looseObject({})")

    def _string(self, kind: ir.String, value: ir.Value, path: ir.Path) -> list[Schema]:
        checks: list[Schema] = []
        if kind.min_length:
            least = Literal(kind.min_length)
            checks.append(Apply("z.minLength" if kind.min_length == 1 else "atLeast", (least,)))
        if kind.max_length is not None:
            checks.append(Apply("atMost", (Literal(kind.max_length),)))
        if kind.pattern is not None:
            words = " ".join(step for step in path if step != ir.EACH)
            checks.append(Apply("z.regex", (Code(self._module.pattern(words, kind.pattern)),)))
        if kind.image is not None:
            checks.append(_image(kind.image))
        if kind.dimensions is not None:
            checks.append(self._size(kind.dimensions, value.ignore_case, path))
        return checks

    def _size(self, found: ir.Dimensions, ignore_case: bool, path: ir.Path) -> Schema:
        bounds, words = limits(found), " ".join(step for step in path if step != ir.EACH)
        held = self._module.constant(f"{words} limits", bounds) if bounds else "{}"
        arguments: list[Schema] = [Literal(found.separator), Code(held)]
        others, any_case = found.tolerated_separators, ignore_case and bool(found.words)
        if found.words or others:
            arguments.append(_list(found.words))
        if others or any_case:
            arguments.append(_list(others))
        if any_case:
            arguments.append(Literal(True))
        return Apply("size", tuple(arguments))


def _union(branches: list[tuple[ir.Kind, Schema]], told: Schema | None) -> Schema:
    schemas = [schema for _, schema in branches]
    rest = [schema for kind, schema in branches if not isinstance(kind, ir.Null)]
    inside = any(isinstance(kind, ir.Array | ir.Object) for kind, _ in branches)
    if told is not None:
        schemas.append(told)
    if len(schemas) == 1:
        return schemas[0]
    if len(schemas) == 2 and len(rest) == 1 and told is None:
        return Apply("z.nullable", (rest[0],))
    if not inside:
        return _any(schemas)
    names: dict[str, Schema] = {}
    for kind, schema in branches:
        names[_TYPES[type(kind)]] = schema
    if told is not None:
        names["string"] = _any([names["string"], told]) if "string" in names else told
    return Shape("byType", tuple(Property(name, schema) for name, schema in names.items()))


def _any(options: list[Schema]) -> Schema:
    return options[0] if len(options) == 1 else Several("z.union", tuple(options))


def _words(words: tuple[ir.Scalar, ...]) -> Schema | None:
    """One of these values."""
    if not words:
        return None
    if len(words) == 1:
        return Apply("z.literal", (Literal(words[0]),))
    texts = all(isinstance(word, str) for word in words)
    return Apply("z.enum" if texts else "z.literal", (_list(words),))


def _list(words: tuple[ir.Scalar, ...]) -> Literal:
    return Literal(list(words))


def _text(*checks: Schema) -> Schema:
    return Apply("z.string().check", checks) if checks else Code("z.string()")


def _number(checks: list[Schema], text: bool, whole: bool) -> Schema:
    number = Apply("z.number().check", tuple(checks)) if checks else Code("z.number()")
    return _or_text(number, whole) if text else number


def _or_text(number: Schema, whole: bool) -> Schema:
    return Apply("orText", (number, Literal(False)) if whole else (number,))


def _bounds(found: ir.Range) -> list[Schema]:
    bounds = (
        ("z.gte", found.minimum),
        ("z.gt", found.exclusive_minimum),
        ("z.lte", found.maximum),
        ("z.lt", found.exclusive_maximum),
        ("multiple", found.multiple_of),
    )
    return [Apply(name, (Literal(bound),)) for name, bound in bounds if bound is not None]


def _image(found: ir.ImageInput) -> Schema:
    arguments: list[Schema] = [_list((*found.sources, *found.tolerated))]
    if found.formats or found.megabytes is not None:
        arguments.append(_list(found.formats))
    if found.megabytes is not None:
        arguments.append(Literal(found.megabytes))
    return Apply("image", tuple(arguments))
