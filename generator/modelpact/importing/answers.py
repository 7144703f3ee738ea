"""What comes back: pictures in JSON, the picture itself, or a job that is asked for again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from modelpact import ir
from modelpact.importing.calls import Call, content, is_json
from modelpact.importing.flat import Flat
from modelpact.importing.flatten import flatten
from modelpact.importing.found import DATA, LINK, Found, all_shapes, listed, pictures, pointer
from modelpact.importing.jobs import Job, job, later
from modelpact.importing.schema import Source, escaped, mapping
from modelpact.importing.texts import prose

_USUAL: Final = ("png", "jpeg", "webp")


@dataclass(frozen=True, slots=True)
class Answer:
    """The ``response`` of a pact, the operations that polling calls by path, and how sure it is of pictures."""

    response: dict[str, Any] = field(default_factory=dict)
    operations: dict[str, str] = field(default_factory=dict)
    shows: Literal["pictures", "job", ""] = ""


def answer(source: Source, call: Call, parameters: dict[str, Any]) -> Answer:
    """Read what an operation answers, given the parameters of its requests; what is not known is told."""
    schemas = listed(source, call.value, call.at)
    others = _others(source, call)
    envelopes, found = _envelopes(source, all_shapes(source, schemas.values()))
    if envelopes:
        _lose(source, others)
        _lose_guesses(source, found)
        made = _said(found, parameters, envelopes)
        waited = later(source, call, [*schemas.values()])
        if waited and waited.sure and _has(source, waited, envelopes):
            return Answer({**made, "poll": waited.poll}, waited.operations, "pictures")
        if waited:
            told = "the pictures may come later, as those of a job: told as here at once"
            source.lose(f"{call.at}/responses", f"{told}: {waited.added}")
        return Answer(made, {}, "pictures")
    kinds = [kind for kind in others.values() if kind.startswith("image/")]
    if kinds:
        _lose(source, {at: kind for at, kind in others.items() if kind not in kinds})
        for schema in schemas.values():
            source.lose(schema.at, "an answer in JSON beside that which is the picture")
        return Answer(_binary(source, next(iter(others)), kinds, parameters), {}, "pictures")
    _lose(source, others)
    waited = job(source, call, [*schemas.values()])
    if waited is None:
        source.lose(
            f"{call.at}/responses", "no list of pictures with their url or Base64 was found"
        )
        return Answer()
    if waited.lost:
        source.lose(f"{call.at}/responses", f"{waited.lost}: {waited.mend}")
    if waited.pictures is None:
        return Answer(shows="job" if waited.sure else "")
    _lose_guesses(source, [waited.pictures])
    done = [{"name": "done", "images": pointer(waited.pictures.path)}]
    made = _said([waited.pictures], parameters, done)
    return Answer({**made, "poll": waited.poll}, waited.operations, "pictures")


def _lose(source: Source, others: dict[str, str]) -> None:
    for at, kind in others.items():
        source.lose(at, f"an answer that is {prose(kind)}")


def _lose_guesses(source: Source, found: list[Found]) -> None:
    for one in found:
        if one.guessed:
            source.lose(one.guessed, "nothing says what this text is: told as a link to a picture")


def _others(source: Source, call: Call) -> dict[str, str]:
    """The good answers that are no JSON: their types by place."""
    found = {}
    for status, value in mapping(call.value.get("responses")).items():
        kinds, at = content(source, value, f"{call.at}/responses/{escaped(str(status))}")
        for kind in kinds if str(status).startswith("2") else ():
            if not is_json(str(kind)):
                found[f"{at}/{escaped(str(kind))}"] = str(kind).split(";")[0].strip().lower()
    return found


def _has(source: Source, waited: Job, envelopes: list[dict[str, Any]]) -> bool:
    """Tell whether a job that is done shows its pictures as the first answer does."""
    quiet = Source(source.document, source.old)
    keys = ("images", "code", "success")
    mine, theirs = (
        {tuple(each.get(key) for key in keys) for each in those}
        for those in (envelopes, _envelopes(quiet, waited.shown)[0])
    )
    return bool(mine & theirs)


def _envelopes(source: Source, flats: Iterable[Flat]) -> tuple[list[dict[str, Any]], list[Found]]:
    envelopes: list[dict[str, Any]] = []
    found: list[Found] = []
    for flat in flats:
        one = pictures(source, flat)
        if one and (not found or bool(one.members) is bool(found[0].members)):
            found.append(one)
            envelope = _envelope(source, flat, one.path, len(envelopes))
            if not any({**envelope, "name": ""} == {**other, "name": ""} for other in envelopes):
                envelopes.append(envelope)
    return envelopes, found


def _binary(
    source: Source, at: str, kinds: list[str], parameters: dict[str, Any]
) -> dict[str, Any]:
    form = _text(parameters, ("output_format", "image_format", "format"))
    formats = [
        kind.removeprefix("image/") for kind in kinds if re.fullmatch(r"image/[a-z0-9.+-]+", kind)
    ]
    if not formats:
        asked = parameters.get(form, {}).get("enum", ())
        formats = [
            str(name).removeprefix("image/").lower() for name in asked if isinstance(name, str)
        ]
        formats = [name for name in formats if re.fullmatch(r"[a-z0-9.+-]+", name)] or [*_USUAL]
        source.lose(at, f"which types of pictures come back: told as {', '.join(formats)}")
    return {**({"format": form} if form else {}), "binary": [*dict.fromkeys(formats)]}


def _said(
    found: list[Found], parameters: dict[str, Any], envelopes: list[dict[str, Any]]
) -> dict[str, Any]:
    members: dict[str, dict[str, Any]] = {}
    for one in found:
        members |= one.members
    named = [name for name in (*LINK, *DATA) if name in members]
    links = [name for name in named if name in LINK or members[name]["link"]]
    data = [name for name in named if name not in links]
    forms: dict[str, str] = {
        ("url" if name in links else "b64_json"): name for name in (*links[:1], *data[:1])
    }
    if not members:
        forms = {"url" if found[0].link else "b64_json": ""}
    made: dict[str, Any] = {}
    asked = parameters.get("response_format", {})
    listed_ = [value for value in asked.get("enum", ()) if value is not None]
    if listed_ and members and all(_form(str(value), forms) for value in listed_):
        made["selector"] = "response_format"
        made["forms"] = {str(value): _form(str(value), forms) for value in listed_}
    else:
        made |= {"fixed": next(iter(forms)), "forms": forms}
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
