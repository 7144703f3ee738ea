"""What a model accepts as composite literals, which the code under ``verbatim/`` interprets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from modelpact import checks, ir
from modelpact.checks import conditions, prose
from modelpact.checks.remarks import presence
from modelpact.checks.scope import At
from modelpact.checks.values import Checks
from modelpact.print_go import Composite, Expr, Lit, Name, values
from modelpact.targets.go import narrow, patterns
from modelpact.targets.go.lookups import lookups
from modelpact.targets.go.rules import rule

Entries = list[tuple[str, Expr]]
SEVERITIES = {"error": Name("Error"), "warning": Name("Warning")}


@dataclass(frozen=True, slots=True)
class Table:
    """Writes the table of one model; ``elsewhere`` says for names which other models know them."""

    model: ir.Model
    elsewhere: Mapping[str, str]

    def written(self) -> Composite:
        """Write everything that is checked of the model."""
        (body,) = self.model.body.kinds
        assert isinstance(body, ir.Object)
        entries: Entries = [("id", Lit(self.model.id))]
        told = prose.lifecycle_text(self.model.lifecycle)
        if told:
            instead = self.model.lifecycle.replacement
            said = (Lit(told), Lit(instead)) if instead else (Lit(told), Lit(""))
            entries.append(("lifecycle", Composite("&lifecycle", said)))
        entries.append(("body", self._object(body, (), "object")))
        return Composite("model", (*entries, *lookups(checks.tables(self.model), self.model)))

    def _object(self, kind: ir.Object, path: ir.Path, type_: str) -> Composite:
        members = tuple(self._member(member, (*path, member.name)) for member in kind.members)
        entries: Entries = [("members", Composite("[]member", members))] if members else []
        if kind.closed:
            entries.append(("closed", Lit(True)))
        found = Checks(self.model, self._others()).known_elsewhere(kind, path)
        if found:
            rows = tuple(Composite("", (Lit(name), Lit(str(found[name])))) for name in found)
            entries.append(("elsewhere", Composite("[]elsewhere", rows)))
        rules = tuple(rule(each, self.model) for each in self.model.rules if each.scope == path)
        if rules:
            entries.append(("rules", Composite("[]rule", rules)))
        return Composite(type_, tuple(entries))

    def _others(self) -> dict[str, str]:
        known = {member.name for member in self.model.members}
        return {name: told for name, told in self.elsewhere.items() if name not in known}

    def _member(self, member: ir.Member, path: ir.Path) -> Composite:
        entries: Entries = [("name", Lit(member.name))]
        if member.required:
            entries.append(("required", Lit(True)))
        value = self._value(member.value, path, "value", presence(member.value, At()))
        if value.entries:
            entries.append(("value", value))
        return Composite("", tuple(entries))

    def _value(
        self, value: ir.Value, path: ir.Path, type_: str, said: Iterable[Any] = ()
    ) -> Composite:
        remarks = tuple(_remark(note) for note in said)
        present: Entries = [("presence", Composite("[]remark", remarks))] if remarks else []
        if isinstance(value.disposition, ir.Rejected):
            return Composite(type_, tuple(present))
        entries: Entries = []
        if value.kinds:
            entries.append(("kinds", narrow.kinds(value.kinds)))
            entries.append(("must", Lit(f"must be {prose.type_names(value)}")))
        entries += present
        if value.tolerated:
            rows = tuple(
                Composite("", (Lit(each.value), Lit(each.because), Lit(each.use)))
                for each in value.tolerated
            )
            entries.append(("tolerated", Composite("[]tolerated", rows)))
        for kind in value.kinds:
            entries += self._kind(kind, value, path)
        if value.enum is not None:
            entries.append(("enum", _enum(value, path)))
        if value.advised is not None:
            zone = narrow.constraint(value.advised.value, value)
            entries.append(("advised", Composite("&advice", (zone, Lit(value.advised.because)))))
        return Composite(type_, (*entries, *_wanted(value.disposition)))

    def _kind(self, kind: ir.Kind, value: ir.Value, path: ir.Path) -> Entries:
        match kind:
            case ir.Integer() | ir.Number():
                return _number(kind)
            case ir.String():
                return _text(kind, value)
            case ir.Array():
                return self._array(kind, path)
            case ir.Object() if kind.members or kind.closed:
                return [("object", self._object(kind, path, "&object"))]
            case _:
                return []

    def _array(self, kind: ir.Array, path: ir.Path) -> Entries:
        entries = narrow.limits("count", narrow.count(kind))
        if kind.items is not None:
            items = self._value(kind.items, (*path, ir.EACH), "&value")
            if items.entries:
                entries.append(("items", items))
        return entries


def _remark(note: Any) -> Composite:
    said: tuple[Expr, ...] = (
        Lit(note.code),
        SEVERITIES[note.severity],
        Lit(note.message),
        Lit(bool(note.mend)),
    )
    return Composite("", said)


def _number(kind: ir.Integer | ir.Number) -> Entries:
    entries = narrow.limits("limits", narrow.numbers(kind.range, isinstance(kind, ir.Integer)))
    if kind.numeric_text:
        entries.append(("numericText", Lit(True)))
    return entries


def _text(kind: ir.String, value: ir.Value) -> Entries:
    listed = value.enum is not None and conditions.texts_only(value.enum) and len(value.kinds) == 1
    size = _size(kind.dimensions, value) if kind.dimensions else None
    spelled: Entries = [("size", size)] if size else []
    if listed:  # a text from a list keeps whatever else is asked
        return spelled
    entries = narrow.limits("length", narrow.length(kind))
    if kind.pattern is not None and patterns.why_not(kind.pattern) is None:
        entries.append(("pattern", patterns.spelled(kind.pattern)))
    if kind.image is not None:
        entries.append(("picture", _picture(kind.image)))
    return entries + spelled


def _size(kind: ir.Dimensions, value: ir.Value) -> Composite:
    listed = value.enum is not None
    entries: Entries = [("separator", Lit(kind.separator))]
    if kind.tolerated_separators:
        entries.append(("tolerated", values(kind.tolerated_separators, "[]string")))
    if listed:
        return Composite("&size", tuple(entries))
    entries += narrow.size(kind)
    if kind.words and value.ignore_case:
        entries.append(("ignoreCase", Lit(True)))
    if kind.nearest_word is not None and kind.words and not narrow.bounded(kind):
        entries += [("nearest", Lit(True)), ("near", Lit(kind.nearest_word))]
    entries.append(("must", Lit(prose.size_text(kind))))
    if narrow.bounded(kind):
        entries.append(("keep", Lit(f"must keep its limits: {prose.bounds_text(kind)}")))
    return Composite("&size", tuple(entries))


def _picture(kind: ir.ImageInput) -> Composite:
    entries: Entries = []
    for name, found in (
        ("formats", kind.formats),
        ("sources", kind.sources),
        ("tolerated", kind.tolerated),
    ):
        if found:
            entries.append((name, values(found, "[]string")))
    if kind.megabytes is not None:
        entries.append(("megabytes", Lit(kind.megabytes)))
    return Composite("&picture", tuple(entries))


def _enum(value: ir.Value, path: ir.Path) -> Composite:
    assert value.enum is not None
    code, message = prose.unlisted_text(value, path)
    entries: Entries = [
        ("values", values(value.enum)),
        ("code", Lit(code)),
        ("message", Lit(message)),
    ]
    if value.ignore_case:
        entries.append(("ignoreCase", Lit(True)))
    return Composite("&enum", tuple(entries))


def _wanted(disposition: ir.Disposition) -> Iterable[tuple[str, Expr]]:
    if isinstance(disposition, ir.Forced | ir.Advisory):
        code, message = prose.settled_text(disposition)
        yield "wanted", Composite("&wanted", (Lit(code), Lit(disposition.value), Lit(message)))
