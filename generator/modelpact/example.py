"""A sample body for each use of a model, from its layouts: one that the model accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from modelpact import ir, places

PROMPT: Final = "A lighthouse at dusk, watercolour"
# The head of a real file of each format, so that a reader sees what belongs there; dots for the rest.
_HEADS: Final = {
    "png": "iVBORw0KGgoAAAANSUhEUgAA...",
    "jpeg": "/9j/4AAQSkZJRgABAQAAAQAB...",
    "webp": "UklGRiQAAABXRUJQVlA4IBgA...",
    "gif": "R0lGODlhAQABAIAAAAAAAP//...",
}


def models(provider: ir.Provider) -> list[ir.Model]:
    """The models to show: those on their way out only if there are no others, those that draw remarks last."""
    found = [m for m in provider.models if m.lifecycle.status not in ("deprecated", "retired")]
    return sorted(found or provider.models, key=_is_advised_against)


def _is_advised_against(model: ir.Model) -> bool:
    """Whether each request for it draws a remark."""
    return any(isinstance(rule.effect, ir.Advise) and not rule.when for rule in model.rules)


def plainest(models: Iterable[ir.Model]) -> Iterator[tuple[ir.Model, ir.Use]]:
    """Every use, those without pictures first."""
    uses = [(model, use) for model in models for use in model.uses]
    yield from sorted(uses, key=lambda found: found[1].images)


def body(model: ir.Model, use: ir.Use) -> dict[str, Any]:
    """The body of a request for ``use``: constants, prompt, images and arguments where the pact lays them."""
    result: dict[str, Any] = {}
    for member in model.members:
        if member.name == "model":
            result["model"] = model.id
    for place in layout(model, use.images):
        for value in _fillings(model, use, place):
            put(result, model.body, place.path, value)
    paths = {argument.name: argument.path for argument in model.arguments}
    for name, value in use.arguments.value.items():
        put(result, model.body, paths.get(name, (name,)), value)
    complete(result, model.body)
    ordered = in_order(result, model.body)
    assert isinstance(ordered, dict)
    return ordered


def layout(model: ir.Model, images: int) -> tuple[ir.Place, ...]:
    """Where prompt and images land when there are so many images."""
    layouts = {layout.images: layout.places for layout in model.layouts}
    if images == 0:
        return layouts.get("none", ())
    if images == 1 and "one" in layouts:
        return layouts["one"]
    return layouts.get("many", layouts.get("one", ()))


def _fillings(model: ir.Model, use: ir.Use, place: ir.Place) -> Iterator[Any]:
    if place.constant is not None:
        yield place.constant.value
    elif place.argument == "prompt":
        yield use.prompt or PROMPT
    elif place.argument == "image":
        for number in range(1, use.images + 1):
            yield image(_image_input(model, place.path), number)


def image(accepted: ir.ImageInput | None, number: int) -> str:
    """A sample picture: a URL where one is taken, else as a data URI or bare base64."""
    formats = accepted.formats if accepted and accepted.formats else ("png",)
    form = next((known for known in _HEADS if known in formats), formats[0])
    if accepted is None or "url" in accepted.sources:
        return f"https://example.com/image-{number}.{'jpg' if form == 'jpeg' else form}"
    head = _HEADS.get(form, "AAAAAAAAAAAAAAAAAAAAAAAA...")
    # Bare base64 has no room for the dots of a placeholder.
    return (
        f"data:image/{form};base64,{head}" if "data-uri" in accepted.sources else head.rstrip(".")
    )


def _image_input(model: ir.Model, path: ir.Path) -> ir.ImageInput | None:
    value = places.find(model.body, path)
    for kind in value.kinds if value else ():
        if isinstance(kind, ir.String) and kind.image:
            return kind.image
    return model.images.input


# --- filling -----------------------------------------------------------------------------------


def put(here: Any, value: ir.Value, path: ir.Path, what: Any) -> Any:
    """Put ``what`` at a path inside ``here`` and return that; into a list, EACH and an index beyond its end append."""
    if not path:
        return what
    step, rest = path[0], path[1:]
    for kind in value.kinds:
        match kind:
            case ir.Object(members=members):
                for member in members:
                    if member.name == step:
                        inside = here if isinstance(here, dict) else {}
                        inside[step] = put(inside.get(step), member.value, rest, what)
                        return inside
            case ir.Array(items=ir.Value() as items) if step == ir.EACH or step.isdecimal():
                listed = here if isinstance(here, list) else []
                index = len(listed) if step == ir.EACH else min(int(step), len(listed))
                listed[index:] = [
                    put([*listed, None][index], items, rest, what),
                    *listed[index + 1 :],
                ]
                return listed
            case _:
                pass
    return here


def complete(here: Any, value: ir.Value) -> None:
    """Add what is required and still missing, everywhere in the body."""
    for kind in value.kinds:
        match here, kind:
            case dict(), ir.Object(members=members):
                for member in members:
                    if member.required and member.name not in here:
                        here[member.name] = sample(member.value)
                    if member.name in here:
                        complete(here[member.name], member.value)
            case list(), ir.Array(items=ir.Value() as items):
                for item in here:
                    complete(item, items)
            case _:
                pass


def in_order(here: Any, value: ir.Value) -> Any:
    """The same with the members in the catalogue's order, unknown ones behind."""
    for kind in value.kinds:
        match here, kind:
            case dict(), ir.Object(members=members):
                known = {m.name: in_order(here[m.name], m.value) for m in members if m.name in here}
                return known | {name: inner for name, inner in here.items() if name not in known}
            case list(), ir.Array(items=ir.Value() as items):
                return [in_order(item, items) for item in here]
            case _:
                pass
    return here


# --- samples of single values -------------------------------------------------------------------


def sample(value: ir.Value) -> Any:
    """A value that fits: an example, the default, a listed value, or the plainest of its kind."""
    if value.examples:
        return value.examples[0].value
    if value.default is not None:
        return value.default.value.value
    if value.enum:
        return value.enum[0]
    return _plainest(value.kinds[0]) if value.kinds else PROMPT


def _plainest(kind: ir.Kind) -> Any:
    match kind:
        case ir.Null():
            return None
        case ir.Boolean():
            return False
        case ir.Integer(range=bounds) | ir.Number(range=bounds):
            return _number(bounds)
        case ir.String():
            return _string(kind)
        case ir.Array(items=items, min_items=least):
            return [sample(items) if items else PROMPT for _ in range(least or 0)]
        case ir.Object(members=members):
            return {member.name: sample(member.value) for member in members if member.required}


def _number(bounds: ir.Range) -> int | float:
    step = bounds.multiple_of or 1
    if bounds.minimum is not None:
        return -(-bounds.minimum // step) * step
    if bounds.exclusive_minimum is not None:
        return (bounds.exclusive_minimum // step + 1) * step
    if bounds.maximum is not None:
        return bounds.maximum // step * step
    return step


def _string(kind: ir.String) -> str:
    if kind.image is not None:
        return image(kind.image, 1)
    if kind.dimensions is not None:
        return _dimensions(kind.dimensions)
    text = PROMPT[: kind.max_length]
    return text + "." * ((kind.min_length or 0) - len(text))


def _dimensions(dimensions: ir.Dimensions) -> str:
    """A word, or a square as near to 1024 as the bounds of its sides allow."""
    if dimensions.words:
        return dimensions.words[0]
    bounds = (
        dimensions.width,
        dimensions.height,
        dimensions.side,
        dimensions.longest,
        dimensions.shortest,
    )
    side = max([1024, *(r.minimum for r in bounds if r.minimum is not None)])
    side = min([side, *(r.maximum for r in bounds if r.maximum is not None)])
    step = max([1, *(r.multiple_of for r in bounds if r.multiple_of is not None)])
    side = int(side // step * step)
    return f"{side}{dimensions.separator}{side}"
