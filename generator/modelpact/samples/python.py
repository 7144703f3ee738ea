"""Calls of the generated client for Python."""

from __future__ import annotations

from collections.abc import Iterator

from modelpact import example, ir
from modelpact.clients.python import class_name, package_name, parameters
from modelpact.print_py import Assign, Call, Display, Do, Expr, For, Format, Lit, Name, block, tree


def sample(provider: ir.Provider, model: ir.Model, use: ir.Use, stem: str) -> str:
    """A use, from the import to the files, whose names begin with ``stem``."""
    return f"{opening(provider)}{asked(model, use)}\n{_saved(stem)}"


def opening(provider: ir.Provider) -> str:
    """The import, and a client."""
    name = class_name(provider)
    return f"from {package_name(provider)} import {name}\n\nclient = {name}()\n"


def asked(model: ir.Model, use: ir.Use) -> str:
    """The call alone."""
    call = Call("client.images.generate", (), given(model, use))
    return str(block([Assign("response", call)]))


def given(model: ir.Model, use: ir.Use) -> tuple[tuple[str, Expr], ...]:
    """What a use hands over."""
    found: list[tuple[str, Expr]] = [
        ("model", Lit(model.id)),
        ("prompt", Lit(use.prompt or example.PROMPT)),
    ]
    links = [Lit(example.image(model.images.input, n)) for n in range(1, use.images + 1)]
    if links:
        one = links[0] if len(links) == 1 else Display("list", tuple(links))
        found.append(("image", one))
    return (*found, *arguments_of(model, use))


def arguments_of(model: ir.Model, use: ir.Use) -> Iterator[tuple[str, Expr]]:
    """The arguments of a use."""
    spelled = {parameter.path: parameter.name for parameter in parameters(model)}
    paths = {argument.name: argument.path for argument in model.arguments}
    for name, value in use.arguments.value.items():
        yield spelled[paths[name]], tree(value)


def _saved(stem: str) -> str:
    name = Format((f"{stem}-", Name("number")))
    body = (Do(Call("print", (Call("image.save", (name,)),))),)
    over = Call("enumerate", (Name("response.data"), Lit(1)))
    return str(block([For("number, image", over, body)]))
