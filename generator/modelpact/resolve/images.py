"""Pictures as input: what a text that carries one may be, where they stand, and how many."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from modelpact import ir
from modelpact.document import MappingNode, place
from modelpact.resolve.context import Context, scalar, texts
from modelpact.resolve.scalars import whole

MADE = frozenset(
    {"image-count-maximum", "image-count-minimum", "image-count-total", "no-image-input"}
)
"""The ids of the rules that are made here."""
_SOURCES: tuple[ir.ImageSource, ...] = ("url", "data-uri", "base64")


def image_input(node: MappingNode) -> ir.ImageInput:
    """Read how a picture may be given."""
    given = texts(node, "sources") or ("url", "data-uri")
    formats = dict.fromkeys("jpeg" if name == "jpg" else name for name in texts(node, "formats"))
    return ir.ImageInput(
        sources=tuple(source for source in _SOURCES if source in given),
        tolerated=tuple(source for source in _SOURCES if source in texts(node, "tolerated")),
        formats=tuple(formats),
        megabytes=scalar(node, "megabytes"),
    )


def images(context: Context, node: MappingNode, body: ir.Value) -> ir.Images:
    """Read how many pictures a request may carry; the places are found in the body."""
    places = tuple(places_of(body))
    return ir.Images(
        places=places,
        minimum=whole(scalar(node, "minimum", 0)) or 0,
        maximum=whole(scalar(node, "maximum")) if places else 0,
        input=image_input(node) if places else None,
        evidence=(
            context.evidence(node.entries["evidence"], node.keys["evidence"])
            if "evidence" in node.entries
            else context.source(node.position)
        ),
    )


def places_of(value: ir.Value, path: ir.Path = ()) -> Iterator[ir.Path]:
    """Yield the paths of every text that carries a picture and is not refused anyway."""
    if isinstance(value.disposition, ir.Rejected | ir.Unverified):
        return
    for kind in value.kinds:
        match kind:
            case ir.String() if kind.image:
                yield path
            case ir.Array() if kind.items:
                yield from places_of(kind.items, (*path, ir.EACH))
            case ir.Object():
                for member in kind.members:
                    yield from places_of(member.value, (*path, member.name))


def rules(found: ir.Images, node: MappingNode, body: ir.Value) -> tuple[ir.Rule, ...]:
    """Turn the counts into rules like any other, but for one picture where a member that is one is required."""
    made: list[ir.Rule] = []
    for index, path in enumerate(found.places):
        rule = _most(found, path)
        if rule:
            number = f"-{index + 1}" if index else ""
            made.append(replace(rule, id=rule.id + number, origin=place(node, ["maximum"])))
    total = _total(found)
    if total:
        made.append(replace(total, origin=place(node, ["maximum"])))
    if found.minimum and found.places and not (found.minimum == 1 and _required(body)):
        made.append(replace(_fewest(found), origin=place(node, ["minimum"])))
    return tuple(replace(rule, evidence=found.evidence) for rule in made)


def _most(found: ir.Images, path: ir.Path) -> ir.Rule | None:
    if found.maximum == 0:
        scope = (
            path[: _last_each(path) + 1]
            if path[-1] != ir.EACH
            else path[: _last_each(path[:-1]) + 1]
        )
        leaf = path[len(scope) :] if path[-1] != ir.EACH else path[len(scope) : -1]
        return ir.Rule(
            id="no-image-input",
            because="This model takes no image.",
            effect=ir.Forbidden((leaf,)),
            scope=scope,
        )
    each = _last_each(path)
    if found.maximum is None or each < 0 or path[-1] == ir.EACH:
        return None
    before = _last_each(path[:each])
    noun = "image" if found.maximum == 1 else "images"
    return ir.Rule(
        id="image-count-maximum",
        because=f"At most {found.maximum} {noun} {'is' if found.maximum == 1 else 'are'} taken in one message.",
        effect=ir.Limit(
            op="sum",
            terms=(ir.Term(path=path[before + 1 :], count=True, absent=0),),
            maximum=found.maximum,
        ),
        scope=path[: before + 1],
    )


def _total(found: ir.Images) -> ir.Rule | None:
    """Bound what several places take together; those in messages are counted by message."""
    flat = [path for path in found.places if ir.EACH not in path[:-1]]
    # A place that is one picture or a list of them is counted as a list.
    flat = [path for path in flat if (*path, ir.EACH) not in flat]
    if len(flat) < 2 or not found.maximum:
        return None
    lists = any(ir.EACH in path for path in flat)
    if not lists and len(flat) <= found.maximum:
        return None
    number = f"{found.maximum} image{'s' * (found.maximum != 1)}"
    return ir.Rule(
        id="image-count-total",
        because=f"At most {number} {'is' if found.maximum == 1 else 'are'} taken in all places together.",
        # One place alone has its own bound.
        when=tuple(
            tuple(ir.Test(path=path, check=ir.Present()) for path in pair)
            for pair in itertools.combinations(flat, 2)
        ),
        effect=ir.Limit(
            op="sum",
            terms=tuple(ir.Term(path=path, count=True, absent=0) for path in flat),
            maximum=found.maximum,
        ),
    )


def _required(body: ir.Value) -> bool:
    """Tell whether every request has a member that is a picture."""
    return any(
        member.required
        and member.value.kinds
        and all(isinstance(kind, ir.String) and kind.image for kind in member.value.kinds)
        for kind in body.kinds
        if isinstance(kind, ir.Object)
        for member in kind.members
    )


def _fewest(found: ir.Images) -> ir.Rule:
    first = found.places[0]
    each = _last_each(first)
    where = first[:each] if each >= 0 else first
    at = tuple("0" if step == ir.EACH else step for step in where)
    if found.minimum == 1:
        effect: ir.Effect = ir.Group("atLeastOne", found.places)
        because = "An image is needed."
    else:
        terms = tuple(ir.Term(path=path, count=True, absent=0) for path in found.places)
        effect = ir.Limit(op="sum", terms=terms, minimum=found.minimum)
        because = f"At least {found.minimum} images are needed."
    return ir.Rule(id="image-count-minimum", because=because, effect=effect, at=at)


def limited(value: ir.Value, maximum: int | None, path: ir.Path = ()) -> ir.Value:
    """Bound the arrays whose items are pictures themselves."""
    if maximum is None or isinstance(value.disposition, ir.Rejected | ir.Unverified):
        return value
    kinds: list[ir.Kind] = []
    for kind in value.kinds:
        match kind:
            case ir.Array() if kind.items and any(
                isinstance(k, ir.String) and k.image for k in kind.items.kinds
            ):
                most = maximum if kind.max_items is None else min(maximum, kind.max_items)
                kinds.append(replace(kind, max_items=most))
            case ir.Array() if kind.items:
                kinds.append(replace(kind, items=limited(kind.items, maximum)))
            case ir.Object():
                members = tuple(replace(m, value=limited(m.value, maximum)) for m in kind.members)
                kinds.append(replace(kind, members=members))
            case _:
                kinds.append(kind)
    return replace(value, kinds=tuple(kinds))


def _last_each(path: ir.Path) -> int:
    for index in range(len(path) - 1, -1, -1):
        if path[index] == ir.EACH:
            return index
    return -1
