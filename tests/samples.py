"""Small catalogues, built by hand: what a test does not care about is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from modelpact import ir
from modelpact.errors import Position

MEASURES = ("width", "height", "side", "longest", "shortest", "area")


def path(text: str) -> ir.Path:
    """``"contents/-/text"`` as a path."""
    return tuple(text.split("/")) if text else ()


def paths(*texts: str) -> tuple[ir.Path, ...]:
    return tuple(path(text) for text in texts)


def value(*kinds: ir.Kind, enum: Iterable[ir.Scalar] | None = None, **rest: Any) -> ir.Value:
    """A value of these kinds; a list of texts alone makes it a string."""
    listed = None if enum is None else tuple(enum)
    if not kinds and listed and all(isinstance(item, str) for item in listed):
        kinds = (ir.String(),)
    return ir.Value(kinds=kinds, enum=listed, **rest)


def integer(minimum: float | None = None, maximum: float | None = None, **rest: Any) -> ir.Value:
    text = rest.pop("numeric_text", False)
    step = rest.pop("multiple_of", None)
    bounds = ir.Range(minimum=minimum, maximum=maximum, multiple_of=step)
    return value(ir.Integer(range=bounds, numeric_text=text), **rest)


def number(minimum: float | None = None, maximum: float | None = None, **rest: Any) -> ir.Value:
    text = rest.pop("numeric_text", False)
    step = rest.pop("multiple_of", None)
    bounds = ir.Range(minimum=minimum, maximum=maximum, multiple_of=step)
    return value(ir.Number(range=bounds, numeric_text=text), **rest)


def string(
    minimum: int | None = None, maximum: int | None = None, pattern: str | None = None, **rest: Any
) -> ir.Value:
    return value(ir.String(min_length=minimum, max_length=maximum, pattern=pattern), **rest)


def boolean(**rest: Any) -> ir.Value:
    return value(ir.Boolean(), **rest)


def array(
    items: ir.Value | None = None,
    minimum: int | None = None,
    maximum: int | None = None,
    **rest: Any,
) -> ir.Value:
    return value(ir.Array(items=items, min_items=minimum, max_items=maximum), **rest)


def members(**found: ir.Value) -> tuple[ir.Member, ...]:
    """Optional members; a name that ends in ``_`` is required (and written without it)."""
    return tuple(
        ir.Member(name=name.removesuffix("_"), value=item, required=name.endswith("_"))
        for name, item in found.items()
    )


def obj(closed: bool = False, **found: ir.Value) -> ir.Value:
    """An object with ``members(**found)``."""
    return value(ir.Object(members=members(**found), closed=closed))


def dimensions(separator: str = "x", **rest: Any) -> ir.Value:
    """A WxH text; bounds are given as ``side=(minimum, maximum)``."""
    bounds = {
        key: ir.Range(minimum=item[0], maximum=item[1]) if key in MEASURES else item
        for key, item in rest.items()
    }
    return value(ir.String(dimensions=ir.Dimensions(separator=separator, **bounds)))


def image(*sources: ir.ImageSource, **rest: Any) -> ir.Value:
    """A text that carries a picture: without arguments a PNG or JPEG, as URL or data URI."""
    given = {"formats": ("png", "jpeg"), **rest}
    return value(ir.String(image=ir.ImageInput(sources=sources or ("url", "data-uri"), **given)))


def server(found: Any, certainty: ir.Certainty = "stated") -> ir.Default:
    return ir.Default(value=ir.Json.of(found), whose="server", certainty=certainty)


def condition(
    where: str, check: ir.Check, *, absolute: bool = False, when_absent: bool = False
) -> ir.Test:
    return ir.Test(path=path(where), check=check, absolute=absolute, when_absent=when_absent)


def rule(
    effect: ir.Effect, *when: ir.Test, id: str = "some-rule", scope: str = "", **rest: Any
) -> ir.Rule:
    """A rule; the tests given must all hold."""
    conjunctions = (when,) if when else ()
    return ir.Rule(
        id=id, because="So it is.", effect=effect, scope=path(scope), when=conjunctions, **rest
    )


def model(
    *found: ir.Member, id: str = "m-1", rules: Iterable[ir.Rule] = (), **rest: Any
) -> ir.Model:
    """A model whose body has ``model`` and these members."""
    own = ir.Member(name="model", value=value(enum=(id,)), required=True)
    filled = {"family": "fam", "title": "Model", "description": "A model.", **rest}
    return ir.Model(
        id=id,
        body=value(ir.Object(members=(own, *found))),
        rules=tuple(rules),
        origin=Position(f"acme/models/{id}.yaml"),
        **filled,
    )


def provider(*models: ir.Model, id: str = "acme", **rest: Any) -> ir.Provider:
    """A provider with these models, and the families that they name."""
    families = sorted({found.family for found in models})
    filled: dict[str, Any] = {
        "title": "Acme",
        "description": "A gateway.",
        "base_url": "https://api.acme.test",
        "operations": (ir.Operation(name="generate", method="POST", path="/v1/images"),),
        "families": tuple(ir.Family(id=name, title=name, description="") for name in families),
        **rest,
    }
    return ir.Provider(
        id=id,
        models=tuple(sorted(models, key=lambda found: found.id)),
        origin=Position(f"{id}/provider.yaml"),
        **filled,
    )
