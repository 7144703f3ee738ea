"""The table that says where each model wants its arguments."""

from __future__ import annotations

from typing import Final

from modelpact import ir, python_checks, wire
from modelpact.clients.python import parameters
from modelpact.print_py import Assign, Call, Display, Expr, Lit, Name, module, tree
from modelpact.text import Code

MEBIBYTE: Final = 2**20


def table(provider: ir.Provider) -> Code:
    """``MODELS``: how to ask each model."""
    rows = tuple((Lit(model.id), _model(model)) for model in provider.models)
    return module([Assign("MODELS", Display("dict", rows), annotation="Final[dict[str, Model]]")])


def used_names(provider: ir.Provider) -> Code:
    """What the table needs of the module of layouts."""
    spelled = str(table(provider))
    wanted = [name for name in ("APPEND", "Model", "Place", "Turns") if f"{name}" in spelled]
    return Code(", ".join(wanted))


def _model(model: ir.Model) -> Expr:
    layouts = {layout.images: layout.places for layout in model.layouts}
    many = layouts.get("many", layouts.get("one", layouts.get("none", ())))
    given = {
        "check": Lit(python_checks.module_name(model)),
        "none": _places(model, layouts.get("none", ())),
        "one": _places(model, layouts.get("one", many)),
        "many": _places(model, many),
        "arguments": Display(
            "dict", tuple((Lit(p.name), _path(model, p.path)) for p in parameters(model))
        ),
    }
    pictures = tuple(Lit(p.name) for p in parameters(model) if wire.picture(p.value))
    if pictures:
        given["pictures"] = Display("tuple", pictures)
    accepted = model.images.input
    if accepted is not None:
        sources = tuple(Lit(source) for source in accepted.sources)
        given["sources"] = Display("tuple", sources)
        if accepted.megabytes is not None:
            given["most_bytes"] = Lit(int(accepted.megabytes * MEBIBYTE))
    defaults = tuple(
        Display("tuple", (_path(model, path), tree(value.value)))
        for path, value in wire.client_defaults(model)
    )
    if defaults:
        given["defaults"] = Display("tuple", defaults)
    turns = wire.turns(model)
    if turns is not None:
        role = Display("tuple", tuple(map(Lit, turns.role)))
        given["turns"] = Call("Turns", (_path(model, turns.path), role, Lit(turns.model)))
    return Call("Model", (), tuple(given.items()))


def _places(model: ir.Model, layout: tuple[ir.Place, ...]) -> Expr:
    return Display("tuple", tuple(_place(model, place) for place in layout))


def _place(model: ir.Model, place: ir.Place) -> Expr:
    given = (_path(model, place.path), Lit(place.argument))
    constant = () if place.constant is None else (tree(place.constant.value),)
    return Call("Place", (*given, *constant))


def _path(model: ir.Model, path: ir.Path) -> Expr:
    """Steps of a path, where those into a list are numbers."""
    steps = (Name("APPEND") if s == wire.APPEND else Lit(s) for s in wire.steps(model.body, path))
    return Display("tuple", tuple(steps))
