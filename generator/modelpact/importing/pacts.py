"""Models of a document -> the files of a provider: what all have in common stands in the family."""

from __future__ import annotations

from typing import Any

from modelpact import ir
from modelpact.importing.models import Body
from modelpact.importing.pictures import Picture
from modelpact.importing.rules import spelled
from modelpact.scaffold import titled

_PROMPTS = ("prompt", "text_prompt", "textPrompt", "text", "input", "caption", "description")
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
    first = bodies[0]
    shared = {
        name: part
        for name, part in first.parameters.items()
        if all(repr(body.parameters.get(name)) == repr(part) for body in bodies)
    }
    rules = [
        rule for rule in first.rules if all(repr(rule) in map(repr, body.rules) for body in bodies)
    ]
    required = first.required if all(body.required == first.required for body in bodies) else []
    if not set(required) <= shared.keys():
        required = []
    return {
        "pact": 1,
        "family": id_,
        "title": title or titled(id_),
        **({"description": description} if description else {}),
        **_called(operations),
        **({"parameters": shared} if shared else {}),
        **({"required": required} if required else {}),
        **(_pictured(bodies[0]) if len({repr(_pictured(body)) for body in bodies}) == 1 else {}),
        **_shared([_laid(body) for body in bodies]),
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
    own = {name: part for name, part in body.parameters.items() if name not in shared}
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
        **({} if "images" in above else _pictured(body)),
        **_own(_laid(body), above),
        **({"rules": ruled} if ruled else {}),
        **({"response": response} if response and "response" not in above else {}),
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


def _shared(parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What is the same in every mapping of mappings."""
    found = {
        key: {
            name: item
            for name, item in inner.items()
            if all(part.get(key, {}).get(name) == item for part in parts)
        }
        for key, inner in parts[0].items()
    }
    return {key: inner for key, inner in found.items() if inner}


def _own(part: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """What a mapping of mappings has that does not stand above."""
    found = {
        key: {name: item for name, item in inner.items() if name not in above.get(key, {})}
        for key, inner in part.items()
    }
    return {key: inner for key, inner in found.items() if inner}


def _laid(body: Body) -> dict[str, Any]:
    """Where the words and the pictures of a caller go, and an example."""
    prompt = next((n for n in _PROMPTS if _is_text(body.parameters.get(n))), "")
    if not prompt:
        return {}
    tops = [
        path
        for path in body.pictures
        if path[0] in _PICTURES and len(path) <= 2 and path[-1] in (path[0], ir.EACH)
    ]
    layouts: dict[str, Any] = {}
    needed = bool(tops) and tops[0][0] in body.required
    if not needed:
        layouts["text"] = {"prompt": prompt}
    if tops:
        many = tops[0][-1] == ir.EACH
        layouts["images" if many else "image"] = {"prompt": prompt, "image": spelled(tops[0])}
    shown = body.parameters[prompt].get("examples", ["A lighthouse on a cliff, at dawn"])[0]
    use = {"title": "Text to image", "prompt": shown}
    uses = {} if needed else {"uses": {"text-to-image": use}}
    return {"layouts": layouts, **uses}


def _is_text(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "string"
