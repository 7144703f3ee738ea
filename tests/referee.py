"""Judges a request by the catalogue alone, slowly and plainly: what every validator must agree with.

Nothing here is shared with the targets. A value gets one finding at most: the first constraint that it breaks, else
the first remark. Only a respelling (2.0 for 2, "4" for 4, 8*8 for 8x8) is noted apart, and the value then counts as
if it were spelled right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any, NamedTuple

from modelpact import ir


class Finding(NamedTuple):
    pointer: str
    code: str
    severity: str


def judge(model: ir.Model, body: Any) -> list[Finding]:
    """List the findings about a request to a model."""
    if not isinstance(body, dict):
        return [Finding("", "notObject", "error")]
    found = []
    if model.lifecycle.status in ("deprecated", "retired"):
        found.append(Finding("/model", "lifecycle", "warning"))
    (kind,) = model.body.kinds
    assert isinstance(kind, ir.Object)
    found += _object(kind, body, "")
    for rule in model.rules:
        if _refused(model.body, rule.scope):
            continue
        for pointer, scope in reach(body, rule.scope):
            if isinstance(scope, dict) and _applies(rule, scope, body):
                base = _declared(model.body, rule.scope)
                found += _Effect(rule, scope, pointer, base).findings()
    return found


def verdict(findings: list[Finding]) -> str:
    severities = {finding.severity for finding in findings}
    return "reject" if "error" in severities else "warn" if severities else "accept"


# --- places ------------------------------------------------------------------------------------


def reach(value: Any, path: ir.Path, pointer: str = "") -> list[tuple[str, Any]]:
    """List what a path leads to, each with its pointer."""
    if not path:
        return [(pointer, value)]
    step, rest = path[0], path[1:]
    found = []
    if isinstance(value, list) and step == ir.EACH:
        for index, item in enumerate(value):
            found += reach(item, rest, f"{pointer}/{index}")
    elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
        found += reach(value[int(step)], rest, f"{pointer}/{step}")
    elif isinstance(value, dict) and step in value:
        found += reach(value[step], rest, pointer + _step(step))
    return found


def _step(name: str) -> str:
    return "/" + name.replace("~", "~0").replace("/", "~1")


def _stands(value: Any, path: ir.Path, pointer: str) -> str:
    """Point to where a path leads, cut behind the first step that is not there."""
    for step in path:
        pointer += _step(step)
        below = reach(value, (step,)) if step != ir.EACH else []
        if not below:
            break
        value = below[0][1]
    return pointer


def _refused(body: ir.Value, path: ir.Path) -> bool:
    """Tell whether a path leads into a member that is refused whatever is in it."""
    steps = (_declared(body, path[: length + 1]) for length in range(len(path)))
    return any(isinstance(value.disposition, ir.Rejected) for value in steps)


def _declared(value: ir.Value, path: ir.Path) -> ir.Value:
    for step in path:
        for kind in value.kinds:
            if isinstance(kind, ir.Array) and (step == ir.EACH or step.isdigit()):
                value = kind.items or ir.Value()
                break
            members = kind.members if isinstance(kind, ir.Object) else ()
            named = [member.value for member in members if member.name == step]
            if named:
                value = named[0]
                break
        else:
            return ir.Value()
    return value


# --- values ------------------------------------------------------------------------------------


def _object(kind: ir.Object, body: dict[str, Any], pointer: str) -> Iterator[Finding]:
    for member in kind.members:
        here = pointer + _step(member.name)
        if member.name in body:
            yield from _member(member.value, body[member.name], here)
        elif member.required:
            yield Finding(here, "required", "error")
    if not kind.members and not kind.closed:
        return  # nothing is said of what is in it
    for name in body.keys() - {member.name for member in kind.members}:
        severity = "error" if kind.closed else "warning"
        yield Finding(pointer + _step(name), "unknownMember", severity)


def _member(value: ir.Value, found: Any, pointer: str) -> Iterator[Finding]:
    if value.deprecated:
        yield Finding(pointer, "deprecated", "warning")
    match value.disposition:
        case ir.Rejected():
            yield Finding(pointer, "rejected", "error")
            return
        case ir.Ignored():
            yield Finding(pointer, "ignored", "warning")
        case ir.Unverified():
            yield Finding(pointer, "unverified", "warning")
        case _:
            pass
    yield from _value(value, found, pointer)


def _value(value: ir.Value, found: Any, pointer: str) -> Iterator[Finding]:
    if isinstance(found, str) and any(found == each.value for each in value.tolerated):
        yield Finding(pointer, "tolerated", "warning")
        return
    kind = _kind_of(value, found)
    if kind is None and value.kinds:
        yield Finding(pointer, "type", "error")
        return
    found, respelled = _respelled(value, kind, found)
    if respelled:
        yield Finding(pointer, respelled, "warning")
    if isinstance(kind, ir.Object):
        yield from _object(kind, found, pointer)
        return
    if isinstance(kind, ir.String) and kind.dimensions and _off_word(kind.dimensions, found):
        yield Finding(pointer, "nearestWord", "warning")
    fault = _fault(value, kind, found, pointer)
    remark = None if fault else _remark(value, found, pointer)
    yield from (finding for finding in (fault, remark) if finding)
    if isinstance(kind, ir.Array) and kind.items:
        for index, item in enumerate(found):
            yield from _value(kind.items, item, f"{pointer}/{index}")


def _kind_of(value: ir.Value, found: Any) -> ir.Kind | None:
    for kind in value.kinds:
        if _is(kind, found):
            return kind
    for kind in value.kinds:
        text = isinstance(kind, ir.Integer | ir.Number) and kind.numeric_text
        form = (
            r"-?[0-9]{1,15}" if isinstance(kind, ir.Integer) else r"-?[0-9]{1,15}(\.[0-9]{1,15})?"
        )
        if text and isinstance(found, str) and re.fullmatch(form, found):
            return kind
    return None


def _is(kind: ir.Kind, found: Any) -> bool:
    match kind:
        case ir.Null():
            return found is None
        case ir.Boolean():
            return isinstance(found, bool)
        case ir.Integer():
            return _is_number(found) and found == int(found)
        case ir.Number():
            return _is_number(found)
        case ir.String():
            return isinstance(found, str)
        case ir.Array():
            return isinstance(found, list)
        case ir.Object():
            return isinstance(found, dict)


def _is_number(found: Any) -> bool:
    if isinstance(found, float):
        return found == found and abs(found) != float("inf")
    return isinstance(found, int) and not isinstance(found, bool)


def _respelled(value: ir.Value, kind: ir.Kind | None, found: Any) -> tuple[Any, str]:
    """Return what is meant, and the code of the remark on its spelling."""
    match kind:
        case ir.Integer() if isinstance(found, float):
            return int(found), "integralFloat"
        case ir.Integer() if isinstance(found, str):
            return int(found), "numericText"
        case ir.Number() if isinstance(found, str):
            return float(found), "numericText"
        case ir.String(dimensions=ir.Dimensions() as size) if _size(size.separator, found) is None:
            for other in size.tolerated_separators:
                if _size(other, found):
                    right = found.replace(other, size.separator)
                    if value.enum is None or right in value.enum:
                        return right, "separator"
    return found, ""


def _same(one: Any, two: Any) -> bool:
    return one == two and isinstance(one, bool) == isinstance(two, bool)


def _fault(value: ir.Value, kind: ir.Kind | None, found: Any, pointer: str) -> Finding | None:
    """Return the first constraint that is broken."""
    listed = value.enum is not None
    unlisted = listed and not any(_same(found, other) for other in value.enum or ())
    code = "" if isinstance(kind, ir.String) and listed else _broken(kind, found)
    if code == "ignoreCase" or (
        code == "dimensions" and value.ignore_case and _recased(kind, found)
    ):
        return Finding(pointer, "ignoreCase", "warning")
    if code == "maxItems":
        assert isinstance(kind, ir.Array)
        return Finding(f"{pointer}/{kind.max_items}", code, "error")
    if code.endswith("(warning)"):
        return Finding(pointer, code.removesuffix("(warning)"), "warning")
    if code:
        return Finding(pointer, code, "error")
    if not unlisted:
        return None
    words = [other for other in value.enum or () if isinstance(other, str)]
    if value.ignore_case and isinstance(found, str) and _recased_in(words, found):
        return Finding(pointer, "ignoreCase", "warning")
    return Finding(pointer, "otherModel" if pointer == "/model" else "enum", "error")


def _recased(kind: ir.Kind | None, found: str) -> bool:
    size = kind.dimensions if isinstance(kind, ir.String) else None
    return size is not None and _recased_in(list(size.words), found)


def _recased_in(words: list[str], found: str) -> bool:
    """Letters are compared one by one: a Kelvin sign is no K."""
    return any((found.lower(), found.upper()) == (word.lower(), word.upper()) for word in words)


def _remark(value: ir.Value, found: Any, pointer: str) -> Finding | None:
    if value.advised and breaks(value.advised.value, value.kinds, found):
        return Finding(pointer, "advised", "warning")
    match value.disposition:
        case ir.Forced(value=wanted) if not _same(found, wanted):
            return Finding(pointer, "forced", "warning")
        case ir.Advisory(value=wanted) if not _same(found, wanted):
            return Finding(pointer, "advisory", "warning")
    return None


def _broken(kind: ir.Kind | None, found: Any) -> str:
    """Return the code of the first constraint that a value of this kind breaks."""
    match kind:
        case ir.Integer() | ir.Number():
            return _outside(kind.range, found)
        case ir.String():
            return _text(kind, found)
        case ir.Array():
            if len(found) < (kind.min_items or 0):
                return "minItems"
            return "maxItems" if kind.max_items is not None and len(found) > kind.max_items else ""
        case _:
            return ""


def _outside(bounds: ir.Range, number: Any) -> str:
    if bounds.minimum is not None and number < bounds.minimum:
        return "minimum"
    if bounds.exclusive_minimum is not None and number <= bounds.exclusive_minimum:
        return "exclusiveMinimum"
    if bounds.maximum is not None and number > bounds.maximum:
        return "maximum"
    if bounds.exclusive_maximum is not None and number >= bounds.exclusive_maximum:
        return "exclusiveMaximum"
    if bounds.multiple_of is not None and not _multiple(number, bounds.multiple_of):
        return "multipleOf"
    return ""


def _multiple(number: Any, step: Any) -> bool:
    """Decimals are taken as they are written; what a float cannot tell apart counts as the same."""
    times = Fraction(str(number)) / Fraction(str(step))
    return abs(times - round(times)) < Fraction(1, 10**9) * max(1, abs(times) / 10**6)


def _text(kind: ir.String, found: str) -> str:
    if len(found) < (kind.min_length or 0):
        return "minLength"
    if kind.max_length is not None and len(found) > kind.max_length:
        return "maxLength"
    if kind.pattern is not None and not re.fullmatch(kind.pattern, found):
        return "pattern"
    if kind.image:
        return _image(kind.image, found)
    if kind.dimensions and found not in kind.dimensions.words:
        size = _size(kind.dimensions.separator, found)
        return "dimensions" if size is None else _measure(kind.dimensions, *size)
    return ""


def _size(separator: str, text: str) -> tuple[int, int] | None:
    side = "([1-9][0-9]{0,5})"
    found = re.fullmatch(side + re.escape(separator) + side, text)
    return (int(found[1]), int(found[2])) if found else None


def _measure(kind: ir.Dimensions, width: int, height: int) -> str:
    measures = {
        "width": [width],
        "height": [height],
        "side": [width, height],
        "longest": [max(width, height)],
        "shortest": [min(width, height)],
        "area": [width * height],
    }
    for name, numbers in measures.items():
        if any(_outside(getattr(kind, name), number) for number in numbers):
            return name
    ratio = Fraction(width, height)
    if kind.ratio_minimum and ratio < Fraction(*kind.ratio_minimum):
        return "ratio"
    return "ratio" if kind.ratio_maximum and ratio > Fraction(*kind.ratio_maximum) else ""


def _off_word(kind: ir.Dimensions, found: Any) -> bool:
    """Tell a size that is converted to a ratio which is not quite its own."""
    if kind.nearest_word is None or not isinstance(found, str) or found in kind.words:
        return False
    size = _size(kind.separator, found)
    ratios = [_size(":", word) for word in kind.words]
    return size is not None and all(
        Fraction(*size) != Fraction(*ratio) for ratio in ratios if ratio is not None
    )


# --- pictures ----------------------------------------------------------------------------------


def _image(kind: ir.ImageInput, found: str) -> str:
    url = re.match(r"https?://", found, re.IGNORECASE)
    if url:
        good = len(found) > url.end() and not re.search(r"[\x00-\x20]", found)
        return _source(kind, "url") if good else "imageSource"
    if found[:5].lower() == "data:":
        head = re.match(r"data:([^,]*);base64,", found, re.IGNORECASE)
        if not head:
            return "imageSource"
        media, _, subtype = head[1].lower().partition("/")
        subtype = "jpeg" if subtype == "jpg" else subtype
        if media != "image" or (kind.formats and subtype not in kind.formats):
            return "imageFormat"
        return _data(kind, "data-uri", found[head.end() :])
    if re.fullmatch("[A-Za-z0-9+/=]{16,64}", found[:64]):
        return _data(kind, "base64", found)
    return "imageSource"


def _data(kind: ir.ImageInput, source: str, data: str) -> str:
    if not data or (not re.fullmatch("[A-Za-z0-9+/=]+", data[:64]) and not data.endswith("...")):
        return "imageSource"
    size = len(data) * 3 // 4
    if kind.megabytes is not None and size > kind.megabytes * 1024 * 1024:
        return "imageSize"
    if kind.megabytes is not None and size > kind.megabytes * 1000 * 1000:
        return "imageSize(warning)"
    return _source(kind, source)


def _source(kind: ir.ImageInput, source: str) -> str:
    if source in kind.sources:
        return ""
    return "imageSource(warning)" if source in kind.tolerated else "imageSource"


# --- rules -------------------------------------------------------------------------------------


def breaks(wanted: ir.Value, base: tuple[ir.Kind, ...], found: Any) -> bool:
    """Tell whether a value breaks constraints on top of its own; each is about the types that it names."""
    kinds = wanted.kinds
    if kinds and not any(_is(kind, found) for kind in kinds):
        narrowed = any(_is(kind, found) and not _wide(kinds, kind) for kind in base)
        if narrowed or not any(_alike(kind, found) for kind in kinds):
            return narrowed
    if wanted.enum is not None and not any(_same(found, other) for other in wanted.enum):
        return True
    return any(bool(_broken(kind, found)) for kind in kinds if _alike(kind, found))


def _wide(kinds: tuple[ir.Kind, ...], base: ir.Kind) -> bool:
    types = {type(kind) for kind in kinds} | (
        {ir.Integer} if any(isinstance(k, ir.Number) for k in kinds) else set()
    )
    return type(base) in types


def _alike(kind: ir.Kind, found: Any) -> bool:
    """What is said of integers is said of numbers: a fraction is told by its type."""
    return _is(ir.Number() if isinstance(kind, ir.Integer) else kind, found)


def _applies(rule: ir.Rule, scope: Any, body: Any) -> bool:
    return not rule.when or any(
        all(_holds(test, scope, body) for test in tests) for tests in rule.when
    )


def _holds(test: ir.Test, scope: Any, body: Any) -> bool:
    found = [value for _, value in reach(body if test.absolute else scope, test.path)]
    match test.check:
        case ir.Present():
            return bool(found)
        case ir.Absent():
            return not found
        case ir.Counted(least, most):
            return (least or 0) <= len(found) and (most is None or len(found) <= most)
    if not found:
        return test.when_absent
    match test.check:
        case ir.In(values):
            return any(_same(value, other) for value in found for other in values)
        case ir.NotIn(values):
            return any(not any(_same(value, other) for other in values) for value in found)
        case ir.Within(bounds):
            return any(_is_number(value) and not _outside(bounds, value) for value in found)
    raise AssertionError(test)


class _Effect:
    """What a rule demands of one object."""

    def __init__(self, rule: ir.Rule, scope: Any, pointer: str, declared: ir.Value) -> None:
        self.rule, self.scope, self.pointer, self.declared = rule, scope, pointer, declared

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for each thing at fault."""
        at = self.rule.at
        for pointer in self.faults():
            yield Finding(
                pointer if at is None else self.stands(at), self.rule.id, self.rule.severity
            )

    def stands(self, path: ir.Path) -> str:
        return _stands(self.scope, path, self.pointer)

    def reach(self, path: ir.Path) -> list[tuple[str, Any]]:
        return reach(self.scope, path, self.pointer)

    def faults(self) -> Iterator[str]:
        match self.rule.effect:
            case ir.Required(paths):
                yield from (self.stands(path) for path in paths if not self.reach(path))
            case ir.Forbidden(paths) | ir.WithoutEffect(paths):
                yield from (pointer for path in paths for pointer, _ in self.reach(path))
            case ir.Advise(paths):
                yield from (self.stands(path) for path in paths)
            case ir.Constrain(path, wanted):
                base = _declared(self.declared, path).kinds
                yield from (p for p, value in self.reach(path) if breaks(wanted, base, value))
            case ir.Group(kind, paths):
                yield from self.group(kind, paths)
            case ir.Limit():
                yield from self.limit(self.rule.effect)

    def group(self, kind: str, paths: tuple[ir.Path, ...]) -> Iterator[str]:
        there = [self.reach(path)[0][0] for path in paths if self.reach(path)]
        if kind == "allOrNone":
            if there:
                yield from (self.stands(path) for path in paths if not self.reach(path))
        elif not there:
            if kind != "atMostOne":
                yield self.pointer
        elif kind != "atLeastOne":
            yield from there[1:]

    def limit(self, limit: ir.Limit) -> Iterator[str]:
        terms = [self.term(term) for term in limit.terms]
        if any(term is None for term in terms):
            return
        numbers = [term for term in terms if term is not None]
        if limit.op == "equal":
            if any(number != numbers[0] for number in numbers):
                yield self.last(limit)
            return
        total = sum(numbers, Fraction(0))
        if limit.op == "product":
            total = Fraction(1)
            for number in numbers:
                total *= number
        if limit.minimum is not None and total < Fraction(str(limit.minimum)):
            yield self.last(limit)
        elif limit.maximum is not None and total > Fraction(str(limit.maximum)):
            first = limit.terms[0]
            if len(limit.terms) == 1 and first.count and first.times == 1:
                yield self.reach(first.path)[int(limit.maximum)][0]
            else:
                yield self.last(limit)

    def term(self, term: ir.Term) -> Fraction | None:
        found = self.reach(term.path)
        if term.count:
            return len(found) * Fraction(str(term.times))
        number = found[0][1] if found else term.absent
        return Fraction(str(number)) * Fraction(str(term.times)) if _is_number(number) else None

    def last(self, limit: ir.Limit) -> str:
        """Point to the last member concerned that is there; of what is counted to the list."""
        for term in reversed(limit.terms):
            path = term.path[: term.path.index(ir.EACH)] if ir.EACH in term.path else term.path
            if path and self.reach(path):
                return self.reach(path)[0][0]
        return self.pointer
