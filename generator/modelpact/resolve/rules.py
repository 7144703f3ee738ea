"""Rules of a pact -> rules of the catalogue, every path linked and every default looked up."""

from __future__ import annotations

from collections.abc import Iterable

from modelpact import ir
from modelpact.document import MappingNode, Node, ScalarNode, SequenceNode
from modelpact.errors import Position
from modelpact.resolve.context import Context, child, nearest, scalar
from modelpact.resolve.paths import find, known, parse
from modelpact.resolve.scalars import bounds, type_names, whole
from modelpact.resolve.values import Values

_CONSEQUENCES = (
    "required",
    "forbidden",
    "ignored",
    "advise",
    "then",
    "atLeastOne",
    "exactlyOne",
    "atMostOne",
    "allOrNone",
    "limit",
)
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")


class Rules:
    """Reads the rules of one model, whose body is ``body``."""

    def __init__(self, context: Context, values: Values, body: ir.Value) -> None:
        self._context = context
        self._values = values
        self._body = body
        self._scope = body

    def rule(self, node: MappingNode) -> ir.Rule | None:
        """Read one rule; None where it is too broken to be one."""
        scope_node = node.entries.get("in")
        scope = self._path(scope_node, self._body) if scope_node else ()
        if scope is None:
            return None
        self._scope = find(self._body, scope) or ir.Value()
        named = [key for key in _CONSEQUENCES if key in node.entries]
        if len(named) != 1:
            self._context.problem(
                node.position,
                "R003",
                f"rule {scalar(node, 'id')!r} has {'no consequence' if not named else ' and '.join(named)}",
                f"Give it exactly one of {', '.join(_CONSEQUENCES)}; write two rules for two consequences.",
            )
            return None
        effect = self._effect(named[0], node)
        at = node.entries.get("at")
        when = self._when(node)
        if effect is None or when is None:
            return None
        warns = (
            isinstance(effect, ir.WithoutEffect | ir.Advise)
            or scalar(node, "severity") == "warning"
        )
        return ir.Rule(
            id=scalar(node, "id", ""),
            because=scalar(node, "because", ""),
            effect=effect,
            severity="warning" if warns else "error",
            scope=scope,
            when=when,
            at=self._path(at, self._scope) if at else None,
            evidence=(
                self._context.evidence(node.entries["evidence"], node.keys["evidence"])
                if "evidence" in node.entries
                else self._context.source(node.position)
            ),
            origin=node.position,
        )

    def link(self, node: Node) -> ir.Path | None:
        """Read a path from the body; None where it leads nowhere."""
        return self._path(node, self._body)

    def condition(self, node: MappingNode) -> tuple[tuple[ir.Test, ...], ...] | None:
        """Read ``when`` of something that is about the body; None where it is broken."""
        self._scope = self._body
        return self._when(node)

    def _effect(self, kind: str, node: MappingNode) -> ir.Effect | None:
        if kind == "then":
            return self._constrain(child(node, "then"))
        if kind == "limit":
            return self._limit(child(node, "limit"))
        paths = self._paths(node.entries[kind])
        if paths is None:
            return None
        match kind:
            case "required":
                return ir.Required(paths)
            case "forbidden":
                return ir.Forbidden(paths)
            case "ignored":
                return ir.WithoutEffect(paths)
            case "advise":
                return ir.Advise(paths)
            case "atLeastOne" | "exactlyOne" | "atMostOne" | "allOrNone":
                return ir.Group(kind, paths)
            case _:
                raise AssertionError(kind)

    def _constrain(self, node: MappingNode) -> ir.Constrain | None:
        for name, entry in node.entries.items():
            path = self._link(name, node.keys[name], self._scope)
            if path is None or not isinstance(entry, MappingNode):
                return None
            target = find(self._scope, path) or ir.Value()
            return ir.Constrain(path, self._values.constraint(entry, type_names(target)))
        return None

    def _limit(self, node: MappingNode) -> ir.Limit | None:
        ops = [key for key in ("sum", "product", "equal") if key in node.entries]
        limited = {"minimum", "maximum"} & node.entries.keys()
        if len(ops) != 1 or bool(limited) == (ops == ["equal"]):
            self._context.problem(
                node.position,
                "R011",
                "a limit is one of sum, product (each with minimum or maximum) or equal (without)",
                "For example {sum: [{count: images/-}, n], maximum: 15}.",
            )
            return None
        entry = node.entries[ops[0]]
        terms = (
            [self._term(item) for item in entry.items] if isinstance(entry, SequenceNode) else []
        )
        if None in terms:
            return None
        op = ops[0]
        return ir.Limit(
            op="sum" if op == "sum" else "product" if op == "product" else "equal",
            terms=tuple(term for term in terms if term is not None),
            minimum=scalar(node, "minimum"),
            maximum=scalar(node, "maximum"),
        )

    def _term(self, node: Node) -> ir.Term | None:
        if isinstance(node, ScalarNode):
            return self._value_term(node, 1)
        assert isinstance(node, MappingNode)
        times = scalar(node, "times", 1)
        counted = node.entries.get("count")
        if counted is not None:
            path = self._path(counted, self._scope)
            return None if path is None else ir.Term(path=path, count=True, times=times, absent=0)
        value = node.entries.get("value")
        if value is None:
            self._context.problem(
                node.position,
                "R011",
                "a term needs count or value",
                "Name the member, or {count: PATH}.",
            )
            return None
        return self._value_term(value, times)

    def _value_term(self, node: Node, times: float) -> ir.Term | None:
        path = self._path(node, self._scope)
        if path is None:
            return None
        default = _default(find(self._scope, path))
        absent = (
            default if isinstance(default, int | float) and not isinstance(default, bool) else None
        )
        return ir.Term(path=path, times=times, absent=absent)

    def _when(self, node: MappingNode) -> tuple[tuple[ir.Test, ...], ...] | None:
        entry = node.entries.get("when")
        if entry is None:
            return ()
        parts = entry.items if isinstance(entry, SequenceNode) else (entry,)
        conjunctions = [self._conjunction(part) for part in parts if isinstance(part, MappingNode)]
        return (
            None
            if None in conjunctions
            else tuple(part for part in conjunctions if part is not None)
        )

    def _conjunction(self, node: MappingNode) -> tuple[ir.Test, ...] | None:
        tests: list[ir.Test] = []
        for name, entry in node.entries.items():
            absolute = parse(name)[1]
            start = self._body if absolute else self._scope
            path = self._link(name, node.keys[name], start)
            if path is None:
                return None
            default = _default(find(start, path))
            tests.extend(
                ir.Test(
                    path=(
                        _counted(path, find(start, path)) if isinstance(check, ir.Counted) else path
                    ),
                    check=check,
                    absolute=absolute,
                    when_absent=holds(check, default),
                )
                for check in _checks(entry)
            )
        return tuple(tests)

    def _paths(self, node: Node) -> tuple[ir.Path, ...] | None:
        found = (
            [self._path(item, self._scope) for item in node.items]
            if isinstance(node, SequenceNode)
            else []
        )
        return None if None in found else tuple(path for path in found if path is not None)

    def _path(self, node: Node, start: ir.Value) -> ir.Path | None:
        text = str(node.value) if isinstance(node, ScalarNode) else ""
        return self._link(text, node.position, start)

    def _link(self, text: str, position: Position, start: ir.Value) -> ir.Path | None:
        path, absolute = parse(text)
        if absolute and start is not self._body:
            self._context.problem(
                position,
                "R002",
                f"{text!r} starts at the body, but the rule is about what is named under `in`",
                "Only the tests of `when` may leave it: drop the leading /, or write a rule without `in`.",
            )
            return None
        if not path or find(start, path) is None:
            self._context.problem(
                position,
                "R002",
                f"{text!r} names no parameter",
                nearest(text.split("/")[-1], known(start, path)),
            )
            return None
        return path


def _counted(path: ir.Path, target: ir.Value | None) -> ir.Path:
    """What is counted of an array is its items."""
    arrays = any(isinstance(kind, ir.Array) for kind in target.kinds) if target else False
    return (*path, ir.EACH) if arrays and path[-1] != ir.EACH else path


class Missing:
    """No default."""


def _default(value: ir.Value | None) -> object:
    return value.default.value.value if value is not None and value.default is not None else Missing


def _checks(node: Node) -> Iterable[ir.Check]:
    if isinstance(node, ScalarNode):
        yield ir.In((node.value,))
    elif isinstance(node, SequenceNode):
        yield ir.In(_values(node))
    else:
        present = scalar(node, "present")
        if present is not None:
            yield ir.Present() if present else ir.Absent()
        if "not" in node.entries:
            yield ir.NotIn(_values(node.entries["not"]))
        if any(key in node.entries for key in _BOUNDS):
            yield ir.Within(bounds(node))
        if "minItems" in node.entries or "maxItems" in node.entries:
            yield ir.Counted(whole(scalar(node, "minItems")), whole(scalar(node, "maxItems")))


def _values(node: Node) -> tuple[ir.Scalar, ...]:
    nodes = node.items if isinstance(node, SequenceNode) else (node,)
    return tuple(item.value for item in nodes if isinstance(item, ScalarNode))


def holds(check: ir.Check, default: object) -> bool:
    """Answer a check about an absent member: it counts as its default, if there is one."""
    match check:
        case ir.Present():
            return False
        case ir.Absent():
            return True
        case ir.Counted(minimum, _):
            return not minimum
        case ir.In(values):
            return default is not Missing and any(_same(default, value) for value in values)
        case ir.NotIn(values):
            return default is not Missing and not any(_same(default, value) for value in values)
        case ir.Within(range_):
            return (
                isinstance(default, int | float)
                and not isinstance(default, bool)
                and within(default, range_)
            )


def _same(first: object, second: object) -> bool:
    return first == second and isinstance(first, bool) == isinstance(second, bool)


def within(number: float, range_: ir.Range) -> bool:
    """Tell whether a number satisfies bounds (a step is taken with a tolerance for decimal fractions)."""
    if range_.minimum is not None and number < range_.minimum:
        return False
    if range_.maximum is not None and number > range_.maximum:
        return False
    if range_.exclusive_minimum is not None and number <= range_.exclusive_minimum:
        return False
    if range_.exclusive_maximum is not None and number >= range_.exclusive_maximum:
        return False
    if range_.multiple_of is None:
        return True
    times = number / range_.multiple_of
    return abs(times - round(times)) < 1e-9
