"""Models of the catalogue -> code: a schema for each object of a body, the rules about it, and its type."""

from __future__ import annotations

from dataclasses import dataclass, field

from modelpact import ir, naming
from modelpact.checks.homes import faults
from modelpact.checks.scope import Module, Scope
from modelpact.javascript_checks.expressions import Expressions
from modelpact.javascript_checks.statements import Statements, constant
from modelpact.places import object_name
from modelpact.print_ts import WIDTH, doc_lines, key
from modelpact.targets.zod.layout import Apply, Code, Property, Schema, Shape, lines
from modelpact.targets.zod.values import Schemas
from modelpact.typescript_types import doc_of


@dataclass(slots=True)
class Model:
    """The code of a model under construction, in the module that it shares with others or has for itself."""

    model: ir.Model
    module: Module
    blocks: list[str] = field(default_factory=list)

    def code(self) -> str:
        """Write everything: constants, then for each object its rules, its schema and its type."""
        (body,) = self.model.body.kinds
        assert isinstance(body, ir.Object)
        lifecycle = self.model.lifecycle.status in ("deprecated", "retired")
        about = (f"A request to {self.model.title}. {self.model.description}",)
        self._object(body, about, (), lifecycle)
        constants = "\n".join(map(constant, self.module.constants))
        return "\n\n".join([*([constants] if constants else []), *self.blocks])

    def _object(
        self, kind: ir.Object, about: tuple[str, ...], path: ir.Path, deprecated: bool = False
    ) -> Schema:
        name = self.module.style.unique(schema_name(self.model, path), self.module.taken)
        schemas = Schemas(self.module, self._inner)
        members = tuple(self._member(member, path, schemas) for member in kind.members)
        written: Schema = Shape("z.strictObject" if kind.closed else "z.looseObject", members)
        rules = self._rules(path, name)
        if rules:
            written = Apply("withRules", (written, Code(rules)))
        told = doc_lines(about, 0, deprecated)
        self.blocks.append("\n".join([*told, *lines(f"export const {name} = ", written, ";", 0)]))
        self.blocks.append("\n".join(_inferred(name)))
        return Code(name)

    def _member(self, member: ir.Member, path: ir.Path, schemas: Schemas) -> Property:
        value = member.value
        found = schemas.value(value, (*path, member.name))
        schema = found if member.required else Apply("z.optional", (found,))
        return Property(_key(member.name), schema, doc_of(value), value.deprecated)

    def _inner(self, kind: ir.Object, value: ir.Value, path: ir.Path) -> Schema:
        return self._object(kind, (value.description,), path)

    def _rules(self, path: ir.Path, name: str) -> str:
        """Write the function that checks the rules of an object, and return its name."""
        found = faults(self.model, path, Scope(self.module, body="body"))
        if not found:
            return ""
        function = f"check{name}"
        rows = Statements(Expressions(self.module), issues="").block(found, 2)
        head = [f"function {function}(body: Body, note: Note): void {{"]
        if len(head[0]) > WIDTH:
            head = [f"function {function}(", "  body: Body,", "  note: Note,", "): void {"]
        self.blocks.append("\n".join([*head, *rows, "}"]))
        return function


def schema_name(model: ir.Model, path: ir.Path = ()) -> str:
    """Name a schema, and its type."""
    return naming.pascal(model.id) + object_name(path)


def _key(name: str) -> str:
    """A property; the one that would set the prototype is computed."""
    return '["__proto__"]' if name == "__proto__" else key(name)


def _inferred(name: str) -> list[str]:
    line = f"export type {name} = z.infer<typeof {name}>;"
    if len(line) <= WIDTH:
        return [line]
    return [f"export type {name} = z.infer<", f"  typeof {name}", ">;"]
