"""The file of a plan: JSON lines, of which the first is about all of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final

from modelpact import ir
from modelpact.probe.claims import Claim
from modelpact.probe.facts import Untested
from modelpact.probe.plan import Call, Plan, Request, Told, Unplanned, Way, spelled

VERSION: Final = 2


def lines(made: Plan) -> Iterator[str]:
    """Spell a plan, each line with its newline."""
    yield _line(
        {
            "plan": VERSION,
            "provider": made.provider,
            "model": made.model,
            "pact": made.pact,
            "way": _way(made.way),
            "envelopes": [asdict(each) for each in made.envelopes],
            "forms": dict(made.forms),
            "billed": {
                "requests": len(made.paid),
                "images": made.images,
                "fewest_requests": made.fewest,
            },
            "refused": len(made.free),
            "decisions": made.decisions,
        }
    )
    for id_, fact in made.facts.items():
        told = {"fact": id_, "about": fact.about, "says": fact.says, "size": fact.size}
        told |= {"decisions": list(fact.decisions)} if fact.decisions else {}
        yield _line(told | ({"default": True} if fact.default else {}))
    for lost in made.untested:
        told = {"untested": lost.says, "about": lost.about, "reason": lost.reason}
        yield _line(told | {"kind": lost.kind})
    for request in made.requests:
        yield _line(_request(request))


def _request(request: Request) -> dict[str, Any]:
    otherwise = (
        "a refusal, by one of these facts"
        if request.expect == "accepted"
        else "a picture: the fact is wrong"
    )
    told = {
        "request": request.id,
        "call": request.call,
        **({"after_refusal_of": request.after} if request.after else {}),
        "expect": request.expect,
        "if_wrong": otherwise,
        "images": request.images,
        "shows": list(request.shows),
    }
    if request.claims:
        told["answer"] = [
            {"part": c.part, "want": c.want, "fact": c.id, "about": c.about}
            | ({} if c.sure else {"sure": False})
            for c in request.claims
        ]
    return {**told, "body": request.body}


def read(text: Iterable[str]) -> Plan:
    """Read a plan; raises Unplanned with the number of the line that is wrong."""
    head: dict[str, Any] = {}
    facts: dict[str, Told] = {}
    untested: list[Untested] = []
    requests: list[Request] = []
    for index, line in enumerate(text, 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            match data:
                case {"plan": int(version)}:
                    if version != VERSION:
                        raise Unplanned(f"line {index}: version {version} is not known here")
                    head = data
                case {"fact": str(id_)}:
                    decisions = tuple(data.get("decisions", ()))
                    default = data.get("default", False)
                    facts[id_] = Told(data["about"], data["says"], data["size"], decisions, default)
                case {"untested": str(says)}:
                    untested.append(Untested(data["about"], says, data["reason"], data["kind"]))
                case {"request": str()}:
                    requests.append(_read_request(data, facts))
                case _:
                    raise Unplanned(f"line {index}: neither a fact nor a request")
        except (ValueError, KeyError, TypeError, RecursionError, AttributeError) as error:
            raise Unplanned(f"line {index}: not a line of a plan ({error})") from error
    if not head:
        raise Unplanned("its first line is missing")
    try:
        made = _assembled(head, facts, untested, requests)
    except (KeyError, TypeError, AttributeError) as error:
        raise Unplanned(f"its first line is not whole: {error}") from error
    for request in requests:
        if request.call not in made.way.calls or not isinstance(request.body, dict):
            raise Unplanned(f"request {request.id} is none that can be sent")
    return made


def _read_request(data: dict[str, Any], facts: dict[str, Told]) -> Request:
    if data["expect"] not in ("accepted", "refused"):
        raise ValueError(f"expect is {data['expect']!r}")
    promised = tuple(
        Claim(
            each["part"],
            each["want"],
            each["fact"],
            each["about"],
            facts[each["fact"]].says,
            each.get("sure", True),
            facts[each["fact"]].default,
        )
        for each in data.get("answer", ())
    )
    after = data.get("after_refusal_of", "")
    shows = tuple(data["shows"])
    if not facts.keys() >= set(shows):
        raise ValueError("it shows a fact that is not told above")
    return Request(
        data["request"],
        data["call"],
        data["expect"],
        int(data["images"]),
        shows,
        promised,
        data["body"],
        after,
    )


def _assembled(
    head: dict[str, Any],
    facts: dict[str, Told],
    untested: list[Untested],
    requests: list[Request],
) -> Plan:
    return Plan(
        provider=head["provider"],
        model=head["model"],
        pact=head["pact"],
        way=_read_way(head["way"]),
        envelopes=tuple(ir.Envelope(**each) for each in head["envelopes"]),
        forms=tuple(head["forms"].items()),
        fewest=head["billed"]["fewest_requests"],
        facts=facts,
        untested=tuple(untested),
        requests=tuple(requests),
        decisions=head["decisions"],
    )


def _way(way: Way) -> dict[str, Any]:
    found = asdict(way)
    if way.poll is not None:
        found["poll"].pop("origin")
    return found


def _read_way(data: dict[str, Any]) -> Way:
    calls = {name: Call(**each) for name, each in data["calls"].items()}
    told: Any = data["poll"] and {
        name: tuple(each) if isinstance(each, list) else each for name, each in data["poll"].items()
    }
    poll = told and ir.Poll(**told)
    return Way(**{**data, "calls": calls, "files": tuple(data["files"]), "poll": poll})


def _line(data: Any) -> str:
    return f"{spelled(data)}\n"
