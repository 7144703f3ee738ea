"""What the declarations of a JavaScript validator say of requests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from modelpact import ir
from modelpact.naming import pascal
from modelpact.print_ts import Alias, declarations
from modelpact.text import Code
from modelpact.typescript_types import Scope, interface

# What templates/typescript-validators/module.d.ts.jinja and its verbatim part declare, and what types are made of.
_TAKEN: Final = frozenset(
    "Change CheckOptions Fix Issue Mode OtherRequest Prepared Record Request ResponseFormat StandardSchema".split()
)


@dataclass(frozen=True, slots=True)
class Types:
    """Declarations, and the name of the type of what is valid."""

    request: Code
    declarations: Code


def of_model(model: ir.Model) -> Types:
    """Declare the request of one model."""
    scope = Scope(taken=set(_TAKEN), taken_by_gateway=True)
    name = _request(model, scope)
    return Types(Code(name), declarations(scope.found))


def of_models(provider: ir.Provider) -> Types:
    """Declare the request of each model, and their union."""
    scope = Scope(taken=set(_TAKEN), taken_by_gateway=True)
    names = tuple(_request(model, scope) for model in provider.models)
    doc = ("What can be asked for, told apart by model.",)
    union = Alias("Request", names or ("never",), doc)
    return Types(Code("Request"), declarations((*scope.found, union)))


def _request(model: ir.Model, scope: Scope) -> str:
    old = model.lifecycle.status in ("deprecated", "retired")
    doc = (f"{model.title}. {model.description}",)
    return interface(model.members, f"{pascal(model.id)}Request", scope, doc, old)
