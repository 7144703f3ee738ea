"""One TypedDict a model, and the ones inside of it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from modelpact import ir, naming, wire
from modelpact.clients.python import (
    Parameter,
    is_plain,
    is_rejected,
    parameters,
)
from modelpact.docstrings import docstring
from modelpact.print_py import Assign as Assignment
from modelpact.print_py import Call, Display, Lit, Name, module
from modelpact.text import quoted

WIDTH: Final = 88
_IMPORTED: Final = (
    ("collections.abc", ("Mapping", "Sequence")),
    ("typing", ("Any", "Literal", "Required", "TypedDict", "Union")),
)
_STRING: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
_WORD: Final = re.compile(r"\w+")
ONE: Final = "ImageInput"
SEVERAL: Final = "ImageInput | Sequence[ImageInput]"


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a class: its type without Required, and what it means."""

    name: str
    type: str
    required: bool
    doc: str


@dataclass(slots=True)
class Types:
    """Collects the types of a module; each is written behind those that it needs."""

    taken: set[str] = field(default_factory=set)
    blocks: list[str] = field(default_factory=list)
    public: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Words of the types, from which follows what must be imported."""
    alike: dict[str, list[str]] = field(default_factory=dict)
    """Ids of models that take the same, by the first of them."""
    _firsts: dict[Hashable, ir.Model] = field(default_factory=dict)

    def model(self, model: ir.Model) -> None:
        """Write what a model takes; apart from prompt and image where there are conversations.

        A model that takes what one before it takes, to the word, has a class under that one's.
        """
        about = f"What {model.title} ({model.id}) takes."
        held = f"What {model.title} ({model.id}) takes in a conversation."
        said = (*_prompt(model), *_image(model))
        first = self._firsts.setdefault(_shape(model), model)
        self.alike.setdefault(first.id, []).append(model.id)
        if first is not model:
            if wire.turns(model):
                self._class(settings_name(model), settings_name(first), (), held)
            self._class(params_name(model), params_name(first), (), about)
            return
        settings = self._settings(model, naming.pascal(model.id))
        if wire.turns(model):
            self._class(settings_name(model), "RequestOptions", settings, held)
            self._class(params_name(model), settings_name(model), said, about)
        else:
            self._class(params_name(model), "RequestOptions", (*said, *settings), about)

    def _settings(self, model: ir.Model, stem: str) -> tuple[Field, ...]:
        return tuple(
            self._field(stem, p.name, p.value, p.required)
            for p in parameters(model)
            if not is_rejected(p.value)
        )

    def _field(self, stem: str, name: str, value: ir.Value, required: bool) -> Field:
        own = stem + naming.pascal(name)
        spelled = self._spelled(own, value)
        shown = f"Required[{spelled}]" if required else spelled
        if len(f"    {name}: {shown}") > WIDTH and not spelled.isidentifier():
            spelled = self._alias(own, spelled)
        return Field(name, spelled, required, _doc(value))

    def _spelled(self, own: str, value: ir.Value) -> str:
        """The type of a value on one line; classes inside of it are written first."""
        if isinstance(value.disposition, ir.Forced):
            forced = value.disposition.value
            if not isinstance(forced, float):
                return _literal((forced,))
        if value.enum and not any(isinstance(word, float) for word in value.enum):
            return _literal(value.enum)
        kinds = dict.fromkeys(self._kind(own, kind) for kind in value.kinds)
        if "float" in kinds:
            kinds.pop("int", None)
        return " | ".join(kinds) or "Any"

    def _kind(self, own: str, kind: ir.Kind) -> str:
        match kind:
            case ir.Null():
                return "None"
            case ir.Boolean():
                return "bool"
            case ir.Integer():
                return "int"
            case ir.Number():
                return "float"
            case ir.String(image=image):
                return "str" if image is None else ONE
            case ir.Array(items=items):
                inner = "Any" if items is None else self._spelled(f"{own}Item", items)
                return f"Sequence[{inner}]"
            case ir.Object(members=members):
                inside = [m for m in members if not is_rejected(m.value)]
                return self._object(own, inside) if inside else "Mapping[str, Any]"

    def _object(self, own: str, members: list[ir.Member]) -> str:
        fields = [self._field(own, m.name, m.value, m.required) for m in members]
        name = self._free(own)
        if all(is_plain(member.name) for member in members):
            self._class(name, "", fields, "")
        else:
            rows = tuple(
                (Lit(f.name), Name(f"Required[{f.type}]" if f.required else f.type)) for f in fields
            )
            self._use("TypedDict", *(str(row[1]) for row in rows))
            made = Call("TypedDict", (Lit(name), Display("dict", rows)), (("total", Lit(False)),))
            self._write(name, str(module([Assignment(name, made)])))
        return name

    def _alias(self, own: str, spelled: str) -> str:
        name = self._free(own)
        self._use(_opened(spelled)[0], spelled)
        self._write(name, _assigned(name, spelled))
        return name

    def _class(self, name: str, base: str, fields: Sequence[Field], about: str) -> None:
        bases = f"{base}, total=False" if base else "TypedDict, total=False"
        lines = [f"class {name}({bases}):", *docstring(about, 4)]
        if about and fields:
            lines.append("")
        self._use("" if base else "TypedDict")
        for member in fields:
            self._use("Required" if member.required else "", member.type)
            lines += [*_annotated(member), *docstring(member.doc, 4)]
        if not fields and not about:
            lines.append("    pass")
        self._write(name, "\n".join(lines))

    def _use(self, *types: str) -> None:
        for spelled in types:
            self.used.update(_WORD.findall(_STRING.sub("", spelled)))

    def _write(self, name: str, text: str) -> None:
        self.taken.add(name)
        self.public.append(name)
        self.blocks.append(text)

    def _free(self, wanted: str) -> str:
        number, name = 1, wanted
        while name in self.taken:
            number += 1
            name = f"{wanted}{number}"
        self.taken.add(name)
        return name

    @property
    def text(self) -> str:
        """The types, set apart as black does."""
        parts: list[str] = []
        for before, block in zip(["", *self.blocks], self.blocks, strict=False):
            if parts:
                near = not before.startswith("class ") and not block.startswith("class ")
                parts.append("\n" if near else "\n\n\n")
            parts.append(block)
        return "".join(parts)

    @property
    def imports(self) -> str:
        """The imports that the text needs."""
        lines = []
        for source, known in _IMPORTED:
            wanted = [name for name in known if name in self.used]
            if wanted:
                lines.append(f"from {source} import {', '.join(wanted)}")
        return "\n".join(lines)


def params_name(model: ir.Model) -> str:
    """The class of what a call takes."""
    return f"{naming.pascal(model.id)}Params"


def settings_name(model: ir.Model) -> str:
    """The class of what a conversation takes from its beginning."""
    return f"{naming.pascal(model.id)}Settings"


def _shape(model: ir.Model) -> Hashable:
    """All that is written of a model but for its names: what is equal here is one overload."""
    alone = Types()
    settings = alone._settings(model, "")
    return wire.turns(model) is not None, *_prompt(model), *_image(model), *settings, *alone.blocks


def _prompt(model: ir.Model) -> Iterator[Field]:
    if any(place.argument == "prompt" for layout in model.layouts for place in layout.places):
        yield Field("prompt", "str", True, "What to make, in words.")


def _image(model: ir.Model) -> Iterator[Field]:
    """Pictures that go in, where the model takes any."""
    most = model.images.maximum
    takes = any(p.argument == "image" for layout in model.layouts for p in layout.places)
    if not takes or most == 0:
        return
    kind = ONE if most == 1 else SEVERAL
    least = model.images.minimum
    told = {None: "Pictures", 1: "The picture"}.get(most, f"Up to {most} pictures")
    doc = f"{told} to work from: a path, bytes, an open file, a URL or a data URI."
    yield Field("image", kind, least > 0, doc)


def _doc(value: ir.Value) -> str:
    said = [value.description]
    match value.disposition:
        case (
            ir.Forced(because=because)
            | ir.Advisory(because=because)
            | ir.Ignored(because=because)
            | ir.Unverified(because=because)
            | ir.Converted(because=because)
        ):
            said.append(because)
        case _:
            pass
    if value.default is not None and value.default.whose == "server":
        said.append(f"If left out: {value.default.value.text}.")
    return " ".join(part for part in said if part)


def _literal(values: tuple[ir.Scalar, ...]) -> str:
    return f"Literal[{', '.join(_word(value) for value in values)}]"


def _word(value: ir.Scalar) -> str:
    return quoted(value) if isinstance(value, str) else str(value)


def _annotated(member: Field) -> list[str]:
    start, end = ("Required[", "]") if member.required else ("", "")
    line = f"    {member.name}: {start}{member.type}{end}"
    if len(line) <= WIDTH:
        return [line]
    start, end = (start, end) if member.required else ("(", ")")
    return [f"    {member.name}: {start}", f"        {member.type}", f"    {end}"]


def _assigned(name: str, spelled: str) -> str:
    """An alias, over several lines where it does not fit."""
    line = f"{name} = {spelled}"
    if len(line) <= WIDTH:
        return line
    head, items = _opened(spelled)
    inner = "    " + ", ".join(items)
    if len(inner) <= WIDTH:
        return f"{name} = {head}[\n{inner}\n]"
    rows = "".join(f"    {item},\n" for item in items)
    return f"{name} = {head}[\n{rows}]"


def _opened(spelled: str) -> tuple[str, list[str]]:
    """Part ``Literal[a, b]`` or ``a | b`` at its outermost commas or bars."""
    parts = _parted(spelled, " | ")
    if len(parts) == 1 and spelled.startswith("Literal["):
        return "Literal", _parted(spelled.removeprefix("Literal[").removesuffix("]"), ", ")
    return "Union", parts


def _parted(body: str, sign: str) -> list[str]:
    """Split at a sign that stands in no text and no brackets."""
    parts, depth, quote, start, index = [], 0, "", 0, 0
    while index < len(body):
        char = body[index]
        if quote:
            if char == "\\":
                index += 1
            elif char == quote:
                quote = ""
        elif char in "\"'":
            quote = char
        elif char in "[]":
            depth += 1 if char == "[" else -1
        elif not depth and body.startswith(sign, index):
            parts.append(body[start:index])
            index += len(sign) - 1
            start = index + 1
        index += 1
    return [*parts, body[start:]]


__all__ = ["Parameter", "Types", "params_name", "settings_name"]
