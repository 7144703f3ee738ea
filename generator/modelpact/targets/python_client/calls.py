"""The overloads of the calls: one for each set of arguments, for all models that take it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from modelpact import ir, wire
from modelpact.print_py import Lit
from modelpact.targets.python_client.types import WIDTH, Types, params_name, settings_name
from modelpact.text import Code

_PROMISE: Final = "Coroutine[Any, Any, {}]"


@dataclass(frozen=True, slots=True)
class Api:
    """A class of calls: what a call gives, and its overloads."""

    name: Code
    client: Code
    """The client that it is built from; empty where the answers are raw."""
    gives: Code
    generate: tuple[Code, ...]
    conversation: tuple[Code, ...]
    overloaded: bool
    """Whether there are several ways to begin a conversation."""


def apis(known: Iterable[ir.Model], types: Types) -> tuple[Api, ...]:
    """The classes, those that others are built with first.

    Each spells its overloads. One generic class would do, but mypy copies all overloads of a generic
    class at each call; with hundreds of models that is most of its time.
    """
    models = {model.id: model for model in known}
    alike = [[models[id_] for id_ in ids] for ids in types.alike.values()]
    return (
        _api("ImagesWithRawResponse", "", "RawResponse", alike),
        _api("AsyncImagesWithRawResponse", "", _PROMISE.format("RawResponse"), alike),
        _api("Images", "SyncClient", "ImagesResponse", alike),
        _api("AsyncImages", "AsyncClient", _PROMISE.format("ImagesResponse"), alike),
    )


def _api(name: str, client: str, gives: str, alike: list[list[ir.Model]]) -> Api:
    conversing = [models for models in alike if wire.turns(models[0])]
    chat = f"Conversation[{gives}]"
    return Api(
        name=Code(name),
        client=Code(client),
        gives=Code(gives),
        generate=tuple(_overload("generate", m, params_name(m[0]), gives) for m in alike),
        conversation=tuple(
            _overload("conversation", m, settings_name(m[0]), chat) for m in conversing
        ),
        overloaded=len(conversing) > 1,
    )


def _overload(name: str, models: list[ir.Model], params: str, gives: str) -> Code:
    """A signature as black leaves it in a stub."""
    ids = [str(Lit(model.id)) for model in models]
    rows = ["self", "*", f"model: Literal[{', '.join(ids)}]", f"**given: Unpack[types.{params}]"]
    line = f"    def {name}({', '.join(rows)}) -> {gives}: ..."
    if len(line) <= WIDTH:
        return Code(line)
    inner = f"        {', '.join(rows)}"
    if len(inner) > WIDTH:
        rows[2] = f"model: {_literal(ids)}"
        inner = "\n".join(f"        {row}," for row in rows)
    return Code(f"    def {name}(\n{inner}\n    ) -> {gives}: ...")


def _literal(ids: Iterable[str]) -> str:
    """A list of words at the third level, on one line, on a line of its own, or on many."""
    line = ", ".join(ids)
    if len(f"        model: Literal[{line}],") <= WIDTH:
        return f"Literal[{line}]"
    if len(f"            {line}") <= WIDTH:
        return f"Literal[\n            {line}\n        ]"
    rows = "".join(f"            {id_},\n" for id_ in ids)
    return f"Literal[\n{rows}        ]"
