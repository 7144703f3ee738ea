"""JSON Schema's conditions and what hangs on them -> rules, where the grammar of rules has the words."""

from __future__ import annotations

from typing import Any

from modelpact import ir
from modelpact.importing.flat import COUNTS, NUMBERS, SCALARS, TYPES, Condition, Union
from modelpact.importing.rules import ALWAYS, Atom, Draft, When, conj, negated
from modelpact.importing.schema import Schema, Source, Unsayable
from modelpact.importing.texts import whole

_PROSE = frozenset({"$comment", "description", "title", "examples", "example", "type", "default"})


class Conditions:
    """Reads conditions of one body; ``rules`` holds what came of them."""

    def __init__(self, source: Source, rules: list[Draft]) -> None:
        self.source = source
        self.rules = rules

    # --- what a schema asks as a condition ---

    def when(self, schema: Schema, path: ir.Path) -> When:
        """Alternatives under which a value at a path satisfies a schema."""
        found = self.source.followed(schema) if isinstance(schema.value, dict) else schema
        if found is None:
            raise Unsayable("a condition that leads nowhere")
        value = found.value
        if value is True or value == {}:
            return ALWAYS
        if value is False:
            return []
        if not isinstance(value, dict):
            raise Unsayable("what is no schema")
        made = self._leaf(value, path)
        needed = [name for name in value.get("required", ()) if isinstance(name, str)]
        for name in needed:
            made = conj(made, [[Atom((*path, name), "present")]])
        for name, member in found.members("properties").items():
            below = self.when(member, (*path, name))
            if below == ALWAYS:
                continue
            absent: When = [] if name in needed else [[Atom((*path, name), "absent")]]
            made = conj(made, [*absent, *below])
        for part in found.children("allOf"):
            made = conj(made, self.when(part, path))
        if "anyOf" in value or "oneOf" in value:
            words = [word for word in ("anyOf", "oneOf") if word in value]
            either = [
                item
                for word in words
                for part in found.children(word)
                for item in self.when(part, path)
            ]
            made = conj(made, either)
        if "not" in value:
            made = conj(made, negated(self.when(found.child("not"), path)))
        if "contains" in value:
            made = conj(made, self._contains(found, path))
        strange = value.keys() - _KNOWN
        if strange:
            raise Unsayable(f"a condition on {sorted(strange)[0]}")
        return made

    def _leaf(self, value: dict[str, Any], path: ir.Path) -> When:
        atoms: list[Atom] = []
        listed = [value["const"]] if "const" in value else value.get("enum")
        if listed is not None:
            if not all(isinstance(item, SCALARS) for item in listed):
                raise Unsayable("a condition on a list or an object")
            atoms.append(Atom(path, "in", list(listed)))
        bounds = {word: value[word] for word in NUMBERS if word in value}
        if any(isinstance(bound, bool) for bound in bounds.values()):
            raise Unsayable("a condition with bounds of OpenAPI 3.0")
        if bounds:
            atoms.append(Atom(path, "within", bounds))
        if "minItems" in value or "maxItems" in value:
            least, most = value.get("minItems"), value.get("maxItems")
            atoms.append(Atom((*path, ir.EACH), "count", (least, most)))
        if value.keys() & {"minLength", "maxLength", "pattern"}:
            raise Unsayable("a condition on the characters of a text")
        bare = value.keys() <= _PROSE | {"items"} and value.get("type") not in (
            None,
            "object",
            "array",
        )
        if bare:
            raise Unsayable("a condition on a type")
        return [atoms]

    def _contains(self, schema: Schema, path: ir.Path) -> When:
        least, most = schema.value.get("minContains", 1), schema.value.get("maxContains")
        inner = self.when(schema.child("contains"), (*path, ir.EACH))
        if (least, most) == (1, None):
            return [[Atom((*path, ir.EACH), "count", (1, None))]] if inner == ALWAYS else inner
        leaf = deepest(inner)
        return [[Atom(leaf or (*path, ir.EACH), "count", (least or None, most))]]

    # --- what is asked, and under which condition ---

    def condition(self, found: Condition, scope: ir.Path) -> None:
        """Turn ``if``, ``then`` and ``else`` into rules."""
        for asked, holds in ((found.then, True), (found.other, False)):
            if asked is None:
                continue
            try:
                when = self.when(found.when, scope)
                self.asks(asked, scope, when if holds else negated(when), found.comment)
            except Unsayable as reason:
                self.source.lose(found.at, f"the rules of pacts cannot say {reason}")

    def asks(self, schema: Schema, scope: ir.Path, when: When, comment: str) -> None:
        """Note the rules of a schema that an object at ``scope`` must satisfy under a condition."""
        found = self.source.followed(schema) if isinstance(schema.value, dict) else schema
        if found is None or found.value is True or not when:
            return
        value = found.value
        if value is False or (isinstance(value, dict) and value.get("not") in ({}, True)):
            self._refuse(when, scope, comment, schema.at)
            return
        if not isinstance(value, dict):
            raise Unsayable("what is no schema")
        comment = value["$comment"] if isinstance(value.get("$comment"), str) else comment
        names = [(*scope, name) for name in value.get("required", ()) if isinstance(name, str)]
        if names:
            self.rules.append(
                Draft(schema.at, scope, "required", names, when=when, comment=comment)
            )
        for name, member in found.members("properties").items():
            self._try(
                member.at,
                lambda m=member, n=name: self._member(m, scope, (*scope, n), when, comment),
            )
        for part in found.children("allOf"):
            self.asks(part, scope, when, comment)
        if "if" in value:
            holds = found.child("if")
            for word, sign in (("then", True), ("else", False)):
                if word in value:
                    inner = self.when(holds, scope)
                    both = conj(when, inner if sign else negated(inner))
                    self.asks(found.child(word), scope, both, comment)
        for word in ("anyOf", "oneOf"):
            if word in value:
                union = Union(
                    list(found.children(word)),
                    word == "oneOf",
                    f"{found.at}/{word}",
                    comment=comment,
                )
                self.group(union, scope, when)
        if "not" in value:
            self.refused(found.child("not"), scope, when, comment)
        if value.get("additionalProperties") is False:
            self.source.lose(
                f"{found.at}/additionalProperties", "an object that is closed under a condition"
            )
        strange = value.keys() - _KNOWN - {"if", "then", "else", "additionalProperties", "items"}
        if strange:
            raise Unsayable(f"what hangs on a condition: {sorted(strange)[0]}")

    def _try(self, at: str, act: Any) -> None:
        try:
            act()
        except Unsayable as reason:
            self.source.lose(at, f"the rules of pacts cannot say {reason}")

    def _member(
        self, schema: Schema, scope: ir.Path, path: ir.Path, when: When, comment: str
    ) -> None:
        found = self.source.followed(schema) if isinstance(schema.value, dict) else schema
        if found is None or found.value is True or found.value == {}:
            return
        value = found.value
        if value is False or value.get("not") in ({}, True):
            self.rules.append(
                Draft(schema.at, scope, "forbidden", [path], when=when, comment=comment)
            )
            return
        bounds = {key: value[key] for key in (*NUMBERS, *COUNTS) if key in value}
        if "const" in value or "enum" in value:
            listed = [value["const"]] if "const" in value else value["enum"]
            if not all(isinstance(item, SCALARS) for item in listed):
                raise Unsayable("values that are lists or objects")
            bounds |= {"const": listed[0]} if len(listed) == 1 else {"enum": listed}
        types = value.get("type")
        structural = types in ("object", "array") and not bounds
        if types is not None and not structural:
            bounds = {"type": types, **bounds}
        if "pattern" in value:
            made, remark = whole(value["pattern"])
            if remark:
                self.source.lose(f"{found.at}/pattern", remark)
            bounds |= {"pattern": made} if made else {}
        if set(bounds) - {"type"} or (bounds and not _is_all(types)):
            self.rules.append(Draft(schema.at, scope, "then", [path], bounds, when, comment))
        if value.keys() & {"properties", "required", "if", "allOf", "anyOf", "oneOf"}:
            if (
                value.keys() & {"anyOf", "oneOf"}
                and types != "object"
                and "properties" not in value
            ):
                raise Unsayable("alternatives of a value under a condition")
            rest = {
                k: v
                for k, v in value.items()
                if k not in bounds and k not in ("const", "enum", "type")
            }
            self.asks(Schema(rest, found.at, found.trail), path, when, comment)
        if isinstance(value.get("items"), dict):
            self._member(found.child("items"), scope, (*path, ir.EACH), when, comment)
        if "contains" in value:
            self.counts(found, scope, path, when, comment)
        if isinstance(value.get("not"), dict):
            listed = value["not"].get(
                "enum", [value["not"]["const"]] if "const" in value["not"] else None
            )
            if listed is None or not all(isinstance(item, SCALARS) for item in listed):
                raise Unsayable("the contrary of a schema")
            both = conj(when, [[Atom(path, "in", listed)]])
            self.rules.append(
                Draft(schema.at, scope, "forbidden", [path], when=both, comment=comment)
            )

    def counts(
        self, schema: Schema, scope: ir.Path, path: ir.Path, when: When, comment: str
    ) -> None:
        """Bound how many items of a list satisfy a schema that only says what must be there."""
        value = schema.value
        inner = self.when(schema.child("contains"), (*path, ir.EACH))
        leaf = (*path, ir.EACH) if inner == ALWAYS else deepest(inner)
        if leaf is None:
            raise Unsayable("a count of items that satisfy a schema")
        least, most = value.get("minContains", 1), value.get("maxContains")
        bounds = {"minimum": least} if least else {}
        bounds |= {"maximum": most} if most is not None else {}
        if least:  # a list that is not there has no items, and need not
            when = conj(when, [[Atom(path, "present")]])
        if bounds:
            self.rules.append(Draft(schema.at, scope, "limit", [leaf], bounds, when, comment))

    def group(self, union: Union, scope: ir.Path, when: When = ALWAYS) -> None:
        """Turn alternatives of what must be there into a rule, or raise Unsayable."""
        branches = [self.when(branch, scope) for branch in union.branches]
        paths = [_needed(branch) for branch in branches]
        if all(paths) and (not union.one or all(len(each or ()) == 1 for each in paths)):
            kind = "exactlyOne" if union.one else "atLeastOne"
            for clause in _clauses(paths):
                self.rules.append(
                    Draft(union.at, scope, kind, list(clause), when=when, comment=union.comment)
                )
            return
        if union.one:
            for number, one in enumerate(branches):
                for two in branches[number + 1 :]:
                    self._refuse(conj(when, conj(one, two)), scope, union.comment, union.at)
        either = [atoms for branch in branches for atoms in branch]
        self._refuse(conj(when, negated(either)), scope, union.comment, union.at)

    def refused(self, schema: Schema, scope: ir.Path, when: When, comment: str) -> None:
        """Refuse what satisfies a schema."""
        inner = self.when(schema, scope)
        if len(inner) == 1 and len(inner[0]) == 2 and all(a.check == "present" for a in inner[0]):
            paths = [atom.path for atom in inner[0]]
            self.rules.append(
                Draft(schema.at, scope, "atMostOne", paths, when=when, comment=comment)
            )
        else:
            self._refuse(conj(when, inner), scope, comment, schema.at)

    def _refuse(self, when: When, scope: ir.Path, comment: str, at: str) -> None:
        """Refuse a request under a condition: a member that it tells of must not be there, or must."""
        for atoms in when:
            inside = [
                a for a in atoms if a.path[: len(scope)] == scope and len(a.path) > len(scope)
            ]
            there = [a for a in inside if a.check in ("in", "not", "within", "present")]
            there.sort(key=lambda a: (a.check != "present", len(a.path)))
            gone = [a for a in inside if a.check == "absent"]
            counted = [a for a in inside if a.check == "count"]
            if there:
                rest = [a for a in atoms if a is not there[0] or a.check != "present"]
                draft = Draft(at, scope, "forbidden", [there[0].path], when=[rest], comment=comment)
            elif gone:
                rest = [a for a in atoms if a is not gone[0]]
                draft = Draft(at, scope, "required", [gone[0].path], when=[rest], comment=comment)
            elif counted:
                draft = Draft(
                    at, scope, "forbidden", [counted[0].path[:-1]], when=[atoms], comment=comment
                )
            else:
                raise Unsayable("a condition under which nothing is accepted")
            self.rules.append(draft)


def deepest(when: When) -> ir.Path | None:
    """The one path that must lead to something, where no more is asked."""
    if len(when) != 1:
        return None
    paths = _needed(when)
    return paths[0] if paths and len(paths) == 1 else None


def _needed(when: When) -> list[ir.Path] | None:
    """The paths that must lead to something, where no more is asked; None where more is."""
    if len(when) != 1 or not when[0]:
        return None
    paths = []
    for atom in when[0]:
        if atom.check == "present" or (atom.check == "count" and atom.value == (1, None)):
            paths.append(atom.path)
        else:
            return None
    return [p for p in paths if not any(q != p and q[: len(p)] == p for q in paths)]


def _clauses(paths: list[list[ir.Path] | None]) -> list[tuple[ir.Path, ...]]:
    """One path of each alternative, in every way."""
    found: list[tuple[ir.Path, ...]] = [()]
    for each in paths:
        found = [(*clause, path) for clause in found for path in each or ()]
        if len(found) > 8:
            raise Unsayable("alternatives of many members")
    return list(dict.fromkeys(tuple(dict.fromkeys(clause)) for clause in found))


def _is_all(types: Any) -> bool:
    return types is None or (isinstance(types, list) and set(types) >= {*TYPES} - {"integer"})


_KNOWN = _PROSE | {
    *NUMBERS, *COUNTS, "const", "enum", "pattern", "required", "properties", "allOf", "anyOf", "oneOf", "not",
    "contains", "minContains", "maxContains", "items", "nullable",
}  # fmt: skip
