"""Where pictures are in the schemas of an answer: a list of them, or one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from modelpact import ir, naming
from modelpact.importing.calls import content, is_json
from modelpact.importing.flat import Flat
from modelpact.importing.flatten import flatten, with_branch
from modelpact.importing.schema import Schema, Source, escaped, mapping
from modelpact.importing.texts import prose

LINK: Final[tuple[str, ...]] = (
    "url",
    "image_url",
    "uri",
    "link",
    "href",
    "imageUrl",
    "image_uri",
    "download_url",
    "src",
)
DATA: Final[tuple[str, ...]] = (
    "b64_json",
    "base64",
    "b64",
    "image_base64",
    "imageBase64",
    "image",
    "data",
)
_ONE: Final = re.compile(
    r"(?:\w+_)?(?:image|picture|sample|img)s?(?:_(?:url|uri|link|base64|b64))?|b64_json|base64|b64|artifacts?"
)
_LINKED: Final = frozenset({"uri", "url", "uri-reference"})
_LOOSE: Final = re.compile(r"outputs?|urls?|uris?|results?|links?|image_list")
_DEEPEST: Final = 4
_MOST: Final = 24
_STEPS: Final = 60


@dataclass(frozen=True, slots=True)
class Found:
    """The path of the pictures and the members of one; without members, each is a text: a link, or not.

    ``guessed`` is the place of a text of which nothing says what it is.
    """

    path: ir.Path
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    link: bool = True
    guessed: str = ""


def listed(source: Source, operation: dict[str, Any], at: str) -> dict[str, Schema]:
    """The schemas of the good answers in JSON, by status: the first of each, and another one is told."""
    found: dict[str, Schema] = {}
    for status, answer in mapping(operation.get("responses")).items():
        kinds, place = content(source, answer, f"{at}/responses/{escaped(str(status))}")
        first = ""
        for kind, media in kinds.items() if str(status).startswith("2") else ():
            if not (is_json(str(kind)) and isinstance(media, dict) and "schema" in media):
                continue
            here = f"{place}/{escaped(str(kind))}"
            if not first:
                first = str(kind)
                found[str(status)] = Schema(media["schema"], f"{here}/schema")
            elif media["schema"] != found[str(status)].value:
                told = (
                    f"an answer that is {prose(str(kind))}: the one that is {prose(first)} is taken"
                )
                source.lose(here, told)
    return found


def shapes(source: Source, flat: Flat, most: int = _MOST) -> list[Flat]:
    """An answer, or each of its alternatives."""
    if not flat.unions:
        return [flat]
    union, left = flat.unions[0], flat.unions[1:]
    found: list[Flat] = []
    for branch in union.branches:
        if len(found) < most:
            found += shapes(source, with_branch(source, flat, left, branch), most - len(found))
    return found


def all_shapes(source: Source, schemas: Iterable[Schema]) -> tuple[Flat, ...]:
    """Every shape that any of these answers has."""
    return tuple(flat for each in schemas for flat in shapes(source, flatten(source, [each])))


def pictures(
    source: Source, flat: Flat, path: ir.Path = (), *, loose: bool = False
) -> Found | None:
    """Find the pictures in one shape of an answer; ``loose``: where nothing else is to be expected of it."""
    if not path:
        source.steps = _STEPS
    return next(_pictures(source, flat, path, loose), None) or _single(source, flat, path, loose)


def _pictures(source: Source, flat: Flat, path: ir.Path, loose: bool) -> Iterator[Found]:
    """Yield the lists of pictures."""
    source.steps -= 1
    if source.steps < 0:
        return
    if flat.items:
        items = shapes(source, flatten(source, flat.items))
        members: dict[str, Any] = {}
        for item in items:
            members |= {name: _plain(source, parts) for name, parts in item.properties.items()}
        if any(name in members and _is_text(members[name]) for name in (*LINK, *DATA)):
            yield Found(path, members)
        elif (
            all("string" in (item.types or ()) for item in items)
            and path
            and _says(path[-1], loose)
        ):
            yield _text(path, items[0])
        return
    if len(path) < _DEEPEST:
        for name, parts in flat.properties.items():
            for shape in shapes(source, flatten(source, parts)):
                yield from _pictures(source, shape, (*path, name), loose)


def _single(source: Source, flat: Flat, path: ir.Path, loose: bool) -> Found | None:
    """A picture that stands alone: a text, or an object with one."""
    source.steps -= 1
    for name, parts in flat.properties.items() if source.steps >= 0 else ():
        for shape in shapes(source, flatten(source, parts)):
            if _says(name, loose) and shape.types and "string" in shape.types and not shape.enum:
                return _text((*path, name), shape)
            if _says(name, loose) and shape.properties:
                members = {key: _plain(source, below) for key, below in shape.properties.items()}
                if any(key in members and _is_text(members[key]) for key in (*LINK, *DATA)):
                    return Found((*path, name), members)
            if (
                shape.properties
                and len(path) < 2
                and (one := _single(source, shape, (*path, name), loose))
            ):
                return one
    return None


def _says(name: str, loose: bool) -> bool:
    snake = naming.snake(name)
    return not snake.startswith("upload") and bool(
        _ONE.fullmatch(snake) or (loose and _LOOSE.fullmatch(snake))
    )


def _text(path: ir.Path, flat: Flat) -> Found:
    """A picture that is a text: Base64 where its format or words say so, else a link."""
    words = f"{path[-1]} {flat.prose.get('description', '')}".lower()
    if {*flat.formats} & _LINKED:
        return Found(path)
    if {*flat.formats} & {"byte", "base64", "binary"} or "base64" in words or "b64" in words:
        return Found(path, link=False)
    return Found(path, guessed="" if re.search("ur[il]|link|href", words) else flat.at)


def _plain(source: Source, parts: list[Schema]) -> dict[str, Any]:
    flat = flatten(source, parts)
    types, formats = set(flat.types or ()), set(flat.formats)
    for shape in shapes(source, flat):
        types |= shape.types or set()
        formats |= {*shape.formats}
    return {**flat.prose, "types": types, "link": bool(formats & _LINKED)}


def _is_text(member: dict[str, Any]) -> bool:
    return not member["types"] or "string" in member["types"]


def texts(source: Source, flat: Flat, path: ir.Path = ()) -> Iterator[tuple[ir.Path, list[Any]]]:
    """Yield the paths of scalars, not deep, each with the values that are listed for it."""
    for name, parts in flat.properties.items():
        below = shapes(source, flatten(source, parts))
        values = [item for shape in below for item in shape.enum or ()]
        if any(
            not shape.types or shape.types & {"string", "integer", "boolean"} for shape in below
        ):
            yield (*path, name), values
        for shape in below:
            if shape.properties and len(path) < 2:
                yield from texts(source, shape, (*path, name))


def pointer(path: ir.Path) -> str:
    """A JSON pointer."""
    return "".join(f"/{escaped(step)}" for step in path)
