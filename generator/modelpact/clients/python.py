"""The client for Python: its names, and what a caller may write for a model."""

from __future__ import annotations

import keyword
from dataclasses import dataclass
from typing import Final

from modelpact import ir, naming, places

TAKEN: Final = frozenset(
    "self model prompt image extra_headers extra_query extra_body timeout validate retry_unsafe"
    " idempotency_key poll_interval poll_timeout".split()
)
"""Arguments that every call has; an argument of a model that is called so gets an underscore."""


def package_name(provider: ir.Provider) -> str:
    """The name under which Python imports the package."""
    return naming.module(provider.id)


def class_name(provider: ir.Provider) -> str:
    """The name of the client."""
    return naming.pascal(provider.id)


def variable(provider: ir.Provider, what: str) -> str:
    """An environment variable: ``gravitex``, ``BASE_URL`` -> ``GRAVITEX_BASE_URL``."""
    return f"{naming.snake(provider.id).upper()}_{what}"


def key_variable(provider: ir.Provider) -> str:
    """The environment variable that holds the key: the one that the pact names, else one named for the provider."""
    return provider.auth.environment or variable(provider, "API_KEY")


def openai_adapter(provider: ir.Provider) -> str:
    """The module that lets the official client of OpenAI talk to a gateway; the one for JavaScript is called so too."""
    return f"{naming.snake(provider.id)}_openai"


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument of a model: its name in Python, where it goes, and what may stand there."""

    name: str
    path: ir.Path
    value: ir.Value
    required: bool


def parameters(model: ir.Model) -> tuple[Parameter, ...]:
    """The arguments of a model in the catalogue's order, rejected ones too."""
    taken = set(TAKEN)
    found = []
    for argument in model.arguments:
        value = places.find(model.body, argument.path) or ir.Value()
        name = naming.unique(_identifier(argument.name), taken)
        taken.add(name)
        found.append(Parameter(name, argument.path, value, _required(model, argument.path)))
    return tuple(found)


def is_plain(name: str) -> bool:
    """Whether a class may have a member of this name as it is."""
    fits = name.isidentifier() and name.isascii() and not keyword.iskeyword(name)
    return fits and not name.startswith("__")


def _identifier(name: str) -> str:
    if is_plain(name) and name not in TAKEN:
        return name
    spelled = naming.snake(name)
    return f"{spelled}_" if keyword.iskeyword(spelled) or spelled in TAKEN else spelled


def _required(model: ir.Model, path: ir.Path) -> bool:
    """Whether a body without it is wrong: it is required, as is everything around it."""
    value = model.body
    for step in path:
        members = [m for kind in value.kinds if isinstance(kind, ir.Object) for m in kind.members]
        found = next((member for member in members if member.name == step), None)
        if found is None or not found.required or found.value.default is not None:
            return False
        value = found.value
    return True


def is_rejected(value: ir.Value) -> bool:
    """Whether the model documents that it does not take this."""
    return isinstance(value.disposition, ir.Rejected)
