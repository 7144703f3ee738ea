"""How a model is called: its operations, what travels where, and how long one waits for the answer."""

from __future__ import annotations

from collections.abc import Iterator

from modelpact import ir, operations
from modelpact.reference import words
from modelpact.text import Code, md_code, num


def call(provider: ir.Provider, operation: ir.Operation) -> str:
    """``POST https://...``."""
    return f"{operation.method} {provider.base_url}{operation.path}"


def points(provider: ir.Provider, model: ir.Model) -> Iterator[Code]:
    """What there is to say of a call besides its line; nothing where it is one JSON body and one JSON answer."""
    if operations.is_plain(provider):
        return
    usual, pictured = operations.of_model(provider, model)
    if pictured != usual:
        yield Code("With pictures: {}.").format(md_code(call(provider, pictured)))
    for operation in dict.fromkeys((usual, pictured)):
        yield from _travel(model, operation, alone=usual == pictured)
    for name, value in provider.headers:
        yield Code("Every request has the header {}.").format(md_code(f"{name}: {value}"))
    if model.response.poll is not None:
        yield from _poll(provider, model.response.poll)


def _travel(model: ir.Model, operation: ir.Operation, *, alone: bool) -> Iterator[Code]:
    """Say which members stand in the path, and what a form is made of."""
    where = Code() if alone else Code(" of {}").format(md_code(operation.path))
    away = list(dict.fromkeys(operations.placeholders(operation.path)))
    if away:
        stand = "stands" if len(away) == 1 else "stand"
        yield Code("{} {} in the address{}, and not in the body.").format(
            words.listing(map(md_code, away)), Code(stand), where
        )
    if not operations.is_multipart(operation):
        return
    yield Code(
        "The body{} is a form ({}): each member is a part, objects and lists as JSON."
    ).format(where, md_code(operations.MULTIPART))
    files = list(operations.pictured(model))
    if files:
        several = " A list is as many parts" + (
            ", each named with `[]` behind." if operation.array_names == "brackets" else "."
        )
        yield Code("Pictures in {} are files.{}").format(
            words.listing(map(md_code, files)), Code(several)
        )


def _poll(provider: ir.Provider, poll: ir.Poll) -> Iterator[Code]:
    status, answer = operations.polled(provider, poll)
    if status is not None:
        yield Code("The first answer names a job at {}; {} asks how it stands.").format(
            md_code(poll.id), md_code(call(provider, status))
        )
    else:
        yield Code("The first answer says at {} where to ask how its job stands.").format(
            md_code(poll.link)
        )
        if poll.hosts:
            yield Code("It is one of this gateway, or of {}, and is sent the key.").format(
                words.listing(map(md_code, poll.hosts), "or")
            )
    ends = [Code("done where it is {}").format(_either(poll.done))]
    if poll.failed:
        ends.append(Code("failed where it is {}").format(_either(poll.failed)))
    yield Code(
        "The status stands at {}: {}. Otherwise ask again after {} s, for {} s at most."
    ).format(md_code(poll.status), words.listing(ends), num(poll.interval), num(poll.timeout))
    if poll.pending:
        yield Code("While a job is worked on, its status is {}.").format(_either(poll.pending))
    if poll.reason:
        yield Code("A job that failed says why at {}.").format(md_code(poll.reason))
    if answer is not None:
        yield Code("{} then gives the pictures.").format(md_code(call(provider, answer)))


def _either(values: tuple[ir.Scalar, ...]) -> Code:
    return words.listing((md_code(words.literal(value)) for value in values), "or")
