"""Requests as structs, with constants for the values that may be chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from modelpact import ir
from modelpact.naming import unique
from modelpact.print_go import Alias, Constants, Declaration, Field, Struct
from modelpact.targets.go import docs
from modelpact.targets.go.spelling import constant, exported, singular

_INT32: Final = 2**31 - 1
_METHODS: Final = frozenset({"Validate"})
# What encoding/json takes for the name of a member.
_TAGGABLE: Final = re.compile(r"(?!-\Z)[\w!#$%&()*+\-./:;<=>?@\[\]^{|}~ ]+")


@dataclass(slots=True)
class Types:
    """Declarations of a package under construction. ``taken`` are the names of the package, which grow."""

    taken: set[str]
    found: list[Declaration] = field(default_factory=list)

    def request(self, model: ir.Model, stem: str) -> str:
        """Declare what a model takes, and return the name of the struct."""
        (body,) = model.body.kinds
        assert isinstance(body, ir.Object)
        doc = (f"is a request to {model.title}.", model.description)
        return self._struct(body, f"{stem}Request", stem, (), doc)

    def _name(self, wanted: str) -> str:
        name = unique(wanted, self.taken, mark="")
        self.taken.add(name)
        return name

    def _struct(
        self, kind: ir.Object, wanted: str, stem: str, path: ir.Path, doc: tuple[str, str]
    ) -> str:
        name = self._name(wanted)
        position = len(self.found)
        fields: list[Field] = []
        taken = set(_METHODS)
        for member in kind.members:
            if not _written(member):
                continue
            spelled = unique(exported(member.name), taken, mark="")
            taken.add(spelled)
            fields.append(self._field(member, spelled, stem, (*path, member.name)))
        told, description = doc
        declared = Struct(name, tuple(fields), (f"{name} {told}", description))
        self.found.insert(position, declared)
        return name

    def _field(self, member: ir.Member, name: str, stem: str, path: ir.Path) -> Field:
        value = member.value
        type_ = self._type(value, f"{stem}{exported(member.name)}", path)
        empty = type_ == "any" or type_.startswith(("[]", "map["))
        if not member.required and not empty:
            type_ = f"*{type_}"
        tag = member.name if member.required and not empty else f"{member.name},omitempty"
        return Field(name, type_, tag, docs.field(value))

    def _type(self, value: ir.Value, stem: str, path: ir.Path) -> str:
        """The type of a value, without a pointer; what is inside of it is declared."""
        if len(value.kinds) != 1:
            return "any"
        match value.kinds[0]:
            case ir.Boolean():
                return "bool"
            case ir.Integer(range=bounds):
                return "int" if _small(bounds) else "int64"
            case ir.Number():
                return "float64"
            case ir.String():
                plain = value.enum is None or path == ("model",)
                return "string" if plain else self._texts(value, stem, path)
            case ir.Array(items=items):
                item = self._type(items or ir.Value(), singular(stem), (*path, ir.EACH))
                return f"[]{item}"
            case ir.Object(members=members) as kind if members:
                # Of a member the field tells it.
                description = value.description if path[-1] == ir.EACH else ""
                doc = (f"is what stands at {ir.pointer(path)}.", description)
                return self._struct(kind, stem, stem, path, doc)
            case ir.Object():
                return "map[string]any"
            case _:
                return "any"

    def _texts(self, value: ir.Value, stem: str, path: ir.Path) -> str:
        """A type for texts from a list."""
        spelled = self._name(stem)
        said = dict(value.enum_descriptions)
        members = []
        for each in value.enum or ():
            suffix = constant(each) if isinstance(each, str) else ""
            if suffix and f"{spelled}{suffix}" not in self.taken:
                self.taken.add(f"{spelled}{suffix}")
                members.append((f"{spelled}{suffix}", str(each), said.get(each, "")))
        self.found.append(
            Alias(spelled, "string", (f"{spelled} is a value at {ir.pointer(path)}.",))
        )
        if members:
            self.found.append(Constants(spelled, tuple(members), ("What it may be.",)))
        return spelled


def unwritten(value: ir.Value, path: ir.Path = ()) -> Iterator[ir.Path]:
    """Members that no field can stand for, as their names cannot be written in a tag."""
    for kind in value.kinds:
        match kind:
            case ir.Object(members=members):
                for member in members:
                    if not _TAGGABLE.fullmatch(member.name):
                        yield (*path, member.name)
                    else:
                        yield from unwritten(member.value, (*path, member.name))
            case ir.Array(items=ir.Value() as items):
                yield from unwritten(items, (*path, ir.EACH))
            case _:
                pass


def _written(member: ir.Member) -> bool:
    refused = isinstance(member.value.disposition, ir.Rejected)
    return not refused and _TAGGABLE.fullmatch(member.name) is not None


def _small(bounds: ir.Range) -> bool:
    """Tell whether a number is at home in an int of any machine."""
    least = bounds.minimum if bounds.minimum is not None else bounds.exclusive_minimum
    most = bounds.maximum if bounds.maximum is not None else bounds.exclusive_maximum
    return least is not None and most is not None and least >= -_INT32 and most <= _INT32
