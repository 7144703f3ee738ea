"""Models of the catalogue -> modules of pydantic models, a class for each object of a body."""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass, field
from typing import Final

from modelpact import ir, naming
from modelpact.checks.scope import Module
from modelpact.places import object_name
from modelpact.print_py import (
    Assign,
    Call,
    Class,
    Declare,
    Expr,
    Line,
    Lit,
    Name,
    Stmt,
    Subscript,
    module,
)
from modelpact.python_checks.names import STYLE
from modelpact.python_checks.statements import constant
from modelpact.targets.pydantic.rules import rules_function
from modelpact.targets.pydantic.values import annotated, annotation, takes_null
from modelpact.text import Code, Text

_CHECKS: Final = """
MISSING AnyCase Body ByType Image Issue Items Limits Listed MultipleOf Omittable Real Rejected Separators Size
Tolerated Whole at bound_fault count dimensions having is_multiple is_number last_there matches nth_there number
one_of reach size_fault some_in some_not_in some_within standing surplus within
"""
IMPORTED: Final = (
    ("typing", ("Annotated", "Any", "Literal")),
    ("pydantic", ("ConfigDict", "Field")),
    ("._checks", tuple(_CHECKS.split())),
)
"""What a module may import, each name sorted as isort does: constants, classes, functions."""

TAKEN: Final = frozenset(
    "construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json update_forward_refs validate "
    "int str float bool list object model_computed_fields model_config model_construct model_copy model_dump "
    "model_dump_json model_extra model_fields model_fields_set model_json_schema model_parametrized_name "
    "model_post_init model_rebuild model_validate model_validate_json model_validate_strings".split()
)
"""What a field cannot be called: members of every pydantic model, and types that its annotation is made of."""

_LONG: Final = 48
_STRING: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'")
_WORD: Final = re.compile(r"\w+")
_PLAIN: Final = re.compile("[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class ModelView:
    """A module: who it is about, what it needs, and its code."""

    subject: Text
    origin: Text
    module: Code
    name: Code
    code: Code


def model_view(model: ir.Model, package: str) -> ModelView:
    """Write the module of a model."""
    classes = Classes(model)
    (body,) = model.body.kinds
    assert isinstance(body, ir.Object)
    name = classes.write(body, (), _about(model))
    constants = [constant(found) for found in classes.module.constants]
    top = module([*constants, *classes.aliases])
    classes.use(str(top))
    parts = [_imports(classes), str(top)] if top else [_imports(classes)]
    written = ["\n\n".join(parts), *(str(module([each])) for each in classes.classes)]
    subject = model.id if model.title == model.id else f"{model.title} ({model.id})"
    return ModelView(
        subject=Text(subject),
        origin=Text(f"spec/{model.origin.path}"),
        module=Code(f"{package}.{naming.module(model.id)}"),
        name=Code(name),
        code=Code("\n\n\n".join(written)),
    )


def class_name(model: ir.Model) -> str:
    """Name the class of a model's requests."""
    return naming.pascal(model.id)


@dataclass(slots=True)
class Classes:
    """Collects the classes of a model; each is written behind those that it needs."""

    model: ir.Model
    module: Module = field(default_factory=lambda: Module(STYLE, "", set(STYLE.taken)))
    aliases: list[Assign] = field(default_factory=list)
    classes: list[Class] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    """Words of the code, from which follows what must be imported."""

    def write(self, kind: ir.Object, path: ir.Path, about: str) -> str:
        """Write the class of the objects at a path, and return its name."""
        name = self._free(class_name(self.model) + object_name(path))
        taken: set[str] = set()
        fields = [self._field(member, path, name, taken) for member in kind.members]
        checks = rules_function(self.model, path, self.module)
        body: list[Stmt] = []
        if kind.closed:
            body.append(Assign("model_config", Call("ConfigDict", (), (("extra", Lit("forbid")),))))
        body += [*fields, *([checks] if checks else [])]
        if not body and not about:
            body = [Line("pass")]
        self.classes.append(Class(name, ("Body",), about, tuple(body)))
        self.use("Body ConfigDict" if kind.closed else "Body")
        self.use(*(str(each.annotation) for each in fields))
        self.use(str(module([checks])) if checks else "")
        return name

    def _field(self, member: ir.Member, path: ir.Path, owner: str, taken: set[str]) -> Declare:
        value = member.value
        name = naming.unique(_field_name(member.name), taken)
        taken.add(name)
        default = None if member.required else _default(value)
        match value.disposition:
            case ir.Rejected(because=because):
                refused = Call("Rejected", (Lit(because or "is not taken by this model"),))
                spelled, default = annotated(Name("None"), refused), Lit(None)
            case _:
                here = (*path, member.name)
                spelled = annotation(value, here, self._object)
                spelled = self._short(spelled, f"{owner}{naming.pascal(member.name)}")
                omittable = default is not None and default.value is None and not takes_null(value)
                if omittable:
                    spelled = Subscript("Omittable", (spelled,))
        extra: list[tuple[str, Expr]] = []
        if name != member.name:
            extra.append(("alias", Lit(member.name)))
        if value.deprecated:
            extra.append(("deprecated", Lit(True)))
        if extra:
            spelled = annotated(spelled, Call("Field", (), tuple(extra)))
        return Declare(name, spelled, default, _told(value))

    def _object(self, kind: ir.Object, value: ir.Value, path: ir.Path) -> Expr:
        # What a member is about stands below its field.
        return Name(self.write(kind, path, value.description if path[-1] == ir.EACH else ""))

    def _short(self, spelled: Expr, name: str) -> Expr:
        """Give a name to a long list of values."""
        match spelled:
            case Subscript("Literal") if len(str(spelled)) > _LONG:
                alias = self._free(name)
                self.aliases.append(Assign(alias, spelled))
                return Name(alias)
            case Subscript("Annotated", (Subscript("Literal") as literal, *metadata)):
                return Subscript("Annotated", (self._short(literal, name), *metadata))
            case _:
                return spelled

    def _free(self, name: str) -> str:
        return self.module.style.unique(name, self.module.taken)

    def use(self, *code: str) -> None:
        for spelled in code:
            self.used.update(_WORD.findall(_STRING.sub("", spelled)))


def _imports(classes: Classes) -> str:
    told = [
        _import(source, [name for name in names if name in classes.used])
        for source, names in IMPORTED
    ]
    return "\n\n".join(part for part in told if part)


def _import(source: str, names: list[str]) -> str:
    if not names:
        return ""
    line = f"from {source} import {', '.join(names)}"
    if len(line) <= 88:
        return line
    rows = "".join(f"    {name},\n" for name in names)
    return f"from {source} import (\n{rows})"


def _field_name(name: str) -> str:
    if _PLAIN.fullmatch(name) and not keyword.iskeyword(name) and name not in TAKEN:
        return name
    spelled = naming.snake(name)
    return f"{spelled}_" if keyword.iskeyword(spelled) or spelled in TAKEN else spelled


def _default(value: ir.Value) -> Lit:
    """What is taken where a member is absent, if it is a plain value that may stand here; else None."""
    default = value.default
    if default is None or default.whose != "server":
        return Lit(None)
    found = default.value.value
    if value.enum is not None:
        same = [word for word in value.enum if word == found and type(word) is type(found)]
        return Lit(same[0] if same else None)
    types: dict[type[ir.Kind], tuple[type, ...]] = {
        ir.Boolean: (bool,),
        ir.Integer: (int,),
        ir.Number: (int, float),
        ir.String: (str,),
    }
    fits = any(type(found) in types.get(type(kind), ()) for kind in value.kinds)
    return Lit(found if fits else None)


def _about(model: ir.Model) -> str:
    said = [f"A request to {model.title}.", model.description]
    lifecycle = model.lifecycle
    if lifecycle.status in ("deprecated", "retired"):
        instead = f"; use {lifecycle.replacement}" if lifecycle.replacement else ""
        said.append(f"The model is {lifecycle.status}{instead}.")
    return " ".join(part for part in said if part)


def _told(value: ir.Value) -> str:
    said = [value.description]
    match value.disposition:
        case ir.Honoured():
            pass
        case (
            ir.Forced(because=because)
            | ir.Advisory(because=because)
            | ir.Ignored(because=because)
            | ir.Converted(because=because)
            | ir.Unverified(because=because)
            | ir.Rejected(because=because)
        ):
            said.append(because)
    if value.advised is not None:
        said.append(value.advised.because)
    if value.default is not None:
        found = value.default.value.value
        text = found if isinstance(found, str) and found else value.default.value.text
        whose = {"server": "If left out", "client": "Clients send by themselves"}
        said.append(f"{whose[value.default.whose]}: {text}.")
    return " ".join(part for part in said if part)
