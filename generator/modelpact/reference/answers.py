"""Pictures: how they go in, and what comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from modelpact import ir, outcome
from modelpact.reference import words
from modelpact.text import Code, md, md_cell_code, md_code, num


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    asked: Code
    returned: Code
    read: Code
    warns: Code


def images(model: ir.Model, usual: ir.Evidence) -> Iterator[Code]:
    images = model.images
    if images.maximum == 0 or not images.places:
        yield Code("The model takes no images.")
        return
    yield _how_many(images)
    accepted = images.input
    if accepted is not None:
        size = (
            Code("any size")
            if accepted.megabytes is None
            else Code("at most {} MB each").format(num(accepted.megabytes))
        )
        kinds = words.formats(accepted.formats) if accepted.formats else Code("Any format")
        yield Code("{}, {}.").format(kinds, size)
        also = (
            Code("; {} is accepted with a warning").format(words.sources(accepted.tolerated))
            if accepted.tolerated
            else Code()
        )
        yield Code("Given as {}{}.").format(words.sources(accepted.sources), also)
    yield Code("They go into {}.").format(
        words.listing((md_code(words.spell(p)) for p in images.places), "or")
    )
    if evidence := words.evidence(images.evidence, usual):
        yield evidence


def number(images: ir.Images) -> Code:
    """How many images may go in, in a word or two."""
    if images.maximum == 0 or not images.places:
        return Code("none")
    if images.maximum is None:
        return Code(f"{images.minimum} or more" if images.minimum else "any number")
    if images.minimum == images.maximum:
        return num(images.maximum)
    return Code(f"{images.minimum} to {images.maximum}")


def _how_many(images: ir.Images) -> Code:
    within = "message" if any(path.count(ir.EACH) > 1 for path in images.places) else "request"
    if images.maximum is None:
        least = (
            f"At least {words.plural(images.minimum, 'image')}"
            if images.minimum
            else "Any number of images"
        )
        return Code(f"{least} in a request.")
    if images.minimum == images.maximum:
        return Code(f"Exactly {words.plural(images.maximum, 'image')} in a {within}.")
    least = f", and at least {images.minimum} in the request" if images.minimum else ""
    return Code(f"At most {words.plural(images.maximum, 'image')} in a {within}{least}.")


def outcomes(model: ir.Model) -> Iterator[OutcomeRow]:
    for found in outcome.outcomes(model):
        asked = md_cell_code(words.literal(found.asked.value)) if found.asked else Code("nothing")
        yield _outcome(found, asked)
    if outcome.selected(model):
        yield _outcome(outcome.otherwise(model), Code("anything else"))


def returned(found: outcome.Outcome) -> Code:
    """The form that comes back, and how sure that is."""
    match found.how:
        case "certain":
            return md_cell_code(found.form)
        case "unknown":
            return Code("not known")
        case _:
            return Code("{} {}").format(Code(found.how), md_cell_code(found.form))


def _outcome(found: outcome.Outcome, asked: Code) -> OutcomeRow:
    return OutcomeRow(
        asked=asked,
        returned=returned(found),
        read=Code(", else ").join(md_cell_code(place) for place in found.read),
        warns=Code("yes" if found.warn else "no"),
    )


def response(model: ir.Model, usual: ir.Evidence) -> Iterator[Code]:
    if model.response.binary:
        yield Code("The body of the answer is the picture itself: {}.").format(
            words.listing((md(form.upper()) for form in model.response.binary), "or")
        )
    for envelope in model.response.envelopes:
        parts = [
            Code("{} {}").format(Code(name), md_code(place))
            for name, place in (
                ("images", envelope.images or "/"),
                ("time", envelope.created),
                ("code", envelope.code),
                ("message", envelope.message),
                ("what failed", envelope.error),
            )
            if place and not (model.response.binary and name in ("images", "time"))
        ]
        success = envelope.success
        spelled = num(success) if type(success) is int else md_code(words.literal(success))
        means = Code() if success is None else Code(" Code {} means success.").format(spelled)
        if parts:
            yield Code("**{}**: {}.{}").format(md(envelope.name), words.listing(parts), means)
    if model.response.filtered is not None:
        yield _filtered(model.response.filtered)
    yield from _settled(model.response)
    for name, description in model.response.extras:
        yield words.sentences(Code("An image may also have {}.").format(md_code(name)), description)
    if evidence := words.evidence(model.response.evidence, usual):
        yield evidence


def _filtered(filtered: ir.Filtered) -> Code:
    """What stands in the place of a picture that is held back."""
    says = (
        Code("{} is {}").format(
            md_code(filtered.path),
            words.listing((md_code(words.literal(value)) for value in filtered.values), "or"),
        )
        if filtered.values
        else Code("{} says something").format(md_code(filtered.path))
    )
    why = Code(", and {} says why").format(md_code(filtered.reason)) if filtered.reason else Code()
    return Code(
        "A picture may be held back: in its place stands null, or an entry in which {}{}."
    ).format(says, why)


def _settled(response: ir.Response) -> Iterator[Code]:
    """Which parameters settle how many images there are, how large they are, and what kind of file."""
    if response.count is not None:
        number = md_code(words.spell(response.count.path))
        asked = {words.spell(test.path): None for tests in response.count.when for test in tests}
        if asked:
            where = words.listing(map(md_code, asked))
            yield Code(
                "Where {} asks for it, {} says how many images come back; otherwise one."
            ).format(where, number)
        else:
            yield Code("{} says how many images come back.").format(number)
    if response.size:
        sets = "sets" if len(response.size) == 1 else "set"
        size = words.listing(md_code(words.spell(path)) for path in response.size)
        yield Code("{} {} their width and height.").format(size, Code(sets))
    if response.format:
        yield Code("{} sets their file format.").format(md_code(words.spell(response.format)))
