"""Values of the catalogue -> statements that check them.

A value gets one issue at the most: the first constraint that it breaks, then the first remark. What is known from its
presence alone (rejected, ignored, unverified, deprecated) is said apart from that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from modelpact import ir, naming
from modelpact.print_py import (
    Assign,
    Binary,
    Call,
    Def,
    Display,
    Do,
    Expr,
    For,
    If,
    Item,
    Lit,
    Name,
    Not,
    Stmt,
)
from modelpact.python_checks import conditions
from modelpact.python_checks.rules import rule_statements
from modelpact.python_checks.scope import At, Scope, issue

_NAMES = {
    ir.Null: "null",
    ir.Boolean: "true or false",
    ir.Integer: "an integer",
    ir.Number: "a number",
    ir.String: "a string",
    ir.Array: "an array",
    ir.Object: "an object",
}
_LONG = 160


@dataclass(frozen=True, slots=True)
class Checks:
    """Writes the checks of one model: its rules, and what the rest of the provider knows by the same names."""

    model: ir.Model
    elsewhere: Mapping[str, str]

    def object_(
        self, kind: ir.Object, body: str, at: At, path: ir.Path, scope: Scope
    ) -> list[Stmt]:
        """Check the members of an object, the rules about it, and that nothing unknown is in it."""
        known = scope.local("known" if not path else f"{path[-1]} known")
        written: list[Stmt] = [Assign(known, Lit(0))]
        for member in kind.members:
            written += self._member(member, body, known, at, path, scope)
        for rule in self.model.rules:
            if rule.scope == path:
                written += rule_statements(rule, self.model, body, at, scope)
        names = Display("tuple", tuple(Lit(member.name) for member in kind.members))
        arguments: list[Expr] = [
            Name(body),
            scope.module.constant("members" if not path else f"{_words(path)} members", names),
            at.expr,
            Name("issues"),
        ]
        elsewhere = self._elsewhere(kind, path)
        if elsewhere.items:
            hint = "elsewhere" if not path else f"{_words(path)} elsewhere"
            arguments.append(scope.module.constant(hint, elsewhere))
        keywords = (("severity", Lit("error")),) if kind.closed else ()
        test = Binary("!=", (Name(known), Call("len", (Name(body),))))
        return [*written, If(((test, (Do(Call("unknown", tuple(arguments), keywords)),)),))]

    def _elsewhere(self, kind: ir.Object, path: ir.Path) -> Display:
        """Where names that are unknown here are known: at another depth of this model, or to other models."""
        if ir.EACH in path:
            return Display("dict", ())
        mine = {member.name for member in kind.members}
        found = dict(self.elsewhere) if not path else {}
        for argument in self.model.arguments:
            if argument.path[:-1] != path and argument.path[-1] not in mine:
                found[argument.path[-1]] = ir.pointer(argument.path)
        for member in self.model.members if path else ():
            found.setdefault(member.name, ir.pointer((member.name,)))
        for layout in self.model.layouts if not path else ():
            for place in layout.places:
                if place.argument and ir.EACH not in place.path and len(place.path) > 1:
                    found.setdefault(place.path[-1], ir.pointer(place.path))
        entries = tuple((Lit(name), Lit(found[name])) for name in sorted(found) if name not in mine)
        return Display("dict", entries)

    def _member(
        self, member: ir.Member, body: str, known: str, at: At, path: ir.Path, scope: Scope
    ) -> list[Stmt]:
        here = at.member(member.name)
        there: list[Stmt] = [Assign(known, Lit(1), "+=")]
        there += presence(member.value, here)
        if not isinstance(member.value.disposition, ir.Rejected):
            variable = scope.local(member.name)
            checks = self.value(member.value, variable, here, (*path, member.name), scope)
            if checks:
                there += [Assign(variable, Item(Name(body), Lit(member.name))), *checks]
        absent: tuple[Stmt, ...] = ()
        if member.required:
            absent = (issue(here.expr, "required", "error", "is required"),)
        return [If(((Binary("in", (Lit(member.name), Name(body))), tuple(there)),), absent)]

    def value(
        self, value: ir.Value, variable: str, at: At, path: ir.Path, scope: Scope
    ) -> list[Stmt]:
        """Check what stands in a variable."""
        if not value.kinds:
            return self._chain([], value, variable, at, path, scope)
        text = [kind for kind in value.kinds if isinstance(kind, ir.String)]
        if (
            len(value.kinds) == 1
            and text
            and value.enum is not None
            and conditions.texts_only(value.enum)
        ):
            return self._choice(value, variable, at, path, scope)
        branches: list[tuple[Expr, tuple[Stmt, ...]]] = []
        last: list[Stmt] = [issue(at.expr, "type", "error", f"must be {type_names(value)}")]
        for kind in value.kinds:
            match kind:
                case ir.Integer() | ir.Number():
                    last = self._number(kind, value, variable, at, path, scope)
                case _:
                    test, body = self._kind(kind, value, variable, at, path, scope)
                    branches.append((test, tuple(body)))
        if value.tolerated and not text:
            branches = [*self._tolerated(value, Name(variable), at), *branches]
        return [If(tuple(branches), tuple(last))] if branches else last

    def _kind(
        self, kind: ir.Kind, value: ir.Value, variable: str, at: At, path: ir.Path, scope: Scope
    ) -> tuple[Expr, list[Stmt]]:
        name = Name(variable)
        match kind:
            case ir.Null():
                return Binary("is", (name, Lit(None))), self._chain(
                    [], value, variable, at, path, scope
                )
            case ir.Boolean():
                either = Binary(
                    "or", (Binary("is", (name, Lit(True))), Binary("is", (name, Lit(False))))
                )
                return either, self._chain([], value, variable, at, path, scope)
            case ir.String():
                return Call("isinstance", (name, Name("str"))), self._text(
                    kind, value, variable, at, path, scope
                )
            case ir.Array():
                return Call("isinstance", (name, Name("list"))), self._array(
                    kind, value, variable, at, path, scope
                )
            case ir.Object():
                body = (
                    self.object_(kind, variable, at, path, scope)
                    if kind.members or kind.closed
                    else []
                )
                return Call("isinstance", (name, Name("dict"))), body
            case _:
                raise AssertionError(kind)

    def _number(
        self,
        kind: ir.Integer | ir.Number,
        value: ir.Value,
        variable: str,
        at: At,
        path: ir.Path,
        scope: Scope,
    ) -> list[Stmt]:
        scope.module.needs.add("numbers")
        name = Name(variable)
        is_int = Binary("is not", (Call("type", (name,)), Name("int")))
        arguments: list[Expr] = [name, at.expr, Name("issues"), Lit(f"must be {type_names(value)}")]
        if kind.numeric_text:
            arguments.append(Lit(True))
        taken = Assign(
            variable, Call("whole" if isinstance(kind, ir.Integer) else "real", tuple(arguments))
        )
        read: list[Stmt] = [If(((is_int, (taken,)),))]
        if isinstance(kind, ir.Number):
            # A difference with itself that is not 0 tells NaN and the infinities.
            infinite = Binary("!=", (Binary("-", (name, name)), Lit(0)))
            is_float = Binary("is not", (Call("type", (name,)), Name("float")))
            read = [If(((is_int, (If(((Binary("or", (is_float, infinite)), (taken,)),)),)),))]
        faults = conditions.range_faults(
            name, kind.range, scope.module, isinstance(kind, ir.Integer)
        )
        chain = self._chain(faults, value, variable, at, path, scope)
        return (
            [*read, If(((Binary("is not", (name, Lit(None))), tuple(chain)),))] if chain else read
        )

    def _text(
        self, kind: ir.String, value: ir.Value, variable: str, at: At, path: ir.Path, scope: Scope
    ) -> list[Stmt]:
        name = Name(variable)
        hint = _words(path)
        faults = conditions.length_faults(name, kind.min_length, kind.max_length, items=False)
        if kind.pattern is not None:
            test = conditions.mismatch(name, kind.pattern, scope.module, hint)
            faults.append((test, "pattern", f"must match {kind.pattern}"))
        body: list[Stmt]
        if kind.image is not None:
            body = self._image(kind.image, faults, value, variable, at, path, scope)
        elif kind.dimensions is not None and value.enum is None:
            body = self._size(kind.dimensions, faults, value, variable, at, path, scope)
        else:
            body = self._chain(faults, value, variable, at, path, scope, text=True)
        if kind.dimensions is not None and value.enum is not None:
            body = [*self._separated(kind.dimensions, value, variable, at, path, scope), *body]
        if not value.tolerated:
            return body
        return [If(tuple(self._tolerated(value, name, at)), tuple(body))]

    def _separated(
        self,
        kind: ir.Dimensions,
        value: ir.Value,
        variable: str,
        at: At,
        path: ir.Path,
        scope: Scope,
    ) -> list[Stmt]:
        """Take a listed size that is written with another separator."""
        assert value.enum is not None
        name, hint = Name(variable), _words(path)
        written: list[Stmt] = []
        for other in kind.tolerated_separators:
            right = Call(f"{variable}.replace", (Lit(other), Lit(kind.separator)))
            outside = conditions.among(scope.module, hint, name, value.enum, wanted=False)
            inside = conditions.among(scope.module, hint, right, value.enum)
            text = Call("isinstance", (name, Name("str")))
            remark = _separator(kind, right, at)
            found = Binary("and", (outside, text, inside))
            written.append(If(((found, (remark, Assign(variable, right))),)))
        return written

    def _image(
        self,
        kind: ir.ImageInput,
        faults: list[conditions.Fault],
        value: ir.Value,
        variable: str,
        at: At,
        path: ir.Path,
        scope: Scope,
    ) -> list[Stmt]:
        module = scope.module
        module.needs.add("images")
        arguments = (
            Name(variable),
            module.constant("image formats", conditions.tuple_of(kind.formats)),
            conditions.listed(module, "image sources", kind.sources),
            conditions.listed(module, "image tolerated", kind.tolerated),
            Lit(kind.megabytes),
        )
        fault = scope.local("fault")
        noted = Do(Call("issues.append", (Call("Issue", (at.expr, Name(f"*{fault}"))),)))
        after = self._chain([], value, variable, at, path, scope)
        told: Stmt = If(((Name(fault), (noted,)),), tuple(after))
        checked: list[Stmt] = [Assign(fault, Call("image_fault", arguments)), told]
        if not faults:
            return checked
        return [
            If(
                tuple((test, (issue(at.expr, code, "error", why),)) for test, code, why in faults),
                tuple(checked),
            )
        ]

    def _size(
        self,
        kind: ir.Dimensions,
        faults: list[conditions.Fault],
        value: ir.Value,
        variable: str,
        at: At,
        path: ir.Path,
        scope: Scope,
    ) -> list[Stmt]:
        module, name = scope.module, Name(variable)
        hint = _words(path)
        bounds = conditions.limits(kind)
        pixels = scope.local("pixels")
        read: list[Stmt] = [Assign(pixels, Call("dimensions", (name, Lit(kind.separator))))]
        for other in kind.tolerated_separators:
            right = Call(f"{variable}.replace", (Lit(other), Lit(kind.separator)))
            again = Call("dimensions", (name, Lit(other)))
            remark = _separator(kind, right, at)
            # From here on the value counts as if it were spelled right.
            seen: list[Stmt] = [remark, Assign(variable, right)]
            read.append(
                If(
                    (
                        (
                            Binary("is", (Name(pixels), Lit(None))),
                            (
                                Assign(pixels, again),
                                If(((Binary("is not", (Name(pixels), Lit(None))), tuple(seen)),)),
                            ),
                        ),
                    )
                )
            )
        example = f"must be WIDTH{kind.separator}HEIGHT" + (
            f", or one of {_list(kind.words)}" if kind.words else ""
        )
        words = conditions.listed(module, f"{hint} words", kind.words) if kind.words else None
        mend: tuple[Expr, ...] = (Lit("nearest"), name, words) if words else ()
        if bounds:
            mend = (
                Lit("fit"),
                name,
                Lit(kind.separator),
                module.constant(f"{hint} limits", bounds),
            )
        branches: list[tuple[Expr, tuple[Stmt, ...]]] = [
            (
                Binary("is", (Name(pixels), Lit(None))),
                (issue(at.expr, "dimensions", "error", example, mend),),
            )
        ]
        if words is not None and value.ignore_case:
            branches.insert(0, _other_case(name, words, at))
        after = self._chain([], value, variable, at, path, scope)
        if bounds:
            limit = module.constant(f"{hint} limits", bounds)
            which = scope.local("bound")
            found = Assign(which, Call("bound_fault", (Name(f"*{pixels}"), limit)))
            noted = Do(
                Call(
                    "issues.append",
                    (
                        Call(
                            "Issue",
                            (
                                at.expr,
                                Name(which),
                                Lit("error"),
                                Lit(f"must keep its limits: {bounds_text(kind)}"),
                                Display("tuple", mend),
                            ),
                        ),
                    ),
                )
            )
            rest: list[Stmt] = [found, If(((Name(which), (noted,)),), tuple(after))]
        elif kind.nearest_word is not None and words is not None:
            rest = self._nearest(kind, words, pixels, at, scope) + after
        else:
            rest = after
        body: list[Stmt] = [*read, If(tuple(branches), tuple(rest))]
        if words is not None:
            outside = conditions.among(module, f"{hint} words", name, kind.words, wanted=False)
            inside = self._chain([], value, variable, at, path, scope)
            body = [If(((outside, tuple(body)),), tuple(inside))]
        if not faults:
            return body
        return [
            If(
                tuple((test, (issue(at.expr, code, "error", why),)) for test, code, why in faults),
                tuple(body),
            )
        ]

    def _nearest(
        self, kind: ir.Dimensions, words: Expr, pixels: str, at: At, scope: Scope
    ) -> list[Stmt]:
        ratio, off = scope.local("ratio"), scope.local("off")
        message = "is converted to the nearest ratio that is listed, which is not quite this one"
        far = "is far from every ratio that is listed; how it is converted is not known"
        mend = (Lit("replace"), Name(ratio))
        return [
            Assign(f"{ratio}, {off}", Call("ratio_of", (Name(pixels), words))),
            If(
                (
                    (
                        Binary(">", (Name(off), Lit(kind.nearest_word))),
                        (issue(at.expr, "nearestWord", "warning", far, mend),),
                    ),
                    (Name(off), (issue(at.expr, "nearestWord", "warning", message, mend),)),
                )
            ),
        ]

    def _choice(
        self, value: ir.Value, variable: str, at: At, path: ir.Path, scope: Scope
    ) -> list[Stmt]:
        """A text from a list: one test on the good way, the rest only where it fails."""
        name, module = Name(variable), scope.module
        assert value.enum is not None
        hint = _words(path)
        outside = conditions.among(module, hint, name, value.enum, wanted=False)
        text = Call("isinstance", (name, Name("str")))
        wrong: list[tuple[Expr, tuple[Stmt, ...]]] = [
            (Not(text), (issue(at.expr, "type", "error", f"must be {type_names(value)}"),)),
            *self._tolerated(value, name, at),
        ]
        otherwise = self._enum_issue(value, variable, at, path, scope)
        told = If(tuple(wrong), tuple(otherwise))
        if not value.tolerated:
            told = If(((text, tuple(otherwise)),), wrong[0][1])
        size = next(kind.dimensions for kind in value.kinds if isinstance(kind, ir.String))
        return [
            *(self._separated(size, value, variable, at, path, scope) if size else ()),
            If(
                ((outside, (told,)),),
                tuple(self._chain([], value, variable, at, path, scope, enum=False)),
            ),
        ]

    def _enum_issue(
        self,
        value: ir.Value,
        variable: str,
        at: At,
        path: ir.Path,
        scope: Scope,
        text: bool = True,
    ) -> list[Stmt]:
        assert value.enum is not None
        name = Name(variable)
        if path == ("model",) and len(value.enum) == 1:
            message = (
                f"is another model's id: this is the validator of {conditions.show(value.enum[0])}"
            )
            return [issue(at.expr, "otherModel", "error", message)]
        words = conditions.listed(scope.module, _words(path), value.enum)
        message = (
            f"must be one of {_list(value.enum)}"
            if len(value.enum) > 1
            else f"must be {_list(value.enum)}"
        )
        mend = (Lit("nearest"), name, words)
        refused = issue(at.expr, "enum", "error", message, mend)
        if not (value.ignore_case and text):
            return [refused]
        return [If((_other_case(name, words, at),), (refused,))]

    def _tolerated(
        self, value: ir.Value, name: Expr, at: At
    ) -> list[tuple[Expr, tuple[Stmt, ...]]]:
        return [
            (
                Binary("==", (name, Lit(each.value))),
                (
                    issue(
                        at.expr,
                        "tolerated",
                        "warning",
                        each.because,
                        () if each.use is None else (Lit("replace"), Lit(each.use)),
                    ),
                ),
            )
            for each in value.tolerated
        ]

    def _chain(
        self,
        faults: list[conditions.Fault],
        value: ir.Value,
        variable: str,
        at: At,
        path: ir.Path,
        scope: Scope,
        enum: bool = True,
        text: bool = False,
        last: At | None = None,
    ) -> list[Stmt]:
        """The constraints of a value, then the remarks on it: the first that applies is told."""
        name, module = Name(variable), scope.module
        places = {"maxItems": last or at}
        branches: list[tuple[Expr, tuple[Stmt, ...]]] = [
            (
                test,
                (
                    issue(
                        places.get(code, at).expr, code, "error", message, _clamp(code, value, name)
                    ),
                ),
            )
            for test, code, message in faults
        ]
        if enum and value.enum is not None:
            outside = conditions.among(module, _words(path), name, value.enum, wanted=False)
            refused = self._enum_issue(value, variable, at, path, scope, text)
            branches.append((outside, tuple(refused)))
        if value.advised is not None:
            beyond = conditions.violates(
                name,
                value.advised.value,
                module,
                f"{_words(path)} advised",
                guarded=len(value.kinds) != 1,
                of=value,
            )
            if beyond is not None:
                branches.append(
                    (beyond, (issue(at.expr, "advised", "warning", value.advised.because),))
                )
        match value.disposition:
            case ir.Forced(value=wanted, because=because):
                message = (
                    because
                    or f"has no effect: the gateway behaves as if it were {conditions.show(wanted)}"
                )
                remark = issue(at.expr, "forced", "warning", message, (Lit("replace"), Lit(wanted)))
                branches.append(
                    (conditions.among(module, "forced", name, (wanted,), wanted=False), (remark,))
                )
            case ir.Advisory(value=wanted, because=because):
                message = (
                    because
                    or f"may have no effect: usually it is as if it were {conditions.show(wanted)}"
                )
                remark = issue(
                    at.expr, "advisory", "warning", message, (Lit("replace"), Lit(wanted))
                )
                branches.append(
                    (conditions.among(module, "advisory", name, (wanted,), wanted=False), (remark,))
                )
            case _:
                pass
        return [If(tuple(branches))] if branches else []

    def _array(
        self, kind: ir.Array, value: ir.Value, variable: str, at: At, path: ir.Path, scope: Scope
    ) -> list[Stmt]:
        name = Name(variable)
        faults = conditions.length_faults(name, kind.min_items, kind.max_items, items=True)
        beyond = At((*at.parts, f"/{kind.max_items}"))
        written = self._chain(faults, value, variable, at, path, scope, last=beyond)
        if kind.items is None:
            return written
        depth = scope.depth
        index = scope.index()
        item = scope.local(f"{path[-1]} item" if path[-1] != ir.EACH else "item")
        inner = self._items(kind.items, item, at.item(index), (*path, ir.EACH), scope, index)
        scope.depth = depth
        if not inner:
            return written
        return [*written, For(f"{index}, {item}", Call("enumerate", (name,)), tuple(inner))]

    def _items(
        self, value: ir.Value, item: str, at: At, path: ir.Path, scope: Scope, index: str
    ) -> list[Stmt]:
        """Check an item; an object gets a function of its own, called with the indexes that lead to it."""
        objects = [kind for kind in value.kinds if isinstance(kind, ir.Object)]
        if len(value.kinds) != 1 or not objects or not (objects[0].members or objects[0].closed):
            return self.value(value, item, at, path, scope)
        module = scope.module
        inner = scope.inner()
        function = module.name(f"check_{module.prefix}{naming.snake(_words(path))}".lower())
        variable = inner.local(_singular(path))
        indexes = tuple(part.text for part in at.parts if isinstance(part, Name))
        body = self.object_(objects[0], variable, at, path, inner)
        # Only a rule that looks at the whole body from here makes the function take it.
        looks = any(_absolute(rule) for rule in self.model.rules if rule.scope[: len(path)] == path)
        parameters = [
            f"{variable}: dict[str, object]",
            *(f"{name}: int" for name in indexes),
            "issues: list[Issue]",
        ]
        arguments: list[Expr] = [Name(item), *(Name(name) for name in indexes), Name("issues")]
        if looks:
            parameters.append("body: dict[str, object]")
            arguments.append(Name(scope.body))
        module.functions.append(Def(function, tuple(parameters), "None", "", tuple(body)))
        test = Call("isinstance", (Name(item), Name("dict")))
        refused = issue(at.expr, "type", "error", "must be an object")
        return [If(((test, (Do(Call(function, tuple(arguments))),)),), (refused,))]


def _separator(kind: ir.Dimensions, right: Expr, at: At) -> Stmt:
    message = f"is written with {kind.separator} here"
    return issue(at.expr, "separator", "warning", message, (Lit("replace"), right))


def _other_case(name: Expr, words: Expr, at: At) -> tuple[Expr, tuple[Stmt, ...]]:
    """A listed word in another case, and the remark on it."""
    remark = issue(
        at.expr,
        "ignoreCase",
        "warning",
        "is spelled in another case",
        (Lit("nearest"), name, words),
    )
    return Call("recased", (name, words)), (remark,)


def presence(value: ir.Value, at: At) -> list[Stmt]:
    """Say what is known of a member from its being there."""
    told: list[Stmt] = []
    remove = (Lit("remove"),)
    match value.disposition:
        case ir.Rejected(because=because):
            told.append(
                issue(at.expr, "rejected", "error", because or "is not taken by this model", remove)
            )
        case ir.Ignored(because=because):
            told.append(issue(at.expr, "ignored", "warning", because or "has no effect", remove))
        case ir.Unverified(because=because):
            told.append(
                issue(at.expr, "unverified", "warning", because or "is not documented here")
            )
        case _:
            pass
    if value.deprecated:
        told.append(issue(at.expr, "deprecated", "warning", "is deprecated"))
    return told


def type_names(value: ir.Value) -> str:
    """Name the types of a value in prose."""
    names = [_NAMES[type(kind)] for kind in value.kinds]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def bounds_text(kind: ir.Dimensions) -> str:
    """Tell the bounds of a size in prose."""
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


def _clamp(code: str, value: ir.Value, name: Expr) -> tuple[Expr, ...]:
    for kind in value.kinds:
        if isinstance(kind, ir.Integer | ir.Number):
            bound = {"minimum": kind.range.minimum, "maximum": kind.range.maximum}.get(code)
            return () if bound is None else (Lit("replace"), Lit(bound))
    return ()


def _list(values: tuple[ir.Scalar, ...]) -> str:
    told = ", ".join(conditions.show(value) for value in values)
    if len(told) <= _LONG:
        return told
    first = [conditions.show(value) for value in values[:4]]
    return f"{', '.join(first)}, ... ({len(values)} in all)"


def _words(path: ir.Path) -> str:
    return " ".join(step for step in path if step != ir.EACH and not step.isdigit()) or "body"


def _singular(path: ir.Path) -> str:
    noun = naming.snake(next(step for step in reversed(path) if step != ir.EACH))
    return noun[:-1] if noun.endswith("s") and len(noun) > 2 else f"{noun}_item"


def _absolute(rule: ir.Rule) -> bool:
    return any(test.absolute for conjunction in rule.when for test in conjunction)
