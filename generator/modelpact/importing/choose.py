"""Which operations of a document make pictures, and of which models."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from modelpact.errors import Unreadable
from modelpact.importing.answers import answer
from modelpact.importing.calls import Asked, Call
from modelpact.importing.models import named, takes_any
from modelpact.importing.schema import Source
from modelpact.importing.texts import prose

_PICTURED: Final = re.compile(r"image|picture|draw|flux|diffusion|txt2img", re.IGNORECASE)
_ABOUT: Final = re.compile(
    r"upload|init|dataset|asset|train|tun(?:e|ing)|describe|caption|moderat|embed|webhook",
    re.IGNORECASE,
)
"""Words in a path whose operations are about pictures, and make none."""
_LISTED: Final = 12


@dataclass(frozen=True, slots=True)
class Taken:
    """An operation that is imported; ``models`` are those of it that are, all that it names if none is said."""

    call: Call
    models: tuple[str, ...] = ()


@dataclass(slots=True)
class _Candidate:
    call: Call
    ids: list[str]
    any: bool
    shows: str

    @property
    def looks(self) -> bool:
        return bool(_PICTURED.search(f"{self.call.written} {self.call.spoken}"))


def chosen(source: Source, known: list[Call], asked: Asked) -> list[Taken]:
    """Choose what to import, or raise Unreadable with what to ask for."""
    probe = Source(source.document, source.old)
    every = [
        _Candidate(
            call,
            named(source, call.request()),
            takes_any(source, call.request()),
            answer(probe, call, {}).shows,
        )
        for call in known
    ]
    taken = [*_asked(every, asked)] if asked.operations or asked.models else [*_usual(every)]
    for id_ in asked.models:
        if not any(id_ in each.models for each in taken):
            _refuse_part(id_, every)
    if not taken:
        raise _none(every)
    calls = [each.call for each in taken]
    left = 0
    for each in every:
        if each.call in calls:
            continue
        if each.any and each.looks and not asked.operations:
            source.lose(each.call.at, "an operation of any model: --model names one")
        elif (each.ids or each.looks) and not asked.models and not asked.operations:
            source.lose(
                each.call.at,
                "an operation that does not seem to make pictures: --operation takes it",
            )
        elif not asked.models:
            left += 1
    if left:
        source.lose(
            "/paths", f"{left} further operations that send something: --operation takes one"
        )
    for one in taken:
        if "model" in one.call.members and one.models == (one.call.stem,):
            source.lose(
                one.call.at, f"no model is named: {one.call.stem}, in the path, stands for one"
            )
        for loss in one.call.losses:
            source.lose(*loss)
    return taken


def _usual(every: list[_Candidate]) -> Iterator[Taken]:
    """The operations that name models and make pictures, and those whose path stands for a model."""
    naming_ = [each for each in every if each.ids]
    bare = [
        each
        for each in every
        if not (each.ids or each.any or _ABOUT.search(each.call.written)) and each.call.stem
    ]
    sure = [each for each in bare if each.shows == "pictures" or (each.shows and each.looks)]
    for those in (
        [each for each in naming_ if each.looks and each.shows],
        [each for each in naming_ if each.looks],
        [each for each in naming_ if each.shows],
    ):
        if those:
            break
    else:
        those = [] if sure else naming_
    for each in every:
        if each in those:
            yield Taken(each.call)
        elif each in sure or (not those and not sure and each in bare and each.looks):
            each.call.stands_for(each.call.stem)
            yield Taken(each.call, (each.call.stem,))


def _asked(every: list[_Candidate], asked: Asked) -> Iterator[Taken]:
    """The operations and models that are asked for."""
    pictured = [each for each in every if each.looks or each.shows]
    for each in every:
        call, ids = each.call, tuple(id_ for id_ in asked.models if id_ in each.ids)
        if ids or (each.ids and not asked.models):
            if asked.operations or len(every) == 1 or each in pictured:
                yield Taken(call, ids)
        elif each.ids:
            continue
        elif call.stem and (call.stem in asked.models or not (asked.models or each.any)):
            call.stands_for(call.stem)
            yield Taken(call, (call.stem,))
        elif asked.models and (asked.operations or (each.any and (each.shows or len(every) == 1))):
            models = tuple(id_ for id_ in asked.models if call.takes(id_))
            if models:
                yield Taken(call, models)


def _refuse_part(id_: str, every: list[_Candidate]) -> None:
    """Refuse an id that is no whole one where a path wants several parts of it."""
    for each in every:
        if not each.call.takes(id_):
            whole = "/".join(map(prose, each.call.row))
            raise Unreadable(
                f"--model {prose(id_)} is not all that {prose(each.call.written)} asks for: "
                f"pass --model {whole}"
            )


def _none(every: list[_Candidate]) -> Unreadable:
    free = [each for each in every if each.any and (each.looks or each.shows)]
    names = ", ".join(prose(each.call.spoken) for each in (free or every)[:_LISTED])
    if free:
        id_ = "/".join(map(prose, free[0].call.row)) or "ID"
        return Unreadable(
            "no operation says which models it takes",
            f"Name one: --operation ID --model {id_}. There are {names}.",
        )
    return Unreadable(
        "no operation makes pictures of a model that the document names",
        (
            f"Say which one, and the id of its model: --operation ID --model ID. There are {names}."
            if every
            else "The document has no POST operation with a body in JSON or with files."
        ),
    )
