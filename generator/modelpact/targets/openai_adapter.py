"""The ``openai-adapter`` target: what lets the official clients of OpenAI read a gateway's answers, in two languages.

Almost all of it is constant code under ``verbatim/``; the templates add where things stand in an answer.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from modelpact import ir, operations, outcome
from modelpact.clients.python import openai_adapter
from modelpact.files import File, Loss, Name, Render, Target
from modelpact.print_py import Assign, Display, Expr, Lit, module
from modelpact.print_ts import Data, commonjs, data
from modelpact.text import Code, Text


@dataclass(frozen=True, slots=True)
class PythonView:
    """The module for Python."""

    title: Text
    origin: Text
    module: Code
    constants: Code


@dataclass(frozen=True, slots=True)
class ScriptView:
    """The module for JavaScript."""

    title: Text
    module: Code
    base_url: Code
    envelopes: Code
    members: Code


def files(provider: ir.Provider, render: Render) -> Iterable[File]:
    """Yield a module for each language."""
    yield File(
        f"{openai_adapter(provider)}.py",
        render("openai-adapter/adapter.py.jinja", _python(provider)),
    )
    script = render("openai-adapter/adapter.js.jinja", _script(provider))
    declared = render("openai-adapter/verbatim/adapter.d.ts", None)
    yield File(f"{openai_adapter(provider)}.mjs", script)
    yield File(f"{openai_adapter(provider)}.cjs", commonjs(script))
    yield File(f"{openai_adapter(provider)}.d.mts", declared)
    yield File(f"{openai_adapter(provider)}.d.cts", declared)


def names(provider: ir.Provider) -> Iterable[Name]:
    """One file a language, named for the provider."""
    yield Name("file", openai_adapter(provider), f"provider {provider.id}", provider.origin)


def losses(provider: ir.Provider) -> Iterable[Loss]:
    """It carries no constraint that could be lost, but knows one way to call: a JSON body sent, one received."""
    if not operations.is_plain(provider):
        for model in provider.models:
            yield Loss(model.id, "operation", "calls beyond one JSON POST are not adapted")


def _members(provider: ir.Provider) -> dict[str, str]:
    """Pair the members of a picture with OpenAI's names, where these are others."""
    responses = (provider.response, *(model.response for model in provider.models))
    found = {member: form for response in responses for form, member in response.forms}
    spelled = {
        member: "url" if outcome.is_link(form) else "b64_json" for member, form in found.items()
    }
    return {member: name for member, name in sorted(spelled.items()) if member != name}


# --- Python --------------------------------------------------------------------------------------


def _python(provider: ir.Provider) -> PythonView:
    envelopes = tuple(_envelope(envelope) for envelope in operations.envelopes(provider))
    members = tuple((Lit(member), Lit(name)) for member, name in _members(provider).items())
    return PythonView(
        title=Text(provider.title),
        origin=Text(f"spec/{provider.id}"),
        module=Code(openai_adapter(provider)),
        constants=module(
            (
                Assign("BASE_URL", Lit(provider.base_url)),
                Assign("ENVELOPES", Display("tuple", envelopes), annotation="tuple[Envelope, ...]"),
                Assign("MEMBERS", Display("dict", members), annotation="dict[str, str]"),
            )
        ),
    )


def _envelope(envelope: ir.Envelope) -> Expr:
    """Where the images stand, the time, the code and the message, and the code that means success."""
    pointers = (envelope.images, envelope.created, envelope.code, envelope.message)
    return Display("tuple", (*map(_path, pointers), Lit(envelope.success)))


def _path(pointer: str) -> Expr:
    steps = (step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])
    return Display("tuple", tuple(map(Lit, steps)))


# --- JavaScript ----------------------------------------------------------------------------------


def _script(provider: ir.Provider) -> ScriptView:
    envelopes: list[Data] = [
        {
            "images": envelope.images,
            "created": envelope.created,
            "code": envelope.code,
            "message": envelope.message,
            "success": envelope.success,
        }
        for envelope in operations.envelopes(provider)
    ]
    return ScriptView(
        title=Text(provider.title),
        module=Code(openai_adapter(provider)),
        base_url=data(provider.base_url, before="const BASE_URL = ", after=";"),
        envelopes=data(envelopes, before="const ENVELOPES = ", after=";"),
        members=data(
            list(map(list, _members(provider).items())),
            before="const MEMBERS = new Map(",
            after=");",
        ),
    )


TARGET = Target(
    "openai-adapter",
    "Adapters for the official OpenAI clients",
    files,
    names,
    losses,
    views={
        "openai-adapter/adapter.py.jinja": PythonView,
        "openai-adapter/adapter.js.jinja": ScriptView,
    },
)
