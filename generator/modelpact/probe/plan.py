"""The plan: which requests to send, what each shows, and what its answer should be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, Final, Literal

from modelpact import ir, operations, places
from modelpact.effective import number
from modelpact.probe import cover, pictures
from modelpact.probe.claims import Claim, claims
from modelpact.probe.desk import Desk
from modelpact.probe.facts import Facts, Untested

Expect = Literal["accepted", "refused"]
_SAID: Final = frozenset(
    {"because", "certainty", "decisions", "description", "evidence", "origin", "title", "uses"}
)


@dataclass(frozen=True, slots=True)
class Call:
    """An operation. ``path`` follows the base URL; ``brackets``: parts of a list of pictures are named so."""

    method: str
    path: str
    content_type: str
    brackets: bool


@dataclass(frozen=True, slots=True)
class Way:
    """What requests have in common: ``headers`` of all, ``scheme`` before the key in ``header``.

    ``files`` are the members that are files in a form; ``binary``: an answer is the picture itself.
    """

    calls: dict[str, Call]
    header: str
    scheme: str
    headers: dict[str, str]
    files: tuple[str, ...] = ()
    binary: bool = False
    poll: ir.Poll | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """A body, and what there is to see. ``images`` are billed if it is accepted; ``call`` names its operation.

    It is sent only where the request ``after`` was refused against what was expected, or at once where that is empty.
    """

    id: str
    call: str
    expect: Expect
    images: int
    shows: tuple[str, ...]
    claims: tuple[Claim, ...]
    body: Any
    after: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as the plan tells it. ``size`` counts what must come together; ``decisions`` are those it bears on.

    ``default``: of the place ``about`` it shows the default.
    """

    about: str
    says: str
    size: int = 1
    decisions: tuple[str, ...] = ()
    default: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """``fewest`` is a number of accepted requests that no set can do without which shows as much."""

    provider: str
    model: str
    pact: str
    """The digest of the model's facts."""
    way: Way
    envelopes: tuple[ir.Envelope, ...]
    forms: tuple[tuple[str, str], ...]
    fewest: int
    facts: dict[str, Told] = field(default_factory=dict)
    untested: tuple[Untested, ...] = ()
    requests: tuple[Request, ...] = ()
    decisions: dict[str, str] = field(default_factory=dict)
    """The question of each decision that the model has, by its id."""

    @property
    def paid(self) -> tuple[Request, ...]:
        """The requests that are accepted if the pact is right."""
        return tuple(r for r in self.requests if r.expect == "accepted" and not r.after)

    @property
    def free(self) -> tuple[Request, ...]:
        return tuple(r for r in self.requests if r.expect == "refused")

    @property
    def images(self) -> int:
        """How many images are billed if the pact is right."""
        return sum(request.images for request in self.paid)

    @property
    def unsendable(self) -> tuple[Request, ...]:
        """Requests with the address of a sample in them, which no gateway can load."""
        return tuple(request for request in self.requests if pictures.unreal(request.body))


class Unplanned(Exception):
    """A text is no plan."""


def plan(
    provider: ir.Provider, model: ir.Model, check: Callable[[Any], list[Any]], url: str = ""
) -> Plan:
    """Plan for a model: every fact that can be shown, in as few accepted requests as are found."""
    desk = Desk(provider, model, check, url)
    facts = Facts(desk)
    writer = _Writer(model, desk)
    packs = cover.packs(desk, facts.accepted)
    for pack in packs:
        writer.accepted(pack)
    for pack in packs:
        writer.split(pack)
    for fact in facts.refused:
        writer.refused(fact.draft.body, fact.id)
    told = {f.id: Told(f.about, f.says, len(f.sign.changes)) for f in facts.every} | writer.told
    return Plan(
        provider=provider.id,
        model=model.id,
        pact=digest(model),
        way=_way(provider, model),
        envelopes=model.response.envelopes or provider.response.envelopes,
        forms=model.response.forms,
        fewest=cover.fewest(desk, facts.accepted),
        facts={id_: _decided(model, fact) for id_, fact in told.items()},
        untested=(*facts.untested, *_defaults(model, told.values())),
        requests=tuple(writer.requests.values()),
        decisions={decision.id: decision.question for decision in model.decisions},
    )


def _way(provider: ir.Provider, model: ir.Model) -> Way:
    poll = model.response.poll
    asked = operations.polled(provider, poll) if poll else ()
    named = (*operations.of_model(provider, model), *(o for o in asked if o))
    return Way(
        calls={
            o.name: Call(o.method, o.path, o.content_type, o.array_names == "brackets")
            for o in named
        },
        header=provider.auth.header,
        scheme=provider.auth.scheme,
        headers=dict(provider.headers),
        files=tuple(operations.pictured(model)),
        binary=bool(model.response.binary),
        poll=poll,
    )


class _Writer:
    def __init__(self, model: ir.Model, desk: Desk) -> None:
        self._model, self._desk = model, desk
        self.requests: dict[str, Request] = {}
        self.told: dict[str, Told] = {}

    def accepted(self, pack: cover.Pack, after: str = "") -> None:
        """Add a request that shows what it can."""
        body = pack.draft.body
        promised = claims(self._model, body)
        if after:  # what no other request promises is not asked either
            promised = tuple(claim for claim in promised if claim.id in self.told)
        shows = tuple(fact.id for fact in pack.shows)
        made = Request(
            _id(body),
            self._call(body),
            "accepted",
            self._images(body),
            shows,
            promised,
            body,
            after,
        )
        self.requests.setdefault(made.id, made)
        if not after:
            self.told |= {
                claim.id: Told(claim.about, claim.says, default=claim.default) for claim in promised
            }

    def split(self, pack: cover.Pack) -> None:
        """Add those requests that tell which of its facts is wrong if one is refused."""
        id_ = _id(pack.draft.body)
        for half in cover.halves(self._desk, pack):
            if _id(half.draft.body) != id_:
                self.accepted(half, id_)
                self.split(half)

    def refused(self, body: Any, fact: str) -> None:
        """Add a request that one fact refuses; two ways to say it may be one body."""
        made = Request(
            _id(body), self._call(body), "refused", self._images(body), (fact,), (), body
        )
        known = self.requests.get(made.id)
        if known is not None and known.expect == "refused":
            made = replace(made, shows=(*known.shows, fact))
        self.requests[made.id] = made

    def _call(self, body: Any) -> str:
        return operations.of_request(self._desk.provider, self._model, body).name

    def _images(self, body: Any) -> int:
        return max(1, int(number(self._model, body)))


def _id(body: Any) -> str:
    return hashlib.sha256(spelled(body).encode()).hexdigest()[:12]


def _defaults(model: ir.Model, told: Iterable[Told]) -> Iterator[Untested]:
    """Yield the defaults of the gateway that no answer shows."""
    shown = {fact.about for fact in told if fact.default}
    for path, member in places.walk(model.body):
        default, where = member.value.default, ir.pointer(path)
        if default is not None and default.whose == "server" and where not in shown:
            says = f"{where}: its default, {json.dumps(default.value.value)}"
            yield Untested(where, says, "no answer shows it", "default")


def digest(model: ir.Model) -> str:
    """Tell whether a model is another one: what is only said of its facts, and where they stand, does not count."""
    return hashlib.sha256(repr(_bare(model)).encode("utf-8", "surrogatepass")).hexdigest()


def _bare(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_bare(item) for item in value]
    if not is_dataclass(value):
        return value
    kept = (each.name for each in fields(value) if each.name not in _SAID)
    return [type(value).__name__, *((name, _bare(getattr(value, name))) for name in kept)]


def _decided(model: ir.Model, told: Told) -> Told:
    found = tuple(
        decision.id
        for decision in model.decisions
        if any(
            told.about == pointer or told.about.startswith(f"{pointer}/")
            for pointer in decision.parameters
        )
    )
    return replace(told, decisions=found)


def spelled(data: Any) -> str:
    """Spell JSON as short as it can be."""
    return json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
