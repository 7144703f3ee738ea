"""What comes back: where the pictures are in the schemas of an answer."""

from __future__ import annotations

from typing import Any, Final

from modelpact import ir
from modelpact.importing.flat import Flat
from modelpact.importing.flatten import flatten, with_branch
from modelpact.importing.schema import Schema, Source, escaped
from modelpact.importing.texts import prose

_LINK: Final = ("url", "image_url", "uri", "link", "href")
_DATA: Final = ("b64_json", "base64", "b64", "image_base64", "image", "data")
_DEEPEST = 4


def response(
    source: Source, answers: dict[str, Schema], parameters: dict[str, Any]
) -> dict[str, Any]:
    """The ``response`` of a pact from the schemas of good answers by status; empty where no picture is found."""
    envelopes: list[dict[str, Any]] = []
    members: dict[str, dict[str, Any]] = {}
    for schema in answers.values():
        for flat in _shapes(source, flatten(source, [schema])):
            found = _list(source, flat, ())
            if found:
                path, images = found
                envelopes.append(_envelope(source, flat, path, len(envelopes)))
                members |= images
    if not envelopes:
        return {}
    links = [name for name in members if name in _LINK]
    data = [name for name in members if name in _DATA]
    forms = {("url" if name in _LINK else "b64_json"): name for name in (*links[:1], *data[:1])}
    made: dict[str, Any] = {}
    asked = parameters.get("response_format", {})
    listed = [value for value in asked.get("enum", ()) if value is not None]
    if listed and all(_form(str(value), forms) for value in listed):
        made["selector"] = "response_format"
        made["forms"] = {str(value): _form(str(value), forms) for value in listed}
    else:
        fixed = next(iter(forms))
        made |= {"fixed": fixed, "forms": forms}
    known = {*forms.values()}
    extras = {
        name: prose(member.get("description")) or prose(member.get("title")) or name
        for name, member in members.items()
        if name not in known
    }
    whole = {
        "count": _number(parameters),
        "size": _text(parameters, ("size", "aspect_ratio")),
        "format": _text(parameters, ("output_format",)),
    }
    return {
        **made,
        **{key: name for key, name in whole.items() if name},
        **({"extras": extras} if extras else {}),
        "envelopes": envelopes,
    }


def _form(value: str, forms: dict[str, str]) -> str:
    """The member that holds a form of this name."""
    return forms.get("url" if "url" in value.lower() or "link" in value.lower() else "b64_json", "")


def _number(parameters: dict[str, Any]) -> str:
    names = ("n", "num_images", "num_outputs", "batch_size", "number_of_images", "numberOfImages")
    return next((n for n in names if parameters.get(n, {}).get("type") == "integer"), "")


def _text(parameters: dict[str, Any], names: tuple[str, ...]) -> str:
    return next(
        (n for n in names if "enum" in parameters.get(n, {}) or (n == "size" and n in parameters)),
        "",
    )


def _shapes(source: Source, flat: Flat) -> list[Flat]:
    """An answer, or each of its alternatives."""
    if not flat.unions:
        return [flat]
    union, left = flat.unions[0], flat.unions[1:]
    return [
        s
        for branch in union.branches
        for s in _shapes(source, with_branch(source, flat, left, branch))
    ]


def _list(source: Source, flat: Flat, path: ir.Path) -> tuple[ir.Path, dict[str, Any]] | None:
    """Find the list of pictures: its path and the members of one."""
    if flat.items:
        item = flatten(source, flat.items)
        shapes = _shapes(source, item)
        members: dict[str, Any] = {}
        for shape in shapes:
            members |= {name: _plain(source, parts) for name, parts in shape.properties.items()}
        if any(name in members and _is_text(members[name]) for name in (*_LINK, *_DATA)):
            return path, members
        return None
    if len(path) >= _DEEPEST:
        return None
    found = [
        hit
        for name, parts in flat.properties.items()
        for shape in _shapes(source, flatten(source, parts))
        if (hit := _list(source, shape, (*path, name)))
    ]
    return found[0] if found else None


def _plain(source: Source, parts: list[Schema]) -> dict[str, Any]:
    flat = flatten(source, parts)
    types = set(flat.types or ())
    for shape in _shapes(source, flat):
        types |= shape.types or set()
    return {**flat.prose, "types": types}


def _is_text(member: dict[str, Any]) -> bool:
    return not member["types"] or "string" in member["types"]


def _envelope(source: Source, flat: Flat, path: ir.Path, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": f"shape-{number + 1}" if number else "plain",
        "images": pointer(path),
    }
    for key, names, types in (
        ("created", ("created", "created_at"), {"integer"}),
        ("code", ("code", "status_code"), {"integer"}),
        ("message", ("msg", "message"), {"string"}),
    ):
        at = _member(source, flat, (), names, types)
        if at:
            found[key] = pointer(at[0])
            only = at[1].enum
            if key == "code" and only and len(only) == 1 and isinstance(only[0], int):
                found["success"] = only[0]
    if "success" not in found:
        found.pop("code", None)
        found.pop("message", None)
    return found


def _member(
    source: Source, flat: Flat, path: ir.Path, names: tuple[str, ...], types: set[str]
) -> tuple[ir.Path, Flat] | None:
    for name, parts in flat.properties.items():
        below = flatten(source, parts)
        if name in names and below.types is not None and below.types <= types:
            return (*path, name), below
        if (
            len(path) < 2
            and below.properties
            and (found := _member(source, below, (*path, name), names, types))
        ):
            return found
    return None


def pointer(path: ir.Path) -> str:
    """A JSON pointer."""
    return "".join(f"/{escaped(step)}" for step in path)
