"""Operations with the same call -> families of models; one model of two operations -> one model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from modelpact import naming
from modelpact.importing.answers import Answer, answer
from modelpact.importing.calls import Call
from modelpact.importing.choose import Taken
from modelpact.importing.models import Body, bodies, merged
from modelpact.importing.schema import Source
from modelpact.importing.texts import prose
from modelpact.importing.values import fits
from modelpact.operations import MULTIPART
from modelpact.scaffold import titled


@dataclass(slots=True)
class Family:
    """Models of the same operations, and what each answers.

    ``operations`` are one, or that without and that with pictures.
    """

    id: str
    operations: tuple[str, ...]
    title: str = ""
    description: str = ""
    bodies: list[Body] = field(default_factory=list)
    responses: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Use:
    """A model of an operation, or of two."""

    body: Body
    calls: tuple[Call, ...]


class Groups:
    """The operations of a provider, and its families in the order of these."""

    def __init__(self, source: Source, taken: list[Taken]) -> None:
        self.source = source
        self.operations: dict[str, dict[str, Any]] = {}
        self.families: list[Family] = []
        uses = self._uses(taken)
        slashed = {call for use in uses for call in use.calls if "/" in use.body.id}
        paths = {call.path for use in uses for call in use.calls if call in slashed}
        names: dict[Call, str] = {}
        for call in (each.call for each in taken if any(each.call in use.calls for use in uses)):
            path = call.path.replace("{model}", "{+model}") if call.path in paths else call.path
            names[call] = self._operation(call, path)
        waiting: dict[str, dict[str, Any]] = {}
        keys = [tuple(names[call] for call in use.calls) for use in uses]
        firsts = [key[0] for key in dict.fromkeys(keys)]
        for key in dict.fromkeys(keys):
            id_ = key[0] if len(key) == 1 or firsts.count(key[0]) == 1 else "-".join(key)
            made = [use.body for use, other in zip(uses, keys, strict=True) if other == key]
            self.families.append(Family(id_, key, bodies=made))
        for family in self.families:
            mine = [use for use, key in zip(uses, keys, strict=True) if key == family.operations]
            self._described(family, mine, waiting)
        self.operations |= waiting

    def _operation(self, call: Call, path: str) -> str:
        """The name of an operation; several of a document that differ in the model alone are one."""
        said = {
            "method": call.method.upper(),
            "path": path,
            **({"content_type": MULTIPART} if call.kind else {}),
            **({"array_names": "brackets"} if call.brackets else {}),
        }
        for name, other in self.operations.items():
            if other == said:
                return name
        name = naming.unique(call.name, self.operations, "-")
        self.operations[name] = said
        return name

    # --- models ---

    def _uses(self, taken: list[Taken]) -> list[_Use]:
        by_model: dict[str, list[tuple[Taken, Body]]] = {}
        for each in taken:
            found: dict[str, Body] = {}
            for body in bodies(self.source, each.call.request(each.models)):
                if each.models and body.id not in each.models:
                    continue
                if body.id in found:
                    self.source.lose(
                        each.call.at,
                        "a model that is described twice: the last description is taken",
                    )
                found[body.id] = body
            for id_, body in found.items():
                by_model.setdefault(id_, []).append((each, body))
        return [self._use(id_, known) for id_, known in by_model.items()]

    def _use(self, id_: str, known: list[tuple[Taken, Body]]) -> _Use:
        needs = {each.call: _picture(body) for each, body in known}
        first, body = next((pair for pair in known if not needs[pair[0].call]), known[0])
        used = [first]
        second = next(
            (e for e, _ in known if (name := needs[e.call]) and name not in body.parameters), None
        )
        if second:
            used.append(second)
            body = merged(
                self.source,
                first.call.request(first.models),
                second.call.request(second.models),
                id_,
                needs[second.call],
            )
        for other, _ in known:
            if other not in used:
                self.source.lose(
                    other.call.at,
                    f"{other.call.written} is another operation of {id_}: --operation takes it by itself",
                )
        if any(each.call.kind for each in used):
            _told_as_json(self.source, body)
        return _Use(body, tuple(each.call for each in used))

    # --- what comes back ---

    def _described(
        self, family: Family, uses: list[_Use], waiting: dict[str, dict[str, Any]]
    ) -> None:
        calls = list(dict.fromkeys(use.calls[0] for use in uses))
        for call in calls:
            mine = [use.body for use in uses if use.calls[0] is call]
            shared = common(mine)
            found = answer(self.source, call, shared)
            response = self._waited(found, waiting) if fits(found.response) else {}
            if "selector" in response:
                _always_a_form(self.source, mine, response["selector"])
            for body in mine:
                family.responses[body.id] = response
                if len(calls) > 1:
                    body.title = prose(call.value.get("summary")) or body.title
                    body.description = prose(call.value.get("description"))
        if len(family.operations) > 1:
            quiet = Source(self.source.document, self.source.old)
            shared = common(family.bodies)
            one, two = (answer(quiet, call, shared).response for call in uses[0].calls)
            if one != two:
                at = f"{uses[0].calls[1].at}/responses"
                self.source.lose(at, "told as what comes back without pictures")
        if len(calls) == 1:
            value = calls[0].value
            tags = [prose(tag) for tag in value.get("tags", ()) if isinstance(tag, str)]
            family.title = prose(value.get("summary")) or (tags[0] if tags else "")
            family.description = prose(value.get("description"))
        family.title = family.title or titled(family.id)

    def _waited(self, found: Answer, waiting: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Add the operations that polling calls, each under a name of its own."""
        response = found.response
        for name, path in found.operations.items():
            said = {"method": "GET", "path": path}
            at = next((other for other, known in waiting.items() if known == said), "")
            at = at or naming.unique(name, {*self.operations, *waiting}, "-")
            waiting[at] = said
            poll = {
                key: at if key in ("operation", "answer") and value == name else value
                for key, value in response["poll"].items()
            }
            response = {**response, "poll": poll}
        return response


def common(made: list[Body]) -> dict[str, Any]:
    """The parameters that are the same in all bodies."""
    return {
        name: part
        for name, part in made[0].parameters.items()
        if all(repr(body.parameters.get(name)) == repr(part) for body in made)
    }


def _picture(body: Body) -> str:
    """The member of requests that is a picture, or holds some, and must be there; empty where there is none."""
    return next((path[0] for path in body.pictures if path[0] in body.required), "")


def _told_as_json(source: Source, body: Body) -> None:
    """Tell of lists in a form, which travel in one part."""
    pictured = {path[0] for path in body.pictures}
    for name, part in body.parameters.items():
        if "items" in part and name not in pictured:
            source.lose(
                body.places[name,],
                f"each item of {name} as a part of its own: the list travels as one text in JSON",
            )


def _always_a_form(source: Source, made: list[Body], name: str) -> None:
    """Take null out of what asks for a form: pacts know none for it."""
    for body in made:
        asked = body.parameters[name]
        if None in asked.get("enum", ()):
            listed = [value for value in asked["enum"] if value is not None]
            body.parameters[name] = {k: v for k, v in asked.items() if k != "type"} | {
                "enum": listed
            }
            source.lose(body.places[name,], "null is refused here: leave the member out instead")
