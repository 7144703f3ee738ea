"""The parameters of a model: a table of all, and each in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from modelpact import ir, places
from modelpact.reference import words
from modelpact.text import Code, Text, md, md_cell_code, md_code, num

SHORT_LIST = 6
"""How many listed values a table cell still takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A parameter in the table."""

    path: Text
    anchor: Code
    type: Code
    values: Code
    default: Code
    effect: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A parameter in full: a line of facts, a description, points."""

    path: Text
    facts: Code
    description: Text
    points: tuple[Code, ...]


def fates(model: ir.Model) -> Iterator[tuple[ir.Path, ir.Member, ir.Disposition]]:
    """Every value with what becomes of it, which is no better than what becomes of the value around it."""
    found: dict[ir.Path, ir.Disposition] = {}
    for path, member in places.walk(model.body):
        fate = member.value.disposition
        if model.images.maximum == 0 and path in model.images.places:
            fate = ir.Rejected()
        match found.get(path[:-1]):
            case ir.Ignored() | ir.Unverified() | ir.Rejected() as around:
                fate = replace(around, because="")
            case _:
                pass
        found[path] = fate
        yield path, member, fate


def shown(model: ir.Model) -> Iterator[tuple[ir.Path, ir.Member]]:
    """Every value worth a place: no items that are only their members, and nothing inside what is rejected."""
    rejected: set[ir.Path] = set()
    for path, member, fate in fates(model):
        if isinstance(fate, ir.Rejected):
            rejected.add(path)
        kinds = member.value.kinds
        plain = len(kinds) == 1 and isinstance(kinds[0], ir.Object) and not kinds[0].closed
        if path[:-1] not in rejected and (
            path[-1] != ir.EACH or not plain or member.value.description
        ):
            same = fate is member.value.disposition
            yield path, (
                member if same else replace(member, value=replace(member.value, disposition=fate))
            )


def row(path: ir.Path, member: ir.Member, anchor: Code) -> Row:
    value = member.value
    taken = not isinstance(value.disposition, ir.Rejected)
    constraints = [*_listed(value), *words.constraints(value, md_cell_code)]
    return Row(
        path=Text(words.spell(path)),
        anchor=anchor,
        type=words.types(value) + Code(", required" if member.required else ""),
        values=Code("; ").join(constraints) if taken else Code(),
        default=words.default(value, md_cell_code) if taken else Code(),
        effect=words.effect(value, md_cell_code),
    )


def _listed(value: ir.Value) -> Iterator[Code]:
    if value.enum is None:
        return
    if len(value.enum) <= SHORT_LIST:
        yield words.values(value.enum, md_cell_code)
    elif value.tiers:
        tiers = words.listing(md(tier.name) for tier in value.tiers)
        yield Code("{} values in {}").format(num(len(value.enum)), tiers)
    else:
        yield Code("{} values").format(num(len(value.enum)))


def detail(path: ir.Path, member: ir.Member, general: ir.Evidence) -> Detail:
    value = member.value
    facts = [words.types(value)]
    if path[-1] != ir.EACH:
        facts.append(Code("required" if member.required else "optional"))
    if value.default is not None:
        facts.append(Code("default {}").format(words.default(value, md_code)))
    if value.deprecated:
        facts.append(Code("deprecated"))
    return Detail(
        path=Text(words.spell(path)),
        facts=Code(", ").join(facts),
        description=Text(value.description or value.title),
        points=tuple(_points(path, value, general)),
    )


def _points(path: ir.Path, value: ir.Value, general: ir.Evidence) -> Iterator[Code]:
    taken = not isinstance(value.disposition, ir.Rejected)
    if taken:
        yield from _accepted(value)
    if effect := words.consequence(value.disposition, path):
        yield effect
    if taken:
        yield from tolerance(value)
    if taken and value.examples:
        examples = words.listing((md_code(words.literal(e.value)) for e in value.examples), "or")
        yield Code("For example {}.").format(examples)
    if evidence := words.evidence(value.evidence, general):
        yield evidence


def _accepted(value: ir.Value) -> Iterator[Code]:
    """Listed values, by tier or with what they mean, and the other constraints."""
    meanings = dict(value.enum_descriptions)
    if value.tiers:
        for tier in value.tiers:
            yield Code("{}: {}.").format(md(tier.name), words.values(tier.values, md_code))
    elif value.enum is not None and not meanings:
        yield Code("Allowed: {}.").format(words.values(value.enum, md_code))
    elif value.enum is not None:
        for one in value.enum:
            meant = words.sentence(meanings[one]) if one in meanings else Code()
            yield (
                Code("{}: {}").format(md_code(words.literal(one)), meant)
                if meant
                else md_code(words.literal(one))
            )
    if limits := words.constraints(value, md_code):
        yield Code("Allowed: {}.").format(Code("; ").join(limits))


def tolerance(value: ir.Value) -> Iterator[Code]:
    """What is accepted with a warning, and why."""
    for one in value.tolerated:
        use = (
            Code("Write {} instead.").format(md_code(words.literal(one.use)))
            if one.use is not None
            else ""
        )
        said = Code("{} is accepted with a warning.").format(md_code(words.literal(one.value)))
        yield words.sentences(said, one.because, use)
    for kind in value.kinds:
        yield from _spellings(kind)
    if value.ignore_case:
        yield Code("Another spelling in upper or lower case is accepted with a warning.")
    if value.advised is not None:
        zone = Code("; ").join(_zone(value.advised.value))
        yield words.sentences(
            Code("Advised: {}; anything else is a warning.").format(zone), value.advised.because
        )
    if value.deprecated:
        yield Code("It is deprecated; sending it is a warning.")


def _spellings(kind: ir.Kind) -> Iterator[Code]:
    match kind:
        case ir.Integer(numeric_text=True) | ir.Number(numeric_text=True):
            yield Code("A number written as text is accepted with a warning.")
        case ir.String(dimensions=ir.Dimensions() as dimensions):
            if dimensions.tolerated_separators:
                others = words.listing((md_code(s) for s in dimensions.tolerated_separators), "or")
                said = Code("{} in place of {} is accepted with a warning.")
                yield said.format(others, md_code(dimensions.separator))
            if dimensions.nearest_word is not None:
                said = Code(
                    "A size that is not exactly one of the ratios becomes the nearest, with a warning."
                )
                yield said
        case ir.String(image=ir.ImageInput(tolerated=tolerated)) if tolerated:
            yield Code("An image as {} is accepted with a warning.").format(
                words.sources(tolerated)
            )
        case _:
            pass


def _zone(value: ir.Value) -> Iterator[Code]:
    if value.enum is not None:
        yield words.values(value.enum, md_code)
    yield from words.constraints(value, md_code)
