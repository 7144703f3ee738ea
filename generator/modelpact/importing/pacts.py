"""Models of a document -> the files of a provider: what all have in common stands in the family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from modelpact import ir
from modelpact.importing.models import Body
from modelpact.importing.pictures import Picture
from modelpact.importing.rules import spelled
from modelpact.scaffold import titled

_PROMPTS = (
    *("prompt", "text_prompt", "textPrompt", "promptText", "text", "input"),
    *("caption", "description"),
)
_WHOLE = frozenset(
    {"default", "disposition", "enumDescriptions", "forms", "extras", "poll", "arguments"}
)
"""Keys whose values a file gives whole."""
_MOST = 3
"""So many must say the same where others say something else."""
_SOURCES = ("url", "data-uri", "base64")
_PICTURES = (
    "image",
    "images",
    "image_url",
    "image_urls",
    "input_image",
    "input_images",
    "init_image",
)


def family(
    id_: str,
    bodies: list[Body],
    title: str,
    description: str,
    response: dict[str, Any],
    operations: tuple[str, ...] = (),
) -> dict[str, Any]:
    """The file of a family: what is the same in all of its models.

    ``operations`` are the one that it makes, or that without and that with pictures; none: the provider's first.
    """
    shared = alike([body.parameters for body in bodies])
    rules = list(_usual([{rule["id"]: rule for rule in body.rules} for body in bodies]).values())
    required = _usual([{"required": body.required} for body in bodies]).get("required", [])
    everywhere = set.intersection(*(set(body.parameters) for body in bodies))
    shared = {name: {} for name in required if name in everywhere - shared.keys()} | shared
    return {
        "pact": 1,
        "family": id_,
        "title": title or titled(id_),
        **({"description": description} if description else {}),
        **_called(operations),
        **({"parameters": shared} if shared else {}),
        **({"required": required} if required else {}),
        **alike([_pictured(body) | _laid(body) for body in bodies]),
        **({"rules": rules} if rules else {}),
        **({"response": response} if response else {}),
    }


def _called(operations: tuple[str, ...]) -> dict[str, Any]:
    match operations:
        case (one,):
            return {"operation": one}
        case (text, images):
            return {"operation": {"text": text, "images": images}}
    return {}


def model(
    body: Body, above: dict[str, Any], response: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The file of a model: what differs from its family."""
    shared, rules = above.get("parameters", {}), above.get("rules", [])
    own = _own(body.parameters, shared)
    ruled = [rule for rule in body.rules if rule not in rules]
    return {
        "pact": 1,
        "model": body.id,
        "family": above["family"],
        "title": body.title or titled(body.id),
        **({"description": body.description} if body.description else {}),
        **({"lifecycle": {"status": "deprecated"}} if body.deprecated else {}),
        **({"parameters": own} if own else {}),
        **({"required": body.required} if body.required != above.get("required", []) else {}),
        **_own(_pictured(body) | _laid(body), above),
        **({"rules": ruled} if ruled else {}),
        **_own({"response": response} if response else {}, above),
    }


def _pictured(body: Body) -> dict[str, Any]:
    """How pictures are given: as any of its places takes them."""
    found = [*body.pictures.values()]
    if not found:
        return {}
    sources = [name for name in _SOURCES if any(name in picture.sources for picture in found)]
    formats = dict.fromkeys(name for picture in found for name in picture.formats)
    any_type = any(not picture.formats for picture in found)
    return {"images": Picture(tuple(sources), () if any_type else tuple(formats)).images}


def alike(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What is the same in every mapping, key by key as far as pacts lay files over one another.

    Of a key that all have, what most say: the others write over it.
    """
    usual = _usual(parts)
    found: dict[str, Any] = {}
    for key, first in parts[0].items():
        below = [part[key] for part in parts if isinstance(part.get(key), dict)]
        is_one = all(repr(value) == repr(first) for value in below)
        if len(below) == len(parts) and key not in _WHOLE and not is_one:
            inner = alike(below)
            found |= {key: inner} if inner else {}
        elif key in usual:
            found[key] = usual[key]
    return found


def _usual(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What all say of the keys that all have, or most of at least three."""
    found = {}
    for key in parts[0]:
        values = [part[key] for part in parts if key in part]
        told, number = Counter(map(repr, values)).most_common(1)[0]
        if len(values) == len(parts) and (
            number == len(parts) or (number >= _MOST and 2 * number > len(parts))
        ):
            found[key] = next(value for value in values if repr(value) == told)
    return found


def _own(part: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """What a mapping has that does not stand above."""
    found = {}
    for key, value in part.items():
        over = above.get(key)
        if repr(over) == repr(value):
            continue
        if isinstance(value, dict) and isinstance(over, dict) and key not in _WHOLE:
            value = _own(value, over)
        found[key] = value
    return found


def _is_needed(body: Body, path: ir.Path) -> bool:
    """Tell whether every step of a path, or all down to the first list, leads to a required member."""
    required: Collection[str] = body.required
    for number, step in enumerate(path):
        if step == ir.EACH:
            break
        if step not in required:
            return False
        required = _at(body.parameters, path[: number + 1]).get("required", ())
    return True


def _laid(body: Body) -> dict[str, Any]:
    """Where the words and the pictures of a caller go, and an example."""
    prompt = next((path for path in _texts(body.parameters)), ())
    tops = [path for path in body.pictures if path[0] in _PICTURES and _is_plain(path)]
    tops = tops or [path for path in body.pictures if _is_plain(path) and "mask" not in path[0]]
    many = bool(tops) and ir.EACH in tops[0]
    needed = bool(tops) and _is_needed(body, tops[0])
    said = {"prompt": spelled(prompt)} if prompt else {}
    layouts: dict[str, Any] = {}
    if prompt and not needed:
        layouts["text"] = said
    if tops:
        layouts["images" if many else "image"] = {**said, "image": spelled(tops[0])}
    if not prompt or needed:
        return {"layouts": layouts} if layouts else {}
    part = _at(body.parameters, prompt)
    shown = part.get("examples", ["A lighthouse on a cliff, at dawn"[: part.get("maxLength")]])[0]
    use = {"title": "Text to image", "prompt": shown}
    return {"layouts": layouts, "uses": {"text-to-image": use}}


def _is_plain(path: ir.Path) -> bool:
    """Tell whether a picture stands at the top, in a list there, or in an object of either."""
    return len(path) <= 2 or (len(path) == 3 and path[1] == ir.EACH)


def _texts(parameters: dict[str, Any]) -> Iterator[ir.Path]:
    """Yield where a prompt may stand, the likeliest first."""
    yield from ((name,) for name in _PROMPTS if _is_text(parameters.get(name)))
    for outer, part in parameters.items():
        inner = part.get("properties", {})
        yield from ((outer, name) for name in _PROMPTS if _is_text(inner.get(name)))
        items = part.get("items", {}).get("properties", {})
        yield from ((outer, "0", name) for name in _PROMPTS if _is_text(items.get(name)))


def _at(parameters: dict[str, Any], path: ir.Path) -> dict[str, Any]:
    part: dict[str, Any] = {"properties": parameters}
    for step in path:
        part = part["items"] if step == "0" else part["properties"][step]
    return part


def _is_text(part: Any) -> bool:
    kinds = part.get("type") if isinstance(part, dict) and "enum" not in part else None
    return "string" in (kinds if isinstance(kinds, list) else [kinds])
