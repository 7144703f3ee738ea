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
    """How a request is sent. ``path`` follows the base URL; ``scheme`` stands before the key in ``header``."""

    method: str
    path: str
    content_type: str
    header: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Request:
    """A body, and what there is to see. ``images`` are billed if it is accepted.

    It is sent only where the request ``after`` was refused against what was expected, or at once where that is empty.
    """

    id: str
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
    call: Call
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
    """There is no plan for a gateway, or a text is none."""


def plan(
    provider: ir.Provider, model: ir.Model, check: Callable[[Any], list[Any]], url: str = ""
) -> Plan:
    """Plan for a model: every fact that can be shown, in as few accepted requests as are found.

    Raises Unplanned for a gateway of which requests or answers are more than one JSON each.
    """
    if not operations.is_plain(provider):
        raise Unplanned(
            f"{provider.id} is not asked by JSON alone, or does not answer so; only such gateways are probed"
        )
    desk = Desk(model, check, url)
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
    operation = provider.operations[0]
    auth = provider.auth
    return Plan(
        provider=provider.id,
        model=model.id,
        pact=digest(model),
        call=Call(
            operation.method, operation.path, operation.content_type, auth.header, auth.scheme
        ),
        envelopes=tuple(
            ir.Envelope(name=e.name, images=e.images, code=e.code, success=e.success)
            for e in model.response.envelopes or provider.response.envelopes
        ),
        forms=model.response.forms,
        fewest=cover.fewest(desk, facts.accepted),
        facts={id_: _decided(model, fact) for id_, fact in told.items()},
        untested=(*facts.untested, *_defaults(model, told.values())),
        requests=tuple(writer.requests.values()),
        decisions={decision.id: decision.question for decision in model.decisions},
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
        made = Request(_id(body), "accepted", self._images(body), shows, promised, body, after)
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
        made = Request(_id(body), "refused", self._images(body), (fact,), (), body)
        known = self.requests.get(made.id)
        if known is not None and known.expect == "refused":
            made = replace(made, shows=(*known.shows, fact))
        self.requests[made.id] = made

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
