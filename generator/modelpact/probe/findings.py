"""What a record says of the facts of a plan: confirmed, contradicted or left open, with what shows it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from modelpact.probe.answers import Answer, Picture
from modelpact.probe.claims import NEAR, Claim
from modelpact.probe.plan import Plan, Request

State = Literal["confirmed", "contradicted", "open"]
_SHORT = 160


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact, and the request that shows what is so; ``because`` is a sentence."""

    fact: str
    about: str
    says: str
    state: State
    because: str = ""
    request: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """``unexplained`` are requests that were refused though each of their facts was accepted elsewhere."""

    findings: tuple[Finding, ...]
    decisions: tuple[tuple[str, str, State], ...]
    """Id, question and state: open unless every fact that bears on it is confirmed, or one is contradicted."""
    unexplained: tuple[str, ...]
    sent: int
    images: int

    def of(self, state: State) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.state == state)


def report(plan: Plan, record: Mapping[str, Answer]) -> Report:
    """Judge the facts of a plan by what came back."""
    judge = _Judge(plan, record)
    findings = tuple(judge.finding(id_) for id_ in plan.facts)
    states = {finding.fact: finding.state for finding in findings}
    accepted = [record[r.id] for r in plan.requests if judge.got(r) == "accepted"]
    return Report(
        findings,
        tuple((id_, asked, _decided(plan, id_, states)) for id_, asked in plan.decisions.items()),
        tuple(judge.unexplained),
        sum(request.id in record for request in plan.requests),
        sum(len(answer.pictures) for answer in accepted),
    )


def _decided(plan: Plan, decision: str, states: Mapping[str, State]) -> State:
    found = {states[id_] for id_, fact in plan.facts.items() if decision in fact.decisions}
    if "contradicted" in found:
        return "contradicted"
    return "confirmed" if found == {"confirmed"} else "open"


class _Judge:
    def __init__(self, plan: Plan, record: Mapping[str, Answer]) -> None:
        self._plan, self._record = plan, record
        self._states: dict[str, tuple[State, str, str]] = {}
        self.unexplained: list[str] = []
        self._accepted()
        self._wrongly_refused()
        self._refused()
        self._claims()

    def finding(self, id_: str) -> Finding:
        told = self._plan.facts[id_]
        state, because, request = self._states.get(id_, ("open", "no answer says so", ""))
        return Finding(id_, told.about, told.says, state, because, request)

    def got(self, request: Request) -> str:
        answer = self._record.get(request.id)
        return answer.outcome if answer else ""

    def _set(self, id_: str, state: State, because: str, request: Request) -> None:
        """Keep what is worst: a contradiction is never taken back."""
        known = self._states.get(id_, ("open", "", ""))[0]
        if known != "contradicted" and not (known == "confirmed" and state == "open"):
            self._states[id_] = (state, because, request.id)

    def _accepted(self) -> None:
        for request in self._plan.requests:
            if request.expect == "accepted" and self.got(request) == "accepted":
                for id_ in request.shows:
                    self._set(id_, "confirmed", self._met(request, "was accepted"), request)

    def _refused(self) -> None:
        """A refusal says something only where another request was accepted: else nothing is."""
        some = any(self.got(request) == "accepted" for request in self._plan.requests)
        for request in self._plan.requests:
            if request.expect != "refused":
                continue
            if self.got(request) == "accepted":
                said = self._met(request, "was accepted though the pact refuses it")
                for id_ in request.shows:
                    self._set(id_, "contradicted", said, request)
            elif self.got(request) == "refused":
                for id_ in request.shows:
                    if some:
                        self._set(id_, "confirmed", self._met(request, "was refused"), request)
                    else:
                        self._set(id_, "open", "nothing at all was accepted", request)

    def _wrongly_refused(self) -> None:
        """Find the fewest facts that explain refusals, of those that no accepted request shows.

        A fact that alone can explain a refusal is wrong; of the others those that would explain most, and of as many
        the plainest. Where that leaves several, it is one of these, and all stay open.
        """
        rows: list[tuple[Request, set[str]]] = []
        for request in self._plan.requests:
            if request.expect == "accepted" and self.got(request) == "refused":
                held = {id_ for id_ in request.shows if id_ not in self._states}
                if held:
                    rows.append((request, held))
                else:
                    self.unexplained.append(request.id)
        while rows:
            top = self._suspects(rows)
            for id_ in top:
                request, _ = min((r for r in rows if id_ in r[1]), key=lambda r: len(r[1]))
                if len(top) == 1:
                    said = self._met(request, "was refused though the pact takes it")
                    self._set(id_, "contradicted", said, request)
                else:
                    said = self._met(request, f"was refused, by one of {len(top)} facts")
                    self._set(id_, "open", said, request)
            rows = [row for row in rows if not row[1] & top]

    def _suspects(self, rows: list[tuple[Request, set[str]]]) -> set[str]:
        alone = [held for _, held in rows if len(held) == 1]
        if alone:
            return alone[0]
        counted = Counter(id_ for _, held in rows for id_ in held)
        most = max(counted.values())
        top = {id_ for id_, count in counted.items() if count == most}
        least = min(self._plan.facts[id_].size for id_ in top)
        return {id_ for id_ in top if self._plan.facts[id_].size == least}

    def _claims(self) -> None:
        for request in self._plan.requests:
            if self.got(request) != "accepted":
                continue
            answer = self._record[request.id]
            for claim in request.claims:
                seen = _seen(claim, answer)
                said = self._met(request, f"gave {_shown(answer)}")
                if seen is None:
                    self._set(claim.id, "open", f"{said}; its header was not read", request)
                elif seen:
                    self._set(claim.id, "confirmed", said, request)
                elif claim.sure:
                    self._set(claim.id, "contradicted", said, request)
                else:
                    self._set(claim.id, "open", f"{said}: not what is usual", request)

    def _met(self, request: Request, what: str) -> str:
        answer = self._record[request.id]
        note = f": {answer.note}" if answer.note and answer.outcome != "accepted" else ""
        return f"{_short(request.body)} {what}, HTTP {answer.status}{note}"


def _seen(claim: Claim, answer: Answer) -> bool | None:
    """Tell whether an answer is as a claim says; None where it cannot be told."""
    if claim.part == "count":
        return len(answer.pictures) == claim.want
    if claim.part == "form":
        forms = [picture.form for picture in answer.pictures]
        return all(form == claim.want for form in forms) if any(forms) else None
    told = [_measure(claim, picture) for picture in answer.pictures]
    known = [each for each in told if each is not None]
    return all(known) if known else None


def _measure(claim: Claim, picture: Picture) -> bool | None:
    if not picture.format:
        return None
    if claim.part == "format":
        return picture.format == claim.want
    measured: dict[str, float] = {
        "width": picture.width,
        "height": picture.height,
        "ratio": picture.width / picture.height,
        "side": (picture.width * picture.height) ** 0.5,
    }
    want = float(claim.want)
    return abs(measured[claim.part] - want) <= want * NEAR.get(claim.part, 0)


def _shown(answer: Answer) -> str:
    kinds = Counter(
        " ".join(
            part
            for part in (
                f"{p.width}x{p.height}" if p.format else f"({p.problem or 'not read'})",
                p.format,
                f"as {p.form}" if p.form else "",
            )
            if part
        )
        for p in answer.pictures
    )
    return ", ".join(
        f"{number} of {kind}" if number > 1 else kind for kind, number in kinds.items()
    )


def _short(body: Any) -> str:
    rest = {key: item for key, item in body.items() if key != "model"}
    text = json.dumps(_cut(rest), ensure_ascii=True)
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 4]} ..."


def _cut(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _cut(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_cut(item) for item in value]
    return f"{value[:24]}..." if isinstance(value, str) and len(value) > 32 else value
