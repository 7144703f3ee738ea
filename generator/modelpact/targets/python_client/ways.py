"""The tables that say how each model is called, where that is more than one JSON body sent and one received."""

from __future__ import annotations

import re
from typing import Final

from modelpact import ir, operations
from modelpact.places import steps
from modelpact.print_py import Assign, Call, Display, Expr, Lit, Name, Stmt, module
from modelpact.text import Code

_PLAIN: Final = ir.Envelope(name="plain", images="/data", created="/created")
_TYPES: Final = ("Answer", "Filter", "Operation", "Poll", "Shape", "Way")


def tables(provider: ir.Provider) -> Code:
    """``HEADERS``, the operations, ``OTHERS`` for models that are not known, and ``WAYS``."""
    headers = tuple((Lit(name), Lit(value)) for name, value in provider.headers)
    first = _constant(provider.operations[0])
    found: list[Stmt] = [
        Assign("HEADERS", Display("dict", headers), annotation="Final[dict[str, str]]"),
        *(Assign(_constant(o), _operation(o), annotation="Final") for o in provider.operations),
        Assign(
            "OTHERS",
            _way(Name(first), Name(first), (), (), _answer(provider, provider.response)),
            annotation="Final",
        ),
        Assign(
            "WAYS",
            Display("dict", tuple((Lit(m.id), _model(provider, m)) for m in provider.models)),
            annotation="Final[dict[str, Way]]",
        ),
    ]
    return module(found)


def used_names(provider: ir.Provider) -> Code:
    """What the tables need of the module of types."""
    spelled = str(tables(provider))
    return Code(", ".join(name for name in _TYPES if re.search(rf"\b{name}\b", spelled)))


def _constant(operation: ir.Operation) -> str:
    return "_" + re.sub(r"[^A-Z0-9]+", "_", operation.name.upper())


def _operation(operation: ir.Operation) -> Expr:
    pieces = [
        Display("tuple", tuple(Lit(part) for part in piece))
        for piece in operations.pieces(operation.path)
    ]
    given: list[tuple[str, Expr]] = [
        ("method", Lit(operation.method)),
        ("path", Display("tuple", tuple(pieces))),
    ]
    if operation.content_type != "application/json":
        given.append(("content_type", Lit(operation.content_type)))
    if operation.array_names == "brackets":
        given.append(("brackets", Lit(True)))
    return Call("Operation", (), tuple(given))


def _model(provider: ir.Provider, model: ir.Model) -> Expr:
    usual, pictured = operations.of_model(provider, model)
    places = model.images.places if usual != pictured else ()
    forms = any(map(operations.is_multipart, (usual, pictured)))
    return _way(
        Name(_constant(usual)),
        Name(_constant(pictured)),
        tuple(_texts(path) for path in places),
        tuple(Lit(name) for name in operations.pictured(model) if forms),
        _answer(provider, model.response),
    )


def _way(
    usual: Expr,
    pictured: Expr,
    places: tuple[Expr, ...],
    files: tuple[Expr, ...],
    answer: Expr,
) -> Expr:
    given = (
        ("usual", usual),
        ("pictured", pictured),
        ("places", Display("tuple", places)),
        ("files", Display("tuple", files)),
        ("answer", answer),
    )
    return Call("Way", (), given)


def _answer(provider: ir.Provider, response: ir.Response) -> Expr:
    shapes = tuple(_shape(envelope) for envelope in response.envelopes or (_PLAIN,))
    given: list[tuple[str, Expr]] = [("shapes", Display("tuple", shapes))]
    if response.binary:
        given.append(("binary", Lit(True)))
    if response.poll is not None:
        given.append(("poll", _poll(provider, response.poll)))
    if response.filtered is not None:
        found = response.filtered
        how = (
            ("path", _steps(found.path)),
            ("values", _scalars(found.values)),
            ("reason", _steps(found.reason)),
        )
        given.append(("filter", Call("Filter", (), how)))
    return Call("Answer", (), tuple(given))


def _shape(envelope: ir.Envelope) -> Expr:
    given: list[tuple[str, Expr]] = [("images", _steps(envelope.images))]
    for member in ("created", "code", "message"):
        if pointer := getattr(envelope, member):
            given.append((member, _steps(pointer)))
    if envelope.success is not None:
        given.append(("success", Lit(envelope.success)))
    if envelope.error:
        given.append(("error", _steps(envelope.error)))
    return Call("Shape", (), tuple(given))


def _poll(provider: ir.Provider, poll: ir.Poll) -> Expr:
    asks, answer = operations.polled(provider, poll)
    given = (
        ("status", _steps(poll.status)),
        ("done", _scalars(poll.done)),
        ("failed", _scalars(poll.failed)),
        ("asks", Name(_constant(asks)) if asks else Lit(None)),
        ("id", _steps(poll.id)),
        ("link", _steps(poll.link)),
        ("hosts", Display("tuple", tuple(map(Lit, poll.hosts)))),
        ("answer", Name(_constant(answer)) if answer else Lit(None)),
        ("reason", _steps(poll.reason)),
        ("interval", Lit(poll.interval)),
        ("timeout", Lit(poll.timeout)),
    )
    return Call("Poll", (), given)


def _steps(pointer: str) -> Expr:
    return _texts(steps(pointer))


def _texts(path: ir.Path) -> Expr:
    return Display("tuple", tuple(map(Lit, path)))


def _scalars(values: tuple[ir.Scalar, ...]) -> Expr:
    return Display("tuple", tuple(map(Lit, values)))
