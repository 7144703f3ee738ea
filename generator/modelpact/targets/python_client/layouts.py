"""The table that says where each model wants its arguments."""

from __future__ import annotations

import json
from typing import Final

from modelpact import ir, places, python_checks
from modelpact.print_py import Assign, Call, Display, Expr, Lit, Name, module
from modelpact.targets.python_client.arguments import is_picture, parameters
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
    pictures = tuple(Lit(p.name) for p in parameters(model) if is_picture(p.value))
    if pictures:
        given["pictures"] = Display("tuple", pictures)
    accepted = model.images.input
    if accepted is not None:
        sources = tuple(Lit(source) for source in accepted.sources)
        given["sources"] = Display("tuple", sources)
        if accepted.megabytes is not None:
            given["most_bytes"] = Lit(int(accepted.megabytes * MEBIBYTE))
    defaults = tuple(
        Display("tuple", (_path(model, path), _json(member.value.default.value.value)))
        for path, member in places.walk(model.body)
        if member.value.default is not None
        and member.value.default.whose == "client"
        and ir.EACH not in path
    )
    if defaults:
        given["defaults"] = Display("tuple", defaults)
    turns = _turns(model, many)
    if turns is not None:
        given["turns"] = turns
    return Call("Model", (), tuple(given.items()))


def converses(model: ir.Model) -> bool:
    """Whether a list of turns takes several, and the model may speak in one."""
    layouts = {layout.images: layout.places for layout in model.layouts}
    return _turns(model, layouts.get("many", ())) is not None


def _turns(model: ir.Model, layout: tuple[ir.Place, ...]) -> Expr | None:
    for place in layout:
        if place.constant is None or "0" not in place.path:
            continue
        at = place.path.index("0")
        listed, role = places.find(model.body, place.path[:at]), places.find(model.body, place.path)
        if listed is None or role is None or not role.enum or not _several(listed):
            continue
        own = [value for value in role.enum if value != place.constant.value]
        if own:
            path, rest = _path(model, place.path[:at]), place.path[at + 1 :]
            steps = Display("tuple", tuple(Lit(step) for step in rest))
            return Call("Turns", (path, steps, Lit(own[0])))
    return None


def _several(listed: ir.Value) -> bool:
    values = [listed, *([listed.advised.value] if listed.advised else [])]
    arrays = [k for value in values for k in value.kinds if isinstance(k, ir.Array)]
    return bool(arrays) and all(k.max_items is None or k.max_items > 1 for k in arrays)


def _places(model: ir.Model, layout: tuple[ir.Place, ...]) -> Expr:
    return Display("tuple", tuple(_place(model, place) for place in layout))


def _place(model: ir.Model, place: ir.Place) -> Expr:
    given = (_path(model, place.path), Lit(place.argument))
    constant = () if place.constant is None else (_json(place.constant.value),)
    return Call("Place", (*given, *constant))


def _path(model: ir.Model, path: ir.Path) -> Expr:
    """Steps of a path, where those into a list are numbers."""
    steps: list[Expr] = []
    value = model.body
    for number, step in enumerate(path):
        if _is_list(value) and (step == ir.EACH or step.isdecimal()):
            steps.append(Name("APPEND") if step == ir.EACH else Lit(int(step)))
        else:
            steps.append(Lit(step))
        value = places.find(model.body, path[: number + 1]) or ir.Value()
    return Display("tuple", tuple(steps))


def _is_list(value: ir.Value) -> bool:
    return any(isinstance(kind, ir.Array) for kind in value.kinds)


def _json(value: object) -> Expr:
    match value:
        case dict():
            return Display("dict", tuple((Lit(str(k)), _json(v)) for k, v in value.items()))
        case list():
            return Display("list", tuple(map(_json, value)))
        case None | bool() | int() | float() | str():
            return Lit(value)
        case _:
            raise TypeError(json.dumps(value))
